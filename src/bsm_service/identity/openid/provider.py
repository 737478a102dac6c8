"""An identity provider: its addresses, requests and responses."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.discovery import get_well_known_url

from bsm_service.foundation.clock import Clock, utc_now
from bsm_service.foundation.refusals import (
    OpenIdFlowRefused,
    OpenIdRefused,
    OpenIdTokenRefused,
    OpenIdUnavailable,
)
from bsm_service.identity.openid.flow import Flow
from bsm_service.identity.openid.id_token import VerifiedIdentity, verify_id_token

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# Only the identity: neither name nor e-mail address is requested.
_SCOPE = "openid"
_BASIC = "client_secret_basic"
_METADATA_CACHE = timedelta(minutes=10)
# How many seconds to wait for the provider.
_TIMEOUT_SECONDS = 5.0
_REQUIRED_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_ISSUER_PARAMETER = "authorization_response_iss_parameter_supported"
_ERROR = re.compile("[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class ClientRegistration:
    """Our registration at the provider. Without a secret we are a public client."""

    issuer: str
    client: str
    secret: str | None = field(default=None, repr=False)


class _Client(OAuth2Client):  # type: ignore[misc]
    """Authlib's client over httpx: its own integration supports httpx2 only."""

    def _fetch_token(
        self,
        url: str,
        body: str = "",
        headers: Mapping[str, str] | None = None,
        auth: ClientAuth = None,
        method: str = "POST",
        **_: Any,
    ) -> Mapping[str, Any]:
        # A copy, because Authlib adds the client's secret to what it is given.
        url, sent, body = auth.prepare(method, url, dict(headers or {}), body)
        response = self.session.post(url, content=body, headers=sent)
        token: Mapping[str, Any] = self.parse_response_token(response)
        return token


def _basic(
    client: ClientAuth, method: str, url: str, headers: dict[str, str], body: str
) -> tuple[str, dict[str, str], str]:
    """As in RFC 6749 (2.3.1), unlike Authlib: both may contain any character."""
    credentials = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    headers["Authorization"] = f"Basic {b64encode(credentials.encode()).decode()}"
    return url, headers, body


class Provider:
    """A provider, contacted over the network at each sign-in."""

    def __init__(
        self,
        registration: ClientRegistration,
        *,
        clock: Clock = utc_now,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`transport` replaces the network in tests."""
        self.issuer = registration.issuer
        self._registration = registration
        self.clock = clock
        self._on_this_machine = urlsplit(self.issuer).hostname in LOOPBACK
        self._http = httpx.Client(
            timeout=_TIMEOUT_SECONDS,
            # Sign-ins are rare, so connections are not kept open.
            limits=httpx.Limits(max_keepalive_connections=0),
            # No proxy for addresses of this machine.
            trust_env=not self._on_this_machine,
            transport=transport,
        )
        self._cached_metadata: tuple[datetime, Mapping[str, Any]] | None = None

    def authorization_address(self, flow: Flow, redirect_uri: str) -> str:
        """Where to redirect the browser; it returns to `redirect_uri`. Raises
        OpenIdUnavailable.
        """
        with _refusing_http_errors():
            metadata = self._metadata()
            client = self._client(metadata, redirect_uri)
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=flow.state,
                code_verifier=flow.verifier,
                nonce=flow.nonce,
            )
        return str(address)

    def identity_from_callback(
        self, flow: Flow, response: Mapping[str, str], redirect_uri: str
    ) -> VerifiedIdentity:
        """The identity, from the address of the callback. The caller has checked that
        this browser started the flow. Raises OpenIdFlowRefused for a response to
        another flow, OpenIdRefused if the provider refuses, OpenIdTokenRefused,
        OpenIdUnavailable.
        """
        is_own_issuer = response.get("iss", self.issuer) == self.issuer  # RFC 9207
        if not (is_own_issuer and flow.matches(response, self.clock())):
            raise OpenIdFlowRefused(NOT_THIS_FLOW)
        if "code" not in response:
            raise OpenIdRefused(_refused_by_provider(response.get("error", "")))
        with _refusing_http_errors():
            metadata = self._metadata()
            if metadata.get(_ISSUER_PARAMETER) is True and "iss" not in response:
                raise OpenIdFlowRefused(NOT_THIS_FLOW)
            client = self._client(metadata, redirect_uri)
            try:
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=response["code"],
                    redirect_uri=redirect_uri,
                    code_verifier=flow.verifier,
                )
            except OAuth2Error as error:
                raise _refusal_of(error) from error
            id_token = token.get("id_token")
            if not isinstance(id_token, str):
                raise OpenIdTokenRefused(
                    "you were not signed in because the provider sent no ID token; an "
                    "administrator should check that it supports OpenID Connect"
                )
            # Read each time: a withdrawn key is then no longer accepted, and a new one
            # is known at once.
            keys = self._read(metadata["jwks_uri"])
        return verify_id_token(
            id_token,
            keys,
            issuer=self.issuer,
            client=self._registration.client,
            nonce=flow.nonce,
            now=self.clock(),
        )

    def _client(self, metadata: Mapping[str, Any], redirect_uri: str) -> _Client:
        registration = self._registration
        methods = metadata.get("token_endpoint_auth_methods_supported") or [_BASIC]
        post = registration.secret is not None and _BASIC not in methods
        client = _Client(
            self._http,
            registration.client,
            registration.secret,
            token_endpoint_auth_method="client_secret_post" if post else None,
            scope=_SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )
        client.register_client_auth_method((_BASIC, _basic))
        return client

    def _metadata(self) -> Mapping[str, Any]:
        """The provider's metadata, at most a few minutes old."""
        now = self.clock()
        if (
            self._cached_metadata is not None
            and now < self._cached_metadata[0] + _METADATA_CACHE
        ):
            return self._cached_metadata[1]
        metadata = self._read(get_well_known_url(self.issuer, external=True))
        if metadata.get("issuer") != self.issuer:
            raise OpenIdUnavailable(
                "the provider's issuer differs from the setting openid_issuer; an "
                "administrator must correct the setting"
            )
        for name in _REQUIRED_ENDPOINTS:
            if not self._require_allowed_address(metadata.get(name)):
                raise OpenIdUnavailable(
                    f"the provider has no https address for {name}; an administrator "
                    "must correct its configuration"
                )
        self._cached_metadata = (now, metadata)
        return metadata

    def _require_allowed_address(self, address: Any) -> bool:
        if not isinstance(address, str):
            return False
        parts = urlsplit(address)
        if parts.scheme == "https":
            return bool(parts.hostname)
        return (
            self._on_this_machine
            and parts.scheme == "http"
            and parts.hostname in LOOPBACK
        )

    def _read(self, address: str) -> Mapping[str, Any]:
        response = self._http.get(address, headers={"Accept": "application/json"})
        content = response.raise_for_status().json()
        if not isinstance(content, dict):
            raise ValueError("not a JSON object")
        return content


@contextmanager
def _refusing_http_errors() -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException as error:
        raise OpenIdUnavailable(
            "the provider did not respond in time; try again in a minute, or sign in "
            "with your password"
        ) from error
    except httpx.HTTPStatusError as error:
        raise OpenIdUnavailable(
            f"the provider responded with an error ({error.response.status_code}); "
            "try again in a minute, or sign in with your password"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OpenIdUnavailable(
            "the provider cannot be reached; try again in a minute, or sign in "
            "with your password"
        ) from error
    except ValueError as error:
        raise OpenIdUnavailable(
            "the provider's response cannot be read; an administrator should check "
            "the address in openid_issuer"
        ) from error


NOT_THIS_FLOW = (
    "this sign-in was started in another browser or more than ten minutes ago, or is "
    "already complete; start again"
)


def _refused_by_provider(error: str) -> str:
    if error == "access_denied":
        return "the sign-in was refused or cancelled at the provider; start again"
    code = error if _ERROR.fullmatch(error) else "unknown reason"
    return f"the provider refused this sign-in ({code}); start again"


def _refusal_of(error: OAuth2Error) -> OpenIdRefused | OpenIdUnavailable:
    if error.error in ("invalid_client", "unauthorized_client"):
        return OpenIdUnavailable(
            "the provider does not recognise this server; an administrator must check "
            "the settings openid_client and openid_secret"
        )
    return OpenIdRefused(_refused_by_provider(str(error.error)))
