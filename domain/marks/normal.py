"""The normal form of a mark: its words, folded, with legal forms, articles and web addresses set aside.

Invariants: width, case, accents and look-alike letters of other scripts (UTS 39, those that stand beside Latin letters)
make no difference; Han is written in its simplified form; a mark of nothing but set-aside words keeps them; a word is
of one script: Latin and the like, Han, Hangul, kana or digits.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from domain.marks import han

MOST_WORDS = 40
"""Words of a mark that are compared; a longer text is a slogan whose first words tell it."""
_LEGAL = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "corp",
        "corporation",
        "co",
        "company",
        "sa",
        "sas",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "oy",
        "as",
        "aps",
        "ltda",
        "eireli",
        "mei",
        "kk",
        "pty",
        "www",
        "http",
        "https",
        "com",
        "net",
        "org",
        "有限公司",
        "公司",
        "股份有限公司",
        "有限责任公司",
        "株式会社",
        "주식회사",
    ]
)
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "by",
        "for",
        "to",
        "in",
        "on",
        "at",
        "el",
        "la",
        "le",
        "les",
        "los",
        "las",
        "il",
        "lo",
        "gli",
        "i",
        "l",
        "un",
        "une",
        "una",
        "uno",
        "de",
        "del",
        "della",
        "delle",
        "dello",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "des",
        "y",
        "e",
        "et",
        "und",
        "der",
        "die",
        "das",
        "den",
        "o",
        "os",
        "em",
        "na",
        "no",
        "with",
        "s",
        "d",
    ]
)
SET_ASIDE = _LEGAL | _SMALL
_ELISION = re.compile(r"\b([ldjmtsnc]|qu|dell|all|nell)['’`´](?=[^\W\d_]{2})", re.IGNORECASE)
_APOSTROPHE = re.compile(r"['’`´‘]")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z]{2,}\b)")
_PIECE = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3005\u3007\U00020000-\U0003134f]+|[\u1100-\u11ff\uac00-\ud7af]+"
    r"|[\u3040-\u30ff\u31f0-\u31ff]+|[^\W\d_]+|\d+"
)
_CHUNK = re.compile(r"[^\W_]+")
_LEET = re.compile(r"(?<=[a-z])[013457](?=[a-z])")
_LEET_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
_SIGNS = str.maketrans({"$": "s", "@": "a", "€": "e", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_LOOKALIKES = str.maketrans(
    "авекмнорстухіѕјԁԛԝαβεζηικμνορτυχ",
    "abekmhopctyxisjdqwabezhikmvoptux",
)
_LATIN = re.compile(r"[a-z]")
_HAN_LEGAL = re.compile(r"(?:股份|责任)?有限(?:责任)?公司$|集团$|株式会社|주식회사")


@dataclass(frozen=True, slots=True)
class NormalForm:
    """``words``: what is compared; ``all_words``: with those set aside; ``compact``: all of them joined."""

    words: tuple[str, ...]
    all_words: tuple[str, ...]
    compact: str


@lru_cache(20_000)
def normal_form(text: str) -> NormalForm:
    """Return the normal form of a mark's text.

    >>> normal_form("The IvyLife Co., Ltd.").words, normal_form("CAFÉ L'Été").words, normal_form("POWER2STRETCH").words
    (('ivy', 'life'), ('cafe', 'ete'), ('power', '2', 'stretch'))
    >>> normal_form("陸虎 LAND ROVER").words, normal_form("E N N A").words, normal_form("L0GIC").words, normal_form("THE").words
    (('陆虎', 'land', 'rover'), ('enna',), ('logic',), ('the',))
    """
    plain = unicodedata.normalize("NFKC", text)[:2_000]
    plain = _APOSTROPHE.sub("", _ELISION.sub(" ", plain))
    words: list[str] = []
    for chunk in _CHUNK.findall(plain if plain.isascii() else plain.translate(_SIGNS)):
        words += _words_of(chunk)
        if len(words) > MOST_WORDS:
            break
    words = _joined_letters(words[:MOST_WORDS])
    kept = tuple(one for one in words if one not in SET_ASIDE) or tuple(words)
    return NormalForm(kept, tuple(words), "".join(words))


def _words_of(chunk: str) -> list[str]:
    """Return the words of a run of letters and digits."""
    if chunk.isascii() and chunk.isalpha():
        if chunk.islower() or chunk.isupper() or chunk.istitle():
            return [chunk.lower()]
        return [one.lower() for one in _CAMEL.split(chunk)]
    folded = fold(chunk)
    if len(folded) > 2 and (stood := _LEET.sub(lambda found: _LEET_LETTERS[found[0]], folded)) != folded:
        folded = stood
    elif any("a" <= one <= "z" for one in folded):
        return [fold(part) for one in _CAMEL.split(chunk) for part in _PIECE.findall(fold(one))]
    found: list[str] = []
    for piece in _PIECE.findall(folded):
        if han.is_han(piece[0]):
            piece = han.simplified(piece)
            stripped = _HAN_LEGAL.sub("", piece)
            piece = stripped if len(stripped) > 1 else piece
        elif piece.startswith("주식회사") and len(piece) > 4:
            piece = piece[4:]
        found.append(piece)
    return found


@lru_cache(50_000)
def fold(text: str) -> str:
    """Fold case, accents, and the letters of other scripts that stand among Latin ones.

    >>> fold("ÉCOLE"), fold("Аdidas"), fold("Ёлка")
    ('ecole', 'adidas', 'елка')
    """
    low = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    if low.isascii():
        return low
    parts = unicodedata.normalize("NFD", low)
    if any("\u1100" <= one <= "\u11ff" for one in parts):
        return unicodedata.normalize("NFC", parts)
    bare = "".join(one for one in parts if not unicodedata.combining(one) or one in "\u3099\u309a")
    bare = unicodedata.normalize("NFC", bare)
    return bare.translate(_LOOKALIKES) if _LATIN.search(bare) else bare


def _joined_letters(words: list[str]) -> list[str]:
    """Join letters that stand alone one after another: E N N A is one word."""
    found: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isascii() and word.isalpha():
            run += word
            continue
        if run:
            found.append(run)
            run = ""
        if word:
            found.append(word)
    return found
