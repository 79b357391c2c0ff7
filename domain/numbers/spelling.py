"""How numbers are cleaned before they are read: width, case, and the marks that people print between digits."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s.,/'’·‐-―−_:-]+")
_KIND = re.compile(r"[A-Z]\d?")


def folded(text: str) -> str:
    """Return the text half-width, in capitals, without blanks at its ends.

    >>> folded(" ｕｓ７２７２６３０ｂ２ ")
    'US7272630B2'
    """
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip().upper()


def joined(text: str) -> str:
    """Return the letters and digits alone, folded.

    >>> joined("EP 1 234 567"), joined("10/123,456"), joined("10-2016-0063019")
    ('EP1234567', '10123456', '1020160063019')
    """
    plain = folded(text)
    return plain if plain.isalnum() else _BETWEEN.sub("", plain)


def unpadded(text: str) -> str:
    """Return the number without padding zeros, those after a leading letter prefix included.

    >>> unpadded("07272630"), unpadded("D0607201"), unpadded("RE045317"), unpadded("0000")
    ('7272630', 'D607201', 'RE45317', '0')
    """
    if text.isdecimal() and text[0] != "0":
        return text
    found = re.fullmatch(r"([A-Z]*)0*(\d.*)", text)
    return found[1] + found[2] if found else text


def kind_of(kind: str | None) -> str | None:
    """Return a kind code in capitals, ``None`` for a blank one or a sentence.

    >>> kind_of(" b2 "), kind_of(""), kind_of("公開特許公報(A)"), kind_of("00")
    ('B2', None, 'A', None)
    """
    text = folded(kind or "")
    if (found := re.search(r"\(([A-Z]\d?)\)$", text)) is not None:
        return found[1]
    return text if _KIND.fullmatch(text) else None
