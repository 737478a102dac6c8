"""Commands as forms: a button wherever a thing is shown, and a dialog to fill in.

The dialog is drawn outside of what is redrawn when the record moves, so nothing that
somebody types is lost. `opened` belongs into every run of the script; the buttons may
stand anywhere. A button draws nothing for whom there is nothing to ask.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from uuid import UUID

import streamlit as st

from bsm_service.access.permissions import Principal
from bsm_service.application.command import every_command
from dashboard.components import html
from dashboard.data import queries
from dashboard.data.page_context import Scene
from dashboard.forms import dialog, drafts, receipts, submit, texts
from dashboard.forms.command_form import Offer
from dashboard.forms.dialog import OpenForm
from dashboard.forms.drafts import Draft
from dashboard.shell import access_checks
from dashboard.shell.access_checks import checked

FormAgain = Callable[[Scene, Draft], OpenForm | None]
_FORM, _PENDING, _DONE = "form-open", "form-pending", "form-done"


def past(scene: Scene) -> None:
    """On a frozen page: says to whom may act elsewhere why they cannot act here."""
    if scene.frozen and may_act(scene.look.principal):
        st.html(html.paragraphs("past", texts.PAST))


def may_act(who: Principal) -> bool:
    """Whether there is anything at all that the viewer may ask for."""
    return any(queries.may(who, command.NAME) for command in every_command())


def opened(scene: Scene, form_again: FormAgain) -> None:
    """Draws the dialog of an open form, or what came of the last one; `form_again`
    makes the form into which something was typed and never sent.
    """
    st.session_state.pop(_PENDING, None)
    form: OpenForm | None = st.session_state.get(_FORM)
    if form is not None and (scene.frozen or form.by != scene.look.principal):
        _close()
    elif form is not None:
        access_checks.dialog(form.title, partial(_filled_in, form), _put_aside)
        return
    # Always there: what comes and goes before a page would make it jump.
    draft, answer = st.container(key="drafted"), st.container(key="answered")
    if not scene.frozen and may_act(scene.look.principal):
        with draft:
            _draft(scene, form_again)
    done: submit.Done | None = st.session_state.get(_DONE)
    if done is not None:
        with (
            answer,
            st.container(horizontal=True, vertical_alignment="center", key="answer"),
        ):
            st.html(html.answer(done.sentence, done.position), width="stretch")
            st.button(
                "Close", key="answer-close", on_click=checked(_forget), type="tertiary"
            )


def _draft(scene: Scene, form_again: FormAgain) -> None:
    """What was typed and never sent: to go on with, or to forget."""
    draft = drafts.look(scene.look.principal)
    if draft is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="draft"):
        told = texts.draft(draft.label, tuple(draft.texts.values()))
        st.html(html.paragraphs("draft", told), width="stretch")

        def goes_on() -> None:
            made = form_again(scene, draft)
            if made is None:
                drafts.forget(draft.key)
            else:
                _open(lambda: replace(made, draft=draft))

        st.button("Go on", key="draft-on", on_click=checked(goes_on), type="primary")
        st.button(
            "Forget it",
            key="draft-forgotten",
            on_click=checked(drafts.forget),
            args=(draft.key,),
            type="tertiary",
        )


def _filled_in(form: OpenForm) -> None:
    if form.done is None:
        dialog.draw(form)
    if form.done is not None and form.kept_under is not None:
        drafts.forget(f"{form.kept_under}:{form.place}")
    if form.done is not None and form.done.receipt is not None:
        if receipts.shown(form.done.sentence, form.done.receipt, form.key("receipt")):
            _close()
            st.rerun()
    elif form.done is not None:
        st.session_state[_DONE] = form.done
        _close()
        st.rerun()


def button(
    scene: Scene,
    possible: tuple[Offer, ...],
    *,
    title: str,
    about: str,
    ids: Mapping[str, str] = MappingProxyType({}),
    version: int | None = None,
    new: str | None = None,
    place: str = "",
    label: str | None = None,
    kept_under: str | None = None,
) -> None:
    """A button that opens a form. `ids` name what there is, its own id first; `new` is
    the field that gets one. Without a `label`, it says the first of what is `possible`.
    What is typed is kept where `kept_under` names the thing that it is about.
    """
    if st.session_state.get(_PENDING):
        st.rerun()  # the dialog is opened by a run of the whole page
    if scene.frozen or not possible:
        return

    def made() -> OpenForm:
        return form_of(
            scene,
            possible,
            title=title,
            about=about,
            ids=ids,
            version=version,
            new=new,
            place=place,
            kept_under=kept_under,
        )

    others = ", ".join(one.label.lower() for one in possible[1:])
    first = label or possible[0].label + ("\u2009…" if others else "")
    st.button(
        first,
        key="-".join(part for part in ("ask", place, new, *ids.values()) if part),
        help=f"Also: {others}" if others and label is None else None,
        on_click=checked(_open),
        args=(made,),
    )


def form_of(
    scene: Scene,
    possible: tuple[Offer, ...],
    *,
    title: str,
    about: str,
    ids: Mapping[str, str],
    version: int | None,
    new: str | None = None,
    place: str = "",
    kept_under: str | None = None,
) -> OpenForm:
    """A form as it is when it is opened; see `button`."""
    known = {name: UUID(id) for name, id in ids.items()}
    return OpenForm(
        by=scene.look.principal,
        title=title,
        about=about,
        offers=possible,
        ids=known if new is None else {**known, new: submit.new_id()},
        zone=scene.meeting.time_zone if scene.meeting else "UTC",
        thing=None if version is None else next(iter(ids.values())),
        version=version,
        place=place,
        kept_under=kept_under,
    )


def _open(make: Callable[[], OpenForm]) -> None:
    st.session_state[_FORM] = make()
    st.session_state[_PENDING] = True
    _forget()


def _close() -> None:
    st.session_state.pop(_FORM, None)


def _put_aside() -> None:
    """Closed without being sent: what was typed may be gone on with."""
    _close()
    drafts.look_again()


def tell(done: submit.Done) -> None:
    """What came of something that was recorded without a dialog."""
    st.session_state[_DONE] = done
    st.session_state[_PENDING] = True


def _forget() -> None:
    st.session_state.pop(_DONE, None)


def invited(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Those invited, in protocol order; of every meeting where none is invited."""
    assert scene.meeting is not None
    invited = scene.look.delegations(scene.meeting.id)
    if invited:
        return tuple((one.code, one.name) for one in invited)
    names = scene.look.delegation_names()
    return tuple(sorted(names.items(), key=lambda one: one[1]))
