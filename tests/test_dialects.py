"""What generators add to Markdown is not flagged, and hides nothing of what follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.config.settings import Settings
from postlint.text.lines import Lines
from tests.support import check_text

PLANTED = """
Our **ferns ** grow.[^nowhere]

##Seeds

See [the list] (/list/) of the the seeds.
"""
FOUND = ["unbalanced-emphasis", "undefined-footnote", "heading-without-space", "broken-link-syntax", "repeated-word"]

MD = {
    "a Liquid tag in a line": "Read {% include button.html text='Go on' %} now.",
    "Liquid blocks": "{% if page.draft %}\nA draft.\n{% else %}\nDone.\n{% endif %}",
    "a Liquid loop over a list": "{% for post in site.posts %}\n- [{{ post.title }}]({{ post.url }})\n{% endfor %}",
    "Liquid white space control": "{%- assign x = 1 -%}\n{{- x | plus: 2 -}}",
    "Liquid raw": "{% raw %}\n{{ **not bold ** }} ##no\n{% endraw %}",
    "Liquid comments": "{% comment %}\nIt was **so ** once.\n{% endcomment %}",
    "Liquid highlight": "{% highlight ruby %}\nputs '**so **'\n\n##no\n{% endhighlight %}",
    "a Liquid link target": "The [start]({% link index.md %}) and [a post]({% post_url 2024-05-07-a %}).",
    "a Jekyll include with quotes and pipes": '{% include figure.html src="/a.png" caption="A | B, *so*" %}',
    "Nunjucks macros": "{% from 'macros.njk' import card %}\n{{ card('Ferns', { url: '/ferns/' }) }}",
    "a Nunjucks set block": "{% set note %}\nSome *text*.\n{% endset %}",
    "a Nunjucks comment": "{# It was **so ** once. #}",
    "an Eleventy shortcode": "{% image './fern.jpg', 'A fern', [300, 600] %}",
    "an Eleventy paired shortcode": "{% callout 'warning' %}\nMind the *steps*.\n{% endcallout %}",
    "a Hugo shortcode": '{{< figure src="/a.png" title="A *fern*" >}}',
    "a Hugo shortcode around Markdown": '{{% alert title="Note" color="info" %}}\nMind the *steps*.\n{{% /alert %}}',
    "nested Hugo shortcodes": '{{< tabs >}}\n{{< tab "One" >}}\nFirst.\n{{< /tab >}}\n{{< /tabs >}}',
    "a Hugo shortcode that closes itself": '{{< youtube id="abc_def" autoplay="false" />}}',
    "a Hugo shortcode over lines": '{{< figure\n  src="/a_b.png"\n  alt="A fern"\n>}}',
    "a Hugo comment": '{{</* figure src="/a.png" */>}}',
    "a Hugo reference": 'The [start]({{< ref "index.md" >}}) and [here]({{% relref "a_b.md#c" %}}).',
    "a Hugo summary mark": "A summary.\n\n<!--more-->",
    "Hugo attributes": "![A fern](/a.png)\n{.left width=300}\n\n> Quoted.\n{.note #first}",
    "a Zola shortcode": '{{ youtube(id="abc_def", autoplay=true) }}',
    "a Zola shortcode with a body": '{% quote(author="Ada") %}\nSome *text*.\n{% end %}',
    "a Zola internal link": "The [start](@/_index.md) and [a post](@/blog/a_b.md#c).",
    "kramdown attributes": 'A fern.\n{: .note #first}\n\n![A fern](/a.png){: width="300" }',
    "a kramdown table of contents": "* TOC\n{:toc}",
    "kramdown options": '{::options parse_block_html="true" /}',
    "kramdown math": "$$\n\\sum_{i} a_i * b_i * c\n$$",
    "a definition list": "Fern\n: A plant without flowers.\n\nMoss\n: Another.",
    "an abbreviation": "*[HTML]: Hypertext Markup Language\n\nHTML is fine.",
    "Pelican's folders": "The [start]({filename}/index.md) and ![a fern]({static}/images/a_b.png).",
    "Pelican's table of contents": "[TOC]",
    "Python-Markdown admonitions": '!!! note "A note"\n    Mind the *steps*.\n\n??? tip\n    Hidden.',
    "MkDocs tabs": '=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.',
    "MkDocs snippets and keys": '--8<-- "a_b.md"\n\nPress ++ctrl+alt+del++.',
    "Material icons": "A :material-fern: and :fontawesome-solid-seedling:{ .big }.",
    "Docusaurus admonitions": ":::note[A note]\n\nMind the *steps*.\n\n:::",
    "nested Docusaurus admonitions": "::::tip\n\n:::warning Mind\n\nText.\n\n:::\n\n::::",
    "VitePress containers": "::: details Click me\nText.\n:::",
    "VitePress code groups": "::: code-group\n\n```sh [npm]\nnpm i\n```\n\n```sh [yarn]\nyarn\n```\n\n:::",
    "a heading with an identifier": "### Ferns {#ferns}",
    "a Docusaurus truncate mark": "A lead.\n\n<!-- truncate -->",
    "GitHub alerts": "> [!NOTE]\n> Mind the *steps*.",
    "Obsidian links": "See [[Ferns]] and [[Ferns|the plants]] and ![[fern.png]].",
    "a task list": "- [ ] Water\n- [x] Light",
    "emoji codes": "Nice :fern: :+1: :heart_eyes_cat:.",
    "strikethrough and marks": "A ~~moss~~ fern, ==so==, H~2~O, x^2^.",
    "inline math": "With $a_i * b_i$ and $x_{1}*y_{1}$.",
    "MathJax brackets": "\\\\(a_i * b_i\\\\) and\n\n\\\\[\nx_{1}*y_{1}*z\n\\\\]",
    "HTML with Markdown in it": '<div class="note" markdown="1">\n\nMind the *steps*.\n\n</div>',
    "details": "<details>\n<summary>More</summary>\n\nMind the *steps*.\n\n</details>",
    "a figure": '<figure>\n  <img src="/a_b.png" alt="A fern">\n  <figcaption>A <em>fern</em></figcaption>\n</figure>',
    "a script": "<script>\nconst a = b * c ** d;\nif (a < b && c > d) { f(`x`); }\n</script>",
    "a style": "<style>\n.a * b { color: red; }\n</style>",
    "an SVG": '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
    "a video": '<video controls src="/a.mp4"></video>',
    "an iframe": '<iframe src="https://example.org/embed/a_b" allowfullscreen></iframe>',
    "a custom element": '<fern-card name="*moss*">Some *text*.</fern-card>',
    "a keyboard": "Press <kbd>Ctrl</kbd>+<kbd>*</kbd>.",
    "EJS and ERB": "<% if (a) { %>\nText.\n<% } %>\n<%= name %>",
    "a Franklin command": "\\toc\n\n\\fig{/assets/a_b.svg}\n\n{{ redirect /a/b }}",
    "Franklin HTML": '~~~\n<p class="a">so</p>\n~~~',
    "reStructuredText in MyST": "```{note}\nMind the *steps*.\n```\n\n{ref}`a_b` and {doc}`x`.",
    "a MyST colon fence": ":::{figure} a.png\n:name: a_b\nA fern.\n:::",
    "a Quarto cell": "```{r, echo=FALSE}\nx <- a * b\n```\n\n::: {.callout-note}\nText.\n:::",
    "a fence with options": '```js {1,3-4} title="a_b.js" showLineNumbers\na ** b;\n```',
    "a fence in a list": "1. One\n\n   ```sh\n   ls *.md **/*.md\n   ```\n\n2. Two",
    "a longer fence": "````md\n```sh\nls\n```\n##no **so **\n````",
}
MDX = {
    "imports and exports": "import Card from '../card.js';\nexport const meta = {\n  title: 'A * b',\n};",
    "a component": "<Card title=\"A *fern*\" tags={['a', 'b']}>\n\nSome *text*.\n\n</Card>",
    "a component without end": '<Video id="a_b" autoplay={false} />',
    "a component over lines": '<Card\n  title="A fern"\n  onClick={() => { a * b; }}\n/>',
    "an expression": "There are {ferns.length * 2} ferns and {`a ${b} *c*`}.",
    "a comment": "{/* It was **so ** once. */}",
    "a spread": "<Card {...props} />",
    "a fragment": "<>\n\nSome *text*.\n\n</>",
    "a namespaced component": '<Tabs.Item value="a">One</Tabs.Item>',
    "a mapped list": "<ul>\n  {ferns.map((fern) => (\n    <li key={fern}>{fern}</li>\n  ))}\n</ul>",
    "Docusaurus tabs": '<Tabs>\n<TabItem value="a" label="A">\n\n```sh\nls\n```\n\n</TabItem>\n</Tabs>',
    "an Astro directive": "<Counter client:load count={1} />",
    "a heading with a comment for its identifier": "### Ferns {/* #ferns */}",
    "an admonition": ":::tip\n\nText.\n\n:::",
}
CASES = [pytest.param(text, "a.md", id=name) for name, text in MD.items()]
CASES += [pytest.param(text, "a.mdx", id=f"MDX: {name}") for name, text in MDX.items()]


@pytest.mark.parametrize(("construct", "path"), CASES)
def test_only_what_stands_behind_it_is_found(
    construct: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    before = f"---\ntitle: Ferns\n---\nThe *first* line.\n\n{construct}\n"
    outcome = check_text(before + PLANTED, path, Settings())
    lines = Lines(before + PLANTED)
    found = sorted(outcome.diagnostics, key=lambda one: one.span)
    assert [(one.rule, lines.place(one.span.start)[0]) for one in found if one.span.start < len(before)] == []
    assert [one.rule for one in found] == FOUND
