"""Reports in SARIF become one run: the worst results first, rules once each, notices of what is left out added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote, unquote

from postlint.files.plain import read_json
from postlint.report.gather import HERE, more, regrouped
from postlint.report.joining import Report, within
from postlint.report.machine import as_json
from postlint.report.sarif import MOST, invocation

Result: TypeAlias = Mapping[str, Any]
_RISING = ("note", "warning", "error")


def join(reports: Sequence[Report]) -> str:
    """The reports as one; a result that stands in several counts once."""
    runs = [(folder, _run(text)) for folder, text in reports]
    try:
        return _joined(runs)
    except (KeyError, TypeError, IndexError):
        raise ValueError("it is no SARIF of postlint") from None


def _run(text: str) -> Result:
    report = read_json(text)
    if not isinstance(report, dict) or len(report.get("runs", ())) != 1:
        raise ValueError("it is no SARIF of one run")
    run: Result = report["runs"][0]
    return {**run, "outer": report}


def _joined(runs: Sequence[tuple[str, Result]]) -> str:
    rules = {rule["id"]: rule for _, run in runs for rule in run["tool"]["driver"].get("rules", ())}
    names = sorted(rules)
    found = {as_json(one): one for folder, run in runs for one in _results(folder, run)}
    ordered = sorted(found.values(), key=_path)
    whole = regrouped(ordered, lambda one: one.get("properties", {}).get("fault") or id(one), _across)
    kept = sorted(whole, key=lambda one: -_RISING.index(one["level"]))[:MOST]
    left_out = sum(_left_out(run) for _, run in runs) + len(whole) - len(kept)
    successful = all(run["invocations"][0]["executionSuccessful"] for _, run in runs)
    first = runs[0][1]
    driver = {**first["tool"]["driver"], "rules": [rules[name] for name in names]}
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation(successful, left_out)],
        "columnKind": first["columnKind"],
        "results": [{**_without_fault(one), "ruleIndex": names.index(one["ruleId"])} for one in kept],
    }
    return as_json({**first["outer"], "runs": [run]}) + "\n"


def _results(folder: str, run: Result) -> Iterator[Result]:
    for one in run["results"]:
        moved: Result = _moved(folder, one) if folder else one
        yield {key: value if key != "ruleIndex" else 0 for key, value in moved.items()}


def _moved(folder: str, value: Any) -> Any:
    """The same with the folder before every path."""
    if isinstance(value, list):
        return [_moved(folder, one) for one in value]
    if not isinstance(value, dict):
        return value
    prefix = quote(folder, safe="/~")
    return {
        key: within(prefix, one) if key == "uri" and isinstance(one, str) else _moved(folder, one)
        for key, one in value.items()
    }


def _left_out(run: Result) -> int:
    notes = run["invocations"][0].get("toolExecutionNotifications", ())
    return sum(int(note["message"]["text"].split()[0]) for note in notes)


def _without_fault(one: Result) -> Result:
    return {key: value for key, value in one.items() if key != "properties"}


def _path(one: Result) -> str:
    return unquote(_uri(one["locations"][0]))


def _uri(place: Result) -> str:
    uri: str = place["physicalLocation"]["artifactLocation"]["uri"]
    return uri


def _across(group: Sequence[Result]) -> Result:
    first = group[0]
    own, related = _again(first), [*first.get("relatedLocations", ())]
    places = list(related)
    for one in group[1:]:
        places += [{**one["locations"][0], "message": {"text": HERE}}, *_again(one)]
    again = len(own) + len(places) - len(related)
    message = first["message"]["text"].removesuffix(more(len(own))) + more(again, len(group) - 1)
    result: dict[str, Any] = {}
    for key, value in first.items():
        result[key] = {"text": message} if key == "message" else value
        if key == "locations":
            result["relatedLocations"] = places
    return result | {"relatedLocations": places}


def _again(one: Result) -> Sequence[Result]:
    """The further places of a result in its own post."""
    here = _uri(one["locations"][0])
    places = one.get("relatedLocations", ())
    return [place for place in places if place["message"]["text"] == HERE and _uri(place) == here]
