"""Forms of meetings ask where what they record comes from."""

from datetime import date
from typing import Any

from dashboard_examples import PRESENT, OpenPage, Story, page_text
from form_actions import is_form_closed, open_form, send
from streamlit.testing.v1 import AppTest
from systems import SECRETARIAT

from bsm_domain.foundation.sources import Source
from bsm_projections.meetings.queries import meetings
from bsm_projections.meetings.read_model import StatedAttendance
from bsm_service.application.system import audience_of
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CloseRegistration,
    InviteDelegations,
)
from dashboard.forms.generated_form import form_of
from dashboard.forms.source_fields import SOURCE_FIELDS, offered_source_fields

TODAY = PRESENT.date()
PAGE: dict[str, Any] = {
    "title": "A page",
    "address": "https://example.org/meeting",
    "seen_on": TODAY,
    "published_on": date(2026, 11, 22),
}
EMPTY: dict[str, Any] = dict.fromkeys(PAGE)
# What is entered instead, the field that is refused, and what stands there.
REFUSED: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"address": ""}, "address", "Please fill this in."),
    ({"title": " "}, "title", "Please fill this in."),
    ({"seen_on": None}, "seen_on", "Please fill this in."),
    (EMPTY | {"published_on": TODAY}, "title", "Please fill this in."),
    (
        {"address": "javascript:alert(1)"},
        "address",
        "Please enter a web address that begins with https:// or http://",
    ),
    (
        {"seen_on": date(2026, 11, 24)},
        "seen_on",
        "Nobody can have seen the page on 24 Nov 2026, because today is 23 Nov 2026; "
        "enter an earlier day.",
    ),
    (
        {"published_on": date(2026, 11, 24)},
        "published_on",
        "The page is dated 24 Nov 2026, so it cannot have been seen on 23 Nov 2026; "
        "correct one of the days.",
    ),
)


def fill(app: AppTest, values: dict[str, Any]) -> AppTest:
    boxes = (*app.text_input, *app.text_area, *app.number_input, *app.date_input)
    for name, value in values.items():
        [box] = [box for box in boxes if f"-{name}-" in (box.key or "")]
        box.set_value("" if value is None and box in app.text_input else value)
    return send(app)


def source(**values: Any) -> dict[str, Any]:
    return {f"source.{name}": value for name, value in values.items()}


def stated(story: Story) -> StatedAttendance | None:
    story.system.engine.catch_up()
    moment = story.system.moment(None)
    with story.system.read(moment, audience_of(SECRETARIAT)) as context:
        return meetings(context).items[-1].stated


def test_what_is_wrong_with_a_source_is_said_at_the_field_and_nothing_is_stored(
    busy_network: Story, open_page: OpenPage
) -> None:
    app = open_form(open_page("meeting", by=SECRETARIAT), "meeting.state-attendance")
    folded = {expander.label: expander for expander in app.expander}
    assert not folded["Where it comes from"].proto.expanded
    total = {"total.participants": 102, "total.source": "A page"}

    for values, field, sentence in REFUSED:
        fill(app, total | source(**PAGE | values))
        refused = app.session_state["form-open"].refusals[0]
        assert refused.field == f"source.{field}", values
        assert sentence in page_text(app), values
        unfolded = {expander.label: expander for expander in app.expander}
        assert unfolded["Where it comes from"].proto.expanded
        assert stated(busy_network) is None

    fill(app, total | source(**PAGE))
    assert is_form_closed(app)
    recorded = stated(busy_network)
    assert recorded is not None
    assert recorded.page == Source(**PAGE)


def test_a_source_is_optional(busy_network: Story, open_page: OpenPage) -> None:
    app = open_form(open_page("meeting", by=SECRETARIAT), "meeting.state-attendance")
    fill(app, {"total.participants": 102, "total.source": "A page"})
    assert is_form_closed(app)
    recorded = stated(busy_network)
    assert recorded is not None
    assert recorded.page is None


def test_an_invitation_keeps_the_source_of_its_form(
    empty_network: Story, open_page: OpenPage
) -> None:
    """Its other entries are put together before they are sent."""
    app = open_form(open_page("overview", by=SECRETARIAT), "announce")
    details = {"title": "First", "series": "Annual", "edition": 1}
    days = {"starts_on": date(2027, 4, 12), "ends_on": date(2027, 4, 13)}
    fill(app, {f"details.{name}": each for name, each in (details | days).items()})
    app = open_form(open_page("meeting", by=SECRETARIAT), "meeting.invite")
    fill(app, source(**PAGE))
    system = empty_network.system
    system.engine.catch_up()
    with system.read(system.moment(None), audience_of(SECRETARIAT)) as context:
        rows = context.rows("SELECT DISTINCT stored_source FROM {delegations}")
    assert ["example.org" in (row["stored_source"] or "") for row in rows] == [True]


def test_only_what_is_taken_from_pages_asks_for_one() -> None:
    assert offered_source_fields(form_of(AnnounceMeeting)) == SOURCE_FIELDS
    assert offered_source_fields(form_of(InviteDelegations)) == SOURCE_FIELDS
    assert offered_source_fields(form_of(CloseRegistration)) == ()
