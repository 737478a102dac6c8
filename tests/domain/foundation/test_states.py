import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from babel import Locale

from bsm_domain.foundation.accents import without_accents
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    UnknownState,
    name_in_sentence,
    protocol_order_key,
    state_name,
)

ROOT = Path(__file__).parents[3]
BERLIN_FILE = "src/bsm_service/demonstration/berlin-tenth-meeting.yaml"
BERLIN_DAY = date(2016, 4, 12)
TODAY = date(2026, 3, 2)
STATE, PARTNER, ORGANISATION = DelegationKind

# Where protocol does not sort by the CLDR's French name, and what it sorts by.
NOT_AS_CLDR = {
    "BY": "BELARUS",
    "KR": "COREE (REPUBLIQUE DE)",
    "US": "AMERIQUE",
    "VA": "SAINT-SIEGE",
}


def order_on(day: date, *codes: str) -> list[str]:
    return sorted(
        codes,
        key=lambda code: protocol_order_key(STATES[code].kind, code, "", None, day),
    )


def test_all_participating_states_and_partners_are_there():
    kinds = [state.kind for state in STATES.values()]

    assert (kinds.count(STATE), kinds.count(PARTNER)) == (57, 11)


def test_the_states_of_berlin_stand_in_the_order_of_the_page():
    berlin = yaml.safe_load((ROOT / BERLIN_FILE).read_text(encoding="utf-8"))
    as_published = berlin["delegations"]["participating_states"]

    assert order_on(BERLIN_DAY, *sorted(as_published)) == as_published


def test_french_keys_agree_with_the_cldr_but_for_the_listed_exceptions():
    french = Locale("fr").territories
    keys = {code: state.name_on(TODAY).french_key for code, state in STATES.items()}

    assert {
        code: key for code, key in keys.items() if key != without_accents(french[code])
    } == NOT_AS_CLDR


def test_skopje_moves_in_the_order_with_its_name():
    assert order_on(date(2019, 2, 11), "FI", "GE", "LU", "MK") == [
        "FI",
        "MK",
        "GE",
        "LU",
    ]
    assert order_on(date(2019, 2, 12), "FI", "GE", "LU", "MK") == [
        "FI",
        "GE",
        "LU",
        "MK",
    ]


@pytest.mark.parametrize(
    ("code", "first_day", "before", "after"),
    [
        (
            "MK",
            date(2019, 2, 12),
            "the former Yugoslav Republic of Macedonia",
            "North Macedonia",
        ),
        ("CZ", date(2016, 7, 5), "Czech Republic", "Czechia"),
        ("TR", date(2022, 6, 1), "Turkey", "Türkiye"),
    ],
)
def test_a_name_changes_on_its_day(code: str, first_day: date, before: str, after: str):
    assert state_name(code, first_day - timedelta(days=1)) == before
    assert state_name(code, first_day) == after


def test_the_names_of_each_state_follow_without_gap_or_overlap():
    for state in STATES.values():
        assert state.names[0].valid_from == date.min
        assert state.names[-1].valid_until == date.max
        for earlier, later in pairwise(state.names):
            assert earlier.valid_until == later.valid_from


def test_partners_organisations_and_agencies_follow_the_states():
    delegations = [
        (ORGANISATION, "FBI", "US Federal Bureau of Investigation", "US"),
        (ORGANISATION, "INTERPOL", "INTERPOL", None),
        (PARTNER, "DZ", "Algeria", None),
        (STATE, "UA", "Ukraine", None),
        (ORGANISATION, "ICMPD", "International Centre for Migration Policy", None),
        (PARTNER, "AU", "Australia", None),
    ]

    ordered = sorted(delegations, key=lambda it: protocol_order_key(*it, BERLIN_DAY))

    assert [code for _, code, _, _ in ordered] == [
        "UA",
        "DZ",
        "AU",
        "ICMPD",
        "INTERPOL",
        "FBI",
    ]


def test_a_fact_that_names_an_unknown_state_still_has_a_place_in_the_order():
    unknown = [
        (STATE, "XX", "Unknown", None),
        (ORGANISATION, "AGENCY", "Of an unknown State", "XX"),
    ]

    keys = [protocol_order_key(*delegation, BERLIN_DAY) for delegation in unknown]

    assert [key[1] for key in keys] == ["XX", "XX"]


def test_an_unknown_code_is_refused_in_a_sentence():
    with pytest.raises(UnknownState, match="'XX' is not the code of a participating"):
        state_name("XX", TODAY)


def test_codes_kinds_and_names_agree_with_the_shared_list():
    shared = ROOT.parent / "shared" / "data" / "osce-states.csv"
    if not shared.is_file():
        pytest.skip("the shared list of States is not beside this repository")
    rows = list(csv.DictReader(shared.read_text(encoding="utf-8").splitlines()))
    in_2017 = date(2017, 10, 13)

    assert {row["iso2"]: row["name_now"] for row in rows} == {
        code: state_name(code, TODAY) for code in STATES
    }
    for row in rows:
        assert row["status"].endswith(STATES[row["iso2"]].kind)
    # The list still has the long name, a year after the short one was registered.
    assert {
        row["iso2"]
        for row in rows
        if row["name_2017"] != state_name(row["iso2"], in_2017)
    } == {"CZ"}


@pytest.mark.parametrize(
    ("code", "in_sentence"),
    [
        ("AT", "Austria"),
        ("NL", "the Netherlands"),
        ("US", "the United States of America"),
        ("GB", "the United Kingdom"),
        ("VA", "the Holy See"),
        ("RU", "the Russian Federation"),
        ("KR", "the Republic of Korea"),
        ("MK", "North Macedonia"),
    ],
)
def test_some_names_take_an_article_within_a_sentence(code: str, in_sentence: str):
    assert name_in_sentence(state_name(code, TODAY)) == in_sentence


def test_every_earlier_name_reads_well_within_a_sentence():
    names = {dated.name for state in STATES.values() for dated in state.names}
    with_article = {name for name in names if name_in_sentence(name) != name}

    assert "Czech Republic" in with_article
    assert not any(name.startswith("the ") for name in with_article)
