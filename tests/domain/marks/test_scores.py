"""The batch score and the table of levels: bounds, order, and what they must put first."""

import itertools

import numpy as np
import pytest

from domain.marks import levels, scores
from domain.marks.asked import MOST_ASKED, asked_mark
from domain.marks.keys import Row, read_row, row_text
from domain.marks.normal import normal_form


def _rows(*texts: str) -> list[Row]:
    return [read_row(row_text(f"XX-TM-{at}", text, ("9",), (), (), True)) for at, text in enumerate(texts)]


def _similarity(mine: str, *theirs: str, weak: tuple[str, ...] = ()) -> list[float]:
    def weights(words: object) -> list[float]:
        return [0.2 if one in weak else 0.9 for one in words]  # type: ignore[attr-defined]

    rows = _rows(*theirs)
    compared = scores.compare(asked_mark(mine, weights), rows)
    weighed = np.array(weights(compared.words), np.float32)
    return [float(one) for one in scores.sign_scores(compared, np.arange(len(rows)), weighed).similarity]


MARKS = ("zorbix", "ZORBIX AMBER", "红牛", "RED BULL", "스마트", "ΣΟΦΙΑ", "Кедр", "360", "E N N A", "カメラ")


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_wholly_like_itself_and_scores_are_between_0_and_1(mark: str) -> None:
    found = _similarity(mark, *MARKS)
    assert found[MARKS.index(mark)] == pytest.approx(1.0) and all(0 <= one <= 1 for one in found)


def test_the_dominant_part_counts_more_than_a_weak_one() -> None:
    dominant, weak = _similarity("ZORBIX POWER", "ZORBIX LIGHT", "AMBER POWER", weak=("power", "light"))
    assert dominant > 2 * weak


@pytest.mark.parametrize(
    ("mine", "near", "far"),
    [
        ("云岚", "岚云", "云杉"),
        ("青山岛", "岛青山", "青山桥"),
        ("seiko", "seycos", "amberly"), ("adidas", "qdidas", "melton"), ("陆虎", "路虎", "天龙"), ("未来", "末来", "天龙"),
        ("CHEETAH", "猎豹", "天龙"), ("HYDRAPORE", "HYDRO PORE", "AMBER PORT"), ("sun", "EL SOL", "EL PAN"),
        ("адидас", "adidas", "moon"), ("CAIXA", "CAIXABANK", "AMBERBANK"),
    ],
)  # fmt: skip
def test_near_marks_stand_before_far_ones(mine: str, near: str, far: str) -> None:
    nearer, farther = _similarity(mine, near, far)
    assert nearer > 0.3 and nearer > farther + 0.1


@pytest.mark.parametrize(
    ("few", "more"),
    [
        (("kok", "coq"), ("kokorima", "coqorima")),
        (("nike", "耐克"), ("adidas", "阿迪达斯")),
        (("vai", "菲业"), ("nike", "耐克")),
    ],
)
def test_the_sound_of_few_phones_says_less(few: tuple[str, str], more: tuple[str, str]) -> None:
    assert _similarity(*few) < _similarity(*more)


def test_a_long_slogan_is_compared_by_its_heaviest_words() -> None:
    words = " ".join(f"power{letter}" for letter in "abcdefghijk")
    asked = asked_mark(words + " zorbix", lambda given: [0.9 if one == "zorbix" else 0.1 for one in given])
    assert len(asked.words) == MOST_ASKED and asked.words[asked.dominant] == "zorbix"


@pytest.mark.parametrize("text", ["", "!!!", "😀😀", "\u202eabc", "a" * 5_000, "\0", "الشمس"])
def test_any_text_has_a_normal_form(text: str) -> None:
    form = normal_form(text)
    assert all(form.words) and len(form.words) <= 40


def test_levels_never_fall_as_signs_or_goods_come_nearer() -> None:
    order = {1: 4, 2: 3, 3: 2, 4: 1, 0: 0}
    steps = [at / 20 for at in range(21)]
    for similarity, goods in itertools.product(steps, steps):
        here = order[levels.level(similarity, goods, 0.8)]
        assert here <= order[levels.level(min(1.0, similarity + 0.05), goods, 0.8)]
        assert here <= order[levels.level(similarity, min(1.0, goods + 0.05), 0.8)]
        assert here >= order[levels.level(similarity, goods, 0.1)]


@pytest.mark.parametrize("goods", [1.0, 0.95, 0.7, 0.55, 0.25])
def test_the_bound_of_a_level_is_where_it_begins(goods: float) -> None:
    least = levels.least_similarity(goods)
    if least <= 1:
        assert levels.level(least, goods, 0.8) in (1, 2, 3)
    assert levels.level(least - 0.01, goods, 0.8) not in (1, 2, 3)
