"""Every reading of a number that a person typed; ambiguous text gives all of them, none is chosen by magnitude.

Text with an office, a kind or a prefix is read as what they say. Digits alone (six or more) are read as each office's
number whose form they have, and once more as a bare number (office ``*``), which meets any right of any office.
Check digits are verified where there are any: a reading with a wrong one is given with ``valid`` false.
"""

import re
from dataclasses import dataclass
from typing import Literal

from domain import offices
from domain.filings import NumberType, Right
from domain.numbers import cn, docdb, ep, keys, marks, us, wo
from domain.numbers.spelling import folded, joined, kind_of


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: ``key`` is what records are found by (an id where the kind is given)."""

    type: NumberType | Literal["number"]
    office: str
    number: str
    kind: str | None
    key: str
    valid: bool = True
    right: Right = "patent"


_RECORD_ID = re.compile(r"([A-Z]{2})-(TM-RN|TM|D|GI|LD|SIGN|AP)-([A-Z0-9][A-Z0-9.-]*)")
_RIGHTS: dict[str, Right] = {
    "TM": "trademark", "TM-RN": "trademark", "D": "design", "GI": "gi", "LD": "layout", "SIGN": "sign",
}  # fmt: skip
_OFFICE = re.compile(r"([A-Z]{2})[\s-]*((?:D|PP|RE|H|T|S|R|AI|RX)?[\s-]*\d[\dX\s.,/'-]*?)\s*-?\s*([A-Z]\d?)?")
_GI_FILE = re.compile(r"(?:PGI|PDO|TSG|GI)-[A-Z]{2}-[A-Z]?\d+(?:-[A-Z0-9]+)*")
_LETTERED = re.compile(r"(?:D(?:ES\.?)?|PP|RE)[\s-]*[\d,]{5,9}")
_EPODOC = re.compile(r"US\s?(?:19|20)\d{9}P|US\s?(?:19\d{2}|2000)\d{7}")
_JAPANESE = re.compile(r"((?:特|実|商|意|再)\w[^\d]*[\dMTSHR].*?)([A-Z]\d?)?")
_IN_WORDS = re.compile(r"[a-z]{2}\s")
_ALONE = re.compile(r"\d+|\d{1,3}(?:[.,\s]\d{3})+")
_DESIGN = re.compile(r"(?:EM\s*)?(\d{9})-(\d{4})")


def readings(text: str) -> tuple[Reading, ...]:
    """Return all readings of the text, none where it is no number.

    >>> [one.key for one in readings("US7272630B2")], [one.key for one in readings("EP 1 234 567")]
    (['US-7272630-B2'], ['EP-1234567'])
    >>> [one.key for one in readings("PCT/EP2003/011007")], [one.key for one in readings("ZL 2014 1 0408762.5")]
    (['WO-AP-PCTEP2003011007'], ['CN-AP-2014104087625'])
    >>> [(one.key, one.valid) for one in readings("ZL201410408762.6")]
    [('CN-AP-2014104087626', False)]
    >>> [one.key for one in readings("018012345")]
    ['CN-AP-018012345', 'EM-TM-018012345', '*-18012345']
    >>> [readings(text) for text in ("12345", "battery", "2010", "in 2010", "2010 2011", "2010-01-05")]
    [(), (), (), (), (), ()]
    """
    plain = folded(text)
    digits = sum(one.isdigit() for one in plain)
    if not digits or len(plain) > 60 or (digits < 6 and _IN_WORDS.match(text.strip())):
        return ()
    for reader in (_as_id, _international, _chinese, _other_rights, _slashed, _lettered, _with_office, _dotted, _bare):
        found = reader(plain)
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _publication(office: str, text: str, kind: str | None) -> Reading:
    number = keys.normal(office, "publication", text)
    key = f"{office}-{number}-{kind}" if kind else f"{office}-{number}"
    return Reading("publication", office, number, kind, key)


def _application(office: str, text: str, valid: bool = True) -> Reading:
    number = keys.normal(office, "application", text)
    return Reading("application", office, number, None, keys.number_key("application", office, number), valid)


def _as_id(plain: str) -> list[Reading]:
    """A record's id or key as we write it."""
    if found := _RECORD_ID.fullmatch(plain):
        if found[2] == "AP":
            return [_application(found[1], found[3])]
        kind: NumberType = "registration" if found[2] in ("TM-RN", "D", "GI", "LD", "SIGN") else "application"
        return [Reading(kind, found[1], found[3], None, plain, True, _RIGHTS[found[2]])]
    if found := re.fullmatch(r"([A-Z]{2})-([A-Z]{0,3}\d[A-Z0-9]*)-([A-Z]\d?)", plain):
        return [_publication(found[1], found[2], found[3])]
    return []


def _international(plain: str) -> list[Reading]:
    number = wo.application(plain)
    if number:
        return [Reading("application", "WO", number, None, f"WO-AP-{number}")]
    found = re.fullmatch(r"WO[\s-]*(\d{2,4}[\s/-]?\d{5,6})\s*-?([A-C]\d?)?", plain)
    if found:
        return [_publication("WO", found[1], kind_of(found[2]))]
    return []


def _chinese(plain: str) -> list[Reading]:
    """``ZL`` always begins an application number; so does ``CN`` before 12 or 13 characters, or a dot and a digit."""
    number = joined(plain)
    if number.startswith("ZL"):
        value = cn.application(plain)
        return [_application("CN", value, cn.is_valid(value))] if cn.is_application(value) else []
    bare = number.removeprefix("CN")
    dotted = re.fullmatch(r"(?:CN)?[\d\s]{8,16}\.\s?[\dX]", plain) is not None
    if len(bare) == 13 or dotted or (len(bare) == 12 and number != bare):
        value = cn.application(bare)
        if cn.is_application(value) and not (dotted and number == bare and len(bare) == 9):
            return [_application("CN", value, cn.is_valid(value))]
    return []


def _other_rights(plain: str) -> list[Reading]:
    if found := _DESIGN.fullmatch(plain):
        number = f"{found[1]}-{found[2]}"
        return [Reading("registration", "EM", number, None, f"EM-D-{number}", True, "design")]
    if _GI_FILE.fullmatch(plain):
        return [
            Reading("registration", office, plain, None, f"{office}-GI-{plain}", True, "gi") for office in ("GB", "EM")
        ]
    if found := re.fullmatch(r"(?:IR|G)\s?(\d{6,7}[A-Z]?)", plain):
        number = marks.international(found[1])
        return [Reading("international", "WO", number, None, f"WO-TM-{number}", True, "trademark")]
    return []


def _lettered(plain: str) -> list[Reading]:
    """Numbers that tell their office without its code: US designs, plants and reissues, Japanese and epodoc spellings."""
    if _LETTERED.fullmatch(plain):
        return [_publication("US", plain, None)]
    if _EPODOC.fullmatch(plain) and (number := docdb.epodoc(plain)):
        return [Reading("application", number[0], number[1], None, keys.number_key("application", *number))]
    if plain.startswith("TMA") and plain[3:].isdigit():
        return [Reading("registration", "CA", plain, None, f"CA-TM-RN-{plain}", True, "trademark")]
    found = _JAPANESE.fullmatch(plain)
    if found and found[1][1] in "願":
        return [_application("JP", found[1])]
    return [_publication("JP", found[1], kind_of(found[2]))] if found else []


def _slashed(plain: str) -> list[Reading]:
    """``10/123,456``: a US application, or the serial of a US mark from series 70 on; a year and a serial: a publication."""
    if found := re.fullmatch(r"20\d{2}/(\d{6,7})", plain):
        return [_publication("US" if len(found[1]) == 7 else "WO", plain, None)]
    found = re.fullmatch(r"(?:US\s?)?(\d{1,2})/(\d{3})[,.\s]?(\d{3})", plain)
    if not found:
        return []
    number = f"{int(found[1]):02d}{found[2]}{found[3]}"
    result = [_application("US", number)] if us.is_application(number) else []
    if int(found[1]) >= 70:
        result.append(Reading("application", "US", number, None, f"US-TM-{number}", True, "trademark"))
    return result


def _with_office(plain: str) -> list[Reading]:
    found = _OFFICE.fullmatch(plain)
    if not found:
        return []
    office, digits, kind = found[1], found[2], kind_of(found[3])
    number = joined(digits)
    if not offices.is_code(office) or len(number) < (4 if kind else 5):
        return []
    if kind:
        return [_publication(office, digits, kind)]
    if office == "EP":
        return _european(plain, digits)
    if office == "EM":
        return [Reading("application", "EM", number, None, f"EM-TM-{number}", True, "trademark")]
    result = [_publication(office, digits, None)]
    if office == "US":
        value = us.publication(digits)
        result = [result[0]] if us.is_publication(value) else []
        result += _american(number)
    elif office == "CN":
        result = ([result[0]] if cn.is_publication(number) else []) + _chinese_numbers(number)
    else:
        result.append(_application(office, digits))
    return result


def _european(plain: str, digits: str) -> list[Reading]:
    number = joined(digits)
    if len(number) <= 7:
        return [_publication("EP", digits, None)]
    value = ep.application(digits)
    return [_application("EP", value, ep.is_valid(digits))] if ep.is_application(value) else []


def _american(number: str) -> list[Reading]:
    result = [_application("US", number)] if us.is_application(number) else []
    if len(number) == 8 and number.isdigit() and number >= "70":
        result.append(Reading("application", "US", number, None, f"US-TM-{number}", True, "trademark"))
    if number.isdigit() and 6 <= len(number) <= 7:
        value = marks.registration(number)
        result.append(Reading("registration", "US", value, None, f"US-TM-RN-{value}", True, "trademark"))
    return result


def _chinese_numbers(number: str) -> list[Reading]:
    value = cn.application(number)
    result = []
    if cn.is_application(value) and len(number) in (8, 9, 12, 13, 15):
        result.append(_application("CN", value, cn.is_valid(value)))
    if number.isdigit() and 6 <= len(number) <= 8:
        result.append(Reading("application", "CN", number, None, f"CN-TM-{number}", True, "trademark"))
    return result


def _dotted(plain: str) -> list[Reading]:
    """Digits, a dot and one more: an application number with its check digit, European or old Chinese."""
    if not re.fullmatch(r"[\d\s]{8,13}\.\s?[\dX]", plain) or len(joined(plain)) != 9:
        return []
    found = [_application("EP", plain, ep.is_valid(plain))] if plain[-1] != "X" else []
    value = cn.application(plain)
    if cn.is_application(value):
        found.append(_application("CN", value, cn.is_valid(value)))
    return found


def _bare(plain: str) -> list[Reading]:
    """Digits alone: every office's number that has this form, then the bare number."""
    number = joined(plain)
    if not re.fullmatch(r"\d{6,15}", number) or not _ALONE.fullmatch(plain):
        return []
    result: list[Reading] = []
    if us.is_publication(number):
        result.append(_publication("US", number, None))
    result += _american(number)
    if ep.is_publication(number.lstrip("0")) and len(number) <= 7:
        result.append(_publication("EP", number, None))
    if ep.is_application(number):
        result.append(_application("EP", number))
    if wo.is_publication(number):
        result.append(_publication("WO", number, None))
    if cn.is_publication(number):
        result.append(_publication("CN", number, None))
    result += [one for one in _chinese_numbers(number) if one.valid]
    if len(number) == 9 and number[0] == "0":
        result.append(Reading("application", "EM", number, None, f"EM-TM-{number}", True, "trademark"))
    bare = keys.bare_key(number)
    if bare:
        result.append(Reading("number", "*", number.lstrip("0"), None, bare))
    return result
