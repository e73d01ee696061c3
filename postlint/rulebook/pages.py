"""Rule pages go in, Rules come out: a page's front matter is its metadata, its file name is the rule's only identity."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from postlint.files.reading import read_bytes, reason
from postlint.model import Finding, Judged, Pattern, Rule, Severity
from postlint.model.trouble import RulePageError
from postlint.rulebook.shipped import rules_folder, shipped
from postlint.text import lazy

REPLACEMENT = "replacement"  # the field of a message that shows what the fix would write
Check = Callable[..., Iterable[Finding]]

PLACES = ("prose", "paragraph", "heading", "title", "link-text", "link-target", "alt")
_REQUIRED = ("summary", "severity", "default")
_SEVERITIES = {one.word: one for one in Severity}
_PATTERN_KEYS = (
    "where",
    "pattern",
    "message",
    "replace",
    "safe",
    "unless",
    "case",
    "language",
    "own",
    "swap",
    "patterns",
)
_KEYS = frozenset((*_REQUIRED, "since", "options", "by", "fails", "fix", "preset", "judged", *_PATTERN_KEYS))
_NAME = lazy.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CHECK = lazy.compile(r"^def check\((.*?)\) ->", re.MULTILINE | re.DOTALL)
_PARAMETER = lazy.compile(r"(\w+):")


def load_rules(folders: Sequence[Path] = ()) -> Mapping[str, Rule]:
    """All rules by name, sorted by family and name: ours, then those of a user's own folders.

    Raises RulePageError for a page that cannot be used, a name that is taken, or a folder that is not there.
    """
    rules = dict(_shipped())
    for folder in folders:
        if not os.path.isdir(folder):
            raise RulePageError(
                folder.as_posix(), 1, "no such folder of rule pages: check `rules` in the configuration"
            )
        for page in sorted(folder.rglob("*.md")):
            if page.stem.lower() == "readme":
                continue
            rule = read_page(page, page.parent.name)
            if rule.name in rules:
                raise RulePageError(page.as_posix(), 1, f"a rule named {rule.name} exists already: rename this page")
            if rule.coded:
                reason = "a rule of your own needs a `pattern`, `patterns` or `swap`: pages cannot bring Python code"
                raise RulePageError(page.as_posix(), 1, reason)
            rules[rule.name] = rule
    return rules


@cache
def _shipped() -> Mapping[str, Rule]:
    def read() -> Mapping[str, Rule]:
        pages = sorted(page for page in rules_folder().glob("*/*.md"))
        rules = (read_page(page, page.parent.name, tried=True) for page in pages)
        return {rule.name: replace(rule, inputs=_declared(rule)) for rule in rules}

    return shipped(read)


def read_page(page: Path, family: str, *, tried: bool = False) -> Rule:
    """Read one rule page. Raises RulePageError with the page, the line and the reason.

    The expressions of our own pages have been `tried` by the tests: compiling hundreds at every start would be felt.
    """
    name = page.as_posix()
    try:
        text = read_bytes(page).decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RulePageError(name, 1, f"cannot be read: {reason(error)}") from error
    head, lines = _front_matter(name, text)
    if not _NAME.fullmatch(page.stem):
        raise RulePageError(name, 1, f"a rule's name is lower-case words joined by hyphens, not {page.stem!r}")

    def fail(key: str, reason: str) -> RulePageError:
        return RulePageError(name, lines.get(key, 1), reason)

    _refuse(head, fail)
    patterns = tuple(_patterns(head, fail, tried=tried))
    return Rule(
        name=page.stem,
        family=family,
        summary=str(head["summary"]),
        severity=_SEVERITIES[str(head["severity"])],
        default=head["default"],
        since=str(head.get("since", "")),
        page=name,
        fix=str(head.get("fix", "")) or _fix_of(patterns),
        engine=head.get("by") == "engine",
        fails=head.get("fails", True) is not False,
        preset=str(head.get("preset", "")),
        judged=_judged(head.get("judged", {}), fail),
        patterns=patterns,
        options=head.get("options") or {},
    )


def _refuse(head: Mapping[str, Any], fail: Callable[[str, str], RulePageError]) -> None:
    """Raise what is wrong with the keys of a page, its patterns and judgements left aside."""
    for key in head:
        if key not in _KEYS:
            raise fail(key, f"unknown key `{key}`: a rule page knows {', '.join(sorted(_KEYS))}")
    for key in _REQUIRED:
        if key not in head:
            raise fail("summary", f"the page lacks `{key}`")
    if str(head["severity"]) not in _SEVERITIES:
        raise fail("severity", f"severity is error, warning or hint, not {head['severity']!r}")
    if head.get("fix", "safe") not in ("safe", "unsafe", "both"):
        raise fail("fix", f"fix is safe, unsafe or both, not {head['fix']!r}")
    if not isinstance(head["default"], bool):
        raise fail("default", f"default is true or false, not {head['default']!r}")


def _fix_of(patterns: Sequence[Pattern]) -> str:
    """What the repairs of these patterns are; coded rules say it on their page."""
    kinds = {one.safe for one in patterns if one.replace is not None}
    return {frozenset({True}): "safe", frozenset({False}): "unsafe", frozenset(): ""}.get(frozenset(kinds), "both")


def _judged(given: object, fail: Callable[[str, str], RulePageError]) -> Judged:
    known = Judged._fields
    if not isinstance(given, dict) or not all(key in known and type(count) is int for key, count in given.items()):
        raise fail("judged", f"`judged` is a table of numbers: {', '.join(known)}")
    return Judged(**given)


def page_text(rule: Rule) -> str:
    """The rule's page without its front matter. Raises OSError where it went away."""
    text = Path(rule.page).read_text(encoding="utf-8")
    return text.partition("\n---\n")[2].lstrip("\n")


def beginning(rule: Rule) -> str:
    """What the page says between its title and its first section: why there is such a rule; "" where it went away."""
    try:
        return page_text(rule).partition("\n")[2].partition("\n## ")[0].strip()
    except OSError:
        return ""


def _front_matter(name: str, text: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The page's metadata and the line each top-level key stands on."""
    if not text.startswith("---\n") or "\n---\n" not in text:
        raise RulePageError(name, 1, "a rule page begins with front matter between two lines `---`")
    import yaml

    source = text[4:].split("\n---\n", 1)[0]
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        head = yaml.load(source, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise RulePageError(name, mark.line + 2 if mark else 1, f"its front matter is no YAML: {reason}") from error
    if not isinstance(head, dict):
        raise RulePageError(name, 2, "its front matter is not a list of keys with values")
    found = ((re.match(r"([\w-]+):", line), number) for number, line in enumerate(source.split("\n"), 2))
    return head, {match[1]: number for match, number in found if match}


def _patterns(head: Mapping[str, Any], fail: Callable[[str, str], RulePageError], *, tried: bool) -> Iterator[Pattern]:
    shared = {key: head[key] for key in _PATTERN_KEYS if key in head and key != "patterns"}
    listed = head.get("patterns")
    if listed is None:
        listed = [{}] if "pattern" in shared or "swap" in shared else []
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise fail("patterns", "`patterns` is a list of tables, each with a `pattern`")
    for item in listed:
        key = "patterns" if "patterns" in head else "swap" if "swap" in head else "pattern"
        for known in item:
            if known not in _PATTERN_KEYS:
                raise fail(key, f"unknown key `{known}` in a pattern")
        merged = shared | item
        swap = merged.pop("swap", None)
        if swap is None:
            yield _pattern(merged, key, fail, tried=tried)
            continue
        if not isinstance(swap, dict) or not swap:
            raise fail("swap", "`swap` is a table of pattern: replacement")
        for wrong, right in swap.items():
            message = str(merged.get("message", "“{0}” should be “{1}”")).replace("{1}", f"{{{REPLACEMENT}}}")
            swapped = merged | {"pattern": _whole(str(wrong)), "replace": str(right), "message": message}
            yield _pattern(swapped, "swap", fail, tried=tried)


_BETWEEN = r"(?:(?<!\w)|(?!\w))"  # anywhere but inside a word


def _whole(pattern: str) -> str:
    """A substitution stands for whole words: "web site" is not meant in "cobweb sites".

    A pattern that says itself where words end is left as it is: what is put around it hides the words that it needs, by which
    `postlint.rulebook.patterns` passes over most posts without a search.
    """
    if r"\b" in pattern or "(?<" in pattern:
        return pattern
    plain = r"[^\W\d_]"
    start = r"\b" if re.match(plain, pattern) else _BETWEEN
    end = r"\b" if re.search(rf"(?<!\\){plain}\Z", pattern) else _BETWEEN
    inner = f"(?:{pattern})" if "|" in pattern else pattern
    return f"{start}{inner}{end}"


def _pattern(item: Mapping[str, Any], key: str, fail: Callable[[str, str], RulePageError], *, tried: bool) -> Pattern:
    where = item.get("where", ["prose"])
    where = tuple(where if isinstance(where, list) else [where])
    for place in where:
        if place not in PLACES:
            raise fail("where", f"`where` is among {', '.join(PLACES)}, not {place!r}")
    for needed in ("pattern", "message"):
        if not isinstance(item.get(needed), str):
            raise fail(key, f"a pattern needs `{needed}` as text")
    if item.get("language", "") not in ("", "en"):
        raise fail("language", "`language` is `en`, or left out for any language")
    if not tried:
        _try(item, key, fail)
    replace = item.get("replace")
    return Pattern(
        where=where,
        regex=item["pattern"],
        message=item["message"],
        replace=None if replace is None else str(replace),
        safe=bool(item.get("safe", False)),
        unless=str(item.get("unless", "")),
        case=bool(item.get("case", False)),
        language=str(item.get("language", "")),
        own=bool(item.get("own", False)),
    )


def _try(item: Mapping[str, Any], key: str, fail: Callable[[str, str], RulePageError]) -> None:
    """Compile what the page writes, and let the replacement refer to nothing that is not there."""
    for source in ("pattern", "unless"):
        try:
            re.compile(item.get(source, ""))
        except re.error as error:
            raise fail(key, f"`{source}: {item[source]}` is no regular expression: {error}") from error
    known = re.compile(item["pattern"])
    for field in re.findall(r"\{(\w+)\}", item["message"]):
        if not (field == REPLACEMENT or field in known.groupindex or (field.isdigit() and int(field) <= known.groups)):
            raise fail(key, f"`message: {item['message']}` names {{{field}}}, which is no group of the pattern")
    replace = item.get("replace")
    try:
        if replace is not None:
            re.compile(f"{item['pattern']}|").sub(str(replace), "")
    except (re.error, IndexError) as error:
        raise fail(key, f"`replace: {replace}` does not fit its pattern: {error}") from error


# --- calling


@cache
def check_of(rule: Rule) -> Check:
    """The function that does a coded rule's work; imported on first use, so that what is not selected costs nothing."""
    check: Check = import_module(rule.module).check
    return check


def rule_inputs(rule: Rule) -> tuple[str, ...]:
    """What the rule needs: the names of its function's parameters."""
    return rule.inputs or _declared(rule)


@cache
def _declared(rule: Rule) -> tuple[str, ...]:
    """The names as the source writes them: to import every rule in order to ask would be felt at every start."""
    if not rule.coded:
        return ("post",)
    source = Path(__file__).parent.parent.joinpath("checks", rule.family, f"{rule.name.replace('-', '_')}.py")
    found = _CHECK.search(source.read_text(encoding="utf-8")) if source.is_file() else None
    if found:
        return tuple(_PARAMETER.findall(found[1]))
    from inspect import signature

    return tuple(signature(check_of(rule)).parameters)
