"""The terms of a text that tell it from others, the most telling first.

Invariants: the language of claims (comprising, 所述) never counts; a term that stands in no record is left out, and a
common one where the text has ``FEW`` others; each counts 1: how rare it is, BM25 weighs.
"""

import math
from collections import Counter
from collections.abc import Mapping

from domain import analysis
from domain.engine import Paragraph
from domain.nearness import Nearness

MOST, FEW = 120, 60
"""As many terms of a document are searched at most; as few are enough to leave out common ones."""
_COMMON = 0.1
"""The share of the records that a common term stands in."""
_SATURATION = 1.2
_SHORT_LIST = 1_000
"""Terms whose frequency is asked for: a draft of fifty pages repeats its words long before this."""

STOP_EN = frozenset(
    [
        "a",
        "about",
        "above",
        "according",
        "accordingly",
        "after",
        "all",
        "also",
        "an",
        "and",
        "another",
        "any",
        "are",
        "arranged",
        "art",
        "as",
        "at",
        "based",
        "be",
        "been",
        "being",
        "between",
        "both",
        "but",
        "by",
        "can",
        "claim",
        "claimed",
        "claims",
        "comprise",
        "comprised",
        "comprises",
        "comprising",
        "configured",
        "consisting",
        "contain",
        "could",
        "described",
        "device",
        "disclosed",
        "does",
        "each",
        "embodiment",
        "embodiments",
        "example",
        "first",
        "for",
        "from",
        "further",
        "had",
        "has",
        "have",
        "having",
        "herein",
        "herewith",
        "how",
        "however",
        "if",
        "in",
        "include",
        "included",
        "includes",
        "including",
        "into",
        "invention",
        "is",
        "it",
        "its",
        "least",
        "like",
        "made",
        "may",
        "means",
        "means",
        "method",
        "more",
        "most",
        "not",
        "object",
        "of",
        "on",
        "one",
        "or",
        "other",
        "plurality",
        "portion",
        "preferably",
        "present",
        "prior",
        "provide",
        "provided",
        "provides",
        "related",
        "relates",
        "said",
        "same",
        "second",
        "several",
        "shall",
        "should",
        "so",
        "some",
        "such",
        "system",
        "than",
        "that",
        "the",
        "their",
        "then",
        "there",
        "thereby",
        "therefore",
        "thereof",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "under",
        "upon",
        "use",
        "used",
        "using",
        "was",
        "well",
        "were",
        "wherein",
        "whereby",
        "when",
        "where",
        "which",
        "while",
        "with",
        "within",
        "without",
        "would",
    ]
)
STOP_ZH = frozenset(
    [
        "所述",
        "述的",
        "其特",
        "特征",
        "征在",
        "在于",
        "根据",
        "据权",
        "权利",
        "利要",
        "要求",
        "求所",
        "一种",
        "包括",
        "括以",
        "以下",
        "上述",
        "述步",
        "步骤",
        "骤：",
        "本发",
        "发明",
        "明公",
        "公开",
        "明涉",
        "涉及",
        "本实",
        "实用",
        "用新",
        "新型",
        "及其",
        "其中",
        "用于",
        "以及",
        "并且",
        "具有",
        "至少",
        "一个",
        "所示",
        "可以",
        "进行",
        "技术",
        "术领",
        "领域",
        "尤其",
        "提供",
        "供了",
        "了一",
        "方法",
    ]
)
_STOP = frozenset({analysis.stem(one, "en") for one in STOP_EN} | STOP_EN | STOP_ZH)


def terms_of(text: str) -> Counter[str]:
    """Return the terms of a text as the fields hold them: stems of words, bigrams of Chinese.

    >>> sorted(terms_of("The batteries comprising a battery"))
    ['batteri']
    """
    counted = Counter(_terms(text))
    for one in [one for one in counted if not _tells(one)]:
        del counted[one]
    return counted


def terms_in(text: str) -> frozenset[str]:
    """Return the terms of a text, each once.

    >>> sorted(terms_in("The batteries comprising a battery"))
    ['batteri']
    """
    return frozenset(filter(_tells, set(_terms(text))))


def _terms(text: str) -> list[str]:
    """Return the stems of a text's words, then its bigrams of Chinese."""
    analysed = analysis.analyse([Paragraph(language_of(text), text)])
    if text.isascii():
        return analysed.stems
    return [*analysed.stems, *(one for one in analysed.terms if len(one) > 1 and analysis.is_cjk(one[0]))]


def _tells(term: str) -> bool:
    return len(term) > 1 and term not in _STOP and not term.isdecimal()


def language_of(text: str) -> str:
    """Return ``zh`` for a text with Chinese in more than a tenth of its characters, else ``en``.

    >>> language_of("锂离子电池 LiFePO4"), language_of("a cell named 电池 in a long English sentence")
    ('zh', 'en')
    """
    start = text[:5_000]
    return "zh" if not start.isascii() and sum(map(analysis.is_cjk, start)) * 10 > len(start) else "en"


def telling_terms(searcher: Nearness, text: str, records: int, most: int = MOST) -> Mapping[str, float]:
    """Return the most telling terms of a text, each with the weight 1: frequent in it, rare among the records."""
    counted = dict(terms_of(text).most_common(_SHORT_LIST))
    held = searcher.frequencies(list(counted))
    scored = {
        term: count / (count + _SATURATION) * math.log(1 + (records - held[term] + 0.5) / (held[term] + 0.5))
        for term, count in counted.items()
        if held.get(term)
    }
    best = sorted(scored, key=lambda term: (-scored[term], term))
    rare = [term for term in best if held[term] < _COMMON * records]
    if len(rare) < FEW:
        kept = {*rare, *[term for term in best if held[term] >= _COMMON * records][: FEW - len(rare)]}
        rare = [term for term in best if term in kept]
    return dict.fromkeys(rare[:most], 1.0)
