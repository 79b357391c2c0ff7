"""What of a query can be seen in a text: words by their stems, words in a row, words of a shape.

Invariants: what stands under NOT is not looked for; a needle finds a token exactly where the index would.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain import analysis
from domain.analysis import Token
from domain.fields import field_named, members_of
from domain.query import And, Near, Or, Phrase, Prefix, Query, Terms, Wildcard
from indexer.engines.querying.patterns import expression

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Needle:
    """``stems`` for a single word, ``terms`` for words in a row; a ``shape`` is one word more, of that form."""

    fields: frozenset[str]
    text: str
    stems: frozenset[str] = frozenset()
    terms: tuple[str, ...] = ()
    shape: re.Pattern[str] | None = None


def needles(query: Query, languages: Sequence[str]) -> list[Needle]:
    """Return what of a query can be seen, each once."""
    return list(dict.fromkeys(_needles(query, languages)))


def _needles(node: Query, languages: Sequence[str]) -> Iterator[Needle]:
    match node:
        case And(operands) | Or(operands) | Near(_, operands):
            for one in operands:
                yield from _needles(one, languages)
        case Terms(name, text) | Phrase(name, text):
            found = analysis.query_terms(text)
            fields = _analysed(name)
            if not found or not fields:
                return
            single = len(found) == 1 and not found[0].prefix and not analysis.is_cjk(found[0].term[0])
            if single and isinstance(node, Terms):
                yield Needle(fields, text, stems=frozenset(analysis.stems_of(found[0].term, languages)))
            elif found[-1].prefix:
                yield _shaped(fields, text, found[-1].term, "*", found[:-1])
            else:
                yield Needle(fields, text, terms=tuple(one.term for one in found))
        case Prefix(name, text) | Wildcard(name, text):
            cut = re.match(r"[^*?]*", text)
            literal = cut.group() if cut else ""
            found = analysis.query_terms(literal)
            rest = text[len(literal) :] if isinstance(node, Wildcard) else "*"
            if found and (fields := _analysed(name)):
                yield _shaped(fields, text, found[-1].term, rest, found[:-1])
        case _:
            return


def _shaped(fields: frozenset[str], text: str, start: str, rest: str, before: Sequence[analysis.QueryTerm]) -> Needle:
    shape = re.compile(expression(start, rest), re.DOTALL)
    return Needle(fields, text, terms=tuple(one.term for one in before), shape=shape)


def _analysed(name: str) -> frozenset[str]:
    field = field_named(name)
    if field is None:
        return frozenset()
    return frozenset(one.name for one in members_of(field) if one.kind in ("text", "name"))


def spans(needle: Needle, tokens: Sequence[Token], lang: str) -> list[Span]:
    """Return where a needle stands in a paragraph."""
    if needle.stems:
        stems = needle.stems
        return [(one.start, one.end) for one in tokens if analysis.stem(one.term, lang) in stems]
    length = len(needle.terms) + (needle.shape is not None)
    found = []
    for at in range(len(tokens) - length + 1):
        if all(tokens[at + step].term == term for step, term in enumerate(needle.terms)):
            last = tokens[at + length - 1]
            if needle.shape is not None and not needle.shape.fullmatch(last.term):
                continue
            found.append((tokens[at].start, _end(needle, last)))
    return found


def _end(needle: Needle, last: Token) -> int:
    """Widen a bigram, whose place is its first character, to both of its characters."""
    bigram = needle.shape is None and len(last.term) == 2 and last.end - last.start == 1
    return last.end + 1 if bigram else last.end
