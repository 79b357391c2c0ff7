"""The one analysis of text into terms, used to index, to query and to highlight, so that engines cannot disagree.

Invariants: exactly one term stands at a position; a term is NFKC and case folded; a run of n CJK characters gives its
n-1 overlapping bigrams and its last character, so that each character has a position; a hyphenated word is its parts.
Two words of one sentence have fewer than ``SENTENCE_GAP`` positions between them and words of two sentences at least
so many; the same holds for paragraphs and ``PARAGRAPH_GAP`` (a sentence is cut after 1,024 words, a paragraph after
128 sentences). Stems follow the declared language of the text and have no positions.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

import Stemmer

from domain.engine import Paragraph

SENTENCE_WORDS = 1_024
PARAGRAPH_SENTENCES = 128
SENTENCE_GAP = 1_024
PARAGRAPH_GAP = PARAGRAPH_SENTENCES * (SENTENCE_WORDS + SENTENCE_GAP)
SENTENCE_MARK = "\x1e"
PARAGRAPH_MARK = "\x1d"
_LAST_POSITION = 4_000_000_000  # positions are 32 bits wide; beyond this, paragraphs stand a sentence apart

CJK = (
    "\u2e80-\u2fdf\u3005\u3007\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003134f"
)
_LETTER = rf"[^\W_{CJK}]|[\u0300-\u036f]"
_WORD = rf"(?:{_LETTER})+|[{CJK}]+"
_SENTENCE_END = re.compile(rf"[!?。！？.](?:(?<!\.)|(?=\s+[A-Z{CJK}]))")
_FULL_STOP = re.compile(rf"\.(?=\s+[A-Z{CJK}])")
_OTHER_ENDS = "!?。！？"
_ASCII_WORDS = {at: char.lower() if (char := chr(at)).isalnum() else " " for at in range(128)}
_WORDS = re.compile(_WORD)
_IS_CJK = re.compile(rf"[{CJK}]")
_FIRST_CJK = "\u2e80"
_CACHE = 1_000_000

LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish", "et": "estonian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Languages with a snowball stemmer; in any other the stem of a word is the word."""


class _Folded(dict[str, str]):
    """A word as written → its term."""

    def __missing__(self, word: str) -> str:
        if len(self) > _CACHE:
            self.clear()
        term = word.lower() if word.isascii() else _fold(word)
        self[word] = term
        return term


class _Stems(dict[str, str]):
    """A term → its stem in one language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._stemmer = Stemmer.Stemmer(LANGUAGES[lang], 0) if lang in LANGUAGES else None

    def __missing__(self, term: str) -> str:
        if len(self) > _CACHE:
            self.clear()
        stem: str = self._stemmer.stemWord(term) if self._stemmer is not None else term
        self[term] = stem
        return stem


def _fold(word: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    if folded.isalnum():
        return folded
    return "".join(char for char in folded if char.isalnum() or unicodedata.combining(char)) or word


class _Chars(dict[str, bool]):
    """A character → whether it is CJK."""

    def __missing__(self, char: str) -> bool:
        found = self[char] = _IS_CJK.match(char) is not None
        return found


_FOLDED = _Folded()
_CHARS = _Chars()
_STEMS: dict[str, _Stems] = {}


def is_cjk(char: str) -> bool:
    """Tell whether a character belongs to a script that is written without blanks between words."""
    return char >= _FIRST_CJK and _CHARS[char]


def fold(word: str) -> str:
    """Return the term of one word as written.

    >>> fold("Batteries"), fold("ＬｉＦｅ"), fold("H₂O")
    ('batteries', 'life', 'h2o')
    """
    return _FOLDED[word]


def stem(term: str, lang: str) -> str:
    """Return the snowball stem of a term in a language; the term itself where there is no stemmer.

    >>> stem("batteries", "en"), stem("batterien", "de"), stem("ofdm", "zh")
    ('batteri', 'batteri', 'ofdm')
    """
    return _stems(lang)[term]


def _stems(lang: str) -> _Stems:
    found = _STEMS.get(lang)
    if found is None:
        found = _STEMS[lang] = _Stems(lang)
    return found


@dataclass(slots=True)
class Analysed:
    """The terms of one field, sentence by sentence with the position of each one's first, and the stems of its words.

    ``stems`` has every word's stem, in any order.
    """

    sentences: list[tuple[int, list[str]]]
    stems: list[str]

    @property
    def terms(self) -> list[str]:
        """Every term, in order."""
        return [term for _, terms in self.sentences for term in terms]

    @property
    def positions(self) -> list[int]:
        """The position of every term."""
        return [at for start, terms in self.sentences for at in range(start, start + len(terms))]

    def marked(self) -> str:
        """Return the terms joined by blanks, with ``SENTENCE_MARK`` or ``PARAGRAPH_MARK`` in each gap; it says all.

        >>> analyse([Paragraph("en", "Dry cell. Wet one"), Paragraph("en", "End")]).marked()
        'dry cell\x1ewet one\x1dend'
        """
        pieces: list[str] = []
        end = 0
        for start, terms in self.sentences:
            if pieces:
                pieces.append(SENTENCE_MARK if start - end == SENTENCE_GAP else PARAGRAPH_MARK)
            pieces.append(" ".join(terms))
            end = start + len(terms)
        return "".join(pieces)


def analyse(paragraphs: Iterable[Paragraph]) -> Analysed:
    """Return the terms of a field's paragraphs, with positions as the module's invariants say."""
    found = Analysed([], [])
    position = 0
    for paragraph in paragraphs:
        before = len(found.sentences)
        position = _analyse_one(paragraph, position, found)
        if len(found.sentences) > before:
            position = _next_paragraph(position)
    return found


def _next_paragraph(position: int) -> int:
    return position + (PARAGRAPH_GAP if position < _LAST_POSITION else SENTENCE_GAP)


def _analyse_one(paragraph: Paragraph, position: int, found: Analysed) -> int:
    """Add a paragraph's terms from ``position`` on; return the position after its last sentence's gap is due."""
    stemmed = _stems(paragraph.lang)
    count = 0
    for sentence in _sentences(paragraph.text):
        terms, words = _sentence_terms(sentence)
        if not terms:
            continue
        found.stems += map(stemmed.__getitem__, words)
        for piece in (terms,) if len(terms) <= SENTENCE_WORDS else _pieces(terms):
            if count:
                position = position + SENTENCE_GAP if count % PARAGRAPH_SENTENCES else _next_paragraph(position)
            found.sentences.append((position, piece))
            position += len(piece)
            count += 1
    return position


def _sentences(text: str) -> list[str]:
    """Cut a text into sentences; most have no other end than the full stop, which is found ten times as fast."""
    ends = _OTHER_ENDS[:2] if text.isascii() else _OTHER_ENDS
    for one in ends:
        if one in text:
            return _SENTENCE_END.split(text)
    return _FULL_STOP.split(text) if "." in text else [text]


def _pieces(terms: list[str]) -> list[list[str]]:
    return [terms[start : start + SENTENCE_WORDS] for start in range(0, len(terms), SENTENCE_WORDS)]


def _sentence_terms(sentence: str) -> tuple[list[str], list[str]]:
    """Return a sentence's terms, and those of them that are words and so have stems."""
    if sentence.isascii():  # several times as fast, and most of what offices publish in English
        ascii_words = sentence.translate(_ASCII_WORDS).split()
        return ascii_words, ascii_words
    folded = _FOLDED
    terms: list[str] = []
    words: list[str] = []
    for token in _WORDS.findall(sentence):
        if token[0] < _FIRST_CJK or not is_cjk(token[0]):
            term = folded[token]
            terms.append(term)
            words.append(term)
        else:
            terms += grams(token)
    return terms, words


def grams(run: str) -> list[str]:
    """Return the bigrams of a CJK run and its last character, one for each character.

    >>> grams("锂电池")
    ['锂电', '电池', '池']
    """
    if not unicodedata.is_normalized("NFKC", run):
        run = "".join(unicodedata.normalize("NFKC", char)[:1] for char in run)
    return [*map(add, run, run[1:]), run[-1]]


class Token(NamedTuple):
    """A term and the code points of the text that it stands for."""

    term: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the terms of one paragraph with their places, as ``analyse`` would index them; for highlights.

    A bigram's place is its first character alone, so that neighbouring bigrams do not overlap; the caller widens the
    last one of a match to two characters.
    """
    return tokens_from(text, 0, len(text))


def tokens_from(text: str, start: int, count: int) -> list[Token]:
    """Return ``count`` terms from a place on that begins a word or stands inside a CJK run, fewer at the end.

    >>> [one.term for one in tokens_from("A battery cell, dry", 2, 2)]
    ['battery', 'cell']
    """
    found: list[Token] = []
    for match in _WORDS.finditer(text, start):
        if len(found) >= count:
            break
        word, begin = match.group(), match.start()
        if is_cjk(word[0]):
            run = grams(word[: count - len(found) + 1])[: count - len(found)]
            found += [Token(term, begin + at, begin + at + 1) for at, term in enumerate(run)]
        else:
            found.append(Token(_FOLDED[word], begin, match.end()))
    return found


def word_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the term of the word that begins at a place, and where it ends; ``None`` where none does.

    >>> word_at("A Battery, dry", 2), word_at("A Battery", 1)
    (('battery', 9), None)
    """
    found = _WORDS.match(text, at)
    return None if found is None else (_FOLDED[found.group()], found.end())


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A term of a query; ``prefix``: any term that begins so (one CJK character may begin a bigram or end a run)."""

    term: str
    prefix: bool = False


def query_terms(text: str) -> list[QueryTerm]:
    """Return the consecutive terms that ``text`` must meet in a document, by position.

    A CJK run at the end of the text may go on in the document, so it gives its bigrams alone, and one character is a
    prefix; a run before another word must end there, so its last character is a term too.

    >>> [(one.term, one.prefix) for one in query_terms("锂电池 A")]
    [('锂电', False), ('电池', False), ('池', False), ('a', False)]
    >>> [(one.term, one.prefix) for one in query_terms("第9类")]
    [('第', False), ('9', False), ('类', True)]
    """
    words = _WORDS.findall(text)
    found: list[QueryTerm] = []
    for at, word in enumerate(words):
        if not is_cjk(word[0]):
            found.append(QueryTerm(_FOLDED[word]))
            continue
        run = grams(word)
        if at < len(words) - 1:
            found += map(QueryTerm, run)
        elif len(run) == 1:
            found.append(QueryTerm(run[0], prefix=True))
        else:
            found += map(QueryTerm, run[:-1])
    return found


def stems_of(word: str, languages: Iterable[str]) -> list[str]:
    """Return the terms that a query word searches: itself and its stems in ``languages``, each once."""
    term = _FOLDED[word]
    return list(dict.fromkeys([term, *(_stems(lang)[term] for lang in languages)]))
