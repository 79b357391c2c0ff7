"""Named characters of the offices' DTDs: those of HTML (which hold ISO 8879 and MathML), and the DTDs' own besides.

A name that only a DTD knows stands here with its code point: Greek transliteration (``agr``), bold Greek, capitals as the
exchange data spell them (``SACUTE``), and signs of the standard's own in the private use area.
"""

from html.entities import html5

_OWN = """
rlarr2=21C4 Agr=391 agr=3B1 Bgr=392 bgr=3B2 Dgr=394 dgr=3B4 EEgr=397 eegr=3B7 EEGR=397 Egr=395 egr=3B5
Ggr=393 ggr=3B3 Igr=399 igr=3B9 Kgr=39A kgr=3BA KGR=39A KHgr=3A7 khgr=3C7 KHGR=3A7 Lgr=39B lgr=3BB Mgr=39C
mgr=3BC Ngr=39D ngr=3BD Ogr=39F ogr=3BF OGR=39F OHgr=3A9 ohgr=3C9 Pgr=3A0 pgr=3C0 PGR=3A0 PHgr=3A6 phgr=3C6
PSgr=3A8 psgr=3C8 Rgr=3A1 rgr=3C1 sfgr=3C2 Sgr=3A3 sgr=3C3 Tgr=3A4 tgr=3C4 THgr=398 thgr=3B8 Ugr=3A5 ugr=3C5
Xgr=39E xgr=3BE Zgr=396 zgr=3B6 Aacgr=386 aacgr=3AC Eacgr=388 eacgr=3AD EEacgr=389 eeacgr=3AE Iacgr=38A
iacgr=3AF idiagr=390 Idigr=3AA idigr=3CA Oacgr=38C oacgr=3CC OACGR=38C OHacgr=38F ohacgr=3CE Uacgr=38E
uacgr=3CD udiagr=3B0 Udigr=3AB udigr=3CB LAMBDA=39B THETA=398 b.alpha=1D6C2 b.beta=1D6C3 b.chi=1D6D8
b.Delta=1D6AB b.delta=1D6C5 b.epsi=1D6C6 b.epsiv=1D6DC b.eta=1D6C8 b.Gamma=1D6AA b.gamma=1D6C4 b.Gammad=3DC
b.gammad=3DD b.iota=1D6CA b.kappa=1D6CB b.kappav=1D6DE b.Lambda=1D6B2 b.lambda=1D6CC b.mu=1D6CD b.nu=1D6CE
b.Omega=1D6C0 b.omega=1D6DA b.Phi=1D6BD b.phi=1D6D7 b.phiv=1D6DF b.Pi=1D6B7 b.pi=1D6D1 b.piv=1D6E1
b.Psi=1D6BF b.psi=1D6D9 b.rho=1D6D2 b.rhov=1D6E0 b.Sigma=1D6BA b.sigma=1D6D4 b.sigmav=1D6D3 b.tau=1D6D5
b.Theta=1D6AF b.thetas=1D6C9 b.thetav=1D6DD b.Upsi=1D6BC b.upsi=1D6D6 b.Xi=1D6B5 b.xi=1D6CF b.zeta=1D6C7
ACY=410 CHCY=427 GCY=413 ICY=418 IOCY=401 KCY=41A SHCY=428 SOFTCY=42C VCY=412 IUKCY=406 ACUTE=B4 CEDIL=B8
CCEDIL=C7 OTILDE=D5 ECARON=11A OELIG=152 YUML=178 IEXCL=A1 IQUEST=BF NBSP=A0 SHY=AD Trade=2122 CHECK=2713
Check=2713 EMSP=2003 EMSP13=2004 EMSP14=2005 ENSP=2002 Mldr=2026 MLDR=2026 EACUTE=E9 OCIRC=F4 AUML=E4
thetas=3B8 PHIV=3D5 AELIG=E6 LE=2264 UUML=FC IACUTE=ED EGRAVE=E8 AACUTE=E1 EXCL=21 OUML=F6 ATILDE=E3
NTILDE=F1 AGRAVE=E0 supl=B9 SUM=2211 DEG=B0 MIDDOT=B7 EUML=EB ICIRC=EE BGR=392 CACUTE=106 OSLASH=D8
ODBLAC=151 degree=B0 THETAS=3B8 LDQUO=201C LSQUO=2018 RDQUO=201D RSQUO=2019 MDASH=2014 ANGST=212B phis=3C6
newline=A BULL=2022 ACIRC=E2 ZDOT=17B SACUTE=15A AOGON=104 PRIME=2032 LSTROK=141 NACUTE=143 BETA=392
SZLIG=DF NDASH=2013 OMACR=14C LeftBracketingBar=F603 SCARON=160 ZCARON=17D CCARON=10C EOGON=118 circlef=25CF
CDOT=10A ZACUTE=179 RADIC=221A UACUTE=DA litre=2113 lparstr=2032 rparstr=2036 EDOT=116 RACUTE=154 UMACR=16A
ABREVE=102 SCEDIL=15E TCEDIL=162 ARING=C5 IUML=CF RightBracketingBar=F604 AMACR=100 MINUS=2212
Dotthalfcircle=E001 Dotlhalfcircle=E002 Dotrhalfcircle=E003 Lhalfcircle=E005 Quadbond=E006 Rhalfcircle=E007
Ovalhollow=E008 Ovalsolid=E00A Linevertsplit=E00B Parenopenst=E00C Parenclosest=E00D Brketopenst=E00E
Brketclosest=E00F RARR=21A0 percent=25 ECIRC=CA OMEGA=3A9 ALPHA=391 OACUTE=D3 RCARON=158 UPSI=3D2 MCY=41C
efdot=2252 APOS=27 URING=16E NCARON=147 EMACR=112 UDBLAC=170 LSQB=5B RSQB=5D LAQUO=AB RAQUO=BB YACUTE=DD
PHI=3A6 PHGR=3A6 STAR=22C6 BREVE=2D8 SCY=421 IDOT=130 sl0=D8 OGRAVE=D2 GBREVE=11E OCY=41E YUCY=42E RCY=420
JCY=419 AGR=391 IECY=415 NUMERO=2116 UCIRC=DB STARF=2605 PCY=41F NCY=41D TCY=422 YACY=42F LCY=41B PARA=B6
MACR=AF SOL=2F CIRC=5E UOGON=172 MGR=39C Dotbhalfcircle=E000 ldurule=E011 lhdurule=E012 lsqbstr=E014
rdurule=E015 rhdurule=E016 rsqbstr=E018 jpgkitsu=E0A0 jpgkou=E0A1 jpgsei2=E0A2 jpgro=E0A3 jpgkatsu=E0A4
jpgteki=E0A5 jpgro2=E0A6 jpghiji=E0A7 jpgshi=E0A8 jpgsei=E0A9 jpggyu=E0AA jpgsou=E0AB jpgshou=E0AC
jpghatsu=E0AD jpgkiku=E0AE
"""
_CHARACTERS = {name: chr(int(code, 16)) for name, _, code in (entry.partition("=") for entry in _OWN.split())}


def character(name: str) -> str | None:
    """Return the character (or the few characters) of a name, ``None`` when no table has it.

    >>> character("agr"), character("mdash"), character("nosuch")
    ('α', '—', None)
    """
    return html5.get(name + ";") or _CHARACTERS.get(name)
