"""The Markdown of a site's posts goes in, what they do alike comes out: levels of headings, fences that name a language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from postlint.model.named import NamedTuple
from postlint.text import lazy

# A heading, or a fence with all that is in it: a # in code is no heading.
_BLOCK = lazy.compile(
    r"^ {0,3}(?:(?P<marks>\#{1,6})[ \t]+\S|(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)(?s:.*?)(?:^ {0,3}(?P=fence)|\Z))",
    re.MULTILINE,
)

_ENOUGH = 20  # posts with headings; the habit of fewer may be chance


class Shape(NamedTuple):
    """What one post holds: a digit for the level of each heading in file order, and its code fences."""

    levels: str = ""
    named: int = 0
    bare: int = 0


NO_SHAPE = Shape()


def shape_of(text: str, start: int) -> Shape:
    """The shape of the Markdown that begins at `start`, without parsing it."""
    levels: list[str] = []
    fences: Counter[bool] = Counter()
    for block in _BLOCK.finditer(text, start):
        if block["marks"]:
            levels.append(str(len(block["marks"])))
        elif block["info"].strip() or block["fence"][0] == "`":  # Franklin writes raw HTML between bare ~~~
            fences[bool(block["info"].strip())] += 1
    return Shape("".join(levels), fences[True], fences[False])


@dataclass(frozen=True)
class Style:
    """What the posts of a `place` ("in news") do, counted: `posts` have headings, `several` of them more than one of level 1.

    `firsts` counts the levels of first headings, `named` and `bare` the code fences with and without a language.
    """

    place: str = ""
    posts: int = 0
    several: int = 0
    firsts: Mapping[int, int] = field(default_factory=Counter)
    named: int = 0
    bare: int = 0

    def without(self, shape: Shape) -> Style:
        """What all but one of these posts do."""
        own = style_of("", [shape])
        firsts = Counter(self.firsts)
        firsts.subtract(own.firsts)
        posts, several = self.posts - own.posts, self.several - own.several
        return Style(self.place, posts, several, firsts, self.named - own.named, self.bare - own.bare)


class Styles:
    """The style of each folder of a site, and that of the whole site for a folder with few posts."""

    def __init__(self, shapes: Mapping[str, Shape], folder_of: Callable[[str], str]) -> None:
        self._shapes = shapes
        self._folder_of = folder_of
        held: dict[str, list[Shape]] = {}
        for path, shape in shapes.items():
            held.setdefault(folder_of(path), []).append(shape)
        self._folders = {
            folder: style_of(f"in {folder.rpartition('/')[2] or 'this folder'}", found)
            for folder, found in held.items()
        }
        self._site = style_of("on this site", shapes.values())

    def around(self, path: str | None) -> Style:
        """What the posts around a post do, without itself; nothing where there are too few to show a habit."""
        shape = self._shapes.get(path or "", NO_SHAPE)
        folder = self._folders.get(self._folder_of(path)) if path else None
        for style in (folder, self._site):
            if style is not None and (others := style.without(shape)).posts >= _ENOUGH:
                return others
        return Style()


def style_of(place: str, shapes: Iterable[Shape]) -> Style:
    """What the posts with these shapes do."""
    held = list(shapes)
    outlines = [shape.levels for shape in held if shape.levels]
    return Style(
        place,
        len(outlines),
        sum(levels.count("1") > 1 for levels in outlines),
        Counter(int(levels[0]) for levels in outlines),
        sum(shape.named for shape in held),
        sum(shape.bare for shape in held),
    )
