"""What is replaced by what, by language, and the rules that must find it: mistakes as people make them."""

REPLACED: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "right becomes duty": {
        "en": ((r"^May ", "Must "), (r"^Has the right to ", "Is obliged to "), (r"^Is entitled to ", "Has to ")),
        "ru": ((r"^Вправе ", "Обязан "), (r"^Имеет право ", "Должен ")),
        "no": ((r"^Kan ", "Skal "), (r"^Har rett til å ", "Plikter å "), (r"^Har fullmakt til å ", "Må ")),
    },
    "duty becomes right": {
        "en": ((r"^([A-Z])", "May, if need be, \\1"),),
        "ru": ((r"^([А-Я])", "Вправе: \\1"),),
        "no": ((r"^([A-ZÅØÆ])", "Kan \\1"),),
    },
    "liability becomes right": {
        "en": ((r"^Is liable for ", "Is entitled to "), (r"^Answers for ", "May ignore ")),
        "ru": ((r"^Несёт ответственность за ", "Вправе получить возмещение за "),),
        "no": (
            (r"^Står til ansvar (etter|for) ", "Har rett til vederlag \\1 "),
            (r"^Er erstatningsansvarlig ", "Kan kreve erstatning "),
        ),
    },
    "negation added": {
        "en": ((r"^([A-Z]\w+s) ", "Never \\1 "),),
        "ru": ((r"^([А-Я]\w+[еиёя]т) ", "Не \\1 "), (r"^Вправе ", "Не вправе ")),
        "no": ((r"^(\w+er) ", "\\1 ikke "), (r"^Kan ", "Kan ikke ")),
    },
    "negation lost": {
        "en": (
            (r" (?:is|are|does|do) not ", " does "),
            (r"\b[Nn]o (?!later|more|less)", "some "),
            (r" nothing ", " anything "),
        ),
        "ru": ((r" не (?!менее|ниже|реже|только|более)", " "), (r"Отсутствие", "Наличие")),
        "no": ((r" ikke ", " "), (r"\b[Ii]ngen ", "noen "), (r" ingenting ", " alt ")),
    },
    "without becomes with": {
        "en": ((r"\bwithout ", "with "),),
        "ru": ((r"\bбез ", "с "), (r"принимает меры к их предупреждению", "принимает меры к их росту")),
        "no": ((r"\buten ", "med "), (r"forebygger", "fremmer")),
    },
    "number": dict.fromkeys(
        ("en", "ru", "no"), ((r"(?<![\w,.–])(\d)(?= |\.|,|–)", "4\\1"), (r"(\d\d)(?=[ \u00a0,–%])", "7\\1"))
    ),
    "number in words": {
        "en": ((r"\b3 ", "four "), (r"\b2 ", "seven "), (r"\b5 ", "eight ")),
        "ru": ((r"\b3 ", "четыре "), (r"\b2 ", "семь "), (r"\b5 ", "восемь ")),
        "no": ((r"\b3 ", "fire "), (r"\b2 ", "sju "), (r"\b5 ", "åtte ")),
    },
    "unit": {
        "en": (
            (r"\byears?’?", "months"),
            (r"\bworking days?", "weeks"),
            (r"roubles", "pounds"),
            (r"(\d) hours", "\\1 minutes"),
        ),
        "ru": (
            (r"\b(лет|года?)\b", "месяцев"),
            (r"рабочи[йхе]+ (день|дня|дней)", "недели"),
            (r"рублей", "евро"),
            (r"(\d) часов", "\\1 минут"),
        ),
        "no": (
            (r"\bårs?\b", "måneder"),
            (r"arbeidsdag(er)?", "uker"),
            (r"rubler", "kroner"),
            (r"(\d) timer", "\\1 minutter"),
        ),
    },
    "bound": {
        "en": ((r"\b[Aa]t least", "At most"),),
        "ru": ((r"не менее", "не более"), (r"не ниже", "не выше"), (r"не реже", "не чаще")),
        "no": ((r"\b[Mm]inst", "Høyst"),),
    },
    "bound lost": {
        "en": ((r"\b[Aa]t least ", ""),),
        "ru": ((r"не менее ", ""), (r"не ниже ", ""), (r"не реже ", "")),
        "no": ((r"\b[Mm]inst ", ""),),
    },
    "name": dict.fromkeys(
        ("en", "ru", "no"),
        (
            (r"Salesforce", "Oracle"),
            (r"HubSpot", "SAP"),
            (r"\bCRM\b", "ERP"),
            (r"\bMoscow|Москве|Moskva\b", "Tver"),
            (r"\bB2B\b", "B2C"),
            (r"\bVIP\b", "IT"),
            (r"\bUSA|США\b", "EU"),
        ),
    ),
    "cut off": {
        "en": ((r"(,? (?:and|or|of the) ).*$", "\\1"),),
        "ru": ((r"(,? (?:и|или|в|по|с) ).*$", "\\1"),),
        "no": ((r"(,? (?:og|eller|av) ).*$", "\\1"),),
    },
    "shortened": dict.fromkeys(("en", "ru", "no"), ((r"^(\w+ \w+) .{70,}$", "\\1."),)),
    "repeated word": dict.fromkeys(("en", "ru", "no"), ((r" (\w{3,}) ", " \\1 \\1 "),)),
    "quotation marks": {
        "en": ((r" (\w{4,})", ' "\\1"'), (r" (\w{4,})", " «\\1»")),
        "ru": ((r" (\w{4,})", ' "\\1"'), (r" (\w{4,})", " “\\1”")),
        "no": ((r" (\w{4,})", ' "\\1"'), (r" (\w{4,})", " „\\1“")),
    },
    "spacing": dict.fromkeys(("en", "ru", "no"), ((r"(\w), (\w)", "\\1 ,\\2"), (r"(\w), ([^\W\d])", "\\1,\\2"))),
    "number format": {
        "en": ((r"(\d),(\d{3})", "\\1\u00a0\\2"),),
        "ru": ((r"(\d)\u00a0(\d{3})", "\\1,\\2"),),
        "no": ((r"(\d)\u00a0(\d{3})", "\\1,\\2"),),
    },
    "end punctuation": dict.fromkeys(("en", "ru", "no"), ((r"\.$", ""), (r"\.$", ";"))),
    "brackets": dict.fromkeys(("en", "ru", "no"), ((r" (\w{4,})", " (\\1"), (r"\)", ""))),
    "markup": dict.fromkeys(
        ("en", "ru", "no"), ((r" (\w{4,})", " **\\1"), (r" (\w{4,})", " `\\1"), (r" (\w{4,})", " \\1&nbsp; {#x} "))
    ),
    "mixed scripts": {
        "en": ((r"([b-z])o([b-z])", "\\1о\\2"),),
        "ru": ((r"([а-я])о([а-я])", "\\1o\\2"),),
        "no": ((r"([b-z])e([b-z])", "\\1е\\2"),),
    },
    "foreign word": {
        "en": ((r"\bclients?\b", "kundene"), (r"\bcompany\b", "selskapet"), (r"\bwork\b", "arbeidet")),
        "ru": ((r"\bклиент\w+", "customers"), (r"\bкомпани\w+", "company"), (r"\bработ\w+", "work")),
        "no": ((r"\bkunde\w*", "customers"), (r"\bselskap\w*", "company’s"), (r"\barbeid\w*", "the work")),
    },
}
RULES: dict[str, frozenset[str]] = {
    kind: frozenset(rules.split())
    for kind, rules in {
        "right becomes duty": "modality worded-as-duty",
        "duty becomes right": "modality worded-as-right",
        "liability becomes right": "modality",
        "negation added": "polarity",
        "negation lost": "polarity",
        "without becomes with": "polarity",
        "number": "number",
        "number in words": "number",
        "unit": "unit",
        "bound": "bound",
        "bound lost": "bound",
        "name": "name",
        "cut off": "cut-off",
        "shortened": "length",
        "repeated word": "repeated-word",
        "quotation marks": "quotation-marks",
        "spacing": "spacing",
        "number format": "number-format",
        "end punctuation": "end-punctuation",
        "brackets": "brackets",
        "markup": "markup id-left-over",
        "mixed scripts": "mixed-scripts",
        "foreign word": "partly-untranslated",
    }.items()
}
KINDS: dict[str, frozenset[str]] = {
    "right becomes duty": frozenset({"rights"}),
    "duty becomes right": frozenset({"duties"}),
    "liability becomes right": frozenset({"liability"}),
    "negation added": frozenset({"duties"}),
}
"""The sections that a change makes sense in; all where none are named."""

ANYWHERE = frozenset({"number format", "name"})
"""Changes that are mistakes even where a wording speaks of one country's practice."""
