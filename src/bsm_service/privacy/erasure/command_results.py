"""What whoever asked to erase something is told once that is on record."""

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.application.command_service import CommandResult
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.targets import ERASING_FACTS, erasure_targets_at

# Seconds that somebody waits for the receipt.
RECEIPT_TIMEOUT_SECONDS = 10.0
STILL_ERASING = (
    "the erasure is still being carried out; once it is complete, its receipt is in "
    "the list of erasures"
)
_STORED_NAMES = frozenset(one.TOPIC for one in ERASING_FACTS)


def receipts_for(
    erasures: ErasureService,
    answer: CommandResult,
    within: float = RECEIPT_TIMEOUT_SECONDS,
) -> tuple[Receipt, ...] | None:
    """What was done for a command that asked to erase something; None while it is still
    being carried out, or where that cannot be found out.

    Waits up to so many seconds. Raises nothing: the command is on record, and what it
    asked for goes on by itself.
    """
    erasures.wait(answer.position, within)
    try:
        places = [(one.stream_id, one.version) for one in answer.facts]
        asked = erasure_targets_at(erasures.store, places)
        known = erasures.register.entries()
    except (DomainError, OSError, *DATABASE_ERRORS):
        return None
    found = [known[one.keys].receipt for one in asked if one.keys in known]
    receipts = tuple(one for one in found if one is not None)
    return receipts if len(receipts) == len(asked) else None


def with_pending_erasures(
    erasures: ErasureService,
    answer: CommandResult,
    within: float = RECEIPT_TIMEOUT_SECONDS,
) -> CommandResult:
    """The answer to any command, with what is still to be erased."""
    if not _STORED_NAMES & {one.stored_name for one in answer.facts}:
        return answer
    receipts = receipts_for(erasures, answer, within)
    if receipts is None:
        pending: tuple[str, ...] = (STILL_ERASING,)
    else:
        pending = tuple(dict.fromkeys(left for one in receipts for left in one.left))
    return answer.model_copy(update={"pending": pending})
