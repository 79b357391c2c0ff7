"""The JSON of ``/prior-art`` and ``/records/{id}/similar``."""

from typing import Any

from domain.codec import as_json, light
from domain.text import Wording
from search_api.responses import notice, wording
from search_api.similar.passages import Passage
from search_api.similar.prior_art import Art, ArtHit

_TOLD = 12


def prior_art_body(art: Art) -> dict[str, Any]:
    """Return the answer as the public contract has it."""
    return {
        "query": {
            "features": [{"n": at, "text": text} for at, text in enumerate(art.features)],
            "terms": list(art.terms),
            "sentence": wording(sentence(art)),
            "sha256": art.draft.sha256,
        },
        "hits": [_hit(one) for one in art.hits],
        "earlier": [_hit(one) for one in art.earlier],
        "coverage": [list(row) for row in art.coverage],
        "cover": list(art.cover),
        "classes": [
            {"symbol": one.symbol, "votes": one.votes, "scheme": one.scheme, "neighbours": list(one.neighbours)}
            for one in art.classes
        ],
        "closeness": art.closeness,
        "notices": [notice(one) for one in art.notices],
    }


def sentence(art: Art) -> Wording:
    """Return in words how the draft was compared."""
    terms = art.terms[:_TOLD]
    day = art.draft.day
    zh, en = (f"，仅限 {day} 之前公开者", f", published before {day}") if day else ("", "")
    return Wording(
        f"按内容、{len(art.terms)} 个词（{'、'.join(terms)}……）和引用关系比较{zh}",
        f"Compared by meaning, by {len(art.terms)} words ({', '.join(terms)}…) and by citations{en}",
    )


def _hit(one: ArtHit) -> dict[str, Any]:
    return {
        "id": one.filing.id,
        "score": round(one.fused.score, 4),
        "because": {
            "terms": [{"field": field, "term": term} for field, term in one.terms],
            "lists": [{"list": name, "rank": rank} for name, rank in one.ranks],
            "citations": list(one.fused.links),
            "cosine": round(one.fused.cosine, 4),
            "found_as": one.found_as,
        },
        "passages": [_passage(said) for said in one.passages],
        "filing": light(as_json(one.filing)),
    }


def _passage(said: Passage) -> dict[str, Any]:
    return {
        "feature": said.feature,
        "id": said.id,
        "field": said.field,
        "at": said.at,
        "lang": said.lang,
        "text": said.text,
        "spans": [list(span) for span in said.spans],
        "score": said.score,
    }
