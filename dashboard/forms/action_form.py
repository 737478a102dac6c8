"""What is done with accounts and mandates, as forms: not commands, and no facts.

As with `forms`, the dialog is drawn outside of what is redrawn when the record moves.
A secret that comes of it is shown in the dialog, once, and forgotten with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_domain.foundation.errors import DomainError
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import ReauthenticationRequired
from dashboard.components import html
from dashboard.data import queries
from dashboard.data.page_context import Scene
from dashboard.forms import field_widgets, receipts, submit, texts
from dashboard.forms.command_form import Field
from dashboard.shell import access_checks, address
from dashboard.shell.access_checks import checked

_OPEN, _PENDING, _DONE = "duty-open", "duty-pending", "duty-done"


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it; `secret` is to be handed to somebody, and never shown again;
    `paper` is to be kept.
    """

    sentence: str
    secret: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that may be done: `act` takes what was filled in, and may refuse.

    `fields` are asked for once somebody opens it: some are read for them. `proof_for`
    is the action that needs a fresh proof of who asks, if it does.
    """

    label: str
    verb: str
    act: Callable[[dict[str, Any]], Told]
    fields: Callable[[], tuple[Field, ...]] = tuple
    before: tuple[str, ...] = ()
    proof_for: str | None = None


@dataclass(slots=True)
class Duty:
    """A form that somebody has opened."""

    by: Principal
    title: str
    about: str
    tasks: tuple[Task, ...]
    id: UUID = field(default_factory=submit.new_id)
    refused: str | None = None
    told: Told | None = None
    needs_proof: bool = False

    def key(self, name: str, task: Task | None = None) -> str:
        number = self.tasks.index(task) if task else "form"
        return f"duty-{number}-{name}-{self.id}"


def button(
    scene: Scene, label: str, title: str, about: str, tasks: tuple[Task, ...], key: str
) -> None:
    """A button that opens a form; nothing where there is nothing to do."""
    if st.session_state.get(_PENDING):
        st.rerun()  # the dialog is opened by a run of the whole page
    if not tasks:
        return

    def opens() -> None:
        duty = Duty(scene.look.principal, title, about, tasks)
        st.session_state[_OPEN] = duty
        st.session_state[_PENDING] = True
        _forget()

    st.button(label, key=f"duty-{key}", on_click=checked(opens))


def opened(scene: Scene) -> None:
    """Draws the dialog of an open form, or what came of the last one."""
    st.session_state.pop(_PENDING, None)
    duty: Duty | None = st.session_state.get(_OPEN)
    if duty is not None and duty.by != scene.look.principal:
        _close()
    elif duty is not None:
        access_checks.dialog(duty.title, partial(_draw, duty), _close)
        return
    done: str | None = st.session_state.get(_DONE)
    if done is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="answer"):
            st.html(html.answer(done, None), width="stretch")
            st.button(
                "Close", key="answer-close", on_click=checked(_forget), type="tertiary"
            )


def _draw(duty: Duty) -> None:
    if duty.told is not None:
        _tell(duty, duty.told)
        return
    st.html(html.paragraphs("about", duty.about))
    task = _chosen(duty)
    if task.proof_for is not None and not queries.is_proved(duty.by, task.proof_for):
        _confirm_first()
        return
    if task.before:
        st.html(html.paragraphs("before", *task.before))
    with st.form(duty.key("fields", task), border=False, enter_to_submit=False):
        fields = task.fields()
        for one in fields:
            field_widgets.draw(one, duty.key(one.name, task))
        if duty.refused is not None:
            field_widgets.complaint(duty.refused)
        if duty.needs_proof:
            _confirm_first()
        st.form_submit_button(
            task.verb,
            type="primary",
            width="stretch",
            key=duty.key("send", task),
            on_click=checked(_send),
            args=(duty, task, fields),
        )


def _confirm_first() -> None:
    """The way to a fresh proof, and back to this page."""
    st.html(
        html.paragraphs("before", texts.CONFIRM_FIRST)
        + f'<p class="bsm-more"><a href="{address.to_confirmation()}" target="_self">'
        f"{texts.CONFIRM}</a></p>"
    )


def _chosen(duty: Duty) -> Task:
    labels = [one.label for one in duty.tasks]
    what = texts.WHAT_TO_DO
    return duty.tasks[field_widgets.chosen(what, labels, duty.key("what"), duty)]


def _send(duty: Duty, task: Task, fields: tuple[Field, ...]) -> None:
    def read(one: Field) -> Any:
        return st.session_state.get(duty.key(one.name, task))

    if missing := field_widgets.missing(fields, read):
        labels = [one.label for one in missing]
        duty.refused = texts.please_fill_in(labels)
        return
    try:
        told = task.act(field_widgets.given(fields, read))
    except DomainError as refusal:
        duty.needs_proof = isinstance(refusal, ReauthenticationRequired)
        duty.refused = texts.as_sentence(str(refusal))
        return
    duty.refused, duty.told, duty.needs_proof = None, told, False


def _tell(duty: Duty, told: Told) -> None:
    if told.paper is not None:
        if receipts.shown(told.sentence, told.paper, duty.key("paper")):
            _close()
            st.rerun()
        return
    if told.secret is None:
        st.session_state[_DONE] = told.sentence
        _close()
        st.rerun()
    st.html(html.paragraphs("about", told.sentence))
    st.code(told.secret, language=None, wrap_lines=True)
    st.html(html.paragraphs("before", texts.SHOWN_ONCE))
    if st.button("I have handed it on", key=duty.key("handed"), type="primary"):
        _close()
        st.rerun()


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _forget() -> None:
    st.session_state.pop(_DONE, None)
