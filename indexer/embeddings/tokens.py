"""The tokens of a text, as the model's own tokenizer gives them.

A tokenizer of our kind (fold, cut by one expression, longest known pieces) is run word by word with a memory, several
times as fast as the library and with the same result; any other goes through the library. Invariant: the memory is
bounded.
"""

import json
import re
import unicodedata
from typing import Any

from tokenizers import Tokenizer

_MEMORY = 500_000
_ASCII = re.compile(r"[a-z0-9]{1,40}")
LATIN = "[a-z0-9α-ω]{1,40}"
"""How a word in letters is cut; the expression of a tokenizer of our kind ends with it."""


class Tokens:
    """Gives the tokens of texts."""

    def __init__(self, definition: str) -> None:
        self._tokenizer: Any = Tokenizer.from_str(definition)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._words = _Words(self._tokenizer)
        read = json.loads(definition)
        self._cut = re.compile(read["pre_tokenizer"]["pattern"]["Regex"]) if _is_ours(read) else None

    @property
    def size(self) -> int:
        """How many tokens there are."""
        return int(self._tokenizer.get_vocab_size())

    def ids(self, text: str) -> list[int]:
        """Return the numbers of a text's tokens, in order."""
        if self._cut is None:
            found: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
            return found
        words = _ASCII.findall(text.lower()) if text.isascii() else self._cut.findall(fold(text))
        ids: list[int] = []
        known = self._words
        for word in words:
            ids += known[word]
        return ids


class _Words(dict[str, tuple[int, ...]]):
    """A word → its tokens."""

    def __init__(self, tokenizer: Any) -> None:
        super().__init__()
        self._tokenizer = tokenizer

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) > _MEMORY:
            self.clear()
        found = tuple(one.id for one in self._tokenizer.model.tokenize(word))
        self[word] = found
        return found


class _Plain(dict[int, int | None]):
    """A character → itself, nothing for an accent."""

    def __missing__(self, char: int) -> int | None:
        found = self[char] = None if unicodedata.category(chr(char)) == "Mn" else char
        return found


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Return a text without accents, width and case, as the tokenizer's normaliser does.

    >>> fold("Müller ＡＢ Ⅳ")
    'muller ab iv'
    """
    return unicodedata.normalize("NFKD", text).translate(_PLAIN).lower()


def _is_ours(read: dict[str, Any]) -> bool:
    """Tell whether folding, cutting and pieces are those that this module runs itself."""
    normaliser, cutter, model = (read.get(key) or {} for key in ("normalizer", "pre_tokenizer", "model"))
    steps = [one.get("type") for one in normaliser.get("normalizers", ())]
    return (
        steps == ["NFKD", "StripAccents", "Lowercase"]
        and cutter.get("type") == "Split"
        and bool(cutter.get("invert"))
        and str(cutter.get("pattern", {}).get("Regex", "")).endswith(LATIN)
        and model.get("type") == "WordPiece"
        and model.get("continuing_subword_prefix") == ""
        and not read.get("added_tokens")
        and read.get("post_processor") is None
    )
