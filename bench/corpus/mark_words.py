"""Invented marks, and later ones that sound, look or mean nearly the same as an earlier one (planted conflicts)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bench.corpus.dice import Dice, mixed
from bench.corpus.phrases import Row, words

Likeness = Literal["sound", "look", "meaning"]
LIKENESSES: tuple[Likeness, ...] = ("sound", "look", "meaning")
_PERIOD = 20
_MEANING, _TWIN = 7, 19


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark's words: ``script`` zh or en, ``spoken`` its pinyin, ``means`` a translation; a device may stand beside."""

    text: str
    script: str
    spoken: str | None = None
    means: str | None = None
    device: Row | None = None
    bare: bool = False
    """The device alone, without words."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A planted pair: the earlier mark's place and in what the two are alike."""

    earlier: int
    likeness: Likeness


def twin_of(seed: int, place: int) -> Twin | None:
    """Return which earlier mark this one was planted to resemble, if any."""
    if place % _PERIOD != _TWIN:
        return None
    likeness = LIKENESSES[place // _PERIOD % 3]
    back = mixed(seed, 40, place) % min(place // _PERIOD + 1, 40)
    if likeness == "meaning":
        return Twin(place - back * _PERIOD - (_TWIN - _MEANING), likeness)
    offset = 1 + mixed(seed, 41, place) % 11
    earlier = place - back * _PERIOD - offset
    return Twin(earlier if earlier % _PERIOD != _MEANING else earlier - 1, likeness)


@lru_cache(maxsize=4096)
def sign(seed: int, place: int) -> Sign:
    """Return the mark at a place."""
    twin = twin_of(seed, place)
    if twin is None:
        return _own(seed, place)
    earlier = _own(seed, twin.earlier)
    dice = Dice(seed, 42, place)
    if twin.likeness == "meaning":
        return _other_language(seed, twin.earlier, earlier)
    return _respelled(earlier, twin.likeness, dice)


def _own(seed: int, place: int) -> Sign:
    dice = Dice(seed, 43, place)
    table = words("marks")
    device = dice.pick(table["devices"]) if place % 10 in (3, 6, 8) else None
    if place % _PERIOD == _MEANING:
        en, zh, spoken = dice.pick(table["meanings"])
        return Sign(zh, "zh", spoken, en, device) if dice.chance(0.5) else Sign(en, "en", None, zh, device)
    if place % 5 in (1, 3):
        return _chinese(dice, device)
    if dice.chance(0.35):
        return Sign(
            f"{dice.pick(table['meanings'])[0].split()[-1]} {dice.pick(table['second_words'])}", "en", device=device
        )
    coined = "".join(dice.pick(table["syllables"]) for _ in range(1 + dice.below(2))) + dice.pick(table["endings"])
    tail = f" {dice.pick(table['second_words'])}" if dice.chance(0.2) else ""
    bare = device is not None and dice.chance(0.25) and place % 10 == 8
    return Sign(coined.upper() + tail, "en", device=device, bare=bare)


def _chinese(dice: Dice, device: Row | None) -> Sign:
    table = words("marks")
    first, second = dice.below(len(table["characters"])), dice.below(len(table["characters"]))
    tail = dice.below(len(table["tails_zh"]))
    text = table["characters"][first] + table["characters"][second]
    spoken = f"{table['pinyin'][first]} {table['pinyin'][second]}"
    if dice.chance(0.6):
        text, spoken = text + table["tails_zh"][tail], f"{spoken} {table['tails_pinyin'][tail]}"
    return Sign(text, "zh", spoken, None, device)


def _other_language(seed: int, place: int, earlier: Sign) -> Sign:
    """Return the translation of a mark that has one; an English one may only change its first word for a synonym."""
    row = next(one for one in words("marks")["meanings"] if earlier.text in one[:2])
    if earlier.script == "en":
        return Sign(row[1], "zh", row[2], row[0])
    return Sign(row[0], "en", None, row[1])


def _respelled(earlier: Sign, likeness: Likeness, dice: Dice) -> Sign:
    """Return a mark that differs in one place from the earlier one."""
    if earlier.script == "zh":
        table = dict(words("marks")["homophones" if likeness == "sound" else "lookalikes"])
        places = [at for at, character in enumerate(earlier.text) if table.get(character, character) != character]
        if not places:
            return Sign(earlier.text + "号", "zh", f"{earlier.spoken} HAO")
        at = dice.pick(places)
        text = earlier.text[:at] + table[earlier.text[at]] + earlier.text[at + 1 :]
        return Sign(text, "zh", earlier.spoken if likeness == "sound" else None)
    text = earlier.text.lower()
    pairs = [pair for pair in words("marks")["sounds" if likeness == "sound" else "shapes"] if pair[0] in text]
    if not pairs:
        return Sign(f"{earlier.text}S", "en")
    old, new = dice.pick(pairs)
    return Sign(text.replace(old, new, 1).upper(), "en")
