"""Forms about a decision's words, procedures and outcomes."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from agreement_examples import (
    FIRST,
    HEADING,
    NEW_FIRST,
    SECOND,
    TITLE,
    DecisionOnPages,
    decision_in,
    paragraphs,
)
from dashboard_examples import PRESENT, OpenPage, Story, page_text
from form_actions import choose, is_form_closed, open_form, send
from streamlit.testing.v1 import AppTest
from systems import (
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    SECRETARIAT,
    announce_berlin,
    set_objective,
)

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.queries import decisions
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import (
    OpenProcedure,
    TableDecision,
)
from bsm_service.agreement.position_commands import CorrectPosition
from bsm_service.application.command import posted_commands
from dashboard.agreement import comparison_texts, selection
from dashboard.agreement.forms import (
    decision_forms,
    drafting_texts,
    procedure_texts,
)
from dashboard.components.theme import LIGHT
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer
from dashboard.forms.drafts import Draft


def opened(
    decision: DecisionOnPages,
    open_page: OpenPage,
    place: str,
    form: str | None = None,
    by: Principal = CHAIR,
) -> AppTest:
    """The form of that name behind a button."""
    app = open_page("decision", by=by, decision=decision.id)
    open_form(app, f"ask-{place}")
    return choose(app, form) if form else app


def fill(app: AppTest, **values: Any) -> AppTest:
    """Fills in the fields of those names."""
    boxes = (
        *app.text_area,
        *app.text_input,
        *app.selectbox,
        *app.multiselect,
        *app.datetime_input,
    )
    for name, value in values.items():
        [box] = [box for box in boxes if f"-{name}-" in (box.key or "")]
        box.set_value(value)
    return app


def check(app: AppTest) -> AppTest:
    """Confirms what the preview shows."""
    [key] = [
        button.key for button in app.button if "send-checked" in (button.key or "")
    ]
    return app.button(key=key).click().run()


@pytest.mark.parametrize("page", ["agreements", "meeting"])
def test_a_draft_is_tabled_from_an_objective(
    empty_network: Story, open_page: OpenPage, page: str
):
    meeting = announce_berlin(empty_network.system)
    objective = set_objective(empty_network.system, meeting)
    empty_network.system.engine.catch_up()
    app = open_form(open_page(page, by=CHAIR), "ask-table")
    text = f"# Heading\n\n1. {FIRST}\n\n2. {SECOND}"
    fill(app, objective_id=str(objective), **{"body.title": TITLE, "text": text})
    send(app)

    assert is_form_closed(app)
    assert f"The draft decision “{TITLE}” was tabled" in page_text(app)
    viewer = Viewer(LEADERSHIP, record.live_moment())
    [tabled] = viewer.fetch("read.decisions", decisions).items
    assert tabled.objective_id == str(objective)


def test_a_new_version_shows_how_it_was_read_before_it_is_sent(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = opened(decision, open_page, "text")
    [box] = [area for area in app.text_area if "-text-" in (area.key or "")]
    assert box.value == (f"# The National Focal Points,\n\n1. {FIRST}\n\n2. {SECOND}")
    box.set_value(
        f"# The National Focal Points,\n\n1. {NEW_FIRST}\n\n2. Something new."
    )
    send(app)

    text = page_text(app)
    assert "1 paragraph changed, 1 new, 1 deleted, 1 unchanged." in text
    assert drafting_texts.SILENCE_ENDS in text
    assert "<del>as soon as possible </del>" in text
    text = page_text(check(app))
    assert "version 2 of 2" in text
    assert "Something new." in text


def test_a_translation_is_shown_on_demand(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "text", "Add a translation")
    fill(
        app, language="fr", title="Points de contact", text="# Les points\n\n1. Un\n\n-"
    )
    send(app)
    app = open_page("decision", by=LEADERSHIP, decision=decision.id, language="fr")

    text = page_text(app)
    assert "Points de contact" in text
    assert "Les points" in text
    assert f"{SECOND} <small>not translated" in text
    assert FIRST not in text


def test_a_comment_names_its_paragraph(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "more", "Comment on the text", by=AUSTRIA)
    [second] = [each.id for each in paragraphs(SECOND)]
    fill(app, text="Which list?", paragraph=str(second))
    send(app)

    text = page_text(app)
    assert "Which list?" in text
    assert "Austria · version 1, paragraph 3" in text
    leadership = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))
    assert "Which list?" not in leadership


def test_opening_a_silence_warns_and_does_not_refuse(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    fill(app, expires_at=datetime.fromisoformat("2026-11-28T22:00"))
    send(app)

    text = page_text(app)
    assert (
        "this text will be adopted on Sat 28 Nov 2026, 22:00 Berlin (UTC+01:00)" in text
    )
    assert "it is a Saturday and it is between 20:00 and 08:00" in text
    assert "no account that can act now" in text
    assert "under silence" in page_text(check(app))


def test_a_time_that_the_clocks_show_twice_asks_which(
    empty_network: Story, open_page: OpenPage
):
    empty_network.clock.time = datetime(2026, 10, 20, 12, tzinfo=PRESENT.tzinfo)
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    fill(app, expires_at=datetime.fromisoformat("2026-10-25T02:30"))
    send(app)
    assert "show 02:30 twice on 25 Oct 2026" in page_text(app)
    fill(app, which_hour="second")
    send(app)

    assert "02:30 Berlin (UTC+01:00)" in page_text(app)
    assert "25 Oct 2026, 01:30 UTC" in page_text(app)


def test_a_time_that_does_not_exist_is_refused(
    empty_network: Story, open_page: OpenPage
):
    empty_network.clock.time = datetime(2027, 3, 20, 12, tzinfo=PRESENT.tzinfo)
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    fill(app, expires_at=datetime.fromisoformat("2027-03-28T02:30"))
    send(app)

    text = page_text(app)
    assert "does not exist in Europe/Berlin" in text
    assert "this text is adopted on" not in text


@pytest.mark.parametrize(
    ("away", "sentence"),
    [
        (timedelta(days=-1), "A silence runs for at least 1 hour"),
        (timedelta(minutes=59), "A silence runs for at least 1 hour"),
        (timedelta(days=91), "A silence runs for at most 90 days"),
    ],
)
def test_checking_a_silence_refuses_what_opening_it_would(
    away: timedelta, sentence: str, empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    wall = (empty_network.clock.time + away).astimezone(ZoneInfo("Europe/Berlin"))
    fill(app, expires_at=wall.replace(tzinfo=None, second=0, microsecond=0))
    send(app)

    text = page_text(app)
    assert sentence in text
    assert "this text is adopted on" not in text


def test_a_silence_is_extended(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = opened(decision, open_page, "procedure")
    fill(app, reason="Two capitals need more time.")
    send(app)
    assert "a silence is never shortened" in page_text(app).lower()
    fill(app, expires_at=datetime.fromisoformat("2026-12-01T12:00"))
    send(app)

    assert "adopted on Tue 1 Dec 2026, 12:00 Berlin" in page_text(app)


def test_the_gavel_asks_what_was_read_out(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.says("IT", Position.OBJECT)
    decision.table_version()
    decision.do(OpenProcedure, procedure="consensus", of=2)
    app = opened(decision, open_page, "procedure")
    assert "Italy opposed an earlier version and was not heard" in page_text(app)
    send(app)
    assert "read that out, and name it" in page_text(app)
    fill(app, read_out=["IT"])
    send(app)

    assert "as NFP.DEC/1/16" in page_text(app)


def test_what_has_lapsed_need_not_be_read_out(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    tomorrow = PRESENT + timedelta(days=1)
    decision.says("FR", Position.AD_REFERENDUM, until=tomorrow.date())
    decision.table_version()
    # In Berlin, the day is over an hour before it is in UTC.
    empty_network.clock.time = tomorrow.replace(hour=23)
    decision.do(OpenProcedure, procedure="consensus", of=2)
    app = opened(decision, open_page, "procedure")
    assert procedure_texts.NOTHING_TO_READ_OUT in page_text(app)
    send(app)

    assert "as NFP.DEC/1/16" in page_text(app)


def test_the_gavel_is_refused_until_the_chair_has_seen_the_newest(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.do(OpenProcedure, procedure="consensus", of=1)
    app = opened(decision, open_page, "procedure")
    decision.says("IT", Position.AGREE)
    send(app)
    text = page_text(app)
    assert "Something else was recorded after you opened this form." in text
    assert "Italy agreed to version 1" in text
    send(app)

    assert "as NFP.DEC/1/16" in page_text(app)


def test_what_others_say_keeps_nobody_from_ending_the_procedure(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = opened(decision, open_page, "procedure", "End the procedure")
    decision.says("IT", Position.AGREE)
    fill(app, reason="Another text is coming.")
    send(app)

    assert "Nothing happens yet" in page_text(app)


def contested(story: Story) -> DecisionOnPages:
    decision = decision_in(story)
    decision.heard("IT", Position.AGREE, PRESENT)
    story.clock.time = PRESENT + timedelta(hours=1)
    decision.adopt_by_consensus()
    decision.do(CorrectPosition, corrects=2, position="object", reason="Misheard.")
    return decision


def test_headlines_say_that_a_decision_is_contested(
    empty_network: Story, open_page: OpenPage
):
    contested(empty_network)
    assert (
        "has been adopted; 1 is contested and the Chair has to uphold or annul it."
        in page_text(open_page("agreements", by=LEADERSHIP))
    )
    assert "1 decision since 2026: 1 in force (1 contested)." in page_text(
        open_page("agreements", by=LEADERSHIP, view="register")
    )


@pytest.mark.parametrize(
    ("form", "status"), [("Uphold", "adopted"), ("Annul", "annulled")]
)
def test_the_chair_upholds_or_annuls(
    empty_network: Story, open_page: OpenPage, form: str, status: str
):
    decision = contested(empty_network)
    before = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))
    assert (
        "Contested. The text was adopted on 23 Nov 2026, 14:00 Berlin, but an entry "
        "about 23 Nov 2026, 13:00 Berlin, recorded on 23 Nov 2026, 14:00 Berlin, says"
    ) in before
    assert "The Chair now has to uphold or annul it." in before
    assert "No objection" not in before
    app = opened(decision, open_page, "procedure", form)
    fill(app, reason="Heard again.")
    send(app)

    text = page_text(app)
    assert "Contested. The text" not in text
    assert ("The Chair has annulled the adoption" in text) is (status == "annulled")


def offered(story: Story, decision: DecisionOnPages, by: Principal) -> set[str]:
    """The names of commands that the decision's page offers somebody."""
    viewer = Viewer(by, record.live_moment())
    page = PageContext(viewer, choose_meeting(viewer, str(decision.meeting)), LIGHT)
    selected = selection.of_decision(page, str(decision.id))
    assert selected is not None
    return {
        form.command.NAME
        for place in decision_forms.PLACES
        for form in decision_forms.forms_at(selected, place)
        if form.command is not None
    }


def test_every_command_has_its_form(empty_network: Story):
    by = {AUSTRIA, CHAIR, SECRETARIAT}
    found: set[str] = set()

    def look(decision: DecisionOnPages) -> None:
        for each in by:
            found.update(offered(empty_network, decision, each))

    draft = decision_in(empty_network)
    look(draft)
    draft.says("AT", Position.AGREE)
    look(draft)
    draft.open_silence()
    look(draft)
    consensus = decision_in(empty_network)
    consensus.do(OpenProcedure, procedure="consensus", of=1)
    look(consensus)
    look(contested(empty_network))
    restricted = decision_in(empty_network, audience=MatterAudience.FOCAL_POINTS)
    restricted.adopt_by_consensus()
    look(restricted)

    names = {
        each.NAME for each in posted_commands() if each.NAME.startswith("decision.")
    }
    assert names - found == {TableDecision.NAME}  # on the pages of meetings
    assert found - names == set()


def test_a_form_s_refusal_names_the_paragraph(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "text")
    [box] = [area for area in app.text_area if "-text-" in (area.key or "")]
    box.set_value(f"# Heading\n\n{'a ' * 2_600}")
    send(app)

    assert "Paragraph 2: Please enter at most 5,000 characters." in page_text(app)
    assert not is_form_closed(app)


def test_the_chair_records_that_there_is_no_agreement(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    form = "Record that there is no agreement"
    app = opened(decision, open_page, "procedure", form)
    fill(app, reason="Two views remain.", summary="The Chair sums up.")
    send(app)

    assert "There was no agreement on this draft." in page_text(app)


def test_a_delegation_withdraws_its_own_draft_and_no_other(
    empty_network: Story, open_page: OpenPage
):
    tabled = decision_in(empty_network, tabled_by="AT")
    other = decision_in(empty_network)
    withdraw = "Withdraw the draft"

    def forms(decision: DecisionOnPages) -> list[str]:
        app = opened(decision, open_page, "more", by=AUSTRIA)
        [choice] = [each for each in app.button_group if "-what-" in (each.key or "")]
        return list(choice.options)

    assert withdraw in forms(tabled)
    assert withdraw not in forms(other)


def test_a_decision_of_focal_points_is_released(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network, audience=MatterAudience.FOCAL_POINTS)
    decision.adopt_by_consensus()
    app = opened(decision, open_page, "procedure")
    fill(app, reason="All capitals agree.")
    send(app)

    text = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))
    assert "as NFP.FP.DEC/1/16" in text


@pytest.mark.parametrize(
    ("query", "earlier", "later"),
    [
        ({"from": "1"}, 1, 3),
        ({"to": "2"}, 1, 2),
        ({"from": "1", "to": "3"}, 1, 3),
        ({"from": "3", "to": "1"}, 2, 3),
        ({"from": "x", "to": "\u0663"}, 2, 3),
        ({"from": "0", "to": "9999999"}, 2, 3),
    ],
)
def test_the_address_names_the_versions_that_are_compared(
    empty_network: Story,
    open_page: OpenPage,
    query: dict[str, str],
    earlier: int,
    later: int,
):
    decision = decision_in(empty_network)
    decision.table_version()
    decision.table_version(HEADING, NEW_FIRST, SECOND)
    findings = {
        (1, 2): "1 paragraph changed, 1 new, 2 unchanged",
        (2, 3): "1 paragraph deleted, 3 unchanged",
        (1, 3): "1 paragraph changed, 2 unchanged",
    }

    text = page_text(
        open_page("decision", by=LEADERSHIP, decision=decision.id, **query)
    )

    assert f"From version {earlier} to version {later}, word by word" in text
    assert findings[earlier, later] in text


def test_links_lead_to_each_of_many_changes(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.table_version(*"abcd")

    text = page_text(open_page("decision", decision=decision.id, **{"from": "1"}))

    places = [str(place) for place in range(1, 8)]
    assert re.findall('href="#change-([0-9]+)"', text) == places
    assert re.findall('id="change-([0-9]+)"', text) == places


def test_one_version_has_nothing_to_compare(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)

    text = page_text(open_page("decision", decision=decision.id, **{"from": "1"}))

    assert comparison_texts.ONE_VERSION in text


def test_an_unsent_draft_is_continued_while_its_form_is_offered(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    viewer = Viewer(AUSTRIA, record.live_moment())
    page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)

    def restored(id: object, place: str, label: str) -> list[str] | None:
        draft = Draft(str(id), place, label, {"reason": "Too so"}, None)
        found = decision_forms.restore_form(page, draft)
        return found and [form.label for form in found[1]]

    assert restored(decision.id, "object", "Object") == ["Object"]
    assert restored(decision.meeting, "table", "Table a draft decision") == [
        "Table a draft decision"
    ]
    assert restored(decision.id, "procedure", "Adopt") is None
    assert restored(decision.id, "elsewhere", "Object") is None
    assert restored(decision.meeting, "object", "Object") is None
