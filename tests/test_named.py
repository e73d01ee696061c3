"""Named tuples that are made when they are first called: in all that can be asked of them they are those of typing."""

from __future__ import annotations

import copy
import gc
import pickle
import typing

import pytest

from postlint.model.named import NamedTuple


class Berth(NamedTuple):
    """Where a boat lies."""

    quay: str
    number: int = 1
    index: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.quay} {self.number}"


class Known(typing.NamedTuple):
    quay: str
    number: int = 1
    index: tuple[int, ...] = ()


class Guest(Berth):
    """One more kind of them."""


def test_is_made_once_it_is_called() -> None:
    class Mast(NamedTuple):
        height: int

    assert not hasattr(Mast, "height")
    assert Mast(3).height == 3
    assert hasattr(Mast, "height")


def test_what_is_asked_of_one_is_what_typing_says() -> None:
    own, known = Berth("North", index=(1,)), Known("North", index=(1,))
    assert own == known == ("North", 1, (1,))
    assert hash(own) == hash(known)
    assert repr(own) == repr(known).replace("Known", "Berth")
    assert own._asdict() == known._asdict()
    assert own._replace(number=2) == known._replace(number=2)
    assert type(own._replace(number=2)) is Berth
    assert own.name == "North 1"
    assert own.index == (1,)
    assert (Berth.__doc__, Berth._fields, Berth._field_defaults) == ("Where a boat lies.", *_of(Known))
    assert Berth.__match_args__ == Known.__match_args__
    assert pickle.loads(pickle.dumps(own)) == copy.deepcopy(own) == own
    assert not hasattr(own, "__dict__")


def _of(one: type[Known]) -> tuple[tuple[str, ...], dict[str, object]]:
    return one._fields, one._field_defaults


def test_the_first_may_come_from_anywhere() -> None:
    class Oar(NamedTuple):
        length: int

    class Pole(NamedTuple):
        length: int

    class Punt(Pole):
        """Made before what it inherits from is."""

    assert Oar._make([2]) == Oar(length=2)
    assert type(Oar._make([2])) is Oar
    assert type(Punt(length=4)) is Punt
    assert Pole(5).length == 5
    assert type(Guest._make(["South", 2, ()])) is Guest


def test_wrong_arguments_are_told() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'quay'"):
        Berth()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'sail'"):
        Berth("North", sail=1)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        Berth("North").number = 2  # type: ignore[misc]


def test_nothing_is_collected_while_it_is_made() -> None:
    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for _ in range(200):

            class Buoy(NamedTuple):
                number: int
                light: str = ""

            assert Buoy(1)._replace(light="red") == (1, "red")
    finally:
        gc.set_threshold(*before)
