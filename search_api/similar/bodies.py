"""The JSON of ``/prior-art`` and ``/records/{id}/similar``."""

from typing import Any

from domain.codec import as_json, light
from domain.text import Wording
from search_api.responses import notice, wording
from search_api.similar.prior_art import Art, ArtHit

_TOLD = 12


def prior_art_body(art: Art) -> dict[str, Any]:
    """Return the answer as the public contract has it."""
    return {
        "query": {
            "features": [{"n": at, "text": text} for at, text in enumerate(art.features)],
            "terms": list(art.terms),
            "sentence": wording(_sentence(art)),
        },
        "hits": [_hit(one) for one in art.hits],
        "earlier": [_hit(one) for one in art.earlier],
        "coverage": [list(row) for row in art.coverage],
        "cover": list(art.cover),
        "classes": [{"symbol": symbol, "votes": votes} for symbol, votes in art.classes],
        "closeness": art.closeness,
        "notices": [notice(one) for one in art.notices],
    }


def _sentence(art: Art) -> Wording:
    terms = art.terms[:_TOLD]
    return Wording(
        f"按内容、{len(art.terms)} 个词（{'、'.join(terms)}……）和引用关系比较",
        f"Compared by meaning, by {len(art.terms)} words ({', '.join(terms)}…) and by citations",
    )


def _hit(one: ArtHit) -> dict[str, Any]:
    ranks = {"words": one.fused.words, "vector": one.fused.vector, "citations": one.fused.citations}
    return {
        "id": one.filing.id,
        "score": round(one.fused.score, 4),
        "because": {
            "lists": [{"list": name, "score": round(share, 4)} for name, share in ranks.items() if share > 0],
            "cosine": round(one.fused.cosine, 4),
            "citations": list(one.fused.links),
        },
        "passages": [
            {
                "feature": said.feature,
                "field": said.field,
                "lang": said.lang,
                "text": said.text,
                "spans": [list(span) for span in said.spans],
                "score": said.score,
            }
            for said in one.passages
        ],
        "filing": light(as_json(one.filing)),
    }
