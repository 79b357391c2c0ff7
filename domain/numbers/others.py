"""Numbers of the offices without a module of their own: cleaned, and where an office's form is regular, made one.

- DE: ``102 46 716.5`` or, since 2004, ``10 2004 057 741.3``; the check digit after the dot is dropped.
- FR: year and serial (``06 04462``). GB: ``9902593.4``, the check digit dropped. AU, IT, NL: as printed, joined.
- JP: applications and publications by year and six digits (``2002-156293``); years of an era
  (``特願平11-123456``, ``H11-123456``) become years of our calendar for applications and stay in publications.
- KR: type, year and seven digits (``10-2005-0030343``); without the type (DOCDB) it is added from the kind: A 10, U 20.
- TW: nine digits by year of the republic.
"""

import re

from domain.numbers.spelling import folded, joined, unpadded

_ERAS = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}
_KANJI = {"明": "M", "大": "T", "昭": "S", "平": "H", "令": "R"}
_JP_WORDS = re.compile(r"特願|特開|特表|特公|再表|実願|実開|実公|意願|商願|特許|第|号|公報|出願|JP")
_ERA_YEAR = re.compile(r"([MTSHR])(\d{1,2})[-/ ]?(\d{1,6})")
_KR_LONG = re.compile(r"([1234]0)(?:00)?((?:19|20)\d{2})(\d{7})")
_KR_STANDARD = re.compile(r"([1234]0)((?:19|20)\d{2})00(\d{7})")
_KR_SHORT = re.compile(r"((?:19|20)\d{2})(\d{7})")
_KR_TYPES = {"A": "10", "U": "20", "S": "30", "F": "30"}


def application(office: str, text: str, kind: str | None = None) -> str:
    """Return the normal form of an application number.

    >>> application("JP", "2002-156293"), application("JP", "特願平11-123456")
    ('2002156293', '1999123456')
    >>> application("JP", "特願２０１９−１６５３２９"), application("KR", "102016000063019")
    ('2019165329', '1020160063019')
    >>> application("KR", "10-2005-0030343"), application("KR", "20050030343", "A")
    ('1020050030343', '1020050030343')
    >>> application("DE", "102 46 716.5"), application("DE", "10 2004 057 741"), application("GB", "9902593.4")
    ('10246716', '102004057741', '9902593')
    >>> application("FR", "06 04462"), application("IT", "BG2002A000039"), application("AU", "PP 7180")
    ('0604462', 'BG2002A000039', 'PP7180')
    """
    plain = folded(text)
    if office == "JP":
        return _japanese_application(plain)
    if office in ("DE", "GB", "AT", "CH"):
        plain = re.sub(r"\.\d$", "", plain)
    number = joined(plain)
    if number.startswith(office) and number[len(office) :].isdigit():
        number = number[len(office) :]
    return _korean(number, kind) if office == "KR" else number


def _japanese_application(plain: str) -> str:
    bare = _JP_WORDS.sub("", _lettered(plain)).strip().replace("−", "-")
    if found := _ERA_YEAR.fullmatch(bare):
        return f"{_ERAS[found[1]] + int(found[2])}{found[3].zfill(6)}"
    if found := re.fullmatch(r"((?:19|20)\d{2})[-/ ](\d{1,6})", bare):
        return found[1] + found[2].zfill(6)
    return joined(bare)


def _korean(number: str, kind: str | None) -> str:
    if found := _KR_STANDARD.fullmatch(number) or _KR_LONG.fullmatch(number):
        return found[1] + found[2] + found[3]
    if found := _KR_SHORT.fullmatch(number):
        prefix = _KR_TYPES.get((kind or "A")[:1], "10")
        return prefix + found[1] + found[2]
    return number


def publication(office: str, text: str) -> str:
    """Return the normal form of a publication number: Korean ones without the type, which the kind repeats.

    >>> publication("JP", "特開2001-1234"), publication("JP", "特許第６１５１５５７号公報"), publication("JP", "H11-123456")
    ('2001001234', '6151557', 'H11123456')
    >>> publication("JP", "特開平1-12345"), publication("JP", "H0112345")
    ('H0112345', 'H0112345')
    >>> publication("DE", "DE 1258188"), publication("FR", "2 123 456"), publication("KR", "10-2016-0063019")
    ('1258188', '2123456', '20160063019')
    """
    plain = folded(text)
    if office == "JP":
        return _japanese_publication(plain)
    number = joined(plain)
    if number.startswith(office) and number[len(office) :].isdigit():
        number = number[len(office) :]
    if office == "KR" and (found := _KR_STANDARD.fullmatch(number) or _KR_LONG.fullmatch(number)):
        return found[2] + found[3]
    return unpadded(number)


def _japanese_publication(plain: str) -> str:
    """By year of our calendar with six digits, by year of an era with as many digits as there are."""
    bare = _JP_WORDS.sub("", _lettered(plain)).strip()
    if found := re.fullmatch(r"([MTSHR])(\d{1,2})[-/ ](\d{1,6})", bare):
        return f"{found[1]}{int(found[2]):02d}{int(found[3])}"
    if found := re.fullmatch(r"((?:19|20)\d{2})[-/ ](\d{1,6})", bare):
        return found[1] + found[2].zfill(6)
    number = joined(bare)
    return number if number[:1] in _ERAS else unpadded(number)


def _lettered(plain: str) -> str:
    """Write the name of an era as its letter."""
    for kanji, letter in _KANJI.items():
        plain = re.sub(f"{kanji}[成和治正]?", letter, plain)
    return plain
