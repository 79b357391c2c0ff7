"""What is asked of the prior art: a draft's text made ready, its features, its own family, and the days that cut.

Invariants: a text is compared line by line without blanks at the ends, so that the same draft pasted, uploaded or sent
again is the same; no message quotes it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain import families
from domain.dates import first_day, partial_date
from domain.engine import Searcher
from domain.errors import ParameterError
from domain.filings import Filing, PartialDate
from domain.query import Exact, Filter, SearchRequest
from domain.text import Wording
from indexer.embeddings import document_text
from search_api.notices import Notice
from search_api.similar.features import MOST_FEATURES, features_of, features_of_filing
from search_api.similar.telling import language_of, terms_of

LONGEST = 20_000
"""Characters of a draft that are compared."""
MOST = 50
MOST_MARKED = 20
_FEWEST_TERMS = 5
_MEMBERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is asked: a text or a record, its features where they were edited, and the day before which art counts.

    With a text, ``record`` is the draft's own publication: it is not compared, and left out with its family. ``more``
    and ``less`` are hits marked as like and unlike what is sought. ``lang`` is the reader's.
    """

    text: str = ""
    record: Filing | None = None
    features: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    before: str | None = None
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    k: int = 10
    lang: str = "en"
    speaking: bool = True
    """Whether passages are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft ready to be compared. ``own`` are the records of its own family; ``day`` is the first that counts not."""

    text: str
    kept: str
    """The text and one character of what was cut: sent again it gives the same answer."""
    features: tuple[str, ...]
    edited: bool
    claim: bool
    """Whether the draft holds a claim."""
    own: tuple[str, ...]
    family: str | None
    day: PartialDate | None
    lang: str
    notices: tuple[Notice, ...]

    @property
    def sha256(self) -> str:
        """The hash of the text that is compared."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def prepared(searcher: Searcher, draft: Draft) -> Prepared:
    """Make a draft ready. Raises ``ParameterError`` for one that says nothing, or a day that is none."""
    whole = lines_of(draft.text or (document_text(draft.record) if draft.record else ""))
    text, terms = whole[:LONGEST], terms_of(whole[:LONGEST])
    if not terms:
        raise ParameterError(
            "text", "文稿没有可检索的文字。", "The draft holds no text that can be searched.", code="empty-draft",
            hint=Wording("扫描件请先做文字识别。", "A scanned document needs its text recognised first."),
        )  # fmt: skip
    notices = []
    if len(whole) > LONGEST:
        notices.append(_CUT)
    if len(terms) < _FEWEST_TERMS:
        notices.append(_SHORT)
    elif _mixed(text):
        notices.append(_MIXED)
    found = features_of_filing(draft.record) if draft.record and not draft.text else features_of(whole)
    written = tuple(one for one in (lines_of(one) for one in draft.features) if any(map(str.isalnum, one)))
    if not written and not found.claim and len(found.texts) >= MOST_FEATURES:
        notices.append(_SENTENCES)
    features = written[:MOST_FEATURES] or found.texts
    family = families.family_of(draft.record) if draft.record else None
    return Prepared(
        text=text, kept=whole[: LONGEST + 1], features=features, edited=features != found.texts, claim=found.claim,
        own=_own(searcher, draft.record, family), family=family, day=_day(draft.before), lang=language_of(text),
        notices=tuple(notices),
    )  # fmt: skip


def lines_of(text: str) -> str:
    """Return a text without blanks at the ends of its lines, and without empty lines.

    >>> lines_of(" a  gate \\r\\n\\r\\n with a hinge ")
    'a gate\\nwith a hinge'
    """
    return "\n".join(one for one in (" ".join(line.split()) for line in text.splitlines()) if one)


def published_before(day: PartialDate | None) -> tuple[Filter, ...]:
    """Return the filter of what was published before a day."""
    return (Filter("published", (f"..{_eve(day)}",)),) if day else ()


def filed_before_published_later(day: PartialDate) -> tuple[Filter, ...]:
    """Return the filters of earlier applications: filed before a day, published on it, later or never."""
    eve = f"..{_eve(day)}"
    return Filter("filed", (eve,)), Filter("published", (eve,), exclude=True)


def _own(searcher: Searcher, record: Filing | None, family: str | None) -> tuple[str, ...]:
    """Return the records of the draft's family, itself first."""
    if record is None or family is None:
        return ()
    request = SearchRequest(query=Exact("family", family), size=_MEMBERS, highlight=False)
    return tuple(dict.fromkeys([record.id, *(hit.id for hit in searcher.search(request).hits)]))


def _day(before: str | None) -> PartialDate | None:
    if before is None:
        return None
    date = partial_date(before.strip())
    if date is None:
        raise ParameterError("before", "before 须为日期 YYYY-MM-DD。", "before is a date, YYYY-MM-DD.")
    return first_day(date).isoformat()


def _eve(day: PartialDate) -> PartialDate:
    return (first_day(day) - timedelta(days=1)).isoformat()


def _mixed(text: str) -> bool:
    """Tell whether a good part of the text's lines are Chinese and a good part are not, or are in other letters."""
    counts = [0, 0, 0]
    for char in text:
        if char.isalpha():
            counts[0 if char < "\u0250" else 1 if "\u4e00" <= char <= "\u9fff" else 2] += 1
    whole = sum(counts)
    return counts[2] * 10 > whole or sum(one * 10 > whole * 3 for one in counts[:2]) > 1


def marked(ids: Sequence[str]) -> tuple[str, ...]:
    """Return the hits that were marked, each once, as many as are looked at."""
    return tuple(dict.fromkeys(ids))[:MOST_MARKED]


_CUT = Notice(
    "draft-cut",
    Wording(
        f"只检索了文稿的前 {LONGEST:,} 个字符。特征取自全文中的权利要求。",
        f"Only the first {LONGEST:,} characters of the draft were searched. Its features are those of its claim, wherever it stands.",
    ),
)
_SHORT = Notice(
    "draft-short",
    Wording("文稿只有几个不同的词，结果只是大致的。", "The draft has only a few different words; the result is rough."),
)
_MIXED = Notice(
    "draft-mixed",
    Wording(
        "文稿混有几种文字。模型只懂中文与英文，且不互译：每种文字只与同种文字的文献相近。",
        "The draft mixes scripts. The model reads Chinese and English and translates neither: each part is near to documents in its own script.",
    ),
)
_SENTENCES = Notice(
    "features-of-sentences",
    Wording(
        f"文稿里没有找到权利要求，特征取自开头的 {MOST_FEATURES} 句，可以改写。",
        f"No claim was found in the draft; its features are its first {MOST_FEATURES} sentences. Edit them.",
    ),
)
