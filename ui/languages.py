"""The language of a page, as it stands in its address."""

from enum import StrEnum


class Lang(StrEnum):
    """The two languages of the pages."""

    zh = "zh"
    en = "en"
