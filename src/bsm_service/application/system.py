"""The product as one object, used by entry points, lists and subjects."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.network import NetworkEstablished
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.engine import Engine
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import (
    Grant,
    Principal,
    is_allowed,
)
from bsm_service.application.background_work import BackgroundTasks
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.command_service import CommandService
from bsm_service.application.fact_view import FactDetails, fact_details
from bsm_service.application.follower import ReadModelFollower
from bsm_service.application.open_databases import (
    READ_MODELS,
)
from bsm_service.application.write_check import WriteCheck
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.database_errors import database_refusals
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import NoSuchMoment
from bsm_service.identity import SYSTEM, Identity
from bsm_service.vault import Vault
from bsm_service.vault.personal_data_reader import PersonalDataReader

_Part = TypeVar("_Part")

DEFAULT_NETWORK_NAME = "Network of National Focal Points"
CATCH_UP_SECONDS = 2.0


def audience_of(principal: Principal) -> Audience:
    """What the principal may see, as the value that every query takes."""
    takes_part = principal.sees_restricted
    return Audience(
        focal_points_matter=takes_part or Grant.FOCAL_POINTS_MATTER in principal.grants,
        negotiation=takes_part or principal.role is Role.AUDITOR,
        drafts=is_allowed(principal, "read.draft-agenda"),
    )


@dataclass(eq=False)
class System:
    """The product as one object."""

    place: Place
    store: EventStore
    service: CommandService
    engine: Engine
    vault: Vault
    personal_data: PersonalDataReader
    identity: Identity
    follower: ReadModelFollower
    background_tasks: BackgroundTasks
    write_check: WriteCheck = field(init=False)
    _parts: dict[type, object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.write_check = WriteCheck(
            (self.store.database, self.vault.database, self.identity.database),
            lambda: self.service.last_store_error,
        )
        self.service.on_result = self.background_tasks.on_command_result
        self.service.followed_names = self.background_tasks.stored_names

    def add(self, part: object) -> None:
        """What a subject adds to the system, when the parts are joined."""
        self._parts[type(part)] = part

    def part(self, kind: type[_Part]) -> _Part:
        """What a subject has added. Raises KeyError where it has not."""
        part = self._parts[kind]
        assert isinstance(part, kind)
        return part

    def start(self) -> None:
        """Keeps read models up to date, and does what follows from facts, in threads
        of their own until the system is closed.
        """
        self.follower.start()
        self.background_tasks.start()

    def network(self) -> NetworkEstablished | None:
        """The log's first fact: what the record is called, and whether it is real."""
        first = self.store.page(0, 1)
        if not first:
            return None
        fact = first[0].fact
        return fact if isinstance(fact, NetworkEstablished) else None

    def display_name(self) -> str:
        """What the record is called, with the origin that no other record has."""
        network = self.network()
        return f"{network.name if network else 'Empty record'} ({self.store.origin})"

    def establish_network(self, name: str = DEFAULT_NETWORK_NAME) -> None:
        """Makes the first fact of an empty log; does nothing for any other."""
        if self.store.position() == 0:
            id = new_id(self.store.clock())
            command = EstablishNetwork(network_id=id, name=name)
            with suppress(InvalidTransition):  # another process was first
                self.service.execute(command, SYSTEM, command_id=id)

    def now(self) -> Moment:
        """The live moment: read models show every fact that was on record at the call.

        Where they cannot catch up in time, the moment is the one that they do show.
        """
        head = self.store.position()
        with database_refusals(READ_MODELS):
            if self.engine.position() < head:
                if self.follower.is_running:
                    self.engine.wait_for(head, CATCH_UP_SECONDS)
                else:
                    self.engine.catch_up()
            return Moment(self.engine.position(), self.store.clock(), live=True)

    def with_time(self, moment: Moment) -> Moment:
        """A live moment with a time at which it was the present: not before its last
        fact, and before the one after it, whatever time was given.
        """
        if not moment.live or moment.position == 0:
            return moment
        at, position = self.store.clock(), moment.position
        if self.store.position() > position:
            after = self.store.recorded_at(position + 1)
            at = min(at, after - timedelta(microseconds=1))
        at = max(at, self.store.recorded_at(position))
        return Moment(position, at, live=True)

    def moment(self, as_of: str | None) -> Moment:
        """The moment that is requested: a position, a day (its end, in UTC), or a
        time with its zone. Raises NoSuchMoment for one that the record has not seen.
        """
        live = self.now()
        if as_of is None:
            return live
        if re.fullmatch(r"[0-9]{1,18}", as_of):
            return self._moment_at_position(int(as_of), live)
        return self._moment_at_time(_parse_as_of(as_of, live.at), live)

    def _moment_at_position(self, position: int, live: Moment) -> Moment:
        if position > live.position:
            raise NoSuchMoment(
                f"there is no position {position}; the log ends at {live.position}"
            )
        if position == 0:
            return Moment(0, self._time_before_first_fact(live), live=False)
        return Moment(position, self.store.recorded_at(position), live=False)

    def _moment_at_time(self, at: datetime, live: Moment) -> Moment:
        if at > live.at:
            raise NoSuchMoment(
                f"{at.isoformat()} is in the future; choose a time up to now"
            )
        return Moment(min(self.store.position_at(at), live.position), at, live=False)

    def _time_before_first_fact(self, live: Moment) -> datetime:
        """The time just before the first fact."""
        if live.position == 0:
            return live.at
        return self.store.recorded_at(1) - timedelta(microseconds=1)

    @contextmanager
    def read(self, moment: Moment, audience: Audience) -> Iterator[ReadContext]:
        """One consistent view of the read models for questions at a moment."""
        with database_refusals(READ_MODELS), self.engine.snapshot() as snapshot:
            yield ReadContext(snapshot, moment, audience, self.vault.open_texts)

    def shown_position(self) -> int:
        """The position that the read models show now, without waiting for more."""
        with database_refusals(READ_MODELS):
            return self.engine.position()

    def has_parked_facts(self) -> bool:
        """Whether the read models leave out facts that they could not process."""
        with database_refusals(READ_MODELS):
            return bool(self.engine.parked())

    def fact(self, position: int) -> DomainEvent | None:
        """The fact at a position, for the product itself, not for people."""
        page = self.store.page(position - 1, 1)
        if not page or page[0].position != position:
            return None
        fact = page[0].fact
        return fact if isinstance(fact, DomainEvent) else None

    def fact_details(self, context: ReadContext, position: int) -> FactDetails | None:
        """The fact at a position as the viewer may see it; None if they may not."""
        return fact_details(self.store, self.vault, context, position)

    def close(self) -> None:
        self.background_tasks.stop()
        self.follower.stop()
        self.engine.database.close()
        self.identity.close()
        self.store.close()
        self.vault.close()


def _parse_as_of(as_of: str, now: datetime) -> datetime:
    try:
        if len(as_of) == len("2016-04-12"):
            end = datetime.combine(date.fromisoformat(as_of), time.max, UTC)
            return min(end, now) if end.date() == now.date() else end
        moment = datetime.fromisoformat(as_of)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NoSuchMoment(
            "as_of must be a position (77), a day (2016-04-12) or a time with a "
            "UTC offset (2016-04-12T16:00:00+02:00)"
        ) from None
    raise NoSuchMoment("as_of needs a time zone, for example …T16:00:00+02:00")


NOTICE = (
    "This is a demonstration: everything that names no public page as its source is "
    "invented, including all people."
)


def demonstration_notice(system: System) -> str | None:
    """The notice, if the record is a demonstration."""
    network = system.network()
    return NOTICE if network and network.demonstration else None
