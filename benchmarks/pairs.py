"""Short invented posts, each with one fault that can be swapped for what is right, go in; how many faults are told comes out.

    python benchmarks/pairs.py FILE.jsonl... [--all-rules] [--quiet]

A line is `{"id", "rule", "date", "title", "front", "text", "faulty", "clean"}`: `{{F}}` in the title, the front matter, the
date or the text stands for what `faulty` and `clean` put there. A fault is found where something is said of the faulty post
that is not said of the clean one, by whatever rule; a pair is silent where nothing at all is said of the clean one. Posts stand
alone: nothing is known of a site around them. As wordings and places vary more than in whole posts on one subject, fewer faults
are found than by `fresh.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from fresh import FAMILIES, NAMED

from postlint.config.settings import Settings
from postlint.engine.run import check_jobs
from postlint.model.plan import Job
from postlint.plan.plan import plan_for
from postlint.rulebook.pages import load_rules

HERE = "{{F}}"
Pair = Mapping[str, Any]


class Judged(NamedTuple):
    """A pair, what is said of its faulty post alone, and what of the clean one."""

    pair: Pair
    found: tuple[str, ...]
    beside: tuple[str, ...]


def read(file: Path) -> list[Pair]:
    """The pairs of a file. Raises OSError, and ValueError for a line that is no JSON."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def judged(pairs: Sequence[Pair], *, all_rules: bool = False) -> Iterator[Judged]:
    """Each pair with what the rules of dates, numbers and link texts, or all that are on by default, say of it."""
    rules = load_rules()
    families = {rule.family for rule in rules.values()} if all_rules else {*FAMILIES, "links"}
    chosen = (name for name, rule in rules.items() if name in NAMED or (rule.default and rule.family in families))
    plan = plan_for(Settings(select=tuple(chosen)))
    faulty, clean = ({pair["id"]: _post(pair, how) for pair in pairs} for how in ("faulty", "clean"))
    said_of_faulty, said_of_clean = _said(faulty, plan), _said(clean, plan)
    for pair in pairs:
        right = said_of_clean.get(pair["id"], ())
        alone = tuple(one for one in said_of_faulty.get(pair["id"], ()) if one not in right)
        yield Judged(pair, alone, right)


def _said(posts: Mapping[str, str], plan: Any) -> dict[str, tuple[str, ...]]:
    """What is said of each post, by its id."""
    found: dict[str, list[str]] = {}
    with TemporaryDirectory() as apart, contextlib.chdir(apart):
        for name, text in posts.items():
            Path(f"{name}.md").write_text(text, encoding="utf-8")
        jobs = [Job(Path(f"{name}.md"), f"{name}.md", plan) for name in posts]
        for one in check_jobs(jobs, processes=1).diagnostics:
            found.setdefault(one.path.removesuffix(".md"), []).append(f"{one.rule}: {one.message}")
    return {name: tuple(said) for name, said in found.items()}


def _post(pair: Pair, how: str) -> str:
    """The post with its fault, or with what is right. JSON is YAML, but for dates, which JSON has none of."""
    head = {"title": pair["title"], "date": pair["date"], **(pair.get("front") or {})}
    lines = (f"{key}: {_value(value, pair[how])}" for key, value in head.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n" + pair["text"].replace(HERE, pair[how]) + "\n"


def _value(value: Any, put: str) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    text = value.replace(HERE, put)
    return (
        text if text[:4].isdigit() and len(text) <= len("2024-05-14T10:00:00") else json.dumps(text, ensure_ascii=False)
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path, nargs="+")
    arguments.add_argument("--all-rules", action="store_true", help="ask all rules that are on by default")
    arguments.add_argument("-q", "--quiet", action="store_true", help="print the totals only")
    given = arguments.parse_args()
    for file in given.file:
        found, all_ = Counter[str](), Counter[str]()
        beside = 0
        for one in judged(read(file), all_rules=given.all_rules):
            rule, name = one.pair["rule"], one.pair["id"]
            all_[rule] += 1
            found[rule] += bool(one.found)
            beside += bool(one.beside)
            if not given.quiet and not one.found:
                print(f"  missed  {name} {rule}: {one.pair['faulty']!r} for {one.pair['clean']!r}")
            if not given.quiet and one.beside:
                print(f"  beside  {name}: {'; '.join(one.beside)}")
        for rule in () if given.quiet else all_:
            print(f"  {rule:28} {found[rule]} of {all_[rule]}")
        total, silent = all_.total(), all_.total() - beside
        print(
            f"{file}: found {found.total()} of {total} ({found.total() / total:.0%}), silent {silent} ({silent / total:.0%})"
        )


if __name__ == "__main__":
    main()
