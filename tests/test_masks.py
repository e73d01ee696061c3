"""Template parts: what generators expand is hidden from the Markdown parser, and nothing beside it."""

from __future__ import annotations

import pytest

from postlint.post.reading.masks import BLANK, mask

# What stays visible of each text, blanks taken out.
SEEN = {
    "a brace that is none": ("Use {x} or {y}.", "Use {x} or {y}."),
    "money": ("It costs $5 and $6.", "It costs $5 and $6."),
    "two stray braces": ("A {{ here.\n\nAnd }} there.", "A {{ here.\n\nAnd }} there."),
    "a variable": ("See {{ site.url }} now.", "See  now."),
    "a shortcode around text": ("{{< tip >}}Text{{< /tip >}}", "Text"),
    "a shortcode around code": ("a {{< code-toggle file=x >}}\ntitle : A\n{{< /code-toggle >}} b", "a \n\n b"),
    "a shortcode of code that closes itself": (
        "{{< code-toggle file=x />}} text {{< code-toggle >}}a : b{{< /code-toggle >}}",
        " text ",
    ),
    "two shortcodes around code": ("{{< code >}}a{{< /code >}} text {{< code >}}b{{< /code >}}", " text "),
    "a shortcode of code that nothing closes": ("{{< codepen id=1 >}} text", " text"),
    "a shortcode around a fence": (
        "{{% code-tabs %}}\n```\nx\n```\n{{% /code-tabs %}}",
        "\n```\nx\n```\n",
    ),
    "Jekyll's code": ("{% highlight ruby %}\na : b\n{% endhighlight %}\ntext", "\n\n\ntext"),
    "a note": ("::: tip\nText\n:::", "::: tip\nText\n:::"),
    "a directive with options": ("::: ferns.plant\n    options:\n      x: __init__\n\nText", "\n    \n      \n\nText"),
    "a directive within a note": (
        "!!! note\n    ::: ferns.plant\n        x: 1\n    Text",
        "!!! note\n\n        \n    Text",
    ),
    "a raw string of C++": ('R"Moor(\n\n# Moor {{ x }}\n\n)Moor"\n', "\n\n# Moor \n\n\n"),
    "a raw string of C++ that another ends": ('R"(\n\nMoor\n\n)Quay"\n', 'R"(\n\nMoor\n\n)Quay"\n'),
    "a comment of MyST": ("(moor)=\n# Moor\n\n% From [x](y)\nText", "(moor)=\n# Moor\n\n\nText"),
    "a percent sign that begins a line": ("# Moor\n\n% of all [boats](y)", "# Moor\n\n% of all [boats](y)"),
    "math": ("Area $x^2$ and text.", "Area  and text."),
}


@pytest.mark.parametrize(("text", "seen"), SEEN.values(), ids=SEEN)
def test_what_stays_visible(text: str, seen: str) -> None:
    masked, masks = mask(text, 0)
    assert len(masked) == len(text)
    assert masked.replace(BLANK, "") == seen
    assert all(set(masked[one.span.start : one.span.end]) <= {BLANK, "\n", " ", "\t"} for one in masks)
