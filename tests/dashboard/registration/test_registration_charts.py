"""Charts and tiles of registrations: rows in, figures out."""

from dataclasses import replace
from datetime import date

from dashboard_examples import ABSENT

from bsm_projections.leadership.meeting_figures import RegistrationDay
from dashboard.components.theme import LIGHT
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
    tiles = delegation_tiles([ABSENT, replace(ABSENT, participants=9, came=True)])

    assert "bsm-shade0" in tiles
    assert "bsm-shade4" in tiles
    assert "Spain (participating State): invited, no seat yet" in tiles
    assert "9 seats" in tiles
