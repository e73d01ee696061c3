"""Posts that a stranger could write to hurt a check: each form is a function from a length to a text of about that length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

Form = Callable[[int], str]

# What begins something in a post, and what ends it.
_MARKS = {
    "bracket": ("[", "]"),
    "link": ("[", "](a)"),
    "image": ("![", "](a.png)"),
    "reference": ("[a][", "]"),
    "footnote": ("^[", "]"),
    "parenthesis": ("(", ")"),
    "star": ("*", "*"),
    "strong": ("**", "**"),
    "underscore": ("_", "_"),
    "strike": ("~~", "~~"),
    "code": ("`", "`"),
    "double code": ("``", "``"),
    "quotation mark": ("“", "”"),
    "straight quotation mark": ('"', '"'),
    "tag": ("<b>", "</b>"),
    "block tag": ("<div>\n\n", "\n\n</div>"),
    "anchor": ('<a href="b">', "</a>"),
    "attributes": ('<a b="', '">'),
    "comment": ("<!-- ", " -->"),
    "suppression": ("<!-- postlint-disable repeated-word -->\n", "\n<!-- postlint-enable -->\n"),
    "unknown suppression": ("<!-- postlint-disable-next-line: a -->\n\n", "<!-- postlint-enable b -->"),
    "instruction": ("a <?", "?>"),
    "brace": ("{", "}"),
    "output": ("{{ ", " }}"),
    "statement": ("{% ", " %}"),
    "raw": ("{% raw %}", "{% endraw %}"),
    "shortcode": ("{{< ", " >}}"),
    "code shortcode": ("{{< code >}}", "{{< /code >}}"),
    "template comment": ("{#- ", " -#}"),
    "attribute list": ("{: .a   ", "}"),
    "expression comment": ("{/* ", " */}"),
    "math": ("$x^", "$"),
    "display math": ("$$", "$$"),
    "environment": ("\\begin{a}", "\\end{a}"),
    "escaped math": ("\\\\(", "\\\\)"),
    "fence": ("```\n", "\n```\n"),
    "tilde fence": ("~~~ a\n", "\n~~~\n"),
    "quote": ("> ", "\n\n"),
    "item": ("- ", "\n"),
    "number": ("1. ", "\n"),
    "heading": ("# ", "\n"),
    "heading with a name": ("## ", " {#a}\n\n"),
    "underlined heading": ("a\n", "\n==\n"),
    "definition": ("a\n: ", "\n\n"),
    "cell": ("|", "|\n|-|\n"),
    "row": ("|a|b|\n", "|-|-|\n"),
    "admonition": ("!!! note\n", "\n"),
    "container": ("::: a\n", "\n:::\n"),
    "task": ("- [ ] ", "\n"),
    "module line": ("import a from ", "\n"),
}
# What a post says over and over.
_UNITS = (
    *("a", "A", "é", "漢", "\u0301", "\u202e", "\ufeff", "\u2028", "\u200d", " ", "\t", "\n", "\r", "\0", "\x0c"),
    *(
        "word ",
        "Some words here. ",
        "a.b,",
        "a-",
        "a/b ",
        ". ",
        "!? ",
        ", ",
        "; ",
        "— ",
        "'a ",
        "&nbsp;",
        "&#1",
        "\\*",
        "\\",
    ),
    *(
        "*a",
        "~",
        "http://a.example/b ",
        "www.a.example ",
        "a@b.example ",
        "@",
        "http://",
        "a://",
        "?utm_source=a&",
        "[a](b#c) ",
    ),
    *(
        "May 5, 2026 ",
        "2026-05-05 ",
        "Monday, ",
        "Q1 2026 ",
        "from May to June ",
        "last month, ",
        "2026 - ",
        "5th ",
        "10:30 ",
    ),
    *(
        "1",
        "1 ",
        "1.",
        "v1.2.3 ",
        "three things: ",
        "from 5 to 5 ",
        "$5 ",
        "the the ",
        "teh ",
        "a hour ",
        "Lorem IPSUM ",
        "(NASA) ",
    ),
    *(
        "- a\n",
        "1. a\n\n",
        "three things:\n\n- a\n- b\n\n",
        "# 1. a\n\n",
        "[a]: /b\n",
        "[^a]: b\n\n",
        "[^a] ",
        "    a\n",
        "---\n",
    ),
)
# Lines of a header, numbered, between its fences.
_HEADERS = {
    "keys": ("---\n", "k{}: v\n", "---\n"),
    "the same key": ("---\n", "title: v\n", "---\n"),
    "tags": ("---\ntags:\n", "  - t{}\n", "---\n"),
    "a broken value": ("---\n", 'k{}: "v\n', "---\n"),
    "broken lines": ("---\n", "k: v: {}\n", "---\n"),
    "comments": ("---\na: b\n", "# c {}\n", "---\n"),
    "comments on one line": ("---\na: b", " # c", "\n---\n"),
    "anchors": ("---\n", "k{0}: &a{0} v\n", "---\n"),
    "aliases": ("---\na: &a [x, x]\n", "k{}: [*a, *a, *a]\n", "---\n"),
    "tags of templates": ("---\n", "k{}: {{{{ a }}}}\n", "---\n"),
    "openings of templates": ("---\na: ", "{{{{ ", "\n---\n"),
    "deep lists": ("---\na: ", "[", "\n---\n"),
    "a number": ("---\na: 0x", "f", "\n---\n"),
    "a number of base 60": ("---\na: 1", ":59", "\n---\n"),
    "escapes": ('---\na: "', "\\ud83d", '"\n---\n'),
    "TOML keys": ("+++\n", "k{} = 1\n", "+++\n"),
    "TOML tables": ("+++\n", "[k{}]\n", "+++\n"),
    "TOML arrays of tables": ("+++\n", "[[k]]\n", "+++\n"),
    "a TOML key in parts": ("+++\n", "a.", "a = 1\n+++\n"),
    "a TOML number": ("+++\na = 0x", "f", "\n+++\n"),
    "deep TOML": ("+++\na = ", "{{a=", "\n+++\n"),
    "broken TOML": ("+++\n", "k{} =\n", "+++\n"),
    "JSON keys": ('{{\n"a": 1', ',\n"k{}": 1', "\n}}\n"),
    "deep JSON": ('{{\n"a": ', "[", "\n}}\n"),
    "a JSON number": ('{{\n"a": ', "9", "\n}}\n"),
    "Pelican's lines": ("Title: a\n", "Date: {}\n", "\n"),
    "Franklin's lines": ("", "@def k{} = [1,\n", "\n"),
}


def forms() -> Mapping[str, Form]:
    """All forms by their names."""
    return dict(
        (*_of_marks(), *((f"repeated {unit!r}", _repeated(unit)) for unit in _UNITS), *_of_headers(), *_bombs())
    )


def _repeated(unit: str, around: str = "{}") -> Form:
    return lambda length: around.format(unit * max(1, length // len(unit)))


def _of_marks() -> Iterator[tuple[str, Form]]:
    for name, (opening, closing) in _MARKS.items():
        yield f"{name}, opened", _repeated(opening)
        yield f"{name}, opened before words", _repeated(f"{opening}a ")
        yield f"{name}, opened on each line", _repeated(f"{opening}a\n\n")
        yield f"{name}, closed", _repeated(f"a{closing} ")
        yield f"{name}, pairs", _repeated(f"{opening}a{closing} ")
        yield f"{name}, nested", _nested(opening, closing)


def _nested(opening: str, closing: str) -> Form:
    return lambda length: _repeated(opening)(length // 2) + "a" + _repeated(closing)(length // 2)


def _of_headers() -> Iterator[tuple[str, Form]]:
    for name, (before, line, after) in _HEADERS.items():
        yield f"header of {name}", _header(before, line, after)


def _header(before: str, line: str, after: str) -> Form:
    return lambda length: (
        before.format()
        + "".join(line.format(number) for number in range(length // len(line.format(1000))))
        + after.format()
        + "\na\n"
    )


def _bombs() -> Iterator[tuple[str, Form]]:
    """What grows when it is read: each name stands for several of the one before it."""
    yield (
        "bomb of aliases",
        lambda length: (
            "---\na0: &a0 [x, x]\n"
            + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, length // 30))
            + f"title: *a{length // 30 - 1}\ntags: *a{length // 30 - 1}\n---\na\n"
        ),
    )
    yield (
        "bomb of merges",
        lambda length: (
            "---\na0: &a0 {k: v}\n"
            + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, length // 35))
            + "---\na\n"
        ),
    )
    yield (
        "words that differ",
        lambda length: " ".join(f"q{number:x}zeh".translate(_LETTERS) for number in range(length // 8)),
    )
    yield (
        "names that differ",
        lambda length: " ".join(f"Q{number:x}zeh".translate(_LETTERS) for number in range(length // 8)),
    )
    yield "links that differ", lambda length: "".join(f"[a{number}](/b/{number}.md) " for number in range(length // 20))
    yield "labels that differ", lambda length: "".join(f"[a{n}]\n\n[a{n}]: /b/{n}\n\n" for n in range(length // 26))
    yield (
        "labels that nothing defines",
        lambda length: "".join(f"See [it {n}][a{n:05}b].\n\n[ab{n:05}c]: /b/{n}\n\n" for n in range(length // 44)),
    )
    yield "dates in one paragraph", lambda length: "On Monday, 3 May 2024 and “" * (length // 27)
    yield "notes that differ", lambda length: "".join(f"[^{n}]\n\n[^{n}]: x\n\n" for n in range(length // 22))
    yield "attributes with room", lambda length: "<a " + ('x="y"' + " " * (length // 12)) * 6 + "<"
    yield "path of many folders", lambda length: f"[a](/{'a/' * (length // 4)}) [b](/{'a/../' * (length // 10)})"
    yield "title of a number", lambda length: f'---\ntitle: "{"1" * length}"\n---\na\n'
    yield "digest in code", lambda length: f"The sum is `0x{'f' * length}`.\n"
    yield "backticks that grow", lambda length: "".join(f"a{'`' * n}" for n in range(1, int((2 * length) ** 0.5)))
    yield "lists that grow", lambda length: "\n".join(f"{'  ' * n}- a" for n in range(int(length**0.5)))


_LETTERS = {ord(digit): letter for digit, letter in zip("0123456789", "ghijklmnop", strict=True)}
