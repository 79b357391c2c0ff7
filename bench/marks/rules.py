"""Generated marks: for each rule a name of the register changed as the rule says, and negative twins for the guards.

Names are those whose distinctive words stand in at most 20 rows; the class is kept. A rule is measured by how often the
name is among the first 20 hits, a guard by how often it speaks on a twin.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.marks.measured import letters
from bench.marks.register import register_rows
from domain.engine import Engine
from domain.goods import tables
from domain.goods.relation import GoodsList
from domain.marks import added, han, meaning
from domain.marks.check import Check
from domain.marks.keys import Row, read_row, row_text
from domain.marks.normal import SET_ASIDE, normal_form
from domain.marks.register import MarkRegister
from domain.marks.weights import WEAK_SHARE
from search_api.conflicts.core import explain_pair, find_conflicts

_AMONG, _RARE = 20, 20
_FREQUENT = 300
"""The most frequent words of the register, among which those are sought that are weak in a class."""
_MOST_CHANCE = 4
"""Marks of a class with a word up to which its share is a matter of chance."""
_REPLACING = ("W04", "W05", "W06", "W07", "W08", "W15")
"""Rules whose change puts a word in the place of a distinctive one: it must be as rare, or marks equal to it come first."""
_LATIN = "abcdefghiklmnoprstuvz"
_PLACES = ["paris", "london", "milano", "berlin", "tokyo", "texas", "vienna", "madrid"]
_HAN_PLACES = ["北京", "上海", "杭州", "成都", "广州", "南京"]
_QUALITIES = ["super", "premium", "natural", "best", "classic", "royal", "fresh", "original"]
_HAN_QUALITIES = ["优质", "精品", "天然", "经典", "高级", "健康"]
_COINED = ["torvex", "melquan", "drastol", "vintrop", "quelbar"]
_WEAK = ["casa", "cafe", "bella", "maison", "vida", "club"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the register with a class."""

    text: str
    words: tuple[str, ...]
    nice: str
    salient: str = ""
    """The rarest of its words, the longest of equals."""

    @property
    def latin(self) -> bool:
        return all(one.isascii() and one.isalpha() for one in self.words)

    @property
    def chinese(self) -> bool:
        return len(self.words) == 1 and all(map(han.is_han, self.words[0]))


Change = Callable[[Name, random.Random], str | None]


def _w01(name: Name, dice: random.Random) -> str | None:
    if not name.chinese or len(name.words[0]) < 2:
        return None
    chars = list(name.words[0])
    dice.shuffle(chars)
    return " ".join(name.words[0]) if "".join(chars) == name.words[0] else "".join(chars)


def _w02(name: Name, dice: random.Random) -> str | None:
    if not name.latin or len("".join(name.words)) < 4:
        return None
    text = "".join(name.words)
    cut = dice.randrange(2, len(text) - 1)
    return dice.choice([f"{text[:cut]}-{text[cut:]}".upper(), f"{text[:cut]} {text[cut:]}", text.title()])


def _w03(name: Name, dice: random.Random) -> str | None:
    return " ".join(reversed(name.words)) if name.latin and len(set(name.words)) > 1 else None


def _w04(name: Name, dice: random.Random) -> str | None:
    if not name.chinese or len(name.words[0]) < 3:
        return None
    at = dice.randrange(1, len(name.words[0]))
    return name.words[0][:at] + dice.choice("山海云龙金华") + name.words[0][at + 1 :]


def _w05(name: Name, dice: random.Random) -> str | None:
    text = "".join(name.words)
    if not name.latin or len(name.words) > 1 or len(text) < 4:
        return None
    places = dice.sample(range(1, len(text)), 2 if len(text) >= 8 else 1)
    return "".join(dice.choice(_LATIN) if at in places else one for at, one in enumerate(text))


def _w06(name: Name, dice: random.Random) -> str | None:
    if name.chinese and len(name.words[0]) >= 2:
        places = [at for at, one in enumerate(name.words[0]) if han.neighbours(one)]
        if places:
            at = dice.choice(places)
            return name.words[0][:at] + dice.choice(han.neighbours(name.words[0][at])[:4]) + name.words[0][at + 1 :]
    text = "".join(name.words)
    pairs = [(a, b) for a, b in (("m", "rn"), ("w", "vv"), ("d", "cl"), ("l", "1"), ("o", "0")) if a in text[1:-1]]
    return text.replace(*dice.choice(pairs), 1) if name.latin and len(name.words) == 1 and pairs else None


def _w07(name: Name, dice: random.Random) -> str | None:
    if name.chinese and len(name.words[0]) >= 2:
        at = dice.randrange(len(name.words[0]))
        others = _homophones().get(han.syllable(name.words[0][at]), "").replace(name.words[0][at], "")
        return name.words[0][:at] + dice.choice(others) + name.words[0][at + 1 :] if others else None
    text = "".join(name.words)
    pairs = [(a, b) for a, b in (("ph", "f"), ("ck", "k"), ("c", "k"), ("x", "ks"), ("qu", "kw"), ("y", "i"), ("oo", "ou"))
             if a in text and not (a == "c" and any(one in text for one in ("ce", "ci", "ch", "cy")))]  # fmt: skip
    return (
        text.replace(*dice.choice(pairs)) if name.latin and len(name.words) == 1 and len(text) > 3 and pairs else None
    )


_HOMOPHONES: dict[str, str] = {}


def _homophones() -> Mapping[str, str]:
    if not _HOMOPHONES:
        for char in (
            "李理丽力立礼利明名鸣铭华花化画海亥福富府复虎湖护家佳嘉加金今锦津云芸匀龙隆康安鞍天田甜美每梅星兴行新心欣信"
        ):
            _HOMOPHONES[han.syllable(char)] = _HOMOPHONES.get(han.syllable(char), "") + char
    return _HOMOPHONES


def _w08(name: Name, dice: random.Random) -> str | None:
    phrase = " ".join(name.words)
    if not name.latin:
        return None
    said = sorted(meaning.english(phrase) - {meaning.bare(phrase)})
    said = [one for one in said if len(one) > 3 and not one.startswith(phrase[:3]) and one not in phrase]
    return dice.choice(said) if said else None


def _w09(name: Name, dice: random.Random) -> str | None:
    text = "".join(name.words)
    short = (name.latin and 3 <= len(text) <= 5) or (name.chinese and len(text) == 2)
    return text + text if short and len(name.words) == 1 else None


def _w10(name: Name, dice: random.Random) -> str | None:
    if not name.latin or len("".join(name.words)) < 4:
        return None
    last = name.words[-1]
    if last.endswith(("s", "x", "z", "h", "y", "e")):
        return "the " + " ".join(name.words)
    return dice.choice(["the " + " ".join(name.words), " ".join((*name.words[:-1], last + "s"))])


def _with(latin: Sequence[str], chinese: Sequence[str]) -> Change:
    def change(name: Name, dice: random.Random) -> str | None:
        if name.chinese and chinese:
            return dice.choice([name.words[0] + dice.choice(chinese), dice.choice(chinese) + name.words[0]])
        return f"{' '.join(name.words)} {dice.choice(latin)}" if name.latin and latin else None

    return change


def _goods_words(nice: str) -> list[str]:
    """Return the goods of a class that are one English word."""
    return [term for one in tables.entries().values() if one.nice == nice for term in one.en if term.isalpha()]


def _w11(name: Name, dice: random.Random) -> str | None:
    latin = _goods_words(name.nice)
    chinese = [
        term for one in tables.entries().values() if one.nice == name.nice for term in one.zh if 2 <= len(term) <= 3
    ]
    return _with(latin, chinese)(name, dice)


def _w15(name: Name, dice: random.Random) -> str | None:
    if not name.latin or len(name.words) < 2:
        return None
    text = name.salient
    if len(text) < 5 or 2 * len(text) < len("".join(name.words)):
        return None
    at = dice.randrange(1, len(text))
    letter = dice.choice([one for one in _LATIN if one != text[at]])
    return f"{text[:at]}{letter}{text[at + 1 :]} {dice.choice(_COINED)}"


CHANGES: Mapping[str, Change] = {
    "W01": _w01, "W02": _w02, "W03": _w03, "W04": _w04, "W05": _w05, "W06": _w06, "W07": _w07, "W08": _w08, "W09": _w09,
    "W10": _w10, "W11": _w11, "W12": _with(_PLACES, _HAN_PLACES), "W13": _with(_QUALITIES, _HAN_QUALITIES),
    "W14": _with(_WEAK, []), "W15": _w15, "W16": _with(_COINED, []),
}  # fmt: skip


def names_of(register: Path) -> tuple[list[Name], Counter[str]]:
    """Return the names whose distinctive words are rare, and in how many rows each word stands."""
    rows = [(row["mark"], normal_form(row["mark"]).words, row["classes"].split(";")) for row in register_rows(register)]
    counts = Counter(word for _, words, _ in rows for word in set(words))
    found = []
    for text, words, classes in rows:
        rare = [one for one in words if one not in SET_ASIDE and not added.is_place(one) and not added.is_quality(one)]
        if rare and len(rare) == len(words) and all(counts[one] <= _RARE for one in rare):
            found.append(Name(text, words, classes[0], min(rare, key=lambda one: (counts[one], -len(one)))))
    return found, counts


def measured(
    engine: Engine, register: Path, count: int
) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Return for each rule and guard how many marks were generated and the share that was found, or spoke."""
    searcher = engine.searcher()
    assert isinstance(searcher, MarkRegister)
    names, counts = names_of(register)
    dice = random.Random(20)
    dice.shuffle(names)
    rules = {}
    for code, change in CHANGES.items():
        asked = found = 0
        for name in names:
            text = change(name, dice)
            if not text or (letters(text) == letters(name.text) and code not in ("W01", "W02")):
                continue
            if code in _REPLACING and any(counts[one] > _RARE for one in normal_form(text).words):
                continue
            asked += 1
            hits = find_conflicts(searcher, Check(mark=text, goods=GoodsList((name.nice,))), _AMONG).conflicts
            found += letters(name.text) in [letters(getattr(one.filing, "mark").text or "") for one in hits]  # noqa: B009
            if asked >= count:
                break
        rules[code] = {"n": asked, "share": round(found / max(1, asked), 4)}
    frequent = [
        word for word, _ in counts.most_common(_FREQUENT) if word.isascii() and word.isalpha() and len(word) > 2
    ]
    return rules, _guards(searcher, names, weak_words(searcher, frequent), count, dice)


def _guards(
    searcher: MarkRegister, names: Sequence[Name], weak: Mapping[str, Sequence[str]], count: int, dice: random.Random
) -> dict[str, dict[str, float]]:
    found = {}
    for code, guard in (
        ("W04", "G-first-character"), ("W05", "G-first-letter"), ("W11", "G-weak-mark"), ("W12", "G-weak-mark"),
        ("W13", "G-weak-mark"), ("W14", "G-weak-mark"), ("W15", "G-weak-part"), ("W16", "G-weak-part"),
    ):  # fmt: skip
        twins = [twin for twin in (_twin(code, one, weak, dice) for one in names[: count * 40]) if twin is not None][
            :count
        ]
        state = searcher.state()  # type: ignore[attr-defined]
        spoken = 0
        for mine, theirs, nice in twins:
            row: Row = read_row(row_text("XX-TM-0", theirs, (nice,), (), (), True))
            _, against = explain_pair(searcher, state, Check(mark=mine, goods=GoodsList((nice,))), row)
            spoken += guard in {one.code for one in against}
        found[code] = {"n": len(twins), "share": round(spoken / max(1, len(twins)), 4)}
    return found


def weak_words(register: MarkRegister, words: Sequence[str]) -> dict[str, list[str]]:
    """Return for each class the words that stand in more than half a per cent of its live marks."""
    classes = [str(one) for one in range(1, 46)]
    counts = register.key_counts([*classes, *(f"{nice}w{word}" for nice in classes for word in words)])
    found = {nice: [word for word in words if _MOST_CHANCE < counts[f"{nice}w{word}"] > WEAK_SHARE * counts[nice]]
             for nice in classes}  # fmt: skip
    return {nice: weak for nice, weak in found.items() if weak}


def _twin(code: str, name: Name, weak: Mapping[str, Sequence[str]], dice: random.Random) -> tuple[str, str, str] | None:
    """Return an asked mark, an earlier mark and a class between which the guard of a rule must speak."""
    text = "".join(name.words)
    if code == "W04":
        if not name.chinese or not 3 <= len(text) <= 6:
            return None
        return dice.choice([one for one in "山海云龙金华" if one != text[0]]) + text[1:], text, name.nice
    if code == "W05":
        if not name.latin or len(name.words) > 1 or len(text) < 4:
            return None
        return dice.choice([one for one in _LATIN if one != text[0]]) + text[1:], text, name.nice
    if not weak:
        return None
    nice = dice.choice(sorted(weak))
    word = dice.choice(weak[nice])
    if code in ("W15", "W16"):
        if not name.latin or len(name.words) > 1 or len(text) < 4:
            return None
        other = dice.choice(_COINED)
        return (f"{word} {text}", f"{word} {other}", nice) if code == "W15" else (f"{word} {text}", word, nice)
    if code == "W14":  # few classes have two weak words: the earlier mark is weak in another way
        earlier = dice.choice([*_QUALITIES, *_PLACES, *_goods_words(nice)])
        return f"{earlier} {word}", earlier, nice
    change = {"W11": _w11, "W12": _with(_PLACES, []), "W13": _with(_QUALITIES, [])}[code]
    mine = change(Name(word, (word,), nice), dice)
    return (mine, word, nice) if mine and letters(mine) != letters(word * 2) else None
