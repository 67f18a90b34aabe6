"""What is no article in English is refused by name; what is, is let through."""

import pytest

from dolomite.base.errors import InputError
from dolomite.claim.extract import text_of

ENGLISH = (
    "Magnesium is found in nuts and seeds. It helps with cramps, and the dose is 300 mg a day for most of us. " * 3
)
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "empty"),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty"),
    "docx": (b"PK\x03\x04\x14\x00" + b"x" * 300, "an Office file"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300), "an old Office file"),
    "rtf": (rb"{\rtf1\ansi Magnesium}", "rich text"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "an image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "an image"),
    "gzip": (b"\x1f\x8b\x08" + bytes(300), "a compressed file"),
    "random bytes": (bytes(range(32)) * 40, "this is no text"),
    "German": (
        "Magnesium ist ein Mineralstoff, der für die Muskeln und das Herz wichtig ist. Es kommt in Nüssen und im "
        "Vollkorn vor. Die Einnahme von Tabletten ist für den Rücken nicht belegt und auf Dauer nicht nötig.".encode(),
        "in English",
    ),
    "French": (
        "Le magnésium est présent dans les noix et les graines. Il est utile pour les muscles et pour le coeur, et les "
        "besoins des adultes sont de 300 mg dans une journée pour une femme du même âge.".encode(),
        "in English",
    ),
}
REFUSED["Chinese"] = (("镁对背痛有帮助。" * 40).encode(), "in English")


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("name", ["article", "article.txt"])
def test_refused_by_name(case, name):
    data, says = REFUSED[case]
    with pytest.raises(InputError) as refused:
        text_of(data, name=name)
    assert str(refused.value).startswith(f"{name}: ")
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Magnesium helps.",
        "Almonds 80 mg\nCashews 74 mg\nSpinach 78 mg\nBlack beans 60 mg\nEdamame 50 mg\nAvocado 44 mg\n" * 4,
        "Café, naïve, Müller: the words of others are in this text, and it is still English for all of that. " * 3,
    ],
)
def test_english_and_lists_are_let_through(text):
    assert text_of(text.encode(), name="article.txt") == text
    assert text_of(text.encode("utf-16"), name="article.txt") == text
