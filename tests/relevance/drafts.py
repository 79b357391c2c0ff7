"""Invented publications in two wordings each, and others around them, in English and Chinese."""

from collections.abc import Sequence
from pathlib import Path

from domain.engine import Engine
from domain.filings import Citation, Claim, ClassSymbol, Dates, Number, Origin, Patent, Section
from domain.parts import Part, part_version
from domain.text import Text
from indexer.embeddings import DEFAULT
from indexer.engines.embedded.engine import EmbeddedEngine

PAIRS: tuple[tuple[str, str, str], ...] = (
    ("H01M10", "A rechargeable lithium battery whose separator is coated with ceramic particles to stop thermal runaway.",
     "Secondary cell with a porous membrane bearing an inorganic layer that prevents overheating of lithium electrodes."),
    ("E02B7", "A tide gate whose hinge is rinsed by the ebb so that no sediment blocks the gate leaf.",
     "Sluice for harbours in which outgoing water flushes silt from the pivot of the shutter."),
    ("G06Q30", "Auction listings on a web server let a bidder choose colour and shipping of the goods offered.",
     "Online sale by bids where buyers select options of an item, stored by the network marketplace server."),
    ("F03D1", "A wind turbine rotor blade with a serrated trailing edge lowers aerodynamic noise.",
     "Blade for a wind power plant whose rear edge carries teeth for quieter airflow."),
    ("A61B5", "A wrist sensor measures pulse with light and computes blood oxygen of the wearer.",
     "Wearable photoplethysmography device on the arm determining heart rate and oxygen saturation."),
    ("H04W72", "A base station allocates radio resources to mobile terminals according to channel quality reports.",
     "Wireless network scheduling where user equipment feedback decides which frequency blocks are assigned."),
    ("B60L53", "A charging station for electric vehicles stores grid energy in a buffer battery at night.",
     "Electric car charger with an accumulator that is filled from the power network during low demand."),
    ("C12N15", "A vector carries a gene for a fluorescent protein into plant cells by bacteria.",
     "Transformation of plants using agrobacterium and a plasmid that expresses a marker emitting light."),
    ("H01M10", "一种锂离子电池隔膜，表面涂覆陶瓷颗粒，防止电池热失控。", "二次电池用多孔膜，具有无机涂层，可避免锂电池过热。"),
    ("E02B7", "一种潮汐闸门，退潮水流冲洗铰链，防止泥沙淤积。", "港口水闸，利用落潮的水冲刷门轴处的淤泥。"),
    ("G06T7", "一种图像识别方法，利用卷积神经网络检测道路上的行人。", "基于深度学习的行人检测系统，对车载摄像头拍摄的图像进行识别。"),
    ("A01C7", "一种播种机，根据土壤湿度调节播种深度。", "可调节种子入土深度的农业播种装置，设有土壤水分传感器。"),
    ("B25J9", "一种机械臂抓取控制方法，通过力传感器调节夹爪的夹持力。", "机器人末端夹持器的控制系统，依据力反馈改变抓握力度。"),
    ("C02F1", "一种污水处理装置，利用紫外线和臭氧去除有机物。", "废水净化设备，采用臭氧与紫外光降解水中有机污染物。"),
)  # fmt: skip
_SUBJECTS = (
    ("A lock", "cylinder pin key bolt"), ("A shoe", "sole lace upper heel"), ("An oven", "door heater fan tray"),
    ("A printer", "ink nozzle paper roller"), ("A lens", "aperture focus mount glass"), ("A pump", "impeller shaft seal"),
    ("一种锁具", "锁芯 弹子 钥匙 锁舌"), ("一种鞋", "鞋底 鞋带 鞋面 鞋跟"), ("一种烤箱", "箱门 加热管 风扇 烤盘"),
    ("一种打印机", "墨水 喷嘴 纸张 滚筒"), ("一种镜头", "光圈 对焦 卡口 玻璃"), ("一种水泵", "叶轮 泵轴 密封圈"),
)  # fmt: skip
OTHERS = 240
CITED = 5_000
"""What the first publication of each pair cites, of other words: its number, and one more for each pair."""
_UNLIKE = ("A lantern is hung from a hook above the porch of house number {}.", "{}号楼门廊上方的挂钩挂有灯笼。")


def patent(number: int, text: str, symbol: str, year: int, cites: tuple[int, ...] = ()) -> Patent:
    """Return a publication that says ``text``."""
    lang = "en" if text.isascii() else "zh"
    office = "US" if lang == "en" else "CN"
    key = str(9_000_000 + number)
    return Patent(
        id=f"{office}-{key}-{'B2' if lang == 'en' else 'B'}",
        office=office,
        kind="B2" if lang == "en" else "B",
        language=lang,
        origin=Origin(source="bench", file="invented"),
        numbers=(Number(type="publication", office=office, number=key),),
        dates=Dates(filed=f"{year}-03-01", published=f"{year + 2}-03-01"),
        title=(Text(lang, text[:60] if lang == "en" else text[:16]),),
        abstract=(Text(lang, text),),
        claims=(Claim(lang=lang, number=1, text=text),),
        description=(Section(lang=lang, text=text),),
        classes=(ClassSymbol(scheme="ipc", symbol=f"{symbol}/00"),),
        citations=tuple(Citation(office=office, number=str(9_000_000 + one)) for one in cites),
    )


def publications(*, cited: bool = False) -> list[Patent]:
    """Return every publication: of pair n the first is number 2n, the second 2n+1, filed five years later.

    ``cited``: each first one cites a publication of its own in other words; these are the last.
    """
    found = []
    for at, (symbol, first, second) in enumerate(PAIRS):
        found += [
            patent(2 * at, first, symbol, 2008, (CITED + at,) if cited else ()),
            patent(2 * at + 1, second, symbol, 2013),
        ]
    for at in range(OTHERS):
        subject, words = _SUBJECTS[at % len(_SUBJECTS)]
        parts = words.split()
        chosen = [parts[(at // len(_SUBJECTS) + step) % len(parts)] for step in range(3)]
        if subject.isascii():
            text = f"{subject} of size {at} with a {chosen[0]}, a {chosen[1]} and a {chosen[2]} that move together."
        else:
            text = f"{subject}，型号{at}，包括{chosen[0]}、{chosen[1]}和{chosen[2]}，三者联动。"
        found.append(patent(1_000 + at, text, "A99Z1", 2005 + at % 12))
    for at, (_, first, _) in enumerate(PAIRS if cited else ()):
        found.append(patent(CITED + at, _UNLIKE[0 if first.isascii() else 1].format(at), "B99Z1", 2001))
    return found


def engine_of(folder: Path, filings: Sequence[Patent]) -> EmbeddedEngine:
    """Return an engine with vectors that holds the publications."""
    made = EmbeddedEngine(folder / "index", DEFAULT)
    filled(made, filings)
    return made


def filled(engine: Engine, filings: Sequence[Patent]) -> None:
    """Write publications into an engine."""
    version = part_version("2020-01-01", 0, 1, b"\0\0\0")
    with engine.writer() as writer:
        writer.write(
            [
                Part(id=one.id, source="bench", rank="extract", version=version, right="patent", content=one)
                for one in filings
            ]
        )
        writer.finish()
