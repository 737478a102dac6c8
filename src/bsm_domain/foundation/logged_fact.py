"""A fact as stored in the log, from which projections are updated."""

from typing import NamedTuple

from bsm_domain.foundation.aggregate import DomainEvent


class UndecodableFact(NamedTuple):
    """A stored fact that this version of the product cannot read, with the error."""

    stored_name: str
    error: str


class LoggedFact(NamedTuple):
    """A fact, its position (the size of the log after storing it) and its stream, with
    identities spelt as in read models.
    """

    position: int
    fact: DomainEvent | UndecodableFact
    stream: str
