"""A page printed from the web: what the printer, the cookie notice and the readers add is no claim of the article."""

from dolomite.app.check_article import check, check_text
from dolomite.claim.printed import without_running_lines

ARTICLE = [
    "We use cookies to improve your experience. Accept all our cookie policy.",
    "Home | Health A-Z | Shop | Sign in",
    "Magnesium for a sore back",
    "Magnesium is an essential mineral that takes part in more than 300 enzyme reactions.",
    "The upper limit for supplements is 350 mg a day for adults in the United States.",
    "Magnesium citrate is absorbed better than magnesium oxide.",
    "Good sources of magnesium are pumpkin seeds, almonds and spinach.",
]
BELOW = [
    "2 Comments",
    "BackAgain59 says: March 4, 2024 at 9:12 am",
    "Magnesium cured my sciatica in two days, I threw away my tablets!",
    "Copyright 2024 Example Health. Privacy policy. Subscribe to our newsletter.",
]
STAMP = "11/29/26, 4:42 AM Magnesium for a sore back - Example Health"
ADDRESS = "https://www.example.org/magnesium-for-a-sore-back"


def pdf(sheets):
    """A PDF of text lines, one string each, as a browser prints them."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in sheets:
        told = " ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines)
        stream = f"BT /F1 8 Tf 12 TL 20 780 Td {told} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return f"{out}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode("latin-1")


def printed():
    first, second = [*ARTICLE[:5], STAMP, f"{ADDRESS} 1/2"], [*ARTICLE[5:], *BELOW, STAMP, f"{ADDRESS} 2/2"]
    return check(pdf([first, second]), name="printed.pdf")


def test_a_printed_page_gives_the_claims_of_its_article_and_no_others():
    answer = printed()
    texts = [" ".join(claim["text"].split()) for claim in answer["claims"]]
    assert texts == ARTICLE[3:]
    assert {claim["verdict"] for claim in answer["claims"]} == {"supported"}


def test_the_lines_of_the_printer_are_left_out_of_the_text():
    text = printed()["text"]
    assert "4:42" not in text
    assert "example.org" not in text
    assert "cookies" in text  # a notice on the page itself stays: it is shown, and claims nothing


def test_what_readers_wrote_beneath_is_not_the_article():
    article = "Magnesium\n\n" + "\n\n".join(ARTICLE[2:]) + "\n\n"
    below = "\n\n".join(BELOW[:3])
    assert any("sciatica" in c["text"] for c in check_text(article + BELOW[2])["claims"])
    assert not any("sciatica" in c["text"] for c in check_text(article + below)["claims"])


def test_the_same_line_at_the_edge_of_three_sheets_is_a_running_line():
    marks = ("x", "yy", "zzz")
    sheets = [f"Example Health {n}\n{mark} one\n{mark} two\n{mark} three" for n, mark in enumerate(marks, 1)]
    assert without_running_lines(sheets)[1] == "yy one\nyy two\nyy three"
    assert without_running_lines(sheets[:2])[1].startswith("Example")  # twice may be chance
    assert without_running_lines(["one\ntwo"]) == ["one\ntwo"]
