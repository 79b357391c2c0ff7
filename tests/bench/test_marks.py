"""The protocol of the conflict benchmark: what is planted, what is asked, how a rank is read."""

import doctest
import random
from pathlib import Path

from bench.marks import measured, report, rules
from bench.marks.register import drawn_class, planted, read_pairs
from bench.marks.timing import changed
from domain.marks.check import Check

_DECIDED = """pair_id,mark_a,class_a,goods_a,mark_b,class_b,goods_b,forum,case_ref,year,outcome,outcome_text,axis,goods_relation,certainty,source,script
P1,ZORBIX,9,computers,ZORBAX,"9,42",software,X,,2020,1,conflict,"visual,phonetic",I,A,,latin
P2,EL SOL,U,not stated in source,SUN,U,not stated in source,X,,2020,1,conflict,translation,I,B,,latin
P3,AMBER,3,soap,EMBER,3,soap,X,,2020,0,no conflict,visual,I,A,,latin
"""
_OFFICE = """pair_id,office,kind,mark_a,class_a,mark_b,class_b,label,ref,source
D1,EUIPO,opposition_filed,Caldo,6;9,CALDA,,1,,
D2,EUIPO,opposition_filed,Caldo,6;9,SCALDO,,1,,
D3,KIPO,project_negative,가나,,나다,,0,,
"""


def test_the_protocol(tmp_path: Path) -> None:
    (tmp_path / "decided.csv").write_text(_DECIDED, encoding="utf-8")
    (tmp_path / "office.csv").write_text(_OFFICE, encoding="utf-8")
    pairs = read_pairs(tmp_path / "decided.csv") + read_pairs(tmp_path / "office.csv")
    assert planted(pairs[0]) == [
        "P1", "ZORBAX", "9;42", "", "9: software", "Earlier right P1", "in_force", "2000-01-01",
    ]  # fmt: skip
    assert planted(pairs[1])[2] == drawn_class("P2") and planted(pairs[1])[4] == ""
    sets = measured.sets_of(pairs)
    assert {name: [one.id for one in chosen] for name, (chosen, _) in sets.items()} == {
        "decided_goods": ["P1", "P2"], "decided_goods_a_ab": ["P1"], "concept_goods": ["P2"], "euipo_pairs": ["D1", "D2"],
        "brazil_signs": [], "korea_signs": [],
    }  # fmt: skip
    assert measured.check_of(pairs[3], False) == Check(mark="Caldo")
    assert measured.check_of(pairs[0], True).goods.classes == ("9",)
    found = measured.measured(sets, lambda check: ["x"] * 10 + ["S-Caldo", "zorbax", "Sun"])
    assert (found["decided_goods"].first_10, found["decided_goods"].first_100) == (0, 2)
    assert (found["euipo_pairs"].n, found["euipo_best"].n, found["euipo_best"].first_100) == (2, 1, 1)
    made = {"sets": {"decided_goods": {**found["decided_goods"].as_json(), "ngram_r10": 0.0, "ngram_r100": 0.5}}}
    assert "too few" in report.table(made)
    assert (
        report.table({"latency": {"p50": 90.0, "p95": 200.0}}).strip().startswith("latency: p50 90.0, p95 200.0 (must")
    )


def test_examples() -> None:
    assert doctest.testmod(measured).failed == 0


def test_generated_marks_differ_as_their_rule_says() -> None:
    dice = random.Random(1)
    latin, chinese = rules.Name("melonta", ("melonta",), "30"), rules.Name("云麓堂", ("云麓堂",), "30")
    words = rules.Name("melonta vostrik", ("melonta", "vostrik"), "30", "vostrik")
    for code, change in rules.CHANGES.items():
        made = [text for name in (latin, chinese, words) if (text := change(name, dice))]
        assert all(text != name.text for text in made for name in (latin, chinese, words)), code
    part, _, other = (rules.CHANGES["W15"](words, dice) or "").partition(" ")
    assert len(part) == 7 and part != "vostrik" and part[0] == "v" and other
    assert changed("云麓堂", dice) != "云麓堂" and len(changed("melonta", dice)) == 7
