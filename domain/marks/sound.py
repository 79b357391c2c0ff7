"""The sound of a word as a string of phones, one letter each, so that words of different spelling and script compare.

Latin text is read by rules that most European languages share, with English where they differ; Hangul is romanised,
Han read as pinyin, Cyrillic and Greek letter by letter. ``S`` is sh or ch, ``j`` the soft g. ``coarse`` makes equal what
another script cannot tell apart (b/p, d/t, l/r, voiced and voiceless, vowels of one colour).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.marks import han

_RULES: tuple[tuple[str, str], ...] = (
    (r"^(?:kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^x", "s"), (r"^wh", "w"),
    (r"tsch|tch|sch|sh|ch(?=[rln])|ch", "S"), (r"[ts]ion", "Son"), (r"ph", "f"), (r"gh(?=[aeiou])", "g"), (r"igh", "i"),
    (r"gh", ""), (r"th", "t"), (r"ck|cq|cc(?=[aouklrt])", "k"), (r"qu", "kw"), (r"q", "k"), (r"sc(?=[eiy])", "s"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"g(?=[eiy])", "j"), (r"x", "ks"), (r"z", "s"), (r"mb$", "m"), (r"dg", "j"),
    (r"eau|aux$", "o"), (r"ee|ea|ie(?=.)|ey|ei", "i"), (r"oo|ou|ue$", "u"), (r"ai|ay|ae", "e"), (r"au|aw|oa|ow", "o"),
    (r"oe", "o"), (r"y(?=[aeiou])", "j"), (r"y", "i"), (r"(?<=[a-z]{2})e$", ""), (r"(?<=[a-z]{2})es$", "s"), (r"h(?![aeiou])", ""),
)  # fmt: skip
_RULE = re.compile("|".join(f"({pattern})" for pattern, _ in _RULES))
_SAID = tuple(said for _, said in _RULES)
_DOUBLE = re.compile(r"(.)\1+")
_DIGITS = {
    "2": "tu",
    "4": "for",
    "8": "et",
    "1": "wan",
    "0": "siro",
    "3": "tri",
    "5": "faiv",
    "6": "siks",
    "7": "seven",
    "9": "nain",
}
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "o",
            "j",
            "s",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "S",
            "S",
            "S",
            "",
            "i",
            "",
            "e",
            "ju",
            "ja",
        ],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "s",
            "i",
            "t",
            "i",
            "k",
            "l",
            "m",
            "n",
            "ks",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "i",
            "f",
            "h",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_KANA: dict[str, str] = {}
for _row, _start in (
    ("a i u e o", "あいうえお"), ("ka ki ku ke ko", "かきくけこ"), ("sa Si su se so", "さしすせそ"), ("ta Si tu te to", "たちつてと"),
    ("na ni nu ne no", "なにぬねの"), ("ha hi fu he ho", "はひふへほ"), ("ma mi mu me mo", "まみむめも"), ("ja ju jo", "やゆよ"),
    ("ra ri ru re ro", "らりるれろ"), ("wa o n", "わをん"), ("ga gi gu ge go", "がぎぐげご"), ("sa ji su se so", "ざじずぜぞ"),
    ("da ji du de do", "だぢづでど"), ("ba bi bu be bo", "ばびぶべぼ"), ("pa pi pu pe po", "ぱぴぷぺぽ"), ("a i u e o", "ぁぃぅぇぉ"),
    ("a u o", "ゃゅょ"),
):  # fmt: skip
    _KANA |= dict(zip(_start, _row.split(), strict=True))
_LEADS = ["k", "k", "n", "d", "t", "r", "m", "b", "p", "s", "s", "", "j", "S", "S", "k", "t", "p", "h"]
_VOWELS = [
    "a",
    "e",
    "ja",
    "je",
    "o",
    "e",
    "jo",
    "je",
    "o",
    "wa",
    "we",
    "we",
    "jo",
    "u",
    "wo",
    "we",
    "wi",
    "ju",
    "",
    "i",
    "i",
]
_TAILS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "d",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "n",
    "t",
    "t",
    "k",
    "t",
    "p",
    "h",
]
_COARSE = str.maketrans("bfvdglzjSceyw", "pppt" + "kr" + "sssk" + "iiu")
LEAST_ACROSS = 4
"""Coarse phones of a word from which marks of other scripts are found by them: fewer would find anything."""
_CONSONANTS = re.compile(r"[aeiouj]")


@lru_cache(400_000)
def phones(word: str) -> str:
    """Return the phones of one word of a normal form.

    >>> phones("quick"), phones("kwik"), phones("seycos"), phones("seiko"), phones("baccarat"), phones("nights"), phones("nites")
    ('kwik', 'kwik', 'sikos', 'siko', 'bakarat', 'nits', 'nits')
    >>> phones("陆虎"), phones("스마트"), phones("адидас"), phones("カメラ")
    ('luhu', 'smat', 'adidas', 'kamera')
    """
    first = word[:1]
    if "a" <= first <= "z":
        spoken = _RULE.sub(lambda found: _SAID[(found.lastindex or 1) - 1], word)
    elif han.is_han(first):
        spoken = "".join(han.pinyin(word)).translate(_PINYIN).replace("sh", "S").replace("zh", "j").replace("ch", "S")
    elif "\uac00" <= first <= "\ud7af":
        spoken = "".join(map(_hangul, word))
    elif first in _DIGITS:
        spoken = _DIGITS[word] if len(word) == 1 else word
    else:
        spoken = "".join(map(_letter, word))
    return _DOUBLE.sub(r"\1", spoken)


_PINYIN = str.maketrans({"q": "S", "x": "s", "v": "u", "y": "i", "z": "s"})


def _hangul(char: str) -> str:
    at = ord(char) - 0xAC00
    if not 0 <= at < 11_172:
        return ""
    return _LEADS[at // 588] + _VOWELS[at % 588 // 28] + _TAILS[at % 28]


def _letter(char: str) -> str:
    if "\u30a1" <= char <= "\u30f6":
        char = chr(ord(char) - 0x60)
    for table in (_KANA, _CYRILLIC, _GREEK):
        if char in table:
            return table[char]
    return char if char.isalnum() else ""


def coarse(spoken: str) -> str:
    """Return phones with what scripts confuse made equal.

    >>> coarse(phones("toromi")) == coarse(phones("토로미"))
    True
    """
    return _DOUBLE.sub(r"\1", spoken.translate(_COARSE))


def coarse_each(spoken: Sequence[str]) -> tuple[str, ...]:
    """Return what ``coarse`` returns of each of many words' phones, all at once.

    >>> coarse_each(["toromi", "abba"]) == tuple(map(coarse, ["toromi", "abba"]))
    True
    """
    return tuple(coarse("\n".join(spoken)).split("\n")) if spoken else ()


def skeleton(spoken: str) -> str:
    """Return the consonants of phones.

    >>> skeleton(phones("limonchelo")), skeleton(phones("limoncello"))
    ('lmnSl', 'lmnsl')
    """
    return _CONSONANTS.sub("", spoken)
