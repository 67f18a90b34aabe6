"""The words of a sentence around a medicine: the way to its name, and the remark behind it."""

import pytest

from dolomite.base.person import Medicine
from dolomite.medicine import around
from dolomite.medicine.match import understand


def seen(line, country="GB"):
    return understand(Medicine(name=line), country=country)


@pytest.mark.parametrize(
    ("line", "ingredients"),
    [
        # remarks behind the name
        ("Ramipril - brings the pressure down and spares my heart", ("ramipril",)),
        ("Bisoprolol, this one slows my pulse", ("bisoprolol",)),
        ("Apixaban. Tiny yellow thing, easy to swallow", ("apixaban",)),
        ("Losartan--so that my kidneys last", ("losartan",)),
        ("Donepezil (for my memory, they tell me)", ("donepezil",)),
        ("Amlodipine – a calcium channel blocker", ("amlodipine",)),
        ("Bisacodyl – laxative", ("bisacodyl",)),
        ("Simvastatin, for 20 years or longer", ("simvastatin",)),
        ("omeprazole for my stomach because of the tablets", ("omeprazole",)),
        ("Multivitamin-I buy the cheap ones", ("multivitamin",)),
        # words that lead to it
        ("I was switched to Tenormin", ("atenolol",)),
        ("The doctor has now put me on Xarelto", ("rivaroxaban",)),
        ("a box of Imodium", ("loperamide",)),
        ("what I have been given is called Crestor", ("rosuvastatin",)),
        ("* Nexium", ("esomeprazole",)),
        ("a sleeping pill, zopiclone", ("zopiclone",)),
        ("my water medicine (furosemide)", ("furosemide",)),
        ("ich nehme Pantoprazol, weil der Magen drückt", ("pantoprazole",)),
        ("Nexium {for the acid}", ("esomeprazole",)),
        # letters typed apart
        ("d i a z e p a m  to get to sleep", ("diazepam",)),
    ],
)
def test_the_medicine_is_found_in_the_sentence(line, ingredients):
    got = seen(line)
    assert (got.ingredients, got.how, got.unread) == (ingredients, "name", ())


@pytest.mark.parametrize(
    ("line", "ingredients"),
    [
        ("prednisolone, a powerful steroid", ("prednisolone",)),
        ("edoxaban (my anticoagulant)", ("edoxaban",)),
        ("Zinnat 250 antibiotics", ("cefuroxime",)),
        ("They put me on Suprax, an antibiotic", ("cefixime",)),
    ],
)
def test_a_class_that_says_what_the_medicine_is_adds_nothing(line, ingredients):
    assert seen(line).ingredients == ingredients


def test_a_spelling_in_a_sentence_is_asked_about_as_it_is_by_itself():
    alone = seen("plaqinel")
    assert alone.candidates
    assert seen("my son takes plaqinel for his joints").candidates == alone.candidates
    assert seen("my son takes nothing").candidates == ()


def test_a_class_that_is_another_medicine_counts():
    assert seen("paracetamol and a blood thinner").ingredients == ("paracetamol", "anticoagulant_not_named")


def test_a_class_by_itself_is_told_as_the_class():
    assert seen("my thyroid tablet").ingredients == ("thyroid_not_named",)


def test_a_class_beside_a_medicine_of_a_register_adds_nothing():
    got = seen("Rocephin, an antibiotic", "US")
    assert (got.ingredients, got.outside) == ((), ("ceftriaxone",))


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("Allopurinol - because the vincristine makes gout", {"allopurinol"}),
        ("tizanidine for when baclofen does nothing", {"tizanidine", "baclofen"}),
        ("CellCept (others are on Imuran)", {"mycophenolic_acid", "azathioprine"}),
    ],
)
def test_a_second_medicine_in_the_remark_is_asked_about(line, ids):
    got = seen(line)
    assert got.how == "unsure"
    assert ids <= set(got.ingredients)
    assert got.unread


def test_a_second_name_is_no_remark():
    assert not around.is_remark("Zyprexa 5 mg at night")
    assert not around.is_remark("Zyprexa")
    assert not around.is_remark("or Bricanyl")
    assert around.is_remark("it slows my heart")
    assert around.is_remark("laxative sachets")
    assert around.is_remark("")


def test_what_cannot_be_read_beside_a_name_stays_unread():
    assert seen("metformin and zzyqrol").unread == ("zzyqrol",)


def test_a_plain_line_is_cut_nowhere():
    assert around.readings("Ramipril 5 mg") == ()
    assert around.readings("  ") == ()


def test_words_that_some_register_sells_are_no_medicine():
    assert seen("an allergy pill").ingredients == ()
    assert seen("probiotics for digestive health").ingredients == ("probiotic",)


def test_the_first_word_is_repaired_when_it_is_long():
    got = seen("mycofenolate acid")
    assert (got.ingredients, got.how) == (("mycophenolic_acid",), "spelling")
    assert seen("cold headache acid").how == "unknown"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("", True),
        ("laxative", True),
        ("a laxative", True),
        ("another antibiotic", True),
        ("it slows my heart", True),
        ("calms me down", True),
        ("its calming", True),
        ("for my back 5 mg", True),
        ("5 mg at night", True),
        ("slows it", False),  # two words, and the first could be a name
        ("or Bricanyl", False),
        ("and Bricanyl daily", False),
        ("plus Bricanyl at night only", True),
        ("Zyprexa 5 mg at night", False),
        ("slows down my poor heart 5 mg", True),
        ("Zyprexa blue is 5 mg", True),
        ("for Zyprexa 5 mg", True),
        ("Zyprexa for 5 mg", False),
    ],
)
def test_a_remark_is_part_of_a_sentence(text, remark):
    assert around.is_remark(text) is remark


def test_a_second_medicine_beside_a_misspelt_one_counts_and_is_asked_about():
    got = seen("fenitoin co-codamol 30/500")
    assert (got.ingredients, got.how) == (("phenytoin", "paracetamol", "codeine"), "unsure")
    assert seen("fenitoin white oval").how == "spelling"


def test_a_line_is_cut_in_so_many_ways_and_no_more():
    assert len(around.readings("qzxvab " + "for me " * 20)) == around.MOST_READINGS
