"""How two lists of goods meet: the nearest relation between any two terms, with the link that makes it.

Relations, strongest first: an identical term 1.00; contained in a broader claimed term .97; the same similar group .95;
groups noted to cross .85; the same class .70; a coordinated class, or the retail of these goods, .55; other .25.
Where one side claims nothing, goods count the same for all: ``any``, 1.00. A link is a code that can be looked up: the
number of the entry, the broader term, the group, two groups, the class, two classes. ``coordinated`` is the table of
coordinated classes that counts; without one it is the table that ships.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.goods import tables
from domain.goods.tables import Coordinated
from domain.goods.terms import ReadTerm, key_of, narrower_keys, read_term

Relation = Literal["identical", "broader", "group", "cross", "class", "retail", "coordinated", "other", "any"]
SCORES: Mapping[Relation, float] = {
    "identical": 1.00, "broader": 0.97, "group": 0.95, "cross": 0.85, "class": 0.70, "retail": 0.55,
    "coordinated": 0.55, "other": 0.25, "any": 1.00,
}  # fmt: skip
_MOST_PAIRS = 12


@dataclass(frozen=True, slots=True)
class GoodsTerm:
    """One term of a list of goods and its Nice class; a class or a similar group that no term speaks for has no words."""

    class_: str
    text: str


@dataclass(frozen=True, slots=True)
class GoodsList:
    """What a mark is claimed for: Nice classes, terms, and similar groups (类似群); all may be unknown."""

    classes: tuple[str, ...] = ()
    terms: tuple[GoodsTerm, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsPair:
    """Two terms (or classes) that meet; ``relation`` says how, ``link`` is the code that joins them."""

    mine: GoodsTerm
    theirs: GoodsTerm
    relation: Relation
    link: str

    @property
    def score(self) -> float:
        return SCORES[self.relation]


@dataclass(frozen=True, slots=True)
class GoodsRelation:
    """How near two lists are, 0.25 to 1, and for each term of mine the nearest of theirs, the nearest first."""

    score: float
    pairs: tuple[GoodsPair, ...] = ()

    @property
    def relation(self) -> Relation:
        return self.pairs[0].relation if self.pairs else "any"


ANY = GoodsRelation(1.0)


def relate(mine: GoodsList, theirs: GoodsList, coordinated: Coordinated | None = None) -> GoodsRelation:
    """Return how two lists of goods meet.

    >>> from domain.goods.reading import read_goods
    >>> relate(read_goods([("30", "tea")]), read_goods([("30", "茶；红茶")])).pairs[0]
    GoodsPair(mine=GoodsTerm(class_='30', text='tea'), theirs=GoodsTerm(class_='30', text='茶'), relation='identical', link='300037')
    >>> relate(read_goods([("30", "iced tea")]), read_goods([("30", "tea")])).relation
    'broader'
    >>> relate(read_goods([("35", "retail of tea")]), read_goods([("30", "tea")])).pairs[0].link
    '300037'
    >>> relate(read_goods([], ["33"]), read_goods([], ["32"])).score, relate(read_goods([]), read_goods([], ["9"])).score
    (0.55, 1.0)
    """
    if not (mine.terms or mine.classes) or not (theirs.terms or theirs.classes):
        return ANY
    pairs = [_nearest(one, _claims(theirs), coordinated) for one in _claims(mine)]
    best = max(pairs, key=lambda one: one.score)
    shown = sorted(pairs, key=lambda one: -one.score)[:_MOST_PAIRS]
    return GoodsRelation(best.score, tuple(shown))


def relate_each(mine: GoodsList, theirs: GoodsList, coordinated: Coordinated | None = None) -> tuple[GoodsPair, ...]:
    """Return for each of my claims, in their order, the nearest of theirs; empty where one side claims nothing."""
    if not (mine.terms or mine.classes) or not (theirs.terms or theirs.classes):
        return ()
    others = _claims(theirs)
    return tuple(_nearest(one, others, coordinated) for one in _claims(mine))


def _claims(goods: GoodsList) -> list[ReadTerm]:
    """Return the terms as read, and a claim without words for each class and group that no term speaks for."""
    terms = [read_term(one.text, one.class_) for one in goods.terms]
    grouped = {group for one in terms for group in one.groups}
    bare = [ReadTerm("", str(int(code[:2])), None, (code,)) for code in goods.groups if code not in grouped]
    spoken = {one.nice for one in (*terms, *bare)}
    return [*terms, *bare, *(ReadTerm("", one) for one in goods.classes if one not in spoken)]


def _nearest(mine: ReadTerm, theirs: Sequence[ReadTerm], coordinated: Coordinated | None) -> GoodsPair:
    best, relation, link = theirs[0], *relation_of(mine, theirs[0], coordinated)
    for one in theirs[1:]:
        if relation == "identical":
            break
        found, code = relation_of(mine, one, coordinated)
        if SCORES[found] > SCORES[relation]:
            best, relation, link = one, found, code
    return GoodsPair(GoodsTerm(mine.nice, mine.text), GoodsTerm(best.nice, best.text), relation, link)


def relation_of(mine: ReadTerm, theirs: ReadTerm, coordinated: Coordinated | None = None) -> tuple[Relation, str]:
    """Return the relation of two terms and its link."""
    same_class = not mine.nice or not theirs.nice or mine.nice == theirs.nice
    if same_class and mine.text and theirs.text:
        if mine.exact and theirs.exact and mine.number == theirs.number:
            return "identical", str(mine.number)
        if key_of(mine.text) == key_of(theirs.text):
            return "identical", mine.number or key_of(mine.text)
        if key_of(theirs.text) in narrower_keys(mine.text) or _general(theirs, mine):
            return "broader", theirs.text
        if key_of(mine.text) in narrower_keys(theirs.text) or _general(mine, theirs):
            return "broader", mine.text
    if common := set(mine.groups) & set(theirs.groups):
        return "group", min(common)
    crossing = tables.cross_noted()
    for one in mine.groups:
        for other in theirs.groups:
            if other in crossing.get(one, ()):
                return "cross", f"{one}+{other}"
    if mine.nice and mine.nice == theirs.nice:
        return "class", mine.nice
    if link := _retail(mine, theirs) or _retail(theirs, mine):
        return "retail", link
    if theirs.nice in (tables.coordinated() if coordinated is None else coordinated).get(mine.nice, ()):
        return "coordinated", f"{mine.nice}+{theirs.nice}"
    return "other", f"{mine.nice or '?'}+{theirs.nice or '?'}"


def _general(upper: ReadTerm, lower: ReadTerm) -> bool:
    """Tell whether ``upper`` is read as an entry that ``lower``'s own words were read under."""
    return upper.exact and not lower.exact and upper.number is not None and upper.number == lower.number


def _retail(seller: ReadTerm, goods: ReadTerm) -> str | None:
    sold = seller.sold
    if sold is None or goods.sold is not None:
        return None
    if sold.number is not None and sold.number == goods.number:
        return sold.number
    if common := set(sold.groups) & set(goods.groups):
        return min(common)
    return None


@dataclass(frozen=True, slots=True)
class GoodsScale:
    """What a list of goods gives every class and group, for thousands of marks known by their codes alone."""

    by_class: Mapping[str, float]
    by_group: Mapping[str, float]
    free: bool

    def score(self, classes: Iterable[str], groups: Iterable[str] = ()) -> float:
        """Return the score of a mark by its classes and groups: never above ``relate``'s for a mark without terms."""
        if self.free:
            return 1.0
        classes = tuple(classes)
        if not classes:
            return 1.0
        lowest = SCORES["other"]
        best = max((self.by_class.get(one, lowest) for one in classes), default=lowest)
        return max(best, max((self.by_group.get(one, 0.0) for one in groups), default=0.0))


def scale_of(mine: GoodsList, coordinated: Coordinated | None = None) -> GoodsScale:
    """Return the scale of a list: the batch form of ``relate`` by class and group codes.

    >>> from domain.goods.reading import read_goods
    >>> scale = scale_of(read_goods([("30", "tea")]))
    >>> scale.score(["30"], ["3002"]), scale.score(["30"]), scale.score(["32"]), scale.score(["12"])
    (0.95, 0.7, 0.55, 0.25)
    """
    by_class: dict[str, float] = {}
    by_group: dict[str, float] = {}
    for one in mine.classes:
        for other in (tables.coordinated() if coordinated is None else coordinated).get(one, ()):
            by_class[other] = max(by_class.get(other, 0.0), SCORES["coordinated"])
    by_class |= dict.fromkeys(mine.classes, SCORES["class"])
    for one in mine.groups:
        for other in tables.cross_noted().get(one, ()):
            by_group[other] = SCORES["cross"]
    by_group |= dict.fromkeys(mine.groups, SCORES["group"])
    return GoodsScale(by_class, by_group, not (mine.terms or mine.classes))
