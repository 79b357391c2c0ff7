"""Names of parties made comparable: width, case, punctuation and legal forms taken away, nothing else.

For comparing two names, never for showing one. Two companies that differ in their legal form alone compare equal.
"""

import re
import unicodedata

_FORMS = (
    "aktiengesellschaft", "gesellschaft mit beschrankter haftung", "societe anonyme", "incorporated", "corporation",
    "company", "limited", "kabushiki kaisha", "kabushikikaisha", "yugen kaisha", "gmbh", "mbh", "ag", "kgaa", "kg", "ohg",
    "ug", "ev", "inc", "corp", "co", "ltd", "llc", "llp", "lp", "plc", "pllc", "pte", "pty", "pvt", "bv", "nv", "sa", "sas",
    "sarl", "srl", "spa", "sl", "slu", "ab", "as", "asa", "aps", "oy", "oyj", "kk", "se", "sro", "doo", "zrt", "kft", "ooo", "oao", "zao", "pjsc", "jsc",
)  # fmt: skip
_FORM = re.compile(rf"(?:^|\s)(?:{'|'.join(sorted(map(re.escape, _FORMS), key=len, reverse=True))})(?=\s|$)")
_CHINESE_FORM = re.compile(r"(?:股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|株式会社|주식회사|公司)")
_NO_WORD = re.compile(r"[^\w]+|_")
_DOTS = re.compile(r"[.\s]")
_DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}")
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")

ORGANISATION_ENDINGS: tuple[str, ...] = ("公司", "大学", "研究院", "研究所", "厂", "集团")
"""What a Chinese name of an organisation ends in, as far as the query language reads it from a bare word."""


def comparable(name: str) -> str:
    """Return the name without what does not tell parties apart.

    >>> comparable("Knapp G.m.b.H. & Co. KG"), comparable("KNAPP GmbH"), comparable("Ｓｏｎｙ Corporation")
    ('knapp', 'knapp', 'sony')
    >>> comparable("华为技术有限公司"), comparable("华为技术 有限公司"), comparable("Société Générale S.A.")
    ('华为技术', '华为技术', 'societe generale')
    >>> comparable("The Co. Ltd."), comparable("")
    ('the', '')
    """
    text = name.casefold() if name.isascii() else _unaccented(name)
    if "." in text:
        text = _DOTTED.sub(lambda found: _DOTS.sub("", found[0]) + " ", text)
    text = " ".join(_NO_WORD.sub(" ", text).split())
    cjk = not text.isascii() and _CJK.search(text) is not None
    bare = _CHINESE_FORM.sub("", text) if cjk else text
    bare = " ".join(_FORM.sub(" ", _FORM.sub(" ", bare)).split())
    if cjk and _CJK.search(bare):
        bare = bare.replace(" ", "")
    return bare or text


def _unaccented(name: str) -> str:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name)).casefold()
    text = "".join(one for one in text if not unicodedata.combining(one) or _CJK.match(one))
    return unicodedata.normalize("NFC", text)


def same_name(one: str, other: str) -> bool:
    """Tell whether two names compare equal.

    >>> same_name("ACME, Inc.", "Acme Incorporated"), same_name("ACME", "ACMA")
    (True, False)
    """
    return comparable(one) == comparable(other)


def both_scripts(text: str) -> tuple[str, str | None]:
    """Split ``original / transliteration`` into the name to show and, where the scripts differ, the original.

    >>> both_scripts("龙井茶 / Longjing cha"), both_scripts("Φέτα / Feta"), both_scripts("Aceto / Essig")
    (('Longjing cha', '龙井茶'), ('Feta', 'Φέτα'), ('Aceto / Essig', None))
    """
    first, mark, second = (part.strip() for part in text.partition(" / "))
    if mark and _latin(second) and not _latin(first):
        return second, first
    return text.strip(), None


def _latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(one, "") for one in text if one.isalpha())


def is_organisation(name: str) -> bool:
    """Tell whether a Chinese name ends as an organisation's does.

    >>> is_organisation("中山大学"), is_organisation("公司"), is_organisation("电池")
    (True, False, False)
    """
    return any(name.endswith(ending) and len(name) > len(ending) for ending in ORGANISATION_ENDINGS)
