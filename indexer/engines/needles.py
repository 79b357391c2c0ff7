"""What of a query can be seen in a text: words by their stems, words in a row, words of a shape.

Invariants: what stands under NOT is not looked for; a needle finds a token exactly where the index would.
"""

import re
import unicodedata
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
    start: str = ""
    """Letters that a match begins with, in lower case; of a stem fewer, since a word may end otherwise."""

    @property
    def length(self) -> int:
        """How many tokens a match has."""
        return 1 if self.stems else len(self.terms) + (self.shape is not None)


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
                stems = frozenset(analysis.stems_of(found[0].term, languages))
                yield Needle(fields, text, stems=stems, start=_beginning(found[0].term, stems))
            elif found[-1].prefix:
                yield _shaped(fields, text, found[-1].term, "*", found[:-1])
            else:
                yield Needle(fields, text, terms=tuple(one.term for one in found), start=found[0].term)
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
    first = before[0].term if before else start
    return Needle(fields, text, terms=tuple(one.term for one in before), shape=shape, start=first)


def _beginning(term: str, stems: frozenset[str]) -> str:
    """Return what all stems begin with but for a letter that an ending may change (battery, batteries)."""
    shared = min(stems)
    while not all(one.startswith(shared) for one in stems):
        shared = shared[:-1]
    return shared[: max(2, len(shared) - 1)] or term[0]


def _analysed(name: str) -> frozenset[str]:
    field = field_named(name)
    if field is None:
        return frozenset()
    return frozenset(one.name for one in members_of(field) if one.kind in ("text", "name"))


class Seen:
    """A paragraph that is looked through: folded where each character keeps its place, else cut into tokens."""

    __slots__ = ("folded", "lang", "text", "tokens")

    def __init__(self, text: str, lang: str) -> None:
        self.text, self.lang = text, lang
        folded = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
        self.folded = folded if len(folded) == len(text) else None
        self.tokens = [] if self.folded is not None else analysis.tokens(text)


def spans(needle: Needle, seen: Seen) -> list[Span]:
    """Return where a needle stands in a paragraph."""
    if seen.folded is None:
        starts = [at for at, one in enumerate(seen.tokens) if one.term.startswith(needle.start)]
        return [span for at in starts if (span := _at(needle, seen.tokens[at : at + needle.length], seen.lang))]
    found: list[Span] = []
    start = needle.start
    at = seen.folded.find(start)
    while at >= 0:
        span = None
        if analysis.is_cjk(start[0]) or not at or not _goes_on(seen.text[at - 1]):
            span = _word_at(needle, seen, at) if needle.stems else _from(needle, seen, at)
        if span is not None:
            found.append(span)
        at = seen.folded.find(start, span[1] if span else at + 1)
    return found


def _word_at(needle: Needle, seen: Seen, at: int) -> Span | None:
    """Return the word that begins at a place, where it is the needle's."""
    found = analysis.word_at(seen.text, at)
    return (at, found[1]) if found and analysis.stem(found[0], seen.lang) in needle.stems else None


def _from(needle: Needle, seen: Seen, at: int) -> Span | None:
    return _at(needle, analysis.tokens_from(seen.text, at, needle.length), seen.lang)


def _at(needle: Needle, tokens: Sequence[Token], lang: str) -> Span | None:
    """Return the place of a needle that begins with the first of the tokens."""
    if len(tokens) < needle.length:
        return None
    last = tokens[needle.length - 1]
    if needle.stems:
        return (last.start, last.end) if analysis.stem(last.term, lang) in needle.stems else None
    if any(tokens[step].term != term for step, term in enumerate(needle.terms)):
        return None
    if needle.shape is not None and not needle.shape.fullmatch(last.term):
        return None
    return (tokens[0].start, _end(needle, last))


def _goes_on(char: str) -> bool:
    """Tell whether a word goes on from this character."""
    return (char.isalnum() and not analysis.is_cjk(char)) or "\u0300" <= char <= "\u036f"


def _end(needle: Needle, last: Token) -> int:
    """Widen a bigram, whose place is its first character, to both of its characters."""
    bigram = needle.shape is None and len(last.term) == 2 and last.end - last.start == 1
    return last.end + 1 if bigram else last.end
