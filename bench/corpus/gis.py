"""Geographical indications as the register's JSON writes them; the places are invented."""

import json
from datetime import date, timedelta

from bench.corpus.dice import Dice
from bench.corpus.phrases import words

_TYPES = (
    "Protected Geographical Indication (PGI)", "Protected Designation of Origin (PDO)", "Geographical indication (GI)",
)  # fmt: skip
_REGISTERS = {
    "Food": "Food and Agri UK PDO",
    "Wine": "Wines",
    "Spirit drink": "Spirits",
    "Aromatised wine": "Aromatised Wine",
}
FIRST_DAY, LAST_DAY = date(1999, 3, 1), date(2024, 11, 30)


def gi(seed: int, count: int, place: int) -> str:
    """Return one row of the register, indented as the register's array is."""
    dice = Dice(seed, 30, place)
    table = words("registers")
    chinese = place % 2 == 0
    rows = table["gis_cn" if chinese else "gis_eu"]
    row, again = rows[place // 2 % len(rows)], place // 2 // len(rows)
    variant = table["gi_variants"][(again - 1) % len(table["gi_variants"])] if again else ("", "")
    if chinese:
        name = f"{variant[0]}{row[0]} / {f'{row[1]} ({variant[1]})' if again else row[1]}"
        category, product, country, code = row[2], row[3], "China", "CN"
    else:
        name = f"{row[0]} ({variant[1]})" if again else row[0]
        category, product, country, code = row[1:5]
    kind = _TYPES[2] if product != "Food" and product != "Wine" else dice.pick(_TYPES[:2])
    filed = FIRST_DAY + timedelta((LAST_DAY - FIRST_DAY).days * place // max(count, 1))
    published = filed + timedelta(200 + dice.below(200))
    registered = published + timedelta(120 + dice.below(90))
    state = "Rejected" if dice.chance(0.03) else "Applied" if filed > date(2024, 1, 1) else "Registered"
    plain = name.lower().replace(" / ", " ")
    prefix = "PDO" if "PDO" in kind else "PGI"
    shown = {
        "DEF_OriginalOrder": place + 1,
        "DEF_Register": _REGISTERS[product],
        "EA_ProductType": product,
        "EA_Name": name,
        "DEF_SearchName": plain,
        "DEF_SearchNameAndCategory": f"{plain} {category.lower()}",
        "DEF_SearchTextAll": f"{plain} {category.lower()} {product.lower()} {kind.lower()}",
        "DEF_SearchCategory": category.lower(),
        "EA_ProductCategory": category,
        "EA_FileNumber": f"{prefix}-{code}-{90_000 + place:05d}",
        "EA_Type": kind,
        "EA_Country": country,
        "EA_Status": state,
        "EA_LegalInstrument": f"Register decision {registered.year}/{9000 + place}" if state == "Registered" else "",
        "EA_ApplicationDate": _british(filed),
        "EA_DateRegistration": _british(registered) if state == "Registered" else "",
        "EA_DatePublication": _british(published) if state != "Applied" else "",
    }
    lines = json.dumps(shown, ensure_ascii=False, indent=2).replace("\n", "\n    ")
    return f"    {lines}"


def _british(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
