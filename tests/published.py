"""The published rules of report formats as strict JSON Schemas: nothing is allowed that they do not name.

Written from the documents themselves, for the parts that postlint uses:

* SARIF: Static Analysis Results Interchange Format 2.1.0 with errata 01, OASIS, section 3; and what GitHub wants of it
  ("SARIF support for code scanning" in its documentation): relative paths, ids, `fullDescription` and `help` of a rule.
* reviewdog: `proto/rdf/reviewdog.proto`, whose fields in JSON may have either spelling.
* GitLab: "Code Quality report format" in its documentation.
"""

from __future__ import annotations

from typing import Any


def record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with exactly these keys."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def several(items: Any, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
# RFC 3986: a relative reference without a scheme, every character that is not allowed escaped.
PATH = {"type": "string", "pattern": "^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*$"}
ADDRESS = {"type": "string", "pattern": "^https://[^\\s]+$"}

# --- SARIF

LEVEL = {"enum": ["none", "note", "warning", "error"]}
# Section 3.11: a single brace would begin a placeholder, `](` would end the text of a link.
MESSAGE = record({"text": {"type": "string", "pattern": r"^(?:\{\{|\}\}|\\\]\(|[^{}\]]|\](?!\())+$"}})
REGION = record({"startLine": COUNT, "startColumn": COUNT, "endLine": COUNT, "endColumn": COUNT})
PLACE = record({"artifactLocation": record({"uri": PATH}), "region": REGION})
REPLACEMENT = record({"deletedRegion": REGION}, {"insertedContent": record({"text": {"type": "string"}})})
FIX = record(
    {
        "description": MESSAGE,
        "artifactChanges": several(
            record({"artifactLocation": record({"uri": PATH}), "replacements": several(REPLACEMENT, 1)}), 1
        ),
    }
)
RESULT = record(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": several(record({"physicalLocation": PLACE}), 1),
        "partialFingerprints": {"type": "object", "minProperties": 1, "additionalProperties": TEXT},
    },
    {
        "relatedLocations": several(record({"physicalLocation": PLACE, "message": MESSAGE}), 1),
        "fixes": several(FIX, 1),
    },
)
RULE = record(
    {"id": TEXT},
    {
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "helpUri": ADDRESS,
        "defaultConfiguration": record({"level": LEVEL}),
        "properties": record({"tags": {**several(TEXT), "maxItems": 20, "uniqueItems": True}}),
    },
)
NOTIFICATION = record({"level": LEVEL, "message": MESSAGE})
RUN = record(
    {
        "tool": record(
            {
                "driver": record(
                    {
                        "name": TEXT,
                        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                        "informationUri": ADDRESS,
                        "rules": {**several(RULE), "uniqueItems": True},
                    }
                )
            }
        ),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": several(
            record({"executionSuccessful": {"type": "boolean"}}, {"toolExecutionNotifications": several(NOTIFICATION)}),
            1,
        ),
        "results": {**several(RESULT), "maxItems": 25_000},
    }
)
SARIF = record({"$schema": ADDRESS, "version": {"const": "2.1.0"}, "runs": {**several(RUN, 1), "maxItems": 20}})

# --- reviewdog

POSITION = record({"line": COUNT}, {"column": COUNT})
RANGE = record({"start": POSITION}, {"end": POSITION})
LOCATION = record({"path": TEXT}, {"range": RANGE})
SOURCE = record({"name": TEXT}, {"url": ADDRESS})
DIAGNOSTIC = record(
    {"message": TEXT, "location": LOCATION},
    {
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "source": SOURCE,
        "code": record({"value": TEXT}, {"url": ADDRESS}),
        "suggestions": several(record({"range": RANGE, "text": {"type": "string"}}), 1),
        "related_locations": several(record({"location": LOCATION}, {"message": TEXT}), 1),
    },
)
RDJSON = record({"diagnostics": several(DIAGNOSTIC)}, {"source": SOURCE, "severity": {"enum": ["ERROR"]}})

# --- GitLab

GITLAB = several(
    record(
        {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": record({"path": TEXT, "lines": record({"begin": COUNT}, {"end": COUNT})}),
        }
    )
)
