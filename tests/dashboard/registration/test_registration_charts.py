"""Charts and tiles of registrations: rows in, figures out."""

from dataclasses import replace
from datetime import date

import pytest
from dashboard_examples import ABSENT

from bsm_projections.leadership.meeting_figures import RegistrationDay
from dashboard.components.theme import LIGHT
from dashboard.registration import texts
from dashboard.registration.charts import delegation_tiles, registrations_figure


def test_registrations_end_with_their_totals():
    rows = [
        RegistrationDay(date(2016, 1, 20), 2, 0),
        RegistrationDay(date(2016, 1, 22), 5, 4),
    ]
    figure = registrations_figure(rows, LIGHT, starts_on=date(2016, 4, 12))

    nominated, confirmed = figure.data
    assert list(nominated.y) == [2, 5]
    assert list(confirmed.y) == [0, 4]
    assert confirmed.line.color == LIGHT.accent
    assert nominated.line.dash != confirmed.line.dash
    labels = [note.text for note in figure.layout.annotations]
    assert "5 nominated" in labels
    assert "4 confirmed" in labels


def test_an_absent_delegation_is_outlined_and_named():
    listed = replace(ABSENT, name="Serbia", invited=False, came=True)
    tiles = delegation_tiles(
        [ABSENT, replace(ABSENT, participants=9, came=True), listed]
    )

    assert "bsm-shade0" in tiles
    assert "bsm-shade4" in tiles
    assert "Spain (participating State): invited, no seat yet" in tiles
    assert "9 seats" in tiles
    assert "Serbia (participating State): not invited; recorded from a list" in tiles


@pytest.mark.parametrize(
    ("invited", "listed", "finding"),
    [
        (2, 0, "All 2 invited delegations have seats"),
        (2, 1, "All 2 invited delegations have seats; 1 delegation is recorded from a "
         "list"),
        (0, 3, "3 delegations are recorded from a list, none invited"),
        (0, 0, "No delegation has been invited yet"),
    ],
)  # fmt: skip
def test_delegations_of_a_list_are_not_counted_as_invited(
    invited: int, listed: int, finding: str
):
    seated = replace(ABSENT, came=True)
    of_list = replace(seated, invited=False)
    delegations = [*[seated] * invited, *[of_list] * listed]
    assert texts.attendance_finding(delegations) == finding
