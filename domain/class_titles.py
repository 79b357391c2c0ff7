"""Short titles of the classes that everybody meets: sections of the IPC and CPC, Locarno and Nice classes.

Shortened by us from the headings of the IPC (2024.01), the Locarno Classification (14th edition, 2023) and the Nice
Classification (12th edition, 2023). Whole titles come from the reference tables that are loaded.
"""

from domain.text import Wording

EDITIONS = {"ipc": "2024.01", "cpc": "2024.01", "locarno": "14", "nice": "12", "group": "12"}

_SECTIONS = """
A|人类生活必需|Human necessities
B|作业；运输|Performing operations; transporting
C|化学；冶金|Chemistry; metallurgy
D|纺织；造纸|Textiles; paper
E|固定建筑物|Fixed constructions
F|机械工程；照明；加热；武器；爆破|Mechanical engineering; lighting; heating; weapons; blasting
G|物理|Physics
H|电学|Electricity
Y|新技术和跨部类技术的一般标记|General tagging of new and cross-sectional technologies
"""

_LOCARNO = """
01|食品|Foodstuffs
02|服装、服饰用品和缝纫用品|Clothing and haberdashery
03|旅行用品、箱包、阳伞和个人用品|Travel goods, cases, parasols and personal belongings
04|刷子|Brushware
05|纺织品、人造或天然材料片材|Textile piecegoods, artificial and natural sheet material
06|家具和家居用品|Furnishing
07|家用品|Household goods
08|工具和五金器具|Tools and hardware
09|用于商品运输或装卸的包装和容器|Packaging and containers for the transport or handling of goods
10|钟、表和其他计量仪器|Clocks, watches and other measuring instruments
11|装饰品|Articles of adornment
12|运输或提升工具|Means of transport or hoisting
13|发电、配电或变电设备|Equipment for production, distribution or transformation of electricity
14|记录、电信或数据处理设备|Recording, telecommunication or data processing equipment
15|其他类未列入的机械|Machines, not elsewhere specified
16|照相、电影摄影和光学仪器|Photographic, cinematographic and optical apparatus
17|乐器|Musical instruments
18|印刷和办公机械|Printing and office machinery
19|文具、办公用品、美术用品和教学用品|Stationery, office equipment, artists' and teaching materials
20|销售、广告设备和标志|Sales and advertising equipment, signs
21|游戏器具、玩具、帐篷和体育用品|Games, toys, tents and sports goods
22|武器、烟火、狩猎、捕鱼及捕杀有害动物的器具|Arms, pyrotechnic articles, articles for hunting, fishing and pest killing
23|流体分配、卫生、供暖、通风和空调设备、固体燃料|Fluid distribution, sanitary, heating, ventilation equipment, solid fuel
24|医疗和实验室设备|Medical and laboratory equipment
25|建筑构件和施工元件|Building units and construction elements
26|照明设备|Lighting apparatus
27|烟草和吸烟用具|Tobacco and smokers' supplies
28|药品、化妆品、梳妆用品和器具|Pharmaceutical and cosmetic products, toilet articles and apparatus
29|防火灾、防事故、救援装置和设备|Devices and equipment against fire hazards, for accident prevention and rescue
30|动物照管与驯养用品|Articles for the care and handling of animals
31|其他类未列入的食品或饮料制作机械和设备|Machines and appliances for preparing food or drink, not elsewhere specified
32|图形符号、标识、表面图案、纹饰、内外布局|Graphic symbols, logos, surface patterns, ornamentation, arrangement of interiors
"""

_NICE = """
1|化学原料|Chemicals
2|颜料油漆|Paints
3|日化用品|Cosmetics and cleaning preparations
4|燃料油脂|Lubricants and fuels
5|医药|Pharmaceuticals
6|金属材料|Metal goods
7|机械设备|Machinery
8|手工器械|Hand tools
9|科学仪器|Electrical and scientific apparatus
10|医疗器械|Medical apparatus
11|灯具空调|Environmental control apparatus
12|运输工具|Vehicles
13|军火烟火|Firearms
14|珠宝钟表|Jewellery
15|乐器|Musical instruments
16|办公用品|Paper goods and printed matter
17|橡胶制品|Rubber goods
18|皮革皮具|Leather goods
19|建筑材料|Building materials, not of metal
20|家具|Furniture
21|厨房洁具|Housewares and glass
22|绳网袋篷|Cordage and fibres
23|纱线丝|Yarns and threads
24|布料床单|Fabrics
25|服装鞋帽|Clothing
26|花边拉链|Fancy goods
27|地毯席垫|Floor coverings
28|健身器材|Toys and sporting goods
29|食品|Meats and processed foods
30|方便食品|Staple foods
31|饲料种籽|Natural agricultural products
32|啤酒饮料|Light beverages
33|酒|Wines and spirits
34|烟草烟具|Smokers' articles
35|广告销售|Advertising and business
36|金融物管|Insurance and financial services
37|建筑修理|Building construction and repair
38|通讯服务|Telecommunications
39|运输贮藏|Transport and storage
40|材料加工|Treatment of materials
41|教育娱乐|Education and entertainment
42|设计研究|Scientific and technological services
43|餐饮住宿|Food and accommodation services
44|医疗园艺|Medical, beauty and agricultural services
45|社会服务|Legal and personal services
"""


def _read(table: str) -> dict[str, Wording]:
    rows = (line.split("|") for line in table.strip().splitlines())
    return {symbol: Wording(zh, en) for symbol, zh, en in rows}


SECTIONS: dict[str, Wording] = _read(_SECTIONS)
LOCARNO: dict[str, Wording] = _read(_LOCARNO)
NICE: dict[str, Wording] = _read(_NICE)
_TABLES = {"ipc": SECTIONS, "cpc": SECTIONS, "locarno": LOCARNO, "nice": NICE, "group": NICE}


def short_title(scheme: str, symbol: str) -> Wording | None:
    """Return the short title of a section or class, ``None`` for what stands below.

    >>> short_title("nice", "9").zh, short_title("locarno", "14").en
    ('科学仪器', 'Recording, telecommunication or data processing equipment')
    >>> short_title("ipc", "H01M"), short_title("vienna", "24")
    (None, None)
    """
    return _TABLES.get(scheme, {}).get(symbol)


def short_titles(scheme: str) -> dict[str, Wording]:
    """Return all short titles of a scheme, in its order.

    >>> len(short_titles("nice")), len(short_titles("locarno")), short_titles("uspc")
    (45, 32, {})
    """
    return dict(_TABLES.get(scheme, {}))
