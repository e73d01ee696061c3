"""Reports of the parts of a run, or of several sites, become one: one module a format.

Each has `join(reports) -> str`, where a report comes with the folder that its paths are put into ("" for none). Of shards
of one run, the result is the report that the whole run would have given. Raises ValueError for what is no such report.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

FORMATS = ("json", "sarif", "html")

Report = tuple[str, str]  # the folder for its paths, and its text


def join(name: str, reports: Sequence[Report]) -> str:
    """The reports in format `name`, one of FORMATS, as one."""
    text: str = import_module(f"postlint.report.joining.{name}").join(reports)
    return text


def format_of(text: str) -> str:
    """The format that a report is in. Raises ValueError where it is none of ours."""
    start = text.lstrip()[:1000]
    if start.startswith("["):
        return "json"
    if start.startswith("{") and '"runs"' in start:
        return "sarif"
    if start.startswith("<!doctype html>"):
        return "html"
    raise ValueError("it is no report in JSON, SARIF or HTML")


def within(folder: str, path: str) -> str:
    """A path of a report with the folder before it."""
    return f"{folder}/{path}" if folder and not path.startswith(("/", "file:")) else path
