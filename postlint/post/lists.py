"""The blocks of a post go in, its lists come out, each with its items and the text that stands before it."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.model import Block, Flow, Span
from postlint.model.named import NamedTuple

_LISTS = frozenset(("bullet_list", "ordered_list"))


class Item(NamedTuple):
    """An item of a list. `block` indexes `Post.blocks`; `flow` is the first text in it, an index into `Post.flows` (-1: none).

    `nested` holds the number of items of each list directly in it.
    """

    block: int
    span: Span
    flow: int
    nested: tuple[int, ...]


class PostList(NamedTuple):
    """A list of a post; `block` indexes `Post.blocks`.

    `lead` and `after` are the texts of the blocks right before and after it in the same container, as indices into `Post.flows`
    (-1: no text there). `goes_on` is true where another list follows in the same container before the next heading.
    """

    block: int
    ordered: bool
    span: Span
    items: tuple[Item, ...]
    lead: int
    after: int
    goes_on: bool


def read_lists(blocks: Sequence[Block], flows: Sequence[Flow]) -> tuple[PostList, ...]:
    """Every list of a post at every depth, in file order."""
    if not any(block.kind in _LISTS for block in blocks):
        return ()
    children: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        children.setdefault(block.parent, []).append(index)
    texts = _Texts(flows)
    found = [
        _read(blocks, children, siblings, at, texts)
        for siblings in children.values()
        for at, index in enumerate(siblings)
        if blocks[index].kind in _LISTS
    ]
    return tuple(sorted(found, key=lambda read: read.block))


def is_item(blocks: Sequence[Block], flow: Flow) -> bool:
    """Whether a text stands in an item of a list, at any depth."""
    block = flow.block
    while block >= 0 and blocks[block].kind != "list_item":
        block = blocks[block].parent
    return block >= 0


class _Texts:
    """The first and the last flow of each block that holds text itself."""

    def __init__(self, flows: Sequence[Flow]) -> None:
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        for index, flow in enumerate(flows):
            self.first.setdefault(flow.block, index)
            self.last[flow.block] = index


def _read(
    blocks: Sequence[Block], children: dict[int, list[int]], siblings: Sequence[int], at: int, texts: _Texts
) -> PostList:
    index = siblings[at]
    block = blocks[index]
    before = siblings[at - 1] if at else -1
    after = siblings[at + 1] if at + 1 < len(siblings) else -1
    return PostList(
        index,
        block.kind == "ordered_list",
        block.span,
        tuple(_item(blocks, children, child, texts) for child in children.get(index, ())),
        texts.last.get(before, -1) if before >= 0 else -1,
        texts.first.get(after, -1) if after >= 0 else -1,
        _goes_on(blocks, siblings[at + 1 :]),
    )


def _item(blocks: Sequence[Block], children: dict[int, list[int]], index: int, texts: _Texts) -> Item:
    parts = children.get(index, ())
    flow = next((texts.first[part] for part in parts if part in texts.first), -1)
    nested = tuple(len(children.get(part, ())) for part in parts if blocks[part].kind in _LISTS)
    return Item(index, blocks[index].span, flow, nested)


def _goes_on(blocks: Sequence[Block], following: Sequence[int]) -> bool:
    for index in following:
        if blocks[index].kind in _LISTS:
            return True
        if blocks[index].kind in ("heading", "hr"):
            return False
    return False
