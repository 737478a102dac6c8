"""Under which name passkeys know this server."""

from dataclasses import dataclass

from starlette.requests import Request

from bsm_service.identity import RelyingParty
from bsm_service.settings.settings import Settings

NAME = "Border service meetings"


@dataclass(frozen=True, slots=True)
class Offer:
    """The relying party for passkeys here, or the address where there would be one."""

    party: RelyingParty | None
    elsewhere: str

    @property
    def id(self) -> str | None:
        return self.party.id if self.party else None


def relying_party_of(settings: Settings, request: Request) -> Offer:
    """Passkeys belong to a host's name: that of the public address, or `localhost`.

    An address of numbers is none, so people are told where to go.
    """
    if settings.public_url:
        host = (settings.public_host or "").partition(":")[0]
        if request.url.hostname == host:
            return Offer(RelyingParty(host, settings.public_url, NAME), "")
        return Offer(None, f"{settings.public_url}/account")
    here = f"http://localhost:{request.url.port or 80}"
    if request.url.hostname == "localhost":
        return Offer(RelyingParty("localhost", here, NAME), "")
    return Offer(None, f"{here}/account")
