"""Use case: the barcode on a photo names a food, once somebody has said which; from then on the photo is enough.

No table of barcodes is fetched: its owner says what the packet holds, and the record remembers it like any word.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime

from dolomite.app import apart
from dolomite.app.keep import Kept
from dolomite.base.errors import InputError, MissingError
from dolomite.food.name import short_name
from dolomite.food.table import Catalogue
from dolomite.intake.words import key
from dolomite.store.port import Draft, Store, new_uid

MB = 1_000_000  # bytes
MOST_BYTES = 8 * MB  # of a photo
MOST_PIXELS = 60_000_000  # of a phone's largest photo; a small file can claim more than any memory
KINDS = ("JPEG", "PNG", "WEBP")
RETAIL = (8, 12, 13, 14)  # digits of the numbers that stand on packets: GS1 General Specifications, GTIN
WORD = "barcode "


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A barcode, and the food that somebody said it is (id and name; empty: nobody yet)."""

    code: str
    food_id: str
    name: str


def scan(photo: bytes) -> str:
    """The number of the barcode on a photo. Raises InputError when there is none, or the photo cannot be read."""
    if not photo:
        raise InputError("choose a photo first.", field="photo")
    if len(photo) > MOST_BYTES:
        raise InputError(f"the photo is larger than {MOST_BYTES // MB} MB. Take a smaller one.", field="photo")
    return apart.run_apart(decoded, photo)


def decoded(photo: bytes) -> str:
    """The same, in a process of its own."""
    try:
        import zxingcpp
        from PIL import Image
    except ModuleNotFoundError:
        raise MissingError("reading barcodes needs the extra [barcode]. Type the name of the food instead.") from None
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses what is twice that
    try:
        with Image.open(io.BytesIO(photo), formats=KINDS) as image:
            barcodes = zxingcpp.read_barcodes(image.convert("L"))
    except (OSError, ValueError, Image.DecompressionBombError):
        raise InputError("this is no photo that can be read. Send a JPEG, PNG or WebP.", field="photo") from None
    codes = [barcode.text for barcode in barcodes if barcode.text.isdecimal() and len(barcode.text) in RETAIL]
    if not codes:
        raise InputError(
            "no barcode is seen on it. Take it closer, straight and in good light; or type the food.", field="photo"
        )
    return codes[0].zfill(RETAIL[-1])  # EAN-8, UPC and EAN-13 are the same number with zeros in front


def known(store: Store, who: str, code: str, *, catalogue: Catalogue) -> Scanned:
    """What this barcode was said to be."""
    said = key(WORD + checked(code))
    for entry in reversed(store.current(who, kinds=("word",))):
        if key(str(entry.data["words"])) == said:
            food = catalogue.find(str(entry.data["food_id"]))
            if food is not None:
                return Scanned(code=code, food_id=food.id, name=short_name(food.name))
    return Scanned(code=code, food_id="", name="")


def remember(
    store: Store, who: str, code: str, food_id: str, *, catalogue: Catalogue, day: date, utc: datetime
) -> Kept:
    """From now on this barcode is that food. Raises InputError for a food that is not there."""
    food = catalogue.get(food_id)
    data = {"words": WORD + checked(code), "food_id": food.id}
    entries = store.append(who, [Draft(uid=new_uid(), day=day, kind="word", data=data)], utc=utc)
    return Kept(entries=entries, undoes=entries[0].uid)


def checked(code: str) -> str:
    """The number as it is remembered. Raises InputError when it is none."""
    if not (code.isascii() and code.isdecimal() and len(code) in RETAIL):
        raise InputError("this is no barcode. Take the photo again.", field="photo")
    return code.zfill(RETAIL[-1])
