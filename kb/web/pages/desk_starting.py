"""The page that stands in for one of the desk while its checks are running, or when they have failed."""

from kb.web.desks import checks_have_failed
from kb.web.frame import PathIn, show
from kb.web.pages.parts import Link


def show_starting(title: str, description: str, path: PathIn, link: Link | None = None) -> str:
    """Return the page; while the checks are running it asks for itself again."""
    return show(
        "desk_starting.html",
        title=title,
        description=description,
        path=path,
        indexed=False,
        link=link,
        has_failed=checks_have_failed(),
    )
