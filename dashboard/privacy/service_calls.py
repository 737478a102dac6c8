"""Reads and changes readings, retention and erasures for the dashboard."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from bsm_domain.foundation import formatting
from bsm_domain.foundation.microseconds import start_of_day
from bsm_service.access.permissions import (
    Principal,
    require_permission,
)
from bsm_service.accounts.api_models import ReasonRequest
from bsm_service.application import fact_view
from bsm_service.application.system import audience_of
from bsm_service.privacy import retention
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.register import ErasureEntry
from bsm_service.privacy.retention import ConfirmationResult, Proposal
from bsm_service.vault.read_log import ReadingPage, readings_between
from dashboard.administration.service import now, system
from dashboard.data.system import running_system
from dashboard.forms.submit import FormResult

READINGS_PER_PAGE = 50


def personal_data_readings(
    principal: Principal, day: date | None, before: str | None
) -> ReadingPage:
    """Readings of personal data, all or of a day (UTC). Raises VaultUnavailable."""
    require_permission(principal, "read.readings")
    return readings_between(
        system().vault.database,
        None if day is None else start_of_day(day),
        None if day is None else start_of_day(day + timedelta(days=1)),
        before=before,
        limit=READINGS_PER_PAGE,
    )


def retention_proposals(principal: Principal) -> tuple[Proposal, ...]:
    """Data due for erasure. Raises VaultUnavailable."""
    require_permission(principal, "read.retention")
    return retention.due_proposals(system(), now(), retention_periods())


def retention_periods() -> retention.RetentionPeriods:
    """The number of days for which each kind of data is retained."""
    return retention.retention_periods(running_system().settings)


def erasure_entries(principal: Principal) -> tuple[ErasureEntry, ...]:
    """The register of erasures, latest first."""
    require_permission(principal, "read.erasures")
    return tuple(system().part(ErasureService).register.entries().values())[::-1]


def hidden_erasures(principal: Principal, entries: Sequence[ErasureEntry]) -> set[UUID]:
    """The IDs of erasures in activities that the viewer cannot see."""
    ids = [entry.asked.id for entry in entries]
    return fact_view.hidden_ids(system().store, audience_of(principal), ids)


def confirm_erasures(
    principal: Principal, ids: Sequence[str], request: ReasonRequest
) -> FormResult:
    """Erases what was proposed."""
    result = retention.confirm_proposals(
        system(),
        principal,
        ids,
        reason=request.reason,
        now=now(),
        periods=retention_periods(),
    )
    receipt = "\n".join(receipt.as_text() for receipt in result.receipts)
    return FormResult(_erasure_result_text(result), receipt=receipt or None)


def _erasure_result_text(result: ConfirmationResult) -> str:
    """What was erased, what is in progress, and why the rest was refused."""
    parts = []
    if result.receipts:
        parts.append(
            f"{formatting.format_count(len(result.receipts), 'erasure')} completed"
        )
    if result.pending:
        pending = formatting.format_count(result.pending, "erasure")
        parts.append(f"{pending} recorded and in progress")
    if result.rows or not parts:
        parts.append(f"{formatting.format_count(result.rows, 'row')} deleted")
    text = f"{formatting.join_names(parts)}."
    if result.refusal is None:
        return text
    return f"{text} The rest was refused: {result.refusal}."
