"""Offices and organisations by their two-letter code of WIPO standard ST.3, and the names of countries.

An office's code is its country's, except for regional and international organisations. A code that is not known is its
own name.
"""

from domain.countries import COUNTRIES, FORMER
from domain.text import Wording

ORGANISATIONS: dict[str, Wording] = {
    "EP": Wording("欧洲专利局", "European Patent Office"),
    "EM": Wording("欧盟知识产权局", "European Union Intellectual Property Office"),
    "EU": Wording("欧洲联盟", "European Union"),
    "WO": Wording("世界知识产权组织", "World Intellectual Property Organization"),
    "IB": Wording("世界知识产权组织国际局", "International Bureau of WIPO"),
    "EA": Wording("欧亚专利局", "Eurasian Patent Organization"),
    "AP": Wording("非洲地区知识产权组织", "African Regional Intellectual Property Organization"),
    "OA": Wording("非洲知识产权组织", "African Intellectual Property Organization"),
    "GC": Wording("海湾合作委员会专利局", "Patent Office of the Gulf Cooperation Council"),
    "BX": Wording("比荷卢知识产权局", "Benelux Office for Intellectual Property"),
    "QZ": Wording("欧盟植物品种局", "Community Plant Variety Office"),
    "XN": Wording("北欧专利局", "Nordic Patent Institute"),
    "XV": Wording("维谢格拉德专利局", "Visegrad Patent Institute"),
    "XU": Wording("国际植物新品种保护联盟", "International Union for the Protection of New Varieties of Plants"),
}

_OFFICES: dict[str, Wording] = {
    "CN": Wording("中国国家知识产权局", "China National Intellectual Property Administration"),
    "US": Wording("美国专利商标局", "United States Patent and Trademark Office"),
    "JP": Wording("日本特许厅", "Japan Patent Office"),
    "KR": Wording("韩国知识产权局", "Korean Intellectual Property Office"),
    "GB": Wording("英国知识产权局", "United Kingdom Intellectual Property Office"),
    "DE": Wording("德国专利商标局", "German Patent and Trade Mark Office"),
    "FR": Wording("法国工业产权局", "National Institute of Industrial Property (France)"),
    "IN": Wording("印度专利、外观设计和商标管理总局", "Controller General of Patents, Designs and Trade Marks (India)"),
    "CA": Wording("加拿大知识产权局", "Canadian Intellectual Property Office"),
    "AU": Wording("澳大利亚知识产权局", "IP Australia"),
    "RU": Wording("俄罗斯联邦知识产权局", "Federal Service for Intellectual Property (Russian Federation)"),
    "BR": Wording("巴西工业产权局", "National Institute of Industrial Property (Brazil)"),
    "TW": Wording("中国台湾智慧财产主管部门", "Intellectual Property Office (Taiwan)"),
    "HK": Wording("中国香港知识产权署", "Intellectual Property Department (Hong Kong, China)"),
}

_UNKNOWN = ("", "XX", "**", "--", "ZZ")


def country_name(code: str) -> Wording:
    """Return a country's or organisation's name.

    >>> country_name("DE").zh, country_name("SU").en, country_name("EP").en, country_name("Q1").en
    ('德国', 'Soviet Union', 'European Patent Office', 'Q1')
    """
    return COUNTRIES.get(code) or FORMER.get(code) or ORGANISATIONS.get(code) or Wording(code, code)


def office_name(code: str) -> Wording:
    """Return an office's name; the country's name where the office has none here.

    >>> office_name("CN").zh, office_name("EM").en, office_name("NL").en
    ('中国国家知识产权局', 'European Union Intellectual Property Office', 'Netherlands')
    """
    return _OFFICES.get(code) or ORGANISATIONS.get(code) or country_name(code)


def is_code(code: str) -> bool:
    """Tell whether the code is one that stands in the tables.

    >>> is_code("CN"), is_code("WO"), is_code("Q1")
    (True, True, False)
    """
    return code in COUNTRIES or code in ORGANISATIONS or code in FORMER


def country_code(text: str | None) -> str | None:
    """Return a country's code in capitals, ``None`` for what says that it is not known; ``UK`` is ``GB``, ``EL`` ``GR``.

    >>> country_code(" de "), country_code("UK"), country_code("XX"), country_code(None), country_code("USX")
    ('DE', 'GB', None, None, 'US')
    """
    code = (text or "").strip().upper()
    if code in _UNKNOWN:
        return None
    if len(code) == 3 and code[2] == "X" and code[:2] in COUNTRIES:
        code = code[:2]
    return {"UK": "GB", "EL": "GR"}.get(code, code)
