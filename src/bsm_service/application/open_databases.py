"""Opens each of the product's databases; creates missing ones."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from uuid import UUID

from eventsourcing.utils import strtobool

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.meetings.network import NetworkEstablished
from bsm_projections.agreement.read_model import Decisions
from bsm_projections.databases import (
    DATABASE_ERRORS,
    Database,
    Place,
    database_exists,
    open_database,
)
from bsm_projections.engine.engine import Engine
from bsm_projections.engine.generations import MIGRATIONS, ReadModel
from bsm_projections.follow_up.read_model import Activities
from bsm_projections.history.read_model import History
from bsm_projections.meetings.delegations import Delegations
from bsm_projections.meetings.objectives import Objectives
from bsm_projections.meetings.read_model import Meetings
from bsm_projections.people.read_model import Participants
from bsm_projections.registration.delegation_records import DelegationRecords
from bsm_projections.registration.read_model import Registrations
from bsm_service.event_store import tables as event_store_tables
from bsm_service.event_store.acknowledged_heads import (
    AcknowledgedHeadFile,
    acknowledged_heads,
)
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.serialization import FactMapper
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.clock import (
    Clock,
    ClockWatch,
    SinceBoot,
    seconds_since_boot,
    utc_now,
)
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import InvalidSetting, StoreUnavailable
from bsm_service.foundation.schema_versions import prepare_tables
from bsm_service.identity import ACCOUNT_DATABASE_TITLE, Identity
from bsm_service.vault import VAULT_TITLE, KeySource, Vault

READ_MODELS = "the read models"


def read_models() -> tuple[ReadModel, ...]:
    """Every read model of the product, afresh."""
    return (
        Meetings(),
        Delegations(),
        Registrations(),
        DelegationRecords(),
        Participants(),
        Objectives(),
        Decisions(),
        Activities(),
        History(),
    )


@contextmanager
def database_errors_as_refusals(
    place: Place, what: str, remedy: str = ""
) -> Iterator[None]:
    """Raises errors of the machine and the database as refusals."""
    try:
        yield
    except OSError as error:
        file = Path(error.filename or place.folder)
        where = "" if file == place.folder else f" ({file.name})"
        raise StoreUnavailable(
            f"the data folder {place.folder} cannot be used: {error.strerror}{where}"
        ) from error
    except DATABASE_ERRORS as error:
        if place.url is not None or not remedy:
            raise refusal_for(error, what) from error
        raise StoreUnavailable(f"{what} cannot be used: {error}; {remedy}") from error


@contextmanager
def _opened(
    place: Place, name: str, what: str, remedy: str = "", *, rebuildable: bool = False
) -> Iterator[Database]:
    """A database, which is closed again if it cannot be used. Its errors are raised as
    refusals.
    """
    with database_errors_as_refusals(place, what, remedy), ExitStack() as resources:
        place.folder.mkdir(parents=True, exist_ok=True)
        database = open_database(place, name, rebuildable=rebuildable)
        resources.callback(database.close)
        yield database
        resources.pop_all()


def open_identity(
    place: Place,
    *,
    clock: Clock = utc_now,
    vault: Vault | None = None,
) -> Identity:
    """Only the accounts. Without the vault that gives keys of the product's own, it is
    opened when one is needed. Raises StoreUnavailable.
    """

    @contextmanager
    def vault_context() -> Iterator[Vault]:
        if vault is not None:
            yield vault
            return
        with closing(open_vault(place, clock=clock)) as resources:
            yield resources

    def key_of(name: str) -> bytes:
        with vault_context() as resources:
            return resources.product_secret(name)

    def has_key(name: str) -> bool:
        with vault_context() as resources:
            return resources.has_product_secret(name)

    remedy = (
        "restore service.db from a backup; without it, accounts, mandates and tokens "
        "start empty, and earlier permissions are unknown"
    )
    with _opened(place, "service", ACCOUNT_DATABASE_TITLE, remedy) as database:
        return Identity(
            database, place.folder, clock=clock, key_of=key_of, has_key=has_key
        )


def open_vault(place: Place, *, clock: Clock = utc_now) -> Vault:
    """Only the keys of what is personal. Raises StoreUnavailable."""
    with _opened(place, "vault", VAULT_TITLE) as database:
        return Vault(database, KeySource(place.folder, place.vault_key), clock=clock)


def open_store(
    place: Place,
    *,
    clock: Clock = utc_now,
    origin: str | None = None,
    server: str = "command-line",
) -> EventStore:
    """Only the log, held against what servers of this folder acknowledged. `server`
    names the file in which this one remembers. Raises StoreUnavailable, InvalidSetting.
    """
    refuse_unsafe_environment(os.environ)
    with _opened(place, "log", "the record") as database, ExitStack() as resources:
        acknowledged = acknowledged_heads(place.folder).values()
        head = AcknowledgedHeadFile(place.folder, server)
        resources.callback(head.close)
        store = EventStore(database, clock=clock, origin=origin, remembered=head)
        store.check_acknowledged(acknowledged)
        resources.pop_all()
    return store


def watch_clock(
    store: EventStore, folder: Path, since_boot: SinceBoot | None = None
) -> None:
    """From now on recording stops if the clock jumps."""
    store.clock_watch = _clock_watch(store, folder, store.clock, since_boot)


def watch_clock_of_accounts(place: Place, identity: Identity) -> None:
    """The same where the accounts alone are open. Raises StoreUnavailable."""
    if not database_exists(place, "log"):
        return
    with database_errors_as_refusals(place, "the record"):
        database = open_database(place, "log", read_only=True)
        try:
            if not event_store_tables.SCHEMA.applied(database):
                return
            watch = _clock_watch(LogReader(database, FactMapper()), place.folder)
        finally:
            database.close()
    if watch is not None:
        identity.account_database.clock_alarm = watch.alarm


def _clock_watch(
    log: LogReader,
    folder: Path,
    real: Clock = utc_now,
    since_boot: SinceBoot | None = None,
) -> ClockWatch | None:
    """None for demonstrations: their times are invented, and they may be started again
    after years.
    """
    first = log.page(0, 1)
    fact = first[0].fact if first else None
    if isinstance(fact, NetworkEstablished) and fact.demonstration:
        return None
    last = log.recorded_at(log.position()) if first else None
    return ClockWatch(
        folder, last, real=real, since_boot=since_boot or seconds_since_boot
    )


def _is_of_another_log(store: EventStore, engine: Engine) -> bool:
    """Whether the read models have a fact that the log has not, or not there: after a
    restore of a log that is older than they are.
    """
    with engine.snapshot() as snapshot:
        newest = snapshot.row(
            "SELECT position, command_id FROM {facts} ORDER BY position DESC LIMIT 1"
        )
    if newest is None:
        return False
    page = store.page(newest["position"] - 1, 1)
    fact = page[0].fact if page else None
    return fact is None or (
        isinstance(fact, DomainEvent) and fact.command_id != UUID(newest["command_id"])
    )


def open_engine(place: Place, store: EventStore, *, catch_up: bool = True) -> Engine:
    """The read models of a log. Raises StoreUnavailable."""
    remedy = "you can delete read-models.db; it is then rebuilt from the log"
    with _opened(place, "read", READ_MODELS, remedy, rebuildable=True) as database:
        prepare_tables(MIGRATIONS, database, READ_MODELS)
        engine = Engine(store, database, read_models())
        if _is_of_another_log(store, engine):
            engine.reset()
        if catch_up:
            engine.catch_up()
    return engine


@contextmanager
def open_log_and_read_models(place: Place) -> Iterator[tuple[EventStore, Engine]]:
    """The log and its read models without a vault: nothing personal can be read."""
    with ExitStack() as resources:
        store = open_store(place)
        resources.callback(store.close)
        engine = open_engine(place, store, catch_up=False)
        resources.callback(engine.database.close)
        yield store, engine


# The library's own name for it. Importing its class would load its whole recorder.
_DB_FUNCTIONS_VARIABLE = "POSTGRES_ENABLE_DB_FUNCTIONS"


def refuse_unsafe_environment(environment: Mapping[str, str]) -> None:
    """Raises InvalidSetting where the library was told to append by functions of the
    database: then facts appear out of order, and readers of the log miss some.
    """
    value = environment.get(_DB_FUNCTIONS_VARIABLE) or "no"
    try:
        is_enabled = strtobool(value)
    except ValueError:
        is_enabled = True
    if is_enabled:
        raise InvalidSetting(
            f"{_DB_FUNCTIONS_VARIABLE} is {value!r}: facts would appear out of order, "
            "and readers would miss some; remove it from the environment"
        )
