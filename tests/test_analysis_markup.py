"""Text is told from the tags and entities of sanitised HTML."""

from kb.analysis.markup import map_text, split_text


def test_text_and_markup_take_turns() -> None:
    assert split_text("Plans <em>own</em> R&amp;D") == [
        "Plans ",
        "<em>",
        "own",
        "</em>",
        " R",
        "&amp;",
        "D",
    ]


def test_only_text_is_changed() -> None:
    assert map_text('<b title="x">a</b> &lt; b', str.upper) == '<b title="x">A</b> &lt; B'


def test_text_without_markup_is_one_piece() -> None:
    assert split_text("plain") == ["plain"]
    assert map_text("", str.upper) == ""
