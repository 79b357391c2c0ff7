"""What the codes of USPTO trade-mark records mean: the state of a status code, the category of an event code.

Facts of the office's code tables, condensed. Invariants: a status code that the tables do not hold is ``unknown``; an
event code that is not listed is ``other``; office letters that refuse for now are ``examination``, since only the
abandonment that follows ends an application.
"""

from domain.filings import State
from domain.legal_events import Reason

_REGISTERED = "624-625 700-708 717 739 740 778 780 790 800"
_PENDING = (
    "410 413 616 620 630-631 638 640-661 663-668 672 680-682 686 688-690 692-694 715 718-722 724-725 730-734 "
    "744-746 748 752-753 756-757 760 762-766 771-775 777 779 794 801-804 806-825 973"
)
_ENDED: dict[Reason, str] = {
    "withdrawn": "402 411 412 416 600-602 605-607 609 612 614 618 968",
    "refused": "603 604 608 610 632 901",
    "revoked": "400 401 403-406 414 415 417 712-714 781-783",
    "surrendered": "711",
    "fee_unpaid": "709 710",
}
_EXPIRED = "900"
_ENDED_SOMEHOW = "626"

EVENTS = {
    "filing": ("MAFR NWAP NWOS REPR SDRC"),
    "publication": ("N12C NONP NPUB P12C PUBO"),
    "examination": (
        "1.AA 1.AD 1.BA 1.BD 12AB 12AF 15AB 15IA 44DA 44DD 44EA 44ED 44EG 44EM 44EP 806I 810I 815I 89IA 9INF "
        "AAUA AAUD AAUW ACEC ACFC ADBS AITU ALIE AMPB AMPX APET APRC APRE ATAP ATDN ATRQ ATRV AUPC CEAP CEPE "
        "CFRC CIID CIIM CNCF CNEA CNES CNFR CNPR CNRT CNRU CNSA CNSI CNSL CNSR CNTA CPEA CPRA CRAF CRFA CRML "
        "CRNO CTDA CU.A CU.D CU.G CU.I CU.M CU.T D1BN D1BR DOCK DP1B DRHI DRRR DVUT EAAU EADG EARE EARS EEXT "
        "EISU ENOR EPEN EPGS EPPA EPRR ERCF ERFR ERFT EROI EROP ERRR ERRS ERSI ERTD ERTI ERTP ERTR EX1D EX1G "
        "EX1M EX2D EX2G EX2M EX3D EX3G EX3M EX4D EX4G EX4M EX5D EX5G EX5M EXAF EXDA EXDD EXDM EXDR EXFB EXNI "
        "EXPA EXPI EXPR EXPT EXRA EXRE EXRR EXT1 EXT2 EXT3 EXT4 EXT5 FICR FICS FIMP FINA FINO FINP FINT FINV "
        "FISN FIXD GAUD GAUN GEAN GEAP GNCF GNCN GNEA GNEN GNES GNFN GNFR GNPA GNPE GNR1 GNRN GNRT GNRU GNS1 "
        "GNS2 GNS3 GNSF GNSI GNSL GNSN GPRA GPRN GRDA GRML GSEA GSEN GSPR GSPS GSS1 GSSF IIOA INAR INCD INCE "
        "INCS INNA INOA INTI INTT IRFI IROA IRRE IRRF IRRH IRSS ISCO ISCR ISER ISIC ISIR ISIU ISMR ISPO ISPR "
        "ISSR ISTB ISTQ ISUR IUAA IUAF IUAL IUCN IUFF IULN IUPC IURF IUSF JURT KSAD KSDR KSNR KSNS LEXT LIEN "
        "LIMN LSOU MDSC MDSM MPMK NAUD NEWN NEWR NOAM OHER OHPO OQ89 OTHE PAIS PARI PBCR PBER PBIU PBPO PBTB "
        "PC.D PCBD PCBG PCBM PCDE PCGR PCRC PDCB PDMS PDPS PDTG PDTR PDWF PETD PETI PETL PETR PG1B PGDV PGEX "
        "PGOA PGRN PGRR PGSU PGTT PILM PINM PIRC PLGL PMSD PMSG PMSM PPAC PPAR PPCD PR.D PR.W PR12 PR15 PR23 "
        "PR71 PR75 PR89 PRA8 PRA9 PRAM PRAN PREV PRIC PRIM PRMP PROA PRPC PRRD PRRG PRRR PUM1 PUM2 PUM3 PUMI "
        "PUNQ PUNR PWFD PWFG PWFM QR15 QR23 QR71 QR75 QRA8 QRAM RAPP RBFT RCCK RCII RCSC RDX1 RDX2 RDX3 REGV "
        "RETP RFCR RFCS RFNP RFNT RFRC RFTP RFWR RMDT RMRF RRDX RRPR RTDR RTRF RTTP SEAP SNEA SPEA SPRA SRRC "
        "SSFR SSRR SUNA SUPC TAEA TBAB TEME TMBN TPAD TPDD TPDR TPET TPEX TPMS TPOA TPSE TRMS TROA TTBN TTBO "
        "UNTD WRDA XAAP XAEC XAWR XELG XELR ZZAX ZZBX ZZZX ZZZZ"
    ),
    "registration": ("GPAS NRCC NRCS NURC R.PR R.SR"),
    "opposition": (
        "BARR BARX BDRD BDRN BDXD BDXN BNTR BNTX BPCQ BPET BPPR BPRD BPRE BPXR BPXX BR3R BRFA BRNT BRPI BURX "
        "BX3R BXFA BXNT BXOA BXPI CAND CANG CANT CCCN CCON DIPR DIPX ETOF ETOP IROP LOPE LOPR LOPT NOPM OP.D "
        "OP.I OP.N OP.S OP.T OP2R OP2S OPNC OPNR OPNS OPNX OPPF PETC TTCD TTCG TTJG TTPD TTPR WOPP"
    ),
    "refusal": ("ABN3 ABN4 KBOC MAB3 MAB4"),
    "withdrawal": ("ABN0 ABN1 ABN2 ABN5 ABN6 ABN7 ABN8 ABN9 LOAP MAB0 MAB1 MAB2 MAB5 MAB6 MAB7 MAB8"),
    "lapse": ("C71T C8.. C8.T CAEX DETH NC71 NCS8"),
    "expiry": ("EXRG"),
    "restoration": ("ABND CRTP MREI NREV PETG REIN RG1B RGDV RGEX RGIA RGLA RGOA RGRN RGRR RGSU RGTD RGTR RGTT RRGG"),
    "revocation": ("C18. C24. C37. C6AF C6BF CIIG IIRN N6AF"),
    "invalidation": ("INPC"),
    "surrender": ("C7.. NCS7"),
    "renewal": (
        "15AK 71.P 71AG 8.OK 8.PR 89AG 8OKT 8PRT 9G8P C15A C15P C75A C75P NA15 NA71 NA75 NA85 NA89 NAS8 REN1 "
        "REN2 REN3 REN4 REN5 RNL1 RNL2 RNL3 RNL4 RNL5 RNL6 RNL7 RNL8 RNL9 RNWL S71A S85A S85R S86A S89G S89R "
        "S8OA SP1A SP6A"
    ),
    "fee": ("15AF 715F 71AF 8.AF 815F 89AF 8AFT 9.AF E15R E815 E89R ES71 ES75 ES8R"),
    "assignment": ("AOUM ASGN CHLD DCPN PCPN RCPN TRNC"),
    "change": (
        "7.PR A7OK ADCH AMD7 AMPR ARAA BDFU C18P C37P C6AP C6BP C71P C7P. C7PF C7RF C8P. CHAN COAE COAR CORV "
        "DPCC ECCA ECDR ES7R ES7S EWAF EWOR LIME LIMG LIMI LIMS MNDA NCP7 NREN NREP OROR PCNX PCOI REAP TCAL "
        "TCAS TCCA WDLA WDLD WDLL WOAG WOAM WOAP WOAR"
    ),
    "preservation": ("RHRD"),
    "correction": ("C.7C CFDG CHPB CHPN COC. COCO CORN CORR CORS CRCR CRCV CREV CRRR CRSN CRST FFDM ICNA LIEC XXXX"),
}

STATEMENTS = {
    "AF": "other form",
    "A0": "amendment",
    "B0": "correction",
    "CC": "colours claimed",
    "CD": "colours described",
    "CS": "certification",
    "CU": "concurrent use",
    "DM": "description",
    "D0": "disclaimer",
    "D1": "disclaimer",
    "FN": "foreign registration",
    "IN": "interference",
    "LS": "lining and stippling",
    "MD": "undefined",
    "MK": "mark continued",
    "NR": "not a registration",
    "N0": "name or portrait",
    "OR": "order",
    "PM": "pseudo mark",
    "TF": "acquired distinctiveness in part",
    "TR": "translation",
    "TLIT": "transliteration",
    "TNSF": "transformation",
    "LINK": "linkage",
}
"""First letters of a statement's code → its type in words; the rest of the code is a class, a date or a sequence."""

KINDS = {"1": "word", "2": "figurative", "3": "combined", "4": "word", "5": "combined", "6": "sound"}
"""First digit of the drawing code → kind of mark; stylised words (5) are words and a look, so ``combined``."""


def _spread(codes: str) -> list[str]:
    found = []
    for one in codes.split():
        low, _, high = one.partition("-")
        found += [str(code) for code in range(int(low), int(high or low) + 1)]
    return found


_STATES: dict[str, tuple[State, Reason | None]] = {
    **dict.fromkeys(_spread(_REGISTERED), ("in_force", None)),
    **dict.fromkeys(_spread(_PENDING), ("pending", None)),
    **{code: ("lapsed", reason) for reason, codes in _ENDED.items() for code in _spread(codes)},
    **dict.fromkeys(_spread(_EXPIRED), ("expired", "term_over")),
    **dict.fromkeys(_spread(_ENDED_SOMEHOW), ("lapsed", None)),
}
_CATEGORIES = {code: category for category, codes in EVENTS.items() for code in codes.split()}


def state_of(code: str) -> tuple[State, Reason | None]:
    """Return the state that a status code means, and why it ended.

    >>> state_of("700"), state_of("602"), state_of("900"), state_of("1")
    (('in_force', None), ('lapsed', 'withdrawn'), ('expired', 'term_over'), ('unknown', None))
    """
    return _STATES.get(code, ("unknown", None))


def category_of(code: str) -> str:
    """Return the category of an event code.

    >>> category_of("PUBO"), category_of("ABN2"), category_of("ZZZZZ")
    ('publication', 'withdrawal', 'other')
    """
    return _CATEGORIES.get(code, "other")


def statement_type(code: str) -> str:
    """Return the type of a statement in words; the code itself where it is not known.

    >>> statement_type("TR0010"), statement_type("TLIT00"), statement_type("D10000"), statement_type("QQ0000")
    ('translation', 'transliteration', 'disclaimer', 'QQ0000')
    """
    return STATEMENTS.get(code[:4]) or STATEMENTS.get(code[:2]) or code


def kind_of_mark(drawing_code: str) -> str | None:
    """Return the kind of mark by the first digit of the drawing code.

    >>> kind_of_mark("4000"), kind_of_mark("3"), kind_of_mark("0"), kind_of_mark("")
    ('word', 'combined', None, None)
    """
    return KINDS.get(drawing_code[:1])
