"""Text that a person reads: a wording in both interface languages, and office text with its language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One message or label in the two interface languages."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        """Return the Chinese wording for ``zh``, else the English one."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Text:
    """A text as an office published it; ``lang`` is an ISO 639-1 code, ``und`` where the office does not say."""

    lang: str
    text: str
