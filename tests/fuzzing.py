"""What is attacked, and how texts for it are put together from its own parts."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from tests.tries import FILE

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
    *(
        f"{key} = {value}"
        for key in ("baseline", "extend", "schema", "store")
        for value in ('"a\\u0000"', f'"{"a" * 5000}"')
    ),
    *(
        f"{key} = [{value}]"
        for key in ("rules", "content", "static", "files")
        for value in ('"a\\u0000"', f'"{"a/" * 3000}"')
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
        case "site":
            return _site()
        case "answer":
            return _json(_ANSWER_KEYS)
        case "patch":
            return _joined(_PATCH)
        case _:
            return _baseline() | _json(_REPORT_KEYS)


def _json(keys: tuple[str, ...]) -> st.SearchStrategy[str]:
    names = st.sampled_from(keys)
    values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | names
    inner = st.recursive(
        values, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6), max_leaves=12
    )
    return (inner | st.dictionaries(names, inner, min_size=3, max_size=8)).map(json.dumps) | _joined(
        ("[", "{", '"', "9" * 60), 40
    )


def _baseline() -> st.SearchStrategy[str]:
    """A file that passes for a baseline, with entries for files that are there, gone, or could never be."""
    paths = st.sampled_from(("a.md", "gone.md", "../../a.md", "/etc/passwd", "a\0", "a" * 5000, "\ud83d", ""))
    words = st.sampled_from(("the the", "the", "")) | st.text(max_size=8)
    entry = st.fixed_dictionaries(
        {
            "path": paths | words,
            "rule": st.sampled_from(("repeated-word", "a", "")),
            "text": words,
            "fingerprint": words,
        }
    )
    entries = st.lists(entry, max_size=6) | st.recursive(words | entry, lambda inner: st.lists(inner, max_size=3))
    return entries.map(lambda found: json.dumps({"postlint-baseline": 1, "findings": found}))


_ANSWER_KEYS = (
    *(
        "url",
        "verdict",
        "reason",
        "status",
        "moved_to",
        "title",
        "present",
        "missing",
        "lines",
        "trail",
        "asked",
        "first_bad",
    ),
    *("streak", "archived", "etag", "fine", "dead", "moved"),
)
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


# Files that say what a site is, or that many posts share.
_FILES = (
    *(
        "_config.yml",
        "mkdocs.yml",
        "hugo.toml",
        "config.toml",
        "_quarto.yml",
        "docusaurus.config.js",
        "eleventy.config.js",
    ),
    *("_data/people.yml", "data/x.json", "_data/navigation.yml", "_redirects", "static/_redirects", "netlify.toml"),
    *("content/posts/2024-05-07-a.md", "content/posts/b.md", "_posts/2024-05-07-c.md", "docs/index.md", "README.md"),
    *("content/_index.md", "posts/d/index.qmd", "src/e.mdx", "_layouts/post.html", "_includes/a.html", ".gitignore"),
)


def _site() -> st.SearchStrategy[str]:
    post = st.builds(str.__add__, _header(), _joined(_PIECES, 12))
    settings = st.lists(st.tuples(st.sampled_from(_KEYS), st.sampled_from(_VALUES)), max_size=6).map(
        lambda entries: "".join(f"{key}: {value}\n" for key, value in entries)
    )
    text = (post | settings | _joined((*_PIECES, *_VALUES), 12)).map(lambda found: found.replace(FILE, ""))
    files = st.dictionaries(st.sampled_from(_FILES), text, min_size=2, max_size=8)
    return files.map(lambda found: "".join(f"{FILE}{name}\n{content}" for name, content in found.items()))
