"""The JSON of ``/conflicts`` as the public contract has it."""

from typing import Any

from domain.codec import as_json, light
from domain.goods.relation import GoodsPair, GoodsTerm
from domain.marks.check import Axis, Evidence
from domain.text import Wording
from search_api.conflicts.absolute import Ground
from search_api.conflicts.answer import CheckAnswer, Cited, Rival, ground_cited
from search_api.conflicts.judging import Judged
from search_api.conflicts.standing import Remark
from search_api.conflicts.told import Told
from search_api.responses import notice, wording

Json = dict[str, Any]


def conflicts_body(answer: CheckAnswer, id: str | None = None) -> Json:
    """Return an answer; ``id`` is that of the kept record where it was kept."""
    return {
        "level": answer.level,
        "hits": [rival_body(one) for one in answer.rivals],
        "absolute": [_ground(answer, one) for one in answer.absolute.findings],
        "lists": [
            {"ground": one.ground, "list": wording(one.list), "edition": wording(one.edition), "size": one.size}
            for one in answer.absolute.lists
        ],
        "blocked": [_judged(one) for one in answer.judged if one.outcome == "blocked"],
        "consider": [_judged(one) for one in answer.judged if one.outcome == "consider"],
        "free": [_good(one.good) for one in answer.judged if one.outcome == "free"],
        "words": [
            {"word": one.word, "share": one.share, "weight": one.weight, "dominant": one.dominant}
            for one in answer.found.words
        ],
        "record": record_body(answer, id),
        "notices": [notice(one) for one in answer.notices],
    }


def record_body(answer: CheckAnswer, id: str | None) -> Json:
    """Return what the search was: enough to say what was looked at, and in which state of the register."""
    found = answer.found
    body: Json = {
        "id": id, "generation": found.generation, "at": answer.at, "candidates": found.candidates, "scanned": found.scanned,
        "profile": answer.asked.profile.code, "data_date": answer.data_date,
    }  # fmt: skip
    if found.missed is not None:
        body["missed"] = list(found.missed)
    return body


def rival_body(rival: Rival) -> Json:
    """Return an earlier right."""
    one = rival.conflict
    filing = as_json(one.filing)
    return {
        "id": one.id,
        "level": one.level,
        "score": round(one.score, 4),
        "sound": _axis(one.sound),
        "look": _axis(one.look),
        "meaning": _axis(one.meaning),
        "goods": {"score": one.goods.score, "pairs": [_pair(pair) for pair in one.goods.pairs]},
        "reasons": [*map(_told, rival.reasons), *(_remark(said) for said in rival.remarks if said.speaks == "for")],
        "against": [*map(_told, rival.against), *(_remark(said) for said in rival.remarks if said.speaks == "against")],
        "statute": statute_body(rival.cited),
        "dates": {**filing.get("dates", {}), "order": rival.order},
        "status": filing["status"],
        "later": one.later,
        "same_owner": one.same_owner,
        "filing": light(filing),
    }


def _axis(axis: Axis) -> Json:
    found = evidence_body(axis.evidence)
    return {"score": round(axis.score, 4), "evidence": None if found is None else {"scope": axis.scope, **found}}


def evidence_body(evidence: Evidence | None) -> Json | None:
    """Return what was measured on what, so that it can be measured again."""
    if evidence is None:
        return None
    value = evidence.value if isinstance(evidence.value, str) else round(float(evidence.value), 4)
    return {"mine": evidence.mine, "theirs": evidence.theirs, "measure": evidence.measure, "value": value}


def _told(one: Told) -> Json:
    return {"code": one.code, **wording(one.wording), "evidence": evidence_body(one.evidence)}


def _remark(one: Remark) -> Json:
    return {"code": one.code, **wording(one.wording), "evidence": {"date": one.on}}


def _pair(pair: GoodsPair) -> Json:
    return {
        "mine": pair.mine.text or pair.mine.class_, "theirs": pair.theirs.text or pair.theirs.class_,
        "relation": pair.relation, "link": pair.link, "score": pair.score,
    }  # fmt: skip


def _good(good: GoodsTerm) -> Json:
    return {"class": good.class_, "text": good.text}


def _judged(one: Judged) -> Json:
    return {**_good(one.good), "level": one.level, "by": [cited.id for cited in one.by]}


def _ground(answer: CheckAnswer, one: Ground) -> Json:
    return {
        "ground": one.ground,
        "list": wording(one.list),
        "edition": wording(one.edition),
        "evidence": {"name": one.name, "how": one.how, "id": one.id},
        "statute": statute_body(ground_cited(answer, one)),
    }


def statute_body(cited: Cited | None) -> Json | None:
    """Return the label of a ground and its article with the days between which it holds."""
    if cited is None:
        return None
    article: Wording = cited.article.name
    return {
        "ground": cited.ground, "label": wording(cited.label), "article": wording(article),
        "valid_from": cited.article.valid_from, "valid_to": cited.article.valid_to,
    }  # fmt: skip
