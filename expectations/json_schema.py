"""The JSON Schema of suite files, for editors: made from the checks' own signatures."""

import inspect

from ..checks import Check, all_checks
from .expectation import SEVERITIES
from .parameters import json_schema_of
from .suite import MIN_ARTICLES

_SHARE = {"type": "number", "minimum": 0, "maximum": 1}


def suite_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a suite."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsgate suite",
        "type": "object",
        "additionalProperties": False,
        "required": ["suite", "expectations"],
        "properties": {
            "suite": {"type": "string", "description": "The name of the suite."},
            "description": {"type": "string"},
            "min_articles": {
                "type": "integer", "minimum": 0, "default": MIN_ARTICLES,
                "description": "Sources with fewer articles are judged together.",
            },
            "max_rejects": {
                "type": "integer", "minimum": 0, "default": 0,
                "description": "So many records may be unreadable without closing the gate.",
            },
            "expectations": {
                "type": "array", "minItems": 1, "items": {"oneOf": [_of(c) for c in all_checks().values()]},
            },
        },
        "$defs": {
            "mostly": {
                "description": "The least share of articles that must keep the expectation, judged per source.",
                "oneOf": [
                    _SHARE,
                    {
                        "type": "object", "additionalProperties": False, "minProperties": 1,
                        "properties": {"warning": _SHARE, "error": _SHARE},
                    },
                ],
            },
        },
    }  # fmt: skip


def _of(check: Check) -> dict[str, object]:
    needed = [p.name for p in check.parameters.values() if p.default is inspect.Parameter.empty]
    with_ = {
        "type": ["object", "null"] if not needed else "object",
        "additionalProperties": False,
        "properties": {p.name: json_schema_of(p.annotation) for p in check.parameters.values()},
        **({"required": needed} if needed else {}),
    }
    override = {
        "oneOf": [
            {"const": "skip"},
            {
                "type": "object", "additionalProperties": False, "required": ["mostly"],
                "properties": {"mostly": {"$ref": "#/$defs/mostly"}},
            },
        ]
    }  # fmt: skip
    properties: dict[str, object] = {
        "expect": {"const": check.name, "description": check.summary},
        "id": {"type": "string", "pattern": r"\S", "description": "Unique; the check's name unless given."},
        "with": with_,
        "because": {"type": "string", "description": "Why it is asked; shown in the report."},
        "mostly": {"$ref": "#/$defs/mostly"},
        "severity": {"enum": list(SEVERITIES)},
        "sources": {"type": "object", "additionalProperties": override},
    }
    if check.reads_text:
        properties["columns"] = {"type": "array", "minItems": 1, "items": {"type": "string"}}
    return {
        "type": "object",
        "title": check.name,
        "additionalProperties": False,
        "required": ["expect", "with"] if needed else ["expect"],
        "properties": properties,
    }
