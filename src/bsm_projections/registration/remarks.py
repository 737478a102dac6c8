"""Read model: what people wrote who asked to come, and why nominations are late."""

from collections.abc import Sequence
from dataclasses import dataclass

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.registration_facts import (
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationRequested,
    RequestEndorsed,
)
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.readable_texts import readable_text
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkRow:
    """`sealed_text` is the `field` of the fact that the command `command_id` led to."""

    registration_id: str
    field: str
    sealed_text: str
    command_id: str


REMARKS = Table("registration_remarks", RemarkRow, ("registration_id",))


def fold_remark(fact: DomainEvent, batch: RowBatch) -> None:
    """Most registrations have none, and cost nothing."""
    match fact:
        case RegistrationRequested(remark=text):
            field = "remark"
        case (
            RegistrationNominated(late=True, reason=text)
            | RegistrationNominatedAgain(late=True, reason=text)
            | RequestEndorsed(late=True, reason=text)
        ):
            field = "reason"
        case _:
            return
    if text is not None:
        row = RemarkRow(
            registration_id=batch.stream,
            field=field,
            sealed_text=text.model_dump_json(),
            command_id=str(fact.command_id),
        )
        batch.put(REMARKS, row)


def remarks_of(context: ReadContext, ids: Sequence[str]) -> dict[str, str]:
    """The texts of registrations by their IDs, decrypted."""
    rows = context.rows_among(
        "SELECT * FROM {registration_remarks} WHERE registration_id IN (:ids)",
        ids,
    )
    texts = {
        row["registration_id"]: readable_text(
            context, row["registration_id"], row, "sealed_text", of=row["field"]
        )
        for row in rows
    }
    return {id: text for id, text in texts.items() if text is not None}
