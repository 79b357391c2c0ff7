"""The six familiar ways of looking for a mark, and by which of them an earlier mark was found: 汉字 拼音 英文 数字 字头 图形.

A way is told from the two signs and from where they met, so that a choice of ways is a filter over one answer.
"""

from domain.marks.check import Check, Conflict
from domain.marks.han import is_han

ALIKE = 0.5
"""An axis from which two signs count as alike in it."""


def alike_in(conflict: Conflict) -> frozenset[str]:
    """Return in what two signs are alike: ``sound``, ``look``, ``meaning``, and ``contained`` for the whole of one in the other."""
    axes = {"sound": conflict.sound, "look": conflict.look, "meaning": conflict.meaning}
    found = {name for name, axis in axes.items() if axis.score >= ALIKE}
    if any(one.code == "W16" for one in conflict.reasons) or any(axis.scope == "inside" for axis in axes.values()):
        found.add("contained")
    return frozenset(found)


def ways_of(check: Check, conflict: Conflict) -> frozenset[str]:
    """Return the ways by which an earlier mark was found."""
    sign = getattr(conflict.filing, "mark", None)
    theirs = (sign.text or "") if sign is not None else ""
    han = any(map(is_han, check.mark)), any(map(is_han, theirs))
    alike = alike_in(conflict)
    found = set()
    if all(han) and alike & {"look", "meaning", "contained"}:
        found.add("han")
    if any(han) and "sound" in alike:
        found.add("pinyin")
    if (_latin(check.mark) and _latin(theirs) and alike) or (han[0] != han[1] and "meaning" in alike):
        found.add("latin")
    if _digits(check.mark) & _digits(theirs):
        found.add("digits")
    if any(one.code == "W10" and one.evidence.measure == "initials" for one in conflict.reasons):
        found.add("initials")
    codes = {one.symbol for one in conflict.filing.classes if one.scheme == "vienna"}
    if codes & set(check.vienna):
        found.add("device")
    return frozenset(found)


def _latin(text: str) -> bool:
    return any(char.isalpha() and not is_han(char) for char in text)


def _digits(text: str) -> set[str]:
    return {run for run in "".join(char if char.isdigit() else " " for char in text).split() if run}
