"""The GitHub Action, run as GitHub would: its steps in bash, in a checkout of a pull request, with GitHub's variables."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from postlint import review
from postlint.review import MOST, suggestions
from tests.repository import commit, git, needs_git, repository
from tests.test_report import is_command, parse

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

pytestmark = [needs_git, pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")]


# --- what GitHub does with an action


def evaluate(expression: str, contexts: Mapping[str, Any]) -> Any:
    """One of GitHub's expressions: properties, ==, && and always()."""

    def look_up(found: re.Match[str]) -> str:
        value: Any = contexts
        for key in found[0].split("."):
            value = value.get(key, "") if isinstance(value, dict) else ""
        return repr(value)

    python = re.sub(r"(?<!['\w])(?:inputs|github|runner)(?:\.[\w-]+)+", look_up, expression.strip())
    return eval(python.replace("&&", " and ").replace("\n", " ").replace("always()", "True"), {"__builtins__": {}})


def expand(text: str, contexts: Mapping[str, Any]) -> str:
    return EXPRESSION.sub(lambda found: str(evaluate(found[1], contexts)), text)


class Runner:
    """A job of GitHub's: runs the steps of the action that are scripts, one after the other."""

    def __init__(self, workspace: Path, temp: Path, github: Mapping[str, Any], **inputs: str) -> None:
        defaults = {name: one.get("default", "") for name, one in ACTION["inputs"].items()}
        self.contexts = {"github": dict(github), "runner": {"temp": str(temp)}, "inputs": {}}
        self.contexts["inputs"] = {
            **{name: expand(value, self.contexts) for name, value in defaults.items()},
            **{name.replace("_", "-"): value for name, value in inputs.items()},
        }
        self.workspace, self.temp = workspace, temp
        self.ran: list[str] = []
        self.summary, self.output = temp / "summary", temp / "output"
        for file in (self.summary, self.output):
            file.write_text("")

    def run(self, name: str, **more: str) -> subprocess.CompletedProcess[str] | None:
        """Run a step; None where its condition says no."""
        step = STEPS[name]
        if "if" in step and not evaluate(EXPRESSION.fullmatch(step["if"].strip())[1], self.contexts):  # type: ignore[index]
            return None
        self.ran.append(name)
        script = self.temp / "script.sh"
        script.write_text(step["run"])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "POSTLINT_"))}
        env = {
            **kept,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "XDG_CACHE_HOME": str(self.temp / "cache"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
            "RUNNER_TEMP": str(self.temp),
            **{key: expand(value, self.contexts) for key, value in step["env"].items()},
            **more,
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return subprocess.run(command, cwd=self.workspace, env=env, capture_output=True, text=True, check=False)


def install(temp: Path) -> None:
    """What the step `Install postlint` leaves behind, with this checkout for the package."""
    folder = temp / "postlint" / "bin"
    folder.mkdir(parents=True)
    for name, arguments in (("postlint", "-m postlint"), ("python", "")):
        (folder / name).write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {arguments} "$@"\n')
        (folder / name).chmod(0o755)


# --- a site, and a pull request to it

OLD = "---\ntitle: Old\n---\nWe met on the the pier.\n\nAll of us.\n"
SITE = {"posts/old.md": OLD, "posts/$(touch pwned) `touch pwned`.md": OLD, "postlint.toml": 'ignore = ["site"]\n'}
NEW = "---\ntitle: New\n---\nIt was was fun.\n"


def pull_request(
    tmp_path: Path, *, fork: bool, depth: int = 1, number: int = 7
) -> tuple[Path, dict[str, Any], dict[str, str]]:
    """The checkout that actions/checkout makes for a pull request, GitHub's context, and the commits by name."""
    made, base, head = fetched(tmp_path.parent, depth, number)
    shutil.copytree(made, tmp_path, symlinks=True, dirs_exist_ok=True)
    checkout = tmp_path / "checkout"
    git(checkout, "remote", "set-url", "origin", f"file://{tmp_path / 'origin'}")
    repo = "someone/site" if fork else "org/site"
    request = {"number": number, "base": {"sha": base}, "head": {"sha": head, "repo": {"full_name": repo}}}
    github = {
        "event_name": "pull_request",
        "repository": "org/site",
        "action_path": str(ROOT),
        "token": "secret",
        "event": {"pull_request": request},
    }
    return checkout, github, {"base": base, "head": head}


@cache
def fetched(parent: Path, depth: int, number: int) -> tuple[Path, str, str]:
    """A checkout and its origin to copy, made once since two dozen commands of git make them; the commits of base and head."""
    folder = Path(tempfile.mkdtemp(dir=parent))
    origin = folder / "origin"
    work = repository(folder / "work", SITE)
    git(folder, "clone", "-q", "--bare", str(work), str(origin))
    git(work, "checkout", "-q", "-b", "feature")
    head = commit(work, {"posts/new.md": NEW, "posts/old.md": OLD.replace("All of us", "All of of us")})
    git(work, "checkout", "-q", "main")
    base = commit(work, {"posts/meanwhile.md": "Others were were here.\n"})
    git(work, "push", "-q", str(origin), "main")
    git(work, "merge", "-q", "--no-ff", "-m", "merge", "feature")
    git(work, "push", "-q", str(origin), f"HEAD:refs/pull/{number}/merge")
    checkout = repository(folder / "checkout", {})
    git(checkout, "remote", "add", "origin", f"file://{origin}")
    how = [f"--depth={depth}"] if depth else []
    merge = f"refs/remotes/pull/{number}/merge"
    git(checkout, "fetch", "-q", "--no-tags", *how, "origin", f"+refs/pull/{number}/merge:{merge}")
    git(checkout, "checkout", "-q", "--force", merge)
    return folder, base, head


def annotations(output: str) -> list[tuple[str, str, str]]:
    """File, line and rule of each annotation; everything else must be plain log."""
    lines = [line for line in output.splitlines() if is_command(line)]
    found = [parse(line) for line in lines]
    return [(one["file"], one["line"], one["title"]) for _, one, _ in found]


MINE = [("posts/new.md", "4", "repeated-word"), ("posts/old.md", "6", "repeated-word")]


@pytest.mark.parametrize("depth", [1, 2, 0], ids=["as actions/checkout does", "two commits", "the whole history"])
def test_a_pull_request_from_a_fork(tmp_path: Path, depth: int) -> None:
    workspace, github, _ = pull_request(tmp_path, fork=True, depth=depth)
    install(tmp_path)
    runner = Runner(workspace, tmp_path, github, suggestions="true", paths="posts\n$(touch pwned)", arguments="--quiet")
    done = runner.run("Check posts")
    assert done
    assert done.returncode == 2, "one of the paths is not there"
    assert "no such file or folder: $(touch pwned)" in done.stderr
    assert annotations(done.stdout) == MINE
    assert runner.summary.read_text().startswith("**postlint**: 2 warnings in 2 files\n")
    assert runner.output.read_text() == f"report={tmp_path}/postlint-report.md\n"
    assert (tmp_path / "postlint-report.md").read_text() == runner.summary.read_text()
    assert runner.run("Suggest repairs") is None, "the token of a fork's pull request may not write"
    assert not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize("file", ["posts/postlint.toml", ".postlint.toml", "pyproject.toml", "postlint-baseline.json"])
def test_changed_settings_are_told(tmp_path: Path, file: str) -> None:
    workspace, github, _ = pull_request(tmp_path, fork=True)
    commit(workspace, {file: 'ignore = ["ALL"]\n'})
    install(tmp_path)
    done = Runner(workspace, tmp_path, github, paths="posts").run("Check posts")
    assert done
    notice, *_ = done.stdout.splitlines()
    assert notice.startswith("::notice title=postlint::This pull request changes the settings")
    assert "[web] store" in notice
    assert "allow-private" in notice


def test_all_of_the_site(tmp_path: Path) -> None:
    workspace, github, _ = pull_request(tmp_path, fork=True)
    install(tmp_path)
    done = Runner(
        workspace, tmp_path, github, changed_only="false", arguments="--select\nrepeated-word ; touch pwned"
    ).run("Check posts")
    assert done
    assert "no such file or folder: ;" in done.stderr, "what is given as options is split, and never run"
    assert not list(tmp_path.rglob("pwned"))
    runner = Runner(workspace, tmp_path, {**github, "event_name": "schedule", "event": {}}, fail="false")
    done = runner.run("Check posts")
    assert done
    assert done.returncode == 0, done.stderr
    assert len(annotations(done.stdout)) == 5


def test_findings_fail_the_job_only_where_they_are_to(tmp_path: Path) -> None:
    workspace, github, _ = pull_request(tmp_path, fork=True)
    install(tmp_path)
    codes = [Runner(workspace, tmp_path, github, fail=fail).run("Check posts") for fail in ("true", "false")]
    assert [done.returncode for done in codes if done] == [1, 0]
    assert Runner(workspace, tmp_path, github, arguments="--ignore repeated-word").run("Check posts").returncode == 0  # type: ignore[union-attr]


def test_what_is_found_out_is_carried_along_and_links_are_asked_about_only_where_that_is_wanted(tmp_path: Path) -> None:
    restore, keep = STEPS["Restore what earlier runs found out"], STEPS["Keep what was found out"]
    assert restore["with"]["path"] == keep["with"]["path"]
    assert "if" not in restore
    folder = tmp_path / "postlint" / "bin"
    folder.mkdir(parents=True)
    (folder / "postlint").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    (folder / "postlint").chmod(0o755)
    online = Runner(tmp_path, tmp_path, {}, online="true", paths="a b\n\nc").run("Check posts")
    assert online
    assert online.stdout.splitlines() == [
        *(
            "check",
            "--output-format",
            "github",
            "--cache-dir",
            f"{tmp_path}/postlint-cache",
            "--online",
            "--",
            "a b",
            "c",
        )
    ]


FAKE = """\
#!/bin/sh
printf '%s\\n' "$@" >>"$RUNNER_TEMP/log"
[ "$1" = -m ] || exit 0
mkdir -p "$3/bin"
cp "$0" "$3/bin/pip"
"""


@pytest.mark.parametrize("version", ["", "1.2.3", "1; touch pwned #$(touch pwned)"], ids=["own", "PyPI", "hostile"])
def test_what_is_installed(tmp_path: Path, version: str) -> None:
    python = tmp_path / "my python"
    python.write_text(FAKE)
    python.chmod(0o755)
    runner = Runner(tmp_path, tmp_path, {"action_path": str(ROOT)}, python=str(python), version=version)
    assert runner.run("Install postlint").returncode == 0  # type: ignore[union-attr]
    log = (tmp_path / "log").read_text().splitlines()
    assert log[-1] == (f"postlint=={version}" if version else str(ROOT))
    assert not list(tmp_path.rglob("pwned"))


def test_an_old_python_is_told_apart(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    done = Runner(tmp_path, tmp_path, {}, python=str(python)).run("Install postlint")
    assert done
    assert done.returncode == 1
    assert done.stdout.startswith("::error::postlint needs Python 3.11 or newer")


# --- what is written in the file


def test_nothing_of_others_becomes_part_of_a_script() -> None:
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")
        assert step.get("shell", "bash") == "bash"
        assert "uses" not in step or re.fullmatch(r"actions/[\w/-]+@[0-9a-f]{40}", step["uses"])
    for name in ACTION["inputs"]:
        assert any(f"inputs.{name}" in json.dumps(step) for step in STEPS.values()), f"{name} is used nowhere"


EXAMPLES = {
    "action.yml": "vendor.github-actions",
    "docs/ci/pull-request.yml": "vendor.github-workflows",
    "docs/ci/weekly.yml": "vendor.github-workflows",
    ".github/workflows/docs.yml": "vendor.github-workflows",
    "docs/ci/gitlab-ci.yml": "vendor.gitlab-ci",
}


@pytest.mark.skipif(shutil.which("check-jsonschema", path=Path(sys.executable).parent) is None, reason="not installed")
@pytest.mark.parametrize(("name", "schema"), EXAMPLES.items(), ids=EXAMPLES)
def test_published_schemas(name: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["docs/ci/pull-request.yml", "docs/ci/weekly.yml"])
def test_examples_use_inputs_that_there_are(name: str) -> None:
    workflow = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    (ours,) = [step for step in steps if step.get("uses", "").startswith("postlint/postlint@")]
    assert set(ours.get("with", {})) <= set(ACTION["inputs"])
    assert all("${{" not in step.get("run", "") for step in steps)


# --- suggestions


class Api(BaseHTTPRequestHandler):
    """As much of GitHub's API as is asked for."""

    status: ClassVar[int] = 200
    refuses: ClassVar[set[str]] = set()
    comments: ClassVar[list[dict[str, Any]]] = []
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        page = int(self.path.rpartition("=")[2])
        self.answer(self.comments[(page - 1) * 100 : page * 100])

    def do_POST(self) -> None:
        review = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["Authorization"] == "Bearer secret"
        assert (self.path, review["event"]) == ("/repos/org/site/pulls/7/reviews", "COMMENT")
        if any(one["path"] in self.refuses for one in review["comments"]):
            self.answer({"message": "line must be part of the diff"}, 422)
            return
        self.comments.extend(review["comments"])
        self.answer({})

    def answer(self, data: Any, status: int | None = None) -> None:
        self.send_response(status or self.status)
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[str]:
    Api.status, Api.refuses, Api.comments, Api.asked = 200, set(), [], []
    server = HTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def suggest(tmp_path: Path, api: str, depth: int = 0) -> str:
    workspace, github, _ = pull_request(tmp_path, fork=False, depth=depth)
    install(tmp_path)
    return again(tmp_path, api, workspace, github)


def again(tmp_path: Path, api: str, workspace: Path, github: Mapping[str, Any]) -> str:
    (tmp_path / "event.json").write_text(json.dumps(github["event"]))
    runner = Runner(workspace, tmp_path, github, suggestions="true", paths="posts")
    assert runner.run("Check posts")
    done = runner.run(
        "Suggest repairs",
        GITHUB_API_URL=api,
        GITHUB_REPOSITORY="org/site",
        GITHUB_EVENT_PATH=str(tmp_path / "event.json"),
        no_proxy="*",
    )
    assert done
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_repairs_are_suggested_once(tmp_path: Path, api: str) -> None:
    workspace, github, _ = pull_request(tmp_path, fork=False, depth=0)
    install(tmp_path)
    assert again(tmp_path, api, workspace, github) == "suggested 2 of 2 repairs\n"
    assert [(one["path"], one["line"], one["side"]) for one in Api.comments] == [
        ("posts/new.md", 4, "RIGHT"),
        ("posts/old.md", 6, "RIGHT"),
    ]
    said, _, rest = Api.comments[0]["body"].partition("\n\n```suggestion\n")
    assert said.startswith("“was was” repeats “was” ([repeated-word](https://")
    assert rest.startswith("It was fun.\n```\n<!-- postlint:")
    assert again(tmp_path, api, workspace, github) == "suggested 0 of 2 repairs\n"
    assert len(Api.comments) == 2


def test_a_line_that_the_pull_request_does_not_show(tmp_path: Path, api: str) -> None:
    Api.refuses = {"posts/new.md"}
    assert suggest(tmp_path, api) == "suggested 1 of 2 repairs\n"
    assert [one["path"] for one in Api.comments] == ["posts/old.md"]


def test_a_token_that_may_only_read(tmp_path: Path, api: str) -> None:
    Api.status = 403
    assert suggest(tmp_path, api) == "no suggestions: the token may not comment here\n"


def test_lines_are_only_named_where_they_are_the_same_at_the_head(tmp_path: Path, api: str) -> None:
    assert suggest(tmp_path, api, depth=1) == "suggested 0 of 2 repairs\n"


def test_all_comments_are_read_before_new_ones_are_made(tmp_path: Path, api: str) -> None:
    Api.comments = [{"body": "mine", "path": "x"} for _ in range(150)]
    assert suggest(tmp_path, api) == "suggested 2 of 2 repairs\n"
    assert [path.rpartition("?")[2] for path in Api.asked] == ["per_page=100&page=1", "per_page=100&page=2"]


REPLACED = {
    "one line": ("a b\nc\n", [(0, 1, "X")], {"line": 1}, "X b"),
    "two lines": ("a\nb\nc\n", [(0, 1, "X"), (2, 3, "Y")], {"start_line": 1, "start_side": "RIGHT", "line": 2}, "X\nY"),
    "an insertion at a line's end": ("a\nb\n", [(1, 1, "!")], {"line": 1}, "a!"),
    "a line end taken away": ("a\nb\n", [(0, 2, "")], None, ""),
    "far apart": ("a\n" * 9, [(0, 1, "X"), (16, 17, "Y")], None, ""),
    "backticks": ("`````a\n", [(5, 6, "b")], {"line": 1}, "`````b"),
}


@pytest.mark.parametrize(("text", "edits", "place", "lines"), REPLACED.values(), ids=REPLACED)
def test_what_a_suggestion_replaces(
    tmp_path: Path, text: str, edits: list[tuple[int, int, str]], place: dict[str, Any] | None, lines: str
) -> None:
    fix = {"safe": False, "edits": [{"start": start, "end": end, "text": new} for start, end, new in edits]}
    finding = {"path": "a.md", "rule": "x", "message": "<b>", "fix": fix, "url": None, "fingerprint": "f" * 32}
    found = list(suggestions([finding], {"a.md": text}, set()))
    if place is None:
        assert found == []
        return
    (comment,) = found
    assert {key: comment[key] for key in comment if key not in ("path", "side", "body")} == place
    fence = re.search(r"^(`+)suggestion\n(.*)\n\1\n<!-- postlint:f{32} -->$", comment["body"], re.DOTALL | re.MULTILINE)
    assert fence
    assert fence[2] == lines
    assert comment["body"].startswith("&#60;b&#62; (x, to be looked at twice)")
    assert list(suggestions([finding], {"a.md": text}, {"f" * 32})) == []
    assert MOST >= 1


JOBS = {
    "no pull request": ({}, "[]", "this job lacks 'GITHUB_EVENT_PATH', so it runs for no pull request"),
    "no event": ({"GITHUB_EVENT_PATH": "none.json"}, "[]", "the event of this job cannot be read: No such file"),
    "a broken event": ({"GITHUB_EVENT_PATH": "report.json"}, "[" * 5000, "the event of this job cannot be read: "),
    "a report of others": ({}, "[{}]", "report.json is no report in JSON of this version"),
    "a broken report": ({}, "[" * 5000, "report.json cannot be read: values are nested too deep"),
    "no report": ({}, "", "report.json cannot be read: "),
}


@pytest.mark.parametrize(("environment", "report", "words"), JOBS.values(), ids=JOBS)
def test_why_nothing_is_suggested(
    environment: dict[str, str],
    report: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    Path("report.json").write_text(report)
    if "report.json" in words:
        request_for_it = review.PullRequest("http://127.0.0.1:1", "", "head")
        monkeypatch.setattr(review.PullRequest, "of", lambda environment: request_for_it)
    assert review.main("report.json").startswith(f"no suggestions: {words}")
