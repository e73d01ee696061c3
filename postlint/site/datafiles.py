"""A configuration or data file goes in, plain data comes out; what cannot be read is None, for it is not ours to judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read_text(file: Path) -> str:
    """The file's text, "" where it cannot be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def read_data(file: Path) -> object:
    """What a YAML, TOML or JSON file holds."""
    text = read_text(file)
    try:
        match file.suffix.lower():
            case ".toml":
                import tomllib

                return tomllib.loads(text)
            case ".json":
                import json

                return json.loads(text)
            case ".yml" | ".yaml":
                return _yaml(text)
    except ValueError:
        return None
    return None


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return None


def tables(data: object) -> Iterator[dict[str, object]]:
    """Every mapping in plain data, at any depth."""
    if isinstance(data, dict):
        yield {str(key): value for key, value in data.items()}
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from tables(item)
