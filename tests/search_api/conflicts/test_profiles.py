"""Profiles are data: every ground has an article on every day since its first, in both languages, and never two."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.errors import ParameterError
from domain.goods.relation import SCORES
from search_api.conflicts.profiles import CODES, NEUTRAL, RULES, profile_of


@pytest.mark.parametrize("code", CODES)
def test_articles_follow_one_another_without_gap_or_overlap(code: str) -> None:
    for statute in profile_of(code).statutes.values():
        spans = sorted((one.valid_from, one.valid_to) for one in statute.articles)
        assert all(one.name.zh and one.name.en for one in statute.articles) and statute.label.zh and statute.label.en
        for (_, end), (start, _) in pairwise(spans):
            assert end is not None
            assert date.fromisoformat(end) + timedelta(days=1) == date.fromisoformat(start)
        assert spans[-1][1] is None
        assert statute.on("1900-01-01") is None and statute.on("2026-01-01") is not None


def test_the_article_is_that_of_the_day() -> None:
    statute = profile_of("cn").statutes["similar"]
    before, after = statute.on("2014-04-30"), statute.on("2014-05-01")
    assert before is not None and after is not None
    assert ("第二十八条" in before.name.zh, "第三十条" in after.name.zh) == (True, True)


def test_without_a_profile_all_rules_and_no_statutes() -> None:
    assert profile_of(None) is NEUTRAL and profile_of("") is NEUTRAL
    assert NEUTRAL.rules == set(RULES) and NEUTRAL.goods == SCORES and not NEUTRAL.statutes


def test_an_unknown_profile_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(ParameterError) as error:
        profile_of("XX")
    assert "CN, EU, US" in error.value.detail.en
