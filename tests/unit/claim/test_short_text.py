"""A few words of another language are told from a few words of English."""

import pytest

from dolomite.base.errors import InputError
from dolomite.claim.extract import text_of
from dolomite.claim.short_text import foreign_language

FOREIGN = (
    "Magnesium hilft gegen Rückenschmerzen.",
    "Magnesium lindert Rückenschmerzen und entspannt die Muskeln.",
    "Nehmen Sie jeden Abend 300 mg Magnesium ein.",
    "Magnesiummangel ist eine häufige Ursache von Rückenschmerzen.",
    "Le magnésium soulage le mal de dos.",
    "Prenez 300 mg de magnésium chaque soir.",
    "El magnesio alivia el dolor de espalda.",
    "El magnesio es bueno para la espalda.",
    "Il magnesio aiuta contro il mal di schiena.",
    "O magnésio ajuda contra a dor nas costas.",
    "Magnez pomaga na ból pleców.",
    "Magnesium hjälper mot ryggont.",
    "Magnezyum sırt ağrısına iyi gelir.",
    "Hořčík pomáhá proti bolesti zad.",
    "Bei Verspannungen kann Magnesium helfen.",
    "Viele Menschen mit Rückenschmerzen haben zu wenig Magnesium im Blut.",
    "Magnesiumcitrat wird vom Körper besser aufgenommen als Magnesiumoxid.",
    "So werden Sie Ihre Schmerzen los: mit Magnesium!",
    "Une carence en magnésium provoque des douleurs lombaires.",
    "Le citrate est mieux absorbé que l'oxyde.",
    "La falta de magnesio causa dolor de espalda en muchas personas.",
    "El citrato se absorbe mejor que el óxido.",
    "La carenza di magnesio provoca dolori alla schiena.",
    "Een tekort aan magnesium veroorzaakt pijn in de onderrug.",
    "A falta de magnésio causa dor lombar.",
    "Niedobór magnezu powoduje bóle pleców u wielu osób.",
    "Magnesiumin puute aiheuttaa selkäkipua.",
    "Magnesium ist gut für den Rücken.",
    "Wer Rückenschmerzen hat, sollte mehr Magnesium essen.",
    "Ärzte empfehlen Magnesium bei Krämpfen.",
    "Täglich 400 mg Magnesium sind sicher",
    "Muskelkrämpfe in der Nacht? Oft fehlt Magnesium.",
    "Le citrate de magnésium contre les crampes",
    "Les amandes sont riches en magnésium.",
    "Las almendras tienen mucho magnesio.",
    "Tome 300 mg al día antes de dormir.",
    "Le mandorle sono ricche di magnesio.",
    "Magnesium is goed voor je rug.",
    "As amêndoas são ricas em magnésio.",
    "Migdały są bogate w magnez.",
    "Mandlar är rika på magnesium.",
    "Mandler er rige på magnesium.",
    "Mantelit sisältävät paljon magnesiumia.",
    "Mandle jsou bohaté na hořčík.",
    "A mandula sok magnéziumot tartalmaz.",
    "Migdalele sunt bogate în magneziu.",
)
ENGLISH = (
    "Magnesium helps.",
    "Magnesium helps back pain.",
    "Magnesium cures back pain.",
    "Take 300 mg daily.",
    "Magnesium oxide is best absorbed.",
    "Almonds, cashews, spinach, black beans",
    "Back pain? Try magnesium!",
    "Vitamin D, zinc, calcium and magnesium",
    "Magnesium deficiency causes cramps",
    "Dr. Müller recommends magnesium citrate.",
    "Crème brûlée, jalapeño, açaí, piña colada",
    "No more pain",
    "Doctors hate this mineral",
    "Doses up to 350 mg are safe",
    "MAGNESIUM BISGLYCINATE 200 MG VEGAN",
    "Magnesium relieves sciatica.",
    "Magnesium relaxes tense muscles",
    "Epsom salt baths soothe aching backs",
    "Studies show magnesium reduces chronic low back pain",
    "Magnesium glycinate beats magnesium oxide",
    "El Niño, Café Müller, Señor Sack",
    "Pumpkin seeds 150 mg; chia seeds 111 mg; almonds 80 mg",
    "Yousef 2013; Tarleton 2017; Banerjee 1998",
    "Magnesium sulfate, ketamine, lidocaine",
    "Die Welt reports that magnesium helps",
    "Most adults get too little magnesium",
    "Bone broth, kale, tofu, tempeh, natto, miso",
    "Professor Jürgen Vormann (Ismaning) explains magnesium",
    "Pain gone within days",
    "Your muscles need magnesium",
    "Magnesium eases lower back pain overnight",
    "Half of us lack magnesium",
    "Try 400 mg before bed",
    "Magnesium and sleep: what works",
    "Spinal discs love magnesium",
    "Citrate, glycinate, malate, taurate, threonate",
    "Nestlé and Rügenwalder sell magnesium bars",
    "Back pain gone in 7 days",
    "Professor García said it works",
    "Low magnesium, high pain",
    "Sciatica, lumbago, stenosis, spondylitis",
    "Jalapeño, pâté, façade",
    "Ask your GP first",
    "Eat more nuts",
    "Magnesium beats ibuprofen",
    "Magnesium: miracle or myth",
    "Pain relief without pills",
    "Mg2+ blocks NMDA receptors",
    "Transdermal magnesium chloride spray",
    "My doctor wanted a scan for my sciatica.",
    "I've had the shivers and I'm on chemo",
    "hot swollen scar on my spine",
    "Magnesium",
    "La Roche-Posay sells magnesium",
    "Smith et al. found less pain",
)
NOT_TOLD = (  # of these nobody can be sure by little words: they are read as they stand
    "Magnesium helpt tegen rugpijn.",
    "Amandelen zitten vol magnesium.",
    "Magnesium lindrer smerter i ryggen.",
)


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_refused_by_the_check(text):
    with pytest.raises(InputError, match="only English is checked"):
        text_of(text.encode(), name="article.txt")


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_let_through(text):
    assert foreign_language(text) is None
    assert text_of(text.encode(), name="article.txt") == text


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_cannot_be_told_is_let_through(text):
    assert foreign_language(text) is None


def test_a_file_of_any_length_in_german_is_refused():
    sentence = "Magnesium hilft gegen Rückenschmerzen und entspannt die Muskeln. "
    for times in (1, 2, 3, 4, 10):
        with pytest.raises(InputError, match="only English is checked"):
            text_of((sentence * times).encode(), name="article.txt")


def test_without_the_lists_a_short_text_is_read_as_it_stands(monkeypatch):
    import sys

    from dolomite.claim import short_text

    short_text._little_words.cache_clear()
    monkeypatch.setitem(sys.modules, "justext", None)
    assert foreign_language("Magnesium hilft gegen Rückenschmerzen.") is None
    monkeypatch.undo()
    short_text._little_words.cache_clear()
