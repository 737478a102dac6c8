"""The only place where parts are joined. Entry points call `open_system`."""

from collections.abc import Collection
from contextlib import AbstractContextManager, ExitStack, suppress

from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.engine import Engine
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.queries import invited_organisations
from bsm_service.agreement.clock_guard import ClockGuard, ClockLooks
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.background_work import BackgroundTasks
from bsm_service.application.command_service import CommandService
from bsm_service.application.follower import ReadModelFollower
from bsm_service.application.open_databases import (
    database_errors_as_refusals,
    open_engine,
    open_identity,
    open_store,
    open_vault,
    watch_clock,
)
from bsm_service.application.system import CATCH_UP_SECONDS, System
from bsm_service.assembly import subjects  # noqa: F401 - they register themselves
from bsm_service.event_store.store import EventStore
from bsm_service.follow_up.due_date_settlement import DueDateSettlement
from bsm_service.foundation.clock import (
    Clock,
    SinceBoot,
    boot_id,
    seconds_since_boot,
    utc_now,
)
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable
from bsm_service.identity import Identity
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.replay import resume_erasures
from bsm_service.registration.delegation_upkeep import DelegationUpkeep
from bsm_service.registration.seats.promotion_upkeep import PromotionUpkeep
from bsm_service.vault import VAULT_TITLE, Vault
from bsm_service.vault.personal_data_reader import PersonalDataReader
from bsm_service.vault.read_log import ReadLog


def open_system(
    place: Place,
    *,
    clock: Clock = utc_now,
    origin: str | None = None,
    catch_up: bool = True,
    server: str = "command-line",
    since_boot: SinceBoot | None = None,
) -> System:
    """Opens the product's data, and creates them if they do not exist.

    Read models are brought up to date before it returns, unless `catch_up` is False;
    `start()` keeps them so. The machine's own clock is watched for jumps, any other
    only with a `since_boot`. Raises StoreUnavailable.
    """
    with ExitStack() as resources:
        vault = open_vault(place, clock=clock)
        resources.callback(vault.close)
        identity = open_identity(place, clock=clock, vault=vault)
        resources.callback(identity.close)
        with suppress(StoreBusy, StoreUnavailable):  # the next start tries again
            identity.seal_earlier_mandates()
        store = open_store(place, clock=clock, origin=origin, server=server)
        resources.callback(store.close)
        engine = open_engine(place, store, catch_up=catch_up)
        resources.callback(engine.database.close)
        system = _assemble(place, store, vault, identity, engine, clock, since_boot)
        if clock is utc_now or since_boot is not None:
            watch_clock(store, place.folder, since_boot)
            identity.account_database.clock_alarm = store.clock_alarm
        # A crash may have interrupted one, or an older vault been restored.
        with database_errors_as_refusals(place, VAULT_TITLE):
            resume_erasures(system.part(ErasureService), system.service, clock)
        resources.pop_all()
    return system


def _clock_guard(
    identity: Identity, clock: Clock, since_boot: SinceBoot | None
) -> ClockGuard:
    """Of the machine's clock, whatever times a demonstration invents. Where a clock is
    given, all the time that passes is its own.
    """
    boot = ""
    if clock is utc_now or since_boot is not None:
        boot, passing = boot_id(), since_boot or seconds_since_boot
    else:
        passing = _seconds_of(clock)
    looks = ClockLooks(identity.account_database, boot)
    return ClockGuard(clock, passing, looks)


def _seconds_of(clock: Clock) -> SinceBoot:
    return lambda: clock().timestamp()


def _assemble(
    place: Place,
    store: EventStore,
    vault: Vault,
    identity: Identity,
    engine: Engine,
    clock: Clock,
    since_boot: SinceBoot | None,
) -> System:
    service = CommandService(store, vault, identity.rights)
    follower, background = ReadModelFollower(store, engine), BackgroundTasks(store)

    def wait_for_read_models() -> None:
        if follower.is_running:
            engine.wait_for(store.position(), CATCH_UP_SECONDS)
        else:
            engine.catch_up()

    system = System(
        place=place,
        store=store,
        service=service,
        engine=engine,
        vault=vault,
        personal_data=PersonalDataReader(
            vault, ReadLog(vault.database, clock), identity.rights
        ),
        identity=identity,
        follower=follower,
        background_tasks=background,
    )

    def read() -> AbstractContextManager[ReadContext]:
        return system.read(system.now(), UNRESTRICTED_AUDIENCE)

    def organisations() -> Collection[str]:
        wait_for_read_models()
        with read() as context:
            return invited_organisations(context)

    identity.mandates.organisations = organisations
    system.add(
        ErasureService(
            place.folder,
            *(
                store,
                vault,
                identity,
                engine.database,
                wait_for_read_models,
                background,
                clock,
            ),
        )
    )
    system.add(DueDateSettlement(service, background, read))
    system.add(DelegationUpkeep(service, background, read))
    system.add(PromotionUpkeep(service, background, read))
    system.add(
        SilenceSettlement(
            service,
            background,
            read,
            lambda: store.clock(),
            _clock_guard(identity, clock, since_boot),
        )
    )
    return system
