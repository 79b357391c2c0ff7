"""Every text of the pages in both languages, by key; one module for each group of pages.

A key that is missing, or has only one language, fails when the page is made, not when it is read.
"""

from domain.text import Wording
from ui.wording import art, branches, conflicts, frame, lists, navigation, record, reference, rivals, search, statistics

WORDS: dict[str, Wording] = {}
for _module in (frame, art, search, record, reference, lists, branches, navigation, conflicts, rivals, statistics):
    for _key, _value in _module.WORDS.items():
        if _key in WORDS:
            raise ValueError(f"two texts are called {_key}")
        WORDS[_key] = _value


def say(key: str, lang: str, **values: object) -> str:
    """Return the text of ``key`` with its values put in.

    >>> say("records", "en", count="1,284"), say("records", "zh", count="1,284")
    ('1,284 records', '共 1,284 件')
    """
    return WORDS[key].in_language(lang).format(**values)
