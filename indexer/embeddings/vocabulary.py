"""The tokenizer of a static model: whole words, Chinese words of up to five characters, and pieces for what is rare.

Invariants: equal texts give an equal tokenizer; every letter, digit and Chinese character seen has a token, so that no
word is lost; what is no word (signs, blanks, characters never seen) gives no token.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from indexer.embeddings.tokens import LATIN, fold

_RUN = 24
"""Chinese characters that are cut at once: longest pieces are found in a time that grows with the square."""
_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(LATIN)
_JOINTS = re.compile("的|所述|其特征|和|或|与|及|了|一种|该|上述|本发明|本实用新型|以及|并且")
"""Where a run of Chinese is parted before words are sought in it, so that words do not hold what joins them."""
_LONGEST, _RAREST_RUN, _PIECES = 5, 8, 6_000
_COMMON = "".join(
    bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many tokens of each kind a vocabulary has at most, and how often a word must stand in the texts."""

    words: int = 42_000
    han: int = 36_000
    least: int = 4


def tokenizer_of(texts: Iterable[str], sizes: Sizes = Sizes()) -> str:
    """Return the definition of a tokenizer for texts like these."""
    words, runs = _counted(texts)
    signs = [*"abcdefghijklmnopqrstuvwxyz0123456789", *map(chr, range(0x3B1, 0x3CA))]
    characters = sorted({*_COMMON, *(char for run in runs for char in run)})
    pieces = _learned((word for word, count in words.items() for _ in range(min(count, 2))), _PIECES, 12, 2)
    frequent = [word for word, count in words.most_common(sizes.words) if count >= sizes.least]
    han = _learned(_parted(runs), sizes.han, _LONGEST, _RAREST_RUN) if runs else []
    vocabulary: dict[str, int] = {}
    for token in ["[PAD]", "[UNK]", *signs, *characters, *pieces, *frequent, *han]:
        vocabulary.setdefault(token, len(vocabulary))
    made = Tokenizer(
        models.WordPiece(vocabulary, unk_token="[UNK]", continuing_subword_prefix="", max_input_chars_per_word=64)
    )
    made.normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()])
    pattern = f"[{_ranges(characters)}]{{1,{_RUN}}}|{LATIN}"
    made.pre_tokenizer = pre_tokenizers.Split(Regex(pattern), "removed", invert=True)
    return str(made.to_str())


def _counted(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    words: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    for text in texts:
        folded = text.lower() if text.isascii() else fold(text)
        words.update(_WORD.findall(folded))
        if folded is not text and not folded.isascii():
            runs.update(_HAN.findall(folded))
    return words, runs


def _parted(runs: Counter[str]) -> Iterator[str]:
    for run, count in runs.items():
        for part in _JOINTS.split(run):
            for start in range(0, len(part), _RUN):
                for _ in range(min(count, 3)):
                    yield part[start : start + _RUN]


def _learned(words: Iterable[str], size: int, longest: int, least: int) -> list[str]:
    """Return the pieces that byte-pair encoding finds in words, the most frequent first."""
    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(vocab_size=size, min_frequency=least, max_token_length=longest, show_progress=False)
    learner.train_from_iterator(words, trainer)
    found = learner.get_vocab()
    return sorted(found, key=found.__getitem__)


def _ranges(characters: list[str]) -> str:
    """Return the inside of a character class.

    >>> _ranges(["一", "丁", "七"]), _ranges(["一", "三"])
    ('一丁七', '一三')
    """
    parts: list[str] = []
    start = last = ""
    for char in [*characters, ""]:
        if start and char and ord(char) == ord(last) + 1:
            last = char
            continue
        if start:
            between = "" if ord(last) - ord(start) < 3 else "-"
            middle = between or "".join(map(chr, range(ord(start) + 1, ord(last))))
            parts.append(start + (middle + last if last != start else ""))
        start = last = char
    return "".join(parts)
