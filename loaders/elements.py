"""The only place that builds an XML parser, and the few functions with which sources read its elements.

Invariants: no entity is resolved, no DTD loaded, no network used, nothing recovered, no huge tree built. A path is
``a/b`` (plain names, ``{*}a`` for any namespace, ``*`` for any element), ``.`` for the element itself or ``.//a`` for
descendants; each is compiled once. The children of an element that is asked for one are looked through once and kept
by name until the next record is parsed: sources change texts, never the tree. Within ``watched`` the names that are asked for are remembered, so that the report
can list the elements never looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from lxml import etree

from loaders.xml_bytes import (
    ALONE,
    Surroundings,
    as_utf8,
    rejected,
    unshifted,
    with_all_prefixes,
    with_prefix,
    without_names,
    without_subset,
)

Element = Any
"""An lxml element; sources never import lxml."""

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
    recover=False, huge_tree=False, remove_comments=True, strip_cdata=True,
)  # fmt: skip
_LINES = ("p", "paragraph", "Paragraphs", "heading", "li", "row", "dt", "dd", "h1", "h2", "h3", "h4", "claim", "title")
_SPACED = ("claim-text", "ClaimText", "entry", "br", "img", "Image", "maths", "tables", "table", "ul", "ol", "dl", "P")
_BLOCK_TAGS = tuple(f"{{*}}{name}" for name in _LINES + _SPACED)
_LINE = "\u2029"
BREAK = "\u2028"
BLANK = " "
"""Unicode's own marks between paragraphs and lines: white space, and never the line feeds of a file."""
_MARKS = dict.fromkeys(_LINES, _LINE) | dict.fromkeys(_SPACED, " ")
_string: Any = etree.XPath("string()", smart_strings=False)

_named: dict[Element, dict[str, list[Element]]] = {}
_anywhere: dict[Element, dict[str, list[Element]]] = {}
"""Element → name → children: by names as they are, and by names in any namespace (``{*}a``)."""
_watched: set[str] | None = None
_taken: set[str] | None = None


def parse_xml(raw: bytes, around: Surroundings = ALONE) -> Element:
    """Parse one record, within its surroundings where it has any; raise ``RecordRejected`` with the byte offset."""
    _named.clear()
    _anywhere.clear()
    if around.refusal:
        raise rejected(*around.refusal)
    prepared, declared = as_utf8(raw, around.encoding), dict(around.declared)
    if not around.depth:
        prepared, own = without_subset(prepared)
        declared |= own
    prepared, shifts = without_names(prepared, declared)
    prepared, at, added = with_prefix(prepared, around.before)
    try:
        root = _parsed(prepared, around)
    except etree.XMLSyntaxError as fault:
        if cast(Any, fault).code == etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE:
            whole, _, more = with_all_prefixes(prepared, around.before)
            if more:
                return parse_xml(whole, around)
        offset = _offset(around.before + prepared, fault) - len(around.before)
        offset = unshifted(offset - added if offset > at else offset, shifts)
        raise rejected("不是良构的 XML", "not well-formed XML", max(0, min(offset, len(raw)))) from None
    except ValueError:
        raise rejected("XML 无法读取", "the XML cannot be read") from None
    for _ in range(around.depth):
        root = root[-1]
    return root


def _parsed(prepared: bytes, around: Surroundings) -> Element:
    root = etree.fromstring(b"".join((around.before, prepared, around.after)), _PARSER)
    if root is None:
        raise rejected("记录是空的", "the record is empty", 0)
    return root


def _offset(whole: bytes, fault: etree.XMLSyntaxError) -> int:
    line, column = fault.position
    at = 0
    for _ in range(line - 1):
        after = whole.find(b"\n", at)
        if after < 0:
            break
        at = after + 1
    return min(len(whole), at + max(0, column - 1))


@cache
def _steps(path: str) -> tuple[str, ...]:
    """Return the names of a simple path, or nothing for one that only lxml's own language says."""
    return () if path == "." or ".//" in path or "[" in path else tuple(path.split("/"))


@cache
def _names(path: str) -> frozenset[str]:
    return frozenset(step.rpartition("}")[2] for step in path.replace(".//", "/").split("/") if step not in ("", "."))


def first(el: Element, path: str) -> Element | None:
    """Return the first element on the path."""
    if _watched is not None:
        _watched.update(_names(path))
    index = (_anywhere if path[:3] == "{*}" else _named).get(el)
    if index is not None and path in index:
        return index[path][0]
    steps = _steps(path)
    if len(steps) == 1:
        children = _children(el, path)
        return children[0] if children else None
    if steps:
        return _first(el, steps, 0)
    return el if path == "." else el.find(path)


def _first(el: Element, steps: tuple[str, ...], at: int) -> Element | None:
    children = _children(el, steps[at])
    if at == len(steps) - 1:
        return children[0] if children else None
    for child in children:
        found = _first(child, steps, at + 1)
        if found is not None:
            return found
    return None


def _children(el: Element, name: str) -> Sequence[Element]:
    """Return the children of a name, looking through them the first time that one is asked for."""
    if name == "*":
        return list(el.iterchildren(name))
    wild = name[:3] == "{*}"
    kept = _anywhere if wild else _named
    index = kept.get(el)
    if index is None:
        index = kept[el] = {}
        for child in el:
            key = child.tag
            if wild:
                key = _WILDCARDS[key]
            if key in index:
                index[key].append(child)
            else:
                index[key] = [child]
    return index.get(name, ())


class _Wildcards(dict[Any, str]):
    """A name as lxml has it → the name in any namespace."""

    def __missing__(self, tag: Any) -> str:
        if len(self) > 4_096:
            self.clear()
        found = self[tag] = "{*}" + tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return found


_WILDCARDS = _Wildcards()


def every(el: Element, path: str) -> list[Element]:
    """Return all elements on the path, in the order of the document."""
    if _watched is not None:
        _watched.update(_names(path))
    steps = _steps(path)
    if len(steps) == 1:
        return list(_children(el, path))
    if not steps:
        if path.startswith(".//") and "/" not in path[3:] and "[" not in path:
            return list(el.iterdescendants(path[3:]))
        return [el] if path == "." else cast("list[Element]", el.findall(path))
    found = _children(el, steps[0])
    for step in steps[1:]:
        if not found:
            return []
        found = (
            _children(found[0], step) if len(found) == 1 else [child for one in found for child in _children(one, step)]
        )
    return list(found)


def content(el: Element, path: str = ".") -> str | None:
    """Return the collapsed text of the first element on the path, ``None`` where there is none or it is empty."""
    found = first(el, path)
    return None if found is None else text_of(found) or None


def text_of(el: Element) -> str:
    """Return the text of the subtree, white space collapsed; blocks (paragraphs, nested claim texts) are spaced."""
    if _taken is not None:
        _taken.add(local(el))
    if not len(el):
        text = el.text
        return " ".join(text.split()) if text else ""
    return " ".join(_gathered(el).split())


def inline(el: Element) -> str:
    """Return the collapsed text of an element that is known to hold no blocks: ``text_of``, several times as fast."""
    if _taken is not None:
        _taken.add(local(el))
    text: str = _string(el) if len(el) else el.text or ""
    return _collapsed(text.strip())


def children_with_text(el: Element, starts: dict[str, str], ends: dict[str, str]) -> list[tuple[Element, str]]:
    """Return each child with its text, the text of all of them taken at once: for the long parts of a record.

    ``starts`` and ``ends`` say by name before and after which elements, at any depth, a ``BREAK`` or a ``BLANK`` parts
    the text; breaks become line feeds. Marks of white space are left in the tree; a text that holds such marks itself
    is taken child by child.
    """
    children = list(el)
    for one in el.iterdescendants(*{**starts, **ends}):
        name = one.tag
        mark = starts.get(name)
        if mark:
            text = one.text
            if not text or not (text[0] == mark or (mark == BLANK and text[0].isspace())):
                one.text = mark + (text or "")
        mark = ends.get(name)
        if mark:
            tail = one.tail
            if not tail or not (tail[0] == mark or (mark == BLANK and tail[0].isspace())):
                one.tail = mark + (tail or "")
    for child in children:
        tail = child.tail
        if not tail or tail[0] != _LINE:
            child.tail = _LINE + (tail or "")
    whole: str = etree.tostring(el, method="text", encoding="unicode", with_tail=False)
    texts = whole.split(_LINE)
    if len(texts) != len(children) + 1:
        return [(child, paragraphs(child) if local(child) else "") for child in children]
    if _taken is not None:
        _taken.update(local(child) for child in children)
    return [(child, _lined(text)) for child, text in zip(children, texts, strict=False)]


def _lined(text: str) -> str:
    """Return a text with its white space collapsed, but for line feeds where it is marked to break."""
    if BREAK not in text:
        return _collapsed(text.strip())
    found = (_collapsed(line.strip()) for line in text.split(BREAK))
    return "\n".join(line for line in found if line)


def _collapsed(text: str) -> str:
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def leaves(el: Element) -> dict[str, str]:
    """Return the text of each child by its name, blanks kept; the first of a name, empty ones left out."""
    found = {child.tag: text for child in el.iterchildren(reversed=True) if (text := child.text)}
    if _watched is not None:
        _watched.update(name for name in found if isinstance(name, str))
    return found


def children_by_name(el: Element) -> dict[str, Element]:
    """Return the children by name, the first of each name."""
    found = {child.tag: child for child in el.iterchildren(reversed=True)}
    if _watched is not None:
        _watched.update(name for name in found if isinstance(name, str))
    return found


def paragraphs(el: Element, path: str = ".") -> str:
    """Return the text of everything on the path: one line for each paragraph, heading, table row or list entry."""
    pieces: list[str] = []
    for found in every(el, path):
        if _taken is not None:
            _taken.add(local(found))
        pieces.append(_gathered(found))
    lines = (" ".join(line.split()) for line in _LINE.join(pieces).split(_LINE))
    return "\n".join(line for line in lines if line)


def _gathered(el: Element) -> str:
    """Return the text of the subtree, with a mark around lines and a blank around other blocks."""
    blocks = list(el.iterdescendants(*_BLOCK_TAGS)) if len(el) else ()
    if not blocks:
        return str(_string(el))
    holders = {el}
    for block in blocks:
        parent = block.getparent()
        while parent not in holders:
            holders.add(parent)
            parent = parent.getparent()
    pieces: list[str] = []
    _gather(el, holders, pieces)
    return "".join(pieces)


def _gather(el: Element, holders: set[Element], pieces: list[str]) -> None:
    if el.text:
        pieces.append(el.text)
    for child in el:
        tag = child.tag
        if isinstance(tag, str):
            mark = _MARKS.get(tag.rpartition("}")[2])
            if mark:
                pieces.append(mark)
            if child in holders:
                _gather(child, holders, pieces)
            else:
                text = _string(child) if len(child) else child.text
                if text:
                    pieces.append(text)
            if mark:
                pieces.append(mark)
        if child.tail:
            pieces.append(child.tail)


def attribute(el: Element, name: str) -> str | None:
    """Return an attribute without blanks around it, ``None`` where it is absent or empty."""
    value = el.get(name)
    return (value.strip() or None) if value else None


def local(el: Element) -> str:
    """Return the name of an element without its namespace; empty for instructions."""
    tag = el.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def system_id(el: Element) -> str | None:
    """Return the system identifier of the record's DOCTYPE."""
    return cast("str | None", el.getroottree().docinfo.system_url)


def context(el: Element) -> MappingProxyType[str, str]:
    """Return what stands around a record in its file: attributes of the ancestors and short elements before it.

    Names are local; the nearest wins; an element's text wins over an attribute of the same name.
    """
    found: dict[str, str] = {}
    parent = el.getparent()
    while parent is not None:
        for sibling in parent.iterchildren():
            if sibling is not el and isinstance(sibling.tag, str):
                for leaf in sibling.iter():
                    if isinstance(leaf.tag, str) and not len(leaf) and leaf.text:
                        found.setdefault(local(leaf), leaf.text.strip())
        for name, value in parent.attrib.items():
            found.setdefault(name.rpartition("}")[2], value)
        el, parent = parent, parent.getparent()
    return MappingProxyType(found)


@contextmanager
def watched() -> Iterator[tuple[set[str], set[str]]]:
    """Remember the names asked for (and those whose whole text was taken) while one record is read."""
    global _watched, _taken
    _watched, _taken = set(), set()
    try:
        yield _watched, _taken
    finally:
        _watched = _taken = None


def unread(root: Element, asked: set[str], taken: set[str]) -> Counter[str]:
    """Count the elements of a record, by local name, that hold text and were not looked at."""
    found: Counter[str] = Counter()
    below = [root]
    while below:
        el = below.pop()
        name = local(el)
        if not name or name in taken:
            continue
        if name not in asked and el.text and el.text.strip() and el is not root:
            found[name] += 1
        below.extend(el)
    return found
