"""Each reason W01 to W17 and each guard, on pairs that have it and pairs that do not; evidence is measured again."""

import numpy as np
import pytest

from domain.marks import guards, measures, reasons, scores
from domain.marks.asked import asked_mark
from domain.marks.check import Axis, Evidence
from domain.marks.explain import axes
from domain.marks.keys import read_row, row_text
from domain.marks.normal import normal_form
from domain.marks.pair import Claim, Pair

_SHARES = {"power": 0.02, "casa": 0.01, "grupo": 0.008}


def claim(classes: tuple[str, ...] = (), claimed: tuple[str, ...] = ()) -> Claim:
    return Claim(classes, claimed, lambda word: _SHARES.get(word, 1e-6))


def pair(mine: str, theirs: str, classes: tuple[str, ...] = (), claimed: tuple[str, ...] = ()) -> Pair:
    """Return a pair measured as the ranking measures it, in a register where only a few words are frequent."""

    def weights(words: object) -> list[float]:
        return [0.1 if _SHARES.get(one) else 0.9 for one in words]  # type: ignore[attr-defined]

    asked = asked_mark(mine, weights)
    row = read_row(row_text("XX-TM-1", theirs, classes, (), (), True))
    compared = scores.compare(asked, [row])
    weighed = np.array(weights(compared.words), np.float32)
    found = axes(compared, 0, scores.sign_scores(compared, np.arange(1), weighed), 0, weighed)
    weight = {one: 0.1 if one in _SHARES else 0.9 for one in (*normal_form(mine).words, *normal_form(theirs).words)}
    return Pair(normal_form(mine), normal_form(theirs), mine, theirs, weight, claim(classes, claimed), *found)


HOLD = [
    ("W01", "森大林", "大森林", ()), ("W01", "云 麓堂", "云麓堂", ()), ("W02", "E-BOX", "ebox", ()), ("W02", "Éclat", "ECLAT", ()),
    ("W03", "STAR MOON", "MOON STAR", ()), ("W04", "云麓堂", "云鹿堂", ()), ("W05", "zorbix", "zorbax", ()),
    ("W05", "dalmen", "dolmen", ()), ("W06", "modern", "modem", ()), ("W06", "未来", "末来", ()), ("W07", "Kwikfit", "Quickfit", ()),
    ("W07", "路虎", "陆虎", ()), ("W07", "CORVAX", "KORVEX", ()), ("W08", "EL SOL", "SUN", ()), ("W08", "BUENOS DIAS", "GOOD MORNING", ()), ("W09", "kiki", "ki", ()),
    ("W09", "乐乐", "乐", ()), ("W10", "RUNNERS", "RUNNER", ()), ("W10", "THE ZORBIX", "ZORBIX", ()),
    ("W10", "UHJ", "UNIVERSAL HOUSE OF JUSTICE", ()), ("W11", "ZORBIX TEA", "ZORBIX", ("30",)), ("W12", "ZORBIX PARIS", "ZORBIX", ()),
    ("W12", "北京云麓", "云麓", ()), ("W13", "SUPER ZORBIX", "ZORBIX", ()), ("W13", "云麓优质", "云麓", ()),
    ("W14", "ZORBIX GRUPO", "ZORBIX", ()), ("W15", "ZORBIX AMBER", "ZORBAX VELVET", ()), ("W16", "ZORBIX AMBER", "ZORBIX", ()),
    ("W16", "TIGERZORB", "ZORB", ()), ("W17", "猎豹", "CHEETAH", ()), ("W17", "DIDASI", "迪达斯", ()),
]  # fmt: skip
FAIL = [
    ("W01", "森大木", "大森林", ()), ("W02", "EBOX", "EBIX", ()), ("W03", "STAR MOON", "STAR MOON", ()), ("W03", "STAR MOON", "MOON SUN", ()),
    ("W04", "云麓堂", "山鹿堂", ()), ("W04", "云麓", "云鹿", ()), ("W05", "zorbix", "zalbex", ()), ("W05", "cat", "cut", ()),
    ("W06", "modern", "ancient", ()), ("W06", "未来", "龙王", ()), ("W07", "Kwikfit", "Amberly", ()), ("W08", "SUN", "POWER", ()),
    ("W08", "SUN", "SUN", ()), ("W09", "kiko", "ki", ()), ("W10", "RUNNER", "RUMOUR", ()), ("W11", "ZORBIX TEA", "ZORBIX", ("7",)),
    ("W12", "ZORBIX TORVEX", "ZORBIX", ()), ("W13", "ZORBIX TORVEX", "ZORBIX", ()), ("W14", "ZORBIX TORVEX", "ZORBIX", ()),
    ("W15", "ZORBIX AMBER", "MELTON VELVET", ()), ("W16", "ZORBIX", "ZORBIX AMBER", ()), ("W16", "AMBER POWER", "POWER", ()),
    ("W17", "猎豹", "虎豹", ()), ("W17", "ZORBIX", "猎豹", ()),
]  # fmt: skip


@pytest.mark.parametrize(("code", "mine", "theirs", "classes"), HOLD)
def test_a_reason_holds_with_evidence_that_can_be_measured_again(
    code: str, mine: str, theirs: str, classes: tuple[str, ...]
) -> None:
    evidence = reasons.REASONS[code](pair(mine, theirs, classes))
    assert evidence is not None
    assert measures.MEASURES[evidence.measure](evidence.mine, evidence.theirs) == evidence.value


@pytest.mark.parametrize(("code", "mine", "theirs", "classes"), FAIL)
def test_a_reason_does_not_hold(code: str, mine: str, theirs: str, classes: tuple[str, ...]) -> None:
    assert reasons.REASONS[code](pair(mine, theirs, classes)) is None


def test_an_equal_code_is_the_evidence_where_it_says_more_than_phones() -> None:
    by_code, by_phones = pair("CORVAX", "KORVEX").sound, pair("SINERJI", "CYNERGY").sound
    assert by_code.evidence == Evidence("corvax", "korvex", "metaphone", 0.75) and by_code.score == 0.75
    assert by_phones.evidence is not None and by_phones.evidence.measure == "sound" and by_phones.score > 0.75


GUARDED = [
    ("G-first-character", "山麓堂", "云麓堂", "W04"), ("G-first-letter", "zolmen", "dolmen", "W05"), ("G-meaning", "house", "mouse", "W05"),
    ("G-weak-mark", "SUPER POWER", "POWER", "W13"), ("G-weak-mark", "CASA PARIS", "CASA", "W12"), ("G-weak-mark", "POWER TEA", "POWER", "W11"),
    ("G-weak-mark", "POWER GRUPO", "POWER", "W14"), ("G-weak-part", "POWER ZORBIX", "POWER AMBER", "W15"),
    ("G-weak-part", "POWER ZORBIX", "POWER AMBER", "W07"),
]  # fmt: skip
FREE = [
    ("G-first-character", "云鹿堂", "云麓堂", "W04"), ("G-first-letter", "dalmen", "dolmen", "W05"), ("G-meaning", "zorbix", "zorbax", "W05"),
    ("G-meaning", "sol", "sun", "W08"), ("G-weak-mark", "SUPER ZORBIX", "ZORBIX", "W13"), ("G-weak-part", "ZORBIX AMBER", "ZORBIX VELVET", "W15"),
    ("G-weak-part", "POWER ZORBIX", "POWER AMBER", "W05"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "mine", "theirs", "reason"), GUARDED)
def test_a_guard_speaks_against(code: str, mine: str, theirs: str, reason: str) -> None:
    found = guards.against(pair(mine, theirs, ("30",)), frozenset([reason]), 1.0)
    assert code in [one.code for one in found]
    assert guards.softened(0.8, found) < 0.8


@pytest.mark.parametrize(("code", "mine", "theirs", "reason"), FREE)
def test_a_guard_is_silent(code: str, mine: str, theirs: str, reason: str) -> None:
    assert code not in [one.code for one in guards.against(pair(mine, theirs), frozenset([reason]), 1.0)]


def test_distant_goods_are_told_and_do_not_soften_the_signs() -> None:
    found = guards.against(pair("zorbix", "zorbix"), frozenset(), 0.25)
    assert [one.code for one in found] == ["G-distant-goods"] and guards.softened(0.8, found) == 0.8
    assert guards.against(pair("zorbix", "zorbix"), frozenset(), 0.55) == ()


def test_a_profile_may_leave_rules_and_guards_out() -> None:
    one = pair("zolmen", "dolmen")
    assert {found.code for found in reasons.reasons(one, frozenset(["W05"]))} == {"W05"}
    assert guards.against(one, frozenset(["W05"]), 0.25, frozenset(["G-meaning"])) == ()


def test_where_no_reason_holds_the_strongest_axis_is_one() -> None:
    one = pair("zorbix", "zelbartus")
    nothing = Axis(0.0)
    weak = Pair(
        one.mine, one.theirs, one.my_text, one.their_text, one.weights, one.claim, nothing,
        Axis(0.2, "whole", Evidence("zorbix", "zelbartus", "sound", 0.2)), nothing,
    )  # fmt: skip
    assert [found.code for found in reasons.reasons(weak, reasons.REASONS.keys())] == ["W07"]  # type: ignore[arg-type]
