"""What is attacked, how texts for it are put together from its own parts, and how one is tried."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from postlint.config.files import read_file
from postlint.config.settings import Settings
from postlint.engine.post import INCOMPLETE
from postlint.model.trouble import ConfigError, RulePageError
from postlint.report import FORMATS, render
from postlint.rulebook.pages import read_page
from tests.support import check_text

Try = Callable[[str], str]  # a text in; what went wrong out, "" for nothing

_EVERYTHING = Settings(select=("ALL",))
_PATHS = ("content/2024-05-07-post.md", "post.mdx", "index.qmd")

# --- parts ---------------------------------------------------------------------------------------------------------

_VALUES = (
    *("1", "0x1f", "0b1", "0o17", "1:30", "1_000", "-.inf", ".nan", "1e999", "true", "no", "~", "null", "2024-05-07"),
    *("2024-02-30", "2024-05-07 25:61", "07/05/2024", "9999-12-31T23:59:59-14:00", "0000-00-00", "Q2 2024", "May 5th"),
    *(
        '"a"',
        "'a'",
        '"\\ud83d"',
        '"\\U00110000"',
        '"\\x00"',
        "a: b",
        "[a, b",
        "[a, [b]]",
        "{a: b}",
        "{a",
        "&a x",
        "*a",
        "<<: *a",
    ),
    *(
        "|",
        ">-",
        "!!int x",
        "!!binary é",
        "!!python/name:os.system",
        "? a",
        "- - a",
        "{{ a }}",
        "{% a",
        "#",
        "%",
        "@",
        "\t",
        "é",
    ),
    *(
        "https://a.example/",
        "/b/",
        "mailto:",
        "../../../etc/passwd",
        "v1.2.3",
        "9" * 200,
        "0x" + "f" * 5000,
        "a" * 60,
        "\u202e",
    ),
)
_KEYS = (
    *(
        "title",
        "date",
        "tags",
        "slug",
        "description",
        "draft",
        "url",
        "aliases",
        "lang",
        "weight",
        "image",
        "author",
        "x.y",
    ),
    *('"a"', "a b", "é", "<<", "?", "-", "permalink", "categories", "version", "lastmod", "layout", "0", "null"),
)
_PIECES = (
    *(
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "---\n",
        "===\n",
        "```\n",
        "~~~\n",
        "|a|b|\n|-|-|\n",
        ": ",
        "[ ] ",
    ),
    *(
        "[a](b)",
        "[a]",
        "[a]: b\n",
        "![](c.png)",
        "](",
        "[^1]",
        "[^1]: n\n",
        "^[n]",
        "<b>",
        "</b>",
        "<!-- ",
        " -->",
        "<a href='",
        "<",
    ),
    *(
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "$",
        "$$",
        "\\(",
        "\\",
        "{",
        "}",
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{{< a >}}",
        "{#a}",
        "{: .b}",
    ),
    *(
        "<!-- postlint-disable ",
        "repeated-word",
        "-->",
        "postlint-enable",
        "https://a.example/b?c=d#e",
        "www.a.example",
        "a@b.example",
    ),
    *(
        "http://[::1]:99999/",
        "http://xn--a.example",
        "mailto:a",
        "May 5, 2024",
        "Monday, ",
        "Q2 ",
        "2024-05-07",
        "from 5 to 5",
        "5th",
    ),
    *(
        "the the ",
        "three things:\n\n- a\n- b\n",
        "teh ",
        "Acme ",
        "acme ",
        "ACME ",
        "v1.2.3 ",
        "$5 ",
        "10:30 ",
        "a hour ",
        "e.g. ",
        "word ",
    ),
    *(
        "&amp;",
        "&#x110000;",
        "&nbsp;",
        "\ufeff",
        "\u200d",
        "\u202e",
        "\x00",
        "\x1b[31m",
        "\u2028",
        "é",
        "漢字",
        "👩‍👩‍👧",
        "Ã©",
        "\r\n",
        "\r",
        "²",
    ),
    *(
        "import a from 'b'\n",
        "export const a = ",
        "{/* ",
        " */}",
        "!!! note\n",
        ":::a\n",
        "@def a = ",
        "9" * 60,
        "a" * 60,
        "“",
        "”",
        "'",
        '"',
    ),
)
_SETTINGS = (
    *(
        'select = ["ALL"]',
        'select = "x"',
        "ignore = [1]",
        'rules = ["../.."]',
        'rules = ["/etc"]',
        'extend = "postlint.toml"',
    ),
    *(
        'exclude = ["[", "**/**/**"]',
        'baseline = "/dev/zero"',
        "[severity]",
        'links = "error"',
        "[rule.tracking-parameter]",
    ),
    *(
        'parameters = ["*"]',
        "[words]",
        'accept = ["a"]',
        "[web]",
        "online = 1",
        'ignore = ["("]',
        "[per-file-ignores]",
        '"**" = ["ALL"]',
    ),
    *(
        "[dates]",
        'year-start = "Mai"',
        "[frontmatter]",
        'schema = "/etc/passwd"',
        "a = ",
        "[[a]]",
        "x = 0x" + "f" * 5000,
        "a.b.c = {}",
        "]",
    ),
)
_PAGE = (
    *(
        "summary: A.",
        "severity: error",
        "severity: 1",
        "default: true",
        "default: x",
        "message: m {0}",
        "message: '{9}'",
        "message: '{x}'",
    ),
    *(
        "pattern: a",
        "pattern: '('",
        "pattern: '(?P<x>a)'",
        "pattern: [a]",
        "where: prose",
        "where: x",
        "replace: '\\9'",
        "replace: '\\g<x>'",
    ),
    *(
        "unless: '['",
        "language: xx",
        "case: true",
        "case: x",
        "options: {a: 1}",
        "options: [",
        "table: {a: b}",
        "by: engine",
        "since: 1",
        "fails: 0",
    ),
)
_PATCH = (
    *(
        "diff --git a/a.md b/a.md\n",
        "--- a/a.md\n",
        "+++ b/a.md\n",
        "--- /dev/null\n",
        "+++ /dev/null\n",
        "+++ b/../../etc/passwd\n",
    ),
    *(
        "@@ -1 +1 @@\n",
        "@@ -1,2 +1,9 @@ a\n",
        "@@ -0,0 +1 @@\n",
        "@@ -99999999999999999999 +1 @@\n",
        "@@ -1,0 +1,999999999 @@\n",
        "+a\n",
        "-a\n",
    ),
    *(
        " a\n",
        "\\ No newline at end of file\n",
        "rename from a.md\n",
        "rename to b.md\n",
        "new file mode 100644\n",
        "Binary files a and b differ\n",
    ),
    *(
        '--- "a/\\303\\251.md"\n',
        '+++ "b/\\999.md"\n',
        "deleted file mode 100644\n",
        "index 1..2\n",
        "\n",
        "GIT binary patch\n",
        "*** a\n",
    ),
)


def _lines(parts: tuple[str, ...], most: int = 12) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=most).map("\n".join)


def _joined(parts: tuple[str, ...], most: int = 30) -> st.SearchStrategy[str]:
    words = st.sampled_from(parts) | st.text(max_size=8)
    return st.lists(words, max_size=most).map("".join)


def _header() -> st.SearchStrategy[str]:
    fences = st.sampled_from(
        (
            ("---\n", ": ", "---\n"),
            ("+++\n", " = ", "+++\n"),
            ("{\n", ": ", "}\n"),
            ("", ": ", "\n"),
            ("@def ", " = ", "\n"),
        )
    )
    entries = st.lists(
        st.tuples(
            st.sampled_from(_KEYS),
            st.sampled_from(_VALUES) | st.text(max_size=12),
            st.sampled_from(("", "  ", "- ", "\t")),
        ),
        max_size=8,
    )

    def written(fence: tuple[str, str, str], found: list[tuple[str, str, str]]) -> str:
        before, between, after = fence
        return (
            before + "".join(f"{indent}{key}{between}{value}\n" for key, value, indent in found) + after + "\nA text.\n"
        )

    return st.builds(written, fences, entries)


def strategy_of(kind: str) -> st.SearchStrategy[str]:
    """Texts for one kind of input."""
    match kind:
        case "header":
            return _header()
        case "body":
            return _joined(_PIECES)
        case "post":
            return st.builds(str.__add__, _header(), _joined(_PIECES))
        case "configuration":
            return _lines(_SETTINGS) | _lines((*_SETTINGS, *_PIECES))
        case "rule page":
            return _lines(_PAGE, 9).map("---\n{}\n---\n# a\n".format) | _joined((*_PAGE, *_PIECES))
        case "patch":
            return _joined(_PATCH)
        case _:
            return st.recursive(
                st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(_REPORT_KEYS),
                lambda inner: (
                    st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_REPORT_KEYS), inner, max_size=6)
                ),
                max_leaves=12,
            ).map(json.dumps)


_REPORT_KEYS = (
    "path",
    "fix",
    "edits",
    "start",
    "end",
    "text",
    "rule",
    "message",
    "fingerprint",
    "url",
    "safe",
    "version",
    "findings",
)


# --- tries ---------------------------------------------------------------------------------------------------------


def _check(text: str) -> str:
    outcome = check_text(text, _PATHS[len(text) % len(_PATHS)], _EVERYTHING)
    for found in outcome.diagnostics:
        if found.rule in INCOMPLETE:
            return found.message
        if not 0 <= found.span.start <= found.span.end <= len(text):
            return f"{found.rule} is outside of the text ({found.rule})"
        found.message.encode()
    render(FORMATS[len(text) % len(FORMATS)], outcome, color=False, rules={}).encode("utf-8", "surrogateescape")
    return ""


def _configuration(text: str) -> str:
    file = Path("postlint.toml")
    file.write_text(text, encoding="utf-8", errors="replace")
    try:
        read_file(file)
    except ConfigError as error:
        str(error)
    return ""


def _rule_page(text: str) -> str:
    page = Path("a-rule.md")
    page.write_text(text, encoding="utf-8", errors="replace")
    try:
        read_page(page, "a")
    except RulePageError as error:
        str(error)
    return ""


def _patch(text: str) -> str:
    from postlint.repository.changed import ChangesError, from_patch

    file = Path("a.patch")
    file.write_bytes(text.encode("utf-8", "replace"))
    try:
        from_patch(str(file), Path.cwd(), whole=False)
    except ChangesError as error:
        str(error)
    return ""


def _report(text: str) -> str:
    from postlint.counts.baseline import BaselineError, read_baseline

    file = Path("baseline.json")
    file.write_text(text, encoding="utf-8")
    try:
        read_baseline(file)
    except BaselineError as error:
        str(error)
    return ""


KINDS: dict[str, Try] = {
    "header": _check,
    "body": _check,
    "post": _check,
    "configuration": _configuration,
    "rule page": _rule_page,
    "patch": _patch,
    "report": _report,
}
