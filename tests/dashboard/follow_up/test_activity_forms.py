"""Every command about activities is a form somewhere, and does what it says."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from follow_up_examples import (
    PAGE,
    activity_details_of,
    add_activity,
    field,
    open_activity_form,
)
from follow_up_examples import story as story
from form_actions import choose, fill, is_form_closed, open_form, send
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
from bsm_service.follow_up.milestone_and_evidence_commands import (
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
from dashboard.follow_up import forms

REASON = "as it was found"


def test_every_command_about_activities_has_a_form(story: Story, open_page: OpenPage):
    other = add_activity(story)
    ids = {"activity_id": story.activity}
    step = {"milestone_id": uuid4(), "title": "Draft", "due_on": date(2027, 1, 1)}
    evidence = {"evidence_id": uuid4(), "url": "https://example.org"}
    for command in (
        SetMilestone(**ids, **step),
        AddDependency(**ids, on=other),
        ReportProgress(**ids, percent=30),
        AttachEvidence(**ids, **evidence),
    ):
        do(story.system, command, AUSTRIA)
    commands_with_form: set[type[Command]] = set()
    for by in (AUSTRIA, ITALY, CHAIR, SECRETARIAT):
        viewer = Viewer(by, record.live_moment())
        details = activity_details_of(story)
        page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
        facts = viewer.fetch(
            "read.facts", history_queries.facts, stream_id=str(story.activity)
        ).items
        for place in ("opened", "work", "promise"):
            options = forms.form_options(page, details.activity, facts)
            forms_here = forms.forms_at(page, details, options, place)
            commands_with_form |= {form.command for form in forms_here}
        for status in (
            *("proposed", "agreed", "accepted", "blocked", "reported complete"),
            "confirmed",
        ):
            row = details.activity
            changed = {"status": status, "is_open": status != "confirmed"}
            activity = type(row)(
                **{n: getattr(row, n) for n in row.__slots__} | changed
            )
            commands_with_form |= {
                form.command for form in forms.lifecycle_forms(by, activity)
            }

    activity_commands = {
        command for command in every_command() if command.NAME.startswith("activity.")
    }
    without_form_here = {
        ProposeActivity,  # on the page itself
        ImportActivities,  # on the page Import
        SettleDueDate,  # the product does it by itself
        EraseEvidence,  # where there is a file; see below
    }
    assert activity_commands - commands_with_form == without_form_here


@pytest.mark.parametrize(
    "by", [LEADERSHIP, AUDITOR], ids=lambda principal: principal.role
)
def test_who_only_reads_has_no_form(story: Story, open_page: OpenPage, by: Principal):
    app = open_page(PAGE, by=by, activity=story.activity)

    assert not [
        button for button in app.button if (button.key or "").startswith("ask-")
    ]
    assert not [group for group in app.button_group if "quick-" in (group.key or "")]


def test_what_is_declined_is_handed_over_and_keeps_its_history(
    story: Story, open_page: OpenPage
):
    id = add_activity(story, owner="AT", title="Draw a map")
    do(
        story.system,
        HandOverActivity(activity_id=id, owner="IT", reason=REASON),
        CHAIR,
    )
    story.activity = id

    app = open_page(PAGE, by=ITALY)
    assert "1 activity is waiting for you" in page_text(app)
    choose(open_form(app, f"ask-waiting-{id}"), "Decline")
    send(fill(app, reason="no staff"))
    assert is_form_closed(app)

    app = open_activity_form(story, open_page, CHAIR, "promise", "Hand over")
    field(app, "selectbox", "owner").set_value("MK").run()
    send(fill(app, reason="they offered"))
    assert is_form_closed(app)

    text = page_text(open_page(PAGE, by=CHAIR, activity=id))
    for reason in ("no staff", "they offered", "North Macedonia", REASON):
        assert reason in text
    assert activity_details_of(story).activity.status == "agreed"


def test_steps_comments_and_evidence_are_on_the_page(story: Story, open_page: OpenPage):
    app = open_activity_form(story, open_page, AUSTRIA, "work", "Set a milestone")
    fill(app, title="First draft")
    field(app, "date_input", "due_on").set_value(date(2026, 11, 1))
    send(app)
    assert is_form_closed(app), page_text(app)
    assert "The milestone “First draft” of" in page_text(app)
    assert "overdue · by 1 Nov 2026" in page_text(app)

    app = open_activity_form(
        story, open_page, AUSTRIA, "work", "Mark a milestone as reached"
    )
    [only] = [
        selectbox
        for selectbox in app.selectbox
        if "milestone_id" in (selectbox.key or "")
    ]
    assert only.value is not None, "one step is no choice"
    send(app)
    assert "1 of 1 milestones reached" in page_text(app)

    app = open_activity_form(story, open_page, ITALY, "work", "Comment")
    fill(app, text="Where is <b>chapter</b> two?")
    field(app, "multiselect", "mentions").set_value(["AT"])
    send(app)
    assert "Where is &lt;b&gt;chapter&lt;/b&gt; two?" in page_text(app)
    text = page_text(open_page(PAGE, by=AUSTRIA))
    assert "Italy has asked for your attention since 23 Nov 2026" in text

    story.clock.pass_by(timedelta(hours=1))
    app = open_form(open_page(PAGE, by=AUSTRIA), f"ask-answer-{story.activity}")
    send(fill(app, text="On Monday."))
    assert is_form_closed(app), page_text(app)
    assert "has asked for your attention" not in page_text(open_page(PAGE, by=AUSTRIA))

    app = open_activity_form(story, open_page, AUSTRIA, "work", "Attach a link")
    send(fill(app, url="javascript:alert(1)"))
    assert "Please enter a web address" in page_text(app)
    assert field(app, "text_input", "url").value == "javascript:alert(1)"
    send(fill(app, url="https://example.org/draft"))
    assert is_form_closed(app)
    assert 'href="https://example.org/draft"' in page_text(app)


def test_a_file_is_evidence_is_revised_and_can_be_destroyed(
    story: Story, open_page: OpenPage, forgotten_files: list[str]
):
    app = open_activity_form(story, open_page, AUSTRIA, "work", "Attach a file")
    send(app)
    assert "Please choose a file of 10 MB at most." in page_text(app)
    app.file_uploader[0].upload("tool.txt", b"MZ\x90\x00\x03\x00", "text/plain")
    before = story.system.store.position()
    send(app)
    assert not is_form_closed(app)
    assert story.system.store.position() == before
    app.file_uploader[0].upload("minutes.txt", b"Minutes of May.\n", "text/plain")
    send(app)
    assert is_form_closed(app), page_text(app)
    assert len(forgotten_files) == 1

    app = open_activity_form(story, open_page, AUSTRIA, "work", "Attach a newer file")
    app.file_uploader[0].upload("minutes.txt", b"Minutes of June.\n", "text/plain")
    send(app)
    assert is_form_closed(app), page_text(app)
    text = page_text(app)
    assert "revision 2" in text
    assert "earlier: <a" in text

    app = open_activity_form(story, open_page, SECRETARIAT, "work", "Erase a file")
    which = field(app, "selectbox", "evidence_id")
    which.select_index(0)
    send(fill(app, reason="names a person"))
    story.system.engine.catch_up()
    [first, second] = activity_details_of(story).evidence
    assert first.is_erased != second.is_erased


def test_forms_are_shown_where_the_rules_allow_them(story: Story, open_page: OpenPage):
    ids = {"activity_id": story.activity}
    other = add_activity(story)
    files = story.system.vault.files

    def uploaded(by: Principal) -> UploadedFile:
        content = files.store(b"names of people", "text/plain", by=by.account)
        return UploadedFile(sha256=content.sha256, name="names.txt")

    partners = ChangePartners(**ids, partners=("IT",))
    evidence_ids = {"activity_id": other, "evidence_id": uuid4()}
    of_austria = AttachEvidence(**ids, evidence_id=uuid4(), file=uploaded(AUSTRIA))
    do(story.system, of_austria, AUSTRIA)
    of_italy = AttachEvidence(**evidence_ids, file=uploaded(ITALY))
    for by, command in (
        (CHAIR, partners),
        (ITALY, of_italy),
        (AUSTRIA, ReportComplete(**ids)),
        (ITALY, ConfirmActivity(**ids)),
    ):
        do(story.system, command, by)

    def forms_by_label(by: Principal, place: Any) -> dict[str, Any]:
        viewer = Viewer(by, record.live_moment())
        page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
        facts = viewer.fetch(
            "read.facts", history_queries.facts, stream_id=str(story.activity)
        ).items
        details = activity_details_of(story)
        options = forms.form_options(page, details.activity, facts)
        forms_here = forms.forms_at(page, details, options, place)
        return {form.label: form for form in forms_here}

    assert "Withdraw evidence" in forms_by_label(AUSTRIA, "work")
    assert "Attach a file" in forms_by_label(ITALY, "work")
    assert "Withdraw evidence" not in forms_by_label(ITALY, "work")
    erasing = " ".join(forms_by_label(SECRETARIAT, "work")["Erase a file"].explanations)
    assert "“Compare forms” (Italy)" in erasing
    for by, expected in ((ITALY, "confirmed"), (AUSTRIA, "complete")):
        [(_, report)] = (
            forms_by_label(by, "promise")["Correct a report"].fields[0].options
        )
        assert expected in report


def test_what_is_declined_is_neither_split_nor_merged(
    story: Story, open_page: OpenPage
):
    id = add_activity(story)

    def form_labels() -> set[str]:
        viewer = Viewer(CHAIR, record.live_moment())
        page = PageContext(viewer, choose_meeting(viewer, None), LIGHT)
        details = activity_details_of(story, id=id)
        options = forms.form_options(page, details.activity, ())
        forms_here = forms.forms_at(page, details, options, "promise")
        return {form.label for form in forms_here}

    handed = HandOverActivity(activity_id=id, owner="MK", reason=REASON)
    do(story.system, handed)
    assert {"Split", "Merge"} <= form_labels()
    do(story.system, DeclineActivity(activity_id=id, reason=REASON))
    assert not {"Split", "Merge"} & form_labels()


def test_activities_that_would_wait_for_one_another_are_named(
    story: Story, open_page: OpenPage
):
    other = add_activity(story)
    do(
        story.system,
        AddDependency(activity_id=other, on=story.activity),
        ITALY,
    )
    app = open_activity_form(story, open_page, AUSTRIA, "work", "Add a dependency")
    field(app, "selectbox", "on").set_value(str(other))
    send(app)

    assert not is_form_closed(app)
    text = page_text(app)
    assert "would depend on each other" in text
    assert "“Compare forms” → “Share the border protocol”" in text


def test_an_activity_is_split_and_its_parts_keep_age_and_slips(
    story: Story, open_page: OpenPage
):
    moved = ChangeDueDate(
        activity_id=story.activity, due_on=date(2027, 3, 31), reason=REASON
    )
    do(story.system, moved, AUSTRIA)
    app = open_activity_form(story, open_page, CHAIR, "promise", "Split")
    fill(
        app, **{"parts.0.title": "Text", "parts.1.title": "Maps", "reason": "too large"}
    )
    field(app, "selectbox", "parts.1.owner").set_value("IT")
    send(app)
    assert is_form_closed(app), page_text(app)

    old = activity_details_of(story)
    parts = [
        activity_details_of(story, id=UUID(continuation.id))
        for continuation in old.continued_by
    ]
    assert {(part.activity.title, part.activity.owner) for part in parts} == {
        ("Text", "AT"),
        ("Maps", "IT"),
    }
    for part in parts:
        row = part.activity
        assert row.first_promised_at == old.activity.first_promised_at
        assert (row.slips, row.due_on) == (1, date(2027, 3, 31))
    text = page_text(open_page(PAGE, by=CHAIR, activity=parts[0].activity.id))
    assert "Open since 12 Apr 2016" in text
    assert ", from the 10th meeting" in text
    assert "Continues" in text
    assert "was changed to 31 Mar 2027" in text, "its parent's history is its own"


def test_activities_are_merged_into_one(story: Story, open_page: OpenPage):
    other = add_activity(story)
    app = open_activity_form(story, open_page, CHAIR, "promise", "Merge")
    field(app, "multiselect", "activities").set_value([str(other)])
    fill(app, **{"into.title": "Both together", "reason": "the same work"})
    send(app)
    assert is_form_closed(app), page_text(app)

    [merged] = activity_details_of(story).continued_by
    assert merged.title == "Both together"
    assert activity_details_of(story, id=other).continued_by == (merged,)


def test_an_activity_is_carried_over_and_a_new_date_needs_a_reason(
    story: Story, open_page: OpenPage
):
    app = open_activity_form(story, open_page, CHAIR, "promise", "Carry over")
    field(app, "date_input", "due_on").set_value(date(2027, 9, 30))
    send(app)
    assert "changing the date to 30 Sep 2027" in page_text(app)
    send(fill(app, reason="more time"))
    assert is_form_closed(app), page_text(app)
    text = page_text(open_page(PAGE, by=CHAIR, activity=story.activity))
    assert "10th · Berlin 2016, then 11th · Vienna 2027" in text


def test_a_report_is_corrected_by_a_fact_that_names_it(
    story: Story, open_page: OpenPage
):
    do(
        story.system,
        ReportProgress(activity_id=story.activity, percent=80),
        AUSTRIA,
    )
    story.system.engine.catch_up()
    app = open_activity_form(story, open_page, AUSTRIA, "promise", "Correct a report")
    field(app, "number_input", "percent").set_value(60)
    send(fill(app, reason="a slip of the finger"))
    assert is_form_closed(app), page_text(app)
    assert activity_details_of(story).activity.percent == 60
    assert "a slip of the finger" in page_text(app)
