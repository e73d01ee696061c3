"""The file of a JSON Schema goes in, what a header has to say against it comes out; jsonschema is imported only then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from postlint.files.once import once
from postlint.files.plain import read_json
from postlint.files.reading import reason
from postlint.model.named import NamedTuple
from postlint.model.trouble import ConfigError
from postlint.site.datafiles import read_data, tables
from postlint.text.figures import figure
from postlint.text.messages import install

if TYPE_CHECKING:
    from pathlib import Path


_KEY = "frontmatter.schema"


class Violation(NamedTuple):
    """One demand of the schema that a value does not meet.

    `path` leads to the value from the root of the header, `keyword` and `demand` are the schema's ("type": "array"), `value` is
    what stands there, and `words` say it as jsonschema does.
    """

    path: tuple[str | int, ...]
    keyword: str
    demand: Any
    value: Any
    words: str


class HeaderSchema:
    """A schema that is sound, ready to judge headers."""

    def __init__(self, validator: Any) -> None:
        self._validator = validator

    def violations(self, values: dict[str, object]) -> Iterator[Violation]:
        """What a header (top-level keys with plain values) does not meet, in a steady order."""
        errors = self._validator.iter_errors(values)
        for error in sorted(errors, key=lambda error: ([str(part) for part in error.absolute_path], error.message)):
            yield Violation(
                tuple(error.absolute_path), str(error.validator), error.validator_value, error.instance, error.message
            )


@once
def header_schema(file: Path) -> HeaderSchema:
    """The schema in this file, ready to judge headers. Raises ConfigError where it cannot be used."""
    try:
        text = file.read_text(encoding="utf-8")
        schema = read_data(file) if file.suffix.lower() in (".yml", ".yaml") else read_json(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the schema {file} cannot be read: {reason(error)}", _KEY) from error
    except ValueError as error:
        raise ConfigError(f"the schema {file} is no JSON: {error}", _KEY) from error
    try:
        from jsonschema import Draft202012Validator, FormatChecker, SchemaError
        from jsonschema.validators import validator_for
    except ImportError as error:
        raise ConfigError(f"a schema needs jsonschema: {install('schema')}, or remove the setting", _KEY) from error
    kind = validator_for(schema, default=Draft202012Validator)
    try:
        kind.check_schema(schema)
    except RecursionError:
        raise ConfigError(f"{file} is nested too deep", _KEY) from None
    except SchemaError as error:
        raise ConfigError(f"{file} is no JSON Schema: {error.message}", _KEY) from error
    for reference in _references(schema):
        if not _is_inside(schema, reference):
            raise ConfigError(f"{file} refers to {reference}, which is not in it; other files are not fetched", _KEY)
    return HeaderSchema(kind(schema, format_checker=FormatChecker(("date", "regex"))))


def _references(schema: object) -> Iterator[str]:
    """Every `$ref` at any depth."""
    for table in tables(schema):
        if isinstance(reference := table.get("$ref"), str):
            yield reference


def _is_inside(schema: Any, reference: str) -> bool:
    """True where a JSON pointer (RFC 6901) leads to a part of the schema, or an anchor of it is named."""
    if not reference.startswith("#/"):
        return reference.startswith("#")
    for part in unquote(reference[2:]).split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(schema, list) and name.isdecimal() and figure(name) < len(schema):
            schema = schema[figure(name)]
        elif isinstance(schema, dict) and name in schema:
            schema = schema[name]
        else:
            return False
    return True
