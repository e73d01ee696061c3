"""What several tests need: settings with a few values set, folders of small rule pages, small sites."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from postlint.config.settings import Settings
from postlint.engine import run
from postlint.model.plan import Job, Outcome
from postlint.plan.plan import plan_for


def settings_with(**values: Any) -> Settings:
    """Default settings with these fields set."""
    return Settings(**values)


def check_text(text: str, path: str, settings: Settings) -> Outcome:
    """Check one text under these settings."""
    return run.check_text(text, path, plan_for(settings))


def job(file: Path | None, shown: str, settings: Settings, text: str | None = None) -> Job:
    """A job under these settings."""
    return Job(file, shown, plan_for(settings), text)


def rule_folder(parent: Path, patterns: Mapping[str, str], family: str = "letters") -> Path:
    """A folder of declarative rule pages, one for each name and pattern; made once."""
    folder = parent / family
    folder.mkdir(parents=True, exist_ok=True)
    head = "summary: A test.\nseverity: error\ndefault: true\nmessage: found {0}"
    for name, pattern in patterns.items():
        (folder / f"{name}.md").write_text(f"---\n{head}\npattern: '{pattern}'\n---\n# {name}\n", encoding="utf-8")
    return folder


def lay_out(files: Mapping[str, str]) -> Path:
    """Write files by their POSIX paths into a new folder below the working directory, and work there."""
    root = Path(tempfile.mkdtemp(dir=Path.cwd())).resolve()
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    os.chdir(root)
    return root


def each_holds(cases: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Make each of these named checks, also behind one that fails; all that failed are told together, each with where and why.

    A test of its own for each row of a table, or each example of a page, costs several times what checking it does.
    """
    failed: dict[str, str] = {}
    made = 0
    for name, check in cases:
        made += 1
        try:
            check()
        except (Exception, pytest.fail.Exception) as error:
            told = traceback.format_exception(error)
            failed[f"{name} ({made})" if name in failed else name] = "".join(told)
    assert made, "nothing was checked"
    if failed:
        told = (f"--- {name}\n{why}" for name, why in failed.items())
        pytest.fail(f"{len(failed)} of {made} failed: {', '.join(failed)}\n\n" + "\n".join(told), pytrace=False)
