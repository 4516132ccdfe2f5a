"""Style and script: the style sheet made from LANGUAGES, and addresses that change with what they lead to."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from kb.languages import LANGUAGES

STATIC_FOLDER = Path(__file__).resolve().parent / "static"
LANGUAGE_STYLE = "languages.css"


def language_style() -> str:
    """Return the style sheet that gives each language its colour, in the light and in the dark."""
    light = "\n".join(f"  --{language.code}: {language.colour};" for language in LANGUAGES)
    dark = "\n".join(f"    --{language.code}: {language.dark_colour};" for language in LANGUAGES)
    rules = "\n".join(
        f'[data-language="{language.code}"] {{ --language: var(--{language.code}); }}' for language in LANGUAGES
    )
    in_the_dark = f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{\n{dark}\n  }}\n}}"
    return f":root {{\n{light}\n}}\n{in_the_dark}\n{rules}\n"


def favicon() -> str:
    """Return the picture of the site: one dot a language, on a ground that suits light and dark."""
    step = 32 / (len(LANGUAGES) + 0.5)
    dots = "".join(
        f'<circle cx="{step * (number + 0.75):.2f}" cy="16" r="{step * 0.42:.2f}" fill="{language.colour}"/>'
        for number, language in enumerate(LANGUAGES)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="#fbfaf6"/>{dots}</svg>'
    )


def read_assets() -> Mapping[str, bytes]:
    """Return every static file and the generated style sheet, by name."""
    files = {path.name: path.read_bytes() for path in sorted(STATIC_FOLDER.iterdir()) if path.is_file()}
    return files | {LANGUAGE_STYLE: language_style().encode()}


def addresses(assets: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the address of each of the *assets*, with a hash of its bytes."""
    return {
        name: f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}" for name, content in assets.items()
    }
