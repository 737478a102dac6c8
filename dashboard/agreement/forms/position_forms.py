"""Forms about positions: a delegation's own, and those that Chair and secretariat
record for others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.participating_states import is_participating_state
from bsm_projections.agreement.tables import DelegationPosition
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    PositionRow,
    RecordPositions,
    TakePosition,
    WithdrawPosition,
)
from dashboard.agreement import decision_texts
from dashboard.agreement.forms import form_texts
from dashboard.agreement.selection import DecisionSelection
from dashboard.forms import submit
from dashboard.forms.form import FieldKind, Form, FormField, Options, Values
from dashboard.forms.generated_form import Override, form_of, override
from dashboard.forms.model_fields import fields_of_model
from dashboard.forms.submit import FormRefusal, FormResult

# `instead_of` where the delegation has no position on this version.
_NONE_SEEN = 0
# What each position asks for beside itself.
_FIELDS = {
    Position.AGREE: (),
    Position.RESERVE: ("text",),
    Position.OBJECT: ("reason",),
    Position.AMEND: ("reason",),
    Position.AD_REFERENDUM: ("until",),
    Position.NONE: (),
}
_EVERY_FIELD = ("text", "reason", "until", "speaking_for", "instead_of", "how")
HAPPENED_AT = FormField(
    "occurred_at",
    form_texts.HAPPENED_AT,
    FieldKind.TIME,
    optional=True,
    help=form_texts.HAPPENED_AT_HELP,
)
_HEARD: Options = tuple((how.value, how.value) for how in (How.ROOM, How.WRITING))


def seen(selected: DecisionSelection, delegation: str) -> int:
    """The entry of the delegation's position that is replaced, as the form shows it."""
    said = selected.details.position_of(delegation)
    if said is None or not selected.has_current(said):
        return _NONE_SEEN
    return said.entry


def can_take(selected: DecisionSelection) -> tuple[Position, ...]:
    """What the viewer's delegation may say: Partners take no position, or comment."""
    own = selected.own_delegation
    if own is None or not selected.is_open:
        return ()
    if not is_participating_state(own, selected.now.date()):
        return (Position.NONE,)
    return tuple(Position)


def own_position_form(selected: DecisionSelection, position: Position) -> Form:
    """A position of the viewer's delegation: nothing is asked that is not needed."""
    own = selected.own_delegation
    assert own is not None
    given = {
        "delegation": own,
        "version": selected.decision.text_version,
        "position": position.value,
        "instead_of": seen(selected, own),
    }
    fields = _FIELDS[position]
    name = selected.name(own)
    return form_of(
        TakePosition,
        *_overrides(fields),
        label=form_texts.POSITION_LABELS[position],
        submit_label=form_texts.position_submit_label(position, name),
        without=(
            *(field for field in _EVERY_FIELD if field not in fields),
            "given_by",
        ),
        given=given,
        explanations=form_texts.position_explanations(
            position, is_silence=selected.is_silence
        ),
        takes_earlier_date=False,
    )


def _overrides(fields: Sequence[str]) -> Iterator[Override]:
    if "text" in fields:
        yield override(
            "text",
            label=form_texts.RESERVATION,
            help=form_texts.RESERVATION_HELP,
            optional=False,
        )
    if "reason" in fields:
        yield override(
            "reason", label=form_texts.POSITION_REASON, help=form_texts.REASON_HELP
        )
    if "until" in fields:
        yield override("until", label=form_texts.UNTIL, optional=False)


def agree(selected: DecisionSelection) -> FormResult | FormRefusal:
    """Records that the viewer's delegation agrees, at one tap: two taps on the same
    page are one command.
    """
    own, decision = selected.own_delegation, selected.decision
    assert own is not None
    return submit.submit_command(
        selected.page.viewer.principal,
        TakePosition,
        {
            "decision_id": decision.id,
            "delegation": own,
            "version": decision.text_version,
            "position": Position.AGREE,
            "instead_of": seen(selected, own),
        },
        command_id=submit.derived_id(
            UUID(decision.id), f"agree {own} {decision.version}"
        ),
        stream_id=decision.id,
    )


def withdrawal_form(selected: DecisionSelection) -> Form | None:
    """For a delegation that has a position on this version."""
    own = selected.own_delegation
    if own is None or not selected.is_heard or not selected.is_open:
        return None
    return form_of(
        WithdrawPosition,
        without=("how", "given_by"),
        given={
            "delegation": own,
            "version": selected.decision.text_version,
            "instead_of": seen(selected, own),
        },
        explanations=form_texts.withdrawal_explanations(is_silence=selected.is_silence),
        takes_earlier_date=False,
    )


def forms_on_behalf(selected: DecisionSelection) -> Iterator[Form]:
    """For Chair and secretariat: what was heard in the room, or came in writing."""
    version = selected.decision.text_version
    if selected.is_open or selected.may_be_contested:
        yield _recorded_position_form(selected, version)
        yield _recorded_positions_form(selected, version)
    if selected.is_open:
        yield _recorded_withdrawal_form(selected, version)


def _recorded_position_form(selected: DecisionSelection, version: int) -> Form:
    def with_seen(values: Values) -> Values:
        return values | {"instead_of": seen(selected, str(values.get("delegation")))}

    form = form_of(
        TakePosition,
        override("delegation", options=_can_be_heard(selected)),
        override("text", label=form_texts.RESERVATION, help=form_texts.ONLY_RESERVE),
        override(
            "reason", label=form_texts.POSITION_REASON, help=form_texts.ONLY_OBJECT
        ),
        override("until", label=form_texts.UNTIL, help=form_texts.ONLY_AD_REFERENDUM),
        override("how", label=form_texts.HOW, options=_HEARD, optional=False),
        override("given_by", label=form_texts.GIVEN_BY, help=form_texts.GIVEN_BY_HELP),
        label=form_texts.RECORD_POSITION,
        first=("delegation", "position", "how"),
        without=("instead_of",),
        given={"version": version},
        explanations=_late_explanations(selected),
        adjust=with_seen,
        takes_earlier_date=False,
    )
    return form.with_fields(_happened_at(selected))


def _can_be_heard(selected: DecisionSelection) -> Options:
    """Whoever may write to the Chair: every State that is asked, wherever it was, and
    whoever was invited.
    """
    meeting = selected.page.meeting
    invited = selected.page.viewer.delegations(meeting.id) if meeting else ()
    codes = [*selected.asked, *(delegation.code for delegation in invited)]
    return tuple((code, selected.name(code)) for code in dict.fromkeys(codes))


def _happened_at(selected: DecisionSelection) -> FormField:
    """Once a text is adopted, only what was said before can be recorded."""
    if selected.is_open:
        return HAPPENED_AT
    return replace(HAPPENED_AT, optional=False, help=form_texts.BEFORE_ADOPTION_HELP)


def _late_explanations(selected: DecisionSelection) -> tuple[str, ...]:
    return () if selected.is_open else (form_texts.BEFORE_ADOPTION,)


def _recorded_positions_form(selected: DecisionSelection, version: int) -> Form:
    names = _can_be_heard(selected)
    form = form_of(
        RecordPositions,
        override(
            "rows",
            label=form_texts.POSITION_ROWS,
            columns=tuple(
                replace(column, options=names, of_delegations=False)
                if column.of_delegations
                else column
                for column in fields_of_model(PositionRow)
            ),
        ),
        override("how", label=form_texts.HOW, options=_HEARD),
        override("given_by", label=form_texts.GIVEN_BY, help=form_texts.GIVEN_BY_HELP),
        label=form_texts.RECORD_POSITIONS,
        first=("how",),
        given={"version": version},
        explanations=(
            form_texts.POSITION_ROWS_EXPLANATION,
            *_late_explanations(selected),
        ),
        takes_earlier_date=False,
    )
    return form.with_fields(_happened_at(selected))


def _recorded_withdrawal_form(selected: DecisionSelection, version: int) -> Form:
    def with_seen(values: Values) -> Values:
        return values | {"instead_of": seen(selected, str(values.get("delegation")))}

    options = tuple(
        (said.delegation, said.delegation_name)
        for said in selected.details.positions
        if selected.has_current(said)
    )
    form = form_of(
        WithdrawPosition,
        override("delegation", options=options),
        override("how", label=form_texts.HOW, options=_HEARD, optional=False),
        override("given_by", label=form_texts.GIVEN_BY, help=form_texts.GIVEN_BY_HELP),
        label=form_texts.RECORD_WITHDRAWAL,
        without=("instead_of",),
        given={"version": version},
        adjust=with_seen,
        takes_earlier_date=False,
    )
    return form.with_fields(HAPPENED_AT)


def correction_form(
    selected: DecisionSelection, said: Sequence[DelegationPosition]
) -> Form | None:
    """Of one of these positions, which were recorded wrongly."""
    if not said:
        return None
    options = tuple(
        (
            str(each.entry),
            form_texts.position_option(
                each.delegation_name,
                decision_texts.position_text(each),
                each.version,
                each.happened_at,
                selected.time_zone,
            ),
        )
        for each in said
    )

    def with_entry(values: Values) -> Values:
        return values | {"corrects": int(values["corrects"])}

    form = form_of(
        CorrectPosition,
        override("corrects", label=form_texts.CORRECTS, options=options),
        override(
            "position", label=form_texts.TRUE_POSITION, help=form_texts.NEVER_GIVEN
        ),
        override("text", label=form_texts.RESERVATION, help=form_texts.ONLY_RESERVE),
        override("until", label=form_texts.UNTIL, help=form_texts.ONLY_AD_REFERENDUM),
        explanations=form_texts.CORRECTION_EXPLANATIONS,
        adjust=with_entry,
        takes_earlier_date=False,
    )
    if selected.own_delegation is not None:
        return form
    return form.with_fields(HAPPENED_AT)
