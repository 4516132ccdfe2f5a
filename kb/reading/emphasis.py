"""Stars, underscores and tildes to the tags of emphasis; one without its partner stays as it is."""

from dataclasses import dataclass, field

_TAGS = {
    "*": ("<em>", "</em>"),
    "_": ("<em>", "</em>"),
    "**": ("<strong>", "</strong>"),
    "__": ("<strong>", "</strong>"),
    "***": ("<strong><em>", "</em></strong>"),
    "~~": ("<s>", "</s>"),
}


@dataclass
class Emphasis:
    """Pairs the runs of one *text*: each is asked for when it is about to become the next of the *parts*."""

    text: str
    parts: list[str]
    _open: list[tuple[str, int]] = field(default_factory=list)

    def run(self, start: int, signs: str) -> str:
        """Return the next part for a run of *signs* that begins at *start*, paired with one before if there is."""
        if signs not in _TAGS:
            return signs
        before, after = (
            self.text[max(start - 1, 0) : start],
            self.text[start + len(signs) : start + len(signs) + 1],
        )
        opens = bool(after.strip()) and (after.isalnum() or not before.isalnum())
        closes = bool(before.strip()) and (before.isalnum() or not after.isalnum())
        if signs[0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        place = next((at for at in reversed(range(len(self._open))) if self._open[at][0] == signs), None)
        if closes and place is not None:
            self.parts[self._open[place][1]], ending = _TAGS[signs]
            del self._open[place:]
            return ending
        if opens:
            self._open.append((signs, len(self.parts)))
        return signs
