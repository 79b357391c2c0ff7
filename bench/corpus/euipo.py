"""Marks and designs as the European Union's office writes them (ST.66 family); owners are identifiers, as in its files."""

from datetime import date, timedelta
from html import escape

from bench.corpus.dice import Dice
from bench.corpus.marks import TODAY, Entry, years_after
from bench.corpus.phrases import Row, words

_LONG = "http://euipo.europa.eu/{0}/data"
_STATUS = {
    "pending": "Application under examination", "published": "Application published", "registered": "Registered",
    "renewed": "Registered", "abandoned": "Application withdrawn", "cancelled": "Registration surrendered",
    "expired": "Registration expired",
}  # fmt: skip


def _opened(kind: str, schema: str, body: str, number: str, code: str, day: date) -> str:
    space = _LONG.format(kind)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Transaction xmlns="{space}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{space} http://euipo.europa.eu/schemas/{kind}/{schema}.xsd">\n<TransactionHeader><SenderDetails>'
        f"<RequestProducerDateTime>{day}T02:30:00</RequestProducerDateTime></SenderDetails></TransactionHeader>\n<{body}>"
        f"<TransactionContentDetails><TransactionIdentifier>{number}</TransactionIdentifier><TransactionCode>{code}"
        "</TransactionCode><TransactionData>\n"
    )


def _closed(body: str) -> str:
    return f"</TransactionData></TransactionContentDetails></{body}>\n</Transaction>\n"


def mark(seed: int, entry: Entry) -> str:
    """Return one mark's transaction."""
    lang = entry.sign.script
    since = entry.ended or (entry.registered if entry.is_registered else entry.filed + timedelta(1))
    registered = ""
    if entry.is_registered:
        expires = years_after(entry.registered, 20 if entry.fate == "renewed" else 10)
        registered = f"<RegistrationDate>{entry.registered}</RegistrationDate><ExpiryDate>{expires}</ExpiryDate>"
    return (
        _opened("trademark", "EM-TM-TradeMark-V3-4", "TradeMarkTransactionBody", entry.number, "EM-Trade Mark", since)
        + '<TradeMarkDetails><TradeMark operationCode="Insert"><RegistrationOfficeCode>EM</RegistrationOfficeCode>'
        f"<ApplicationNumber>{entry.number}</ApplicationNumber><ApplicationDate>{entry.filed}</ApplicationDate>{registered}"
        f"<ApplicationLanguageCode>{lang}</ApplicationLanguageCode><SecondLanguageCode>{'en' if lang == 'zh' else 'de'}"
        f'</SecondLanguageCode><MarkCurrentStatusCode milestone="23" status="1">{_STATUS[entry.fate]}</MarkCurrentStatusCode>'
        f"<MarkCurrentStatusDate>{since}</MarkCurrentStatusDate><KindMark>Individual</KindMark>{_sign(entry)}\n"
        f"<GoodsServicesDetails><GoodsServices><ClassificationVersion/><ClassDescriptionDetails>{_goods(entry)}"
        f"</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>\n{_publications(entry)}"
        f"<ApplicantDetails><ApplicantKey><Identifier>{entry.owner.identifier}</Identifier></ApplicantKey></ApplicantDetails>"
        f"<RepresentativeDetails><RepresentativeKey><Identifier>{7_300_000 + entry.place % 60}</Identifier></RepresentativeKey>"
        f"</RepresentativeDetails>{_opposition(seed, entry)}{_records(entry)}</TradeMark></TradeMarkDetails>\n"
        + _closed("TradeMarkTransactionBody")
    )


def _sign(entry: Entry) -> str:
    shown = entry.sign
    words_ = (
        ""
        if shown.bare
        else (
            f"<WordMarkSpecification><MarkVerbalElementText>{escape(shown.text)}</MarkVerbalElementText></WordMarkSpecification>"
        )
    )
    if shown.device is None:
        return f"<MarkFeature>Word</MarkFeature>{words_}"
    return (
        f"<MarkFeature>Figurative</MarkFeature>{words_}<MarkImageDetails><MarkImage><MarkImageFilename>{entry.number}.JPG"
        f"</MarkImageFilename><MarkImageURI>file://{entry.number[:3]}/{entry.number}.JPG</MarkImageURI><MarkImageCategory>"
        f"<CategoryCodeDetails><CategoryCode>{shown.device[0]}</CategoryCode></CategoryCodeDetails></MarkImageCategory>"
        "</MarkImage></MarkImageDetails>"
    )


def _goods(entry: Entry) -> str:
    told = []
    for number, goods in entry.goods:
        texts = [("en", "; ".join(row[1] for row in goods).capitalize() + ".")]
        if entry.sign.script == "zh":
            texts.insert(0, ("zh", "；".join(row[0] for row in goods) + "。"))
        described = "".join(
            f'<GoodsServicesDescription languageCode="{lang}">{escape(text)}</GoodsServicesDescription>'
            for lang, text in texts
        )
        told.append(f"<ClassDescription><ClassNumber>{number}</ClassNumber>{described}</ClassDescription>")
    return "".join(told)


def _publication(day: date, section: str) -> str:
    return (
        f"<Publication><PublicationIdentifier>{day.year}/{day.timetuple().tm_yday // 7 * 5 + 1:03d}</PublicationIdentifier>"
        f"<PublicationSection>{section}</PublicationSection><PublicationDate>{day}</PublicationDate></Publication>"
    )


def _publications(entry: Entry) -> str:
    if entry.fate in ("pending", "abandoned"):
        return ""
    registered = _publication(entry.registered + timedelta(2), "B.1") if entry.is_registered else ""
    return f"<PublicationDetails>{_publication(entry.published, 'A.1')}{registered}</PublicationDetails>\n"


def _opposition(seed: int, entry: Entry) -> str:
    dice = Dice(seed, 46, entry.place)
    if entry.fate in ("pending", "abandoned") or not dice.chance(0.05):
        return ""
    return (
        f"<OppositionDetails><Opposition><OppositionIdentifier>{9_000_000 + entry.place:09d}</OppositionIdentifier>"
        f"<OppositionDate>{entry.published + timedelta(60)}</OppositionDate><ProceedingLanguageCode>en</ProceedingLanguageCode>"
        "<OppositionGroundText>Likelihood of confusion</OppositionGroundText><OpponentDetails><OpponentKey><Identifier>"
        f"{7_100_000 + dice.below(900)}</Identifier></OpponentKey></OpponentDetails></Opposition></OppositionDetails>"
    )


def _records(entry: Entry) -> str:
    if not entry.is_registered or not (entry.licensed or entry.pledged):
        return ""
    kind = "Licence" if entry.licensed else "Right in Rem"
    day = entry.registered + timedelta(500)
    if day > (entry.ended or TODAY):
        return ""
    return (
        f"<MarkRecordDetails><MarkRecord><BasicRecord><RecordIdentifier>{20_000_000 + entry.place:09d}</RecordIdentifier>"
        f"<BasicRecordKind>{kind}</BasicRecordKind><RecordCurrentStatusCode>Published</RecordCurrentStatusCode>"
        f"<RecordCurrentStatusDate>{day}</RecordCurrentStatusDate></BasicRecord></MarkRecord></MarkRecordDetails>"
    )


def design(seed: int, place: int, filed: date) -> str:
    """Return one design's transaction."""
    dice = Dice(seed, 47, place)
    row: Row = dice.pick(words("registers")["designs"])
    number = f"{80_000_000 + place // 2:09d}-{place % 2 + 1:04d}"
    expires = years_after(filed, 5)
    renewals = dice.below(3)
    while renewals and expires < TODAY:
        expires, renewals = years_after(expires, 5), renewals - 1
    over = expires < TODAY
    since = expires + timedelta(180) if over else filed + timedelta(5)
    told = "".join(
        f'<IndicationProduct languageCode="{lang}">{escape(text)}</IndicationProduct>'
        for lang, text in zip(("de", "en", "es", "fr"), (row[4], row[3], row[6], row[5]), strict=True)
    )
    views = "".join(
        f"<View><ViewIdentifier>{place * 8 + at:012d}</ViewIdentifier><ViewFileFormat>JPG</ViewFileFormat>"
        f"<ViewURI>file://{number[:3]}/{number.replace('-', '_')}_{at}.JPG</ViewURI></View>"
        for at in range(1, 2 + dice.below(5))
    )
    return (
        _opened("design", "EM-DS-Design-V2-1", "DesignTransactionBody", number, "EM-Design", since)
        + '<DesignDetails><Design operationCode="Insert"><RegistrationOfficeCode>EM</RegistrationOfficeCode>'
        f"<ReceivingOfficeDate>{filed}</ReceivingOfficeDate><DesignIdentifier>{number}</DesignIdentifier><ApplicationNumber>"
        f"{number[:9]}</ApplicationNumber><ApplicationLanguageCode>en</ApplicationLanguageCode><SecondLanguageCode>fr"
        f"</SecondLanguageCode><ApplicationDate>{filed}</ApplicationDate><RegistrationDate>{filed}</RegistrationDate>"
        f"<PublicationDate>{filed + timedelta(9)}</PublicationDate><ExpiryDate>{expires}</ExpiryDate><EffectiveDate>{filed}"
        f"</EffectiveDate><DesignCurrentStatusCode>{'Design lapsed' if over else 'Registered and fully published'}"
        f"</DesignCurrentStatusCode><DesignCurrentStatusDate>{since}</DesignCurrentStatusDate>\n"
        f"<DesignRepresentationSheetDetails><DesignRepresentationSheet><ViewDetails>{views}</ViewDetails>"
        f"</DesignRepresentationSheet></DesignRepresentationSheetDetails>\n<IndicationProductDetails>{told}"
        "</IndicationProductDetails><ClassDescriptionDetails><ClassDescription><ClassNumber>"
        f"{row[0].replace('-', '.')}</ClassNumber></ClassDescription></ClassDescriptionDetails><PublicationDetails>"
        f"{_publication(filed + timedelta(9), 'A.1')}</PublicationDetails><ApplicantDetails><Applicant><ApplicantIdentifier>"
        f"{7_400_000 + Dice(seed, 48, place // 2).below(400)}</ApplicantIdentifier></Applicant></ApplicantDetails></Design></DesignDetails>\n"
        + _closed("DesignTransactionBody")
    )
