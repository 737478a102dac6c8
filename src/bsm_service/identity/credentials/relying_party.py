"""What browsers bind a passkey to, apart from the library that checks passkeys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """This server as browsers know it: a host's name, its origin, and a name for
    people.
    """

    id: str
    origin: str
    name: str
