"""The sources that can be loaded, listed by hand; the order is the order in which content is compared with them."""

from loaders.atlas import layout_designs, legal_events, mark_register, special_signs
from loaders.cnipa import patents, patents_2006
from loaders.epo import docdb, fulltext
from loaders.euipo import designs
from loaders.euipo import trademarks as euipo_trademarks
from loaders.gi import register
from loaders.jsonl import cn_gazette, cn_patents, us_patents
from loaders.sources import Source
from loaders.uspto import applications, grants
from loaders.uspto import trademarks as uspto_trademarks
from loaders.wipo import st96_gi

SOURCES: tuple[Source, ...] = (
    grants.SOURCE,
    applications.SOURCE,
    patents.SOURCE,
    patents_2006.SOURCE,
    fulltext.SOURCE,
    docdb.SOURCE,
    uspto_trademarks.SOURCE,
    euipo_trademarks.SOURCE,
    designs.SOURCE,
    st96_gi.SOURCE,
    register.SOURCE,
    us_patents.SOURCE,
    cn_patents.SOURCE,
    cn_gazette.SOURCE,
    layout_designs.SOURCE,
    special_signs.SOURCE,
    legal_events.SOURCE,
    mark_register.SOURCE,
)
BY_NAME = {source.name: source for source in SOURCES}
