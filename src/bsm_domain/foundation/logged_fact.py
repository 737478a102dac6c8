"""A fact as it stands in the log: what projections are fed with."""

from typing import NamedTuple

from bsm_domain.foundation.aggregate import DomainEvent


class UndecodableFact(NamedTuple):
    """A stored fact that this version of the product cannot read, and why."""

    stored_name: str
    error: str


class LoggedFact(NamedTuple):
    """A fact, its dense position (the log's size once it was stored) and its stream,
    as read models spell identities.
    """

    position: int
    fact: DomainEvent | UndecodableFact
    stream: str
