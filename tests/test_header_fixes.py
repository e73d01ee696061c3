"""Fixes of the front matter change the value that is wrong and no other byte: comments, order, quotes and spacing stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.config.settings import Settings
from postlint.repair.fix import fix_text
from tests.support import check_text, lay_out

RULES = ("value-with-spaces", "near-duplicate-tag")
OTHERS = {f"news/{n}.md": "---\ntags: [quarterly updates, Ferns & Mosses]\n---\nText.\n" for n in range(6)}

SPACE = st.sampled_from(["", " ", "  ", "\t"])
COMMENT = st.sampled_from(["", " # a note: 'x'", "   # [not, a, list]", "  #"])
WORD = st.text("abcdefg äß“”'#:-", min_size=1, max_size=12).map(lambda text: f"k{text}k")
SLIP = {
    "Quarterly updates": "quarterly updates",
    "quarterly  updates": "quarterly updates",
    "ferns & mosses": "Ferns & Mosses",
}
TAG = st.sampled_from([*SLIP, "quarterly updates", "Ferns & Mosses", "another thing"])


@st.composite
def scalar(draw: st.DrawFn, form: str, number: int) -> tuple[str, str]:
    """A line `key: value # comment` as written and as it should be after the fix."""
    quote = draw(st.sampled_from("\"'"))
    word = draw(WORD).replace(quote, "")
    spaces = draw(st.tuples(SPACE, SPACE)) if form == "yaml" or quote == '"' else (draw(st.sampled_from(["", " "])), "")
    gap, comment = draw(st.sampled_from([" ", "  "])), draw(COMMENT)
    sign = f":{gap}" if form == "yaml" else f"{gap}={gap}"
    if form == "toml":
        spaces = (spaces[0].replace("\t", " "), spaces[1].replace("\t", " "))
    return (
        f"key{number}{sign}{quote}{spaces[0]}{word}{spaces[1]}{quote}{comment}\n",
        f"key{number}{sign}{quote}{word}{quote}{comment}\n",
    )


@st.composite
def tags(draw: st.DrawFn, form: str) -> tuple[str, str]:
    """A list of tags, in brackets or item by item."""
    found = draw(st.lists(TAG, min_size=1, max_size=3, unique_by=str.lower))
    quotes = [draw(st.sampled_from("\"'")) for _ in found]
    comment = draw(COMMENT)
    right = [SLIP.get(tag, tag) for tag in found]
    if form == "toml" or draw(st.booleans()):
        sign = ": " if form == "yaml" else " = "
        written, meant = (", ".join(f"{q}{t}{q}" for q, t in zip(quotes, each, strict=True)) for each in (found, right))
        return f"tags{sign}[ {written} ]{comment}\n", f"tags{sign}[ {meant} ]{comment}\n"
    written, meant = (
        "".join(f"  -  {q}{t}{q}{comment}\n" for q, t in zip(quotes, each, strict=True)) for each in (found, right)
    )
    return f"tags:\n{written}", f"tags:\n{meant}"


@st.composite
def header(draw: st.DrawFn) -> tuple[str, str]:
    """A post with such a header, as written and as it should be after all fixes."""
    form = draw(st.sampled_from(["yaml", "toml"]))
    fence = "---" if form == "yaml" else "+++"
    lines = [draw(scalar(form, number)) for number in range(draw(st.integers(0, 4)))]
    lines.insert(draw(st.integers(0, len(lines))), draw(tags(form)))
    lines.insert(draw(st.integers(0, len(lines))), ("# a comment  of its own\n", "# a comment  of its own\n"))
    written, meant = ("".join(line[side] for line in lines) for side in (0, 1))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return tuple(
        f"{fence}\n{inner}{fence}\n\n  Text  of the post. \n".replace("\n", newline) for inner in (written, meant)
    )  # type: ignore[return-value]


@pytest.fixture(scope="module", autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Six other posts, whose tags are the site's."""
    with pytest.MonkeyPatch.context() as patch:
        folder: Path = tmp_path_factory.mktemp("site")
        patch.chdir(folder)
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        lay_out(OTHERS)
        yield


@given(header())
@settings(max_examples=60, deadline=None)
def test_only_the_wrong_values_change(post: tuple[str, str]) -> None:
    written, meant = post
    assert repaired(written) == meant
    assert repaired(meant) == meant


def repaired(text: str) -> str:
    found = check_text(text, "news/new.md", Settings(select=RULES)).diagnostics
    return fix_text(text, "news/new.md", found, unsafe=False).text
