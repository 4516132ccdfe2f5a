"""How people use a page: by keys alone, or with a finger."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:  # The search tests also run where no browser is installed.
    from playwright.sync_api import Locator, Page

MOST_STOPS = 400


class Hands(Protocol):
    """Uses a page as a person would."""

    page: "Page"

    def use(self, target: "Locator", *, backwards: bool = False) -> None:
        """Follow a link, tick a box, press a button; *backwards* where it stands before what was used last."""

    def search(self, text: str) -> None:
        """Search for *text*."""

    def choose(self, select: "Locator", value: str) -> None:
        """Choose a value from a list."""


@dataclass
class Keyboard:
    """Uses nothing but keys, on a wide screen."""

    page: "Page"

    def go_to(self, target: "Locator", *, backwards: bool = False) -> None:
        """Press Tab until *target* has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Shift+Tab" if backwards else "Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"{MOST_STOPS} times Tab do not lead to {target}")

    def use(self, target: "Locator", *, backwards: bool = False) -> None:
        self.go_to(target, backwards=backwards)
        is_box = target.evaluate("element => element.matches('[type=checkbox]')")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def search(self, text: str) -> None:
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def choose(self, select: "Locator", value: str) -> None:
        self.go_to(select)
        for _ in select.locator("option").all():
            if select.input_value() != value:
                self.page.keyboard.press("ArrowDown")


@dataclass
class Finger:
    """Touches a telephone."""

    page: "Page"

    def use(self, target: "Locator", *, backwards: bool = False) -> None:
        del backwards
        target.tap()

    def search(self, text: str) -> None:
        box = self.page.get_by_role("combobox")
        box.tap()
        box.press_sequentially(text)
        box.press("Enter")

    def choose(self, select: "Locator", value: str) -> None:
        select.select_option(value)
