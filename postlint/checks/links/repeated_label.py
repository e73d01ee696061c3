"""A post goes in; every reference definition that another one of the label, with another address, puts out of use comes out."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.model import Definition, Finding, Related
from postlint.post.document import Post
from postlint.site.asked.dialects import reads_python_markdown
from postlint.site.model import Status
from postlint.site.site import Site
from postlint.text.messages import quoted


def check(post: Post, site: Site) -> Iterator[Finding]:
    """Report each that does not hold: all but the first, or but the last where Python-Markdown reads the post."""
    by_label: dict[str, list[Definition]] = {}
    for definition in post.definitions:
        if _is_label(definition):
            by_label.setdefault(definition.label, []).append(definition)
    several = [same for same in by_label.values() if len({one.target for one in same}) > 1]
    last = bool(several) and reads_python_markdown(site, post)
    which = "last" if last else "first"
    unused = [
        (one, same[-last])
        for same in several
        for one in same
        if one.target != same[-last].target and not _are_one(site, post, one.target, same[-last].target)
    ]
    for one, used in sorted(unused, key=lambda pair: pair[0].span):
        label = quoted(one.label_span.of(post.text))
        message = f"{label} is defined twice: this address is never used, {used.target} is"
        yield Finding(one.span, message, None, (Related(used.span, f"the {which} definition, which holds"),))


def _is_label(definition: Definition) -> bool:
    """False for `[//]: # (a remark)`, which is how Markdown without HTML is commented."""
    return definition.target not in ("", "#") and any(char.isalnum() for char in definition.label)


def _are_one(site: Site, post: Post, one: str, other: str) -> bool:
    """Do both lead to the same place of the same page, by its file here and by its address there?"""
    first, second = site.resolve(post, one), site.resolve(post, other)
    same = (first.path, first.fragment) == (second.path, second.fragment)
    return same and first.status is second.status is Status.FOUND
