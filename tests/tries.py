"""How one text is tried against what reads it; what went wrong comes out, "" for nothing."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from postlint.cli import postlint
from postlint.config.settings import Settings
from postlint.engine.trial import INCOMPLETE
from postlint.model.plan import Outcome
from postlint.repair.fix import fix_text
from postlint.report import FORMATS, render
from postlint.site.sites import forget_sites
from postlint.web.store import Store
from tests.support import check_text

Try = Callable[[str], str]  # a text in; what went wrong out, "" for nothing

FILE = "\f"  # before the name of each file of a site

_EVERYTHING = Settings(select=("ALL",))
_PATHS = ("content/2024-05-07-post.md", "post.mdx", "index.qmd")
_FAILED = re.compile(r"postlint \S+ failed, ")
_SLIP = "---\ntitle: A walk\n---\nWe met at the the old pier, 5 years ago.\n"


def try_post(text: str) -> str:
    """Check a text as a post with every rule, repair it, and write a report."""
    path = _PATHS[len(text) % len(_PATHS)]
    outcome = check_text(text, path, _EVERYTHING)
    fault = _fault(outcome, text)
    render([*FORMATS][len(text) % len(FORMATS)], outcome, color=False, rules={}).encode("utf-8", "surrogateescape")
    if not fault and any(one.fix for one in outcome.diagnostics):
        better = fix_text(text, path, outcome.diagnostics, unsafe=True).text
        fault = (better != text and _fault(check_text(better, path, _EVERYTHING), better)) or ""
    return fault


def _fault(outcome: Outcome, text: str) -> str:
    for found in outcome.diagnostics:
        if found.rule in INCOMPLETE:
            return found.message
        if not 0 <= found.span.start <= found.span.end <= len(text):
            return f"{found.rule} is outside of the text ({found.rule})"
        found.message.encode()
    return ""


def try_site(text: str) -> str:
    """Check all posts of a site, which is written with the name of each file behind a form feed."""
    root = Path(tempfile.mkdtemp(dir=Path.cwd()))
    try:
        (root / ".git").mkdir()
        for part in text.split(FILE)[1:]:
            name, _, content = part.partition("\n")
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8", errors="replace")
        return _run("--isolated", "--select", "ALL", str(root))
    finally:
        shutil.rmtree(root)


def try_configuration(text: str) -> str:
    """Check a post under settings that anybody wrote."""
    Path("postlint.toml").write_text(text, encoding="utf-8", errors="replace")
    return _run(_post())


def try_rule_page(text: str) -> str:
    """Check a post by a rule page that anybody wrote, and try its examples."""
    page = Path("own", "own-family", "a-rule.md")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8", errors="replace")
    return _run("--config", "rules = ['own']", "--extend-select", "ALL", _post())


def try_patch(text: str) -> str:
    """Check a post against a patch."""
    Path("a.patch").write_bytes(text.encode("utf-8", "replace"))
    return _run("--isolated", "--patch", "a.patch", _post())


def try_report(text: str) -> str:
    """Check a post against a baseline, or renew it."""
    Path("baseline.json").write_text(text, encoding="utf-8", errors="replace")
    how = ((), ("--write-baseline",), ("--prune-baseline",))[len(text) % 3]
    return _run("--isolated", "--baseline", "baseline.json", *how, _post())


def try_store(text: str) -> str:
    """Check a site with this in place of all that was kept of it, in two of three cases with the checksum that fits."""
    site, cache, kept = Path("kept-site"), Path("kept"), Path("kept.sqlite")
    asked = ("--isolated", "--select", "ALL", "--cache-dir", str(cache), str(site))
    if not kept.exists():
        (site / ".git").mkdir(parents=True)
        for name in ("a.md", "posts/b.md"):
            (site / name).parent.mkdir(exist_ok=True)
            (site / name).write_text(f"{_SLIP}\n[a](/gone/) and [b](b.md) by {name}\n", encoding="utf-8")
        Path("expected").write_text(_said(*asked), encoding="utf-8")
        kept.write_bytes(next((cache / "sites").glob("*.sqlite")).read_bytes())
    file = next((cache / "sites").glob("*.sqlite"))
    file.write_bytes(kept.read_bytes())
    fits = len(text) % 3 > 0
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("update facts set value = ?", ((_checksum(text) if fits else "0123abcd") + text,))
    forget_sites()
    said = _said(*asked)
    return _wrong(said) or (
        "" if fits or said == Path("expected").read_text(encoding="utf-8") else f"said {said} (store)"
    )


def try_answer(text: str) -> str:
    """Use what was kept of a page on the web, whatever it is."""
    store = Store(Path.cwd())
    store._do("INSERT OR REPLACE INTO answers VALUES ('u', 'fine', 0, 9e9, ?)", (text,))
    answer, _ = store.find("u", 0.0)
    if answer:
        _ = (answer.host, answer.bad, answer.lacks("L5"), answer.knows("a"), dt.datetime.fromtimestamp(answer.asked))
        store.save(answer)
    store.close()
    return ""


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def _post() -> str:
    Path(".git").mkdir(exist_ok=True)
    Path("a.md").write_text(_SLIP, encoding="utf-8")
    return "a.md"


def _run(*arguments: str) -> str:
    """What an honest run never says, or raises: an error of ours."""
    return _wrong(_said("--no-cache", *arguments))


def _said(*arguments: str) -> str:
    result = CliRunner().invoke(postlint, ["check", "--offline", "--output-format", "concise", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def _wrong(said: str) -> str:
    lines = said.splitlines()
    wrong = [line for line in lines if any(f" {rule} " in line for rule in INCOMPLETE) or _FAILED.search(line)]
    return wrong[0] if wrong else ""


KINDS: dict[str, Try] = {
    "header": try_post,
    "body": try_post,
    "post": try_post,
    "site": try_site,
    "configuration": try_configuration,
    "rule page": try_rule_page,
    "patch": try_patch,
    "report": try_report,
    "store": try_store,
    "answer": try_answer,
}
