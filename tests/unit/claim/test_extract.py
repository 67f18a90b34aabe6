"""Anything that is handed in gives an answer or one sentence, in bounded time."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite.app.check_article import check
from dolomite.base.errors import InputError
from dolomite.claim.extract import MOST_BYTES, kind_of, text_of

SENTENCE = "Magnesium may help some people to sleep. Magnesium oxide is poorly absorbed. "
SECONDS = 40  # of the processor, whatever else the machine does; a tenth of this is usual


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.txt", b"<html>", "text"),
        ("a.html", b"no tags", "html"),
        ("a", b"%PDF-1.4", "pdf"),
        ("-", b"  <!DOCTYPE html><p>", "html"),
        ("standard input", b"plain < 5 words", "text"),
    ],
)
def test_kind_by_name_then_by_content(name, start, kind):
    assert kind_of(name, start) == kind


def test_plain_text_is_unchanged():
    text = "  Magnesium\r\n\r\ncafé 😀\t"
    assert text_of(text.encode(), name="a.txt") == text


def test_old_encodings_are_read():
    assert text_of("naïve – “magnesium”".encode("cp1252"), name="a.txt") == "naïve – “magnesium”"
    assert text_of("magnesium µg".encode("utf-16"), name="a.txt") == "magnesium µg"


def test_a_page_gives_its_main_text_without_furniture():
    page = (
        "<html><head><title>x</title><script>magnesium cures all</script></head><body><nav>Home Shop</nav>"
        f"<article><h1>Magnesium</h1>{'<p>' + SENTENCE * 3 + '</p>' * 3}<ul><li>Almonds: 80 mg per ounce</li></ul>"
        "</article><footer>Subscribe</footer></body></html>"
    )
    text = text_of(page.encode(), name="a.html")
    assert "poorly absorbed" in text
    assert "Almonds" in text
    assert "cures all" not in text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.pdf", "-"]))
def test_arbitrary_bytes_give_an_answer_or_one_sentence(data, name):
    try:
        answer = check(data, name=name)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert set(answer) >= {"text", "claims", "missing", "counts"}


HOSTILE = {
    "deep": b"<div>" * 100_000 + SENTENCE.encode() * 5,
    "unclosed_comment": b"<!--" * 200_000 + SENTENCE.encode() * 5,
    "attributes": b"<p " + b'a="b" ' * 200_000 + b">" + SENTENCE.encode() * 5,
    "entities": b"<p>" + b"&amp;&#x41;&bogus;" * 60_000 + SENTENCE.encode() * 5,
    "tables": b"<table><tr>" * 30_000 + SENTENCE.encode() * 5,
    "open_tags": b"<a" * 300_000 + b">" + SENTENCE.encode() * 5,
    "no_spaces": b"<p>" + b"magnesium" * 60_000,
    "lists": b"<ul>" + b"<li>Magnesium cures pain" * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_bounded_time(name):
    began = time.process_time()
    try:
        check(HOSTILE[name], name="hostile.html")
    except InputError as error:
        assert "\n" not in str(error)
    assert time.process_time() - began < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_megabyte_of_claims_ends_in_bounded_time(ending):
    body = (SENTENCE + "Take 400 mg daily with food and leafy greens, nuts and seeds.\n\n").encode()
    data = body * (1_000_000 // len(body))
    if ending == "html":
        data = b"<html><body>" + data.replace(b"\n\n", b"</p><p>") + b"</body></html>"
    began = time.process_time()
    check(data, name=f"big.{ending}")
    assert time.process_time() - began < 3 * SECONDS


def test_too_much_is_refused_in_one_sentence():
    with pytest.raises(InputError, match="larger than"):
        text_of(b"a" * (MOST_BYTES + 1), name="a.txt")


def test_a_pdf_is_read_and_a_broken_one_is_one_sentence():
    import pypdf

    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="no text"):
        text_of(out.getvalue(), name="a.pdf")
    with pytest.raises(InputError, match="cannot be read"):
        text_of(b"%PDF-1.4 broken", name="a.pdf")
