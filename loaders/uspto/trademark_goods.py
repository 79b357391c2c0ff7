"""The goods text of a USPTO mark, its editing marks resolved.

``[..]`` is deleted, ``*..*`` was added, ``((..))`` is what the registration has less. Invariants: nothing deleted or
excluded stays in the goods; what is excluded is returned beside them; an unpaired mark stays as it is printed.
"""

import re
from dataclasses import dataclass

_DELETED = re.compile(r"\[[^\[\]]*\]")
_EXCLUDED = re.compile(r"\(\((.*?)\)\)", re.DOTALL)
_ADDED = re.compile(r"\*([^*]*)\*")
_GOODS_CODE = re.compile(r"GS(.{3})(.)?")
LESS_ONLY = "2"


@dataclass(frozen=True, slots=True)
class GoodsText:
    """The goods that are covered, and those that are expressly not."""

    covered: str
    excluded: tuple[str, ...] = ()


def resolved(text: str, suffix: str = "1") -> GoodsText:
    """Resolve the marks of a goods text; with the suffix ``2`` the whole text is what is excluded.

    >>> resolved("Pens; [ inks; ] *ball-point pens*; paper ((except newsprint))")
    GoodsText(covered='Pens; ball-point pens; paper', excluded=('except newsprint',))
    >>> resolved("[HATS,] SHOES [, GLOVES]").covered, resolved("Soap [unscented").covered
    ('SHOES', 'Soap [unscented')
    >>> resolved("((all for dogs))", "2")
    GoodsText(covered='', excluded=('all for dogs',))
    """
    kept = text
    while (shorter := _DELETED.sub(" ", kept)) != kept:
        kept = shorter
    excluded = [_tidy(_ADDED.sub(r"\1", one)) for one in _EXCLUDED.findall(kept)]
    covered = _tidy(_ADDED.sub(r"\1", _EXCLUDED.sub(" ", kept)))
    if suffix == LESS_ONLY:
        excluded, covered = [*excluded, covered], ""
    return GoodsText(covered, tuple(one for one in excluded if one))


def _tidy(text: str) -> str:
    """Collapse blanks and the punctuation that a deletion leaves behind."""
    single = re.sub(r"[,;:]\s*(?=[,;:.])", "", " ".join(text.split()))
    joined = re.sub(r"\s+(?=[,;.:])", "", single)
    return re.sub(r"[,;:]\s*(?=[,;:.])", "", joined).strip(" ,;:")


def goods_class(code: str) -> tuple[str, str] | None:
    """Return the class and the suffix of a goods statement's code, ``None`` for any other statement.

    >>> goods_class("GS0091"), goods_class("GS00A1"), goods_class("GS2001"), goods_class("PM0001")
    (('9', '1'), ('A', '1'), ('200', '1'), None)
    """
    found = _GOODS_CODE.fullmatch(code)
    return (class_symbol(found[1]) or "", found[2] or "1") if found else None


def class_symbol(code: str) -> str | None:
    """Return a class code without padding: ``1`` to ``45``, ``A`` and ``B`` (certification), ``200`` (membership).

    >>> class_symbol("009"), class_symbol("  A"), class_symbol("000")
    ('9', 'A', None)
    """
    return code.strip().lstrip("0") or None
