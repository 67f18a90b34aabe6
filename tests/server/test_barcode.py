"""A barcode by photo: read in a process apart, named once, known afterwards; what is no photo is refused."""

import io

import pytest
import zxingcpp
from PIL import Image

ALMONDS = "fndds:42100100"
CODE, LONG = "5012345678900", "05012345678900"


def photo(text=CODE, kind=zxingcpp.BarcodeFormat.EAN13, turned=7):
    drawn = Image.fromarray(zxingcpp.create_barcode(text, kind).to_image(scale=4)).convert("L")
    sheet = Image.new("L", (drawn.width + 300, drawn.height + 300), 225)
    sheet.paste(drawn, (150, 150))
    out = io.BytesIO()
    sheet.rotate(turned, fillcolor=225).save(out, "JPEG", quality=70)
    return out.getvalue()


def sent(served, content, name="photo.jpg"):
    return served.ask("POST", f"/p/{served.who}/food/barcode", files={"photo": (name, content)})


def test_a_barcode_is_named_once_and_known_afterwards(served):
    first = sent(served, photo())
    assert first.status_code == 303 and first.headers["location"].endswith(f"?code={LONG}")
    where = f"/p/{served.who}/food/barcode?code={LONG}"
    assert "Say once which it is" in served.ask("GET", where).text
    assert ALMONDS in served.ask("GET", f"{where}&q=almonds").text
    said = {"code": LONG, "food_id": ALMONDS}
    assert served.ask("POST", f"/p/{served.who}/food/barcode/is", data=said).status_code == 303
    assert "Almonds" in served.ask("GET", where).text
    assert sent(served, photo(turned=0)).headers["location"].endswith(f"?code={LONG}")


@pytest.mark.parametrize("content", [b"", b"not a photo", b"\xff\xd8\xff" + b"x" * 1000])
def test_what_is_no_photo_is_refused(served, content):
    answer = sent(served, content)
    assert answer.status_code == 422 and 'id="photo-wrong"' in answer.text


def test_a_photo_without_a_barcode_says_what_to_do(served):
    out = io.BytesIO()
    Image.new("L", (400, 300), 128).save(out, "PNG")
    answer = sent(served, out.getvalue())
    assert answer.status_code == 422 and "good light" in answer.text


def test_a_small_file_that_claims_a_huge_picture_is_refused(served):
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert sent(served, out.getvalue()).status_code == 422


@pytest.mark.parametrize("code", ["x", "123", "1" * 40, "١٢٣٤٥٦٧٨"])
def test_a_made_up_code_is_refused(served, code):
    assert served.ask("GET", f"/p/{served.who}/food/barcode", params={"code": code}).status_code == 422
    said = {"code": code, "food_id": ALMONDS}
    assert served.ask("POST", f"/p/{served.who}/food/barcode/is", data=said).status_code == 422
