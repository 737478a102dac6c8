"""What browsers bind a passkey to; kept apart from the library that checks passkeys."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """This server as browsers know it: a host name, an origin and a name for people."""

    id: str
    origin: str
    name: str
