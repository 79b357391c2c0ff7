"""The codes that stand before the rows of a bibliography: WIPO ST.9 for patents, ST.60 for marks, ST.80 for designs."""

from collections.abc import Mapping

from domain.filings import Right

_PATENT = {
    "publication": "11", "registration": "11", "application": "21", "priority": "30", "international": "86",
    "related": "60", "filed": "22", "published": "43", "granted": "45", "title": "54", "applicant": "71",
    "inventor": "72", "designer": "72", "proprietor": "73", "assignee": "73", "agent": "74", "ipc": "51", "cpc": "52",
    "designated": "84",
}  # fmt: skip
_MARK = {
    "registration": "111", "application": "210", "priority": "300", "international": "116", "filed": "220",
    "published": "442", "registered": "151", "expires": "180", "nice": "511", "vienna": "531", "mark": "540",
    "mark_kind": "550", "disclaimer": "526", "translation": "566", "transliteration": "561", "description": "571",
    "colours claimed": "591", "seniority": "350", "applicant": "731", "proprietor": "732", "assignee": "732",
    "agent": "740",
}  # fmt: skip
_DESIGN = {
    "registration": "11", "publication": "11", "application": "21", "priority": "30", "filed": "22",
    "published": "45", "registered": "15", "expires": "18", "title": "54", "locarno": "51", "applicant": "71",
    "designer": "72", "inventor": "72", "proprietor": "73", "assignee": "73", "agent": "74",
}  # fmt: skip
_CODES: Mapping[Right, Mapping[str, str]] = {"patent": _PATENT, "trademark": _MARK, "design": _DESIGN}


def code_of(right: Right, what: str) -> str:
    """Return the code of a row, empty where the right's standard has none.

    >>> code_of("trademark", "proprietor"), code_of("patent", "proprietor"), code_of("gi", "proprietor")
    ('732', '73', '')
    """
    return _CODES.get(right, {}).get(what, "")
