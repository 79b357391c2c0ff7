"""A mark check kept as a record: what was asked, what was found and in which state of the register; run again, what changed.

``full`` keeps the query; ``bare`` keeps only ids, levels, scores and codes, none of the words that were asked; ``off``
keeps nothing. A record is kept only when it is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any, Literal

from domain.errors import ParameterError
from domain.text import Wording
from indexer.workspace import RecordedSearch
from search_api.conflicts.answer import CheckAnswer
from search_api.conflicts.asking import Wanted
from search_api.conflicts.batch import mark_of, owner_of

KIND = "conflicts"
Mode = Literal["full", "bare", "off"]
LONGEST_REASON = 2_000
Json = dict[str, Any]


def query_of(wanted: Wanted) -> Json:
    """Return a check as it is kept and asked again."""
    kept = asdict(wanted)
    kept["goods"] = [list(pair) for pair in wanted.goods]
    return {name: value for name, value in kept.items() if value not in ("", None, (), [], False)}


def wanted_of(query: Mapping[str, Any]) -> Wanted:
    """Return the check of a kept query."""
    goods = tuple((str(one[0]), str(one[1])) for one in query.get("goods", ()))
    rest = {name: value for name, value in query.items() if name != "goods"}
    return Wanted(**rest, goods=goods)


def summary(answer: CheckAnswer, mode: Mode) -> Json:
    """Return what is kept of an answer; with ``bare`` nothing that repeats the words asked."""
    found = answer.found
    kept: Json = {
        "level": answer.level, "generation": found.generation, "at": answer.at, "data_date": answer.data_date,
        "profile": answer.asked.profile.code, "k": answer.asked.k, "candidates": found.candidates,
        "scanned": found.scanned, "missed": None if found.missed is None else list(found.missed),
        "hits": [_hit(one, mode) for one in answer.rivals],
        "absolute": [{"ground": one.ground, "id": one.id} for one in answer.absolute.findings],
    }  # fmt: skip
    if mode == "full":
        kept["absolute"] = [
            {
                "ground": one.ground,
                "list": asdict(one.list),
                "edition": asdict(one.edition),
                "name": one.name,
                "id": one.id,
            }
            for one in answer.absolute.findings
        ]
        kept["goods"] = [
            {
                "class": one.good.class_,
                "text": one.good.text,
                "outcome": one.outcome,
                "by": [cited.id for cited in one.by],
            }
            for one in answer.judged
        ]
    return kept


def _hit(rival: Any, mode: Mode) -> Json:
    one = rival.conflict
    kept: Json = {
        "id": one.id, "level": one.level, "score": round(one.score, 4), "sound": round(one.sound.score, 4),
        "look": round(one.look.score, 4), "meaning": round(one.meaning.score, 4), "goods": round(one.goods.score, 4),
        "reasons": [said.code for said in rival.reasons], "against": [said.code for said in rival.against],
        "later": one.later, "same_owner": one.same_owner,
    }  # fmt: skip
    if mode == "full":
        kept |= {"mark": mark_of(rival), "owner": owner_of(rival)}
    return kept


def changes(kept: Mapping[str, Any], now: CheckAnswer) -> Json:
    """Return what differs between a kept answer and one of today: rights new and gone, levels that changed."""
    before = {one["id"]: one for one in kept["hits"]}
    after = {one.conflict.id: one.conflict for one in now.rivals}
    return {
        "generation": {"from": kept["generation"], "to": now.found.generation},
        "data_date": {"from": kept.get("data_date"), "to": now.data_date},
        "level": {"from": kept["level"], "to": now.level},
        "scanned": {"from": kept["scanned"], "to": now.found.scanned},
        "new": [id for id in after if id not in before],
        "gone": [id for id in before if id not in after],
        "levels": [
            {"id": id, "from": before[id]["level"], "to": one.level}
            for id, one in after.items()
            if id in before and before[id]["level"] != one.level
        ],
    }


def record_json(record: RecordedSearch) -> Json:
    """Return a kept record with its dismissals and later runs."""
    return {
        "id": record.id,
        "at": record.at,
        "query": record.query,
        "answer": dict(record.answer),
        "dismissals": [asdict(one) for one in record.dismissals],
        "runs": [{"at": one.at, "changed": dict(one.changed)} for one in record.runs],
    }


def reason_of(text: str) -> str:
    """Return the reason of a dismissal. Raises ``ParameterError`` for none."""
    reason = " ".join(text.split())[:LONGEST_REASON]
    if not reason:
        raise ParameterError("reason", "请写明排除的理由。", "Say why it is set aside.")
    return reason


def hit_of(record: RecordedSearch, id: str) -> str:
    """Return the id of a hit of a record. Raises ``ParameterError`` for any other."""
    if all(one["id"] != id for one in record.answer["hits"]):
        raise ParameterError("hit", "这份记录中没有这件权利。", "The record has no such right.")
    return id


_HEAD = {
    "title": Wording("商标检索记录", "Record of a trade-mark search"),
    "query": Wording("检索内容", "Asked"),
    "none": Wording("未保存检索内容", "kept without the query"),
    "register": Wording("登记簿", "Register"),
    "hits": Wording("在先权利", "Earlier rights"),
    "dismissed": Wording("已排除", "Set aside"),
    "runs": Wording("再次检索", "Run again"),
}


def record_html(record: RecordedSearch, lang: str) -> str:
    """Return a record as a page of its own that needs nothing else, to be filed or sent."""

    def says(key: str) -> str:
        return escape(_HEAD[key].in_language(lang))

    answer = record.answer
    asked = "; ".join(f"{name}: {_plain(value)}" for name, value in (record.query or {}).items())
    facts = ", ".join(
        f"{name} {answer[name]}" for name in ("generation", "data_date", "candidates", "scanned", "profile", "level")
    )
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(_plain(one.get(name)))}</td>' for name in _SHOWN)}</tr>" for one in answer["hits"]
    )
    dismissed = "".join(
        f"<li>{escape(one.hit)} ({escape(one.at)}): {escape(one.reason)}</li>" for one in record.dismissals
    )
    runs = "".join(f"<li>{escape(one.at)}: {escape(_plain(one.changed))}</li>" for one in record.runs)
    heads = "".join(f'<th scope="col">{name}</th>' for name in _SHOWN)
    return (
        f'<!doctype html><html lang="{"zh-Hans" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f"<title>{says('title')} {record.id}</title></head><body><h1>{says('title')} {record.id}</h1><p>{escape(record.at)}</p>"
        f"<h2>{says('query')}</h2><p>{escape(asked) or says('none')}</p><h2>{says('register')}</h2><p>{escape(facts)}</p>"
        f'<h2>{says("hits")} ({len(answer["hits"])})</h2><table border="1"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>'
        f"</table><h2>{says('dismissed')}</h2><ul>{dismissed}</ul><h2>{says('runs')}</h2><ul>{runs}</ul></body></html>"
    )


_SHOWN = ("level", "id", "mark", "owner", "score", "sound", "look", "meaning", "goods", "reasons", "against")


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(one) for one in value)
    return "" if value is None else str(value)
