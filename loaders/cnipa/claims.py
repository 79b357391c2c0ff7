"""The numbering of Chinese claims, and the claims that a claim refers to, which stand only in its words.

Invariants: a claim refers only to claims before it; a number that counts something else (``权利要求1，2个``) is no
reference; what is said of all the preceding claims is resolved into their numbers.
"""

import re
import unicodedata

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(?:第\s*)?(?:权利要求书?|权项)?\s*(?:第\s*)?(?:[0-9]{1,3}(?![0-9])|[一二三四五六七八九十]{1,3})(?:\s*项)?"
_END = r"(?=\s*(?:所|任|中|之|的|述|其|[,;。、)~-]|或|和|及|与|以及|至|到|$))"
_COUNTED = r"(?!\s*(?:[个种根条层块片只台组段份倍米克度%℃°a-zA-Z.]))"
_SURE = r"(?:、|或者|或|和/或|和|以及|及|与|至|到|~|-)"
_LIST = re.compile(
    rf"权利要求书?(?:项)?(?:中)?\s*(?:第\s*)?({_NUMBER}"
    rf"(?:\s*,?\s*{_SURE}\s*{_NUMBER}{_COUNTED}|\s*[,;]\s*{_NUMBER}{_END})*)"
)
_SPAN = re.compile(
    r"([0-9]+|[一二三四五六七八九十]+)(?:\s*项)?(?:\s*(?:至|到|~|-)\s*(?:第\s*)?(?:权利要求)?\s*(?:第\s*)?"
    r"([0-9]+|[一二三四五六七八九十]+))?"
)
_ALL_BEFORE = re.compile(
    r"(?:上述|前述|以上|前面|前)(?:的)?(?:任[何意一]*(?:一项|一个|项)?|各项?|所有|全部)?(?:的)?权利要求(?!书?\s*[0-9])"
    r"|(?:任[何意]?一项?|任何)(?:上述|前述|以上|在前)(?:的)?权利要求"
)
_MARK = r"\s*(?:[、.．。:：]|[,，](?![0-9])|\s(?=[^\s0-9]))\s*"


def without_number(text: str, number: int | None) -> tuple[int | None, str]:
    """Return the number of a claim and its text without the number printed before it.

    ``number`` is what the file says; only that number is taken off, so that ``2,4-二氯苯`` keeps its digits.

    >>> without_number("1、一种除尘器", 1), without_number("1.2,4-二氨基苯的制造方法", 1)
    ((1, '一种除尘器'), (1, '2,4-二氨基苯的制造方法'))
    >>> without_number("12．如权利要求1所述的方法", None), without_number("2,4-二氯苯的制法", 1)
    ((12, '如权利要求1所述的方法'), (1, '2,4-二氯苯的制法'))
    """
    wanted = str(number) if number is not None else r"[0-9]{1,3}"
    found = re.match(rf"\s*(?:权利要求)?0*({wanted}){_MARK}", unicodedata.normalize("NFKC", text[:12]))
    if found is None:
        return number, text.strip()
    # NFKC keeps the length of digits and full-width marks, so the position holds in the text as printed.
    return int(found[1]), text[found.end() :].strip()


def depends_on(text: str, number: int) -> tuple[int, ...]:
    """Return the numbers of the claims that claim ``number`` refers to, ascending.

    >>> depends_on("根据权利要求1所述的方法", 2), depends_on("如权利要求1至3任一项所述的装置", 4)
    ((1,), (1, 2, 3))
    >>> depends_on("根据权利要求1或2所述的方法", 5), depends_on("如权利要求1-3、5中任一项所述", 6)
    ((1, 2), (1, 2, 3, 5))
    >>> depends_on("一种除尘器，包括阳极板", 1), depends_on("如前述任一权利要求所述的方法", 4)
    ((), (1, 2, 3))
    """
    plain = unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-").replace("－", "-").replace("∼", "~")
    plain = " ".join(plain.replace("--", "-").split())
    found: set[int] = set()
    if number > 1 and _ALL_BEFORE.search(plain):
        found.update(range(1, number))
    for group in _LIST.finditer(plain):
        for span in _SPAN.finditer(group[1]):
            first = _value(span[1])
            last = _value(span[2]) if span[2] else first
            found.update(range(first, min(last, number - 1) + 1))
    return tuple(sorted(one for one in found if 0 < one < number))


def _value(text: str) -> int:
    """Read Arabic digits or a Chinese numeral below one hundred."""
    if text[0] in "0123456789":
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text[0], 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + _DIGITS.get(ones[:1], 0)
