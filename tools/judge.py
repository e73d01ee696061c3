#!/usr/bin/env python3
"""Findings of a run over several sites become a random sample to be judged, and judgements the figures of the rule pages.

    python tools/judge.py sample --seed 1 --count 150 SITE... > sample.json
    python tools/judge.py figures --corpus FOLDER sample.json=sample.verdicts judged.jsonl... --totals totals.json

`sample` runs postlint offline with the settings of each site, and draws from all findings alike; on standard error it says
how many there are. A file of verdicts has for each a line `ID useful|pedantic|wrong reason`, or JSON with `id` and `verdict`.

`figures` runs the rules over the posts that were judged and counts only judgements of what is still reported there, so that
the figures are those of the rules as they are; `--totals` has the figures of rules whose findings nobody can look up. They
are written into the front matter of the pages as `judged`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VERDICTS = ("useful", "pedantic", "wrong")
VERDICT = re.compile(
    r"^\s*(?:\{\"id\": \"?)?(\w+)(?:\"?,.*\"verdict\": \"|[\s|:]+)(useful|pedantic|wrong)\b", re.MULTILINE
)
AROUND = 1  # lines shown before and after a finding's own


def findings(site: Path, *arguments: str) -> list[dict[str, Any]]:
    """What postlint, as it stands in this checkout, reports of a site; `arguments` are options and paths."""
    options = ("--offline", "--exit-zero", "--output-format", "json")
    command = (sys.executable, "-m", "postlint", "check", *options, *arguments)
    run = subprocess.run(command, cwd=site, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    if not run.stdout.startswith("["):
        sys.exit(f"{site}: {run.stderr}")
    return [{"site": site.name, **one} for one in json.loads(run.stdout)]


def sample(sites: Sequence[Path], count: int, seed: int) -> list[dict[str, Any]]:
    """`count` findings at random, each with its source lines, in random order."""
    found = [(site, one) for site in sites for one in findings(site, ".")]
    lines = sum(map(_lines, sites))
    print(
        f"{len(found)} findings on {lines} lines = {1000 * len(found) / max(lines, 1):.2f} per 1,000", file=sys.stderr
    )
    drawn = random.Random(seed).sample(found, min(count, len(found)))
    return [_shown(number, site, one) for number, (site, one) in enumerate(drawn, 1)]


def _lines(site: Path) -> int:
    posts = (file for file in site.rglob("*") if file.suffix in (".md", ".mdx", ".markdown") and file.is_file())
    return sum(file.read_bytes().count(b"\n") for file in posts)


def _shown(number: int, site: Path, one: dict[str, Any]) -> dict[str, Any]:
    lines = (site / one["path"]).read_bytes().decode("utf-8", "replace").splitlines()
    first, last = max(one["line"] - AROUND, 1), min(one["end_line"] + AROUND, len(lines))
    marked = range(one["line"], one["end_line"] + 1)
    source = [f"{'>' if at in marked else ' '} {at}: {lines[at - 1]}" for at in range(first, last + 1)]
    kept = ("site", "path", "line", "column", "rule", "severity", "message", "related", "fix")
    return {"id": number, **{key: one[key] for key in kept}, "source": source}


# --- figures


def judgements(arguments: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Findings with their `verdict`: lines of JSON that hold it, or a sample and a file of verdicts, joined by `=`."""
    for argument in arguments:
        file, _, verdicts = argument.partition("=")
        text = Path(file).read_text(encoding="utf-8")
        if not verdicts:
            yield from map(json.loads, text.splitlines())
            continue
        said = dict(VERDICT.findall(Path(verdicts).read_text(encoding="utf-8")))
        yield from ({**one, "verdict": said[str(one["id"])]} for one in json.loads(text) if str(one["id"]) in said)


def figures(
    judged: Sequence[dict[str, Any]], corpus: Path, totals: dict[str, dict[str, int]]
) -> dict[str, dict[str, int]]:
    """The counts of verdicts by rule, of what is still reported; those of `totals` stand instead."""
    files: dict[str, set[str]] = defaultdict(set)
    for one in judged:
        if (corpus / one["site"] / one["path"]).is_file():
            files[one["site"]].add(one["path"])
    there = {
        place
        for site, paths in files.items()
        for rules in ((), ("--select", "tidy,audit"))  # apart: what is on by default waits for nothing that is not
        for one in findings(corpus / site, "--force-exclude", *rules, *sorted(paths))
        for place in _places(one)
    }
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen = set()
    for one in judged:
        key = (one["site"], one["path"], one["rule"], one["line"], one["column"])
        if key[:4] in there and key not in seen:
            seen.add(key)
            counts[one["rule"]][one["verdict"]] += 1
    where = defaultdict(set)
    for site, _, rule, _, _ in seen:
        where[rule].add(site)
    counts |= {rule: Counter(figures) for rule, figures in totals.items()}
    return {
        rule: {
            **{verdict: count[verdict] for verdict in VERDICTS},
            "sites": max(len(where[rule]), totals.get(rule, {}).get("sites", 0)),
        }
        for rule, count in counts.items()
    }


def _places(one: dict[str, Any]) -> Iterator[tuple[str, str, str, int]]:
    for place in (one, *one["related"]):
        yield one["site"], place["path"], one["rule"], place["line"]


def write(page: Path, counts: dict[str, int]) -> None:
    """Set `judged` in a page's front matter."""
    head, body = page.read_text(encoding="utf-8").split("\n---\n", 1)
    line = f"judged: {{{', '.join(f'{name}: {number}' for name, number in counts.items())}}}"
    lines = [one for one in head.split("\n") if not one.startswith("judged:")]
    at = next(index for index, one in enumerate(lines) if one.startswith("since:"))
    page.write_text("\n".join((*lines[: at + 1], line, *lines[at + 1 :])) + f"\n---\n{body}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    sampling = commands.add_parser("sample", help="draw findings to be judged")
    sampling.add_argument("sites", nargs="+", type=Path)
    sampling.add_argument("--count", type=int, default=150)
    sampling.add_argument("--seed", type=int, default=1)
    counting = commands.add_parser("figures", help="write the figures of the rule pages")
    counting.add_argument("judged", nargs="+")
    counting.add_argument("--corpus", type=Path, required=True)
    counting.add_argument("--totals", type=Path)
    asked = parser.parse_args()
    if asked.command == "sample":
        print(json.dumps(sample(asked.sites, asked.count, asked.seed), indent=1, ensure_ascii=False))
        return
    totals = json.loads(asked.totals.read_text(encoding="utf-8")) if asked.totals else {}
    for rule, counts in sorted(figures(list(judgements(asked.judged)), asked.corpus, totals).items()):
        pages = list((ROOT / "rules").glob(f"*/{rule}.md"))
        print(f"{rule:34}", *counts.values(), "" if pages else "(no page)")
        for page in pages:
            write(page, counts)


if __name__ == "__main__":
    main()
