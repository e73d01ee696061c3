"""A text in TOML or JSON that anybody may have written goes in, plain data comes out."""

from __future__ import annotations

from typing import Any


def read_toml(text: str) -> dict[str, Any]:
    """The table that a text in TOML holds. Raises ValueError, also for values nested deeper than any parser follows."""
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("Values are nested too deep") from None


def read_json(text: str | bytes) -> Any:
    """What a text in JSON holds. Raises ValueError, also for values nested deeper than any parser follows."""
    import json

    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("values are nested too deep") from None
