"""Names of geographical indications: several in one line, in their own script and transliterated.

Invariants: no part of the line is lost; a language is said only where the script (and for Cyrillic the country) tells it,
all else is ``und``.
"""

import unicodedata

from domain.text import Text

_SCRIPTS = {
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "THAI": "th",
    "KHMER": "km",
    "LAO": "lo",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HEBREW": "he",
    "ARABIC": "ar",
    "SINHALA": "si",
    "MYANMAR": "my",
    "DEVANAGARI": "hi",
}
_CYRILLIC = {"BG": "bg", "RU": "ru", "MN": "mn", "RS": "sr", "UA": "uk", "MK": "mk", "BY": "be", "KG": "ky", "KZ": "kk"}


def names(line: str, country: str) -> tuple[Text, ...]:
    """Return the names of the line, as they stand; a stroke inside parentheses does not part them.

    >>> names("龙井茶 / Longjing cha", "CN")
    (Text(lang='zh', text='龙井茶'), Text(lang='und', text='Longjing cha'))
    >>> [one.text for one in names("Перла (Ракия / Сливен) / Perla (Rakya / Sliven)", "BG")]
    ['Перла (Ракия / Сливен)', 'Perla (Rakya / Sliven)']
    >>> names("  ", "CN")
    ()
    """
    parts, depth, begun = [], 0, 0
    for place, one in enumerate(line):
        depth += {"(": 1, ")": -1}.get(one, 0)
        if one == "/" and depth <= 0 and line[place - 1 : place + 2] == " / ":
            parts.append(line[begun:place])
            begun = place + 1
    parts.append(line[begun:])
    plain = (" ".join(part.split()) for part in parts)
    return tuple(Text(language(one, country), one) for one in dict.fromkeys(plain) if one)


def language(text: str, country: str) -> str:
    """Return the language that the script of most letters tells.

    >>> language("Φέτα", "GR"), language("Увс чацаргана", "MN"), language("Feta", "GR"), language("카푸", "KR")
    ('el', 'mn', 'und', 'ko')
    """
    counts: dict[str, int] = {}
    for one in text:
        if one.isalpha():
            script = unicodedata.name(one, "").split(" ")[0]
            counts[script] = counts.get(script, 0) + 1
    if "HIRAGANA" in counts or "KATAKANA" in counts:
        return "ja"
    script = max(counts, key=lambda one: counts[one], default="")
    if script == "CYRILLIC":
        return _CYRILLIC.get(country, "und")
    return _SCRIPTS.get(script, "und")
