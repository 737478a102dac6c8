"""The form that moves a registration on the waiting list."""

from dataclasses import replace

from bsm_domain.foundation.formatting import format_date
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.seats.queries import queue
from bsm_service.application.command_declarations import IN_HEADER
from bsm_service.registration.seats.commands import MoveInQueue
from dashboard.data.page_context import PageContext
from dashboard.forms.form import Form
from dashboard.forms.generated_form import fields_of, override

# Whoever is further down is moved in two steps.
_OPTIONS = 500


def with_queue(form: Form, page: PageContext, registration: Registration) -> Form:
    """Offers those who wait, whose list is read only once the form is opened."""
    if form.command is not MoveInQueue:
        return form

    def complete(opened: Form) -> Form:
        waiting = page.viewer.fetch(
            "read.queue", queue, registration.meeting_id, limit=_OPTIONS
        )
        options = tuple(
            (
                entry.registration_id,
                f"{entry.place}. {entry.delegation_name}, waiting since "
                f"{format_date(entry.since.date())}",
            )
            for entry in waiting.items
            if entry.registration_id != registration.id
        )
        ahead_of = override(
            "ahead_of",
            label="Ahead of",
            options=options,
            help="If empty, the registration is moved to the end",
        )
        return replace(
            opened,
            fields=fields_of(
                MoveInQueue, ahead_of, without=("registration_id", *IN_HEADER)
            ),
        )

    return replace(form, complete=complete)
