"""A form that somebody has opened: what it is about, its fields, what came of it.

It keeps one command id, and the version of the thing that its viewer saw: sent twice,
it is recorded once, and what has happened meanwhile is told. A refusal stands beside
the field that it is about, and what was filled in stays.
"""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_service.access.permissions import Principal
from dashboard.components import html
from dashboard.forms import drafts, field_widgets, submit, texts, uploaded_files
from dashboard.forms.command_form import Field, Kind, Offer
from dashboard.forms.drafts import Draft
from dashboard.forms.submit import Done, Refused
from dashboard.shell.access_checks import checked

_EARLIER = Field(
    "occurred_on",
    texts.EARLIER_DAY,
    Kind.DAY,
    optional=True,
    help=texts.EARLIER_HELP,
)


@dataclass(slots=True)
class OpenForm:
    """`ids` name what the command is about; `thing` is what it changes, if it is
    on record already, and `version` is what the viewer saw of it. `place` is where it
    was opened, and `kept_under` the thing under which a draft of it is kept, if one is;
    `draft` is what was typed into it before.
    """

    by: Principal
    title: str
    about: str
    offers: tuple[Offer, ...]
    ids: dict[str, UUID]
    zone: str
    thing: str | None = None
    version: int | None = None
    place: str = ""
    kept_under: str | None = None
    draft: Draft | None = None
    command_id: UUID = field(default_factory=submit.new_id)
    refused: Refused | None = None
    done: Done | None = None

    def key(self, name: str, offer: Offer | None = None) -> str:
        of = offer.command.NAME if offer else "form"
        return f"{of}-{name}-{self.command_id}"


def draw(form: OpenForm) -> None:
    """The choice of what to record, where there is one, and its fields."""
    st.html(html.paragraphs("about", form.about))
    offer = _as_drafted(form, _chosen(form))
    if offer.filled is not None:
        offer = offer.filled(offer)
    if offer.before:
        st.html(html.paragraphs("before", *offer.before))
    for one in offer.fields:
        if one.kind is Kind.PERCENT:
            field_widgets.percent(one, form.key(one.name, offer))
        elif one.decides:
            field_widgets.draw(one, form.key(one.name, offer))
        else:
            continue
        _complaint(form, one.name)
    with st.form(form.key("fields", offer), border=False, enter_to_submit=False):
        for one in _asked(form, offer):
            if one.kind is not Kind.PERCENT and not one.decides:
                field_widgets.draw(one, form.key(one.name, offer))
                _complaint(form, one.name)
        with st.expander(texts.EARLIER, type="compact"):
            field_widgets.draw(_EARLIER, form.key(_EARLIER.name, offer))
        _complaint(form, _EARLIER.name)
        _complaint(form, None)
        st.form_submit_button(
            offer.verb,
            type="primary",
            width="stretch",
            key=form.key("send", offer),
            on_click=checked(_send),
            args=(form, offer),
        )

    _keep(form, offer)


def _chosen(form: OpenForm) -> Offer:
    labels = [one.label for one in form.offers]
    what, key = texts.WHAT, form.key("what")
    begun = form.draft.label if form.draft else None
    first = labels.index(begun) if begun in labels else 0
    return form.offers[field_widgets.chosen(what, labels, key, form, first)]


def _as_drafted(form: OpenForm, offer: Offer) -> Offer:
    """With what was typed before in place of what the fields begin with."""
    draft = form.draft
    if draft is None or draft.label != offer.label:
        return offer

    def begun(one: Field) -> Field:
        if one.kind is Kind.PERCENT and draft.percent is not None:
            return replace(one, value=draft.percent)
        if one.kind in (Kind.LINE, Kind.TEXT) and one.name in draft.texts:
            return replace(one, value=draft.texts[one.name][: one.longest])
        return one

    return replace(offer, fields=tuple(map(begun, offer.fields)))


def _keep(form: OpenForm, offer: Offer) -> None:
    """What is typed about a thing outlives a lost connection."""
    if form.kept_under is None:
        return
    typed = [one for one in _asked(form, offer) if one.kind in (Kind.LINE, Kind.TEXT)]
    percent = st.session_state.get(form.key("percent", offer))
    drafts.keep(
        form.by,
        Draft(form.kept_under, form.place, offer.label, {}, percent),
        [(one.name, form.key(one.name, offer)) for one in typed],
    )


def _asked(form: OpenForm, offer: Offer) -> tuple[Field, ...]:
    """The fields that what was chosen so far calls for."""
    percent = st.session_state.get(form.key("percent", offer))
    return tuple(
        _with_options(form, offer, one)
        for one in offer.fields
        if one.below is None or (percent is not None and percent < one.below)
    )


def _with_options(form: OpenForm, offer: Offer, one: Field) -> Field:
    if one.options_of is None or one.of is None:
        return one
    chosen = st.session_state.get(form.key(one.of, offer))
    return replace(one, options=one.options_of(chosen) if chosen else ())


def _complaint(form: OpenForm, name: str | None) -> None:
    refused = form.refused
    if refused is None or refused.field != name:
        return
    field_widgets.complaint(refused.sentence)
    if refused.meanwhile:
        st.html(
            html.paragraphs("meanwhile", *(one.sentence for one in refused.meanwhile))
        )


def _send(form: OpenForm, offer: Offer) -> None:
    if form.done is not None:
        return

    def read(one: Field) -> Any:
        return st.session_state.get(form.key(one.name, offer))

    asked = _asked(form, offer)
    if left_out := field_widgets.missing(asked, read):
        first = left_out[0]
        said = texts.FILL_IN
        if first.kind is Kind.FILE:
            said = texts.choose_a_file(submit.most_bytes())
        form.refused = Refused(said, first.name)
        return
    told = {**form.ids, **field_widgets.given(asked, read)}
    if offer.new is not None:
        told.setdefault(offer.new, submit.id_within(form.command_id, offer.new))
    if offer.finish is not None:
        told = offer.finish(told)
    answer = submit.ask(
        form.by,
        offer.command,
        told,
        command_id=form.command_id,
        thing=form.thing,
        expected_version=form.version,
        occurred_on=read(_EARLIER),
        zone=form.zone,
    )
    if isinstance(answer, Done):
        form.done = answer
        for one in asked:
            if one.kind is Kind.FILE and (file := read(one)) is not None:
                uploaded_files.let_go(file.file_id)
        return
    if answer.version is not None:
        form.version = answer.version
    shown = {one.name for one in (*asked, _EARLIER)}
    field = answer.field if answer.field in shown else None
    form.refused = Refused(answer.sentence, field, answer.meanwhile)
