"""A small content with all that may wait for a translator, and the site that shows it."""

from collections.abc import Mapping
from pathlib import Path

from flask.testing import FlaskClient

from kb.bitext import commands
from kb.languages import CODES
from kb.library import build_library
from kb.reading.content import read_content
from kb.search.snapshot import open_snapshot
from kb.web.app import create_app
from kb.web.desks import Desks
from kb.web.settings import Settings
from tests.web_site import Fixed, write

SECONDS = 120
"""How long the checks of a small content may take, whatever else the machine does."""

CHECKED = {
    "en/guard.md": """---
title: Guard
---
Guards the door.

## Duties

1. Greets guests at the door and counts the money. {#greet-guests}
2. Keeps the key box locked. {#keep-keys}
3. Waits 2 years. {#wait-years}

### At night {#night-work}

4. Locks the building: {#lock-building}
   - the gate;
   - the shed.
5. Counts the coins at night. {#count-coins}
   > In Britain only.

## Rights

1. May ask guests for a pass. {#ask-for-pass}
""",
    "ru/guard.md": """---
title: Охранник
---
Охраняет вход.

## Должностные обязанности

1. Встречает гостей у входа и считает деньги. {#greet-guests}
2. Держит ключницу запертой. {#keep-keys}
3. Ждёт 2 года. {#wait-years}

### Ночью {#night-work}

4. Запирает здание: {#lock-building}
   - ворота;
   - сарай.
5. Ночью считает монеты. {#count-coins}

## Права

1. Вправе спросить у гостя пропуск. {#ask-for-pass}
""",
    "no/guard.md": """---
title: Vakt
---
Passer døren.

## Arbeidsoppgaver

1. Tar imot gjester ved døren og teller pengene. {#greet-guests}
2. Holder nøkkelskapet låst. {#keep-keys}
3. Venter 2 år. {#wait-years}

### Om natten {#night-work}

4. Låser bygningen: {#lock-building}
   - porten;
   - skuret.
5. Teller myntene om natten. {#count-coins}

## Rettigheter og fullmakter

1. Kan be gjester om adgangskort. {#ask-for-pass}
""",
    "en/host.md": "---\ntitle: Host\n---\nHosts.\n\n## Duties\n\n1. Counts the coins by day. {#count-coins}\n",
    "no/host.md": (
        "---\ntitle: Vert\n---\nEr vert.\n\n## Arbeidsoppgaver\n\n1. Teller myntene om dagen. {#count-coins}\n"
    ),
    "en/glossary.md": (
        "---\ntitle: Glossary\n---\nTerms.\n\nkey box; key safe; ~~box~~ {#key-box}\n:   Where keys hang.\n\n"
        "bye-law {#bye-law .only}\n:   A rule of a British town.\n"
    ),
    "ru/glossary.md": "---\ntitle: Глоссарий\n---\nТермины.\n\nключница {#key-box}\n:   Где висят ключи.\n",
    "no/glossary.md": "---\ntitle: Ordliste\n---\nTermer.\n\nnøkkelskap {#key-box}\n:   Der nøklene henger.\n",
    "en/guides/doors.md": "---\ntitle: On doors\n---\nDoors open.\n\n## Locks {#locks}\n\nTurn twice.\n",
    "ru/guides/doors.md": "---\ntitle: О дверях\n---\nДвери открываются.\n\n## Замки {#locks}\n\nДва оборота.\n",
    "no/guides/doors.md": "---\ntitle: Om dører\n---\nDører åpnes.\n\n## Låser {#locks}\n\nVri to ganger.\n",
}
"""What was checked once."""


MANY = 20
"""How many clauses of the role teller are stale in Norwegian."""


def _teller(heading: str, text: str) -> str:
    clauses = "".join(f"{number}. {text.format(number)} {{#coin-{number}}}\n" for number in range(1, MANY + 1))
    return f"---\ntitle: Teller\n---\nAt the till.\n\n## {heading}\n\n{clauses}"


TELLER = {
    "en/teller.md": _teller("Duties", "Counts coin {}."),
    "no/teller.md": _teller("Arbeidsoppgaver", "Teller mynt {}."),
}
TELLER_SINCE = {"en/teller.md": _teller("Duties", "Counts coin {} twice.")}
"""A role with many clauses alike, and what became of its source."""


def edited(path: str, *changes: tuple[str, str]) -> dict[str, str]:
    """Return a file of CHECKED with *changes*, each from and to which text."""
    text = CHECKED[path]
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return {path: text}


SINCE = {
    **edited(
        "en/guard.md",
        ("Greets guests at the door and counts the money.", "Counts the money and greets all guests at the door."),
        ("the shed.", "the old shed."),
        ("title: Guard\n", "title: Guard\nreviewed: 2020-03-01\n"),
    ),
    **edited("no/guard.md", ("Venter 2 år", "Venter 7 år"), ("5. Teller myntene om natten. {#count-coins}\n", "")),
    **edited("ru/guard.md", ("Вправе спросить", "Обязан спросить")),
    **edited("no/guides/doors.md", ("Vri to ganger", "Vri om to ganger")),
}
"""What was written since: nobody has looked at it."""


def desk_content(where: Path, since: Mapping[str, str] = SINCE, checked: Mapping[str, str] = CHECKED) -> Path:
    """Write what was *checked*, have it reviewed, and write what came *since*."""
    content = write(checked, where / "content")
    desk = commands.desk_of(read_content(content), content, drafts=False)
    for code in CODES:
        list(commands.review(desk, content, "all", code, "Kari", minor=False))
    return write(since, content)


def desk_site(content: Path, settings: Settings | None = None) -> FlaskClient:
    """Return a client of the site that shows *content*, its checks done."""
    library, data = build_library(read_content(content)), content.parent / "data"
    desks = Desks(content, data)
    assert desks.get(library, SECONDS)
    return create_app(Fixed(open_snapshot(library, data, lambda _: None)), settings, desks).test_client()
