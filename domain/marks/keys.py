"""The keys by which a mark is found as a candidate, plain terms for either engine, and the row that it is ranked by.

A key begins with the letter of its channel: ``w`` a word, ``c`` all words joined, ``g`` three letters of the joined words
or of their phones (``^`` and ``$`` at the ends), ``p`` the phones of a word, ``m`` its Double Metaphone code (the second
one too, where it differs), ``h`` a Han character, ``b`` two Han characters, ``y`` two folded syllables (adjacent, or with
one between), ``a`` the initials of three words and more, ``t`` a meaning that the register states. ``r`` the coarse phones
of Latin words and ``x`` those of any other script, whole (``=``) and three by three: each asks for the other's.
``9w``… is a word of a mark that is live in class 9, and ``9`` every mark live there, so that the number of records with
a key is the share of live marks of the class that contain the word. ``lw`` and ``l`` count the same over all classes.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.marks import han
from domain.marks.metaphone import sound_codes
from domain.marks.normal import NormalForm, normal_form
from domain.marks.sound import LEAST_ACROSS, coarse, phones

MOST_KEYS = 160
"""Keys of one mark; a slogan is found by its first words."""
_MOST_LETTERS = 64
_BREAK = "\t"
GREEK = "\u0370"
"""The first letter of a script other than Latin."""


class Row(NamedTuple):
    """What a mark is ranked by: its record, text, words, their phones, classes, similar groups, Vienna codes; live or not."""

    id: str
    text: str
    words: tuple[str, ...]
    phones: tuple[str, ...]
    classes: tuple[str, ...]
    groups: tuple[str, ...]
    vienna: tuple[str, ...]
    live: bool
    meanings: tuple[str, ...]


def row_text(
    id: str, text: str, classes: Sequence[str], groups: Sequence[str], vienna: Sequence[str], live: bool,
    meanings: Sequence[str] = (),
) -> str:  # fmt: skip
    """Return the row of a mark as one line, as an engine keeps it; ``meanings`` are what the register states."""
    words = normal_form(text).words
    spoken = " ".join(phones(one) or "-" for one in words)
    shown = " ".join(text.split())
    said = "|".join(meanings)
    lists = (" ".join(one) for one in (words, [spoken], classes, groups, vienna))
    return _BREAK.join([id, shown, *lists, "1" if live else "", said])


def read_row(line: str) -> Row:
    """Read a row.

    >>> read_row(row_text("XX-TM-1", "RED BULL", ["32"], [], [], True)).phones
    ('red', 'bul')
    """
    id, text, words, spoken, classes, groups, vienna, live, said = line.split(_BREAK)
    return Row(
        id, text, tuple(words.split()), tuple(spoken.split()), tuple(classes.split()), tuple(groups.split()),
        tuple(vienna.split()) if vienna else (), bool(live), tuple(filter(None, said.split("|"))) if said else (),
    )  # fmt: skip


def word_keys(words: Iterable[str], classes: Iterable[str]) -> list[str]:
    """Return the keys that count the live marks of each class, and of all, with each word."""
    scopes = ["l", *classes]
    return scopes + [f"{scope}w{word}" for word in words for scope in scopes]


def grams(text: str) -> list[str]:
    """Return the three-letter keys of a run of letters.

    >>> grams("ab"), grams("abcd")
    (['g^ab', 'gab$'], ['g^ab', 'gabc', 'gbcd', 'gcd$'])
    """
    framed = f"^{text[:_MOST_LETTERS]}$"
    return ["g" + framed[at : at + 3] for at in range(len(framed) - 2)]


def han_keys(run: str) -> list[str]:
    """Return the keys of a run of Han: characters, pairs, and pairs of folded syllables."""
    found = ["h" + one for one in run]
    found += ["b" + one + other for one, other in pairwise(run)]
    return found + syllable_keys(han.folded_pinyin(run))


def syllable_keys(sounds: Sequence[str]) -> list[str]:
    """Return the keys of pairs of syllables, adjacent and with one between.

    >>> syllable_keys(("lu", "hu", "lin"))
    ['ylu_hu', 'yhu_lin', 'ylu_lin']
    """
    found = [f"y{one}_{other}" for one, other in pairwise(sounds)]
    return found + [f"y{one}_{other}" for one, other in zip(sounds, sounds[2:], strict=False)]


def is_latin(word: str) -> bool:
    """Tell whether a word is of Latin letters, by its first one.

    >>> is_latin("kite"), is_latin("猎豹")
    (True, False)
    """
    return word[0] < GREEK


def coarse_keys(words: Sequence[str], spoken: Sequence[str], *, other: bool = False) -> list[str]:
    """Return the keys of the coarse phones of words and of all words of a script, and of their three letters.

    ``other``: the keys under which marks of the other scripts have the same phones.

    >>> coarse_keys(("resine",), ("resin",)), coarse_keys(("利金",), ("lijin",), other=True)[0]
    (['r=risin', 'r^ri', 'rris', 'risi', 'rsin', 'rin$'], 'r=risin')
    """
    found: list[str] = []
    for latin in (True, False):
        said = [coarse(sound) for word, sound in zip(words, spoken, strict=True) if is_latin(word) == latin]
        letter, joined = "r" if latin != other else "x", "".join(said)
        if len(joined) >= LEAST_ACROSS:
            found += [f"{letter}={one}" for one in dict.fromkeys([joined, *said]) if len(one) >= LEAST_ACROSS]
            found += [letter + one[1:] for one in grams(joined)]
    return found


def initials(words: Sequence[str]) -> str:
    """Return the initials of three and more Latin words, else nothing.

    >>> initials(("universal", "house", "justice")), initials(("red", "bull"))
    ('uhj', '')
    """
    letters = "".join(one[0] for one in words if one[:1].isascii())
    return letters if 3 <= len(letters) <= 6 else ""


def sign_keys(form: NormalForm) -> list[str]:
    """Return the keys of the sign itself, whatever its classes."""
    joined = "".join(form.words)
    found = dict.fromkeys("w" + one for one in form.words)
    found["c" + joined] = None
    latin = "".join(one for one in form.words if not han.is_han(one[0]))
    if latin and latin[0] < "\u1100":
        found |= dict.fromkeys(grams(latin))
    spoken = [phones(one) for one in form.words]
    found |= dict.fromkeys("p" + one for one in spoken if one)
    found |= dict.fromkeys("m" + code for word in form.words for code in sound_codes(word))
    if all_spoken := "".join(spoken):
        found["p" + all_spoken] = None
        found |= dict.fromkeys(grams(all_spoken))
    for word in form.words:
        if han.is_han(word[0]):
            found |= dict.fromkeys(han_keys(word))
        elif word[0] >= "\u1100":
            found |= dict.fromkeys("b" + word[at : at + 2] for at in range(len(word) - 1))
    found |= dict.fromkeys(coarse_keys(form.words, spoken))
    for letters in {initials(form.words), initials(form.all_words)}:
        if letters:
            found["a" + letters] = None
    return list(found)


def meaning_key(phrase: str) -> str:
    """Return the key of a meaning that the register states.

    >>> meaning_key("good morning")
    'tgood_morning'
    """
    return "t" + phrase.replace(" ", "_")


def mark_keys(text: str, classes: Sequence[str], live: bool, meanings: Sequence[str] = ()) -> list[str]:
    """Return the keys of a mark of the register."""
    form = normal_form(text)
    if not form.words:
        return []
    found = sign_keys(form)[:MOST_KEYS] + [meaning_key(one) for one in meanings]
    return found + word_keys(dict.fromkeys(form.words[:12]), classes) if live else found
