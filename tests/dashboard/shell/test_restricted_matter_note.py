"""Every page says whether matter for focal points only is counted on it."""

import csv
import io
from pathlib import Path

import pytest
from dashboard_examples import OpenPage, Story, page_text
from systems import principal

import dashboard
from bsm_domain.foundation.roles import Role
from bsm_projections.engine.audience import RESTRICTED_INCLUDED, RESTRICTED_LEFT_OUT
from bsm_service.access.permission_table import PERMISSIONS
from bsm_service.access.permissions import ROLES_SEEING_RESTRICTED
from bsm_service.documents.spreadsheets import SpreadsheetFormat
from dashboard.components.theme import LIGHT
from dashboard.data import queries, record
from dashboard.data.page_context import PageContext
from dashboard.shell import layout
from dashboard.widgets.tables import export_file, plain_csv_name

PEOPLE = sorted(set(Role) - {Role.SYSTEM})
OF_DELEGATIONS = (Role.FOCAL_POINT, Role.PARTICIPANT)


def said_to(role: Role) -> tuple[str, str]:
    """The sentence that a role reads, and the one that it does not."""
    both = RESTRICTED_INCLUDED, RESTRICTED_LEFT_OUT
    return both if role in ROLES_SEEING_RESTRICTED else both[::-1]


def opened_by(role: Role) -> list[str]:
    return [
        Path(page).stem
        for page, _, asks in layout.ALL_PAGES
        if role in PERMISSIONS[asks]
    ]


def test_every_page_is_listed_and_somebody_opens_it():
    files = Path(dashboard.__file__).with_name("app_pages").glob("[!_]*.py")

    assert {page.stem for page in files} == {
        Path(page).stem for page, *_ in layout.ALL_PAGES
    }
    assert {page for role in PEOPLE for page in opened_by(role)} == {
        Path(page).stem for page, *_ in layout.ALL_PAGES
    }


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_says_what_is_counted_whatever_is_on_record(
    busy_network: Story, open_page: OpenPage, role: Role
):
    """Before anything restricted was on record, too: or the sentence would tell."""
    by = principal(role, "AT" if role in OF_DELEGATIONS else None)
    expected, other = said_to(role)
    for page in opened_by(role):
        text = page_text(open_page(page, by=by))
        assert (text.count(expected), text.count(other)) == (1, 0), page
    before = busy_network.positions["registered"]
    text = page_text(open_page(opened_by(role)[0], by=by, as_of=before))
    assert (text.count(expected), text.count(other)) == (1, 0)


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.CHAIR])
def test_a_file_of_a_table_says_it_in_its_first_line(busy_network: Story, role: Role):
    page = PageContext(
        queries.Viewer(principal(role), record.live_moment()), None, LIGHT
    )
    rows = [{"Activities": 7}]
    first, *_ = csv.reader(
        io.StringIO(export_file(page, SpreadsheetFormat.CSV, rows).decode("utf-8-sig"))
    )
    expected, other = said_to(role)

    assert (first[0].count(expected), first[0].count(other)) == (1, 0)
    named = plain_csv_name(page, "activities").removeprefix("activities-")
    mark = "with" if role is Role.CHAIR else "without"
    assert (
        named == f"{page.viewer.moment.position}-plain-{mark}-focal-points-matter.csv"
    )
