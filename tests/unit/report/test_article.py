"""A checked article as a page and as ClaimReview: cut at its claims, escaped, with the grounds of each."""

from datetime import date

from dolomite.report import article

TEXT = "Magnesium oxide is the best absorbed <b>form</b>. It is. Take 300 mg."
GROUND = {"source": "firoz_graber2001", "at": "abstract", "verified": True}


def claim(part, verdict, **more):
    start = TEXT.index(part)
    said = {"text": part, "start": start, "end": start + len(part), "statement": "not recognised", "kind": "form"}
    return said | {"verdict": verdict, "certainty": "low", "why": "Because.", "sources": [GROUND], **more}


WRONG = claim("Magnesium oxide is the best absorbed <b>form</b>.", "wrong")
INNER = claim("best absorbed", "overstated")
SHORT = claim("It is.", "supported")
OPEN = claim("Take 300 mg.", "not_checkable", certainty=None, sources=[])
CHECKED = {
    "text": TEXT,
    "on_magnesium": False,
    "claims": [WRONG, INNER, SHORT, OPEN],
    "missing": [{"item": "kidney_disease", "present": False, "question": "Kidneys?", "passage": None, "after": None}],
    "interests": [],
    "counts": {"wrong": 1, "unsupported": 0, "overstated": 1, "supported": 1, "not_checkable": 1},
}


def test_the_text_is_cut_at_its_claims_and_nothing_of_it_is_lost():
    cut = list(article.parts(TEXT, CHECKED["claims"]))
    assert "".join(part["text"] for part in cut) == TEXT
    assert [part["number"] for part in cut] == [1, None, 3, None, 4]  # the inner claim is left to the outer one
    assert list(article.parts("Nothing here.", [])) == [{"text": "Nothing here.", "number": None}]


def test_a_long_claim_is_shortened_at_a_word_and_says_when_it_has_no_ground():
    card = article.card(4, {**OPEN, "text": "word " * 60})
    assert len(card["short"]) <= 220 and card["short"].endswith("word …") and card["unsourced"]
    assert article.card(1, WRONG)["keys"][0]["by"] and article.card(1, WRONG)["sure"] == "low certainty"


def test_the_page_escapes_the_text_and_links_each_claim_to_its_verdict():
    page = article.page(CHECKED, name="an <article>")
    assert "<b>form</b>" not in page and "&lt;b&gt;form&lt;/b&gt;" in page and "an &lt;article&gt;" in page
    assert 'href="#c1"' in page and 'id="c1"' in page and "not mainly about magnesium" in page
    assert "kidney disease" in page and page.count('id="r-firoz_graber2001"') == 1


def test_claim_reviews_leave_out_what_was_not_checked_and_fragments():
    told = article.claim_reviews(CHECKED, name="a.txt", on=date(2026, 11, 21), address="https://example.org/a")
    (first,) = told["@graph"]
    assert first["reviewRating"]["alternateName"] == "wrong"
    assert first["datePublished"] == "2026-11-21"
    assert first["itemReviewed"]["appearance"]["url"] == "https://example.org/a"
    bare = article.claim_reviews(CHECKED, name="a.txt")["@graph"][0]
    assert "datePublished" not in bare and "url" not in bare["itemReviewed"]["appearance"]
