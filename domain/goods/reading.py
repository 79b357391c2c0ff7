"""Goods as they are written, to a list of goods: classes, terms and similar groups."""

from collections.abc import Iterable

from domain.classification.goods import group as group_of
from domain.classification.goods import nice as nice_of
from domain.filings import Filing
from domain.goods.relation import GoodsList, GoodsTerm
from domain.goods.terms import read_term, split

MOST_TERMS = 300
"""Terms of one list that are read; what a longer list claims beyond them counts by its class alone."""


def read_goods(goods: Iterable[tuple[str, str]], classes: Iterable[str] = (), groups: Iterable[str] = ()) -> GoodsList:
    """Read goods given as (class or empty, text), with classes and groups named beside them.

    >>> found = read_goods([("30", "tea; iced tea")])
    >>> [one.text for one in found.terms], found.groups
    (['tea', 'iced tea'], ('3002',))
    >>> read_goods([("", "茶")]).classes, read_goods([], ["009"]).classes
    (('30',), ('9',))
    """
    terms: list[GoodsTerm] = []
    named = {one for text in classes if (one := nice_of(text))}
    coded = {one for text in groups if (one := group_of(text)) and len(one) == 4}
    for symbol, text in goods:
        nice = nice_of(symbol) or ""
        if nice:
            named.add(nice)
        terms += (GoodsTerm(nice, one) for one in split(text, nice)[: MOST_TERMS - len(terms)])
    read = [read_term(one.text, one.class_) for one in terms]
    named |= {one.nice for one in read if one.nice} | {str(int(one[:2])) for one in coded}
    coded |= {group for one in read for group in one.groups}
    return GoodsList(tuple(sorted(named, key=int)), tuple(terms), tuple(sorted(coded)))


def goods_of(filing: Filing) -> GoodsList:
    """Return the goods of a mark as its register has them; empty for any other right."""
    stated = getattr(filing, "goods", ())
    symbols = [(one.scheme, one.symbol) for one in filing.classes]
    return read_goods(
        [(one.class_, one.text) for one in stated],
        [symbol for scheme, symbol in symbols if scheme == "nice"],
        [symbol for scheme, symbol in symbols if scheme == "group"],
    )
