"""Content with all that a clause may have (notes, marks, groups, a row of a table) and text of no section."""

NOTED = {
    "en/guard.md": """---
title: Guard
synonyms: [Watchman, (sentry)]
---
Guards the door.

## Why we need you {#purpose}

So that nothing goes missing.

## Requirements

1. Speaks Norwegian. {#speak-norwegian}
2. A driving licence. {#driving-licence .desirable}

## Duties

1. Keeps the peace. {#keep-peace}

### During the day {#day-work}

2. Greets guests. {#greet-guests}
   > At the **front** door.
   > - By name.

   > In Britain, 2026: with a licence.

### At night {#night-work}

3. Locks the building: {#lock-building .form-ru}
   - the gate;
   > Before midnight.

## Performance indicators

| Indicator | Target | Measured | |
|---|---|---|---|
| Doors locked | 100 % | nightly | {#doors-locked} |

## How to apply {#other}

Write to [us](mailto:us@example.org).

## Benefits {#other}

- A whistle.
""",
    "ru/guard.md": """---
title: Охранник
---
Охраняет вход.

## Требования

1. Владеет норвежским языком. {#speak-norwegian}
2. Водительские права. {#driving-licence .desirable}

## Должностные обязанности

1. Следит за порядком. {#keep-peace}

### Днём {#day-work}

2. Встречает гостей. {#greet-guests}
   > В России, 2026: по пропускам.

### Ночью {#night-work}

3. Запирает здание. {#lock-building .form-ru}
""",
    "no/guard.md": """---
title: Vakt
---
Passer døren.

## Arbeidsoppgaver

### Om dagen {#day-work}

1. Tar imot gjester. {#greet-guests}
""",
    "en/host.md": """---
title: Host
---
Hosts.

## Duties

1. Greets guests. {#greet-guests}
   > With a bow.

## Requirements

1. A driving licence. {#driving-licence}
""",
    "en/glossary.md": """---
title: Glossary
---
Words of the **door**.

key box; key safe; (strongbox); ~~box~~ {#key-box}
:   Where keys hang.

bye-law {#bye-law .only}
:   A rule of a British town.
""",
    "ru/glossary.md": "---\ntitle: Глоссарий\nstatus: draft\n---\nключница {#key-box}\n:   Где висят ключи.\n",
    "en/guides/doors.md": (
        "---\ntitle: On doors\n---\nDoors open.\n\n## Locks {#locks}\n\nTurn twice.\n\n- Left.\n"
    ),
    "en/guides/drafted.md": "---\ntitle: Not yet\nstatus: draft\n---\nNothing.\n",
    "retired.csv": ("id,kind,replaced_by,retired_on\ngates,guide,doors,2025-01-01\nwindows,guide,,2025-01-01\n"),
}
