"""What the one who runs Rolebook may set for the web, read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kb.errors import UsageError


@dataclass(frozen=True)
class Settings:
    """Settings of the web.

    Without a *base_url* addresses are paths: no Host header is believed. *trusted_proxies* is how many proxies
    in front may say who asks. *meaning* is whether to search by meaning where the extra for it is installed.
    *edit_url* leads to a line of a file, with `{path}` and `{line}` in it.
    """

    base_url: str = ""
    trusted_proxies: int = 0
    meaning: bool = True
    edit_url: str = ""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that the variables KB_… in *environment* make."""
    return Settings(
        base_url=_base_url(environment.get("KB_BASE_URL", "")),
        trusted_proxies=_trusted_proxies(environment.get("KB_TRUSTED_PROXIES", "") or "0"),
        meaning=_is_on("KB_MEANING", environment.get("KB_MEANING", "") or "on"),
        edit_url=_edit_url(environment.get("KB_EDIT_URL", "").strip()),
    )


def _base_url(text: str) -> str:
    base_url = text.strip().rstrip("/")
    parts = urlsplit(base_url)
    if base_url and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.path):
        raise UsageError(
            "bad_setting", f'KB_BASE_URL is "{text}"; make it scheme and host, as in https://example.org'
        )
    return base_url


def _edit_url(text: str) -> str:
    scheme, _, rest = text.partition(":")
    if text and (scheme.lower() in ("javascript", "data", "vbscript") or not rest or "{path}" not in text):
        example = "https://example.org/edit/{path}#L{line}"
        raise UsageError(
            "bad_setting", f'KB_EDIT_URL is "{text}"; make it an address with {{path}} in it, as in {example}'
        )
    return text


def _trusted_proxies(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UsageError("bad_setting", f'KB_TRUSTED_PROXIES is "{text}"; make it a number, 0 for none')
    return int(text)


def _is_on(name: str, text: str) -> bool:
    if text not in ("on", "off"):
        raise UsageError("bad_setting", f'{name} is "{text}"; make it on or off')
    return text == "on"
