"""Which text fits which address: keys, evidence, names of links, and links weighed against one another."""

from __future__ import annotations

import time

import pytest

from postlint.post.document import read_post
from postlint.post.links.fitting.fit import fit, may_fit
from postlint.post.links.fitting.keys import address_keys, stem, text_keys
from postlint.post.links.fitting.marks import LANGUAGE, SYSTEM, Mark, against, borne, said
from postlint.post.links.fitting.misplaced import misplaced
from postlint.post.links.fitting.named import named_links


def pairs(text: str) -> list[tuple[str, str]]:
    return [(found.named.name, found.holder.name) for found in misplaced(read_post(text))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("installation", "install"),
        ("contributor", "contributing"),
        ("submission", "submit"),
        ("policies", "policy"),
        ("007", "7"),
    ],
)
def test_words_of_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Long Furrow", "https://longfurrow.example"),
        ("SystemTap", "https://forge.example/system-tap"),
        ("Code of Conduct", "/about/coc/"),
        ("José Malaquias", "https://forge.example/jmalaquias/jose"),
        ("second edition", "/books/2nd-edition"),
        ("minutes of March", "/council/2026-03.pdf"),
        ("German leaflet", "/files/leaflet-de.pdf"),
        ("for iPhones", "https://apps.apple.com/app/id1"),
    ],
)
def test_a_text_fits_its_address_in_many_ways(text: str, target: str) -> None:
    assert fit(text_keys(text), address_keys(target)).best > 0
    assert may_fit(text_keys(text), address_keys(target))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("All day 5 talks", "https://tube.example/playlist?list=PLIeB7asuU4W5ES"),
        ("Reed", "/bracken/"),
        ("7", "/watch?v=a7b5c9"),
    ],
)
def test_what_a_machine_made_up_is_no_evidence(text: str, target: str) -> None:
    assert fit(text_keys(text), address_keys(target)).best == 0


def test_marks_of_text_and_address() -> None:
    google_play = {Mark(SYSTEM, "android"), Mark("store", "google play")}
    assert said("The German Google Play page") == {Mark(LANGUAGE, "de"), *google_play}
    assert Mark(LANGUAGE, "de") in borne("/files/leaflet-de.pdf")
    assert against("for iPhones", "https://play.google.com/store/apps/details?id=ferns", SYSTEM) == ("ios", "android")
    assert against("for iPhones and Android", "https://play.google.com/store/apps/details?id=ferns", SYSTEM) is None


def test_links_of_one_text_are_named_by_what_stands_around() -> None:
    table = "| Speaker | Slides |\n|---|---|\n| Ada Fern | [pdf](/t/1) |\n| Bo Moss | [pdf](/t/2) |\n"
    items = "- Ada Fern: [pdf](/t/1)\n- Bo Moss: [pdf](/t/2)\n"
    headings = "## Ada Fern\n\nSee [here](/t/1).\n\n## Bo Moss\n\nSee [here](/t/2).\n"
    for text in (table, items, headings):
        assert [named.name.rstrip(":") for named in named_links(read_post(text))] == ["Ada Fern", "Bo Moss"]


def test_a_text_that_fits_one_of_its_addresses_is_a_name() -> None:
    text = "## Use\n\n[cloneElement](/api/cloneElement)\n\n## More\n\n[cloneElement](/api/createPortal)\n"
    assert {named.name for named in named_links(read_post(text))} == {"cloneElement"}


def test_three_addresses_that_moved_on() -> None:
    ring = "- [Reed](/p/bracken/)\n- [Bracken](/p/cloudberry/)\n- [Cloudberry](/p/reed/)\n"
    assert sorted(pairs(ring)) == [("Bracken", "Cloudberry"), ("Cloudberry", "Reed"), ("Reed", "Bracken")]
    slide = "- [Reed](/p/bracken/)\n- [Bracken](/p/cloudberry/)\n- [Cloudberry](/p/sedge/)\n- [Sedge](/p/87123/)\n"
    assert sorted(pairs(slide), reverse=True) == [
        ("Reed", "Bracken"),
        ("Cloudberry", "Sedge"),
        ("Bracken", "Cloudberry"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[Reed](/p/bracken/) and [Bracken](/p/bracken/)",  # one page may be of two plants
        "- [Ferns](https://ferns.example/)\n- [Download](https://ferns.example/)\n- [Chat](https://chat.example/)\n",
        "[Go templates](https://godoc.example/text/template), and far away a [template](#templates-and-values)",
        "| [Ada](/t/1) | [Bo](/t/2) |\n|---|---|\n| [Bo](/t/2) | [Ada](/t/1) |\n",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    "line",
    ["- [word{0}x](https://a.example/fern)", "- [alpha beta {0}](/b/alpha-beta-{1})", "[a{0}](/{1}beta-{0}), "],
)
def test_many_links_take_no_longer_than_few_each(line: str) -> None:
    post = read_post("\n".join(line.format(index, index + 1) for index in range(299)))
    assert post.lists is not None
    start = time.process_time()
    misplaced(post)
    assert time.process_time() - start < 2
