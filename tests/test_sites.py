"""Small sites, each built once by its own generator (tools/build_sites.py): what the model believes is what came out.

Where an older version of the generator, whose record is beside, made something else, either may be believed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from postlint.config.settings import Settings
from postlint.post.document import Post, read_post
from postlint.site.model import Status
from postlint.site.site import Site
from postlint.site.sites import site_for
from tests.support import plan_for

SITES = Path(__file__).parent / "sites"
NAMES = sorted(path.stem for path in SITES.glob("*.json") if "@" not in path.name)
_NOTE = re.compile(r"(?:user-content-)?fn|__")  # notes have several names, of which each generator makes one
# Docusaurus shows each page in every language, those that are not translated in the usual one.
_LANGUAGES, _ORIGINALS = ("/fr/", "/pt-BR/"), ("docs/", "blog/", "people/", "src/", "versioned_docs/")
_LABEL = re.compile(r"\[(L\d+)\]")


@pytest.fixture(autouse=True)
def apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "sites"))


@cache
def site_of(name: str) -> Site:
    root = SITES / name
    return site_for(plan_for(Settings(root=root)), str(root / "post.md"))


@cache
def record_of(name: str) -> dict[str, Any]:
    return _read(SITES / f"{name}.json")


@cache
def records_of(name: str) -> list[dict[str, Any]]:
    """What the newest version made, and what older ones did."""
    return [record_of(name), *map(_read, SITES.glob(f"{name}@*.json"))]


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def recorded(name: str, source: str) -> list[dict[str, Any]]:
    """What older versions made of the page of this source."""
    return [page for record in records_of(name)[1:] for page in record["pages"].values() if page["source"] == source]


def written(name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The address of each page with a source, that source, and what was recorded of the page; at its own language alone."""
    for address, page in record_of(name)["pages"].items():
        source = page["source"]
        if source and not (source.startswith(_ORIGINALS) and address.startswith(_LANGUAGES)):
            yield address, source, page


def is_draft(site: Site, path: str) -> bool:
    page = site.summary(path)
    return page.get("draft") is True or str(page.get("status")) in ("draft", "hidden") or path.startswith("_drafts/")


@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_believed_where_it_was_built(name: str) -> None:
    site = site_of(name)
    real = {source: address for address, source, _ in written(name)}
    believed = {path: site.linking.lookup.table.shown(path) for path in real}
    assert {path: _plain(address) for path, address in believed.items()} == {p: _plain(a) for p, a in real.items()}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_believed_that_was_not_built(name: str) -> None:
    site = site_of(name)
    real = {
        _plain(address)
        for record in records_of(name)
        for address in (*record["pages"], *(f"/{one}" for one in record["files"]))
    }
    exact = site.linking.lookup.table.exact
    assert [one for path, routes in exact.items() for one in routes if _plain(one.path or "/") not in real] == []
    unknown = [path for _, path, _ in written(name) if path not in exact and not is_draft(site, path)]
    assert unknown == []


@pytest.mark.parametrize("name", NAMES)
def test_the_anchors_are_those_of_the_page(name: str) -> None:
    site = site_of(name)
    frame = set.intersection(*(set(page["ids"]) for _, _, page in written(name))) | site.frame
    wrong = {}
    for _, source, page in written(name):
        anchors = site.anchors(source)
        if anchors is not None and anchors.complete:
            ids = [set(map(unquote, one["ids"])) - {""} for one in (page, *recorded(name, source))]
            lacking = {one for one in set.union(*ids) - anchors.names - frame if not _NOTE.match(one)}
            wrong[source] = (
                sorted(lacking),
                sorted(one for one in anchors.names - set.union(*ids) if not _NOTE.match(one)),
            )
    assert {path: found for path, found in wrong.items() if found != ([], [])} == {}


@pytest.mark.parametrize("name", NAMES)
def test_each_link_leads_where_a_browser_ends_up(name: str) -> None:
    site = site_of(name)
    wrong = []
    for _, source, page in written(name):
        post = read_post((SITES / name / source).read_text(encoding="utf-8"), str(SITES / name / source))
        for link in post.links:
            found = _LABEL.match(link.span.of(post.text))
            ends = [one["links"].get(found[1], "elsewhere") for one in (page, *recorded(name, source)) if found]
            if ends and "elsewhere" not in ends and (status := _status(site, post, link.target)) is not None:
                wrong += [(source, link.target, status, ends[0])] if all(status != bool(end) for end in ends) else []
    assert wrong == []


def _plain(address: str) -> str:
    return address.removesuffix(".html").rstrip("/") or "/"


def _status(site: Site, post: Post, target: str) -> bool | None:
    """Does the model say that a link leads somewhere? None where it leads to a draft, or to what is made by scripts."""
    found = site.resolve(post, target)
    if found.status is Status.FOUND and found.fragment:
        anchors = site.anchors_of(post) if found.own else site.anchors(found.path)
        if (
            anchors is None
            or found.fragment in site.frame
            or (not anchors.complete and found.fragment not in anchors.names)
        ):
            return None
        return found.fragment in anchors.names
    if found.path and is_draft(site, found.path):
        return None
    return None if found.status in (Status.UNKNOWN, Status.FOREIGN) else found.status is Status.FOUND
