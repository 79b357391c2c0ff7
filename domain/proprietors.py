"""Which type of party a name is: university, institute, enterprise, public institution or individual.

The types are those of the CNIPA yearbook (大专院校, 科研单位, 工矿企业, 机关团体, 个人). Rules, in this order: what a Chinese
name ends in; a legal form; a word that names a kind of body; a personal name. Invariant: nothing is looked up, so a
name has one type wherever it stands; a name that no rule reads has none.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from domain.filings import Filing, Party
from domain.text import Wording

EDITION = "1"
ProprietorType = Literal["university", "institute", "enterprise", "public_institution", "individual"]
LABELS: dict[ProprietorType, Wording] = {
    "university": Wording("大专院校", "University"),
    "institute": Wording("科研单位", "Research institute"),
    "enterprise": Wording("企业", "Enterprise"),
    "public_institution": Wording("机关团体", "Public institution"),
    "individual": Wording("个人", "Individual"),
}
_CACHE = 65_536

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_ZH_ENDINGS: tuple[tuple[ProprietorType, re.Pattern[str]], ...] = (
    ("individual", re.compile(r"^[\u4e00-\u9fff]{2,3}$(?<![司厂院所校局站社店馆队会部处行矿学])")),
    ("university", re.compile(r"(?:大学|大學)(?:.{0,6}(?:校区|分校|学部|学院|學院))?$|(?<!研究)(?<!科)(?<!工程)(?:学院|學院)$|(?:专科|职业|技工|技师|师范|高等).{0,4}(?:学校|学院)$|高专$|党校$|研究生院$")),
    ("public_institution", re.compile(
        r"(?:医院|卫生院|保健院|疗养院|法院|检察院|敬老院|福利院|幼儿园|中学|小学|中学校|小学校|附中|附小|学校|博物馆|博物院|图书馆|档案馆|文化馆|科技馆|美术馆|"
        r"展览馆|委员会|政府|部队|总队|支队|大队|中队|军区|公安局|管理局|管理处|管理所|管理站|管理中心|服务中心|供应中心|监测站|监测中心|检测站|推广站|推广中心|控制中心|"
        r"急救中心|监督所|防治所|防治站|卫生所|派出所|监狱|协会|学会|商会|联合会|基金会|总站|血站|血液中心|红十字会|气象台|天文馆|气象局|地震局|水文局|海关|[省市县区州]局|"
        r"分局|总局|税务局|林业局|农业局|环保局|水利局|检验局|办公室|办事处|林场|卫生服务站|诊所|试验站|环境监测中心|[一-龥]{2}部|村民小组|村委会|居委会|居民委员会)$"
    )),
    ("institute", re.compile(
        r"(?:研究院|研究所|研究总院|研究总所|研究中心|研究室|研究会|研究部|科学院|科学研究院|工程院|设计院|设计总院|设计所|规划院|勘察院|勘测院|勘探院|勘查院|勘察设计院|"
        r"实验室|實驗室|试验室|试验基地|试验中心|实验中心|工程中心|技术中心|创新中心|开发中心|研发中心|科学中心|测试中心|检测中心|检验所|检验院|检测院|检测所|检测研究院|检定所|计量院|测试所|测试研究院|"
        r"科学所|农科院|农科所|林科院|林科所|工程部研究所|总体部|研究机构|研究設計院|推进中心|示范中心|测绘院|地质队|地质大队|科技中心|信息中心|情报所|植物园|研究基地|产业技术研究院|分院|分所|物理研究院|[一-龥]{2,}所)$"
    )),
    ("enterprise", re.compile(
        r"(?:公司|公社|厂|廠|集团|企业|商行|商店|经营部|门市部|经销部|销售部|营业部|服务部|加工部|维修部|配件部|店|店铺|工作室|工坊|作坊|合作社|联合社|株式会社|株式會社|會社|会社|有限合伙|普通合伙|合伙|"
        r"事务所|個體戶|个体工商户|商社|酒店|宾馆|饭店|餐厅|餐馆|矿|煤矿|油田|农场|牧场|养殖场|种植园|果园|茶场|猪场|鸡场|苗圃|家庭农场|基地|中心|超市|市场|商城|银行|信用社|工厂|工場|工场|制作所|製作所|工业|重工|电力局|"
        r"供电局|供电所|供电分局|电厂|发电厂|车间|铺|坊|庄|茶厂|酒厂|酒业|行|站|部|工程处|工程局|工程队|分公司|控股|国际|实业|股份|有限|电视台|报社|杂志社|出版社|药房|药店|门诊部|美容院|社)$"
    )),
)  # fmt: skip
_ZH_WITHIN: tuple[tuple[ProprietorType, str], ...] = (
    ("enterprise", "公司"), ("institute", "研究"), ("university", "大学"), ("public_institution", "医院"),
)  # fmt: skip
_PERSON_ZH = re.compile(r"^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fffA-Z](?:[·・.·•\s]*[\u3400-\u9fffA-Z-]+[·・.·•\s]*)*$")
_DOT = re.compile(r"[·・•·]|\b[A-Z]\.")
_FORMS = frozenset(
    [
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "companies",
        "ltd",
        "limited",
        "llc",
        "lllp",
        "llp",
        "lp",
        "plc",
        "pllc",
        "pte",
        "pty",
        "pvt",
        "gmbh",
        "mbh",
        "ag",
        "kg",
        "kgaa",
        "ohg",
        "ug",
        "ev",
        "bv",
        "nv",
        "sa",
        "sas",
        "sasu",
        "sarl",
        "srl",
        "spa",
        "sl",
        "slu",
        "ab",
        "asa",
        "aps",
        "oy",
        "oyj",
        "kk",
        "sro",
        "doo",
        "zrt",
        "kft",
        "ooo",
        "oao",
        "zao",
        "pjsc",
        "jsc",
        "aktiengesellschaft",
        "kaisha",
        "kabushiki",
        "kabushikikaisha",
        "aktiebolag",
        "bhd",
        "sdn",
        "sae",
        "gesellschaft",
        "societe",
        "partnership",
        "cooperative",
        "unlimited",
        "oyabp",
        "nyrt",
        "ltda",
        "sicav",
        "trust",
        "holdings",
        "holding",
        "se",
        "cv",
        "as",
        "aktieselskab",
        "aktiebolaget",
        "vennootschap",
        "genossenschaft",
        "cie",
        "compagnie",
        "ultd",
        "lc",
        "pc",
        "pa",
        "pbc",
        "scarl",
        "sca",
        "saa",
        "sab",
    ]
)
_UNIVERSITY = re.compile(
    r"\b(?:universi\w*|univ|college|colleges|ecole|ecoles|hochschule|fachhochschule|institute of technology|polytech\w*|politec\w*|school|escuela|uniwersytet\w*|"
    r"politechnika|egyetem|yliopisto|akademia|regents|daigaku|alumni|eth zurich|eth zuerich|eidgenossische technische|"
    r"technion|caltech|virginia tech|georgia tech|trustees of|president and fellows|instituto superior|dartmouth|kaist|postech|facultad|faculty|academisch|universite|universita)\b"
)
_INSTITUTE = re.compile(
    r"\b(?:institut\w*|instytut|research|laborator\w*|labs?|fraunhofer|forschung\w*|max planck|academy of|academia sinica|cnrs|inserm|inra|csic|csir|csiro|recherche|"
    r"commissariat|kenkyu\w*|battelle|sri international|riken|etri|itri|investigaciones?|ricerche|onderzoek\w*|scientific|science|sciences|technology center|tno|imec|cea|"
    r"centre for|center for|study center|consiglio nazionale)\b"
)
_PUBLIC = re.compile(
    r"\b(?:united states of america|government|ministry|minister|secretary of|department of|dept of|agency|administration|hospital|hospitals|hopitaux|clinic|clinica|clinical center|"
    r"authority|council|commission|army|navy|air force|nasa|city of|state of|county of|republic|kingdom|association|society|bureau|federation|foundation|"
    r"fundacion|fondation|stiftung|museum|majesty|crown|national security|u s|us government|board of|church|committee|assistance publique|charity|"
    r"medical center|national guard|union of|verband|verein|health system|krankenhaus|ospedale)\b"
)
_TRADE = re.compile(
    r"\b(?:technolog\w*|systems?|solutions?|products?|industr\w*|electronics?|electric|semiconductor\w*|pharma\w*|therapeutics|biotech\w*|bio\w*|medical|software|networks?|"
    r"international|group|enterprises?|partners|associates|capital|ventures?|investments?|instruments?|engineering|manufacturing|works|motors?|automotive|"
    r"energy|power|oil|gas|chemicals?|materials|devices?|devices|design|designs|labs|media|communications?|mobile|wireless|digital|data|online|services?|consulting|"
    r"werke?|fabrik|maschinen\w*|technik|elektronik|industrie|brands|foods?|beverages?|sports|toys|tools|controls?|automation|robotics|aerospace|aviation|"
    r"optics|photonics|imaging|sensors?|licensing|properties|property|development|innovations?|global|worldwide|america|usa|bank|financial|insurance|"
    r"restaurants?|entertainment|studios?|games|gaming|press|publishing|com|net|tech|gruppe|konzern|logistics|packaging|plastics?|steel|metals?|paper)\b"
)
_WORDS: tuple[tuple[ProprietorType, re.Pattern[str]], ...] = (
    ("public_institution", _PUBLIC), ("institute", _INSTITUTE), ("enterprise", _TRADE),
)  # fmt: skip
_DOTTED = re.compile(r"\b((?:[a-z]\.\s?){2,})")
_DOTS = re.compile(r"[.\s]")
_NO_WORD = re.compile(r"[^\w]+|_")
_LATIN_NAME = re.compile(r"^[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?$")


def type_of_filing(filing: Filing) -> ProprietorType | None:
    """Return the type of the first applicant; one who invented it too, and has no body's name, is an individual."""
    party = first_applicant(filing)
    if party is None:
        return None
    found = type_of(party.original or party.name) or type_of(party.name)
    if found is None and any(one.name == party.name for one in filing.parties if one.role in ("inventor", "designer")):
        return "individual"
    return found


def first_applicant(filing: Filing) -> Party | None:
    """Return the first applicant, else the first assignee, else the first proprietor: whom regions and statistics count."""
    for role in ("applicant", "assignee", "proprietor"):
        for party in filing.parties:
            if party.role == role:
                return party
    return None


@lru_cache(_CACHE)
def type_of(name: str) -> ProprietorType | None:
    """Return the type that a name says.

    >>> [type_of(one) for one in ("清华大学", "中国科学院电工研究所", "华为技术有限公司", "余庆县人民医院", "王小明")]
    ['university', 'institute', 'enterprise', 'public_institution', 'individual']
    >>> [type_of(one) for one in ("Stanford University", "Acme, Inc.", "Fraunhofer-Gesellschaft e.V.", "Smith, John A.")]
    ['university', 'enterprise', 'institute', 'individual']
    """
    if _HAN.search(name) or _KANA_HANGUL.search(name):
        return _chinese(name)
    return _latin(name)


def _chinese(name: str) -> ProprietorType | None:
    text = unicodedata.normalize("NFKC", name)
    bare = _BRACKETS.sub("", text).rstrip(" ,;.。、") or text
    if "株式会社" in bare or "株式會社" in bare or "有限会社" in bare or "合同会社" in bare:
        return "enterprise"
    if "国立大学法人" in bare or "学校法人" in bare:
        return "university"
    if "研究開発法人" in bare or "研究开发法人" in bare:
        return "institute"
    if _DOT.search(bare) and not re.search(r"公司|大学|集团|研究|中心|学院|股份", bare):
        return "individual"
    for kind, ending in _ZH_ENDINGS:
        if ending.search(bare):
            return kind
    for kind, word in _ZH_WITHIN:
        if word in bare:
            return kind
    return "individual" if _PERSON_ZH.match(bare) and len(bare) <= 4 else "enterprise" if len(bare) > 4 else None


def _latin(name: str) -> ProprietorType | None:
    folded = name.casefold()
    if not name.isascii():
        folded = unicodedata.normalize("NFKD", name).casefold()
        folded = "".join(one for one in folded if not unicodedata.combining(one))
    if "." in folded:
        folded = _DOTTED.sub(lambda found: _DOTS.sub("", found[0]) + " ", folded)
    words = _NO_WORD.sub(" ", folded).split()
    text = " ".join(words)
    if not words:
        return None
    formed = any(one in _FORMS for one in words[1:])
    if _UNIVERSITY.search(text) and not (formed and not text.startswith(("the ", "univer", "regents", "board"))):
        return "university"
    if "fraunhofer" in text or "max planck" in text or "forschungszentrum" in text:
        return "institute"
    if text.startswith(("the united states of america", "united states of america", "her majesty", "his majesty")):
        return "public_institution"
    if formed:
        return "enterprise"
    for kind, shape in _WORDS:
        if shape.search(text):
            return kind
    if "," in name and 2 <= len(words) <= 5:
        return "individual"
    if len(words) == 1:
        return "enterprise"
    if any(any(char.isdigit() for char in word) for word in words) or "&" in name:
        return "enterprise"
    shaped = all(_LATIN_NAME.match(word) for word in name.replace(",", " ").split())
    if shaped and 2 <= len(words) <= 4 and any(len(word) == 1 for word in words[1:-1]):
        return "individual"
    return None
