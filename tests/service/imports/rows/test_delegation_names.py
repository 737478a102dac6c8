"""Delegations as people write them."""

import csv
import difflib
from collections.abc import Iterator
from importlib.resources import files

import pytest
from babel.core import get_global

from bsm_domain.foundation.participating_states import STATES
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.names.delegation_names import (
    DelegationNames,
    NamedDelegation,
    similar_names,
)
from bsm_service.imports.names.multilingual_names import comparable_names

NAMES = DelegationNames(
    {"FRONTEX": "Frontex", "OSCE-SEC": "OSCE Secretariat"}, {"our neighbours": "CH"}
)


def test_every_name_that_a_state_ever_had_is_known():
    for code, state in STATES.items():
        assert {NAMES.code_of(dated.name) for dated in state.names} == {code}


def official_names() -> Iterator[tuple[str, str]]:
    text = (files("bsm_service.imports.names") / "official_names.csv").read_text(
        "utf-8"
    )
    for row in csv.DictReader(text.splitlines()):
        yield from ((name, row["code"]) for name in row["names"].split("|"))


def test_no_official_name_stands_for_two_states():
    """Nor for one that another list gives to another State."""
    assert {*STATES} >= {code for _, code in official_names()}
    for name, code in official_names():
        assert NAMES.code_of(name) == code, name


def test_every_state_is_known_by_its_three_letters():
    codes = {
        codes[0]: alias
        for alias, codes in get_global("territory_aliases").items()
        if len(alias) == 3 and len(codes) == 1 and alias not in ("DDR", "FXX")
    }
    assert {code: NAMES.code_of(codes[code]) for code in STATES} == {
        code: code for code in STATES
    }


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("AT", "Autriche|ÖSTERREICH|AUT|at|Republik Österreich|Delegation of Austria"),
        ("BA", "Bosnia-Herzegovina|Bosnia & Herzegovina|BiH|Босния и Герцеговина|BIH"),
        ("CH", "Our Neighbours|Suiza|the Swiss Confederation|la Suisse|die Schweiz"),
        ("CZ", "Czechia|the Czech Republic|Tschechien|la République tchèque"),
        ("DE", "Германия|Federal Republic of Germany|l'Allemagne|Niemcy|Německo"),
        ("FRONTEX", "frontex|European Border and Coast Guard Agency"),
        ("GB", "UK|U.K.|the UK|Great Britain|Royaume-Uni|United Kingdom"),
        ("KR", "Republic of Korea|la République de Corée"),
        ("NL", "Netherlands|the Netherlands|Kingdom of the Netherlands|NED"),
        ("MK", "FYROM|the former Yugoslav Republic of Macedonia|Skopje|MKD"),
        ("OSCE-SEC", "OSCE Secretariat|Секретариат ОБСЕ|the OSCE Secretariat"),
        ("TR", "Türkiye|Turkey|Republic of Türkiye|TURKIYE|Турция"),
        ("US", "USA|U.S.|US|the United States|United States of America|США"),
        ("VA", "Holy See|the Holy See|Vatican City|Saint-Siège|le Saint-Siège"),
    ],
)
def test_a_delegation_is_known_by_what_people_write(code: str, written: str):
    assert {word: NAMES.code_of(word) for word in written.split("|")} == dict.fromkeys(
        written.split("|"), code
    )


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("Austira", "AT"),
        ("Austria?", "AT"),
        ("Macedonia", "MK"),
        ("Korea", "KR"),
        ("Sweeden", "SE"),
    ],
)
def test_what_is_nearly_a_name_is_proposed_and_never_taken(written: str, proposed: str):
    assert NAMES.code_of(written) is None
    assert proposed in NAMES.proposals(written)


@pytest.mark.parametrize("written", ["???", "E.U.", "EU", "all pS", "Ministry", ""])
def test_where_nothing_is_near_nothing_is_proposed(written: str):
    assert (NAMES.code_of(written), NAMES.proposals(written)) == (None, ())


@pytest.mark.parametrize(
    ("written", "organisation"),
    [
        ("E.U.", "European Union"),
        ("Союз", None),
        ("ODIHR", "ODIHR"),
        ("International Organization for Migration", "IOM"),
        ("ОДКБ", "CSTO"),
        ("Interpol", "Interpol"),
        ("World Customs Organization", "WCO"),
    ],
)
def test_an_organisation_that_nobody_invited_is_named_and_not_taken(
    written: str, organisation: str | None
):
    assert (NAMES.code_of(written), NAMES.organisation(written)) == (None, organisation)


def test_no_name_stands_for_two_organisations_or_a_state():
    text = (files("bsm_service.imports.names") / "organisations.csv").read_text("utf-8")
    names = [
        fold_text(name)
        for row in csv.DictReader(text.splitlines())
        for name in {fold_text(row["name"]), *map(fold_text, row["names"].split("|"))}
    ]
    assert len(names) == len({*names})
    assert not [name for name in names if DelegationNames().code_of(name)]


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Poland; Frankreich", ("PL", "FR")),
        ("AT/DE, FRONTEX", ("AT", "DE", "FRONTEX")),
        ("AT, DE", ("AT", "DE")),
        ("AT DE FRA", ("AT", "DE", "FR")),
        ("Austria and Germany", ("AT", "DE")),
        ("Austria, Germany, and Italy", ("AT", "DE", "IT")),
        ("Austria/Germany", ("AT", "DE")),
        ("Austria - Germany", ("AT", "DE")),
        ("IL DE", ("IL", "DE")),
        ("DE, IL", ("DE", "IL")),
        ("Moldova, Republic of", ("MD",)),
        ("Netherlands (the)", ("NL",)),
        ("Macedonia, the former Yugoslav Republic of", ("MK",)),
        ("All neighbours of Ukraine", (None,)),
        ("Autriche avec la France", ("AT", "FR")),
        ("Bosnia and Herzegovina", ("BA",)),
        ("Serbia and Bosnia and Herzegovina", ("RS", "BA")),
        ("Bosnia and Herzegovina and Serbia", ("BA", "RS")),
        ("Police and Customs", (None,)),
        ("OSCE Secretariat + pS", ("OSCE-SEC", None)),
        ("all participating States", (None,)),
    ],
)
def test_several_names_in_a_cell_are_told_apart(
    written: str, codes: tuple[str | None, ...]
):
    assert tuple(named.code for named in NAMES.parse_list(written)) == codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("A. Smith (AT)", "AT"),
        ("Smith, A. (Austria)", "AT"),
        ("Austria (A. Smith)", "AT"),
        ("AT - Ministry of the Interior", "AT"),
        ("Germany: Federal Police", "DE"),
        ("Ministry of the Interior of the Republic of Belarus", "BY"),
        ("State Border Guard Service of Ukraine", "UA"),
    ],
)
def test_a_person_or_authority_beside_a_name_is_noticed(written: str, code: str):
    assert NAMES.parse_list(written) == (NamedDelegation(written, code, has_more=True),)


@pytest.mark.parametrize(
    "key",
    ["AUSTRA", "REPUBLIC OF MOLDOVIA", "UNITED KINDOM", "BOSNIA HERZEGOWINA", "X", ""],
)
def test_counting_letters_first_leaves_out_no_similar_name(key: str):
    """Which names may be meant is what comparing all of them says."""
    names = comparable_names()
    all_compared = difflib.get_close_matches(key, names, n=12, cutoff=0.72)
    assert similar_names(key, names) == all_compared
    assert all_compared or len(key) <= 1
