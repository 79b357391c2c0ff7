"""Goods meet as the Nice list and the similar groups say, in both languages, and codes alone never claim more."""

import random

import pytest

from domain.goods import tables
from domain.goods.reading import read_goods
from domain.goods.relation import SCORES, GoodsList, Relation, relate, relate_each, scale_of
from domain.goods.terms import read_term, split


def _one(nice: str, text: str) -> GoodsList:
    return read_goods([(nice, text)])


@pytest.mark.parametrize(
    ("mine", "theirs", "relation", "link"),
    [
        (("30", "tea"), ("30", "茶"), "identical", "300037"),
        (("30", "冰茶"), ("30", "茶"), "broader", "茶"),
        (("25", "leather shoes"), ("25", "shoes"), "broader", "shoes"),
        (("30", "iced tea"), ("30", "甘菊茶饮料"), "group", "3002"),
        (("2", "媒染剂"), ("2", "油漆"), "cross", "0201+0205"),
        (("30", "tea"), ("30", "bread"), "class", "30"),
        (("35", "retail of tea"), ("30", "tea"), "retail", "300037"),
        (("35", "茶的零售"), ("30", "tea"), "retail", "300037"),
        (("33", "wine"), ("32", "beer"), "coordinated", "33+32"),
        (("12", "cars"), ("30", "tea"), "other", "12+30"),
    ],
)
def test_each_relation_with_its_link(
    mine: tuple[str, str], theirs: tuple[str, str], relation: Relation, link: str
) -> None:
    found = relate(_one(*mine), _one(*theirs))
    assert (found.relation, found.score, found.pairs[0].link) == (relation, SCORES[relation], link)


def test_a_table_of_an_office_says_which_classes_meet() -> None:
    own = tables.coordinated_in([("33", "12; 25"), ("34", "none")])
    assert own == {"33": {"12", "25"}, "12": {"33"}, "25": {"33"}}
    wine, beer, cars = _one("33", "wine"), _one("32", "beer"), _one("12", "cars")
    assert [relate(wine, one, own).relation for one in (beer, cars)] == ["other", "coordinated"]
    assert relate_each(cars, wine, own)[0].link == "12+33"
    assert scale_of(wine, own).score(["12"]) == SCORES["coordinated"] > scale_of(wine, own).score(["32"])
    assert relate(wine, beer, {}).relation == "other" and tables.coordinated_loaded([]) is None


def test_the_same_words_in_another_class_are_not_identical() -> None:
    assert relate(_one("30", "tea"), _one("5", "tea")).relation != "identical"


def test_without_goods_on_one_side_goods_count_the_same() -> None:
    assert relate(read_goods([]), _one("9", "computers")).relation == "any"
    assert scale_of(read_goods([])).score(["9"]) == 1.0


def test_every_claim_is_judged_apart() -> None:
    found = relate_each(_one("30", "tea; bread; honey"), _one("30", "tea"))
    assert [(one.mine.text, one.relation) for one in found] == [
        ("tea", "identical"),
        ("bread", "class"),
        ("honey", "class"),
    ]


def test_codes_alone_never_claim_more_than_the_terms() -> None:
    stream = random.Random(5)
    entries = [one for one in tables.entries().values() if one.en and one.groups]
    for _ in range(300):
        mine, theirs = (
            read_goods([(one.nice, one.en[0]) for one in stream.sample(entries, 2)]) for _ in range(2)
        )  # fmt: skip
        assert scale_of(mine).score(theirs.classes, theirs.groups) <= relate(mine, theirs).score + 1e-9


def test_an_entry_reads_back_as_itself() -> None:
    for entry in list(tables.entries().values())[::37]:
        for name in (*entry.zh[:1], *entry.en[:1]):
            assert split(name, entry.nice) == [name]
            assert read_term(name, entry.nice).exact


def test_odd_goods_are_read_without_a_fault() -> None:
    for text in ("", ";;;", "😀", "מים", "x" * 5_000, "(" * 900, "goods,of,,all、kinds；", "ваза"):
        read_goods([("", text), ("9", text)], ["46", "0", "9"], ["9999", "0901", "x"])
    assert read_goods([], ["46"], ["9999"]) == GoodsList()


def test_long_lists_are_cut() -> None:
    assert len(read_goods([("9", "; ".join(f"thing {n}" for n in range(9_000)))]).terms) == 300
    assert split("a, b (c, d), e") == ["a", "b (c, d)", "e"]
