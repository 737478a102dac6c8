"""Forms about procedures: opened, extended, ended."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from bsm_domain.agreement.expiry import must_be_clear_expiry
from bsm_domain.agreement.values import Basis, DecisionStatus, Procedure
from bsm_domain.foundation.participating_states import (
    name_in_sentence,
    participating_states_on,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.agreement.commands import (
    EndProcedure,
    ExtendSilence,
    OpenProcedure,
)
from dashboard.agreement.forms import outcome_forms, procedure_texts
from dashboard.agreement.forms.wall_times import which_hour_field, with_wall_time
from dashboard.agreement.selection import DecisionSelection
from dashboard.components import html
from dashboard.data.system import running_system
from dashboard.forms.form import Form, Options, Preview, Values
from dashboard.forms.generated_form import Override, form_of, override

_USUAL_PERIOD = timedelta(days=7)
_NOON = time(12)
_SATURDAY = 5


def procedure_forms(selected: DecisionSelection) -> Iterator[Form]:
    """What Chair and secretariat may do next, the usual first."""
    decision = selected.decision
    match DecisionStatus(decision.status):
        case DecisionStatus.DRAFT:
            yield _silence_form(selected)
            yield _consensus_form(selected)
            if sessions_of(selected):
                yield _room_form(selected)
            yield outcome_forms.leave_open_form()
        case DecisionStatus.IN_PROCEDURE if selected.is_silence:
            if not selected.has_expired:
                yield _extension_form(selected)
                yield form_of(
                    EndProcedure, takes_earlier_date=False, checks_version=False
                )
        case DecisionStatus.IN_PROCEDURE:
            yield outcome_forms.adoption_form(selected, sessions_of(selected))
            yield form_of(EndProcedure, takes_earlier_date=False, checks_version=False)
            yield outcome_forms.leave_open_form()
        case DecisionStatus.ADOPTED:
            yield from outcome_forms.forms_after_adoption(selected)


def sessions_of(selected: DecisionSelection) -> Options:
    meeting = selected.page.meeting
    sessions = meeting.agenda if meeting else ()
    return tuple((str(each.id), each.title) for each in sessions)


def _session_field(
    selected: DecisionSelection, label: str, help: str
) -> list[Override]:
    """None where the meeting has no agenda."""
    sessions = sessions_of(selected)
    if not sessions:
        return []
    return [override("session_id", label=label, help=help, options=sessions)]


def _silence_form(selected: DecisionSelection) -> Form:
    """Its preview refuses what no silence may have, and names what is unusual."""
    decision, zone = selected.decision, selected.time_zone

    def to_command(values: Values) -> Values:
        return with_wall_time(values, "expires_at", str(values.get("time_zone")))

    def preview(values: Values) -> Preview:
        must_be_clear_expiry(
            selected.now, selected.now, values["expires_at"], values["time_zone"]
        )
        entitled = participating_states_on(selected.now.date())
        return Preview(
            procedure_texts.silence_preview(
                values["expires_at"],
                values["time_zone"],
                selected.now,
                len(entitled),
            ),
            html.paragraphs(
                "measure",
                procedure_texts.without_accounts(_without_accounts(selected, entitled)),
            ),
            procedure_texts.OPEN_SILENCE,
        )

    form = form_of(
        OpenProcedure,
        override(
            "expires_at",
            label=procedure_texts.EXPIRES_AT,
            help=procedure_texts.EXPIRES_AT_HELP,
            value=_usual_expiry(selected.now, zone),
            optional=False,
        ),
        override(
            "time_zone", label=procedure_texts.TIME_ZONE, value=zone, optional=False
        ),
        *_session_field(
            selected, procedure_texts.SESSION, procedure_texts.SESSION_HELP
        ),
        label=procedure_texts.SILENCE,
        submit_label=procedure_texts.OPEN_SILENCE,
        first=("expires_at", "time_zone"),
        without=("basis",),
        given={"procedure": Procedure.SILENCE.value, "of": decision.text_version},
        explanations=procedure_texts.SILENCE_EXPLANATIONS,
        adjust=to_command,
        preview=preview,
        takes_earlier_date=False,
    )
    return form.with_only_fields(*form.fields[:2], which_hour_field(), *form.fields[2:])


def _usual_expiry(now: datetime, zone: str) -> datetime:
    """Noon of the first working day in a week or later; as a wall time."""
    day = now.astimezone(time_zone_named(zone)).date() + _USUAL_PERIOD
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, _NOON)


def _without_accounts(
    selected: DecisionSelection, entitled: Sequence[str]
) -> tuple[str, ...]:
    """The States for which nobody can act now."""
    mandates = running_system().system.identity.mandates.all_current()
    can_act = {
        mandate.delegation for mandate in mandates if mandate.role is Role.FOCAL_POINT
    }
    return tuple(
        name_in_sentence(selected.name(code))
        for code in entitled
        if code not in can_act
    )


def _consensus_form(selected: DecisionSelection) -> Form:
    form = form_of(
        OpenProcedure,
        override("basis", label=procedure_texts.BASIS, value=Basis.ALL_STATES.value),
        *_session_field(
            selected, procedure_texts.ROLL_SESSION, procedure_texts.ROLL_HELP
        ),
        label=procedure_texts.CONSENSUS,
        submit_label=procedure_texts.OPEN_CONSENSUS,
        without=("expires_at", "time_zone"),
        given={
            "procedure": Procedure.CONSENSUS.value,
            "of": selected.decision.text_version,
        },
        explanations=procedure_texts.CONSENSUS_EXPLANATIONS,
        takes_earlier_date=False,
    )
    return form


def _room_form(selected: DecisionSelection) -> Form:
    return form_of(
        OpenProcedure,
        override(
            "session_id",
            label=procedure_texts.ROLL_SESSION,
            help=procedure_texts.ROLL_HELP,
            options=sessions_of(selected),
            optional=False,
        ),
        label=procedure_texts.ROOM,
        submit_label=procedure_texts.OPEN_ROOM,
        without=("expires_at", "time_zone", "basis"),
        given={
            "procedure": Procedure.ROOM.value,
            "of": selected.decision.text_version,
        },
        explanations=procedure_texts.ROOM_EXPLANATIONS,
        takes_earlier_date=False,
    )


def _extension_form(selected: DecisionSelection) -> Form:
    decision, zone = selected.decision, selected.time_zone
    assert decision.expires_at is not None
    local = decision.expires_at.astimezone(time_zone_named(zone))

    def to_command(values: Values) -> Values:
        return with_wall_time(values, "expires_at", zone)

    form = form_of(
        ExtendSilence,
        override(
            "expires_at",
            label=procedure_texts.NEW_EXPIRY,
            value=local.replace(tzinfo=None, second=0, microsecond=0),
        ),
        explanations=(procedure_texts.extension(decision.expires_at, zone),),
        adjust=to_command,
        takes_earlier_date=False,
        checks_version=False,
    )
    return form.with_only_fields(form.fields[0], which_hour_field(), *form.fields[1:])
