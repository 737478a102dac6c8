"""Forms about what becomes of a text: adopted, left open, upheld, annulled."""

from collections.abc import Iterator

from bsm_domain.agreement.values import Procedure
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_service.agreement.commands import (
    AdoptDecision,
    AnnulDecision,
    LeaveDecisionOpen,
    ReleaseDecision,
    UpholdDecision,
    WithdrawDecision,
)
from dashboard.agreement import decision_texts
from dashboard.agreement.forms import procedure_texts
from dashboard.agreement.selection import DecisionSelection
from dashboard.forms.form import Form, Options
from dashboard.forms.generated_form import form_of, override


def adoption_form(selected: DecisionSelection, sessions: Options) -> Form:
    """The gavel: its second tap names what will be recorded."""
    decision, details = selected.decision, selected.details
    in_room = decision.procedure == Procedure.ROOM
    # In the room, those present at the gavel count, whoever was when it was opened.
    unheard = [
        code for code in details.to_read_out if in_room or code in decision.entitled
    ]
    options = tuple((code, selected.name(code)) for code in unheard)
    overrides = [
        override(
            "read_out",
            label=procedure_texts.READ_OUT,
            help=procedure_texts.READ_OUT_HELP,
            options=options,
            optional=False,
        )
    ]
    asks_session = in_room and bool(sessions)
    if asks_session:
        overrides.append(
            override(
                "session_id",
                label=procedure_texts.ROLL_SESSION,
                help=procedure_texts.ROLL_HELP,
                options=sessions,
                value=details.session_id,
            )
        )
    names = [name_in_sentence(selected.name(code)) for code in unheard]
    return form_of(
        AdoptDecision,
        *(overrides if unheard else overrides[1:]),
        submit_label=procedure_texts.adopt_label(decision.text_version),
        without=() if unheard else ("read_out",),
        given={"of": decision.text_version},
        explanations=(
            procedure_texts.adoption(
                decision.text_version,
                "by those present" if in_room else "by consensus",
            ),
            procedure_texts.to_read_out(names, decision.text_version),
            *([procedure_texts.OBJECTION_STANDS] if decision.objection_stands else ()),
            *(
                [procedure_texts.FOLLOW_UP_RELEASED]
                if selected.is_follow_up_for_all
                else ()
            ),
        ),
        takes_earlier_date=False,
    )


def withdrawal_form() -> Form:
    """For whoever tabled the draft, and for the Chair."""
    return form_of(WithdrawDecision, takes_earlier_date=False)


def leave_open_form() -> Form:
    """There is no agreement; the Chair may sum up."""
    return form_of(
        LeaveDecisionOpen,
        override(
            "summary",
            label=procedure_texts.LEAVE_OPEN_LABEL,
            help=procedure_texts.LEAVE_OPEN_HELP,
        ),
        takes_earlier_date=False,
        checks_version=False,
    )


def forms_after_adoption(selected: DecisionSelection) -> Iterator[Form]:
    """For a decision that is contested, or for focal points only."""
    details = selected.details
    if details.contested_by:
        yield _upholding_form(selected)
        yield form_of(
            AnnulDecision,
            explanations=procedure_texts.ANNUL_EXPLANATIONS,
            takes_earlier_date=False,
        )
    if selected.decision.audience != "all":
        yield form_of(
            ReleaseDecision,
            explanations=procedure_texts.RELEASE_EXPLANATIONS,
            takes_earlier_date=False,
        )


def _upholding_form(selected: DecisionSelection) -> Form:
    said_at = {
        said.entry: f"{said.delegation_name}, {decision_texts.position_text(said)}"
        for said in selected.details.positions
    }
    options = tuple(
        (str(entry), procedure_texts.cause_option(entry, said_at.get(entry)))
        for entry in selected.details.contested_by
    )
    return form_of(
        UpholdDecision,
        override("cause", label=procedure_texts.CAUSE, options=options),
        explanations=procedure_texts.UPHOLD_EXPLANATIONS,
        adjust=lambda values: values | {"cause": int(values["cause"])},
        takes_earlier_date=False,
    )
