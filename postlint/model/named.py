"""A class with annotated fields goes in, a named tuple comes out: as in typing, and made when it is first called."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _Unmade(tuple):
        """What each is until its first instance: hundreds are declared, one run calls some, and to make one is felt."""

        __slots__ = ()

        def __new__(cls, /, *given, **named):
            return _made(cls).__new__(cls, *given, **named)

        @classmethod
        def _make(cls, values):
            return _made(cls)._make.__func__(cls, values)

    def _made(cls):
        """The class that declares the fields, with all that `collections.namedtuple` gives it."""
        owner = next(one for one in cls.__mro__ if "_fields" in vars(one))
        made = namedtuple(owner.__name__, owner._fields, defaults=owner._field_defaults.values())
        given = {**vars(made)}  # of a class that nobody held, the collector would take them away meanwhile
        for name in given.keys() - vars(owner).keys() - {"__new__"}:
            setattr(owner, name, given[name])
        owner.__new__ = given["__new__"]  # last, for another thread may be at it
        return owner

    class _Declared(type):
        """Takes the class that inherits from `NamedTuple`, and gives one that inherits from `tuple`."""

        def __new__(cls, name, bases, body):
            fields = tuple(body["__annotations__"])
            defaults = {field: body.pop(field) for field in fields if field in body}
            return type(name, (_Unmade,), {**body, "__slots__": (), "_fields": fields, "_field_defaults": defaults})

    NamedTuple = type.__new__(_Declared, "NamedTuple", (), {})
