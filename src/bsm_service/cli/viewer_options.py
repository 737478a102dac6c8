"""How the command line reads the record: as of which moment, and as which user."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from inspect import Signature
from typing import Annotated, Any

import typer

from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.engine.moment import Moment
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.record_list import QueryRequest
from bsm_service.application.system import System, audience_of
from bsm_service.cli.acting_user import AsDelegation, AsRole, AsUser, acting_principal
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    Verb,
    database_place,
    with_signature,
)

VIEWER_HELP = (
    "Shows everything except personal data, because anyone with the data folder can "
    "read it; --as USER shows what that user may see."
)

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="MOMENT",
        help="Show the record as of a position (77), the end of a day in UTC "
        "(2016-04-12) or a time with a UTC offset (2016-04-12T16:00:00+02:00).",
    ),
]


@dataclass(frozen=True, slots=True)
class QueryViewer:
    """The system, user and moment that every query of a list is given."""

    system: System
    principal: Principal | None
    moment: Moment

    @property
    def audience(self) -> Audience:
        """Without a user, everything: anyone with the data folder can read it."""
        if self.principal is None:
            return UNRESTRICTED_AUDIENCE
        return audience_of(self.principal)

    @property
    def audience_of_documents(self) -> Audience:
        """Without a user, what everybody may see, because documents are passed on."""
        if self.principal is None:
            return Audience(focal_points_matter=False)
        return self.audience

    @contextmanager
    def query(self, audience: Audience | None = None) -> Iterator[QueryRequest]:
        with self.system.read(self.moment, audience or self.audience) as context:
            yield QueryRequest(
                system=self.system,
                principal=self.principal,
                context=context,
                place="command line",
                purpose="request on the command line",
            )


@dataclass(frozen=True, slots=True)
class QueryOptions:
    """The options of every verb that only reads: record, moment and user."""

    as_of: AsOfOption = None
    as_user: AsUser = None
    as_role: AsRole = None
    as_delegation: AsDelegation = None
    data: DataOption = None
    database: DatabaseOption = None

    @contextmanager
    def open(self, action: str) -> Iterator[QueryViewer]:
        """Raises NoSuchMoment, NotPermitted, StoreUnavailable."""
        with open_record(database_place(self.data, self.database)) as system:
            principal, user, role = None, self.as_user, self.as_role
            if user is not None or role is not None:
                principal = acting_principal(
                    system, action, user, role, self.as_delegation
                )
                require_permission(principal, action)
            yield QueryViewer(system, principal, system.moment(self.as_of))


def with_query_options(verb: Verb) -> Verb:
    """Gives a verb that takes `options` a command-line option for each part of them."""
    parts = Signature.from_callable(QueryOptions).parameters

    @wraps(verb)
    def verb_with_options(**values: Any) -> None:
        options = QueryOptions(**{name: values.pop(name) for name in parts})
        verb(options=options, **values)

    own = Signature.from_callable(verb).parameters.values()
    return with_signature(
        verb_with_options,
        (
            expanded
            for parameter in own
            for expanded in (
                parts.values() if parameter.name == "options" else (parameter,)
            )
        ),
    )
