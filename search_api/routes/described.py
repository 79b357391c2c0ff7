"""The parameters of ``/search`` and ``/export`` as OpenAPI describes them; ``params.read`` is what reads them."""

from typing import Any

from search_api.export.formats import FORMATS
from search_api.params import GROUPS, MODES


def _parameter(name: str, text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _texts(text: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": text}


ASKED = [
    _parameter("q", "A query; without it every record", {"type": "string", "maxLength": 16_000}),
    _parameter("right", "patent, trademark, design, gi, layout, sign; repeated or with commas", _texts("rights")),
    {
        **_parameter(
            "f", "f.FIELD=value, repeated for OR; f.FIELD=a..b a range; f.-FIELD excludes", {"type": "object"}
        ),
        "style": "form",
        "explode": True,
    },
    _parameter("sort", "relevance, FIELD or -FIELD", {"type": "string", "default": "relevance"}),
    _parameter("lang", "The language of what is said about the query", {"type": "string", "enum": ["zh", "en"]}),
]
SEARCH: dict[str, Any] = {
    "parameters": [
        *ASKED,
        _parameter("facets", "Fields to count, each with an optional size: office,applicant:30", _texts("fields")),
        _parameter("size", "Hits on a page", {"type": "integer", "minimum": 0, "maximum": 100, "default": 20}),
        _parameter("page", "The page, from 1", {"type": "integer", "minimum": 1, "default": 1}),
        _parameter("cursor", "next of the answer before, for a sorted list", {"type": "string"}),
        _parameter(
            "group", "List one record of each group", {"type": "string", "enum": list(GROUPS), "default": "none"}
        ),
        _parameter("mode", "How relevance is found", {"type": "string", "enum": list(MODES), "default": "words"}),
    ]
}
EXPORT: dict[str, Any] = {
    "parameters": [*ASKED, _parameter("format", "The format of the file", {"type": "string", "enum": list(FORMATS)})]
}
