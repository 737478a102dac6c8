"""How far programs of the library have followed this or another log."""

from eventsourcing.persistence import Tracking, TrackingRecorder

from bsm_domain.foundation.errors import Conflict, InvalidValue
from bsm_service.event_store.admission import LARGEST_NUMBER
from bsm_service.event_store.library_errors import library_errors
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.transaction import CONFLICT, Transaction


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
