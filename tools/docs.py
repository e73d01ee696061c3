"""README, guides and rule pages go in, the documentation site comes out: `python tools/docs.py` builds it in build/site.

The pages are laid out below build/docs as Zensical reads them (the successor of Material for MkDocs, by its makers): links
between files of the repository become links between pages, or to the repository; the fences of a rule's page get a title in
place of their notation; what the code knows (facts of rules, settings) is written from the code. Every link and every anchor
of what was built is then looked up. Exits with 1 where anything of this is broken.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote, urlsplit

import postlint
from postlint.commands._facts import facts, judged
from postlint.config.declared import Keys, declared, dotted, leaves
from postlint.config.settings import Settings
from postlint.config.values import plain, written
from postlint.model import Rule
from postlint.report import FORMATS
from postlint.rulebook.cases import FENCE
from postlint.rulebook.pages import load_rules, page_text

ROOT = Path(__file__).resolve().parent.parent
PAGES, SITE = ROOT / "build/docs", ROOT / "build/site"
THEME = Path(__file__).parent / "docs_theme"
URL = "https://postlint.github.io/postlint/"

_LINK = re.compile(r"(?<!\\)\]\((?!https?:|mailto:|#)([^)\s]+)\)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_TITLES = {
    "bad": "Flagged",
    "good": "Not flagged",
    "report": "postlint says",
    "fixed": "With all fixes",
    "site": "The files around it",
    "web": "What the web answers",
}
# The first words of the navigation; guides that are not named here follow them by their titles.
_GUIDES = (
    "docs/adopt.md",
    "docs/editors.md",
    "docs/pre-commit.md",
    "docs/ci/README.md",
    "docs/own-rules.md",
    "docs/house-style/README.md",
)
_REFERENCE = {"Every setting": "settings.md", "Output formats": "formats.md", "Rule pages": "rules/pages.md"}
_PROJECT = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
_PROJECT |= {"SECURITY.md": "security.md", "rules/README.md": "rules/pages.md", "rules": "rules/index.md"}


# --- which file becomes which page ---------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """The site's pages by the files of the repository that they are made of, both as paths with slashes."""
    found = dict(_PROJECT)
    for file in sorted((ROOT / "docs").rglob("*.md")):
        name = file.relative_to(ROOT).as_posix()
        found[name] = name.removeprefix("docs/").replace("/README.md", ".md")  # an index would be its tab
        if file.name == "README.md":
            found[name.removesuffix("/README.md")] = found[name]
    for file in sorted((ROOT / "rules").glob("*/*.md")):
        found[file.relative_to(ROOT).as_posix()] = file.relative_to(ROOT).as_posix()
    return found


def relinked(text: str, source: str, known: Mapping[str, str]) -> str:
    """The text of a file with its links between files made links between pages; what is no page is linked in the repository.

    Raises ValueError for a link to nothing.
    """
    here = os.path.dirname(known[source])

    def link(found: re.Match[str]) -> str:
        target, hash_, anchor = found[1].partition("#")
        file = os.path.normpath(os.path.join(os.path.dirname(source), target))
        if file in known:
            return f"]({os.path.relpath(known[file], here or '.')}{hash_}{anchor})"
        if not (ROOT / file).exists():
            raise ValueError(f"{source}: a link to {target}, which is not there")
        kind = "tree" if (ROOT / file).is_dir() else "blob"
        return f"]({postlint.HOMEPAGE}/{kind}/main/{file})"

    return _outside(FENCE, text, lambda prose: _outside(_CODE, prose, lambda words: _LINK.sub(link, words)))


def _outside(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    """The text changed everywhere but in what `kept` finds."""
    parts, at = list[str](), 0
    for found in kept.finditer(text):
        parts += (change(text[at : found.start()]), found[0])
        at = found.end()
    return "".join([*parts, change(text[at:])])


# --- rule pages ----------------------------------------------------------------------------------------------------


def rule_page(rule: Rule) -> str:
    """The page of a rule as `postlint rule NAME` prints it, the facts at its top."""
    title, _, body = page_text(rule).partition("\n")
    known = "\n".join(f"- **{name}** {said}" for name, said in facts(rule))
    head = f'{rule.summary}\n{{ .summary }}\n\n<div class="facts" markdown>\n\n{known}\n\n</div>'
    return f"{title}\n\n{head}\n\n{titled(body.lstrip())}"


def titled(text: str) -> str:
    """The text with a title for each fence in the notation of rule pages, which no highlighter knows."""
    return FENCE.sub(_titled, text)


def _titled(fence: re.Match[str]) -> str:
    language, _, rest = fence["info"].strip().partition(" ")
    kind, _, more = rest.partition(" ")
    if kind not in _TITLES:
        return fence[0]
    title = ": ".join(filter(None, (_TITLES[kind], more.replace('"', "'"))))
    shown = "text" if language == "text" else "md"
    return f'\n{fence["ticks"]}{shown} title="{title}"\n{fence["body"]}{fence["ticks"]}'


def rules_index(rules: Iterable[Rule]) -> str:
    """All rules by family, each with what it does unless told otherwise and how often it was right."""
    families = {name: list(group) for name, group in groupby(sorted(rules, key=lambda r: r.family), lambda r: r.family)}
    every = [rule for group in families.values() for rule in group]
    on = sum(rule.default for rule in every)
    parts = [
        "# All rules\n",
        f"{len(every)} rules, {on} of them on by default. A rule is on by default as long as editors call nine in ten of its "
        "findings on real sites useful, or have judged too few to tell; “right in N of M” counts what "
        "was true among the findings judged last.\n",
        "A *safe* fix is made by `--fix`, an *unsafe* one by `--fix --unsafe-fixes`. Rules that are off are switched on by "
        'name, by family or by preset: `extend-select = ["tidy"]` in `postlint.toml`.\n',
    ]
    for family, group in families.items():
        parts += [f"## {family}\n", "| rule | default | fix | judged |", "|---|---|---|---|"]
        parts += map(_row, sorted(group, key=lambda rule: rule.name))
        parts.append("")
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    state = f"on, {rule.severity.word}" if rule.default else f"off{rule.preset and f' ({rule.preset})'}"
    right = judged(rule).partition(" when")[0]
    summary = rule.summary.replace("|", "\\|")
    name = f"[{rule.name}]({rule.family}/{rule.name}.md)"
    return f"| {name}<br>{summary} | {state} | {rule.fix or 'none'} | {right} |"


# --- settings, formats ---------------------------------------------------------------------------------------------


def settings_page() -> str:
    """Every setting with its type, its default, what it does and an example, from where they are declared."""
    parts = [
        "# Every setting\n",
        "None is needed. Settings stand in `postlint.toml`, or in `[tool.postlint]` of a `pyproject.toml`, in the folder of "
        "the posts or above it. `postlint init` writes a file with all of them, commented; `postlint config` shows those that "
        "hold and where each comes from; `--config 'KEY = VALUE'` sets one for one run.\n",
        "Instead of `site.url = …` a table `[site]` with `url = …` below it does as well.\n",
    ]
    table = ""
    for keys, one in leaves(Settings):
        if len(keys) > 1 and keys[0] != table:
            table = keys[0]
            parts.append(f"## [{table}]\n\n{declared(Settings)[table].doc}\n")
        parts.append(_setting(keys, one.doc, one.default, one.example, one.open))
    return "\n".join(parts)


def _setting(keys: Keys, doc: str, value: object, example: object, is_open: bool) -> str:
    level = "##" if len(keys) == 1 else "###"
    shown = plain(value, str)
    default_ = "not set" if shown in (None, "", [], {}) else f"`{written(shown)}`"
    sample = example if example is not None else shown
    lines = [f"{level} {dotted(keys)}\n", f"{doc}\n", f"Default: {default_}\n"]
    if sample not in (None, "", [], {}):
        lines.append(f"```toml\n{_toml(keys, sample, is_open)}\n```\n")
    return "\n".join(lines)


def _toml(keys: Keys, value: object, is_open: bool) -> str:
    """As lines that can stand anywhere above the tables of a file."""
    if is_open and isinstance(value, dict):
        return "\n".join(_toml((*keys, key), item, isinstance(item, dict)) for key, item in value.items())
    return f"{dotted(keys)} = {written(value)}"


def formats_table() -> str:
    """Each output format and what it is for."""
    rows = (f"| `{name}` | {one.purpose} |" for name, one in FORMATS.items())
    return "\n".join(("| format | for |", "|---|---|", *rows))


# --- the whole -----------------------------------------------------------------------------------------------------


def lay_out() -> None:
    """Write all pages below build/docs. Raises ValueError for a link to a file that is not there."""
    shutil.rmtree(PAGES, ignore_errors=True)
    known, rules = pages(), load_rules()
    for source, page in known.items():
        if not (ROOT / source).is_file():
            continue
        text = (ROOT / source).read_text(encoding="utf-8")
        rule = rules.get(Path(source).stem) if source.startswith("rules/") else None
        if rule:
            text = rule_page(rule)
        elif text.startswith("---\n"):  # the page of a house's rule
            text = titled(text.split("\n---\n", 1)[1].lstrip())
        description = rule.summary if rule else ""
        _write(page, relinked(text, source, known), description)
    _write("settings.md", settings_page())
    _write("rules/index.md", rules_index(rules.values()))
    shutil.copytree(THEME, PAGES / "assets")
    (ROOT / "build/zensical.toml").write_text(_configuration(known, rules.values()), encoding="utf-8")


def _write(page: str, text: str, description: str = "") -> None:
    file = PAGES / page
    file.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ndescription: {json.dumps(description, ensure_ascii=False)}\n---\n" if description else ""
    file.write_text(f"{head}{text}", encoding="utf-8")


def _configuration(known: Mapping[str, str], rules: Iterable[Rule]) -> str:
    template = (THEME / "zensical.toml").read_text(encoding="utf-8")
    nav = json.dumps(_navigation(known, rules), ensure_ascii=False)
    # JSON is TOML here but for the colons of its objects.
    return (
        template.replace("@URL@", URL)
        .replace("@HOMEPAGE@", postlint.HOMEPAGE)
        .replace("@NAV@", _inline(json.loads(nav)))
    )


def _inline(value: object) -> str:
    match value:
        case list():
            return f"[{', '.join(map(_inline, value))}]"
        case dict():
            return f"{{ {', '.join(f'{json.dumps(key)} = {_inline(item)}' for key, item in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def _navigation(known: Mapping[str, str], rules: Iterable[Rule]) -> list[object]:
    named = [known[guide] for guide in _GUIDES]
    others = [page for source, page in known.items() if source.startswith("docs/") and source.endswith(".md")]
    rest = sorted({page for page in others if "/house/" not in page} - {*named, *_REFERENCE.values()}, key=_title)
    families: dict[str, list[str]] = {}
    for rule in rules:
        families.setdefault(rule.family, []).append(f"rules/{rule.family}/{rule.name}.md")
    return [
        {"Home": "index.md"},
        {"Guides": [*named, *rest]},
        {"Reference": [{title: page} for title, page in _REFERENCE.items()]},
        {"Rules": ["rules/index.md", *({family: pages} for family, pages in sorted(families.items()))]},
        {"Project": [{"Changes": "changelog.md"}, {"Contributing": "contributing.md"}, {"Security": "security.md"}]},
    ]


def _title(page: str) -> str:
    found = re.search(r"^# (.+)", (PAGES / page).read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else page


# --- what was built ------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """The links and the ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif value and (name == "src" or (name == "href" and tag in ("a", "link"))):
                self.links.append(value)


def broken(site: Path) -> Iterator[str]:
    """Every link within a built site that leads to no file or to no anchor of it, as `page: link`."""
    read = {file: _Page(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}
    for file, page in read.items():
        for link in dict.fromkeys(page.links):
            url = urlsplit(link.removeprefix(URL) if link.startswith(URL) else link)
            if url.scheme or url.netloc or file.name == "404.html":
                continue
            base = site if link.startswith(URL) else file.parent
            target = (base / unquote(url.path)).resolve() if url.path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (url.fragment and target in read and _lost(url.fragment, read[target])):
                yield f"{file.relative_to(site)}: {link}"


def _lost(fragment: str, page: _Page) -> bool:
    return unquote(fragment) not in page.ids and not fragment.startswith("__")


def main() -> int:
    """Build the site; the exit code."""
    try:
        lay_out()
    except ValueError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    zensical = [
        sys.executable,
        "-m",
        "zensical",
        "build",
        "--clean",
        "--strict",
        "-f",
        str(ROOT / "build/zensical.toml"),
    ]
    if subprocess.run(zensical, cwd=ROOT / "build", check=False).returncode:
        return 1
    lost = list(broken(SITE))
    for link in lost:
        print(f"Error: a broken link on {link}", file=sys.stderr)
    print(f"{sum(1 for _ in SITE.rglob('*.html'))} pages in {SITE.relative_to(ROOT)}, {len(lost)} broken links")
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
