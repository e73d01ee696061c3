"""The program as people meet it: what is printed where, which files change, and how it exits."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from postlint import __version__
from postlint.cli import postlint
from postlint.commands.rule import table
from postlint.rulebook.pages import load_rules

ROOT = Path(__file__).resolve().parent.parent

PLAIN_WORDS = """\
---
summary: A long word where a short one does.
severity: warning
default: true
since: 0.1.0
where: [prose]
pattern: \\butili[sz]e\\b
message: '“{0}” says no more than “use”'
replace: use
safe: true
---
# plain-words
Say `use`.

## Flagged
````md bad
We utilize it.
````
````text report
1:4 “utilize” says no more than “use”
````
````md fixed
We use it.
````

## Not flagged
````md good
We use it.
````
"""
NO_HYPE = PLAIN_WORDS.replace("plain-words", "no-hype").replace("\\butili[sz]e\\b", "\\bawesome\\b")
NO_HYPE = NO_HYPE.replace("replace: use\nsafe: true", "replace: good\nsafe: false").replace("warning", "hint")
NO_FIX = PLAIN_WORDS.replace("plain-words", "no-secrets").replace("\\butili[sz]e\\b", "\\bpassword\\b")
NO_FIX = NO_FIX.replace("replace: use\nsafe: true\n", "").replace("warning", "error")
SETTINGS = 'rules = ["house"]\nselect = ["house"]\n'

DIRTY = "We utilize it.\n\nAn awesome day, my password.\n"
CLEAN = "We use it.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three rules of its own: one with a safe fix, one with an unsafe one, one without."""
    for name in ("NO_COLOR", "FORCE_COLOR", "POSTLINT_OUTPUT_FORMAT", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    lay(
        tmp_path,
        {
            "postlint.toml": SETTINGS,
            "house/plain-words.md": PLAIN_WORDS,
            "house/no-hype.md": NO_HYPE,
            "house/no-secrets.md": NO_FIX,
            "dirty.md": DIRTY,
            "clean.md": CLEAN,
        },
    )
    return tmp_path


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def run(*arguments: str, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(postlint, arguments, input=stdin, env=env, prog_name="postlint")


def program(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """The real program, in a process of its own."""
    return subprocess.run(
        command(*arguments), capture_output=True, env=environment(**options.pop("env", {})), **options
    )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "postlint", *arguments]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


# --- what is printed where -----------------------------------------------------------------------------------------

CONCISE = """\
dirty.md:1:4: plain-words [*] “utilize” says no more than “use”
dirty.md:3:4: no-hype “awesome” says no more than “use”
dirty.md:3:20: no-secrets “password” says no more than “use”
"""
FOUND = (
    "Found 3 findings (1 error, 1 warning, 1 hint) in 1 of 2 files; "
    "1 fixable with --fix ([*]), 1 more with --fix --unsafe-fixes\n"
)

TRANSCRIPTS: dict[str, tuple[list[str], int, str, str]] = {
    "a clean post": (["clean.md"], 0, "", "No findings in 1 file\n"),
    "a folder": (["--output-format", "concise"], 1, CONCISE, FOUND),
    "findings and nothing else": (["--output-format", "concise", "-q", "."], 1, CONCISE, ""),
    "one family of many": (
        ["--select", "plain-words", "--output-format", "concise"],
        1,
        CONCISE.splitlines(keepends=True)[0],
        "Found 1 finding (1 warning) in 1 of 2 files; 1 fixable with --fix ([*])\n",
    ),
    "names joined by commas": (
        ["--select", "plain-words, no-hype", "--ignore", "no-hype,", "-q", "--output-format", "concise"],
        1,
        CONCISE.splitlines(keepends=True)[0],
        "",
    ),
    "how often": (["--statistics", "-q"], 1, "1  no-hype\n1  no-secrets\n1  plain-words  [*]\n", ""),
    "a setting from the command line": (
        ["--config", 'severity.no-secrets="hint"', "--config", 'ignore=["plain-words","no-hype"]'],
        0,
        None,
        "Found 1 finding (1 hint) in 1 of 2 files\n",
    ),
    "findings that may pass": (["--exit-zero", "-q", "--output-format", "concise"], 0, CONCISE, ""),
    "fails on errors only": (["--fail-on", "error", "--ignore", "no-secrets", "-q"], 0, None, ""),
    "fails on errors": (["--fail-on", "error", "-q"], 1, None, ""),
    "a missing path hides no other": (
        ["nope.md", "clean.md"],
        2,
        "",
        "No findings in 1 file\nError: no such file or folder: nope.md\n",
    ),
    "a missing path alone": (["nope.md", "-q"], 2, "", "Error: no such file or folder: nope.md\n"),
    "nothing to check": (
        ["--extend-exclude", "*.md"],
        0,
        "",
        "Warning: there is no Markdown file to check\nNo findings in 0 files\n",
    ),
    "a mistyped rule": (
        ["--select", "plain-word"],
        2,
        "",
        "Error: command line: select: unknown rule or family `plain-word`; did you mean `plain-words`?\n",
    ),
    "a mistyped rule with nothing to check": (
        ["--ignore", "linsk", "--extend-exclude", "*.md"],
        2,
        "",
        "Error: command line: ignore: unknown rule or family `linsk`",
    ),
    "a mistyped setting": (
        ["--config", 'fail-om="error"'],
        2,
        "",
        "Error: command line: fail-om: unknown setting; did you mean `fail-on`?\n",
    ),
    "a configuration file that is not there": (
        ["--config", "nope.toml"],
        2,
        "",
        "Error: no such configuration file: nope.toml\n",
    ),
    "a list of files that is not there": (
        ["--files-from", "nope.txt"],
        2,
        "",
        "Error: cannot read the list of files nope.txt: No such file or directory\n",
    ),
    "a report where no folder is": (
        ["-o", "no/where.json"],
        2,
        "",
        "Error: cannot write no/where.json: No such file or directory\n",
    ),
}


@pytest.mark.parametrize(("arguments", "code", "stdout", "stderr"), TRANSCRIPTS.values(), ids=TRANSCRIPTS)
def test_transcript(site: Path, arguments: list[str], code: int, stdout: str | None, stderr: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == code, result.output
    assert stdout is None or result.stdout == stdout
    assert result.stderr == stderr if stderr.endswith("\n") or not stderr else result.stderr.startswith(stderr)


BROKEN = {
    "mistyped setting": (
        {"postlint.toml": '\nslect = ["links"]'},
        "Error: postlint.toml:2: slect: unknown setting; did you mean `select`?\n",
    ),
    "mistyped rule": (
        {"postlint.toml": 'rules = ["house"]\n[severity]\nplain-word = "hint"'},
        "Error: postlint.toml:3: severity.plain-word: unknown rule or family `plain-word`; "
        "did you mean `plain-words`?\n",
    ),
    "bad page": (
        {"house/new.md": "---\nsummary: x\nseverity: fatal\ndefault: true\n---\n"},
        "house/new.md:3: severity is error, warning or hint, not 'fatal'\n",
    ),
    "no folder of pages": (
        {"postlint.toml": 'rules = ["hoose"]'},
        "postlint.toml:1: rules: no such folder of rule pages: hoose",
    ),
}


@pytest.mark.parametrize("arguments", [["check"], ["rule"]], ids=["check", "rule"])
@pytest.mark.parametrize(("files", "message"), BROKEN.values(), ids=BROKEN)
def test_configuration_that_cannot_be_used(
    site: Path, files: dict[str, str], message: str, arguments: list[str]
) -> None:
    lay(site, files)
    result = run(*arguments)
    if arguments == ["rule"] and "plain-word" in message:
        assert result.exit_code == 0, "listing the rules is how one finds the right name"
        return
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


USAGE = {
    "diff and statistics": ["--diff", "--statistics"],
    "diff and a report": ["--diff", "-o", "x"],
    "statistics as json": ["--statistics", "--output-format", "json"],
    "quiet and verbose": ["-q", "-v"],
    "stdin among paths": ["-", "clean.md"],
    "a name for stdin, but paths": ["--stdin-filename", "x.md", "clean.md"],
    "stdin for a post and for a list": ["-", "--files-from", "-"],
    "isolated with a file": ["--isolated", "--config", "postlint.toml"],
    "unknown option": ["--fxi"],
    "unknown format": ["--output-format", "xml"],
    "unknown severity": ["--fail-on", "fatal"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_wrong_usage(site: Path, arguments: list[str]) -> None:
    result = run("check", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: postlint check" in result.stderr
    assert "Error: " in result.stderr


COMMANDS = {
    "mistyped command": (["chekc"], "there is no command `chekc`; did you mean `check`?"),
    "a path for a command": (["clean.md"], "there is no command `clean.md`; did you mean `postlint check clean.md`?"),
    "unknown command": (["frobnicate"], "there is no command `frobnicate`\n"),
    "unknown option": (["--frob"], "No such option"),
}


@pytest.mark.parametrize(("arguments", "message"), COMMANDS.values(), ids=COMMANDS)
def test_wrong_command(site: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_help_and_version() -> None:
    assert run("--version").stdout == f"postlint {__version__}\n"
    for arguments in (["-h"], ["--help"], ["check", "-h"], ["rule", "--help"], ["config", "-h"], ["init", "-h"]):
        result = run(*arguments)
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: postlint")
    assert {"check", "config", "init", "rule"} <= set(run("-h").stdout.split())


def test_the_nearest_settings_decide_the_exit_code_and_the_form(site: Path) -> None:
    lay(site, {"news/postlint.toml": 'extend = "../postlint.toml"\nfail-on = "error"\noutput-format = "concise"'})
    lay(site, {"news/a.md": "We utilize it.\n"})
    result = run("check", "news")
    assert result.exit_code == 0
    assert result.stdout.startswith("news/a.md:1:4: plain-words")
    assert run("check", "news", "--fail-on", "warning").exit_code == 1


def test_form_from_the_environment(site: Path) -> None:
    env = {"POSTLINT_OUTPUT_FORMAT": "json"}
    assert len(json.loads(run("check", env=env).stdout)) == 3
    assert run("check", "--output-format", "concise", env=env).stdout == CONCISE
    wrong = run("check", env={"POSTLINT_OUTPUT_FORMAT": "xml"})
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "Error: POSTLINT_OUTPUT_FORMAT: output-format: unknown format `xml`\n",
    )


def test_verbose_tells_what_was_read(site: Path) -> None:
    assert "Settings from postlint.toml\nChecked 1 file in " in run("check", "-v", "clean.md").stderr


# --- colour --------------------------------------------------------------------------------------------------------

COLOURS = {
    "not on a pipe": ({}, [], False),
    "by option": ({}, ["--color", "always"], True),
    "FORCE_COLOR": ({"FORCE_COLOR": "1"}, [], True),
    "FORCE_COLOR=0": ({"FORCE_COLOR": "0"}, [], False),
    "NO_COLOR before FORCE_COLOR": ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
    "an empty NO_COLOR says nothing": ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
    "an option before NO_COLOR": ({"NO_COLOR": "1"}, ["--color", "always"], True),
    "an option before FORCE_COLOR": ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    "never in a file": ({"FORCE_COLOR": "1"}, ["-o", "out.txt"], False),
}


@pytest.mark.parametrize(("env", "arguments", "colored"), COLOURS.values(), ids=COLOURS)
def test_colour(site: Path, env: dict[str, str], arguments: list[str], colored: bool) -> None:
    output = run("check", *arguments, env=env).stdout
    if "-o" in arguments:
        output = (site / "out.txt").read_text(encoding="utf-8")
        assert "plain-words" in output
    assert ("\x1b[" in output) is colored


# --- files for reports ---------------------------------------------------------------------------------------------


def test_report_in_a_file(site: Path) -> None:
    result = run("check", "--output-format", "json", "-o", "out.json")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", FOUND.replace(" ([*])", ""))
    assert [one["rule"] for one in json.loads((site / "out.json").read_text(encoding="utf-8"))] == [
        "plain-words",
        "no-hype",
        "no-secrets",
    ]
    assert not [name for name in os.listdir(site) if name.endswith(".tmp") or name.startswith(".out")]


def test_report_without_findings_is_a_valid_document(site: Path) -> None:
    (site / "out.json").write_text("old and longer than the new one")
    (site / "out.json").chmod(0o640)
    assert run("check", "clean.md", "--output-format", "json", "-o", "out.json").exit_code == 0
    assert json.loads((site / "out.json").read_text()) == []
    assert (site / "out.json").stat().st_mode & 0o777 == 0o640
    assert run("check", "clean.md", "--output-format", "json").stdout == "[]\n"


def test_report_through_a_link_goes_where_it_points(site: Path) -> None:
    (site / "real.json").write_text("")
    (site / "out.json").symlink_to("real.json")
    run("check", "clean.md", "--output-format", "json", "-o", "out.json")
    assert (site / "out.json").is_symlink()
    assert (site / "real.json").read_text() == "[]\n"


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="there is no /dev/stdout here")
def test_report_into_a_device(site: Path) -> None:
    done = program("check", "-q", "--output-format", "json", "-o", "/dev/stdout", "clean.md", cwd=site)
    assert (done.returncode, done.stdout) == (0, b"[]\n")


# --- standard input ------------------------------------------------------------------------------------------------


def test_post_from_standard_input(site: Path) -> None:
    result = run("check", "-", "--output-format", "concise", "-q", stdin="We utilize it.\n")
    assert (result.exit_code, result.stdout) == (1, "-:1:4: plain-words [*] “utilize” says no more than “use”\n")
    named = run("check", "--stdin-filename", "news/a.md", "--output-format", "concise", stdin="We utilize it.\n")
    assert named.stdout.startswith("news/a.md:1:4: plain-words")
    whole = str(site / "news" / "a.md")
    assert run("check", "--stdin-filename", whole, "--output-format", "concise", stdin="We utilize it.\n").stdout == (
        named.stdout
    )
    assert run("check", "-", "-q", stdin="").exit_code == 0


def test_settings_of_a_post_from_standard_input(site: Path) -> None:
    lay(site, {"news/postlint.toml": 'extend = "../postlint.toml"\nignore = ["plain-words"]'})
    arguments = ("check", "-", "--stdin-filename", "news/a.md", "-q")
    assert run(*arguments, stdin="We utilize it.\n").exit_code == 0
    left = run(*arguments, "--force-exclude", "--exclude", "news/", "--fix", stdin="An awesome, utilize!")
    assert (left.exit_code, left.stdout) == (0, "An awesome, utilize!")


def test_globs_of_the_command_line_start_here(site: Path) -> None:
    lay(site, {"news/postlint.toml": 'extend = "../postlint.toml"', "news/old/a.md": DIRTY, "old/a.md": DIRTY})
    arguments = ("check", "-q", "--select", "plain-words", "--output-format", "concise")
    assert run(*arguments, "--exclude", "news/old/,/dirty.md").stdout.startswith("old/a.md:1:4: ")
    assert run(*arguments, "--extend-exclude", "news/old/,dirty.md").stdout.startswith("old/a.md:1:4: ")
    assert run(*arguments, "news", "--exclude", "/old/").stdout.startswith("news/old/a.md:1:4: ")
    assert run(*arguments, "--extend-exclude", "old/,dirty.md").stdout == ""
    assert run(*arguments, "old/a.md", "--exclude", "old/").stdout.startswith("old/a.md:1:4: ")
    assert run(*arguments, "old/a.md", "--exclude", "old/", "--force-exclude").stdout == ""


def test_fixed_post_goes_to_standard_output(site: Path) -> None:
    text = "\ufeffWe utilize it.\r\nMy password.\r\n"
    result = run("check", "-", "--fix", "--output-format", "concise", stdin=text.encode())
    assert result.stdout_bytes == text.replace("utilize", "use").encode()
    assert result.stderr == (
        "Fixed 1 finding (1 plain-words) in 1 file\n"
        "-:2:4: no-secrets “password” says no more than “use”\n"
        "Found 1 finding (1 error) in 1 of 1 file\n"
    )
    assert result.exit_code == 1


@pytest.mark.parametrize("text", ["", "We use it.\n", "no end of line"], ids=["empty", "clean", "no last line end"])
def test_clean_post_comes_back_as_it_was(site: Path, text: str) -> None:
    result = run("check", "-", "--fix", "-q", stdin=text)
    assert (result.exit_code, result.stdout, result.stderr) == (0, text, "")


def test_standard_input_that_is_not_utf8(site: Path) -> None:
    result = run("check", "-", stdin=b"caf\xe9")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: standard input is not UTF-8 text: byte 3 ")


LISTS = {
    "lines": "dirty.md\nnews/with space.md\n",
    "NUL": "dirty.md\0news/with space.md\0",
}


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_files_from_a_list(site: Path, listed: str) -> None:
    lay(site, {"news/with space.md": "We utilize it.\n", "list": listed})
    expected = ["dirty.md:1:4:", "news/with space.md:1:4:"]
    for arguments, stdin in ((["--files-from", "list"], None), (["--files-from", "-"], listed)):
        result = run("check", "-q", "--output-format", "concise", "--select", "plain-words", *arguments, stdin=stdin)
        assert [line.split(" plain")[0] for line in result.stdout.splitlines()] == expected


def test_an_empty_list_checks_nothing(site: Path) -> None:
    result = run("check", "--files-from", "-", stdin="")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "there is no Markdown file to check" in result.stderr


# --- fixing --------------------------------------------------------------------------------------------------------


def test_fix(site: Path) -> None:
    lay(site, {"crlf.md": "\ufeffWe utilize it.\r\nThey utilise it too.\r\n"})
    before = {name: (site / name).stat() for name in ("clean.md", "dirty.md")}
    result = run("check", "--fix", "--output-format", "concise")
    assert result.exit_code == 1
    assert (site / "dirty.md").read_bytes() == DIRTY.replace("utilize", "use").encode()
    assert (site / "crlf.md").read_bytes() == "\ufeffWe use it.\r\nThey use it too.\r\n".encode()
    assert (site / "clean.md").stat().st_mtime_ns == before["clean.md"].st_mtime_ns
    assert (site / "dirty.md").stat().st_mode == before["dirty.md"].st_mode
    assert [line.split()[1] for line in result.stdout.splitlines()] == ["no-hype", "no-secrets"]
    assert result.stderr == (
        "Fixed 3 findings (3 plain-words) in 2 files\n"
        "Found 2 findings (1 error, 1 hint) in 1 of 3 files; 1 with --fix --unsafe-fixes\n"
    )


def test_fixing_twice_is_fixing_once(site: Path) -> None:
    run("check", "--fix", "--unsafe-fixes")
    once = (site / "dirty.md").read_bytes()
    assert once == b"We use it.\n\nAn good day, my password.\n"
    again = run("check", "--fix", "--unsafe-fixes")
    assert "Fixed" not in again.stderr
    assert (site / "dirty.md").read_bytes() == once


def test_a_fix_that_uncovers_another(site: Path) -> None:
    chain = PLAIN_WORDS.replace("plain-words", "no-leverage").replace("\\butili[sz]e\\b", "\\bleverage\\b")
    lay(site, {"house/no-leverage.md": chain.replace("replace: use", "replace: utilize"), "a.md": "We leverage it.\n"})
    result = run("check", "--fix", "a.md")
    assert result.exit_code == 0
    assert (site / "a.md").read_text() == "We use it.\n"
    assert result.stderr.startswith("Fixed 2 findings (1 no-leverage, 1 plain-words) in 1 file\n")


def test_fixes_that_undo_each_other_come_to_an_end(site: Path) -> None:
    back = PLAIN_WORDS.replace("plain-words", "long-words").replace("\\butili[sz]e\\b", "\\buse\\b")
    lay(site, {"house/long-words.md": back.replace("replace: use", "replace: utilize")})
    result = run("check", "--fix", "clean.md", "-q")
    assert result.exit_code == 1
    assert (site / "clean.md").read_text() in ("We use it.\n", "We utilize it.\n")


def test_diff_shows_and_writes_nothing(site: Path) -> None:
    result = run("check", "--diff")
    assert result.exit_code == 1
    assert result.stdout == (
        "--- dirty.md\n+++ dirty.md\n@@ -1,3 +1,3 @@\n-We utilize it.\n+We use it.\n \n An awesome day, my password.\n"
    )
    assert result.stderr == "Would fix 1 finding (1 plain-words) in 1 file\n"
    assert (site / "dirty.md").read_text() == DIRTY
    assert "+An good day" in run("check", "--diff", "--unsafe-fixes").stdout
    assert "\x1b[" in run("check", "--diff", "--color", "always").stdout
    unchanged = run("check", "--diff", "--select", "no-secrets")
    assert (unchanged.exit_code, unchanged.stdout, unchanged.stderr) == (0, "", "")
    assert run("check", "--diff", "--exit-zero").exit_code == 0
    assert "+We use it." in run("check", "--diff", "-", stdin="We utilize it.").stdout


def test_a_file_that_cannot_be_written_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(site, {"other.md": "We utilize it.\n"})

    def refuse(source: object, target: object) -> None:
        if str(target).endswith("dirty.md"):
            raise PermissionError(13, "Permission denied")
        real(source, target)  # type: ignore[arg-type]

    real = os.replace
    monkeypatch.setattr(os, "replace", refuse)
    result = run("check", "--fix", "-q")
    assert result.exit_code == 2
    assert "dirty.md" in result.stderr
    assert "Permission denied" in result.stderr
    assert (site / "dirty.md").read_text() == DIRTY
    assert (site / "other.md").read_text() == "We use it.\n"


def test_every_like_slip_of_a_line_is_repaired(site: Path) -> None:
    (site / "a.md").write_text("We saw teh boats and teh tides, and the the crew of the the pier.\n")
    run("check", "--isolated", "--fix", "a.md")
    assert (site / "a.md").read_text() == "We saw the boats and the tides, and the crew of the pier.\n"


# --- other commands ------------------------------------------------------------------------------------------------


def test_list_of_rules(site: Path) -> None:
    lines = run("rule").stdout.splitlines()
    assert lines[0].split() == ["rule", "family", "severity", "default", "fix", "needs", "summary"]
    row = next(line for line in lines if line.startswith("no-secrets "))
    assert row.split(maxsplit=6) == [
        "no-secrets",
        "house",
        "error",
        "on",
        "-",
        "post",
        "A long word where a short one does.",
    ]
    listed = json.loads(run("rule", "--output-format", "json").stdout)
    assert {rule["name"] for rule in listed} == set(load_rules([site / "house"]))
    assert len(run("rule", "house").stdout.splitlines()) == 4


def test_page_of_a_rule(site: Path) -> None:
    page = run("rule", "plain-words")
    assert page.exit_code == 0
    title, _, rest = PLAIN_WORDS.split("\n---\n")[1].rstrip("\n").partition("\n")
    assert page.stdout.startswith(f"{title}\nA long word where a short one does.\n\n{rest}\n\n## Facts\n")
    assert page.stdout.endswith(
        "\n## Facts\n\n- family: `house`\n- severity: warning\n- default: on\n- fix: safe (with --fix)\n- needs: the post\n"
        "- judged: not yet\n"
        '- silence: `<!-- postlint-disable-next-line plain-words -->` above the line, or `ignore = ["plain-words"]`\n'
    )
    told = json.loads(run("rule", "plain-words", "--output-format", "json").stdout)
    assert (told["severity"], told["fixable"], told["needs"]) == ("warning", True, ["post"])
    nice = run("rule", "plain-words", "--color", "always").stdout
    assert "\x1b[1mplain-words\x1b[0m" in nice
    assert "````" not in nice
    assert "- severity: warning" in nice


def test_the_page_of_a_rule_shows_the_first_examples_and_all_when_asked() -> None:
    short, whole = run("rule", "wrong-weekday").stdout, run("rule", "wrong-weekday", "--all").stdout
    assert short.count("md bad") == 1
    left_out = whole.count("md bad") + whole.count("md good") - short.count("md bad") - short.count("md good")
    assert f"- {left_out} further examples: `postlint rule wrong-weekday --all`" in short
    assert short.splitlines()[1] == "A date is written with a weekday that it does not fall on."


def test_the_facts_of_a_rule_hold_its_options_and_how_to_switch_it_on() -> None:
    told = run("rule", "vague-link-text", "--isolated").stdout
    assert "- default: off; on with `--extend-select vague-link-text`\n" in told
    assert '- option: `parameters = ["fbclid", ' in run("rule", "tracking-parameter", "--isolated").stdout
    assert "- fix: safe or unsafe" in run("rule", "tracking-parameter", "--isolated").stdout


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_the_list_of_rules_is_no_wider_than_the_terminal(columns: int) -> None:
    rules = load_rules().values()
    lines = list(table(rules, columns))
    assert len(lines) == len(rules) + 1
    assert max(map(len, lines)) <= columns


def test_the_marks_of_a_list_are_explained(site: Path) -> None:
    assert "marked [*]" in run("rule").stderr
    assert "fixable with --fix ([*])" in run("check", "--output-format", "concise").stderr
    assert "[*]" not in run("check").stderr


def test_unknown_rule(site: Path) -> None:
    result = run("rule", "plain-word")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: there is no rule `plain-word`; did you mean `plain-words`?\n"


CONFIG = {
    "all": (
        [],
        ['select = ["house"]  # postlint.toml:2', 'fail-on = "warning"  # default', "web.timeout = 20.0  # default"],
    ),
    "one": (["select"], ['select = ["house"]  # postlint.toml:2']),
    "a table": (
        ["site"],
        ["site.url = (not set)  # default", "site.content = []  # default", "site.static = []  # default"],
    ),
    "overridden": (["fail-on", "--config", 'fail-on="hint"'], ['fail-on = "hint"  # command line']),
    "isolated": (["select", "--isolated"], ["select = (not set)  # default"]),
    "a path's": (["ignore", "--path", "news/a.md"], ['ignore = ["no-hype"]  # news/postlint.toml:3']),
    "an open table": (["severity"], ["severity = {}  # default"]),
    "a key of an open table": (
        ["severity", "--path", "news"],
        ['severity.no-hype = "error"  # news/postlint.toml:5'],
    ),
    "a path": (["rules", "--path", "news"], ['rules = ["house"]  # postlint.toml:1']),
}


@pytest.mark.parametrize(("arguments", "lines"), CONFIG.values(), ids=CONFIG)
def test_effective_settings(site: Path, arguments: list[str], lines: list[str]) -> None:
    text = '\nextend = "../postlint.toml"\nignore = ["no-hype"]\n[severity]\nno-hype = "error"\n'
    lay(site, {"news/postlint.toml": text, "news/a.md": ""})
    result = run("config", *arguments)
    assert result.exit_code == 0, result.output
    printed = result.stdout.splitlines()
    assert [line for line in printed if line in lines] == lines
    assert not arguments or printed == lines


def test_effective_settings_as_json(site: Path) -> None:
    told = json.loads(run("config", "--output-format", "json").stdout)
    assert told["select"] == {"value": ["house"], "origin": "postlint.toml:2"}
    assert told["frontmatter.schema"] == {"value": None, "origin": "default"}


def test_unknown_setting(site: Path) -> None:
    result = run("config", "selct")
    assert (result.exit_code, result.stderr) == (2, "Error: there is no setting `selct`; did you mean `select`?\n")
    assert run("config", "--path", "nope").exit_code == 2


def test_init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"hugo.toml": 'baseURL = "https://blog.a.org"', "content/a.md": "Fine.\n"})
    result = run("init")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[:2] == [
        "Wrote postlint.toml (Hugo, https://blog.a.org, content)",
        "Links within the site are judged by what Hugo publishes, as hugo.toml says",
    ]
    assert run("config", "site.url").stdout == 'site.url = "https://blog.a.org"  # postlint.toml:6\n'
    assert run("check").exit_code == 0
    (tmp_path / "postlint.toml").write_text("# mine\n")
    again = run("init")
    assert (again.exit_code, again.stderr) == (2, "Error: postlint.toml exists already; --force replaces it\n")
    assert (tmp_path / "postlint.toml").read_text() == "# mine\n"
    assert run("init", "--force").exit_code == 0
    assert "site made with Hugo" in (tmp_path / "postlint.toml").read_text()


def test_init_says_that_it_recognised_nothing_and_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"conf.py": "project = 'x'\n", "docs/a.md": "Fine.\n"})
    said = run("init").stderr
    assert said.startswith(
        "Wrote postlint.toml (no generator recognised)\nLinks within the site are judged by its files;"
    )
    assert "Set `url` in [site]" in said
    assert all(not line or line.startswith("#") for line in (tmp_path / "postlint.toml").read_text().splitlines())


def test_init_writes_what_it_sets_before_all_that_is_commented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"hugo.toml": 'baseURL = "https://a.org"', "content/a.md": "Fine.\n"})
    run("init")
    text = (tmp_path / "postlint.toml").read_text()
    head, _, rest = text.partition("\n# Every other setting")
    assert [line for line in head.splitlines() if line and line[0] != "#"] == [
        'site.url = "https://a.org"',
        'site.content = ["content"]',
    ]
    assert all(not line or line.startswith("#") for line in rest.splitlines()[1:])


def test_init_names_folders_that_hold_posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {".eleventy.js": "", "blog/index.md": "All posts.\n", "_posts/2026-01-02-a.md": "Fine.\n"})
    run("init")
    assert 'content = ["_posts"]' in (tmp_path / "postlint.toml").read_text()


@pytest.mark.parametrize("key", ["content", "static"])
def test_folder_of_the_site_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"postlint.toml": f'[site]\n{key} = ["blgo"]\n', "blog/a.md": "Fine.\n"})
    result = run("check")
    assert result.exit_code == 2
    assert "the folder `blgo` is not there" in result.stderr


def test_check_says_what_it_did_not_judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    handbook = " ".join(f"[x](/handbook/{name}/)" for name in ("terms", "meetings", "moss", "rakes"))
    lay(tmp_path, {"hugo.toml": 'baseURL = "https://a.org/"', "content/a.md": handbook, "content/b.md": "[b](/b/)\n"})
    result = run("check", "--select", "missing-page")
    assert "4 links within the site were not judged, below /handbook/; `postlint site` lists them" in result.stderr
    listed = run("site").stdout
    assert "not judged  4 links to what is not in the checkout" in listed
    assert "\n      4 /handbook/\n" in listed
    assert "`content` and `static` under [site]" in listed
    assert json.loads(run("site", "--output-format", "json").stdout)["unknown"] == {
        f"/handbook/{name}/": 1 for name in ("meetings", "moss", "rakes", "terms")
    }
    assert "judged" not in run("check", "--select", "missing-page", "content/b.md").stderr


def test_site_shows_the_generator_that_init_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a repository whose site lies in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {".git/HEAD": "", "README.md": "x\n", "web/hugo.toml": "title = 'x'\n"})
    lay(tmp_path, {f"web/content/{name}.md": "[x](/quay/a/)\n" for name in "abc"})
    assert "(Hugo, web/content)" in run("init").stderr
    listed = run("site").stdout
    assert listed.startswith("site        web\ngenerator   Hugo\n")
    assert "beside it   another site, to which README.md belongs\n" in listed
    assert run("site", "README.md").stdout.startswith("site        .\ngenerator   none that is known\n")


def test_a_block_of_the_documentation_can_be_pasted_behind_what_init_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    with open("postlint.toml", "a", encoding="utf-8") as file:
        file.write('[words]\naccept = ["Pier Four"]\n[web]\nonline = false\n')
    assert run("config", "words.accept").stdout.startswith('words.accept = ["Pier Four"]')


def test_the_block_of_the_readme_can_be_pasted_behind_what_init_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"hugo.toml": "title = 'x'\n", "content/a.md": "x\n", "lint-rules/a/b.txt": "", "static/a.txt": ""})
    assert run("init").exit_code == 0
    assert "\nsite.content =" in Path("postlint.toml").read_text()
    readme = (ROOT / "README.md").read_text()
    (block,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    with open("postlint.toml", "a", encoding="utf-8") as file:
        file.write(block)
    assert run("config", "site.url").stdout.startswith('site.url = "https://example.org"')
    with open("postlint.toml", "a", encoding="utf-8") as file:
        file.write("[site]\nstatic = []\n")
    done = run("config")
    assert done.exit_code == 2
    assert "site.KEY = VALUE" in done.stderr


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for key, name in (("words.files", '["no.txt"]'), ("frontmatter.schema", '"no.json"'), ("rules", '["no"]')):
        lay(tmp_path, {"a.md": "x\n", "postlint.toml": f"{key} = {name}\n"})
        done = run("check")
        assert (done.exit_code, "postlint.toml:1: " in done.stderr) == (2, True)
        assert "Errno" not in done.stderr


def test_a_read_only_folder_is_not_told_to_be_fixed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (site / "fix.md").write_text("It was was late.\n")
    monkeypatch.setattr("postlint.repair.rounds.write_text", fail)
    for option in ("--fix", "--add-ignore"):
        result = run("check", "--isolated", "--select", "repeated-word", option, "fix.md")
        assert result.exit_code == 2
        assert "Fixed" not in result.stderr
        assert "Silenced" not in result.stderr
        assert "Found 1 finding" in result.stderr
        assert "cannot write fix.md: Permission denied" in result.stderr


def test_a_missing_path_alone_is_not_told_to_be_clean(site: Path) -> None:
    result = run("check", "nope.md")
    assert (result.exit_code, result.stderr) == (2, "Error: no such file or folder: nope.md\n")


def test_the_baseline_can_be_left_aside(site: Path) -> None:
    (site / "known.md").write_text("It was was late.\n")
    choice = ("check", "--select", "repeated-word", "known.md")
    run(*choice, "--write-baseline")
    assert run(*choice, "--baseline", "postlint-baseline.json").exit_code == 0
    assert run(*choice, "--baseline", "postlint-baseline.json", "--no-baseline").exit_code == 2
    (site / "b.toml").write_text('baseline = "postlint-baseline.json"\n')
    assert run(*choice, "--config", "b.toml").exit_code == 0
    assert run(*choice, "--config", "b.toml", "--no-baseline").exit_code == 1


@pytest.mark.parametrize(
    ("config", "advice"),
    [
        ("ignore=dates", 'expected TOML, such as `ignore=["dates"]`'),
        ("ignore = [dates, words]", 'expected TOML, such as `ignore=["dates", "words"]`'),
        ("output-format=json", 'expected TOML, such as `output-format="json"`'),
        ('severity.links="off"', 'to turn it off, name it in `ignore`: ignore = ["links"]'),
        ('words.files=["none.txt"]', "command line: words.files: the word list"),
    ],
)
def test_advice_can_be_followed(site: Path, config: str, advice: str) -> None:
    result = run("check", "--config", config, ".")
    assert result.exit_code == 2
    assert advice in result.stderr


def test_an_empty_selection_is_refused(site: Path) -> None:
    result = run("check", "--select", "", ".")
    assert (result.exit_code, "names no rule" in result.stderr) == (2, True)


def test_a_baseline_that_is_not_there_is_told_where_it_was_named(site: Path) -> None:
    (site / "b.toml").write_text('\nbaseline = "nosuch.json"\n')
    result = run("check", "--config", "b.toml", ".")
    assert result.exit_code == 2
    assert "Error: b.toml:2: baseline: there is no baseline nosuch.json" in result.stderr


def test_a_diff_does_without_the_format_of_a_report(site: Path) -> None:
    assert run("check", "--diff", "--output-format", "concise", ".").exit_code in (0, 1)


@pytest.mark.parametrize("name", [".postlint.toml", "pyproject.toml"])
def test_init_does_not_shadow_other_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("[tool.postlint]\n" if name == "pyproject.toml" else "")
    result = run("init", "--force")
    assert (result.exit_code, result.stderr) == (2, f"Error: {name} holds the settings of this folder already\n")
    assert not (tmp_path / "postlint.toml").exists()


PAGE = """---
summary: No foo.
severity: warning
default: true
pattern: '\\bfoo\\b'
message: found {0}
replace: bar
---
# no-foo

````md bad
A foo.
````
````text report
1:3 found foo
````
````md fixed
A bar.
````

````md good
A food.
````
"""


def test_pages_of_ones_own_are_tested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"house/no-foo.md": PAGE})
    result = run("rule", "test", "house")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "2 examples, all as they say\n")
    lay(tmp_path, {"house/no-foo.md": PAGE.replace("A food.", "A foo, too.").replace("1:3 found", "1:4 found")})
    result = run("rule", "test", "house")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "house/no-foo.md:11: the report says '1:4 found foo', found '1:3 found foo'",
        "house/no-foo.md:21: this `good` example is flagged: 1:3 found foo",
    ]
    assert "no rules of your own" in run("rule", "test").stderr
    lay(tmp_path, {"house/no-foo.md": PAGE.replace("```md good", "```md good extra")})
    assert run("rule", "test", "house").stdout == "house/no-foo.md:21: `extra` is no attribute, such as path=post.md\n"
    lay(tmp_path, {"house/no-foo.md": PAGE.replace("```md good", '```md good path="a')})
    assert run("rule", "test", "house").stdout.startswith(
        "house/no-foo.md:21: what stands behind the fence cannot be read"
    )


def on_terminal(*arguments: str, cwd: Path) -> str:
    """What a process prints on a terminal of its own."""
    import pty

    here, there = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "postlint", *arguments],
        cwd=cwd,
        stdout=there,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "TERM": "xterm"},
    )
    os.close(there)
    read = b""
    try:
        while more := os.read(here, 65536):
            read += more
    except OSError:  # Linux says so at the end
        pass
    done.wait()
    os.close(here)
    return read.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_hundreds_of_findings_on_a_terminal_end_in_a_first_look(tmp_path: Path) -> None:
    posts = {f"{number:03}.md": f"See [part {number}]().\n" for number in range(160)}
    lay(tmp_path, {**posts, "worst.md": "Go [on](https://) and [on](http://).\n"})
    choice = ("check", "--isolated", "--select", "empty-target,malformed-url", ".")
    seen = on_terminal(*choice, cwd=tmp_path)
    assert seen.startswith("worst.md:1:")
    assert "   160  error    empty-target, in 160 posts" in seen
    assert "postlint check --write-baseline" in seen
    assert 0 < seen.count("[empty-target]") < 5
    assert on_terminal(*choice, "--all", cwd=tmp_path).count("[empty-target]") == 160
    assert program(*choice, cwd=tmp_path).stdout.decode().count("[empty-target]") == 160
    assert on_terminal(*choice[:-1], "000.md", cwd=tmp_path).count("[empty-target]") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_shows_posts_with_errors_first_and_then_the_newest(tmp_path: Path) -> None:
    slip, days = "we met on the the pier.\n", {"a.md": "2024-05-07", "b.md": "2026-05-07", "c.md": "2025-05-07"}
    lay(tmp_path, {name: f"---\ndate: {day}\n---\n{name}: {slip}" for name, day in days.items()})
    lay(tmp_path, {"d.md": f"---\ndate: 2020-01-01\n---\nd: {slip}[on](https://)\n", "e.md": slip})
    choice = ("check", "--isolated", "--select", "repeated-word,malformed-url", ".")
    shown = [line[0] for line in on_terminal(*choice, cwd=tmp_path).splitlines() if "[repeated-word]" in line]
    assert shown == ["d", "b", "c", "a", "e"]
    piped = program(*choice, cwd=tmp_path).stdout.decode().splitlines()
    assert [line[0] for line in piped if "[repeated-word]" in line] == ["a", "b", "c", "d", "e"]


# --- a process of its own ------------------------------------------------------------------------------------------


def test_an_internal_error_is_one_line_and_exit_code_2(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no \x1b[31mluck")

    monkeypatch.setattr("postlint.commands._run.check_jobs", fail)
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert f"postlint {__version__} failed, RuntimeError: no \\x1b[31mluck (test_cli.py:" in result.stderr
    assert "please report it with what the same command prints with -v at https://" in result.stderr
    verbose = run("check", "-v")
    assert verbose.exit_code == 2
    assert "Traceback (most recent call last):" in verbose.stderr


def test_the_program_speaks_utf8_in_any_locale(site: Path) -> None:
    odd = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}
    done = program("check", "--output-format", "concise", cwd=site, env=odd)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (1, CONCISE, FOUND)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_name_that_is_no_utf8(site: Path) -> None:
    (site / os.fsdecode(b"caf\xe9\x1b[31m.md")).write_text("We utilize it.\n")
    done = program("check", "--output-format", "concise", "-q", "--select", "plain-words", cwd=site)
    assert done.returncode == 1
    assert b"\\udce9\\x1b[31m.md:1:4: plain-words" in done.stdout
    missing = program("check", "no\x1b[31m.md", cwd=site)
    assert missing.returncode == 2
    assert b"no such file or folder: no\\x1b[31m.md" in missing.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_interrupted(site: Path) -> None:
    process = subprocess.Popen(
        command("check", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    with pytest.raises(subprocess.TimeoutExpired):  # it waits for a post
        process.wait(2)
    process.send_signal(signal.SIGINT)
    assert process.stdin is not None
    stdout, stderr = process.communicate(timeout=20)
    assert (process.returncode, stdout) == (130, b"")
    assert b"Traceback" not in stderr


def test_findings_never_stand_where_a_fixed_post_is_wanted(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.commands import _run

    whole = _run.check_jobs
    monkeypatch.setattr(_run, "check_jobs", lambda *jobs, **how: replace(whole(*jobs, **how), interrupted=True))
    result = run("check", "-", "--fix", stdin=DIRTY)
    assert (result.exit_code, result.stdout) == (130, "")
    assert "plain-words" in result.stderr


def test_what_nobody_could_look_at_again_is_not_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from postlint.commands import _counted

    whole = _counted.check_jobs
    monkeypatch.setattr(_counted, "check_jobs", lambda *jobs, **how: replace(whole(*jobs, **how), interrupted=True))
    assert run("check", "--fix", "dirty.md").exit_code == 130
    assert (site / "dirty.md").read_bytes().decode() == DIRTY


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_reader_that_goes_away(site: Path) -> None:
    process = subprocess.Popen(
        command("rule", "--output-format", "json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(20) == 141


SPY = """
import sys
from postlint.__main__ import main
sys.argv = ["postlint", *sys.argv[1:]]
try:
    main()
except SystemExit as exit:
    code = exit.code
print("\\n".join(sorted(sys.modules)), file=sys.__stdout__)
sys.exit(code)
"""


def imported(*arguments: str, cwd: Path) -> tuple[int, set[str]]:
    """The exit code of a run and the modules it had imported."""
    done = subprocess.run([sys.executable, "-c", SPY, *arguments], capture_output=True, env=environment(), cwd=cwd)
    return done.returncode, set(done.stdout.decode().split())


SLOW = {
    "pygls",
    "lsprotocol",
    "watchfiles",
    "httpx",
    "asyncio",
    "rich",
    "importlib.metadata",
    "pathspec",
    "concurrent.futures",
    "sqlite3",
    "difflib",
}


def test_an_offline_check_imports_only_what_it_needs(tmp_path: Path) -> None:
    lay(tmp_path, {"a.md": "---\ntitle: A day\ndate: 2024-05-07\n---\n\nA fine day.\n"})
    rule = next(rule for rule in load_rules().values() if rule.coded)
    code, modules = imported("check", "a.md", "--offline", "--select", rule.name, cwd=tmp_path)
    assert code in (0, 1)
    assert rule.module in modules
    assert not (SLOW - {"sqlite3"}) & modules  # findings are kept in a database
    checks = {name for name in modules if name.startswith("postlint.checks.") and name.count(".") == 3}
    assert {name for name in checks if not name.split(".")[3].startswith("_")} == {rule.module}


def test_where_all_is_known_no_reader_is_imported(tmp_path: Path) -> None:
    lay(tmp_path, {"a.md": "---\ntitle: A day\ndate: 2024-05-07\n---\n\nA fine day.\n", "b.md": "# A [quay](a.md)\n"})
    first, read = imported("check", ".", "--offline", cwd=tmp_path)
    again, modules = imported("check", ".", "--offline", cwd=tmp_path)
    assert first == again
    readers = {"markdown_it", "yaml", "frontmatter", "postlint.post.document", "postlint.site.addresses.linking"}
    assert readers <= read
    assert not readers & modules


def test_the_version_imports_nothing_else(tmp_path: Path) -> None:
    code, modules = imported("--version", cwd=tmp_path)
    assert code == 0
    assert {name for name in modules if name.startswith("postlint")} == {
        "postlint",
        "postlint.__main__",
        "postlint.cli",
        "postlint.commands",
        "postlint.commands._failure",
    }
    assert not (SLOW | {"yaml", "markdown_it", "tomllib"}) & modules


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("command", [("check",), ("links", "--offline"), ("site",), ("config",)], ids=" ".join)
def test_no_name_of_a_file_commands_a_terminal(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a\x1b[31m").mkdir()
    (tmp_path / "a\x1b[31m" / "b\x1b[32m.md").write_text("See [here](https://ferns.example.org/a) and [no]().\n")
    (tmp_path / "_config.yml").write_text("title: Ferns\n")
    assert "\x1b" not in on_terminal(*command, cwd=tmp_path)
