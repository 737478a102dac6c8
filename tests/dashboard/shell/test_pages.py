"""What people read on the pages, whoever they are and whenever they look."""

import csv
import io
from datetime import UTC, date, datetime
from itertools import product

import pytest
from dashboard_examples import OpenPage, Story, page_text
from markupsafe import escape
from python_calamine import CalamineWorkbook
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
)

from bsm_domain.foundation import formatting
from bsm_domain.meetings.meeting_facts import StatedTotal
from bsm_projections.engine.audience import RESTRICTED_LEFT_OUT
from bsm_projections.engine.engine import ParkedFact
from bsm_service.application.system import NOTICE
from bsm_service.documents.spreadsheets import SpreadsheetFormat
from bsm_service.meetings.commands import StateAttendance
from bsm_service.settings.settings import SignInMode
from dashboard.components.theme import LIGHT
from dashboard.data import queries, record
from dashboard.data import system as data_system
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.widgets.tables import export_file, plain_csv_export

PAGES = ["overview", "history"]


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_network_says_what_would_fill_it(
    empty_network: Story, open_page: OpenPage, page: str
):
    text = page_text(open_page(page))

    assert {
        "overview": "The secretariat announces meetings.",
        "history": "The record of “Network of the tests” was created",
    }[page] in text


def test_the_overview_answers_in_its_first_sentence(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page())

    assert (
        "3 delegations had seats at the meeting in Berlin, which produced 1 follow-up "
        "activity: 1 open, 1 of them overdue (Austria)." in text
    )


def test_focal_points_matter_is_counted_for_those_who_may_see_it(
    busy_network: Story, open_page: OpenPage
):
    assert "which produced 2 follow-up activities" in page_text(open_page(by=CHAIR))
    assert "focal points only" not in page_text(open_page(by=AUDITOR)).replace(
        RESTRICTED_LEFT_OUT, ""
    )


def test_absent_delegations_stand_outlined_in_protocol_order(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page())

    tiles = [part.split("<")[0] for part in text.split('aria-hidden="true">')[1:]]
    assert tiles == ["AT", "IT", "MK", "DZ", "FRONTEX"]
    assert text.count("bsm-shade0") == 2 + 1  # Italy, Frontex, and the key


def test_the_past_shows_the_names_of_that_day(busy_network: Story, open_page: OpenPage):
    then = page_text(open_page(as_of="2016-04-12"))
    now = page_text(open_page())

    assert "former Yugoslav Republic of Macedonia" in then
    assert "North Macedonia" not in then
    assert "North Macedonia" in now


def test_a_frozen_page_is_of_one_moment_altogether(
    busy_network: Story, open_page: OpenPage
):
    position = busy_network.positions["registered"]
    app = open_page(as_of=position)
    text = page_text(app)

    assert "bsm-frozen" in text
    assert f"fact {position}" in text
    assert (
        "3 delegations have seats at the meeting in Berlin; no follow-up activity is "
        "on record yet." in text
    )
    assert app.button(key="as-of-live").label == "Back to live"
    mounted = {element.key for element in app.get("bidi_component")}
    assert "live" not in mounted, "a frozen page must not follow the log"


def test_a_frozen_page_steps_by_command_and_goes_back_to_live(
    busy_network: Story, open_page: OpenPage
):
    position = busy_network.positions["concluded"]
    app = open_page(as_of=position)

    app.button(key="as-of-back").click().run()
    assert int(app.query_params["as_of"]) < position
    app.button(key="as-of-on").click().run()
    assert app.query_params["as_of"] == str(position)
    app.button(key="as-of-live").click().run()
    assert "as_of" not in app.query_params
    assert "bsm-live" in page_text(app)


def test_the_slider_writes_its_day_to_the_address(
    busy_network: Story, open_page: OpenPage
):
    app = open_page()

    app.slider[0].set_value(date(2016, 1, 4)).run()

    assert app.query_params["as_of"] == "2016-01-04"
    assert "bsm-frozen" in page_text(app)


@pytest.mark.parametrize(
    ("page", "as_of"),
    [
        *product(
            PAGES,
            ["yesterday", "2016-13-01", "2099-01-01", "999999", "-1", "\x00", "١٢"],
        ),
        *product(["agreements", "decision", "room"], ["2016-02-30"]),
    ],
)
def test_a_moment_that_never_was_is_answered_by_a_sentence(
    busy_network: Story, open_page: OpenPage, page: str, as_of: str
):
    app = open_page(page, by=CHAIR, as_of=as_of)

    assert "The live view is shown instead." in app.warning[0].value
    assert "bsm-live" in page_text(app)


@pytest.mark.parametrize("name", ["as_off", "asof", "as-of", "AS_OF"])
def test_a_misspelt_moment_in_an_address_does_not_pass_for_the_present(
    demonstration: Story, open_page: OpenPage, name: str
):
    [warning] = open_page(**{name: "2016-05-01"}).warning

    assert f"“{name}”, which is unknown" in warning.value
    assert "use “as_of”. The live view is shown instead." in warning.value


def test_what_others_add_to_an_address_is_passed_over(
    demonstration: Story, open_page: OpenPage
):
    assert not open_page(utm_source="letter", ref="x", status="open").warning


@pytest.mark.parametrize(
    ("by", "first"),
    [(PARTICIPANT, "bsm-silent"), (ADMINISTRATOR, "There are no accounts yet.")],
    ids=["participant", "administrator"],
)
def test_the_first_page_leads_on_whom_it_is_not_for(
    busy_network: Story, open_page: OpenPage, by, first: str
):
    text = page_text(open_page("overview", by=by))

    assert "This page is not available to your role" not in text
    assert first in text


@pytest.mark.parametrize(
    "by", [PARTICIPANT, ADMINISTRATOR], ids=lambda principal: principal.role
)
def test_whoever_is_led_on_stays_at_the_moment_that_was_asked_for(
    busy_network: Story, open_page: OpenPage, by
):
    app = open_page("overview", by=by, as_of="4", meeting=busy_network.meeting)

    assert "fact 4<" in page_text(app)
    assert app.query_params["as_of"] == "4"
    assert app.query_params["meeting"] == str(busy_network.meeting)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "overview"])
@pytest.mark.parametrize(
    "by", [PARTICIPANT, ADMINISTRATOR], ids=lambda principal: principal.role
)
def test_a_page_that_is_not_for_the_role_says_so(
    busy_network: Story, open_page: OpenPage, page: str, by
):
    text = page_text(open_page(page, by=by))

    assert f"This page is not available to your role ({by.role.capitalize()})." in text
    assert "bsm-figures" not in text
    assert "bsm-facts" not in text


@pytest.mark.parametrize("page", PAGES)
def test_nobody_signed_in_learns_how_people_come_in(
    busy_network: Story, open_page: OpenPage, page: str
):
    data_system.use_system(busy_network.system, SignInMode.ACCOUNTS)
    app = open_page(page, by=None)

    assert 'href="/account/sign-in?next=' in page_text(app)
    assert "Berlin" not in page_text(app)


def test_the_history_tells_facts_newest_first(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page("history"))

    assert "The 10th meeting (Berlin 2016) was concluded." in text
    assert text.index("was concluded") < text.index("was announced")


def test_the_filters_of_the_history_stand_in_its_address(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("history", kind="registration", delegation="DZ")
    text = page_text(app)

    assert "Algeria" in text
    assert "Austria" not in text
    assert app.multiselect[0].value == ["registration"]
    app.multiselect[0].set_value([]).run()
    assert "kind" not in app.query_params


def test_a_fact_is_opened_whole_by_its_address(
    busy_network: Story, open_page: OpenPage
):
    app = open_page("history", fact=1, by=AUDITOR)

    assert '"name": "Network of the tests"' in app.code[0].value


def test_a_fact_that_is_not_for_the_viewer_is_not_opened(
    busy_network: Story, open_page: OpenPage
):
    latest_first = range(busy_network.system.store.position(), 0, -1)
    hidden = next(
        position
        for position in latest_first
        if not open_page("history", fact=position).code
    )

    assert open_page("history", fact=hidden, by=SECRETARIAT).code


def test_a_new_fact_shows_on_the_next_run(busy_network: Story, open_page: OpenPage):
    system = busy_network.system
    before = page_text(open_page())
    total = StatedTotal(participants=102, source="A page of the tests")
    do(system, StateAttendance(meeting_id=busy_network.meeting, total=total))
    system.engine.catch_up()

    assert "no source states a total" in before
    assert "102 according to a source" in page_text(open_page())


@pytest.mark.parametrize("page", PAGES)
def test_a_demonstration_says_on_every_page_what_is_invented(
    demonstration: Story, open_page: OpenPage, page: str
):
    assert escape(NOTICE) in page_text(open_page(page))
    assert escape(NOTICE) in page_text(open_page(page, as_of="2016-04-12"))


def test_an_export_begins_with_its_notice_and_its_position(demonstration: Story):
    viewer = queries.Viewer(LEADERSHIP, record.live_moment())
    page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
    recorded = "2016-04-12T16:00:00+02:00"
    days = formatting.format_number(1234)
    table = [{"Title": "=1+1", "Days": days, "Recorded": recorded}], ["Days"]

    plain = plain_csv_export(*table).decode("ascii")
    export = export_file(page, SpreadsheetFormat.CSV, *table).decode("utf-8-sig")
    first, head, row = csv.reader(export.splitlines())
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(export_file(page, SpreadsheetFormat.XLSX, *table))
    )

    assert NOTICE in first[0]
    assert f"position {demonstration.system.store.position()}," in first[0]
    assert head == ["Title", "Days", "Recorded"]
    # A spreadsheet must not run what somebody typed.
    assert row == ["'=1+1", "1234", "2016-04-12T14:00:00+00:00"]
    assert list(csv.reader(plain.splitlines())) == [head, row]
    assert book.get_sheet_by_index(0).to_python() == [
        [first[0], "", ""],
        head,
        ["=1+1", 1234, datetime(2016, 4, 12, 14, tzinfo=UTC).replace(tzinfo=None)],
    ]


def test_a_record_that_takes_no_facts_says_so_on_the_page(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    store = busy_network.system.store
    monkeypatch.setattr(
        store, "clock_alarm", lambda: "the clock of this machine jumped"
    )

    [alarm] = open_page().error
    assert alarm.value == "The clock of this machine jumped."


def test_parked_facts_raise_an_alarm_on_the_page(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    parked = ParkedFact("activities", 7, "bsm.activity.agreed.v1", "no such activity")
    monkeypatch.setattr(busy_network.system.engine, "parked", lambda: [parked])

    [alarm] = open_page().error
    assert "1 fact could not be processed" in alarm.value
    assert "position 7" in alarm.value
