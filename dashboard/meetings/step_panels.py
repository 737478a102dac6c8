"""What a meeting still needs, with a button for each step; and what comes first on an
empty record.
"""

from collections.abc import Mapping

import streamlit as st

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.command import Command
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.forms import submit
from dashboard.meetings import form_defaults, preparation_forms, step_texts
from dashboard.meetings.agenda import selection as agenda_selection
from dashboard.meetings.preparation_forms import MakeForm
from dashboard.meetings.steps import AgendaDraft, MeetingStep, StepState, meeting_steps
from dashboard.shell import address, layout
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)


def show_no_meeting(page: PageContext) -> None:
    """In place of a page about a meeting, where none is on record at that moment, or
    not the one that was requested.
    """
    recorded_today = page.viewer.at_moment(record.live_moment()).meetings()
    if page.requested_meeting is not None and recorded_today:
        is_known = page.requested_meeting in [each.id for each in recorded_today]
        _show_other_meeting(page, page.requested_meeting, is_known=is_known)
        return
    if page.is_frozen:
        st.html(components_html.headline(step_texts.NO_MEETING_THEN))
        show_empty_state(step_texts.CHOOSE_LATER_DAY)
        return
    st.html(components_html.headline(step_texts.NO_MEETING_YET))
    if preparation_forms.may_announce(page.viewer.principal):
        show_empty_state(step_texts.ANNOUNCE_FIRST)
        preparation_forms.announcement_button(page)
    else:
        show_empty_state(step_texts.SECRETARIAT_ANNOUNCES)


def _show_other_meeting(page: PageContext, requested: str, *, is_known: bool) -> None:
    """In place of a meeting that the viewed moment does not have, or that none has: the
    way to one that it has.
    """
    st.html(
        components_html.headline(
            step_texts.NOT_ON_RECORD_THEN
            if is_known
            else step_texts.no_such_meeting(requested)
        )
    )
    nearest = choose_meeting(page.viewer, None)
    if nearest is None:
        show_empty_state(step_texts.CHOOSE_LATER_DAY)
        return
    show_empty_state(step_texts.CHOOSE_ANOTHER if is_known else step_texts.CHECK_LINK)
    st.html(
        render(
            "components/text.html",
            "link_line",
            step_texts.go_to_meeting(short_meeting_name(nearest)),
            address.link("", **{address.MEETING: nearest.id}),
        )
    )


def show_steps_link(
    page: PageContext,
    meeting: Meeting,
) -> None:
    """On another page, for whoever may take a step of the meeting: how far it is, and a
    link to all steps.
    """
    steps = _steps(page, meeting)
    next_step = next((step for step in steps if step.state is StepState.NEXT), None)
    if next_step is None or page.is_frozen or not any(step.commands for step in steps):
        return
    done = sum(step.state is StepState.DONE for step in steps)
    st.page_link(
        layout.MEETING_PAGE,
        label=step_texts.steps_finding(done, len(steps), next_step.title),
        icon=":material/chevron_right:",
        query_params=address.with_shared_parameters({address.MEETING: meeting.id}),
    )


def _steps(page: PageContext, meeting: Meeting) -> tuple[MeetingStep, ...]:
    viewer = page.viewer
    return meeting_steps(
        meeting,
        viewer.delegations(meeting.id),
        viewer.objectives(meeting.id),
        viewer.registration_counts(meeting.id),
        lambda command: submit.may_submit(viewer.principal, command, None),
        form_defaults.today_at(meeting, viewer.moment),
        _agenda_draft(page, meeting),
    )


def _agenda_draft(page: PageContext, meeting: Meeting) -> AgendaDraft | None:
    draft = agenda_selection.draft_sessions(page)
    if draft is None:
        return None
    differs = agenda_selection.draft_differs(page)
    return AgendaDraft(len(draft), differs and bool(draft or meeting.agenda))


def show_steps(
    page: PageContext,
    meeting: Meeting,
    forms_of_registration: Mapping[type[Command], MakeForm],
) -> None:
    """The steps of a meeting, done and to do; they stay when all are done."""
    steps = _steps(page, meeting)
    following = (step.title for step in steps if step.state is StepState.NEXT)
    done = sum(step.state is StepState.DONE for step in steps)
    show_heading(
        step_texts.steps_finding(
            done,
            len(steps),
            next(following, None),
            page.viewer.objectives(meeting.id),
            is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        ),
        step_texts.STEPS_MEASURE,
        "steps",
        is_invented=page.marks_invented,
    )
    with st.container(key="steps", gap=None):
        for number, step in enumerate(steps):
            line = render("meetings/meeting.html", "step", step, step_texts)
            with line_with_buttons(line, f"step-{number}"):
                if step.label is not None:
                    preparation_forms.change_button(
                        page, meeting, step.commands, step.label
                    )
                    continue
                for command in step.commands:
                    preparation_forms.step_button(
                        page,
                        meeting,
                        command,
                        forms_of_registration.get(command),
                        is_primary=step.state is StepState.NEXT
                        and command is step.commands[0],
                    )
