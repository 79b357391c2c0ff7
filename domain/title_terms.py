"""The terms of a title, by which an analysis tells what emerges: words, pairs of words, and Chinese phrases.

Rules: a Latin word of three letters or more that says something, case folded and singular, and two such words side by
side; of Chinese, the phrases of two to eight characters between words that only join, the last two characters of a
longer one (what the thing is), and the first two of one of four.
Invariant: the terms follow from the title alone, so that a title has the same ones wherever it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from domain.filings import Filing

EDITION = "1"
MOST = 24
"""Terms of one filing: a title that lists products is not a hundred topics."""
_STOP = frozenset(
    ["a", "an", "and", "apparatus", "are", "as", "at", "based", "be", "by", "comprising", "containing", "device", "devices", "for", "from", "has", "having", "improved", "in", "including", "into", "is", "it", "its", "made", "making", "means", "method", "methods", "new", "novel", "of", "on", "one", "or", "other", "particular", "process", "processes", "producing", "production", "providing", "related", "same", "said", "such", "system", "systems", "that", "the", "their", "thereby", "therefor", "therefore", "therein", "thereof", "thereto", "this", "through", "to", "two", "use", "used", "uses", "using", "utilizing", "via", "when", "where", "which", "while", "with", "within", "without"]
)  # fmt: skip
_JOINING = re.compile(
    r"一种|一類|一类|及其|以及|用于|用於|基于|基於|具有|应用于|适用于|利用|采用|使用|包含|包括|含有|含|的|之|及|和|与|與|或|在|中|其|用|可|带|带有|型|式|类|新型|改进|装置|方法|系统|设备|制备|制作|制造|生产|工艺|应用|结构|组件|机构"
)
_LATIN = re.compile(r"[^\W\d_]+", re.ASCII)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_PHRASE = 8


def terms_of_filing(filing: Filing) -> list[str]:
    """Return the terms of a patent's or design's titles, each once, in the order in which they come."""
    if filing.right not in ("patent", "design"):
        return []
    found: dict[str, None] = {}
    for title in filing.title:
        if title.lang in ("zh", "en") or not found:
            found.update(dict.fromkeys(terms_of(title.text)))
    return list(found)[:MOST]


@lru_cache(16_384)
def terms_of(title: str) -> tuple[str, ...]:
    """Return the terms of one title.

    >>> terms_of("Methods for charging lithium-ion batteries")
    ('charging', 'lithium', 'charging lithium', 'ion', 'lithium ion', 'battery', 'ion battery')
    >>> terms_of("一种锂离子电池的正极材料及其制备方法")
    ('锂离子电池', '电池', '正极材料', '正极', '材料')
    """
    text = unicodedata.normalize("NFKC", title)
    found: dict[str, None] = {}
    if _HAN.search(text):
        for run in _HAN.findall(text):
            found.update(dict.fromkeys(_chinese(run)))
    found.update(dict.fromkeys(_latin(text)))
    return tuple(found)


def _latin(text: str) -> Iterator[str]:
    before = ""
    for word in _LATIN.findall(text.casefold()):
        if len(word) < 3 or word in _STOP:
            before = ""
            continue
        word = _singular(word)
        yield word
        if before and before != word:
            yield f"{before} {word}"
        before = word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def phrases_of(title: str) -> list[str]:
    """Return the Chinese phrases of a title between the words that only join.

    >>> phrases_of("一种便于清洗的过滤装置及其应用")
    ['便于清洗', '过滤']
    """
    runs = _HAN.findall(unicodedata.normalize("NFKC", title))
    return [phrase for run in runs for phrase in _JOINING.split(run) if phrase]


def _chinese(run: str) -> Iterator[str]:
    for phrase in _JOINING.split(run):
        if 2 <= len(phrase) <= _LONGEST_PHRASE:
            yield phrase
        if len(phrase) == 4:
            yield phrase[:2]
        if len(phrase) >= 4:
            yield phrase[-2:]
