"""Many checks in one test: none is passed over, and all that fail are told."""

from __future__ import annotations

import pytest

from tests.support import each_holds


def test_all_that_fail_are_told_with_why() -> None:
    made: list[int] = []

    def is_even(number: int) -> None:
        made.append(number)
        assert number % 2 == 0, f"{number} is odd"

    with pytest.raises(pytest.fail.Exception) as caught:
        each_holds(
            (
                ("one", lambda: is_even(1)),
                ("two", lambda: is_even(2)),
                ("three", lambda: is_even(3)),
                ("three", lambda: is_even(3)),
                ("none", lambda: {}["key"]),
                ("given up", lambda: pytest.fail("for a reason")),
            )
        )
    told = str(caught.value)
    assert made == [1, 2, 3, 3]
    assert told.startswith("5 of 6 failed: one, three, three (4), none, given up\n")
    assert all(
        why in told for why in ("1 is odd", "3 is odd", "KeyError: 'key'", "for a reason", "assert (1 % 2) == 0")
    )
    each_holds([("two", lambda: is_even(2))])


def test_nothing_to_check_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="nothing was checked"):
        each_holds(())
