"""A mark check over generated registers: every reason can be measured again, goods are judged apart, bad input is said."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.engine import Engine
from domain.filings import Filing, Trademark
from domain.goods.reading import goods_of
from domain.goods.relation import SCORES, relate
from domain.marks.measures import MEASURES
from search_api.conflicts.answer import CheckAnswer, check
from search_api.conflicts.asking import Wanted, understood
from search_api.conflicts.ways import ways_of
from search_api.conflicts.whatif import alternatives

COUNTED = {"share", "goods"}
"""Measures of the register, not of two texts."""


def marks(filings: dict[str, Filing]) -> list[Trademark]:
    found = [one for one in filings.values() if isinstance(one, Trademark) and one.mark and one.mark.text]
    return sorted(found, key=lambda one: one.id)


def answered(engine: Engine, **wanted: Any) -> CheckAnswer:
    searcher = engine.searcher()
    try:
        return check(searcher, understood(Wanted(**wanted)))
    finally:
        searcher.close()


def post(client: TestClient, body: Any) -> Any:
    return client.post("/api/v1/conflicts", json=body)


def test_a_mark_of_the_register_meets_itself_first(engine: Engine, filings: dict[str, Filing]) -> None:
    for one in marks(filings)[::17]:
        assert one.mark is not None and one.mark.text
        own = goods_of(one)
        found = answered(engine, mark=one.mark.text, goods=[(term.class_, term.text) for term in own.terms[:3]])
        best = found.rivals[0].conflict
        shown = best.filing
        assert isinstance(shown, Trademark) and shown.mark is not None
        assert best.id == one.id or (shown.mark.text or "").casefold() == one.mark.text.casefold(), one.mark.text
        if best.id == one.id and own.terms and one.status.state in ("in_force", "pending"):
            assert best.level in (1, 2), one.mark.text


def test_every_row_carries_a_reason_whose_evidence_gives_the_same_again(
    engine: Engine, filings: dict[str, Filing]
) -> None:
    seen = 0
    for one in marks(filings)[::13]:
        assert one.mark is not None and one.mark.text
        for rival in answered(engine, mark=one.mark.text[:-1] or one.mark.text, classes=["9", "30"]).rivals:
            conflict = rival.conflict
            assert rival.reasons
            assert all(said.wording.zh and said.wording.en and "{" not in said.wording.en for said in rival.reasons)
            for finding in (*conflict.reasons, *conflict.against):
                evidence = finding.evidence
                if evidence.measure in COUNTED:
                    continue
                again = MEASURES[evidence.measure](evidence.mine, evidence.theirs)
                assert again == pytest.approx(evidence.value, abs=1e-3), (finding, again)
                seen += 1
            again_goods = relate(
                understood(Wanted(mark="x", classes=["9", "30"])).check.goods, goods_of(conflict.filing)
            )
            assert again_goods.pairs == conflict.goods.pairs
    assert seen > 50


def test_goods_are_judged_one_by_one(engine: Engine, filings: dict[str, Filing]) -> None:
    one = next(one for one in marks(filings) if one.status.state == "in_force" and len(goods_of(one).terms) > 1)
    assert one.mark is not None and one.mark.text
    own = goods_of(one).terms[0]
    found = answered(engine, mark=one.mark.text, goods=[(own.class_, own.text), ("13", "fireworks")])
    by_text = {judged.good.text: judged for judged in found.judged}
    assert by_text[own.text].outcome == "blocked"
    assert one.id in {cited.id for cited in by_text[own.text].by} or found.rivals[0].conflict.level == 1
    assert by_text["fireworks"].level == 0 or by_text["fireworks"].level > by_text[own.text].level
    changes = {one.text: one.change for one in alternatives(found) if one.without == "good"}
    assert set(changes) == {own.text, "fireworks"} and all(
        change is not None and change <= 0 for change in changes.values()
    )


def test_later_marks_and_own_marks_decide_nothing(engine: Engine, filings: dict[str, Filing]) -> None:
    one = next(one for one in marks(filings) if one.dates.filed and one.status.state == "in_force" and one.parties)
    assert one.mark is not None and one.mark.text
    owner = next(party.name for party in one.parties if party.role in ("proprietor", "applicant"))
    early = answered(engine, mark=one.mark.text, filed="1901-01-01")
    assert all(
        rival.conflict.later and rival.order == "later" for rival in early.rivals if rival.conflict.filing.dates.filed
    )
    assert early.level == 0 or early.deciding
    own = answered(engine, mark=one.mark.text, owner=owner)
    assert next(rival for rival in own.rivals if rival.conflict.id == one.id).conflict.same_owner
    assert all(rival.conflict.id != one.id for rival in own.deciding)


def test_the_profile_brings_statutes_and_its_weights(engine: Engine, filings: dict[str, Filing]) -> None:
    one = next(one for one in marks(filings) if one.status.state == "in_force")
    assert one.mark is not None and one.mark.text
    neutral = answered(engine, mark=one.mark.text, classes=["9"])
    assert all(rival.cited is None for rival in neutral.rivals)
    chinese = answered(engine, mark=one.mark.text, classes=["9"], profile="CN", filed="2026-01-01")
    assert all(rival.cited is not None and "《商标法》" in rival.cited.article.name.zh for rival in chinese.rivals)
    for rival in chinese.rivals:
        if rival.conflict.goods.pairs:
            assert rival.conflict.goods.score <= SCORES[rival.conflict.goods.relation]


def test_the_answer_is_that_of_the_contract(client: TestClient, filings: dict[str, Filing]) -> None:
    one = marks(filings)[0]
    assert one.mark is not None
    found = post(client, {"mark": one.mark.text, "classes": [9], "goods": [{"class": "30", "text": "tea"}], "k": 20})
    assert found.status_code == 200
    body = found.json()
    assert {"level", "hits", "absolute", "blocked", "free", "record", "notices"} <= set(body)
    assert len(body["hits"]) <= 20
    for hit in body["hits"]:
        assert {"id", "level", "score", "sound", "look", "meaning", "goods", "reasons", "against", "dates", "status", "later",
                "same_owner", "filing"} <= set(hit)  # fmt: skip
        assert {"score", "evidence"} == set(hit["sound"])
        assert all({"mine", "theirs", "relation", "link"} <= set(pair) for pair in hit["goods"]["pairs"])
        assert all({"code", "zh", "en", "evidence"} <= set(said) for said in (*hit["reasons"], *hit["against"]))
        assert "claims" not in hit["filing"]
    assert {"id", "generation", "at", "candidates", "scanned"} <= set(body["record"])
    assert [one["score"] for one in body["hits"]] == sorted((one["score"] for one in body["hits"]), reverse=True)


def test_audit_scans_every_mark(client: TestClient, filings: dict[str, Filing]) -> None:
    one = marks(filings)[3]
    assert one.mark is not None
    record = post(client, {"mark": one.mark.text, "audit": True}).json()["record"]
    assert record["scanned"] > 0 and record["missed"] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"mark": ""}, "mark-empty"),
        ({"mark": "   \u202e "}, "mark-empty"),
        ({}, "mark-empty"),
        ({"mark": "云" * 5_000}, "mark-too-long"),
        ({"mark": "!?…—"}, "mark-without-words"),
        ({"mark": "😀🎉"}, "mark-without-words"),
        ({"mark": "tea", "classes": [46]}, "no-such-class"),
        ({"mark": "tea", "goods": [{"class": "0", "text": "tea"}]}, "no-such-class"),
        ({"mark": "tea", "groups": ["9999"]}, "parameter"),
        ({"mark": "tea", "vienna": ["xx"]}, "parameter"),
        ({"mark": "tea", "profile": "FR"}, "parameter"),
        ({"mark": "tea", "filed": "2020-02-31"}, "parameter"),
        ({"mark": "tea", "filed": "2020-01-01", "priority": "2021-01-01"}, "parameter"),
        ({"mark": "tea", "k": 0}, "parameter"),
        ({"mark": "tea", "surprise": 1}, "parameter"),
        ("tea", "parameter"),
        ({"mark": "tea", "goods": "x" * 20_001}, "goods-too-long"),
    ],
)
def test_what_cannot_be_asked_is_said(client: TestClient, body: Any, code: str) -> None:
    found = post(client, body)
    assert (found.status_code, found.json()["code"]) == (422, code)
    assert found.json()["detail"]["zh"] and found.json()["detail"]["en"]


@pytest.mark.parametrize(
    "mark",
    ["שלום", "مرحبا", "7", "ß", "\u0301", "ＡＢＣ", "a" * 200, "Ω≈ç√", "ไทย", "テスト", "한국", "𠮷野", "ABC\ud800"],
)
def test_any_script_is_answered(client: TestClient, mark: str) -> None:
    found = client.post(
        "/api/v1/conflicts", content=json.dumps({"mark": mark, "k": 5}), headers={"content-type": "application/json"}
    )
    assert found.status_code in (200, 422)


def test_goods_that_no_list_holds_are_said_not_refused(client: TestClient) -> None:
    body = post(client, {"mark": "tea house", "goods": "рыболовные снасти; מים", "classes": ["28"]}).json()
    assert "goods-unread" in {one["code"] for one in body["notices"]}


def test_a_list_is_answered_with_its_broken_rows(client: TestClient) -> None:
    found = post(
        client, [{"mark": "cloud"}, {"mark": ""}, "nonsense", {"mark": "云海", "classes": ["46"]}, {"mark": "tea"}]
    )
    assert found.status_code == 200
    assert [one.get("code", "answered") for one in found.json()] == [
        "answered", "mark-empty", "parameter", "no-such-class", "answered",
    ]  # fmt: skip
    assert post(client, [{"mark": "x"}] * 101).json()["code"] == "too-many-names"


def test_ways_are_told_from_the_signs(engine: Engine, filings: dict[str, Filing]) -> None:
    one = next(one for one in marks(filings) if one.mark and one.mark.text and one.mark.text.isascii())
    assert one.mark is not None and one.mark.text
    found = answered(engine, mark=one.mark.text)
    ways = ways_of(found.asked.check, next(r.conflict for r in found.rivals if r.conflict.id == one.id))
    assert "latin" in ways and "han" not in ways


def test_goods_that_no_list_holds_stand_in_the_one_class_that_is_named() -> None:
    goods = understood(Wanted(mark="cloud", goods=[("", "gobbledygook; tea")], classes=["9"])).check.goods
    assert [(one.class_, one.text) for one in goods.terms] == [("9", "gobbledygook"), ("", "tea")]
    assert goods.classes == ("9", "30")
