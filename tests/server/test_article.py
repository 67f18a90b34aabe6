"""Article check in the app: worst first, nothing kept, a refusal at its field with the text still there, two files."""

import json

import pytest

ARTICLE = (
    "Magnesium cures back pain in every patient. Take magnesium until your stools are loose. "
    "Magnesium supplements can cause diarrhoea. You can safely take magnesium with kidney disease."
)


def check(served, **form):
    return served.ask("POST", "/article", data=form, files={"file": ("", b"")})


def test_the_worst_comes_first_with_three_lines_above(served):
    before = served.who and served.state()
    text = check(served, text=ARTICLE).text
    assert text.index("Dangerous if believed") < text.index(">Holds") if ">Holds" in text else True
    assert "could hurt whoever believes it" in text and "Not mentioned:" in text
    assert served.state() == before and not list(served.desk.data.glob("uploads/*"))


def test_nothing_to_read_is_said_at_the_field(served):
    answer = check(served, text="  ")
    assert answer.status_code == 422 and 'id="text-wrong"' in answer.text


@pytest.mark.parametrize("name", ["a.pdf", "b.zip", "c.docx"])
def test_a_file_that_cannot_be_read_keeps_the_page(served, name):
    answer = served.ask("POST", "/article", data={"text": ""}, files={"file": (name, b"%PDF-1.4 broken \x00\x01" * 20)})
    assert answer.status_code == 422 and 'id="file-wrong"' in answer.text


def test_it_stands_within_the_places_of_a_person_too(served):
    assert f'/p/{served.who}/food"' in served.ask("GET", f"/p/{served.who}/article").text


def test_the_single_file_and_the_claim_reviews(served):
    page = served.ask("POST", "/article/page", data={"text": ARTICLE, "called": "blog"})
    assert page.headers["content-disposition"].startswith("attachment") and "<style>" in page.text
    address = "https://example.org/a"
    made = served.ask("POST", "/article/reviews", data={"text": ARTICLE, "called": "blog", "address": address})
    graph = json.loads(made.text)["@graph"]
    assert graph
    for one in graph:
        assert one["datePublished"] == "2026-11-21" and one["url"].startswith("checked-article.html#c")
        assert one["itemReviewed"]["appearance"]["url"] == address and len(one["claimReviewed"].split()) >= 4


def test_a_script_in_the_article_is_text(served):
    text = check(served, text="<script>alert(1)</script> Magnesium cures cancer in all people.").text
    assert "<script>alert" not in text
