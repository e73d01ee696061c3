"""`postlint init`: what a folder tells about its site becomes a postlint.toml that explains itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postlint.commands._failure import Failure
from postlint.commands._output import say, write_file
from postlint.commands.schema import ADDRESS
from postlint.config.declared import Keys, dotted, leaves
from postlint.config.files import NAMES, NEW, read_file
from postlint.config.settings import Settings
from postlint.config.values import plain, written
from postlint.site.generators.detect import Detected, detect
from postlint.text.messages import count

if TYPE_CHECKING:
    from postlint.config.declared import Declared

SCHEMA = "post.schema.json"


@click.command(short_help="Write a postlint.toml for this site.")
@click.option("--force", is_flag=True, help="Replace the file that is here.")
@click.option(
    "--schema", is_flag=True, help="Write post.schema.json instead: what the headers of the posts have in common."
)
def command(force: bool, schema: bool) -> None:
    """Write a postlint.toml that lists every setting, with what the files of this folder tell about the site filled in.

    With --schema, write a JSON Schema that is learnt from the front matter of the posts below this folder.
    """
    if schema:
        _write_schema(force)
        return
    _refuse(force)
    found = detect(Path.cwd())
    write_file(NEW, configuration(found))
    for line in _recognised(found):
        say(line)


def _recognised(found: Detected) -> Iterator[str]:
    """What was recognised, and what that means for the links within the site."""
    known = ", ".join(filter(None, (found.generator, found.url, *found.content)))
    yield f"Wrote {NEW} ({known or 'no generator recognised'})"
    if found.generator:
        yield f"Links within the site are judged by what {found.generator} publishes, as {found.file} says"
    else:
        yield "Links within the site are judged by its files; `content` and `static` in [site] say which folders are published"
    if not found.url:
        yield "Set `url` in [site], so that links with the whole address are known as the site's own"
    yield "`postlint site` shows what is understood of the site"


def _write_schema(force: bool) -> None:
    import json

    from postlint.model.plan import SiteTold
    from postlint.site.habits.folders import learn
    from postlint.site.habits.learnt import learnt_schema
    from postlint.site.site import Site

    if (Path.cwd() / SCHEMA).exists() and not force:
        raise Failure(f"{SCHEMA} exists already; --force replaces it")
    posts = Site(Path.cwd(), Path.cwd(), SiteTold()).folders.headed
    if not posts:
        raise Failure("no post below this folder has front matter to learn from")
    write_file(SCHEMA, json.dumps(learnt_schema(learn("", posts)), indent=2, ensure_ascii=False) + "\n")
    say(f'Wrote {SCHEMA}, learnt from {count(len(posts), "post")}; to use it, set schema = "{SCHEMA}" in [frontmatter]')


def _refuse(force: bool) -> None:
    for name in NAMES:
        file = Path.cwd() / name
        if (name == NEW and force) or not file.is_file():
            continue
        if name == NEW:
            raise Failure(f"{NEW} exists already; --force replaces it")
        if name != "pyproject.toml" or read_file(file) is not None:
            raise Failure(f"{name} holds the settings of this folder already")


def configuration(found: Detected) -> str:
    """The text of a postlint.toml: every setting with its documentation, the detected ones set, the others commented."""
    known: dict[Keys, object] = {
        ("site", "url"): found.url,
        ("site", "content"): list(found.content),
        ("site", "static"): list(found.static),
    }
    return "\n".join(_lines(found, known)) + "\n"


def _lines(found: Detected, known: Mapping[Keys, object]) -> Iterator[str]:
    yield f"#:schema {ADDRESS}"
    yield "# How postlint checks this site. `postlint rule` lists the rules."
    made = (
        f"Read off {found.file}: a site made with {found.generator}" if found.generator else "No generator recognised"
    )
    yield f"# {made}."
    # Dotted keys rather than tables: a block of the documentation can then be pasted at the end.
    for keys, one in leaves(Settings):
        if known.get(keys):
            yield from ("", f"# {one.doc}", f"{dotted(keys)} = {written(known[keys])}")
    yield ""
    yield "# Every other setting, with its default or an example; remove the # before one to set it."
    for keys, one in leaves(Settings):
        if not known.get(keys):
            yield from ("", f"# {one.doc}", *(f"# {line}" for line in _example(keys, one)))


def _example(keys: Keys, one: Declared) -> Iterator[str]:
    value = one.example if one.example is not None else plain(one.default, str)
    while isinstance(value, dict) and value:
        key, value = next(iter(value.items()))
        keys = (*keys, key)
    if value != {}:
        yield f"{dotted(keys)} = {written(value)}"
