"""The goods and services of a mark by class: its similar groups, and the texts with the reader's language first."""

from dataclasses import dataclass

from domain.engine import Searcher
from domain.filings import Filing
from domain.text import Text
from ui.titles import symbol_label


@dataclass(frozen=True, slots=True)
class ClassGoods:
    """One class of a mark: its number, its short title, its groups, its texts."""

    number: str
    title: str
    groups: tuple[tuple[str, str], ...]
    texts: tuple[Text, ...]


def goods_by_class(searcher: Searcher, filing: Filing, lang: str) -> list[ClassGoods]:
    """Return the classes in order of their numbers, classes without a text among them."""
    goods = getattr(filing, "goods", ())
    groups = [one.symbol for one in filing.classes if one.scheme == "group"]
    titles = searcher.symbol_titles("group", groups) if groups else {}
    numbers = dict.fromkeys(
        [one.class_ for one in goods] + [one.symbol for one in filing.classes if one.scheme == "nice"]
    )
    found = []
    for number in sorted(numbers, key=lambda one: (not one.isdigit(), int(one) if one.isdigit() else 0, one)):
        texts = [Text(one.lang, one.text) for one in goods if one.class_ == number]
        own = []
        for symbol in dict.fromkeys(groups):
            if symbol[:2] == number.zfill(2):
                title = titles.get(symbol)
                said = (title.title_zh or "") if title and lang == "zh" else (title.title_en or "") if title else ""
                own.append((symbol, said))
        texts.sort(key=lambda one: one.lang != lang)
        label = symbol_label("nice", number, number, lang) if number.isdigit() else number
        found.append(ClassGoods(number, label.removeprefix(number).strip(), tuple(own), tuple(texts)))
    return found
