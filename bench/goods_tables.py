"""Make the fact tables of goods that ship in ``domain/goods`` from the reference tables.

    python -m bench.goods_tables --ref FOLDER

``FOLDER`` has ``nice/`` and ``nice-cn/``; the same input gives the same bytes.
"""

import argparse
import csv
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

OUT = Path(__file__).parent.parent / "domain" / "goods"
_IN_A_TITLE = 3
_PARTS = re.compile("[，、,及和]|以及")
_NUMBER = re.compile(r"C?\d{6}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _english(ref: Path) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = defaultdict(list)
    for row in _rows(ref / "nice" / "alphabetical_list.csv"):
        terms[row["basic_number"]] += row["term"].split(" / ")
    for row in _rows(ref / "nice-cn" / "nice_en_to_cn_group.csv"):
        terms[row["basic_number"]] += row["en_terms"].split(" / ")
    return {number: _once(one.rstrip("*").strip() for one in given) for number, given in terms.items()}


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for one in values if one))


def _group_titles(
    named: dict[str, str], groups: dict[str, list[str]], chinese: dict[str, list[str]], english: dict[str, list[str]]
) -> list[str]:
    """Return the lines of the groups; an English title is made of the terms that the Chinese title names."""
    members: dict[str, list[str]] = defaultdict(list)
    for number, codes in groups.items():
        if english.get(number):
            for code in _once(codes):
                members[code].append(number)
    lines = []
    for code, zh in sorted(named.items()):
        titles = [_term_of(part, members[code], chinese, english) for part in _PARTS.split(zh)]
        short = sorted(
            (english[number][0] for number in members[code]), key=lambda one: (len(one.split()), len(one), one)
        )
        shown = _once([*(one for one in titles if one), *short])
        lines.append(f"{code}\t{zh}\t{'; '.join(shown[:_IN_A_TITLE])}\n")
    return lines


def _term_of(part: str, members: list[str], chinese: dict[str, list[str]], english: dict[str, list[str]]) -> str:
    """Return the English term of the entry that is the part of a title, else of the shortest that ends or begins with it."""
    fitting = [
        (name != part, not name.endswith(part), len(english[number][0]), english[number][0])
        for number in members
        for name in chinese[number]
        if name == part or (len(part) > 1 and (name.endswith(part) or name.startswith(part)))
    ]
    return min(fitting)[3] if fitting else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ref", type=Path, required=True)
    ref: Path = parser.parse_args().ref
    english = _english(ref)
    groups: dict[str, list[str]] = defaultdict(list)
    chinese: dict[str, list[str]] = defaultdict(list)
    named: dict[str, str] = {}
    for row in _rows(ref / "nice-cn" / "cn_similar_groups.csv"):
        named.setdefault(row["group"], row["group_name"])
        if not _NUMBER.fullmatch(row["item_code"]):
            continue  # one entry still waits for its number
        groups[row["item_code"]].append(row["group"])
        chinese[row["item_code"]].append(row["item_name"].rstrip("*※").strip())
    for row in _rows(ref / "nice-cn" / "nice_en_to_cn_group.csv"):
        groups[row["basic_number"]] += row["cn_groups"].split(";")
        chinese[row["basic_number"]].append(row["cn_name"])
    lines = [
        "\t".join((number, ";".join(_once(groups[number])), "；".join(_once(chinese[number])), " / ".join(english.get(number, []))))
        for number in sorted({*groups, *english})
    ]  # fmt: skip
    packed = lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME)
    (OUT / "terms.tsv.xz").write_bytes(packed)
    (OUT / "groups.tsv").write_text("".join(_group_titles(named, groups, chinese, english)), encoding="utf-8")
    coordinated = _rows(ref / "nice" / "coordinated_classes.csv")
    (OUT / "coordinated.tsv").write_text(
        "".join(f"{row['class']}\t{row['coordinated_classes']}\n" for row in coordinated), encoding="utf-8"
    )
    print(f"{len(lines)} entries, {len(named)} groups, {len(packed)} bytes")


if __name__ == "__main__":
    main()
