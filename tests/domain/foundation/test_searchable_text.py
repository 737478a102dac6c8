"""Texts are searched by the base of their letters."""

import pytest

from bsm_domain.foundation.accents import search_key, without_accents


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("Müller", "MULLER"),
        ("Mu\u0308ller", "MULLER"),
        ("Łukasz Żółć", "LUKASZ ZOLC"),
        ("İbrahim \u0131", "IBRAHIM I"),
        ("Weiß ẞ", "WEISS SS"),
        ("Ægir Þór Ørn Đặng", "AEGIR THOR ORN DANG"),
        ("Œuvre", "OEUVRE"),
        ("Алёна", "АЛЕНА"),
        ("Ελένη", "ΕΛΕΝΗ"),
        ("O\u2019Neill \u02bbAli", "O'NEILL 'ALI"),
        ("soft\u00adhyphen, ze\u200bro", "SOFTHYPHEN, ZERO"),
        ("\uff25\uff56\uff41 \ufb01n", "EVA FIN"),
        ("", ""),
    ],
)
def test_letters_are_searched_by_their_base(text: str, found_by: str):
    assert search_key(text) == found_by
    assert search_key(text.upper()) == found_by
    assert search_key(search_key(text)) == found_by


def test_accents_alone_do_not_change_which_letter_it_is():
    assert without_accents("Łódź") == "ŁODZ"
