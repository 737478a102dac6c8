"""All refusals of the domain. HTTP and the command line each translate them in one
place.

A refusal is a sentence that a person can act on, with a stable code for programs. It
changes nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, NamedTuple, Self

from bsm_domain.foundation.formatting import (
    count_of,
    join_alternatives,
    join_names,
    pluralize,
)


class DomainError(Exception):
    """A refusal that people can understand and act on. `field` is the field with the
    error, if there is one. The `code` follows from the name of the class; programs
    depend on it, so a class that is renamed keeps its code.
    """

    code: ClassVar[str] = "refused"
    FIELD: ClassVar[str | None] = None
    # The fields with errors, as far as they are known.
    field_errors: "tuple[FieldError, ...]" = ()
    # All rows with errors, where the request has rows.
    row_errors: "tuple[RowError, ...]" = ()

    def __init_subclass__(cls) -> None:
        if "code" not in vars(cls):
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def __init__(self, sentence: str = "", *, field: str | None = None) -> None:
        super().__init__(sentence)
        field = field or self.FIELD
        if field is not None:
            self.field_errors = (FieldError(field, sentence),)


class FieldError(NamedTuple):
    """A value by its place in the request, with dots: "details.time_zone",
    "delegates.16.delegation". Lists are counted from 0.
    """

    field: str
    sentence: str


class InvalidValue(DomainError):
    """The request has a value that the rules do not allow: that of `field`, if it is a
    single one.
    """


@contextmanager
def errors_within(place: str) -> Iterator[None]:
    """Adds the place in the request to the field of a refusal, or sets it if there is
    none.
    """
    try:
        yield
    except DomainError as refusal:
        if refusal.field_errors:
            refusal.field_errors = tuple(
                FieldError(f"{place}.{field}", sentence)
                for field, sentence in refusal.field_errors
            )
        elif isinstance(refusal, InvalidValue):
            refusal.field_errors = (FieldError(place, str(refusal)),)
        raise


class OccurredInFuture(InvalidValue):
    """A fact cannot have happened after it was recorded."""

    code = "occurred_later"
    FIELD = "occurred_at"


class ReasonRequired(InvalidValue):
    """The rules require a reason for this decision."""

    FIELD = "reason"


class InvalidTransition(DomainError):
    """The request is valid, but not possible in the present state."""

    @classmethod
    def unless(cls, action: str, kind: str, status: str, *allowed: str) -> Self:
        """Says in which statuses of a thing of that kind something can be done, and
        which status it has: "progress can be reported only when the activity is
        accepted or in progress (now: proposed)".
        """
        subject = "it" if f"{kind} can" in action else f"the {kind}"
        statuses = join_alternatives(allowed)
        return cls(f"{action} only when {subject} is {statuses} (now: {status})")


class TooEarly(DomainError):
    """It is too early for this."""


class NotInvited(DomainError):
    """The delegation is not on the meeting's list."""


class QuotaFull(DomainError):
    """Every seat of the delegation is taken."""


class CapacityFull(DomainError):
    """Every seat of the meeting is taken."""


class CompositionBroken(DomainError):
    """The delegation would have a second head, too many alternates, or alternates
    without a head; or somebody in a function that it may not send.
    """

    FIELD = "function"


class NoteRequired(DomainError):
    """No note of the delegation covers the registration."""


class DeadlinePassed(DomainError):
    """The deadline for it has passed, and only the secretariat can still do it."""


class AlreadyPresent(DomainError):
    """The person is recorded as being there at that time."""


class SameParty(DomainError):
    """The owner of an activity cannot confirm its own work."""


class DependencyCycle(DomainError):
    """Activities would depend on each other, so that none could begin."""


class NotPermitted(DomainError):
    """The role does not permit this."""


class NotFound(DomainError):
    """There is no such thing on record, or this person cannot see it."""


class AlreadyExists(DomainError):
    """What the command would make, by its identity, name or code, is on record."""


class PersonMayBeKnown(DomainError):
    """People of the same name are on record: one of them may be meant."""


class Conflict(DomainError):
    """Someone else changed the same thing first. Read it again, then retry."""


class RowError(NamedTuple):
    """Why one row cannot be accepted. Rows are counted from 1; `place` is where the
    row is in the request.
    """

    row: int
    field: str
    error: DomainError
    place: str


class RowErrors:
    """What is wrong with the rows of one request, in one refusal."""

    MAX_LISTED: ClassVar[int] = 20

    def __init__(self, rows: str) -> None:
        """`rows` is the field of the request that holds them."""
        self._rows = rows
        self._errors: list[RowError] = []

    @property
    def lists_next(self) -> bool:
        """Whether one more error would be listed, so that it is worth the time to find
        suggestions.
        """
        return len(self._errors) < self.MAX_LISTED

    def add(
        self, row: int, field: str, error: DomainError, *, place: str | None = None
    ) -> None:
        """`place` is for rows that are not of the list, in the order of their numbers:
        "changes.0".
        """
        place = place or f"{self._rows}.{row - 1}"
        self._errors.append(RowError(row, field, error, place))

    def raise_if_any(self) -> None:
        """Raises a refusal of the first row's kind, with a line for every error and
        the rows that have it; at most 20 lines.
        """
        if not self._errors:
            return
        errors = sorted(self._errors, key=lambda error: error.row)
        rows: dict[tuple[str, str], list[str]] = {}
        for error in errors:
            rows.setdefault((error.field, str(error.error)), []).append(str(error.row))
        lines = [
            f"{pluralize(len(numbers), 'row')} "
            f"{join_names(numbers, self.MAX_LISTED)}, {field}: {text}"
            for (field, text), numbers in rows.items()
        ]
        not_listed = len(lines) - self.MAX_LISTED
        if not_listed > 0:
            lines[self.MAX_LISTED :] = [f"and {count_of(not_listed, 'more error')}"]
        refusal = type(errors[0].error)("\n".join(lines))
        refusal.field_errors = tuple(
            FieldError(f"{error.place}.{error.field}", str(error.error))
            for error in errors[: self.MAX_LISTED]
        )
        refusal.row_errors = tuple(errors)
        raise refusal
