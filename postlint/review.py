"""A JSON report goes in, its repairs come out as suggested changes on the pull request that this job of GitHub's runs for.

The action runs `python -m postlint.review REPORT`; what is needed comes from the variables that GitHub sets in a job. Where
the token may not comment, as in a pull request from a fork, it says so and that is all. Source: "REST API endpoints for
pull request reviews" in GitHub's documentation.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from postlint.counts.fingerprint import project_path
from postlint.files.plain import read_json
from postlint.files.reading import reason
from postlint.model import Edit, Span
from postlint.report.markdown import plain
from postlint.repository.git import GitError, git
from postlint.text import lazy
from postlint.text.edits import Patch
from postlint.text.lines import Lines, decode

MOST = 20  # comments of one run: more would bury the review

_MARK = lazy.compile(r"<!-- postlint:([0-9a-f]{32}) -->")
_PAGES = 20  # of a hundred comments each that are read to see which are there already
_LINES = 5  # that a suggested change may replace
_REFUSED = (401, 403, 404)
_NOT_IN_DIFF = 422

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PullRequest:
    """Where to comment, and with which token."""

    api: str
    token: str
    head: str

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> PullRequest:
        """The one that this job runs for. Raises KeyError for none, OSError or ValueError where it cannot be read."""
        event = read_json(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))["pull_request"]
        repository = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}"
        return cls(f"{repository}/pulls/{event['number']}", environment["GITHUB_TOKEN"], event["head"]["sha"])

    def ask(self, path: str, body: Json | None = None) -> Any:
        """GET, or POST where there is a body. Raises HTTPError."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/vnd.github+json"}
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(f"{self.api}{path}", data, headers), timeout=30) as answer:
            return json.load(answer)

    def known(self) -> set[str]:
        """The fingerprints of our comments that are there."""
        found: set[str] = set()
        for page in range(1, _PAGES + 1):
            comments = self.ask(f"/comments?per_page=100&page={page}")
            found.update(mark for comment in comments for mark in _MARK.findall(comment.get("body") or ""))
            if len(comments) < 100:
                break
        return found

    def comment(self, comments: Sequence[Json]) -> int:
        """Comment in one review, and one by one where the pull request does not show a line; how many were taken."""
        if not comments:
            return 0
        try:
            self.ask("/reviews", {"commit_id": self.head, "event": "COMMENT", "comments": list(comments)})
        except HTTPError as error:
            if error.code != _NOT_IN_DIFF:
                raise
            return sum(self.comment([one]) for one in comments) if len(comments) > 1 else 0
        return len(comments)


# --- what to say


def suggestions(report: Iterable[Json], texts: Mapping[str, str], known: set[str]) -> Iterator[Json]:
    """The comments for findings that have a repair, in `texts` by path, and are not known."""
    for finding in report:
        text = texts.get(finding["path"])
        if text is None or not finding["fix"] or finding["fingerprint"] in known:
            continue
        place = _replaced(text, finding["fix"]["edits"])
        if place:
            yield {"path": project_path(finding["path"]), "side": "RIGHT", **place[0], "body": _body(finding, place[1])}


def _replaced(text: str, edits: Sequence[Json]) -> tuple[Json, str] | None:
    """The lines to replace, as GitHub's API names them, and what replaces them; None for what is no matter of few lines."""
    lines = Lines(text)
    changes = [Edit(Span(edit["start"], edit["end"]), edit["text"]) for edit in edits]
    start, end = min(one.span.start for one in changes), max(one.span.end for one in changes)
    first, last = lines.lines_of(Span(start, end))
    whole = Span(lines.span(first).start, lines.span(last).end)
    if last - first >= _LINES or end > whole.end:
        return None
    place = {"line": last} if first == last else {"start_line": first, "start_side": "RIGHT", "line": last}
    return place, Patch(changes).within(text, whole)


def _body(finding: Json, lines: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", lines)), 3)
    name = plain(finding["rule"])
    rule = f"[{name}]({finding['url']})" if finding["url"] else name
    look = "" if finding["fix"]["safe"] else ", to be looked at twice"
    mark = f"<!-- postlint:{finding['fingerprint']} -->"
    return f"{plain(finding['message'])} ({rule}{look})\n\n{fence}suggestion\n{lines}\n{fence}\n{mark}"


# --- the job


def texts_at(head: str, paths: Iterable[str]) -> dict[str, str]:
    """The texts of those files that are here as they are at the pull request's head: elsewhere lines would be others."""
    found = {}
    for path in dict.fromkeys(paths):
        try:
            there = git(Path.cwd(), "rev-parse", "--verify", f"{head}:./{path}").strip()
            here = git(Path.cwd(), "hash-object", "--", path).strip()
        except GitError:
            continue
        if there == here:
            found[path] = decode(Path(path).read_bytes()).text
    return found


def main(report: str) -> str:
    """Comment on the pull request; says how that went."""
    try:
        request = PullRequest.of(os.environ)
    except (KeyError, TypeError) as error:
        return f"no suggestions: this job lacks {error}, so it runs for no pull request"
    except (OSError, ValueError) as error:
        return f"no suggestions: the event of this job cannot be read: {reason(error)}"
    try:
        findings = [one for one in read_json(Path(report).read_text(encoding="utf-8")) if one["fix"]]
        comments = list(
            suggestions(findings, texts_at(request.head, [one["path"] for one in findings]), request.known())
        )
        count = request.comment(comments[:MOST])
    except HTTPError as error:
        why = "the token may not comment here" if error.code in _REFUSED else f"GitHub answered {error.code}"
        return f"no suggestions: {why}"
    except URLError as error:
        return f"no suggestions: GitHub cannot be reached: {error.reason}"
    except TimeoutError:
        return "no suggestions: GitHub did not answer in time"
    except (OSError, ValueError) as error:
        return f"no suggestions: {report} cannot be read: {reason(error)}"
    except (KeyError, TypeError):
        return f"no suggestions: {report} is no report in JSON of this version"
    return f"suggested {count} of {len(findings)} repairs"


if __name__ == "__main__":
    print(main(sys.argv[1]))
