"""What a filing is, in words: the right, and for patents whether it is an application, a grant or a utility model."""

from domain.filings import Filing
from domain.text import Wording

RIGHTS: dict[str, Wording] = {
    "patent": Wording("专利", "Patent"),
    "trademark": Wording("商标", "Trade mark"),
    "design": Wording("外观设计", "Design"),
    "gi": Wording("地理标志", "Geographical indication"),
    "layout": Wording("布图设计", "Layout design"),
    "sign": Wording("特殊标志", "Special sign"),
}
_APPLICATION = Wording("申请公布", "application")
_GRANT = Wording("授权", "grant")
_UTILITY = Wording("实用新型", "utility model")
_BY_LETTER = {"A": _APPLICATION, "B": _GRANT, "C": _GRANT, "U": _UTILITY, "Y": _UTILITY}
_AMERICAN = {"E": Wording("再颁", "reissue"), "P": Wording("植物专利", "plant patent"), "S": _GRANT, "H": _APPLICATION}
_INDICATIONS = {
    "PGI": Wording("受保护的地理标志（PGI）", "protected geographical indication (PGI)"),
    "PDO": Wording("受保护的原产地名称（PDO）", "protected designation of origin (PDO)"),
    "TSG": Wording("传统特产保证（TSG）", "traditional speciality guaranteed (TSG)"),
    "GI": Wording("酒类地理标志（GI）", "geographical indication of a drink (GI)"),
}
_STAGES = {
    "EP": {"A3": Wording("检索报告", "search report"), "A4": Wording("补充检索报告", "supplementary search report")}
}


def kind_in_words(filing: Filing) -> Wording | None:
    """Return what the kind code says, ``None`` where it says nothing that a reader needs."""
    kind = filing.kind or ""
    if filing.right == "gi":
        return _INDICATIONS.get(kind)
    if filing.right != "patent" or not kind:
        return None
    if kind in _STAGES.get(filing.office, {}):
        return _STAGES[filing.office][kind]
    if filing.office == "US" and kind == "A":  # until 2000 the grant itself
        return _GRANT
    return _AMERICAN.get(kind[0], _BY_LETTER.get(kind[0])) if filing.office == "US" else _BY_LETTER.get(kind[0])
