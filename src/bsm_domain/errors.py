"""Every way the domain can say no. The HTTP and CLI edges translate these once.

A refusal is a sentence that a person can act upon, with a stable code for programs.
It changes nothing.
"""

from typing import ClassVar, NamedTuple


class DomainError(Exception):
    """A refusal that the person asking can understand and act upon."""

    code: ClassVar[str] = "refused"


class InvalidValue(DomainError):
    """The request carries a value that the rules do not allow."""

    code = "invalid_value"

    def __init__(self, sentence: str = "", *, field: str | None = None) -> None:
        """`field` names the value for programs, with dots where it lies deeper:
        "details.time_zone". None where no single value is to blame.
        """
        super().__init__(sentence)
        self.field = field


class OccurredLater(InvalidValue):
    """A fact cannot have happened after it was recorded."""

    code = "occurred_later"


class ReasonRequired(InvalidValue):
    """The rules demand that this decision be explained."""

    code = "reason_required"


class InvalidTransition(DomainError):
    """The request is well formed, but not possible from the present state."""

    code = "invalid_transition"


class NotInvited(DomainError):
    """The delegation is not on the meeting's list."""

    code = "not_invited"


class QuotaFull(DomainError):
    """Every seat of the delegation is taken."""

    code = "quota_full"


class CapacityFull(DomainError):
    """Every seat of the meeting is taken."""

    code = "capacity_full"


class SameParty(DomainError):
    """The owner of an activity cannot confirm its own work."""

    code = "same_party"


class DependencyCycle(DomainError):
    """Activities would wait for one another, so that none could begin."""

    code = "dependency_cycle"


class NotPermitted(DomainError):
    """The person asking does not hold a role that may ask this."""

    code = "not_permitted"


class NotFound(DomainError):
    """Nothing of that kind is on record, or not for this person to see."""

    code = "not_found"


class AlreadyExists(DomainError):
    """An identity given by the command is already on record."""

    code = "already_exists"


class Conflict(DomainError):
    """Someone else changed the same thing first. Look again, then retry."""

    code = "conflict"


class RowComplaint(NamedTuple):
    """Why one row cannot be accepted. Rows are counted from 1."""

    row: int
    field: str
    error: DomainError


class RowComplaints:
    """What is wrong with the rows of one request, told together in one refusal."""

    MOST_TOLD: ClassVar[int] = 20

    def __init__(self) -> None:
        self._found: list[RowComplaint] = []

    def add(self, row: int, field: str, error: DomainError) -> None:
        self._found.append(RowComplaint(row, field, error))

    def refuse_if_any(self) -> None:
        """Raises a refusal of the first row's kind, with a line for every complaint,
        the first 20 in full.
        """
        if not self._found:
            return
        found = sorted(self._found, key=lambda one: one.row)
        lines = [f"row {row}, {field}: {error}" for row, field, error in found]
        untold = len(lines) - self.MOST_TOLD
        if untold > 0:
            lines[self.MOST_TOLD :] = [f"and so for {untold} more"]
        raise type(found[0].error)("\n".join(lines))
