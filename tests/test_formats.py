"""Reports for other programs: read back by libraries that are not ours, or held against the published rules."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import junitparser
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from sarif_pydantic import Sarif

from postlint.cli import postlint
from postlint.counts.fingerprint import with_fingerprints
from postlint.engine.trial import INTERNAL_ERROR
from postlint.model import Diagnostic, Edit, Fix, Related, Severity, Span
from postlint.model.plan import Outcome
from postlint.repair.fix import fix_text
from postlint.report import FORMATS, render, sarif
from postlint.report.terminal import visible
from postlint.rulebook.pages import load_rules
from tests.published import DIAGNOSTIC, GITLAB, RDJSON, SARIF
from tests.repository import lay
from tests.test_report import HOSTILE, hostile

TEXT = "---\ntitle: Ä\n---\n\U0001f600 see {x}[a](b) and the the\u00a0end\nof it\n"
RULES = load_rules()
LINK = "missing-space-before-link"


def found(words: str, rule: str = LINK, **more: Any) -> Diagnostic:
    start = TEXT.index(words)
    values = {"path": "news/a.md", "severity": Severity.ERROR, "message": f"“{words}” is wrong", **more}
    return Diagnostic(rule, span=Span(start, start + len(words)), **values)


def edit(words: str, text: str) -> Edit:
    start = TEXT.index(words)
    return Edit(Span(start, start + len(words)), text)


ONE = found("{x}[a](b)", fix=Fix((edit("[a]", " [a]"),)), related=(Related(Span(11, 12), "the title"),))
TWO = found("the the", "repeated-word", severity=Severity.WARNING, fix=Fix((edit("the the", "the"),)))
THREE = found("end\nof", "own-rule", severity=Severity.HINT, related=(Related(Span(0, 1), "there", "b.md"),))
FOUR = found("\u00a0", "stray-nbsp", fix=Fix((edit("\U0001f600", "!"), edit("\u00a0", " ")), safe=False))
ALL = (ONE, TWO, FOUR, THREE)


def outcome(*diagnostics: Diagnostic) -> Outcome:
    sources = {"news/a.md": TEXT, "b.md": "b\n"}
    return Outcome(with_fingerprints(diagnostics, sources), sources, 2)


def report(name: str, of: Outcome) -> str:
    return render(name, of, color=False, rules=RULES)


def fixed(*diagnostics: Diagnostic) -> str:
    return fix_text(TEXT, "news/a.md", diagnostics, unsafe=True).text


VALIDATORS = {id(schema): Draft202012Validator(schema) for schema in (SARIF, RDJSON, DIAGNOSTIC, GITLAB)}


def valid(data: Any, schema: dict[str, Any]) -> Any:
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATORS[id(schema)].iter_errors(data)]
    assert not errors
    return data


def test_the_schemas_are_schemas() -> None:
    for validator in VALIDATORS.values():
        Draft202012Validator.check_schema(validator.schema)


def unexpected_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def load(text: str) -> Any:
    return json.loads(text, object_pairs_hook=unexpected_duplicates)


# --- SARIF


def replaced(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """`text` with edits made from the last to the first."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def offset(text: str, line: int, column: int) -> int:
    """The offset of a place in code points, counted as SARIF says."""
    lines = text.split("\n")
    assert 1 <= column <= len(lines[line - 1]) + 1
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1


def test_sarif() -> None:
    data = valid(load(report("sarif", outcome(*ALL))), SARIF)
    (run,) = Sarif.model_validate(data).runs
    assert [one.rule_id for one in run.results] == [LINK, "stray-nbsp", "repeated-word", "own-rule"]
    assert [one.level.value for one in run.results] == ["error", "error", "warning", "note"]
    for result in data["runs"][0]["results"]:
        assert run.tool.driver.rules[result["ruleIndex"]].id == result["ruleId"]
    first = data["runs"][0]["results"][0]
    assert first["message"]["text"] == "“{{x}}[a\\](b)” is wrong"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "news/a.md"},
        "region": {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 16},
    }
    assert first["relatedLocations"][0]["physicalLocation"]["region"]["startColumn"] == 8
    described = {rule["id"]: rule for rule in data["runs"][0]["tool"]["driver"]["rules"]}
    assert described[LINK]["helpUri"].endswith(f"/rules/spacing/{LINK}.md")
    assert described["own-rule"] == {"id": "own-rule"}
    assert run.invocations[0].execution_successful


def test_sarif_fixes_do_what_ours_do() -> None:
    for one, result in zip(
        (ONE, FOUR, TWO), load(report("sarif", outcome(*ALL)))["runs"][0]["results"][:3], strict=True
    ):
        (change,) = result["fixes"][0]["artifactChanges"]
        assert change["artifactLocation"]["uri"] == "news/a.md"
        edits = []
        for part in change["replacements"]:
            region = part["deletedRegion"]
            start = offset(TEXT, region["startLine"], region["startColumn"])
            end = offset(TEXT, region["endLine"], region["endColumn"])
            edits.append((start, end, part["insertedContent"]["text"]))
        assert replaced(TEXT, edits) == fixed(one)


def test_sarif_keeps_to_githubs_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 2)
    (run,) = valid(load(report("sarif", outcome(*ALL))), SARIF)["runs"]
    assert [one["level"] for one in run["results"]] == ["error", "error"]
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "2 more findings are left out"


def test_sarif_says_when_postlint_did_not_do_its_job() -> None:
    broken = Outcome(with_fingerprints([found("see", INTERNAL_ERROR)], {}), {}, 1, broken=True)
    (run,) = valid(load(report("sarif", broken)), SARIF)["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]


# --- GitLab, JUnit, Checkstyle


def test_gitlab() -> None:
    data = valid(load(report("gitlab", outcome(*ALL))), GITLAB)
    assert [one["severity"] for one in data] == ["major", "minor", "major", "info"]
    assert data[0]["description"] == f"{LINK}: “{{x}}[a](b)” is wrong"
    assert data[3]["location"] == {"path": "news/a.md", "lines": {"begin": 4, "end": 5}}
    whole_line = found("of it\n")
    assert load(report("gitlab", outcome(whole_line)))[0]["location"]["lines"] == {"begin": 5, "end": 5}


def test_junit() -> None:
    xml = junitparser.JUnitXml.fromstring(report("junit", outcome(*ALL, found("see", INTERNAL_ERROR))).encode())
    assert (xml.tests, xml.failures, xml.errors) == (5, 4, 1)
    (suite,) = list(xml)
    assert (suite.name, suite.tests, suite.failures, suite.errors) == ("news/a.md", 5, 4, 1)
    cases = list(suite)
    assert [case.name for case in cases][:2] == [f"{LINK} (4:7)", "repeated-word (4:21)"]
    assert [type(case.result[0]).__name__ for case in cases] == ["Failure"] * 4 + ["Error"]
    assert (cases[0].classname, cases[0].result[0].message, cases[0].result[0].type) == (
        "news/a.md",
        "“{x}[a](b)” is wrong",
        "error",
    )


def test_junit_without_findings_has_one_case_that_passes() -> None:
    xml = junitparser.JUnitXml.fromstring(report("junit", Outcome((), {}, 3)).encode())
    (case,) = [case for suite in xml for case in suite]
    assert (xml.tests, xml.failures, case.name, case.is_passed) == (1, 0, "no findings in 3 files", True)


CHECKSTYLE = {"line", "column", "severity", "message", "source"}


def check_checkstyle(text: str) -> list[tuple[str, dict[str, str]]]:
    """Strictly: only the elements and attributes that Checkstyle writes itself."""
    root = ElementTree.fromstring(text.encode())
    assert (root.tag, set(root.attrib)) == ("checkstyle", {"version"})
    found = []
    for file in root:
        assert (file.tag, set(file.attrib)) == ("file", {"name"})
        for error in file:
            assert (error.tag, set(error.attrib), list(error)) == ("error", CHECKSTYLE, [])
            assert error.attrib["severity"] in ("ignore", "info", "warning", "error")
            assert int(error.attrib["line"]) >= 1
            assert int(error.attrib["column"]) >= 1
            found.append((file.attrib["name"], dict(error.attrib)))
    return found


def test_checkstyle() -> None:
    assert check_checkstyle(report("checkstyle", outcome(ONE, THREE))) == [
        (
            "news/a.md",
            {
                "line": "4",
                "column": "7",
                "severity": "error",
                "message": "“{x}[a](b)” is wrong",
                "source": f"postlint.{LINK}",
            },
        ),
        (
            "news/a.md",
            {
                "line": "4",
                "column": "29",
                "severity": "info",
                "message": "“end\\nof” is wrong",
                "source": "postlint.own-rule",
            },
        ),
    ]
    assert check_checkstyle(report("checkstyle", Outcome((), {}, 3))) == []


# --- reviewdog


def test_rdjson() -> None:
    data = valid(load(report("rdjson", outcome(*ALL))), RDJSON)
    first = data["diagnostics"][0]
    assert first["location"]["range"] == {"start": {"line": 4, "column": 10}, "end": {"line": 4, "column": 19}}
    assert first["code"]["url"].endswith(f"/rules/spacing/{LINK}.md")
    assert first["related_locations"] == [
        {
            "message": "the title",
            "location": {
                "path": "news/a.md",
                "range": {"start": {"line": 2, "column": 8}, "end": {"line": 2, "column": 10}},
            },
        }
    ]
    assert [one["severity"] for one in data["diagnostics"]] == ["ERROR", "WARNING", "ERROR", "INFO"]
    lines = report("rdjsonl", outcome(*ALL)).splitlines()
    assert [{**valid(load(line), DIAGNOSTIC), "source": None} for line in lines] == [
        {**one, "source": None} for one in data["diagnostics"]
    ]


def test_rdjson_suggestions_do_what_our_fixes_do() -> None:
    raw = TEXT.encode().split(b"\n")
    for one, said in zip((ONE, TWO, FOUR), load(report("rdjson", outcome(ONE, TWO, FOUR)))["diagnostics"], strict=True):
        (suggestion,) = said["suggestions"]
        start, end = suggestion["range"]["start"], suggestion["range"]["end"]
        before = b"\n".join([*raw[: start["line"] - 1], raw[start["line"] - 1][: start["column"] - 1]])
        after = b"\n".join([raw[end["line"] - 1][end["column"] - 1 :], *raw[end["line"] :]])
        assert before + suggestion["text"].encode() + after == fixed(one).encode()


def test_rdjson_suggests_nothing_that_would_hide_a_page_of_text() -> None:
    text = "a\n" * 20
    far = Diagnostic("x", "a.md", Span(0, 1), "m", Severity.ERROR, Fix((Edit(Span(0, 1), ""), Edit(Span(30, 31), ""))))
    data = load(render("rdjson", Outcome((far,), {"a.md": text}, 1), color=False, rules={}))
    assert "suggestions" not in data["diagnostics"][0]


# --- Markdown


def test_markdown() -> None:
    html = MarkdownIt("commonmark").enable("table").render(report("markdown", outcome(*ALL)))
    rows = [cell.text for cell in ElementTree.fromstring(f"<x>{html}</x>").iter("td")]
    assert html.startswith("<p><strong>postlint</strong>: 2 errors, 1 warning, 1 hint in 1 file</p>")
    assert rows[0::4] == ["error", "error", "warning", "hint"]
    assert rows[1] == "news/a.md:4:7"
    assert rows[3] == "“{x}[a](b)” is wrong"
    many = outcome(*[replace(ONE, message=f"number {number}") for number in range(1002)])
    assert report("markdown", many).endswith("\nand 2 more findings\n")


# --- what all of them have in common

READERS = {
    "json": load,
    "json-lines": lambda text: [load(line) for line in text.splitlines()],
    "gitlab": lambda text: valid(load(text), GITLAB),
    "sarif": lambda text: valid(load(text), SARIF)["runs"][0]["results"],
    "junit": lambda text: [
        case for suite in junitparser.JUnitXml.fromstring(text.encode()) for case in suite if not case.is_passed
    ],
    "checkstyle": check_checkstyle,
    "rdjson": lambda text: valid(load(text), RDJSON)["diagnostics"],
    "rdjsonl": lambda text: [valid(load(line), DIAGNOSTIC) for line in text.splitlines()],
}


def test_every_format_for_a_program_is_read_here() -> None:
    assert set(READERS) == {name for name, one in FORMATS.items() if one.document}


@pytest.mark.parametrize("name", READERS)
def test_without_findings_it_is_a_valid_document(name: str) -> None:
    assert READERS[name](report(name, Outcome((), {}, 3))) == []


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("name", READERS)
def test_hostile_names_and_messages_break_no_document(name: str, words: str) -> None:
    check_hostile(name, words)


@settings(deadline=None)
@given(name=st.sampled_from([*READERS]), words=st.text(min_size=1, max_size=8).filter(str.strip))
def test_no_text_breaks_a_document(name: str, words: str) -> None:
    check_hostile(name, words)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.sampled_from(["]]>", "<!--", "&#0;", "&amp;", '"', "'", "{0}", "[x](1)", "\\", "](", "\ufffe", "%", ":"])
    )
)
def test_no_markup_breaks_a_document(parts: list[str]) -> None:
    for name in READERS:
        check_hostile(name, "x" + "".join(parts))


def check_hostile(name: str, words: str) -> None:
    if "\x00" in words or any("\ud800" <= char < "\udc80" or "\udcff" < char <= "\udfff" for char in words):
        return  # no file has such a name
    if name == "sarif" and words.startswith("/"):
        return  # no path within the project: see the test of those outside
    diagnostics = with_fingerprints(hostile(words)[::12], {words: words})
    text = render(name, Outcome(diagnostics, {words: words}, 1), color=False, rules={})
    assert len(READERS[name](text)) == 3
    text.encode()


def test_a_file_outside_of_the_project_has_a_uri_of_its_own_in_sarif() -> None:
    outside = replace(ONE, path="/elsewhere/a b\u00e4.md", related=())
    of = Outcome(with_fingerprints([outside], {outside.path: TEXT}), {outside.path: TEXT}, 1)
    (result,) = load(report("sarif", of))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///elsewhere/a%20b%C3%A4.md"}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_through(words: str) -> None:
    if "\x00" in words:
        return
    shown = visible(words)
    diagnostics = with_fingerprints(hostile(words)[:1], {words: words})
    of = Outcome(diagnostics, {words: words}, 1)
    name, error = check_checkstyle(report("checkstyle", of))[0]
    assert (name, error["message"]) == (shown, shown)
    (case,) = READERS["junit"](report("junit", of))
    assert (case.classname, case.result[0].message) == (shown, shown)
    (result,) = READERS["sarif"](report("sarif", of))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri, errors="surrogateescape") == os.path.normpath(words)


def test_all_formats_have_one_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"a.md": "We met on the the pier.\n", ".git/HEAD": ""})

    def run(*arguments: str) -> str:
        return CliRunner().invoke(postlint, ("check", "--offline", "--select", "repeated-word", *arguments)).stdout

    run("--write-baseline")
    known = load((tmp_path / "postlint-baseline.json").read_text())["findings"][0]["fingerprint"]
    assert len(known) == 32
    assert load(run("--output-format", "json"))[0]["fingerprint"] == known
    assert load(run("--output-format", "gitlab"))[0]["fingerprint"] == known
    (result,) = load(run("--output-format", "sarif"))["runs"][0]["results"]
    assert result["partialFingerprints"] == {"postlint/v1": known}
    lay(tmp_path, {"sub/x": ""})
    monkeypatch.chdir(tmp_path / "sub")
    (again,) = load(run("--output-format", "sarif", ".."))["runs"][0]["results"]
    assert again["partialFingerprints"] == {"postlint/v1": known}
    assert again["locations"] == result["locations"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_always_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"a.md": "Fine.\n", "out": "old"})
    result = CliRunner().invoke(postlint, ("check", "--offline", "--output-format", name, "-o", "out", "a.md"))
    assert result.exit_code == 0, result.output
    written = (tmp_path / "out").read_text()
    assert written != "old"
    if name in READERS:
        assert READERS[name](written) == []


def test_the_summary_of_a_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"a.md": "We met on the the pier.\n", "summary": "before\n"})

    def run(*arguments: str, summary: str = "summary") -> str:
        env = {"GITHUB_STEP_SUMMARY": summary}
        return CliRunner().invoke(postlint, ("check", "--offline", "-q", *arguments), env=env).stderr

    run("--output-format", "concise")
    assert (tmp_path / "summary").read_text() == "before\n"
    assert run("--output-format", "github") == ""
    run("--output-format", "github", "--exclude", "a.md")
    before, first, second = (tmp_path / "summary").read_text().split("**postlint**: ")
    assert before == "before\n"
    assert first.startswith("1 warning in 1 file\n")
    assert "| warning | a.md:1:11 | [repeated-word](https://" in first
    assert second == "no findings in 0 files\n\n"
    assert run("--output-format", "github", summary="no/where") == (
        "Warning: cannot add to the job's summary: No such file or directory\n"
    )


def test_every_rule_can_be_described() -> None:
    every = [Diagnostic(name, "a.md", Span(0, 1), "m", Severity.HINT, fingerprint=name) for name in RULES]
    (run,) = valid(load(report("sarif", Outcome(tuple(every), {"a.md": "a"}, 1))), SARIF)["runs"]
    assert all("fullDescription" in rule and "helpUri" in rule for rule in run["tool"]["driver"]["rules"])
