"""A note as words: which word a misspelt one was meant to be, what is denied, and what stands in one sentence."""

import pytest

from dolomite.safety.note import LONGEST_WORD, MOST_REPAIRED, Spot, misspelt_from, note, whole, words_of


def places(text, phrase, *, words=()):
    """Where the phrase stands in the text, read with these words known."""
    (one,) = note(text, frozenset({*phrase.split(), *words}))
    return [(spot.start, spot.end) for spot in one.spots(((*phrase.split(),),))]


def denied(text, phrase):
    one = whole(text, frozenset(phrase.split()))
    return [spot.denied() for spot in one.spots(((*phrase.split(),),))]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("It’s numb, isn't it", ["its", "numb", ",", "isnt", "it"]),
        ("carnt", ["cant"]),
        ("wanna", ["want", "to"]),
        ("39.5", ["39", "5"]),
        ("müde", ["müde"]),
        ("(really)", ["really"]),
    ],
)
def test_words_and_commas_stay_and_other_signs_go(typed, words):
    assert words_of(typed.lower()) == words


@pytest.mark.parametrize(
    ("part", "word", "meant"),
    [
        ("numb", "nmub", True),  # two letters have changed places
        ("numb", "numbb", True),  # one is doubled
        ("numb", "nubm", True),
        ("numb", "numx", False),  # four letters: too short for a wrong one
        ("num", "nmu", False),  # three: too short for anything
        ("saddle", "sadle", True),
        ("saddle", "sadddle", True),
        ("saddle", "sadlle", True),
        ("saddle", "saddke", True),  # one of six is wrong
        ("saddle", "sxddle", False),  # the second letter is nowhere near
        ("saddle", "sadkke", False),  # two of six are wrong
        ("saddle", "sdadle", True),
        ("breathing", "breathnig", True),
        ("breathing", "braethnig", True),  # two of nine
        ("breathing", "braetnhgi", False),  # three of nine
        ("breathin", "braethnj", False),  # two of eight
        ("bladder", "bladdrss", False),  # three edits
        ("bladder", "bladderxyz", False),  # three letters more: another word
        ("bladder", "bladdeerr", True),  # two letters more, both doubled
        ("bladder", "bladdeerrr", False),
        ("incontinen*", "incontinnence", True),  # any ending may follow
        ("incontinen*", "incontinance", True),
        ("incontinen*", "inkontinent", True),
        ("foot", "fot", True),
        ("committee", "comitte", True),  # two letters short, both doubled
        ("committee", "comite", False),  # three
        ("breathing", "bxxreathing", False),  # the second letter comes too late
        ("bladder", "badder", True),  # the second letter is missing
        ("breathing", "brxxthixg", False),  # three wrong letters
        ("fever", "fevar", True),
        ("shiver*", "shverring", True),  # a letter is missing at the beginning of a longer word
        ("shiver*", "shixering", True),
        ("shiver*", "shivxering", True),
        ("bladder", "bldr", False),  # three letters short
        ("bladder", "bladr", False),  # two short, and not doubled
    ],
)
def test_a_misspelt_word_is_read_as_the_one_that_was_meant(part, word, meant):
    assert (part in misspelt_from(word, frozenset({part}))) is meant


@pytest.mark.parametrize(
    ("known", "typed", "read"),
    [
        ("crunch", "crunches", True),
        ("crash", "crashes", True),
        ("box", "boxes", True),
        ("press", "presses", True),
        ("knock", "knocks", True),
        ("los", "loss", False),  # a double s is no plural
        ("hour", "ours", False),
    ],
)
def test_a_plural_is_its_word(known, typed, read):
    assert bool(places(typed, known)) is read


def test_the_beginning_of_a_word_is_enough_where_a_star_says_so():
    assert places("numb numbness benumbed", "numb*") == [(0, 1), (1, 2)]
    assert places("a", "a*") == [(0, 1)]
    assert places("ab", "ab*") == [(0, 1)]


def test_words_and_what_they_begin_with_are_known_at_once():
    (one,) = note("numbness", frozenset({"numb*", "numbness"}))
    assert [len(one.spots(((part,),))) for part in ("numb*", "numbness")] == [1, 1]


def test_a_word_that_is_known_is_never_read_as_another():
    (one,) = note("trail", frozenset({"trail", "trial"}))
    assert not one.spots((("trial",),))
    (one,) = note("trails", frozenset({"trail", "trials"}))
    assert not one.spots((("trials",),))


def test_what_is_no_word_or_too_short_is_not_repaired():
    assert places("nm1ub", "numb") == []
    assert places("nub", "numb") == []
    assert places("nube", "numb") == []


def test_a_long_note_is_read_as_it_stands():
    filler = " ".join(f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(MOST_REPAIRED - 1))
    assert places(f"{filler} nmub", "numb") == [(MOST_REPAIRED - 1, MOST_REPAIRED)]
    assert places(f"{filler} another nmub", "numb") == []
    assert places(f"{filler} another numb", "numb") != []
    assert places("numb" + "x" * LONGEST_WORD, "numb*") == [(0, 1)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no numb", [True]),
        ("not one two numb", [True]),
        ("not one two three numb", [False]),  # more than three words away
        ("no fever, chills or numb", [True]),  # a list is denied to its end
        ("no one, two, three, four or numb", [True]),
        ("no one, two, three, four, five or numb", [False]),
        ("no fever, numb", [False]),
        ("no fever. numb", [False]),
        ("no fever but numb", [False]),
        ("no fever, my numb", [False]),
        ("no fever, numb or weak", [True]),
        ("no fever, bad numb", [False]),
        ("it is so no fever, bad numb", [False]),
        ("fever. back. numb? no", [True]),
        ("numb? no", [True]),
        ("fever. numb? no", [True]),
        ("numb. fever? no", [False]),
        ("numb", [False]),
    ],
)
def test_what_is_denied(text, said):
    assert denied(text, "numb") == said


def test_a_clause_after_a_comma_begins_something_new():
    assert denied("no fever, i fell or slipped", "i fell") == [False]


def test_a_denial_at_the_end_denies_nothing_before_it():
    (one,) = note("numb for days never", frozenset({"numb"}))
    assert [spot.denied() for spot in one.spots((("numb",),))] == [False]


def test_a_phrase_stands_where_all_its_words_do():
    assert places("my back hurts", "back hurts") == [(1, 3)]
    assert places("back", "back hurts") == places("hurts back", "back hurts") == []
    assert places("back aches back hurts", "back hurts") == [(2, 4)]


def test_a_word_may_begin_like_one_and_be_another_misspelt():
    (one,) = note("numbnes", frozenset({"numb*", "numbness"}))
    assert [len(one.spots(((part,),))) for part in ("numb*", "numbness")] == [1, 1]


def test_the_answer_no_joins_no_words():
    one = whole("numb? no back", frozenset({"numb", "back"}))
    assert one.words[:3] == ("no", "numb", ".") and "back" in one.words


def test_a_denial_inside_another_phrase_denies_nothing_else():
    spot = Spot(start=4, end=5, denied_at=2)
    assert spot.denied() and not spot.denied([Spot(start=1, end=3, denied_at=None)])
    assert not spot.denied([Spot(start=2, end=3, denied_at=None)])
    assert spot.denied([Spot(start=0, end=2, denied_at=None)])  # it ends before the denial
    assert spot.denied([Spot(start=3, end=4, denied_at=None)])
    assert not Spot(start=0, end=1, denied_at=None).denied()


def test_two_places_lie_in_one_sentence():
    one = whole("a b c. d e f", frozenset({"a"}))  # a b c . d e f .
    assert one.same_sentence(1, 0, 3) and one.same_sentence(0, 0, 1)
    assert one.same_sentence(0, 2, 3) and one.same_sentence(2, 0, 1)
    assert not one.same_sentence(0, 4, 6) and not one.same_sentence(4, 0, 3)
    assert not one.same_sentence(6, 0, 2)
    assert one.same_sentence(6, 2, 6)  # the words reach into its sentence
    assert one.same_sentence(2, 0, 2) and one.same_sentence(4, 5, 6)


def test_the_words_between_are_those_that_were_typed():
    one = whole("Numb. Back, hurts", frozenset({"numb"}))
    assert one.between(0, 4) == "numb back hurts"
