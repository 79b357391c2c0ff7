"""Candidates: the channels by which an asked mark finds marks, each with weighted keys and a most, 2,000 in all.

Channels: words and their sound, letters, Han (characters, pairs, syllables), meaning, sound across scripts, words one
change away. A key's weight is how rare it is; marks of the claimed classes are a little ahead, so that a frequent word
finds them first. Words one change away weigh much alike, and there the class decides.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from domain.marks import han, meaning
from domain.marks.asked import AskedMark, measured_mark, translated_compounds
from domain.marks.keys import coarse_keys, grams, han_keys, initials, is_latin, meaning_key, syllable_keys
from domain.marks.metaphone import sound_codes
from domain.marks.near import near_keys
from domain.marks.normal import NormalForm, normal_form
from domain.marks.register import Channel, MarkRegister
from domain.marks.sound import phones
from search_api.conflicts.weighing import Counts

MOST = 2_000
_WORDS, _NEAR, _LETTERS, _PARTS, _HAN, _MEANING, _ACROSS = 500, 500, 800, 250, 650, 350, 300
_SPOKEN = 300
"""The same as ``_LETTERS`` of a mark of another script, which has the letters of its phones alone."""
_FEW = 1_000
"""Marks with a key up to which it is asked however large their share is."""
_CODED = 0.5
"""What the code of a word counts beside its phones: fewer words share the phones."""
_CHANGED = 2
"""Words of the asked mark whose neighbours are asked: the heaviest."""
_MOST_KEYS = 50
"""Keys of a channel that are asked: the rarest."""
_MOST_NEAR = 500
"""The same of words one change away, each of which may be the one."""
_SAME_CLASS = 2.0
"""What a mark of a claimed class is ahead, in the logarithm that weighs keys; never as much as a key of the sign, but
where each key is a word of its own."""
_RARER = 0.1
"""What the rarity of a word one change away counts: each is as near as another, and class decides among them."""


class _Way(NamedTuple):
    """The keys of a channel with their factors, and the most marks it finds; ``words``: each key is a word of its own."""

    keys: Mapping[str, float]
    most: int
    words: bool = False

    def weighed(self, counts: Mapping[str, int]) -> dict[str, float]:
        """Return the weights of the keys that are asked, by how many marks have each."""
        total = max(2, counts["l"])
        rare = {
            key: math.log(1 + total / counts[key])
            for key in self.keys
            if counts[key] and (counts[key] < max(_FEW, total / 12) or len(self.keys) < 4)
        }
        if self.words:
            rare = {key: 1 + _RARER * one for key, one in rare.items()}
        ordered = sorted(((key, self.keys[key] * one) for key, one in rare.items()), key=lambda one: -one[1])
        return dict(ordered[: _MOST_NEAR if self.words else _MOST_KEYS])

    def ahead(self, weights: Mapping[str, float]) -> float:
        """Return what a claimed class puts a mark ahead."""
        return _SAME_CLASS if self.words else min(_SAME_CLASS, 0.5 * min(weights.values()))


def channels(
    register: MarkRegister, text: str, asked: AskedMark, classes: Sequence[str], counts: Counts
) -> list[Channel]:
    """Return the channels of an asked mark."""
    given = _ways(normal_form(text), asked)
    found = counts.of(register, ["l", *(key for way in given.values() for key in way.keys)])
    made = []
    for name, way in given.items():
        if weights := way.weighed(found):
            made.append(Channel(name, weights, way.most, dict.fromkeys(classes[:10], way.ahead(weights))))
    return made


def likely_keys(text: str) -> Iterator[str]:
    """Yield the keys that the channels of a mark will most likely ask, before it is known what its words weigh.

    Whoever asks them together with what weighs the words spares a journey to a register that is far away. Any word may
    turn out to be the heaviest, whose letters are a channel of their own.
    """
    form, unweighed = normal_form(text), measured_mark(text)
    for way in _ways(form, unweighed).values():
        yield from way.keys
    for word, sound in zip(unweighed.words[1:], unweighed.phones[1:], strict=True):
        yield from _letters_of(word, sound)


def _ways(form: NormalForm, asked: AskedMark) -> dict[str, _Way]:
    return {
        "words": _Way(_word_keys(form, asked), _WORDS),
        "near": _Way(_near_keys(asked), _NEAR, words=True),
        "letters": _Way(_letter_keys(form), _LETTERS if any(map(is_latin, form.words)) else _SPOKEN),
        "parts": _Way(_part_keys(asked), _PARTS),
        "han": _Way(_han_keys(form), _HAN),
        "meaning": _Way(_meaning_keys(form, asked), _MEANING),
        "across": _Way(_across_keys(form), _ACROSS),
    }


def _word_keys(form: NormalForm, asked: AskedMark) -> dict[str, float]:
    """Return the keys of whole words and of their sound (phones and codes), of all words joined, and of initials."""
    found: dict[str, float] = {"c" + "".join(form.words): 3.0, "p" + "".join(map(phones, form.words)): 2.0}
    for word, sound, weight in zip(asked.words, asked.phones, asked.weights, strict=True):
        found["w" + word] = 0.5 + weight
        found["c" + word] = 0.5 + weight
        if sound:
            found.setdefault("p" + sound, 0.3 + 0.7 * weight)
        for code in sound_codes(word):
            found["m" + code] = _CODED * (0.3 + 0.7 * weight)
    for word in form.words:
        for code in sound_codes(word):
            found.setdefault("m" + code, _CODED)
    for letters in {initials(form.words), initials(form.all_words)}:
        if letters:
            found["w" + letters] = 1.0
    if len(form.words) == 1 and 3 <= len(form.words[0]) <= 6:
        found["a" + form.words[0]] = 1.0
    return found


def _letter_keys(form: NormalForm) -> dict[str, float]:
    """Return the keys of three letters of the joined words and of their phones."""
    joined = "".join(one for one in form.words if not han.is_han(one[0]))
    keys = dict.fromkeys(grams(joined) if joined and joined[0] < "\u1100" else [], 1.0)
    spoken = "".join(map(phones, form.words))
    for key in grams(spoken) if spoken else []:
        keys.setdefault(key, 0.7)
    return keys


def _across_keys(form: NormalForm) -> dict[str, float]:
    """Return the keys of the coarse phones under which marks of other scripts have them."""
    keys = coarse_keys(form.words, [phones(one) for one in form.words], other=True)
    return {key: 3.0 if key[1] == "=" else 1.0 for key in keys}


def _near_keys(asked: AskedMark) -> dict[str, float]:
    """Return the keys of the words one change away from the two heaviest ones."""
    keys: dict[str, float] = {}
    for at in sorted(range(len(asked.words)), key=lambda at: -asked.weights[at])[:_CHANGED]:
        keys |= near_keys(asked.words[at], asked.phones[at], alone=len(asked.words) == 1)
    return keys


def _part_keys(asked: AskedMark) -> dict[str, float]:
    """Return the three-letter keys of the heaviest word alone, where there are several."""
    if len(asked.words) < 2:
        return {}
    return _letters_of(asked.words[asked.dominant], asked.phones[asked.dominant])


def _letters_of(word: str, sound: str) -> dict[str, float]:
    keys: dict[str, float] = {}
    for text in (word, sound):
        if text and text[0] < "\u1100" and len(text) > 2:
            keys |= dict.fromkeys(grams(text), 1.0)
    return keys


def _han_keys(form: NormalForm) -> dict[str, float]:
    """Return the keys of characters, pairs and syllables of runs of Han; pairs of Hangul."""
    keys: dict[str, float] = {}
    for word in form.words:
        if han.is_han(word[0]):
            keys |= {key: 1.4 if key[0] == "b" else 0.8 if key[0] == "h" else 1.0 for key in han_keys(word)}
        elif word[0] >= "\u1100":
            keys |= {"b" + word[at : at + 2]: 1.0 for at in range(len(word) - 1)}
    return keys


def _meaning_keys(form: NormalForm, asked: AskedMark) -> dict[str, float]:
    """Return the keys of what the mark and its words mean in other words and languages, and of stated meanings."""
    compounds = translated_compounds(asked.words) if 2 <= len(asked.words) <= 3 else ()
    keys = {"c" + one: 1.5 for one in compounds}
    phrases = [" ".join(form.words), *form.words] if len(form.words) > 1 else list(form.words)
    for word in form.words:
        if han.is_han(word[0]):
            phrases += meaning.han_words(word)
    for phrase in dict.fromkeys(phrases):
        keys[meaning_key(phrase)] = 2.0
        for other in meaning.equivalents(phrase):
            words = normal_form(other).words
            near = meaning.alike(phrase, other)
            joined = "".join(words)
            if len(joined) < 2 and not han.is_han(joined[:1] or " "):
                continue
            for one in meaning.plurals(joined):
                keys["c" + one] = max(keys.get("c" + one, 0.0), 2.2 * near)
            keys[meaning_key(" ".join(words))] = 1.2 * near
            if len(words) == 1 and not han.is_han(joined[0]):
                keys["w" + joined] = 1.0 * near
            elif len(words) == 1 and len(joined) == 2:
                keys["b" + joined] = 0.8 * near
    return keys


__all__ = ["MOST", "channels", "syllable_keys"]
