"""The form that sets the terms of registration for a meeting."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Unpack

from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.meetings.registration_terms import (
    TermsOfRegistration,
    registration_terms,
)
from bsm_service.application.command import Command
from bsm_service.meetings.commands import SetRegistrationTerms
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.forms.form import Form
from dashboard.forms.generated_form import Changes, Override, form_of, override
from dashboard.registration.terms import texts


def terms_of(viewer: Viewer, meeting: Meeting) -> TermsOfRegistration:
    found = viewer.fetch("read.meetings", registration_terms, meeting.id)
    assert found is not None  # the meeting is on record
    return found


def terms_form(page: PageContext, meeting: Meeting) -> Form:
    """With the terms that are in force; the first time, it proposes that alternates are
    nominated only together with a head.
    """
    terms = terms_of(page.viewer, meeting)
    is_first = terms.set_at is None
    present: dict[str, Any] = {name: getattr(terms, name) for name in texts.TERMS}
    for name in ("nominations_until", "changes_until"):
        present[name] = _at_the_place(present[name], meeting.time_zone)
    present["alternates_need_head"] |= is_first
    why: tuple[Override, ...] = ()
    if not is_first:
        why = (override("reason", label=texts.REASON, optional=False),)
    return form_of(
        SetRegistrationTerms,
        *(_term(name, value=value) for name, value in present.items()),
        *why,
        label=texts.SET_TERMS if is_first else texts.CHANGE_TERMS,
        without=("reason",) if is_first else (),
        explanations=(texts.TERMS_EFFECT, texts.zone_note(meeting.time_zone)),
    )


def _term(name: str, **changes: Unpack[Changes]) -> Override:
    label, help = texts.TERMS[name]
    changes["label"] = label
    if help is not None:
        changes["help"] = help
    return override(f"terms.{name}", **changes)


def _at_the_place(moment: datetime | None, zone: str) -> datetime | None:
    """In local time, as a form shows it."""
    if moment is None:
        return None
    return moment.astimezone(time_zone_named(zone)).replace(tzinfo=None)


# The forms of steps of a meeting that are about the terms.
FORMS: Mapping[type[Command], Callable[[PageContext, Meeting], Form]] = {
    SetRegistrationTerms: terms_form
}
