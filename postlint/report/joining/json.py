"""Reports in JSON become one: findings by path, those of one fault in several posts joined as `postlint.report.gather` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from postlint.files.plain import read_json
from postlint.report.gather import HERE, more, regrouped
from postlint.report.joining import Report, within
from postlint.report.machine import as_json

Found: TypeAlias = Mapping[str, Any]
_PLACE = ("path", "line", "column", "end_line", "end_column")


def join(reports: Sequence[Report]) -> str:
    """The reports as one; a finding that stands in several counts once."""
    found = {as_json(one): one for folder, text in reports for one in _read(folder, text)}
    ordered = sorted(found.values(), key=lambda one: str(one["path"]))
    joined = regrouped(ordered, lambda one: one.get("fault") or id(one), _across)
    return as_json([{key: value for key, value in one.items() if key != "fault"} for one in joined]) + "\n"


def _read(folder: str, text: str) -> Iterator[Found]:
    report = read_json(text)
    if not isinstance(report, list):
        raise ValueError("it is no list of findings")
    for one in report:
        try:
            yield {**one, "path": within(folder, one["path"]), "related": [_moved(folder, at) for at in one["related"]]}
        except (TypeError, KeyError):
            raise ValueError("it is no list of findings") from None


def _moved(folder: str, place: Found) -> Found:
    return {**place, "path": within(folder, place["path"])}


def _across(group: Sequence[Found]) -> Found:
    first = group[0]
    own = _again(first)
    places = [*first["related"]]
    for one in group[1:]:
        fix = {"fix": one["fix"]} if one["fix"] else {}
        places += [{**{key: one[key] for key in _PLACE}, "message": HERE, **fix}, *_again(one)]
    again = len(own) + len(places) - len(first["related"])
    message = first["message"].removesuffix(more(len(own)))
    return {**first, "message": message + more(again, len(group) - 1), "related": places}


def _again(one: Found) -> Sequence[Found]:
    """The further places of a finding in its own post."""
    return [place for place in one["related"] if place["message"] == HERE and place["path"] == one["path"]]
