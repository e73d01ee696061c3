"""Shards: every runner divides the posts the same way, and the reports of all shards join to that of the whole run."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from postlint.cli import postlint
from postlint.engine.shards import Shard, divided
from postlint.site import sites
from tests.support import lay_out

FORMATS = ("json", "sarif", "html")
TEMPLATE = "We sailed to the the island, and {x} is braced.\n"
POSTS = {
    f"posts/{name}.md": f"---\ntitle: {title}\n---\n\n{TEMPLATE}\n{own}\n\n{TEMPLATE}"
    for name, title, own in (
        ("tide", "Tides", "[Nowhere](nowhere.md) and and <b>&amp;</b>."),
        ("pier", "The pier", "A long way to to go. " * 30),
        ("quay", "The quay", "A link to [tides](/posts/tide.md)."),
        ("reef", "Tides", "It it rains.\n\nIt it rains here, too."),
        ("mole", "A mole", "Nothing."),
        ("bay", "A bay", "[Nowhere](nowhere.md)."),
    )
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    """What a new process would say, without what others kept."""
    sites._sites.clear()
    return CliRunner().invoke(postlint, arguments, prog_name="postlint")


def report(form: str, file: str, *more: str) -> str:
    options = ("--offline", "--no-cache", "--exit-zero", "-q", "--select", "ALL")
    result = run("check", *options, "--output-format", form, "-o", file, *more)
    assert result.exit_code == 0, result.output
    return Path(file).read_text(encoding="utf-8")


posts = st.lists(st.binary(max_size=40) | st.integers(0, 3).map(lambda n: b"copy" * n), max_size=40)


@given(posts, st.integers(1, 7), st.randoms())
def test_the_order_of_the_list_decides_nothing(raw: list[bytes], total: int, random: object) -> None:
    numbers = divided(raw, total)
    assert all(1 <= number <= total for number in numbers)
    turned = divided(raw[::-1], total)[::-1]
    assert Counter(zip(raw, numbers, strict=True)) == Counter(zip(raw, turned, strict=True))


@pytest.mark.parametrize("total", [2, 5, 8])
def test_shards_are_of_about_the_same_size(total: int) -> None:
    raw = [bytes([65 + n % 26]) * (200 + 37 * (n * n % 83)) + str(n).encode() for n in range(400)]
    held = Counter[int]()
    for text, number in zip(raw, divided(raw, total), strict=True):
        held[number] += len(text)
    assert len(held) == total
    assert max(held.values()) <= 1.15 * min(held.values())


def test_an_edit_moves_few_other_posts() -> None:
    raw = [f"post {n} ".encode() * (20 + n % 40) for n in range(300)]
    edited = [*raw[:150], raw[150] + b"one more sentence", *raw[151:]]
    moved = sum(a != b for a, b in zip(divided(raw, 4), divided(edited, 4), strict=True))
    assert moved < 30


@pytest.mark.parametrize("form", FORMATS)
def test_the_reports_of_all_shards_join_to_that_of_the_whole_run(form: str) -> None:
    lay_out(POSTS)
    whole = report(form, "whole")
    assert "more places, in 6 posts" in whole, "a fault of a template"
    for n in (1, 2, 3):
        report(form, f"part{n}", "--shard", f"{n}/3")
    joined = run("merge", "-o", "joined", "part2", "part3", "part1")
    assert joined.exit_code == 0, joined.output
    assert Path("joined").read_text(encoding="utf-8") == whole
    assert report(form, "one", "--shard", "1/1") != whole, "a part says by which name to find its faults again"


def test_what_is_about_the_whole_site_is_said_by_one_shard() -> None:
    lay_out({f"content/{name}.md": f"---\nslug: same\ndate: 2024-05-07\n---\n\n{name * 9}\n" for name in "abcd"} | {
        "hugo.toml": "baseURL = 'https://site.example/'\n"
    })  # fmt: skip
    found = json.loads(report("json", "whole", "--select", "duplicate-route"))
    shards = [json.loads(report("json", f"{n}", "--shard", f"{n}/4")) for n in (1, 2, 3, 4)]
    places = [one["path"] for shard in shards for one in shard if one["rule"] == "duplicate-route"]
    again = [place["path"] for one in found for place in one["related"] if place["message"] == "here, too"]
    assert len(places) >= 3
    assert sorted(places) == sorted([*(one["path"] for one in found), *again])


@pytest.mark.parametrize("form", FORMATS)
def test_a_folder_keeps_the_sites_apart(form: str) -> None:
    lay_out({"post.md": "The the end.\n"})
    report(form, "report")
    joined = run("merge", "north=report", "south=report").output
    assert joined.count("north/") == joined.count("south/") > 0
    alone = run("merge", "report", "report").output
    assert alone == Path("report").read_text(encoding="utf-8") or form == "html", (
        "the same report twice says nothing new"
    )


@pytest.mark.parametrize("written", ["0/3", "4/3", "2", "a/b", "1/0", "-1/3", "1/3/5"])
def test_what_is_no_shard_is_a_usage_error(written: str) -> None:
    assert run("check", "--shard", written, ".").exit_code == 2


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '{"runs": []}', '{"version": 1}', "<!doctype html><p>"])
def test_what_is_no_report_is_an_error(text: str) -> None:
    lay_out({"report": text})
    assert run("merge", "report").exit_code == 2
    assert run("merge", "no-such-file").exit_code == 2


def test_a_shard_is_part_of_a_whole() -> None:
    assert Shard.of("2/5") == (2, 5)
    with pytest.raises(ValueError, match="no part of a whole"):
        Shard.of("1/9999999999")


class Text(bytes):
    """Bytes that tell how many of their kind are held."""

    held = 0

    def __init__(self, _: bytes) -> None:
        Text.held += 1

    def __del__(self) -> None:
        Text.held -= 1


def test_no_post_is_held_while_others_are_read() -> None:
    most = []
    numbers = divided((most.append(Text.held) or Text(f"{number}".encode()) for number in range(50)), 4)  # type: ignore[func-returns-value]
    assert (set(numbers), max(most) <= 2) == ({1, 2, 3, 4}, True)
