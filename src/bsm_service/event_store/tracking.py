"""How far programs of the library have followed this or another log; and refusals as
errors of the library.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    OperationalError,
    Tracking,
    TrackingRecorder,
)

from bsm_domain.foundation.errors import Conflict, DomainError, InvalidValue
from bsm_projections.databases import DATABASE_ERRORS
from bsm_service.event_store.admission import LARGEST_NUMBER
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.transaction import CONFLICT, Transaction
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable


class LogTrackingRecorder(TrackingRecorder):
    """Remembers it in a table beside the facts, which only grows, as a log does."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    def insert_tracking(self, tracking: Tracking) -> None:
        """Raises IntegrityError where the program has come as far already, DataError
        for what cannot be stored.
        """

        def work(transaction: Transaction) -> None:
            transaction.trackings += tracking_rows(transaction, tracking, retried=True)

        with library_errors():
            self._store.run_in_transaction(work)

    def max_tracking_id(self, application_name: str) -> int | None:
        with library_errors():
            return _newest(self._store, application_name)


def tracking_rows(
    transaction: Transaction, tracking: Tracking | None, *, retried: bool
) -> list[tuple[str, int]]:
    """The row to be written, if any: none where it is there since a COMMIT that nobody
    answered, and is `retried`. Raises Conflict, InvalidValue.
    """
    if tracking is None:
        return []
    name, id = tracking.application_name, tracking.notification_id
    if id > LARGEST_NUMBER:
        raise InvalidValue(
            f"the notification id {id} is larger than any position in a log "
            f"({LARGEST_NUMBER})"
        )
    if not name.isprintable():
        raise InvalidValue(
            f"the application name {name!a} has a character that cannot be stored"
        )
    on_record = _newest(transaction.log, name)
    if retried and transaction.after_unknown_outcome and on_record == id:
        return []
    unwritten = (number for other, number in transaction.trackings if other == name)
    if id <= max((on_record or 0, *unwritten)):
        raise Conflict(CONFLICT)
    return [(name, id)]


def _newest(log: LogReader, application_name: str) -> int | None:
    row = log.row(
        "SELECT max(notification_id) AS newest FROM tracking "
        "WHERE application_name = :name",
        name=application_name,
    )
    return row["newest"] if row else None


@contextmanager
def library_errors() -> Iterator[None]:
    """The product's refusals, and databases' errors, as errors of the library."""
    try:
        yield
    except Conflict as error:
        raise IntegrityError(str(error)) from error
    except (StoreBusy, StoreUnavailable, *DATABASE_ERRORS) as error:
        raise OperationalError(str(error)) from error
    except DomainError as error:
        raise DataError(str(error)) from error
