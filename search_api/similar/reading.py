"""The texts that one answer looks at, each analysed once, however many features and hits speak of it."""

from domain import analysis
from search_api.similar.telling import terms_in

Span = tuple[int, int]
_Read = tuple[list[str], list[str], list[int], list[int]]


class Texts:
    """Analyses texts as they are asked for and remembers them for as long as one answer takes."""

    def __init__(self) -> None:
        self._terms: dict[str, frozenset[str]] = {}
        self._read: dict[tuple[str, str], _Read] = {}

    def terms(self, text: str) -> frozenset[str]:
        """Return the telling terms that a text holds."""
        found = self._terms.get(text)
        if found is None:
            found = self._terms[text] = terms_in(text)
        return found

    def spans(self, text: str, lang: str, wanted: frozenset[str]) -> tuple[Span, ...]:
        """Return where terms stand in a text, neighbours joined.

        >>> Texts().spans("a hinged gate", "en", frozenset(["hing", "gate"]))
        ((2, 8), (9, 13))
        """
        read = self._read.get((text, lang))
        if read is None:
            read = self._read[text, lang] = _read(text, lang)
        spans: list[Span] = []
        for term, stem, start, end in zip(*read, strict=True):
            if term in wanted or stem in wanted:
                if spans and start <= spans[-1][1]:
                    spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
                else:
                    spans.append((start, end))
        return tuple(spans)


def _read(text: str, lang: str) -> _Read:
    """Return a text's terms, their stems, and where they start and end; a bigram is as long as its two characters."""
    found = analysis.tokens(text)
    terms = [one.term for one in found]
    last = len(text)
    ends = [min(last, one.end + 1) if analysis.is_cjk(one.term[0]) else one.end for one in found]
    return terms, [analysis.stem(one, lang) for one in terms], [one.start for one in found], ends
