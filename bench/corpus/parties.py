"""Who files: invented companies, universities, people and agencies, at addresses in real provinces and cities."""

from dataclasses import dataclass
from functools import lru_cache

from bench.corpus.dice import Dice, mixed
from bench.corpus.phrases import TECHNOLOGIES, Row, words
from bench.corpus.plan import Plan, Register


@dataclass(frozen=True, slots=True)
class Company:
    """An applicant in both languages; places that a country does not use are empty."""

    zh: str
    en: str
    country: str
    city_zh: str
    city_en: str
    province_zh: str
    region: str
    district_zh: str
    postcode: str
    street_zh: str
    street_en: str

    @property
    def address_zh(self) -> str:
        return f"{self.postcode} {self.province_zh}{self.city_zh}{self.district_zh}{self.street_zh}"


@dataclass(frozen=True, slots=True)
class Person:
    """An inventor: family and given name, and both together in Chinese."""

    last: str
    first: str
    zh: str


_ABROAD_ZH = {"US": "美国", "DE": "德国", "FR": "法国", "DK": "丹麦", "NL": "荷兰", "IT": "意大利", "ES": "西班牙", "SE": "瑞典",
              "AT": "奥地利"}  # fmt: skip


def applicants(register: Register, plan: Plan, home: str) -> tuple[Company, ...]:
    """Return the applicants of an invention that was first filed at the office ``home``; large ones file more often."""
    dice = Dice(register.seed, 2, plan.place)
    size = 30 + min(register.patents // 400, 1200)
    first = _company(home, plan.technology, int(size * dice.roll() ** 2.2))
    if home == "CN" and dice.chance(0.18):
        return first, _university(dice.below(len(words("names")["universities"])))
    return (first,)


def new_owner(register: Register, plan: Plan, home: str) -> Company:
    """Return whom a right is assigned to: another company of the trade."""
    return _company(home, plan.technology, 3 + mixed(register.seed, 3, plan.place) % 25)


@lru_cache(maxsize=20_000)
def _company(home: str, technology: int, rank: int) -> Company:
    """Return the company of that rank in a technology and an office's country."""
    if home == "CN":
        return _chinese(technology, rank)
    names = words("names")
    table: tuple[Row, ...] = names["companies_us" if home == "US" else "companies_eu"]
    shifted = (rank + 2 * technology) % len(table)
    row = table[shifted]
    stem = row[0]
    if rank >= len(table):
        heads, tails = names["stem_heads"], names["stem_tails"]
        place = mixed(technology, rank) % (len(heads) * len(tails))
        stem = heads[place % len(heads)] + tails[place // len(heads)]
        stem += "" if rank < 200 else f" {('Atlantic', 'Alpine', 'Central', 'Nordic', 'Pacific')[rank % 5]}"
    suffix = names["trades_us" if home == "US" else "trades_eu"][technology]
    en = f"{stem} {suffix}"
    if home == "US":
        return Company(f"{stem}公司", en, "US", "", row[1], "", row[2], "", "", "", row[3])
    return Company(f"{stem}公司", en, row[2], "", row[1], "", "", "", "", "", row[3])


def _chinese(technology: int, rank: int) -> Company:
    names = words("names")
    stems, trades, cities = names["company_stems"], names["trades"], names["cities_cn"]
    stem = stems[(rank * 5 + technology * 3) % len(stems)]
    trade = trades[(technology_trade(technology) + rank % 2) % len(trades)]
    city = cities[(rank // len(stems) * 7 + rank + technology * 4) % len(cities)]
    number = mixed(technology, rank) % 880 + 18
    name = f"{city[0].removesuffix('市')}{stem[0]}{trade[0]}"
    limited = rank % 5 == 0
    zh = f"{name}{'股份' if limited else ''}有限公司"
    en = f"{city[1]} {stem[1]} {trade[1]} Co., Ltd."
    street = names["streets_zh"][number % len(names["streets_zh"])]
    return _at(city, zh, en, f"{street}{number}号")


def technology_trade(technology: int) -> int:
    """Return where the two trades of a technology begin in the table of trades."""
    return {"electrolyte": 0, "tea": 2, "turbine": 4, "imaging": 6, "packaging": 8, "drone": 10}[
        TECHNOLOGIES[technology]
    ]


@lru_cache(maxsize=32)
def _university(place: int) -> Company:
    names = words("names")
    zh, en = names["universities"][place]
    return _at(names["cities_cn"][place * 3], zh, en, f"学府路{place + 1}号")


def _at(city: Row, zh: str, en: str, street: str) -> Company:
    city_zh, city_en, province_zh, province_en, postcode, district_zh, district_en = city
    return Company(zh, en, "CN", city_zh, city_en, province_zh, province_en, district_zh, postcode, street, district_en)


def name_in_chinese(company: Company) -> str:
    """Return the name under which a company files in Chinese; a foreign one with its country."""
    return (
        company.zh
        if company.country == "CN"
        else f"{company.zh.removesuffix('公司')}（{_ABROAD_ZH[company.country]}）公司"
    )


def inventors(register: Register, plan: Plan, home: str) -> list[Person]:
    """Return one to four inventors."""
    dice = Dice(register.seed, 4, plan.place)
    return [_person(dice, home) for _ in range(1 + dice.below(4))]


def _person(dice: Dice, home: str) -> Person:
    names = words("names")
    if home == "CN":
        last, first = dice.pick(names["surnames"]), dice.pick(names["given_names"])
        return Person(last[1], first[1], last[0] + first[0])
    last_name, first_name = dice.pick(names["last_names"]), dice.pick(names["first_names"])
    return Person(last_name, first_name, f"{first_name}·{last_name}")
