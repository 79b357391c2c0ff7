"""What the words of a mark mean, across languages: equivalents and a measure of two words or short phrases.

Two tables ship: ``concepts`` (WordNet 3.0 with the Chinese Open Wordnet, MultiWordNet and the Multilingual Central
Repository) and ``translations`` (what US registrations themselves say that foreign words mean). English is the pivot.
Tables are read once, when first asked. A phrase is words of a normal form joined by blanks.
"""

import lzma
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from domain.analysis import stem
from domain.marks import han
from domain.marks.normal import SET_ASIDE, fold

TRANSLATED, SYNONYM, DISTANT = 1.0, 0.7, 0.4
"""What a translation counts, another word of the same language for the same concept, and a synonym of a translation."""
MOST_EQUIVALENTS = 60
_LONGEST_HAN = 4


def _lines(name: str) -> list[str]:
    raw = files("domain.marks").joinpath(f"tables/{name}.tsv.xz").read_bytes()
    return lzma.decompress(raw).decode("utf-8").split("\n")


def bare(phrase: str) -> str:
    """Return a phrase as it is looked up: folded, without articles."""
    words = fold(phrase).replace("-", " ").split()
    return " ".join(one for one in words if one not in SET_ASIDE) or " ".join(words)


@cache
def _concept_lines() -> list[str]:
    return _lines("concepts")


@cache
def _concepts() -> dict[str, tuple[int, ...]]:
    """Return the concepts (lines) of each lemma of any language."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(_concept_lines()):
        for lemma in line.replace("\t", "|").split("|"):
            if lemma:
                found[lemma if lemma.isascii() else fold(lemma)].append(at)
    return {lemma: tuple(lines) for lemma, lines in found.items()}


@cache
def _translations() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return foreign → English and English → foreign, without articles."""
    forth: dict[str, dict[str, None]] = defaultdict(dict)
    back: dict[str, dict[str, None]] = defaultdict(dict)
    for line in _lines("translations"):
        foreign, _, said = line.partition("\t")
        own = bare(foreign)
        if own in SET_ASIDE or (own.isascii() and len(own) < 3):
            continue
        for english in said.split("|"):
            meant = bare(english)
            if meant != own:
                forth[own][meant] = None
                back[meant][own] = None
    return {key: tuple(found) for key, found in forth.items()}, {key: tuple(found) for key, found in back.items()}


def _lemma_forms(phrase: str) -> tuple[str, ...]:
    """Return the forms under which a phrase may stand in the tables: itself, and without a plural ending."""
    own = bare(phrase)
    if own.isascii() and own.endswith("s") and len(own) > 4:
        return (own, own[:-1], own[:-2]) if own.endswith("es") else (own, own[:-1])
    return (own,)


@lru_cache(20_000)
def english(phrase: str) -> frozenset[str]:
    """Return what a phrase says in English by the translations, and its own forms.

    >>> "sun" in english("el sol"), "good morning" in english("buenos dias")
    (True, True)
    """
    forth, _ = _translations()
    forms = _lemma_forms(phrase)
    return frozenset(forms) | {one for form in forms for one in forth.get(form, ())}


@lru_cache(20_000)
def concepts(phrase: str) -> frozenset[int]:
    """Return the concepts of a phrase, through its translations too.

    >>> bool(concepts("guepardo") & concepts("cheetah")), bool(concepts("猎豹") & concepts("cheetah"))
    (True, True)
    """
    table = _concepts()
    return frozenset(one for form in english(phrase) for one in table.get(form, ()))


@lru_cache(5_000)
def equivalents(phrase: str) -> tuple[str, ...]:
    """Return the words and phrases that mean what a phrase means, translations first, at most ``MOST_EQUIVALENTS``.

    >>> "scorpion" in equivalents("alacran"), "sol" in equivalents("sun")
    (True, True)
    """
    _, back = _translations()
    own = bare(phrase)
    found: dict[str, None] = dict.fromkeys(sorted(english(phrase)))
    for form in sorted(english(phrase)):
        found |= dict.fromkeys(back.get(form, ()))
    for at in sorted(concepts(phrase)):
        found |= dict.fromkeys(fold(one) for one in _concept_lines()[at].replace("\t", "|").split("|") if one)
    found.pop(own, None)
    return tuple(one for one in found if one)[:MOST_EQUIVALENTS]


def plurals(word: str) -> tuple[str, ...]:
    """Return a word as a mark may write it: itself and, of a Latin one, with the endings that ``alike`` looks past.

    >>> plurals("cinta"), plurals("猎豹")
    (('cinta', 'cintas', 'cintaes'), ('猎豹',))
    """
    return (word, word + "s", word + "es") if word.isascii() and len(word) > 3 and word[-1] != "s" else (word,)


@lru_cache(100_000)
def alike(first: str, second: str) -> float:
    """Return how near two phrases are in meaning: ``TRANSLATED``, ``SYNONYM``, ``DISTANT`` or 0; a word means itself.

    >>> alike("el sol", "sun"), alike("cheetah", "猎豹"), alike("dove", "power")
    (1.0, 1.0, 0.0)
    """
    if bare(first) == bare(second):
        return 1.0
    one, other = english(first), english(second)
    if one & other:
        return TRANSLATED
    if _own_concepts(first) & _own_concepts(second):
        return TRANSLATED if han.is_han(first[0]) != han.is_han(second[0]) else SYNONYM
    return DISTANT if concepts(first) & concepts(second) else 0.0


def _own_concepts(phrase: str) -> frozenset[int]:
    """Return the concepts of a phrase itself, without its translations."""
    table = _concepts()
    return frozenset(one for form in _lemma_forms(phrase) for one in table.get(form, ()))


@lru_cache(20_000)
def han_words(run: str) -> tuple[str, ...]:
    """Return the words of a run of Han that the tables know, longest first from the left.

    >>> han_words("猎豹牌")
    ('猎豹', '牌')
    """
    table, forth = _concepts(), _translations()[0]
    found: list[str] = []
    at = 0
    while at < len(run):
        size = next((n for n in range(min(_LONGEST_HAN, len(run) - at), 1, -1) if run[at : at + n] in table), 1)
        piece = run[at : at + size]
        if size > 1 or piece in table or piece in forth:
            found.append(piece)
        at += size
    return tuple(found)


@lru_cache(100_000)
def word_stem(word: str) -> str:
    """Return the stem of a Latin word, by English endings; others as they are.

    >>> word_stem("chewers"), word_stem("陆虎")
    ('chewer', '陆虎')
    """
    return stem(word, "en") if word.isascii() else word
