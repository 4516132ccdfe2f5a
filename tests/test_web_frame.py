import pytest

from kb.web.frame import first_sentence, shortened


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("Guards the door.", 20, "Guards the door."),
        ("Guards the door, and more.", 18, "Guards the door…"),
        ("Nøkkelkundeansvarlig", 10, "Nøkkelkun…"),
    ],
)
def test_long_text_is_cut_at_a_word(text: str, most: int, cut: str) -> None:
    assert shortened(text, most) == cut


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Guards the door. Counts keys.", "Guards the door."),
        ("Ведёт клиентов. Он знает их.", "Ведёт клиентов."),
        ("Costs 2.5 a day, e.g. for keys. Counts.", "Costs 2.5 a day, e.g. for keys."),
        ("No end", "No end"),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
