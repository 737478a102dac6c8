"""The name under which passkeys know this server."""

from dataclasses import dataclass

from starlette.requests import Request

from bsm_service.identity import RelyingParty
from bsm_service.settings.settings import Settings

RELYING_PARTY_NAME = "Border service meetings"


@dataclass(frozen=True, slots=True)
class PasskeySupport:
    """The relying party for passkeys here, or the address where there would be one."""

    party: RelyingParty | None
    other_address: str

    @property
    def id(self) -> str | None:
        return self.party.id if self.party else None


def relying_party_of(settings: Settings, request: Request) -> PasskeySupport:
    """Passkeys are bound to a host name: that of the public address, or `localhost`.
    They do not work at numeric addresses, so users are told which address to use.
    """
    if settings.public_url:
        host = (settings.public_host or "").partition(":")[0]
        if request.url.hostname == host:
            return PasskeySupport(
                RelyingParty(host, settings.public_url, RELYING_PARTY_NAME), ""
            )
        return PasskeySupport(None, f"{settings.public_url}/account")
    origin = f"http://localhost:{request.url.port or 80}"
    if request.url.hostname == "localhost":
        return PasskeySupport(RelyingParty("localhost", origin, RELYING_PARTY_NAME), "")
    return PasskeySupport(None, f"{origin}/account")
