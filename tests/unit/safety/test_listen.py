"""What follows from a note: an emergency at once, other readings as questions, never silence."""

import pytest

from dolomite.safety import net, note
from dolomite.safety.listen import listen
from dolomite.safety.own_words import heard, vocabulary


def flags(text):
    return {one.flag for one in heard(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no fever, numb bottom since yesterday", {"ces_saddle"}),  # the comma ends the denial
        ("no fever, numbness or tingling of my bottom", set()),  # a list is denied to its end
        ("not a fever but numb between the legs", {"ces_saddle"}),
        ("I have no fever. My bottom is numb", {"ces_saddle"}),
        ("no numb bottom", set()),
        ("I have osteoporosis. I fell in the kitchen yesterday", {"trauma_minor_osteoporosis"}),  # over two sentences
        ("chest pain, probably a pulled muscle from the gym", {"tearing_or_chest"}),  # a harmless cause is no answer
        ("sex is fine. I lost the feeling between my legs", {"ces_saddle"}),  # silenced only in its own sentence
        ("numb betwen my legs", {"ces_saddle"}),
        ("temperature of 39.5 and my back hurts", {"fever"}),
        ("my sister swears by it", set()),
        ("I fell in the house", set()),
    ],
)
def test_what_is_denied_and_what_is_told(text, wanted):
    assert flags(text) == wanted


def test_an_emergency_reading_says_what_to_do_at_once():
    found = listen("numb around my bottom")
    assert [one.about for one in found.now] == ["ces_saddle"]
    assert found.now[0].do
    assert found.again == ()


def test_a_reading_for_the_day_is_a_question():
    found = listen("shivering with the back ache")
    assert found.now == ()
    assert [one.flag for one in found.readings] == ["fever"]


def test_what_went_wrong_in_words_of_no_row_asks_the_emergency_cards():
    assert len(listen("something is not right", harm=True).cards) == 6
    assert listen("something is not right").cards == ()
    assert listen("  ", harm=True).nothing


def test_what_went_wrong_asks_the_cards_beside_a_sign_that_is_no_matter_of_the_day():
    beside = listen("losing weight without trying", harm=True)
    assert [reading.flag for reading in beside.readings] == ["weight_loss"]
    assert len(beside.cards) == 6
    assert listen("fever and shivering since I take it", harm=True).cards == ()


def test_words_near_a_flag_ask_its_question_again():
    assert "ces_bladder" in {row.id for row in listen("a funny thing with my bladder").again}


def test_places_of_phrases_are_in_the_order_of_the_text():
    one = note.whole("back. numb back, numb", vocabulary())
    starts = [spot.start for spot in one.spots((("numb*",), ("back",)))]
    assert starts == sorted(starts)
    assert len(starts) == 4


@pytest.mark.parametrize("text", ["bowel cancer in 2015", "bladder cancer", "high blood pressure, asthma", "warfarin"])
def test_an_illness_or_a_medicine_by_its_name_is_no_emergency(text):
    assert listen(text).now == ()


@pytest.mark.parametrize(
    ("country", "said"), [("US", "988"), ("GB", "your doctor"), ("DE", "your doctor"), (None, "your doctor")]
)
def test_distress_names_a_line_only_where_one_was_read_for_the_country(country, said):
    from dolomite.view import heard as view

    section = view.section(listen("I want to die"), country=country)
    assert any(said in one for one in section.says), section.says
    assert not any("harming yourself, talk" in one for one in view.section(listen("chest pain"), country=country).says)


@pytest.mark.parametrize("text", ["alone", "home alone", "knee crunches on stairs", "my knee crunches"])
def test_a_word_that_only_looks_like_a_sign_asks_nothing(text):
    """Parts of words alone ask nothing, and a plural is no misspelling of another word ("crutches")."""
    assert listen(text).nothing


@pytest.mark.parametrize("text", ["incontinant of stoole", "had sepssis in june", "bleeding"])
def test_parts_of_words_that_weigh_much_still_ask(text):
    assert not listen(text).nothing


def test_the_plural_of_a_word_is_the_word():
    assert flags("both ears ring. blood thinners and my back exploded with pain") == {"anticoagulant_spine"}
    one = note.whole("crunches knocks glasses", frozenset({"crutches", "crunch", "knock", "glass"}))
    assert [len(one.spots(((word,),))) for word in ("crutches", "crunch", "knock", "glass")] == [0, 1, 1, 1]


@pytest.mark.parametrize("text", ["I bent down and my back hurts", "the pain is down the left side of my back"])
def test_words_of_everyday_back_pain_alone_ask_nothing(text):
    """The net was fitted to notes in which a back meant danger; strangers speak of theirs every day."""
    assert listen(text).nothing


def test_everyday_words_weigh_nothing_and_others_still_do():

    plain, told = net._told(), net._weights("words")
    assert plain["pain"] == 0 < told["pain"]
    assert plain["numb"] == told["numb"] > 0
    assert all(weight == min(told[word], weight) for word, weight in plain.items())


def test_weights_are_read_as_they_are_written():
    assert net.weights_of("numb=31 a+b=-2 ~=x=7") == {"numb": 31, "a+b": -2, "~=x": 7}
