"""Which category of legal event an office's code or words speak of.

The codes are those of the transactions (事务数据) in the Chinese office's patent gazette: two letters and two digits; the
digits tell invention, utility model and design apart and take no part. What a table does not know is ``other``.
"""

import re

PARTIAL: frozenset[tuple[str, str]] = frozenset({("CN", "IP01")})
"""Codes of events that take away only a part of a right."""

_CN: dict[str, tuple[str, str]] = {
    "PB": ("publication", "公布"),
    "SE": ("examination", "实质审查的生效"),
    "GR": ("grant", "授权"),
    "RJ": ("refusal", "公布后的驳回"),
    "WD": ("withdrawal", "公布后的撤回或视为撤回"),
    "TA": ("assignment", "申请权的转移"),
    "AV": ("surrender", "专利权的主动放弃"),
    "CB": ("change", "著录事项变更"),
    "CD": ("correction", "外观设计专利公报更正"),
    "CI": ("correction", "发明专利公报更正"),
    "CU": ("correction", "实用新型专利公报更正"),
    "CF": ("lapse", "未缴年费专利权终止"),
    "CX": ("expiry", "专利权有效期届满"),
    "CP": ("change", "专利权人的姓名或者名称、地址的变更"),
    "DD": ("other", "文件的公告送达"),
    "EC": ("licence", "专利实施许可合同备案的注销"),
    "EE": ("licence", "专利实施许可合同备案的生效"),
    "EM": ("licence", "专利实施许可合同备案的变更"),
    "IP": ("invalidation", "无效公告"),
    "IW": ("invalidation", "专利权全部无效"),
    "PC": ("pledge", "专利权质押合同登记的注销"),
    "PE": ("pledge", "专利权质押合同登记的生效"),
    "PM": ("pledge", "专利权质押合同登记的变更"),
    "PD": ("preservation", "专利权保全的解除"),
    "PP": ("preservation", "专利权的保全"),
    "RR": ("restoration", "权利的恢复"),
    "TR": ("assignment", "专利权的转移"),
    "C06": ("publication", "公布"),
    "C10": ("examination", "实质审查的生效"),
    "C14": ("grant", "授权"),
}

_WORDS: tuple[tuple[str, str], ...] = (
    ("更正", "correction"),
    ("质押", "pledge"),
    ("许可", "licence"),
    ("保全", "preservation"),
    ("恢复", "restoration"),
    ("全部无效", "invalidation"),
    ("无效", "invalidation"),
    ("撤销", "revocation"),
    ("异议", "opposition"),
    ("驳回", "refusal"),
    ("视为撤回", "withdrawal"),
    ("撤回", "withdrawal"),
    ("未缴年费", "lapse"),
    ("终止", "lapse"),
    ("届满", "expiry"),
    ("放弃", "surrender"),
    ("转移", "assignment"),
    ("转让", "assignment"),
    ("续展", "renewal"),
    ("变更", "change"),
    ("实质审查", "examination"),
    ("授权", "grant"),
    ("授予", "grant"),
    ("注册公告", "registration"),
    ("核准注册", "registration"),
    ("公布", "publication"),
    ("初步审定公告", "publication"),
    ("缴费", "fee"),
    ("年费", "fee"),
)


def category_of(office: str, code: str | None, text: str | None = None) -> str:
    """Return the category of an office's code, or of its words where the code is not known.

    >>> category_of("CN", "CF01"), category_of("CN", "SE01"), category_of("CN", "C10"), category_of("CN", "IW03")
    ('lapse', 'examination', 'examination', 'invalidation')
    >>> category_of("CN", None, "专利权质押合同登记的生效"), category_of("US", "ZZ99")
    ('pledge', 'other')
    """
    key = (code or "").strip().upper()
    if office == "CN" and key:
        found = _CN.get(key) or (_CN.get(key[:2]) if re.fullmatch(r"[A-Z]{2}\d{2}", key) else None)
        if found:
            return found[0]
    for words, category in _WORDS:
        if words in (text or ""):
            return category
    return "other"


def words_of(office: str, code: str | None) -> str | None:
    """Return the office's own words for a code.

    >>> words_of("CN", "TR01"), words_of("US", "TR01")
    ('专利权的转移', None)
    """
    key = (code or "").strip().upper()
    found = (_CN.get(key) or _CN.get(key[:2])) if office == "CN" and key else None
    return found[1] if found else None
