"""Names as they are compared and ordered."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_domain.people.name_words import honorifics
from bsm_domain.people.names import folded_name, sort_key

SAME = (
    ("MÜLLER, Dr. Hans", "Hans Muller"),
    ("İbrahim YILDIZ", "ibrahim yildiz", "Ibrahim Yıldız"),
    ("H.E. Mr. Xi He", "He Xi"),
    ("Sig.ra Anna Rossi", "ROSSI Anna", "Anna Rossi"),
    ("Г-жа Анна Петрова", "Петрова Анна"),
    ("M. Jean-Pierre D’Arc", "D'Arc Jean Pierre"),
    ("Frau Prof. Dr. Eva Straße", "Eva STRASSE"),
    ("Sra. Doña Ana Núñez", "Dona Ana Nunez"),
    ("Łukasz Żółć", "ZOLC, Lukasz"),
    ("Eva\u200b Muster\ufeff", "Eva Muster"),
)


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: ascii(spellings[0]))
def test_spellings_of_one_name_are_equal(spellings: tuple[str, ...]):
    assert len({folded_name(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Eva Muster", "Ewa Muster"),
        ("Eva Muster", "Eva Maria Muster"),
        ("Анна Петрова", "Anna Petrova"),
        ("Xi He", "Xi"),
    ],
    ids=ascii,
)
def test_different_names_stay_apart(one: str, other: str):
    assert folded_name(one) != folded_name(other)


def test_a_title_alone_is_still_a_name_and_signs_are_none():
    assert folded_name("Miss") == "miss"
    assert [folded_name(text) for text in ("", "???", "-", "\u200b")] == [""] * 4


letters = st.characters(exclude_categories=("Cs", "Cc"))
words = st.text(letters, min_size=1, max_size=12) | st.sampled_from(
    [*sorted(honorifics()), "H.E.", "Dr.", "İ", "ı", "ŉ", "ﬁ", "ß", "ǰ", "한글", "Å"]
)
names = st.lists(words, min_size=1, max_size=5)


@given(names)
def test_folding_again_changes_nothing(parts: list[str]):
    once = folded_name(" ".join(parts))
    assert folded_name(once) == once


@given(names, st.randoms(use_true_random=False))
def test_the_order_of_words_makes_no_difference(parts: list[str], random):
    whole = [word for part in parts for word in part.split()]
    shuffled = whole[:]
    random.shuffle(shuffled)
    assert folded_name(" ".join(whole)) == folded_name(" ".join(shuffled))


@given(names, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_normal_forms_are_equal(parts: list[str], form):
    name = " ".join(parts)
    assert folded_name(unicodedata.normalize(form, name)) == folded_name(name)


def test_people_are_ordered_by_their_family_names():
    people = {
        "latin": ("Ана Пример", None, "Ana PRIMER"),
        "given": ("Zoe Ágoston", "Ágoston", None),
        "capitals": ("BEISPIEL Jan", None, None),
        "last": ("Eva Muster", None, None),
        "of another script": ("Анна Яблоко", "Яблоко", "Anna Iabloko"),
    }
    ordered = sorted(people, key=lambda person: sort_key(*people[person]))
    assert ordered == ["given", "capitals", "of another script", "last", "latin"]
