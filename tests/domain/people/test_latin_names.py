"""Names in Latin letters are proposed by tables, and never guessed."""

import pytest

from bsm_domain.people.latin_names import propose_latin_name

PROPOSALS = (
    ("Григорий Щукин", "ru", "Grigorii Shchukin"),
    ("ГРИГОРИЙ ЩУКИН", "ru-RU", "GRIGORII SHCHUKIN"),
    ("Григорій Ющенко", "uk", "Hryhorii Iushchenko"),
    ("Рыгор Цёткін", "be", "Ryhor Tsiotkin"),
    ("Ангел Щерев", "bg", "Angel Shterev"),
    ("Саша Ђорђевић", "sr", "Sasa Dordevic"),
    ("Олена", None, "Olena"),
    ("Анна-Марія О’Ніл", "uk", "Anna-Mariia ONil"),
    ("Σοφία Παπαδοπούλου", None, "Sofia Papadopoulou"),
    ("Ευάγγελος Μπάκας", "el", "Evangelos Bakas"),
    ("Παύλος Αυγερινός", "en", "Pavlos Avgerinos"),
    ("ΑΓΓΕΛΟΣ ΨΑΡΡΑΣ", None, "ANGELOS PSARRAS"),
)


@pytest.mark.parametrize(("name", "language", "latin"), PROPOSALS, ids=ascii)
def test_a_name_is_proposed(name: str, language: str | None, latin: str):
    assert propose_latin_name(name, language) == latin


NONE = (
    ("Григорий", None),  # G in Russian, H in Ukrainian
    ("Григорий", "en"),  # in which they write to us
    ("Ёлкина", None),
    ("Eva Muster", "de"),
    ("Łukasz", "pl"),
    ("Ana Петрова", "bg"),  # whose Latin part may be written otherwise
    ("山田太郎", "ja"),
    ("გიორგი", "ka"),
    ("", None),
)


@pytest.mark.parametrize(("name", "language"), NONE, ids=ascii)
def test_nothing_is_guessed(name: str, language: str | None):
    assert propose_latin_name(name, language) is None
