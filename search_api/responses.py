"""What is answered: the JSON of the public contract, made from plain values of the services."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Response
from pydantic_core import to_json

from domain.codec import as_json, light
from domain.engine import ClassTitle, Facet, Hit, Searcher
from domain.fields import FIELDS, Field, field_named
from domain.filings import Filing, LegalEvent
from domain.legal_events import CATEGORIES
from domain.text import Wording
from search_api.classifications import ClassNode, ClassPage
from search_api.coverage import Coverage
from search_api.labels import labels
from search_api.notices import Notice
from search_api.records import Citations, Cited
from search_api.search import Answer
from search_api.suggest import Suggestion

Json = dict[str, Any]


def answer(body: Json | list[Json], status: int = 200) -> Response:
    """Return a body as it is sent: UTF-8, one line, keys in their order."""
    try:
        content = to_json(body)
    except ValueError:  # half a character, as a query can hold
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(content, status, media_type="application/json")


def wording(text: Wording) -> Json:
    return {"zh": text.zh, "en": text.en}


def notice(one: Notice) -> Json:
    """A notice; its links, where it has any, lead to the readings it names."""
    found: Json = {"code": one.code, "zh": one.wording.zh, "en": one.wording.en}
    if one.links:
        found["links"] = [{"q": query, **wording(label)} for query, label in one.links]
    return found


def search_body(searcher: Searcher, answer: Answer) -> Json:
    """The body of ``/search``."""
    reading, result = answer.asked.reading, answer.result
    body: Json = {
        "query": {
            "text": reading.text,
            "canonical": reading.canonical,
            "sentence": wording(reading.sentence),
            "url": answer.asked.url,
        },
        "notices": [notice(one) for one in answer.notices],
        "total": result.total,
        "total_relation": result.total_relation,
    }
    if result.groups is not None:
        body["groups"] = {"total": result.groups.total, "relation": result.groups.relation}
    body["took_ms"] = answer.took_ms
    body["hits"] = [hit_body(hit) for hit in result.hits]
    body["facets"] = {facet.field: facet_body(searcher, facet) for facet in result.facets}
    body["next"] = result.next
    body["data_date"] = answer.data_date
    return body


def hit_body(hit: Hit) -> Json:
    """One hit: why it was found and the record without description and claims."""
    return {
        "id": hit.id,
        "right": hit.right,
        "score": hit.score,
        "highlights": [
            {"field": one.field, "lang": one.lang, "text": one.text, "spans": [list(span) for span in one.spans]}
            for one in hit.highlights
        ],
        "because": {
            "terms": [{"field": field, "term": term} for field, term in hit.terms],
            "lists": [{"list": name, "rank": rank} for name, rank in hit.lists],
            "citations": [],
        },
        "filing": light(as_json(hit.filing)),
    }


def facet_body(searcher: Searcher, facet: Facet) -> list[Json]:
    """The values of a facet, most frequent first."""
    field = field_named(facet.field)
    named = labels(searcher, field, [one.value for one in facet.counts]) if field else {}
    return [
        {
            "value": one.value,
            "label": wording(named.get(one.value) or Wording(one.value, one.value)),
            "count": one.count,
        }
        for one in facet.counts
    ]


def family_body(filing: Filing, members: Sequence[Filing]) -> Json:
    return {"id": filing.id, "family": filing.family, "members": [light(as_json(one)) for one in members]}


def citations_body(filing: Filing, found: Citations) -> Json:
    return {
        "id": filing.id,
        "cites": [_cited(one) for one in found.cited],
        "cited_by": [light(as_json(one)) for one in found.citing],
        "cited_by_total": found.citing_total,
    }


def _cited(one: Cited) -> Json:
    values = {
        "office": one.citation.office,
        "number": one.citation.number,
        "kind": one.citation.kind,
        "date": one.citation.date,
        "category": one.citation.category,
        "phase": one.citation.phase,
        "text": one.citation.text,
        "id": one.record.id if one.record else None,
        "title": [{"lang": text.lang, "text": text.text} for text in one.record.title] if one.record else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def events_body(filing: Filing, events: Sequence[LegalEvent]) -> Json:
    return {"id": filing.id, "events": [_event(one) for one in events], "status": as_json(filing)["status"]}


def _event(one: LegalEvent) -> Json:
    category = CATEGORIES.get(one.category)
    values: Json = {
        "date": one.date,
        "code": one.code,
        "office": one.office,
        "category": one.category,
        "text": one.text,
    }
    found = {name: value for name, value in values.items() if value is not None}
    return {**found, "label": wording(category.label)} if category else found


def field_body(field: Field) -> Json:
    """One entry of ``/fields``."""
    return {
        "name": field.name,
        "label": wording(field.label),
        "aliases": list(field.aliases),
        "inid": field.inid,
        "kind": field.kind,
        "rights": list(field.rights),
        "facet": field.facet,
        "sort": field.sort,
        "members": list(field.members),
        "sentence": wording(field.sentence),
    }


def fields_body() -> Json:
    return {"fields": [field_body(one) for one in FIELDS if one.default]}


def suggestions_body(found: Sequence[Suggestion]) -> Json:
    return {
        "suggestions": [
            {"field": one.field, "value": one.value, "label": wording(one.label), "count": one.count} for one in found
        ]
    }


def coverage_body(found: Coverage) -> Json:
    return {
        "data_date": found.data_date,
        "records": found.records,
        "rights": dict(found.totals),
        "missing": list(found.missing),
        "rows": [
            {
                "right": row.right,
                "source": row.source,
                "office": row.office,
                "records": row.records,
                "first": row.first,
                "last": row.last,
                "source_date": row.source_date,
            }
            for row in found.rows
        ],
    }


def class_body(found: ClassPage) -> Json:
    return {
        **_node(found.node),
        "ancestors": [_node(one) for one in found.ancestors],
        "children": [_node(one) for one in found.children],
    }


def _node(one: ClassNode) -> Json:
    return {"scheme": one.scheme, "symbol": one.symbol, "title": class_title(one.title), "count": one.count}


def class_title(title: ClassTitle | None) -> Json | None:
    return {"zh": title.title_zh, "en": title.title_en} if title else None


def source_body(values: Mapping[str, Any]) -> Json:
    return dict(values)
