"""Write the fact tables of marks that ship with the product, from the reference tables of the shared folder.

``python -m bench.mark_tables [--shared FOLDER]``: ``domain/marks/tables/han.tsv.xz`` (character, simplified form,
four-corner code, structure, radical, strokes; the characters of the General Standard Chinese Characters of 2013, of
pinyin frequency lists and their traditional forms), ``concepts.tsv.xz`` (a line a WordNet 3.0 synset: English, Chinese and
other lemmas) and ``translations.tsv.xz`` (foreign words and what US registrations say that they mean).
"""

import argparse
import csv
import gzip
import lzma
import re
import tarfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "domain" / "marks" / "tables"
_SENSES = {"noun": 3, "verb": 2, "adj": 2, "adv": 1}
_OTHERS = ("wns_ita_wn-data-ita.tab.gz", "wns_mcr_wn-data-glg.tab.gz", "wns_mcr_wn-data-cat.tab.gz")
"""Wordnets under CC BY 3.0; those under share-alike or copyleft licences are not shipped."""


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared / "data"
    FOLDER.mkdir(exist_ok=True)
    for name, lines in (
        ("han", _han(shared / "ref")),
        ("concepts", _concepts(shared / "ref" / "wordnet")),
        ("translations", _translations(shared / "trademark-names" / "uspto_tr_pairs.csv")),
    ):
        written = "\n".join(lines).encode()
        (FOLDER / f"{name}.tsv.xz").write_bytes(lzma.compress(written, preset=9 | lzma.PRESET_EXTREME))
        print(name, len(written), (FOLDER / f"{name}.tsv.xz").stat().st_size)


def _unihan(path: Path, *names: str) -> Iterator[tuple[str, str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] in names:
                yield chr(int(cells[0][2:], 16)), cells[1], cells[2]


def _han(ref: Path) -> Iterator[str]:
    readings = ref / "unihan" / "Unihan_Readings.txt.xz"
    common = {char for char, _, _ in _unihan(readings, "kTGHZ2013", "kHanyuPinlu")}
    simplified: dict[str, str] = {}
    for char, _, value in _unihan(ref / "unihan" / "Unihan_Variants.txt.xz", "kSimplifiedVariant"):
        forms = [chr(int(one[2:], 16)) for one in value.split()]
        if char not in forms and forms[0] in common:
            simplified[char] = forms[0]
    columns: dict[str, dict[str, str]] = {}
    for name in ("sijiaobianma", "hanzijiegou", "pianpangbushou", "bihuashu"):
        lines = (ref / "chinese" / f"{name}_2w.txt").read_text(encoding="utf-8-sig").splitlines()
        pairs = (line.split(" ") for line in lines)
        columns[name] = {one[0]: one[1] for one in pairs if len(one) == 2}
    for char in sorted(common | set(simplified)):
        if len(char) == 1 and ord(char) <= 0xFFFF:
            yield "\t".join([char, simplified.get(char, ""), *(found.get(char, "") for found in columns.values())])


def _concepts(folder: Path) -> Iterator[str]:
    english: dict[str, list[str]] = defaultdict(list)
    with tarfile.open(folder / "english-3.0.tar.xz") as tar:
        for part, senses in _SENSES.items():
            member = tar.extractfile(f"./index.{part}")
            assert member is not None
            for line in member.read().decode().splitlines():
                cells = line.split()
                if line.startswith(" ") or len(cells) < 6:
                    continue
                pointers = int(cells[3])
                for synset in cells[6 + pointers :][:senses]:
                    english[f"{synset}-{part[0]}"].append(cells[0].replace("_", " "))
    chinese = _lemmas(folder / "wns_cow_wn-data-cmn.tab.gz")
    others = [_lemmas(folder / name) for name in _OTHERS]
    for synset in sorted(english):
        en = [one for one in english[synset] if len(one) <= 24 and one.count(" ") <= 2]
        zh = [re.sub(r"[\s_+的]+$|\+", "", one) for one in chinese.get(synset, [])]
        zh = [one for one in dict.fromkeys(zh) if 1 <= len(one) <= 5]
        more = list(
            dict.fromkeys(one for table in others for one in table.get(synset, []) if len(one) <= 24 and " " not in one)
        )
        if en and len(en) + len(zh) + len(more) > 1:
            yield "\t".join(["|".join(en), "|".join(zh), "|".join(one for one in more if one not in en)])


def _lemmas(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1].endswith("lemma"):
                found[cells[0]].append(cells[2].replace("_", " ").lower())
    return found


def _translations(path: Path) -> Iterator[str]:
    """Yield foreign and English of one to three words, with how many registrations say so."""
    meanings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            foreign, english = _plain(row["foreign"]), _plain(row["english"])
            short = all(2 <= len(one) <= 24 and one.count(" ") <= 2 for one in (foreign, english))
            if short and foreign != english:
                meanings[foreign].append((int(row["n"]), english))
    for foreign, said in sorted(meanings.items()):
        said.sort(reverse=True)
        kept = list(dict.fromkeys(english for n, english in said[:5] if n > 1 or said[0][0] == 1))[:3]
        yield f"{foreign}\t{'|'.join(kept)}"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(one for one in folded if not unicodedata.combining(one))))


if __name__ == "__main__":
    main()
