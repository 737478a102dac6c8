"""Every command about activities is a form somewhere, and does what it says."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, words
from follow_up_examples import PAGE, another, details_of, field, fill, opened
from follow_up_examples import story as story
from form_actions import choose, closed, opens, send
from systems import AUDITOR, AUSTRIA, CHAIR, ITALY, LEADERSHIP, SECRETARIAT, do

from bsm_projections.history import queries as history_queries
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command, every_command
from bsm_service.follow_up.commands import (
    ChangeDueDate,
    ChangePartners,
    ConfirmActivity,
    DeclineActivity,
    HandOverActivity,
    ProposeActivity,
    ReportComplete,
    ReportProgress,
    SettleDueDate,
)
from bsm_service.follow_up.work_commands import (
    AddDependency,
    AttachEvidence,
    EraseEvidence,
    SetMilestone,
    UploadedFile,
)
from bsm_service.imports.commands import ImportActivities
from dashboard.components.theme import LIGHT
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer
from dashboard.follow_up import forms, lifecycle_forms

REASON = "as it was found"


def test_every_command_about_activities_has_a_form(story: Story, open_page: OpenPage):
    other = another(story)
    here = {"activity_id": story.activity}
    step = {"milestone_id": uuid4(), "title": "Draft", "due_on": date(2027, 1, 1)}
    shown = {"evidence_id": uuid4(), "url": "https://example.org"}
    for command in (
        SetMilestone(**here, **step),
        AddDependency(**here, on=other),
        ReportProgress(**here, percent=30),
        AttachEvidence(**here, **shown),
    ):
        do(story.system, command, AUSTRIA)
    found: set[type[Command]] = set()
    for by in (AUSTRIA, ITALY, CHAIR, SECRETARIAT):
        viewer = Viewer(by, record.live_moment())
        details = details_of(story)
        page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
        facts = viewer.fetch(
            "read.facts", history_queries.facts, stream_id=str(story.activity)
        ).items
        for place in ("opened", "work", "promise"):
            around = forms.form_options(page, details.activity, facts)
            offers = forms.forms_at(page, details, around, place)
            found |= {one.command for one in offers}
        for status in (
            *("proposed", "agreed", "accepted", "blocked", "reported complete"),
            "confirmed",
        ):
            row = details.activity
            changed = {"status": status, "is_open": status != "confirmed"}
            twin = type(row)(**{n: getattr(row, n) for n in row.__slots__} | changed)
            found |= {one.command for one in lifecycle_forms.lifecycle_forms(by, twin)}

    every = {one for one in every_command() if one.NAME.startswith("activity.")}
    elsewhere = {
        ProposeActivity,  # on the page itself
        ImportActivities,  # on the page Import
        SettleDueDate,  # the product does it by itself
        EraseEvidence,  # where there is a file; see below
    }
    assert every - found == elsewhere


@pytest.mark.parametrize("by", [LEADERSHIP, AUDITOR], ids=lambda it: it.role)
def test_who_only_looks_has_no_form(story: Story, open_page: OpenPage, by: Principal):
    app = open_page(PAGE, by=by, activity=story.activity)

    assert not [one for one in app.button if (one.key or "").startswith("ask-")]
    assert not [one for one in app.button_group if "quick-" in (one.key or "")]


def test_what_is_declined_is_handed_over_and_keeps_its_history(
    story: Story, open_page: OpenPage
):
    id = another(story, owner="AT", title="Draw a map")
    do(
        story.system,
        HandOverActivity(activity_id=id, owner="IT", reason=REASON),
        CHAIR,
    )
    story.activity = id

    app = open_page(PAGE, by=ITALY)
    assert "1 activity waits for you" in words(app)
    choose(opens(app, f"ask-waiting-{id}"), "Decline")
    send(fill(app, reason="no staff"))
    assert closed(app)

    app = opened(story, open_page, CHAIR, "promise", "Hand over")
    field(app, "selectbox", "owner").set_value("MK").run()
    send(fill(app, reason="they offered"))
    assert closed(app)

    said = words(open_page(PAGE, by=CHAIR, activity=id))
    for told in ("no staff", "they offered", "North Macedonia", REASON):
        assert told in said
    assert details_of(story).activity.status == "agreed"


def test_steps_comments_and_evidence_are_on_the_page(story: Story, open_page: OpenPage):
    app = opened(story, open_page, AUSTRIA, "work", "Set a milestone")
    fill(app, title="First draft")
    field(app, "date_input", "due_on").set_value(date(2026, 11, 1))
    send(app)
    assert closed(app), words(app)
    assert "is to reach “First draft”" in words(app)
    assert "overdue · by 1 Nov 2026" in words(app)

    app = opened(story, open_page, AUSTRIA, "work", "Milestone reached")
    [only] = [one for one in app.selectbox if "milestone_id" in (one.key or "")]
    assert only.value is not None, "one step is no choice"
    send(app)
    assert "1 of 1 milestones reached" in words(app)

    app = opened(story, open_page, ITALY, "work", "Comment")
    fill(app, text="Where is <b>chapter</b> two?")
    field(app, "multiselect", "mentions").set_value(["AT"])
    send(app)
    assert "Where is &lt;b&gt;chapter&lt;/b&gt; two?" in words(app)
    said = words(open_page(PAGE, by=AUSTRIA))
    assert "Italy asks for your attention since 23 Nov 2026" in said

    story.clock.pass_by(timedelta(hours=1))
    app = opens(open_page(PAGE, by=AUSTRIA), f"ask-answer-{story.activity}")
    send(fill(app, text="On Monday."))
    assert closed(app), words(app)
    assert "asks for your attention" not in words(open_page(PAGE, by=AUSTRIA))

    app = opened(story, open_page, AUSTRIA, "work", "Evidence: a link")
    send(fill(app, url="javascript:alert(1)"))
    assert "That is no address" in words(app)
    assert field(app, "text_input", "url").value == "javascript:alert(1)"
    send(fill(app, url="https://example.org/draft"))
    assert closed(app)
    assert 'href="https://example.org/draft"' in words(app)


def test_a_file_is_evidence_is_revised_and_can_be_destroyed(
    story: Story, open_page: OpenPage, let_go: list[str]
):
    app = opened(story, open_page, AUSTRIA, "work", "Evidence: a file")
    send(app)
    assert "Please choose a file of 10 MB at most." in words(app)
    app.file_uploader[0].upload("tool.txt", b"MZ\x90\x00\x03\x00", "text/plain")
    before = story.system.store.position()
    send(app)
    assert not closed(app)
    assert story.system.store.position() == before
    app.file_uploader[0].upload("minutes.txt", b"Minutes of May.\n", "text/plain")
    send(app)
    assert closed(app), words(app)
    assert len(let_go) == 1

    app = opened(story, open_page, AUSTRIA, "work", "Evidence: a newer file")
    app.file_uploader[0].upload("minutes.txt", b"Minutes of June.\n", "text/plain")
    send(app)
    assert closed(app), words(app)
    said = words(app)
    assert "revision 2" in said
    assert "before: <a" in said

    app = opened(story, open_page, SECRETARIAT, "work", "Erase a file")
    which = field(app, "selectbox", "evidence_id")
    which.select_index(0)
    send(fill(app, reason="names a person"))
    story.system.engine.catch_up()
    [first, second] = details_of(story).evidence
    assert first.is_erased != second.is_erased


def test_forms_are_offered_where_the_rules_would_let_them(
    story: Story, open_page: OpenPage
):
    here = {"activity_id": story.activity}
    other = another(story)
    content = story.system.vault.files.store(b"names of people", "text/plain")
    file = UploadedFile(sha256=content.sha256, name="names.txt")
    partners = ChangePartners(**here, partners=("IT",))
    there = {"activity_id": other, "evidence_id": uuid4()}
    for by, command in (
        (CHAIR, partners),
        (AUSTRIA, AttachEvidence(**here, evidence_id=uuid4(), file=file)),
        (ITALY, AttachEvidence(**there, file=file)),
        (AUSTRIA, ReportComplete(**here)),
        (ITALY, ConfirmActivity(**here)),
    ):
        do(story.system, command, by)

    def offered(by: Principal, place: Any) -> dict[str, Any]:
        viewer = Viewer(by, record.live_moment())
        page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
        facts = viewer.fetch(
            "read.facts", history_queries.facts, stream_id=str(story.activity)
        ).items
        found = details_of(story)
        around = forms.form_options(page, found.activity, facts)
        offers = forms.forms_at(page, found, around, place)
        return {one.label: one for one in offers}

    assert "Withdraw evidence" in offered(AUSTRIA, "work")
    assert "Evidence: a file" in offered(ITALY, "work")
    assert "Withdraw evidence" not in offered(ITALY, "work")
    erasing = " ".join(offered(SECRETARIAT, "work")["Erase a file"].explanations)
    assert "“Compare forms” (Italy)" in erasing
    for by, said in ((ITALY, "confirmed"), (AUSTRIA, "complete")):
        [(_, report)] = offered(by, "promise")["Correct a report"].fields[0].options
        assert said in report


def test_what_is_declined_is_neither_split_nor_merged(
    story: Story, open_page: OpenPage
):
    id = another(story)

    def offered() -> set[str]:
        viewer = Viewer(CHAIR, record.live_moment())
        page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
        found = details_of(story, id=id)
        around = forms.form_options(page, found.activity, ())
        offers = forms.forms_at(page, found, around, "promise")
        return {one.label for one in offers}

    handed = HandOverActivity(activity_id=id, owner="MK", reason=REASON)
    do(story.system, handed)
    assert {"Split", "Merge"} <= offered()
    do(story.system, DeclineActivity(activity_id=id, reason=REASON))
    assert not {"Split", "Merge"} & offered()


def test_activities_that_would_wait_for_one_another_are_named(
    story: Story, open_page: OpenPage
):
    other = another(story)
    do(
        story.system,
        AddDependency(activity_id=other, on=story.activity),
        ITALY,
    )
    app = opened(story, open_page, AUSTRIA, "work", "Waits for…")
    field(app, "selectbox", "on").set_value(str(other))
    send(app)

    assert not closed(app)
    said = words(app)
    assert "would wait for one another" in said
    assert "“Compare forms” → “Share the border protocol”" in said


def test_a_promise_is_split_and_its_parts_keep_age_and_slips(
    story: Story, open_page: OpenPage
):
    moved = ChangeDueDate(
        activity_id=story.activity, due_on=date(2027, 3, 31), reason=REASON
    )
    do(story.system, moved, AUSTRIA)
    app = opened(story, open_page, CHAIR, "promise", "Split")
    fill(app, **{"part1.title": "Text", "part2.title": "Maps", "reason": "too large"})
    field(app, "selectbox", "part2.owner").set_value("IT")
    send(app)
    assert closed(app), words(app)

    old = details_of(story)
    parts = [details_of(story, id=UUID(one.id)) for one in old.continued_by]
    assert {(one.activity.title, one.activity.owner) for one in parts} == {
        ("Text", "AT"),
        ("Maps", "IT"),
    }
    for one in parts:
        row = one.activity
        assert row.first_promised_at == old.activity.first_promised_at
        assert (row.slips, row.due_on) == (1, date(2027, 3, 31))
    said = words(open_page(PAGE, by=CHAIR, activity=parts[0].activity.id))
    assert "Open since the 10th meeting, 12 Apr 2016" in said
    assert "Continues" in said
    assert "now due on 31 Mar 2027" in said, "its parent's history is its own"


def test_promises_are_merged_into_one(story: Story, open_page: OpenPage):
    other = another(story)
    app = opened(story, open_page, CHAIR, "promise", "Merge")
    field(app, "multiselect", "others").set_value([str(other)])
    fill(app, **{"into.title": "Both together", "reason": "the same work"})
    send(app)
    assert closed(app), words(app)

    [one] = details_of(story).continued_by
    assert one.title == "Both together"
    assert details_of(story, id=other).continued_by == (one,)


def test_a_promise_is_carried_over_and_a_new_date_needs_a_reason(
    story: Story, open_page: OpenPage
):
    app = opened(story, open_page, CHAIR, "promise", "Carry over")
    field(app, "date_input", "due_on").set_value(date(2027, 9, 30))
    send(app)
    assert "say why it becomes 2027-09-30" in words(app)
    send(fill(app, reason="more time"))
    assert closed(app), words(app)
    said = words(open_page(PAGE, by=CHAIR, activity=story.activity))
    assert "10th · Berlin 2016, then 11th · Vienna 2027" in said


def test_a_report_is_corrected_by_a_fact_that_names_it(
    story: Story, open_page: OpenPage
):
    do(
        story.system,
        ReportProgress(activity_id=story.activity, percent=80),
        AUSTRIA,
    )
    story.system.engine.catch_up()
    app = opened(story, open_page, AUSTRIA, "promise", "Correct a report")
    field(app, "selectbox", "percent").set_value("60")
    send(fill(app, reason="a slip of the finger"))
    assert closed(app), words(app)
    assert details_of(story).activity.percent == 60
    assert "a slip of the finger" in words(app)
