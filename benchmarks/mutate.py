"""A folder of posts goes in; what each rule on numbers and link texts says of them, and of slips planted in them, comes out.

Posts are nearly always right as they are, so that a finding there is a false alarm (or a real slip). Then each kind of slip is
planted once in every post that offers a place for it:

    count-mismatch       an item of a list whose number is announced is dropped
    repeated-entry       an item of a list with a link or of some words is doubled
    identifier-mismatch  a digit of a number, version or year that text and address share is changed in the address
    swapped-target       two links, each with words of its own address, exchange their addresses
    copied-target        an entry of a list, a column or a row of links, of which each has words of its own address, gets the
                         address of the entry before it (swapped-target finds it)
    turned-target        the addresses of three such entries each move on by one (so does it)
    handle-mismatch      two links that name handles exchange their addresses
    url-text-mismatch    the host in the address of a link that shows it becomes another
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from postlint.checks.links import handle_mismatch, identifier_mismatch, swapped_target, url_text_mismatch
from postlint.checks.numbers import count_mismatch, repeated_entry
from postlint.model import Finding, Link, LinkKind
from postlint.post.counting.announced import announced
from postlint.post.document import Post, read_post
from postlint.post.links.fitting.named import named_links

Check = Callable[[Post], Iterator[Finding]]
RULES: dict[str, Check] = {
    "copied-target": swapped_target.check,
    "turned-target": swapped_target.check,
    "count-mismatch": count_mismatch.check,
    "repeated-entry": repeated_entry.check,
    "identifier-mismatch": identifier_mismatch.check,
    "swapped-target": swapped_target.check,
    "handle-mismatch": handle_mismatch.check,
    "url-text-mismatch": url_text_mismatch.check,
}
_MARKED = re.compile(r"(?:(?<=#)(\d{2,})|(\d+\.\d+\.\d+)|\b(20\d\d))\b")
_HANDLE = re.compile(r"@[\w-]{4,}")
_WORD = re.compile(r"[^\W\d_]{4,}")


def posts(folder: Path) -> Iterator[Post]:
    """The posts below a folder that hold a link or a list."""
    for file in sorted(folder.rglob("*.m*")):
        if file.suffix not in (".md", ".mdx", ".markdown") or not file.is_file():
            continue
        try:
            post = read_post(file.read_text(encoding="utf-8"), file.relative_to(folder).as_posix())
            _ = post.body
        except (OSError, UnicodeDecodeError):
            continue
        if post.links or post.lists:
            yield post


def slips(post: Post, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Each rule that has something to find once its slip is planted, with the text that holds it."""
    links = [one for one in post.links if one.target_span and not one.image and one.kind is LinkKind.INLINE]
    makers = (_dropped, _doubled)
    for make in makers:
        yield from make(post, chance)
    for make_links in (_digit, _swapped, _entries, _handles, _host):
        yield from make_links(post, links, chance)


def _dropped(post: Post, chance: random.Random) -> Iterator[tuple[str, str]]:
    for found in post.lists:
        lead = post.flows[found.lead].text.rstrip() if found.lead >= 0 else ""
        count = announced(lead.rpartition(". ")[2].rstrip(": \n")) if lead.endswith(":") else None
        if count and len(found.items) == count.value > 2:
            gone = chance.choice(found.items[1:]).span
            yield "count-mismatch", post.text[: gone.start] + post.text[gone.end :].lstrip("\n")
            return


def _doubled(post: Post, chance: random.Random) -> Iterator[tuple[str, str]]:
    for found in post.lists:
        if len(found.items) > 3 and not found.ordered:
            item = chance.choice(found.items[:-1]).span
            entry = post.text[item.start : item.end].rstrip("\n") + "\n"
            last = found.items[-1].span
            if "\n" not in entry.strip() and len(_WORD.findall(entry)) > 3:
                yield "repeated-entry", post.text[: last.start] + entry + post.text[last.start :]
                return


def _replaced(post: Post, *changes: tuple[Link, str]) -> str:
    text = post.text
    for link, target in sorted(changes, key=lambda change: -(change[0].target_span or change[0].span).start):
        assert link.target_span is not None
        text = text[: link.target_span.start] + target + text[link.target_span.end :]
    return text


def _digit(post: Post, links: list[Link], chance: random.Random) -> Iterator[tuple[str, str]]:
    for link in links:
        said = _MARKED.search(link.text)
        number = said[0] if said else ""
        if number and link.target.count(number) == 1:
            yield "identifier-mismatch", _replaced(post, (link, link.target.replace(number, _slip(number, chance))))
            return


def _slip(number: str, chance: random.Random) -> str:
    """The number with another digit; a year becomes the one before or after."""
    if len(number) == 4 and number.startswith("20"):
        return str(int(number) + chance.choice((-1, 1)))
    place = chance.choice([at for at, char in enumerate(number) if char.isdigit()])
    other = str((int(number[place]) + chance.randint(1, 8)) % 10)
    return number[:place] + (other if place or other != "0" else "9") + number[place + 1 :]


def _swapped(post: Post, links: list[Link], chance: random.Random) -> Iterator[tuple[str, str]]:
    named = [link for link in links if _own(link)]
    pairs = [pair for pair in combinations(named[:30], 2) if not _own(pair[0]) & _own(pair[1])]
    if pairs:
        one, other = chance.choice(pairs)
        yield "swapped-target", _replaced(post, (one, other.target), (other, one.target))


def _entries(post: Post, links: list[Link], chance: random.Random) -> Iterator[tuple[str, str]]:
    groups: dict[object, list[Link]] = {}
    for named in named_links(post):
        if named.place and named.link in links and _own(named.link):
            groups.setdefault(named.place.group, []).append(named.link)
    long = [group for group in groups.values() if len({link.target for link in group}) == len(group) > 2]
    if long:
        group = chance.choice(long)
        at = chance.randrange(1, len(group))
        yield "copied-target", _replaced(post, (group[at], group[at - 1].target))
        a, b, c = group[:3]
        yield "turned-target", _replaced(post, (a, b.target), (b, c.target), (c, a.target))


def _own(link: Link) -> frozenset[str]:
    """The words of a link's text, where its address ends in them."""
    words = frozenset(word.lower() for word in _WORD.findall(link.text))
    slug = frozenset(word.lower() for word in _WORD.findall(link.target.rstrip("/").rpartition("/")[2]))
    return words if slug and slug <= words and len(link.text) < 80 else frozenset()


def _handles(post: Post, links: list[Link], chance: random.Random) -> Iterator[tuple[str, str]]:
    named = [
        one for one in links if _HANDLE.fullmatch(one.text.strip()) and one.target.endswith("/" + one.text.strip()[1:])
    ]
    if len({link.target for link in named}) > 1:
        one = named[0]
        other = chance.choice([link for link in named if link.target != one.target])
        yield "handle-mismatch", _replaced(post, (one, other.target), (other, one.target))


def _host(post: Post, links: list[Link], chance: random.Random) -> Iterator[tuple[str, str]]:
    for link in links:
        host = link.target.partition("://")[2].partition("/")[0]
        if host and link.text.strip().startswith(("http", "www.")) and host in link.text:
            yield (
                "url-text-mismatch",
                _replaced(post, (link, link.target.replace(host, "www.another-place.example", 1))),
            )
            return


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--alarms", action="store_true", help="print what is said of the posts as they are")
    given = arguments.parse_args()
    chance = random.Random(given.seed)
    total, alarms, tried, found = 0, Counter[str](), Counter[str](), Counter[str]()
    for post in posts(given.folder):
        total += 1
        before = {rule: list(check(post)) for rule, check in RULES.items()}
        for rule, findings in before.items():
            alarms[rule] += bool(findings)
            for finding in findings if given.alarms else ():
                print(f"  {rule}  {post.path}: {finding.message}")
        for rule, text in slips(post, chance):
            tried[rule] += 1
            found[rule] += len(list(RULES[rule](read_post(text, post.path)))) > len(before[rule])
    print(f"{'rule':22}{'posts':>8}{'findings':>10}{'one in':>8}{'planted':>9}{'found':>7}{'recall':>8}")
    for rule in RULES:
        one_in = f"{total // alarms[rule]}" if alarms[rule] else "-"
        recall = f"{found[rule] / tried[rule]:.0%}" if tried[rule] else "-"
        print(f"{rule:22}{total:>8}{alarms[rule]:>10}{one_in:>8}{tried[rule]:>9}{found[rule]:>7}{recall:>8}")


if __name__ == "__main__":
    main()
