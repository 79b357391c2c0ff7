"""Chinese text out of Chinese files: blanks that only a line break left, placeholders, the sections of a description.

Invariants: a blank between two Chinese characters is dropped, every other one stays; a value of zeros only is absent;
the heading of a section never stands in its text.
"""

import html
import re
from collections.abc import Iterable

from domain.filings import Section
from domain.text import Text
from loaders.elements import Element, attribute, content, every, local, paragraphs

_BETWEEN = re.compile(r"(?<=[⺀-鿿豈-﫿、-〿！-･])[ \t\u3000]+(?=[⺀-鿿豈-﫿、-〿！-･])")
_ZEROS = re.compile(r"[0\s.\-]*")
_TAG = re.compile(r"<[^>]*>")
_FRAME = re.compile(r"^[\s【\[〔(（]*(?:[一二三四五六七八九十0-9]{1,2}\s*[、.．)）]\s*)?|[\s】\]〕)）:：]*$")
_HEADING = re.compile(
    r"技术领域|所属技术领域|发明所属技术领域|背景技术|现有技术|现有技术文献|专利文献|非专利文献|发明内容|"
    r"实用新型内容|发明的内容|发明概述|发明概要|发明的概要|发明的公开|发明的目的|附图说明|附图简要说明|"
    r"附图的简要说明|附图简单说明|附图的简单说明|附图简述|具体实施方式|具体实施方案|具体实施例|实施方式|"
    r"实施例|最佳实施方式|发明的详细说明|产业上的可利用性|产业上的利用可能性|工业实用性|工业上的可利用性|"
    r"符号说明|附图标记|附图标记说明|符号的说明|相关申请|相关申请的交叉引用|交叉引用|对相关申请的交叉引用|"
    r"与相关申请的交叉引用|关联申请|优先权信息|序列表"
)
NESTED = {
    "TechnicalField": "技术领域",
    "BackgroundArt": "背景技术",
    "Disclosure": "发明内容",
    "InventionSummary": "发明内容",
    "DrawingsDescription": "附图说明",
    "EmbodimentsDescription": "具体实施方式",
    "BestMode": "最佳实施方式",
    "InventionMode": "具体实施方式",
    "IndustrialApplicability": "工业实用性",
    "ReferenceSignsList": "附图标记",
    "ReferenceToDepositedBiologicalMaterial": "生物材料保藏",
    "SequenceListText": "序列表",
    "CitationList": "引用文献",
    "technical-field": "技术领域",
    "background-art": "背景技术",
    "disclosure": "发明内容",
    "description-of-drawings": "附图说明",
    "best-mode": "最佳实施方式",
    "mode-for-invention": "具体实施方式",
    "industrial-applicability": "工业实用性",
    "sequence-list-text": "序列表",
}


def chinese(text: str) -> str:
    """Drop the blanks that a line break left between Chinese characters.

    >>> chinese("将甘草片与水 混合，制得 A 型 香料")
    '将甘草片与水混合，制得 A 型香料'
    """
    return _BETWEEN.sub("", text)


def present(value: str | None) -> str | None:
    """Return a value, ``None`` for the zeros that stand where there is none.

    >>> present("0"), present("0000000000"), present(" 广东省 "), present("0755")
    (None, None, '广东省', '0755')
    """
    return None if value is None or _ZEROS.fullmatch(value) else value.strip()


def language(code: str | None, default: str = "zh") -> str:
    """Return the ISO 639-1 code of what a file declares (``ZH``, ``CN`` for Chinese)."""
    lower = (code or default).lower()[:2]
    return "zh" if lower == "cn" else lower


def made_readable(root: Element) -> None:
    """Turn formulas kept as escaped markup into the signs that they show, and part the cells of tables with a bar."""
    for formula in every(root, ".//{*}MathText"):
        formula.text = " ".join(html.unescape(_TAG.sub(" ", formula.text or "")).split())
    for cell in every(root, ".//{*}row/{*}entry"):
        if cell.getnext() is not None:
            cell.tail = " | "


def texts(parent: Element, path: str, lang: str) -> tuple[Text, ...]:
    """Return the texts on the path, one for each language, the first of each."""
    found: dict[str, Text] = {}
    for one in every(parent, path):
        code = language(attribute(one, "lang"), lang)
        text = content(one)
        if text and code not in found:
            found[code] = Text(code, chinese(text))
    return tuple(found.values())


def lines(parent: Element, path: str) -> str:
    """Return the text of everything on the path, a line for each paragraph, without blanks left by line breaks."""
    return "\n".join(chinese(line) for line in paragraphs(parent, path).split("\n"))


def heading_of(line: str) -> str | None:
    """Return the name of the section that a paragraph announces, ``None`` for any other paragraph.

    >>> heading_of("【背景技术】"), heading_of("二、发明内容："), heading_of("本发明属于香料领域。")
    ('背景技术', '发明内容', None)
    """
    if len(line) > 24:
        return None
    plain = _FRAME.sub("", chinese(line)).replace(" ", "")
    return plain if _HEADING.fullmatch(plain) else None


def sections(description: Element | None, lang: str) -> tuple[Section, ...]:
    """Return the sections of a description, nested in elements of their own or flat with names as paragraphs."""
    if description is None:
        return ()
    return tuple(_gathered(_lines(description), lang))


def _lines(description: Element) -> Iterable[tuple[bool, str]]:
    """Give the lines of a description in order: headings (true) and paragraphs."""
    for child in every(description, "*"):
        name = local(child)
        if name in ("InventionTitle", "invention-title", "DocPage", "doc-page"):
            continue
        if name in NESTED:
            yield True, NESTED[name]
        if name in ("Heading", "heading"):
            yield True, _FRAME.sub("", chinese(content(child) or ""))
            continue
        for line in paragraphs(child).split("\n"):
            found = heading_of(line)
            if found is not None:
                yield True, found
            elif line:
                yield False, chinese(line)


def _gathered(lines: Iterable[tuple[bool, str]], lang: str) -> Iterable[Section]:
    heading: str | None = None
    held: list[str] = []
    for is_heading, line in lines:
        if not is_heading:
            held.append(line)
            continue
        if held:
            yield Section(lang=lang, heading=heading or None, text="\n".join(held))
            held = []
        heading = line
    if held:
        yield Section(lang=lang, heading=heading or None, text="\n".join(held))
