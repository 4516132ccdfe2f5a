"""Templates beside each other: what one means by a class, no other means by it."""

import re

from kb.places import templates_folder

PAGE = re.compile(r"{% block main_class %}([^{]*){%")
MARKUP = re.compile(r"{[%#{].*?[%#}]}", re.DOTALL)
CLASSES = re.compile(r'class="([^"]*)"')


def test_no_element_has_a_class_that_a_page_goes_by() -> None:
    """Styles of a finding would colour a whole page of that name."""
    pages: set[str] = set()
    elements: set[str] = set()
    for template in templates_folder().glob("*.html"):
        text = template.read_text(encoding="utf-8")
        pages.update(name for names in PAGE.findall(text) for name in names.split())
        elements.update(
            name for names in CLASSES.findall(MARKUP.sub(" ", PAGE.sub(" ", text))) for name in names.split()
        )

    assert {"searched", "align"} <= pages
    assert not pages & elements - {"plain"}
