"""Marks that sound, look or mean like a text, and goods that meet one, as sets of the keys that an index holds.

The keys are those of conflict searches (``domain.marks.keys``); a set is exact and needs no ranking, so that a count and
its link agree. To have marks ranked, ask the conflict check.
"""

from collections.abc import Sequence
from typing import TypeVar

from domain.fields.marks import KEYS
from domain.goods import tables
from domain.goods.reading import read_goods
from domain.goods.terms import read_term
from domain.marks import han, meaning
from domain.marks.keys import meaning_key, syllable_keys
from domain.marks.normal import normal_form
from domain.marks.sound import phones
from domain.query import Goods, LooksLike, MeansLike, Phrase, SoundsLike, Under
from indexer.engines.querying.lookup import Lookup

B = TypeVar("B")
_LONGEST = 24
"""Letters of a text whose places are tried one by one; in a longer one no place may differ."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_MOST_TERMS = 40


def sounds(lookup: Lookup[B], node: SoundsLike) -> B:
    """Marks that sound like the text: as a whole, in each of its words, or in every pair of its syllables."""
    form = normal_form(node.text)
    spoken = [one for one in map(phones, form.words) if one]
    ways: list[B] = []
    if spoken:
        ways.append(lookup.any_term(KEYS, ["p" + "".join(spoken)]))
    if len(spoken) > 1:
        ways.append(lookup.both([lookup.any_term(KEYS, ["p" + one]) for one in spoken]))
    run = "".join(one for one in form.words if han.is_han(one[0]))
    pairs = syllable_keys(han.folded_pinyin(run))[: max(0, len(run) - 1)] if run else []
    if pairs:
        ways.append(lookup.both([lookup.any_term(KEYS, [one]) for one in pairs]))
    return lookup.union(ways)


def looks(lookup: Lookup[B], node: LooksLike) -> B:
    """Marks that look like the text: the same letters, or one letter more, less or another; Han of which one is drawn alike."""
    joined = "".join(normal_form(node.text).words)
    return lookup.any_term(KEYS, ["c" + one for one in _drawn_alike(joined)] if joined else [])


def _drawn_alike(joined: str) -> list[str]:
    if joined.isascii() and 4 <= len(joined) <= _LONGEST:
        cuts = [(joined[:at], joined[at:]) for at in range(len(joined) + 1)]
        more = [start + one + end for start, end in cuts for one in _LETTERS]
        less = [start + end[1:] for start, end in cuts if end]
        other = [start + one + end[1:] for start, end in cuts if end for one in _LETTERS]
        return list(dict.fromkeys([joined, *less, *other, *more]))
    places = [(joined[:at], char, joined[at + 1 :]) for at, char in enumerate(joined[:_LONGEST]) if han.is_han(char)]
    return [joined, *(start + other + end for start, char, end in places for other in han.neighbours(char))]


def means(lookup: Lookup[B], node: MeansLike) -> B:
    """Marks whose words, or the register's statement of their meaning, say what the text says."""
    phrase = " ".join(normal_form(node.text).words)
    ways = [_said(lookup, one) for one in dict.fromkeys([phrase, *meaning.equivalents(phrase)]) if one]
    return lookup.union(ways)


def _said(lookup: Lookup[B], phrase: str) -> B:
    words = normal_form(phrase).words
    own = lookup.both([lookup.any_term(KEYS, ["w" + one]) for one in words]) if words else lookup.union([])
    return lookup.union([own, lookup.any_term(KEYS, [meaning_key(phrase)])])


def goods(lookup: Lookup[B], node: Goods) -> Sequence[Under | Phrase]:
    """Return the conditions of which one must hold for marks whose goods meet the text."""
    read = read_goods([("", node.text)])
    level = node.level or "group"
    if level == "identical":
        names = [node.text, *(name for one in read.terms for name in _names(one.text))]
        return [Phrase("goods", one, node.span) for one in dict.fromkeys(names)][:_MOST_TERMS]
    if level == "group" and read.groups:
        return [Under("group", one, span=node.span) for one in read.groups]
    classes = set(read.classes)
    if level == "coordinated":
        loaded = tables.coordinated_loaded(lookup.titled("coordinated"))
        table = tables.coordinated() if loaded is None else loaded
        classes |= {other for one in read.classes for other in table.get(one, ())}
    if not classes:
        return [Phrase("goods", node.text, node.span)]
    return [Under("nice", one, span=node.span) for one in sorted(classes, key=int)]


def _names(text: str) -> tuple[str, ...]:
    """Return what the list calls the entry of a term, in both languages."""
    term = read_term(text)
    entry = tables.entries().get(term.number or "") if term.exact else None
    return (*entry.zh, *entry.en) if entry is not None else ()
