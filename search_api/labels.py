"""What a value of a facet is called in both languages: states, rights, offices, class titles, categories of events."""

from collections.abc import Sequence

from domain import legal_events, offices, proprietors, technology
from domain.engine import Searcher
from domain.fields import Field
from domain.filings import Right
from domain.text import Wording

RIGHT_LABELS: dict[Right, Wording] = {
    "patent": Wording("专利", "Patents"),
    "trademark": Wording("商标", "Trade marks"),
    "design": Wording("外观设计", "Designs"),
    "gi": Wording("地理标志", "Geographical indications"),
    "layout": Wording("布图设计", "Layout designs"),
    "sign": Wording("特殊标志", "Special signs"),
}
MARK_KIND_LABELS: dict[str, Wording] = {
    "word": Wording("文字", "Word"),
    "figurative": Wording("图形", "Figurative"),
    "combined": Wording("图文组合", "Combined"),
    "sound": Wording("声音", "Sound"),
    "shape": Wording("立体", "Shape"),
    "colour": Wording("颜色", "Colour"),
    "position": Wording("位置", "Position"),
    "motion": Wording("动态", "Motion"),
    "pattern": Wording("图案", "Pattern"),
    "hologram": Wording("全息", "Hologram"),
    "multimedia": Wording("多媒体", "Multimedia"),
    "other": Wording("其他", "Other"),
}
LANGUAGE_LABELS: dict[str, Wording] = {
    "zh": Wording("中文", "Chinese"),
    "en": Wording("英文", "English"),
    "de": Wording("德文", "German"),
    "fr": Wording("法文", "French"),
    "es": Wording("西班牙文", "Spanish"),
    "it": Wording("意大利文", "Italian"),
    "ja": Wording("日文", "Japanese"),
    "ko": Wording("韩文", "Korean"),
    "pt": Wording("葡萄牙文", "Portuguese"),
    "ru": Wording("俄文", "Russian"),
    "nl": Wording("荷兰文", "Dutch"),
    "pl": Wording("波兰文", "Polish"),
}
UNKNOWN = Wording("不明", "Unknown")


def labels(searcher: Searcher, field: Field, values: Sequence[str]) -> dict[str, Wording]:
    """Return a label for each value; a value without one of its own is called as it is written."""
    titles: dict[str, Wording] = {}
    if field.kind == "class" and field.scheme:
        for symbol, title in searcher.symbol_titles(field.scheme, list(values)).items():
            zh, en = title.title_zh or title.title_en or "", title.title_en or title.title_zh or ""
            titles[symbol] = Wording(f"{symbol} {zh}".strip(), f"{symbol} {en}".strip())
    return {value: titles.get(value) or _label(field.name, value) for value in values}


def _label(name: str, value: str) -> Wording:
    if name in ("office", "country"):
        found = offices.office_name(value) if name == "office" else offices.country_name(value)
        return Wording(f"{value} {found.zh}", f"{value} {found.en}") if found.en != value else found
    if name == "technology" and (field := technology.field_name(value)) is not None:
        return Wording(f"{value} {field.zh}", f"{value} {field.en}")
    if name == "event" and value in legal_events.CATEGORIES:
        return legal_events.CATEGORIES[value].label
    if name == "technology" and (named := technology.field_name(value)):
        return named
    table: dict[str, dict[str, Wording]] = {
        "status": {str(state): label for state, label in legal_events.STATE_LABELS.items()},
        "right": {str(right): label for right, label in RIGHT_LABELS.items()},
        "mark_kind": MARK_KIND_LABELS,
        "language": LANGUAGE_LABELS,
        "proprietor_type": {str(kind): label for kind, label in proprietors.LABELS.items()},
    }
    return table.get(name, {}).get(value) or Wording(value, value)
