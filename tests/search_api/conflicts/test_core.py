"""The conflict check over a small register: order, evidence, dates, goods, the audit, and marks that say little."""

import csv
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.engine import Engine, Searcher
from domain.goods.reading import read_goods
from domain.marks import han, measures
from domain.marks.asked import asked_mark
from domain.marks.check import Check, Conflict, Found
from domain.marks.register import MarkRegister
from indexer.build import load
from indexer.engines.connect import EngineSettings, connect
from search_api.conflicts.candidates import channels
from search_api.conflicts.core import find_conflicts
from search_api.conflicts.weighing import Counts

MARKS = [
    ("1", "ZORBIX", "9", "9: computers", "Orla Ltd", "in_force", "2010-01-01"),
    ("2", "ZORBAX LABS", "9", "9: computer software", "Mira Ltd", "in_force", "2022-01-01"),
    ("3", "AMBER ZORBIX", "25", "25: clothing", "Orla Ltd", "expired", "2001-01-01"),
    ("4", "陆虎", "12", "12：汽车", "云麓有限公司", "in_force", "2005-01-01"),
    ("5", "路虎", "12", "12：汽车", "澜桥有限公司", "in_force", "2006-01-01"),
    ("6", "CHEETAH", "12", "12: tires", "Kite & Sons", "in_force", "2007-01-01"),
    ("7", "HOUSE OF AMBER", "30", "30: tea", "Kite & Sons", "in_force", "2008-01-01"),
    ("8", "MELTON", "9", "9: computers", "Kite & Sons", "pending", "2009-01-01"),
    ("9", "SCHMIDT", "30", "30: tea", "Orla Ltd", "in_force", "2010-02-01"),
    ("10", "RESINE", "36", "36: banking", "Orla Ltd", "in_force", "2011-02-01"),
    ("11", "토로미", "43", "43: restaurants", "Orla Ltd", "in_force", "2011-03-01"),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("register")
    with (folder / "marks.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "mark", "classes", "goods", "owner", "status", "filed"])
        writer.writerows(MARKS)
    engine = connect(EngineSettings(f"embedded:{folder / 'index'}", folder))
    assert load(engine, [folder / "marks.csv"]).counts["indexed"] == len(MARKS)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def searcher(register: Engine) -> Searcher:
    return register.searcher()


def _found(searcher: Searcher, mark: str, goods: str = "", nice: str = "", **more: str) -> Found:
    claimed = read_goods([(nice, goods)] if goods else [], [nice] if nice else [])
    return find_conflicts(searcher, Check(mark=mark, goods=claimed, **more))  # type: ignore[arg-type]


def _codes(one: Conflict) -> set[str]:
    return {finding.code for finding in one.reasons}


def test_the_identical_mark_for_the_same_goods_is_a_bar_and_stands_first(searcher: Searcher) -> None:
    found = _found(searcher, "Zorbix", "computers", "9")
    first = found.conflicts[0]
    assert (first.id, first.level, first.goods.relation) == ("XX-TM-1", 1, "identical") and "W02" in _codes(first)
    assert [one.id for one in found.conflicts][:2] == ["XX-TM-1", "XX-TM-2"]
    assert found.scanned == 10 and found.candidates >= 3 and found.words[0].dominant


def test_goods_are_an_axis_of_their_own(searcher: Searcher) -> None:
    distant = next(one for one in _found(searcher, "ZORBIX", "computers", "9").conflicts if one.id == "XX-TM-3")
    unknown = next(one for one in _found(searcher, "ZORBIX").conflicts if one.id == "XX-TM-3")
    assert distant.look.score == unknown.look.score and distant.score < unknown.score
    assert "G-distant-goods" in {one.code for one in distant.against} and unknown.against == ()


def test_sound_shape_and_meaning_cross_scripts(searcher: Searcher) -> None:
    sounds = {one.id: one for one in _found(searcher, "路虎", "汽车", "12").conflicts}
    assert sounds["XX-TM-4"].sound.score > 0.8 and "W07" in _codes(sounds["XX-TM-4"])
    means = {one.id: one for one in _found(searcher, "猎豹", "汽车", "12").conflicts}
    assert means["XX-TM-6"].meaning.score > 0.5 and _codes(means["XX-TM-6"]) & {"W08", "W17"}


def test_a_word_is_found_by_its_code_and_an_index_without_codes_still_answers(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(searcher, MarkRegister)
    assert searcher.key_counts(["mXMT", "mSMT", "mNOWHERE"]) == {"mXMT": 1, "mSMT": 1, "mNOWHERE": 0}
    asked = asked_mark("SMITH", lambda words: [1.0] * len(words))
    words = next(one for one in channels(searcher, "SMITH", asked, [], Counts()) if one.name == "words")
    assert set(words.weights) == {"mXMT"}
    assert "XX-TM-9" in {one.id for one in _found(searcher, "SMITH").conflicts}
    monkeypatch.setattr(
        type(searcher), "key_counts",
        lambda self, keys, own=type(searcher).key_counts: own(self, keys) | {key: 0 for key in keys if key[0] == "m"},
    )  # fmt: skip
    assert _found(searcher, "Zorbix", "computers", "9").conflicts[0].id == "XX-TM-1"


@pytest.mark.parametrize("mark", ["Zorbix", "ZORBAX AMBER", "陆虎", "houseamber", "토로미", "!"])
def test_a_register_that_is_far_away_is_asked_three_times_and_answers_the_same(
    register: Engine, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    searcher, asked = register.searcher(), []
    near = _found(searcher, mark, nice="9")
    own = type(searcher).key_counts  # type: ignore[attr-defined]
    threads = ThreadPoolExecutor(2)
    monkeypatch.setattr("search_api.conflicts.weighing._KNOWN", OrderedDict())
    monkeypatch.setattr(type(searcher), "ahead", lambda self, ask: threads.submit(ask).result)
    monkeypatch.setattr(type(searcher), "key_counts", lambda self, keys: asked.append(keys) or own(self, keys))
    assert _found(searcher, mark, nice="9") == near
    assert len(asked) <= 3
    threads.shutdown()


def test_counts_that_are_full_keep_what_was_just_asked(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(searcher, MarkRegister)
    own, asked = type(searcher).key_counts, []
    monkeypatch.setattr("search_api.conflicts.weighing._MOST", 3)
    monkeypatch.setattr(type(searcher), "key_counts", lambda self, keys: asked.append(keys) or own(self, keys))
    counts = Counts()
    counts.of(searcher, ["l", "wzorbix"])
    counts.of(searcher, ["wzorbix", "wamber", "wmelton"])
    assert counts.of(searcher, ["wzorbix", "wamber", "wmelton"]) == {"wzorbix": 2, "wamber": 2, "wmelton": 1}
    assert asked == [["l", "wzorbix"], ["wamber", "wmelton"]]


@pytest.mark.parametrize(("mark", "id"), [("利金", "XX-TM-10"), ("TOROMI", "XX-TM-11"), ("DOLOMI", "XX-TM-11")])
def test_marks_of_other_scripts_are_found_by_their_coarse_phones(searcher: Searcher, mark: str, id: str) -> None:
    assert isinstance(searcher, MarkRegister)
    asked = asked_mark(mark, lambda words: [1.0] * len(words))
    (across,) = [one for one in channels(searcher, mark, asked, (), Counts()) if one.name == "across"]
    assert [line.split("\t")[0] for line in searcher.candidates([across])] == [id]
    assert id in {one.id for one in _found(searcher, mark).conflicts}


@pytest.mark.parametrize(
    ("mark", "id"),
    [
        ("ZORBYX", "XX-TM-1"),
        ("ZROBIX", "XX-TM-1"),
        ("rnelton", "XX-TM-8"),
        ("MELTO", "XX-TM-8"),
        ("RSINA", "XX-TM-10"),
    ],
)
def test_words_one_change_away_are_candidates_of_their_own(searcher: Searcher, mark: str, id: str) -> None:
    assert isinstance(searcher, MarkRegister)
    asked = asked_mark(mark, lambda words: [1.0] * len(words))
    near = [one for one in channels(searcher, mark, asked, (), Counts()) if one.name == "near"]
    assert id in [line.split("\t")[0] for line in searcher.candidates(near)]
    assert "XX-TM-7" not in [line.split("\t")[0] for line in searcher.candidates(near)]


def test_a_character_that_looks_like_another_is_looked_like_by_it() -> None:
    for first, second in ("鸿溯", "蛙蜐", "意恋", "未末"):
        assert first in han.neighbours(second) and second in han.neighbours(first)
    assert measures.looks("祥运", "禅边") < 0.5 < measures.looks("溯运", "鸿运")  # every place drawn alike, or one


def test_dates_and_owners_are_told(searcher: Searcher) -> None:
    found = {one.id: one for one in _found(searcher, "ZORBIX", filed="2015-05-05", owner="ORLA LTD.").conflicts}
    assert (found["XX-TM-1"].later, found["XX-TM-2"].later) == (False, True)
    assert (found["XX-TM-1"].same_owner, found["XX-TM-2"].same_owner) == (True, False)


@pytest.mark.parametrize("mark", ["ZORBIX", "陆虎", "AMBER HOUSE", "猎豹 CHEETAH", "MELT ON"])
def test_every_hit_has_a_reason_that_can_be_measured_again(searcher: Searcher, mark: str) -> None:
    hits = _found(searcher, mark).conflicts
    assert hits
    for one in hits:
        assert one.reasons
        for finding in one.reasons:
            evidence = finding.evidence
            assert measures.MEASURES[evidence.measure](evidence.mine, evidence.theirs) == evidence.value  # type: ignore[index]


def test_the_audit_scans_every_mark_and_names_what_was_missed(searcher: Searcher) -> None:
    found = find_conflicts(searcher, Check(mark="ZORBIX"), audit=True)
    assert found.scanned == len(MARKS) and found.missed == ()
    without = [one.id for one in found.conflicts if one.level in (1, 2, 3)]
    assert without[:1] == ["XX-TM-1"]


def test_the_audit_tells_of_a_mark_that_no_channel_found(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.conflicts.candidates.channels", lambda *given: [])
    found = find_conflicts(searcher, Check(mark="ZORBIX"), audit=True)
    assert found.conflicts == () and "XX-TM-1" in (found.missed or ())


@pytest.mark.parametrize("mark", ["", "!!!", "😀", "\u202e", "a" * 5_000, "the", "الشمس", "한"])
def test_marks_that_say_little_are_answered(searcher: Searcher, mark: str) -> None:
    assert len(find_conflicts(searcher, Check(mark=mark), audit=True).conflicts) <= len(MARKS)


def test_the_list_is_cut_where_asked(searcher: Searcher) -> None:
    assert len(find_conflicts(searcher, Check(mark="ZORBIX"), 1).conflicts) == 1
