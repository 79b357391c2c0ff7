"""Check digits and spellings held against the offices' own numbers."""

import gzip
import json
import re
from collections import Counter

import pytest

from domain.numbers import cn, docdb, ep, readings, us
from tests.shared_files import shared_path

EXCEPTION = "92900624.0"
"""The one European number among the files whose printed check digit is not the computed one."""


@pytest.mark.shared
def test_chinese_check_digits_hold_for_the_gazette() -> None:
    seen: Counter[str] = Counter()
    with gzip.open(shared_path("bench/cn/cn_biblio.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            number = cn.application(json.loads(line)["filing_id"])
            seen["valid" if cn.is_valid(number) else "wrong" if cn.is_application(number) else "broken"] += 1
    assert seen == {"valid": 27_872, "broken": 53_692}


@pytest.mark.shared
def test_chinese_publications_are_read_from_the_gazette() -> None:
    with gzip.open(shared_path("bench/cn/cn_biblio.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 50:
                continue
            printed = json.loads(line)["authorization_notice_id"]
            found = re.fullmatch(r"CN(\d+)([A-Z]\d?)", printed)
            assert found
            assert [one.key for one in readings(printed)] == [f"CN-{found[1]}-{found[2]}"]
            assert cn.is_publication(found[1])


@pytest.mark.shared
def test_european_check_digits_hold_for_the_full_texts() -> None:
    printed = set()
    for path in sorted(shared_path("epo/fulltext").glob("*.xml")):
        printed.update(re.findall(r"<B210>([^<]*)</B210>", path.read_text(encoding="utf-8", errors="replace")))
    assert len(printed) == 27
    assert {number for number in printed if not ep.is_valid(number)} == {EXCEPTION}


@pytest.mark.shared
def test_docdb_and_epodoc_agree_on_the_exchange_files() -> None:
    """Where both spellings stand in a file, both give one normal form, but for the old countries' own formats."""
    same = Counter[str]()
    for path in sorted(shared_path("epo/docdb").glob("*.xml")):
        text = path.read_text(encoding="utf-8")
        pairs = re.findall(
            r'<exch:(?:priority-claim|application-reference)[^>]*data-format="docdb"[^>]*><document-id><country>(\w+)'
            r"</country><doc-number>([^<]+)</doc-number><kind>(\w)</kind>(?:<date>(\d+)</date>)?.*?"
            r'data-format="epodoc"[^>]*><document-id><doc-number>([^<]+)<',
            text,
        )
        for country, number, kind, date, spelled in pairs:
            day = f"{date[:4]}-{date[4:6]}-{date[6:]}" if date else None
            normal = docdb.application(country, number, kind, day)
            same[f"{country}:{normal == docdb.epodoc(spelled, day)}"] += 1
    assert same["US:True"] >= 1 and same["WO:False"] == same["IB:False"] == same["IL:False"] == 0
    assert same["IB:True"] == 1 and same["IL:True"] == 1


@pytest.mark.shared
def test_american_series_follow_from_the_filing_date() -> None:
    """Of applications that others go back to, provisional or parents, each has the series that its date gives."""
    seen: Counter[str] = Counter()
    pattern = re.compile(
        r"<(parent-doc|us-provisional-application)>\s*<document-id>\s*<country>US</country>\s*<doc-number>(\d{8})"
        r"</doc-number>\s*(?:<kind>\w+</kind>\s*)?<date>(\d{4})(\d\d)(\d\d)"
    )
    for path in sorted(shared_path("uspto/grants").glob("*.xml")):
        for kind, number, *date in pattern.findall(path.read_text(encoding="utf-8", errors="replace")):
            series = us.series_of(int(number[2:]), "P" if "provisional" in kind else "A", "-".join(date))
            seen[f"{kind}:{series == number[:2] if series else 'later'}"] += 1
    assert seen["parent-doc:False"] == seen["us-provisional-application:False"] == 0
    assert seen["parent-doc:True"] >= 10 and seen["us-provisional-application:True"] >= 10
