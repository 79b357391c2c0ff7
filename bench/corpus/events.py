"""Legal events and recordals that arrive apart from their filing: grants, fees, lapses, assignments, licences, pledges."""

from collections.abc import Iterator
from datetime import date, timedelta

from bench.corpus.dice import Dice
from bench.corpus.marks import TODAY, Entry, entry, years_after
from bench.corpus.parties import applicants, name_in_chinese, new_owner
from bench.corpus.phrases import words
from bench.corpus.plan import Application, Plan, Publication, Register
from bench.corpus.tables import table_row

COLUMNS = (
    "number", "office", "number_type", "right", "date", "code", "category", "party", "party_country", "text", "event_id",
)  # fmt: skip
Row = tuple[date, str, str, str, str, str, str]
"""Date, code, category, party, its country, text, the recordal's own number."""

_GRANTED = {
    "CN": ("", "授权公告"), "US": ("", "Patent grant issued"), "EP": ("", "European patent granted"),
}  # fmt: skip
_ASSIGNED = {
    "CN": ("TR01", "专利权的转移"), "US": ("AS", "Assignment of assignors' interest"),
    "EP": ("RAP2", "Rights of the patent transferred"),
}  # fmt: skip
_LICENSED = {"CN": ("EE01", "专利实施许可合同备案的生效；普通许可"), "US": ("LIC", "Non-exclusive licence recorded"),
             "EP": ("111L", "Licences recorded")}  # fmt: skip
_PLEDGED = {
    "CN": ("PE01", "专利权质押合同登记的生效"),
    "US": ("AS", "Security interest"),
    "EP": ("111Z", "Right in rem recorded"),
}
_LAPSED = {"CN": ("CF01", "未缴年费专利权终止"), "US": ("EXP.", "Patent lapsed for failure to pay maintenance fees")}
_REFUSED = {
    "CN": ("RJ01", "发明专利申请公布后的驳回"), "US": ("ABN", "Final rejection; application refused"),
    "EP": ("18R", "Application refused"),
}  # fmt: skip
_WITHDRAWN = {
    "CN": ("WD01", "发明专利申请公布后的视为撤回"), "US": ("ABX", "Expressly abandoned"),
    "EP": ("18D", "Application deemed to be withdrawn"),
}  # fmt: skip


def events(register: Register, marks: int) -> Iterator[tuple[str, str]]:
    """Yield the rows of the events of patents, then of the marks whose office publishes recordals apart."""
    left = register.patents
    for place in range(register.inventions):
        plan = register.plan(place)
        shown = plan.publications[:left]
        left -= len(shown)
        for own in plan.applications:
            published = [one for one in shown if one.office == own.office]
            if published:
                for row in _of_patent(register, plan, own, published):
                    yield "legal-events", _line(own.number, own.office, "patent", row)
    for place in range(marks):
        one = entry(register.seed, marks, place)
        if one.office == "US" and one.is_registered:
            for row in _of_mark(register.seed, one):
                yield "legal-events", _line(one.number, "US", "trademark", row)


def _line(number: str, office: str, right: str, row: Row) -> str:
    day, code, category, party, country, text, own = row
    return table_row((number, office, "application", right, day, code, category, party, country, text, own))


def _of_patent(register: Register, plan: Plan, own: Application, published: list[Publication]) -> Iterator[Row]:
    dice = Dice(register.seed, 50, plan.place, ord(own.office[0]))
    office = own.office
    granted = next((one for one in published if one.kind in ("B", "B1", "B2", "U")), None)
    if granted is None:
        if dice.chance(0.3):
            refused = dice.chance(0.45)
            code, text = (_REFUSED if refused else _WITHDRAWN)[office]
            yield _kept(
                published[0].day + timedelta(dice.between(300, 900)), code, "refusal" if refused else "withdrawal", text
            )
        return
    code, text = _GRANTED[office]
    yield _kept(granted.day, code, "grant", text)
    yield from (row for row in _after_grant(register, plan, office, granted, dice) if row[0] <= TODAY)


def _kept(day: date, code: str, category: str, text: str) -> Row:
    return min(day, TODAY), code, category, "", "", text, ""


def _after_grant(register: Register, plan: Plan, office: str, granted: Publication, dice: Dice) -> Iterator[Row]:
    home = next(one.office for one in plan.applications if one.first)
    owner = applicants(register, plan, home)[0]
    paid = granted.day + timedelta(1277 if office == "US" else 360)
    if office == "US":
        yield paid, "M1551", "fee", "", "", "Payment of maintenance fee, 4th year, large entity", ""
    elif office == "CN" and dice.chance(0.4):
        year = (paid - plan.application(office).day).days // 365 + 1
        yield paid, "", "fee", "", "", f"缴纳第{year}年度年费", ""
    number = f"{granted.day.year + 1}{900_000 + plan.place:07d}"
    if dice.chance(0.12):
        code, text = _ASSIGNED[office]
        buyer = new_owner(register, plan, home)
        if buyer != owner:
            name = name_in_chinese(buyer) if office == "CN" else buyer.en
            yield (
                granted.day + timedelta(dice.between(200, 900)),
                code,
                "assignment",
                name,
                buyer.country,
                text,
                f"A{number}",
            )
    if dice.chance(0.08):
        code, text = _LICENSED[office]
        user = new_owner(register, plan, "CN" if office == "CN" else home)
        name = name_in_chinese(user) if office == "CN" else user.en
        yield granted.day + timedelta(dice.between(150, 1100)), code, "licence", name, user.country, text, f"X{number}"
    if dice.chance(0.05 if office != "CN" else 0.1):
        yield from _pledge(office, granted.day + timedelta(dice.between(120, 700)), f"Y{number}", dice)
    if office == "EP" and dice.chance(0.1):
        yield granted.day + timedelta(270), "26", "opposition", "", "", "Opposition filed", ""
    if office in _LAPSED and dice.chance(0.2):
        code, text = _LAPSED[office]
        yield years_after(granted.day, 4 + dice.below(5)) + timedelta(180), code, "lapse", "", "", text, ""


def _pledge(office: str, day: date, number: str, dice: Dice) -> Iterator[Row]:
    bank = dice.pick(words("names")["banks"])
    code, text = _PLEDGED[office]
    yield day, code, "pledge", bank[0] if office == "CN" else bank[1], "CN", text, number
    if office == "CN" and dice.chance(0.3):
        yield day + timedelta(730), "PC01", "pledge", bank[0], "CN", "专利权质押合同登记的注销", f"{number}-1"


def _of_mark(seed: int, one: Entry) -> Iterator[Row]:
    dice = Dice(seed, 51, one.place)
    start, end = one.registered, min(one.ended or TODAY, TODAY)
    rows: list[Row] = []
    if dice.chance(0.06):
        row = dice.pick(words("names")["companies_us"])
        day = start + timedelta(dice.between(300, 2000))
        rows.append(
            (day, "AS", "assignment", f"{row[0]} Holdings, LLC", "US", "Assigns the entire interest", f"{one.place}/1")
        )
    if one.licensed:
        row = dice.pick(words("names")["companies_eu"])
        day = start + timedelta(dice.between(200, 900))
        rows.append((day, "LIC", "licence", f"{row[0]} Trading", row[2], "Licence recorded", f"{one.place}/2"))
    if one.pledged:
        bank = dice.pick(words("names")["banks"])
        day = start + timedelta(dice.between(200, 900))
        rows.append((day, "SEC", "pledge", bank[1], "CN", "Security interest", f"{one.place}/3"))
    yield from (row for row in rows if row[0] < end)
