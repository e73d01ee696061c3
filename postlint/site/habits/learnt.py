"""What the posts of a site nearly all do goes in, the JSON Schema that says so comes out: a draft for its authors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from postlint.site.habits.folders import Habits

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SELDOM = 0.03  # of the posts with a key: a kind of value that fewer give it is taken for a slip
_TYPES = {
    "text": "string",
    "a date": "string",
    "a number": "number",
    "true or false": "boolean",
    "a list": "array",
    "a table": "object",
}
_DATE = r"^\d{4}-\d{2}-\d{2}"


def learnt_schema(habits: Habits) -> dict[str, Any]:
    """Every key that more than a few posts have, with the kinds of its values; those that nearly all have are required."""
    common = [key for key, count in habits.keys.items() if count > _SELDOM * habits.posts]
    required = [key for key in common if habits.nearly_all(habits.keys[key], habits.posts)]
    return {
        "$schema": DIALECT,
        "title": f"Front matter, learnt from {habits.posts} posts",
        "type": "object",
        "required": sorted(required),
        "properties": {key: _property(habits.kinds.get(key.lower(), {}), habits.keys[key]) for key in sorted(common)},
    }


def _property(kinds: Mapping[str, int], posts: int) -> dict[str, Any]:
    """What one key may hold. Where posts leave it empty it may also be null."""
    given = sum(kinds.values())
    usual = [kind for kind, count in kinds.items() if count > _SELDOM * given]
    types = sorted({_TYPES[kind] for kind in usual})
    if given < posts and types:
        types.append("null")
    found: dict[str, Any] = {"type": types[0] if len(types) == 1 else types} if types else {}
    return {**found, "pattern": _DATE} if usual == ["a date"] else found
