"""The receipts of a command that erases something."""

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.application.command_service import CommandResult
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.targets import erasure_targets_at

# How long a caller waits for the receipt, in seconds.
RECEIPT_TIMEOUT_SECONDS = 10.0
STILL_ERASING = (
    "the erasure is still in progress; its receipt will be in the list of erasures"
)


def receipts_for(
    erasures: ErasureService,
    result: CommandResult,
    timeout: float = RECEIPT_TIMEOUT_SECONDS,
) -> tuple[Receipt, ...] | None:
    """The receipts of a command that erases something; None while it is in progress, or
    if they cannot be read.

    Waits up to `timeout` seconds. Raises nothing: the command is recorded, and the
    erasure continues.
    """
    erasures.wait(result.position, timeout)
    try:
        places = [(fact.stream_id, fact.version) for fact in result.facts]
        targets = erasure_targets_at(erasures.store, places)
        entries = erasures.register.entries()
    except (DomainError, OSError, *DATABASE_ERRORS):
        return None
    existing = [
        entries[target.keys].receipt for target in targets if target.keys in entries
    ]
    receipts = tuple(receipt for receipt in existing if receipt is not None)
    return receipts if len(receipts) == len(targets) else None


def with_pending_erasures(
    erasures: ErasureService,
    result: CommandResult,
    timeout: float = RECEIPT_TIMEOUT_SECONDS,
) -> CommandResult:
    """The result of a command that erases, with what remains to be erased."""
    receipts = receipts_for(erasures, result, timeout)
    if receipts is None:
        pending: tuple[str, ...] = (STILL_ERASING,)
    else:
        pending = tuple(
            dict.fromkeys(task for receipt in receipts for task in receipt.left)
        )
    return result.model_copy(update={"pending": pending})
