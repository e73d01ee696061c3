"""A short form of the campaigns of `tools/fuzz.py`: no input, whatever it attacks, ends in an error of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzzing import strategy_of
from tests.tries import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_no_input_ends_in_an_error(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy_of(kind))
    def every(text: str) -> None:
        assert KINDS[kind](text) == ""

    every()
