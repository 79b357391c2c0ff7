"""The tables of our own for what offices publish in no common format: layout designs and special signs."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import StringIO

from bench.corpus.dice import Dice
from bench.corpus.marks import TODAY, years_after
from bench.corpus.phrases import Row, words

LAYOUT_COLUMNS = (
    "office", "number", "application_number", "title", "title_en", "category", "holder", "holder_country", "holder_city",
    "creator", "created", "first_use", "filed", "announced", "registered", "status", "ended", "summary", "as_of",
)  # fmt: skip
SIGN_COLUMNS = (
    "office", "number", "sign", "sign_en", "category", "holder", "holder_country", "image", "description", "list", "edition",
    "product", "nice", "filed", "announced", "registered", "expires", "status", "ended", "as_of",
)  # fmt: skip
_FIRST_DAY, _LAST_DAY = date(2010, 1, 12), date(2025, 12, 2)
_KINDS = ("模拟电路", "数字电路", "数模混合电路", "射频电路", "存储电路")
_SUMMARIES = (
    ("本布图设计采用{n}层金属布线，将{a}与电源管理单元分区布置，减小了芯片面积。", (4, 5, 6, 8)),
    ("本布图设计为{a}，通过对称布局降低失配，适用于{n}纳米工艺。", (28, 40, 55, 90, 130, 180)),
    ("在{n}微米见方的版图内集成{a}及其偏置电路，提高了抗干扰能力。", (260, 420, 680, 950)),
)
_GOODS = (("茶", 30), ("会展服务", 35), ("文具", 16), ("服装", 25), ("农产品", 31))


def table_row(cells: Sequence[object]) -> str:
    """Return one line of CSV; an absent value is an empty cell."""
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()


def _day(place: int, count: int) -> date:
    return _FIRST_DAY + timedelta((_LAST_DAY - _FIRST_DAY).days * place // max(count, 1))


def layouts(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield the rows of the layout designs."""
    names = words("names")
    for place in range(count):
        dice = Dice(seed, 31, place)
        row: Row = dice.pick(words("registers")["layouts"])
        model = f"{dice.pick(('CL', 'YC', 'QH', 'ST', 'LS'))}{dice.between(1000, 9899)}"
        stem, city = dice.pick(names["company_stems"]), dice.pick(names["cities_cn"])
        filed = _day(place, count)
        created = filed - timedelta(dice.between(60, 500))
        used = created + timedelta(dice.between(30, 400)) if dice.chance(0.5) else None
        registered = filed + timedelta(dice.between(60, 160))
        over = years_after(min(filed, used or filed), 10)
        ended = over if over < TODAY else None
        people = ";".join(
            dice.pick(names["surnames"])[0] + dice.pick(names["given_names"])[0] for _ in range(dice.between(1, 3))
        )
        told, measures = dice.pick(_SUMMARIES)
        summary = told.format(n=dice.pick(measures), a=row[0])
        yield "layout-designs", table_row((
            "CN", f"BS.{filed.year % 100}9{500_000 + place:06d}", f"{filed.year % 100}9{500_000 + place:06d}",
            f"{row[0]} {model}", f"{row[1]} {model}", dice.pick(_KINDS),
            f"{city[0].removesuffix('市')}{stem[0]}{dice.pick(('半导体', '微电子', '集成电路设计'))}有限公司", "CN", city[0], people,
            created, used, filed, registered + timedelta(20), registered, "届满" if ended else "有效", ended, summary,
            ended or registered + timedelta(20),
        ))  # fmt: skip


def signs(seed: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield the rows of the special signs."""
    table = words("registers")["signs"]
    for place in range(count):
        dice = Dice(seed, 32, place)
        zh, en, kind_zh, kind_en = table[place % len(table)]
        again = place // len(table)
        edition = 2020 + again % 6
        suffix_zh, suffix_en = (f"（{again + 1}型）", f" (type {again + 1})") if again else ("", "")
        registered = _day(place, count)
        product, nice = dice.pick(_GOODS)
        expires = years_after(registered, 4 if "活动" in kind_zh else 10)
        ended = expires if expires < TODAY else None
        yield "special-signs", table_row((
            "CN", f"TS{900_000 + place}", zh + suffix_zh, en + suffix_en, f"{kind_zh} / {kind_en}",
            dice.pick(("临澜市人民政府办公室", "云溯茶业协会", "澄州标准化促进会", "东屿计量院", "西陵农业农村服务中心")), "CN",
            f"sign-{900_000 + place}.png", f"以{dice.pick(('山水', '茶叶', '飞鸟', '同心圆', '麦穗'))}图形和文字组成。",
            "特殊标志登记名录", f"{edition}年版", product, nice, registered - timedelta(120), registered + timedelta(15), registered,
            expires, "届满" if ended else "有效", ended, ended or registered + timedelta(15),
        ))  # fmt: skip
