"""Providers of identities for tests: a real one, and one that can be made to lie."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.util import urlsafe_b64encode
from service.http_api.http_examples import HERE, Served
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_service.foundation.clock import Clock
from bsm_service.identity.openid.flow import Flow
from bsm_service.identity.openid.id_token import VerifiedIdentity
from bsm_service.identity.openid.provider import ClientRegistration, Provider

FOLDER = Path(__file__).parents[3] / "openid_provider"
CLIENT, SECRET = "bsm", "a secret: + & %"
PUBLIC_CLIENT = "bsm-public"
ISSUER = "https://identities.example"
BACK_TO = f"{HERE}/account/openid/callback"
STAY: dict[str, Any] = {"follow_redirects": False}

# Made once: RSA keys take their time, and no test changes them.
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "other", "use": "sig"})
CURVE_KEY = ECKey.generate_key("P-256", {"kid": "curve"})


def secrets_of_a_browser(address: str) -> dict[str, str]:
    """What stands in the query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


@dataclass
class FakeProvider:
    """Answers as a provider does, and lies where a test says so.

    `claims` and `header` replace those of the next ID tokens (None leaves one out),
    `sign` makes the token in another way; `answers` are given in place of the usual
    ones, by path.
    """

    clock: Clock
    issuer: str = ISSUER
    subject: str = "subject-1"
    key: Key = field(default_factory=lambda: KEY)
    published: list[Key] = field(default_factory=lambda: [KEY])
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    description: dict[str, Any] = field(default_factory=dict)
    publishes: dict[str, Any] | None = None
    answers: dict[str, Callable[[], httpx.Response]] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def provider(self, secret: str | None = SECRET) -> Provider:
        """Our side of it, with this in the place of the network."""
        return Provider(
            ClientRegistration(self.issuer, CLIENT, secret),
            clock=self.clock,
            transport=httpx.MockTransport(self._answer),
        )

    def sign_in(self, address: str) -> dict[str, str]:
        """What somebody's browser brings back who was sent to the address."""
        secrets = secrets_of_a_browser(address)
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = secrets
        return {"code": code, "state": secrets["state"], "iss": self.issuer}

    def id_token(self, nonce: str) -> str:
        now = int(self.clock().timestamp())
        usual = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
        }
        claims = {
            name: it for name, it in (usual | self.claims).items() if it is not None
        }
        if self.sign is not None:
            return self.sign(claims)
        algorithm = "ES256" if isinstance(self.key, ECKey) else "RS256"
        header = {"alg": algorithm, "kid": self.key.kid} | self.header
        return jwt.encode(header, claims, self.key)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path
        if path in self.answers:
            return self.answers[path]()
        if path == "/.well-known/openid-configuration":
            return httpx.Response(200, json=self._description())
        if path == "/keys":
            keys = [key.as_dict(private=False) for key in self.published]
            content = {"keys": keys} if self.publishes is None else self.publishes
            return httpx.Response(200, json=content)
        assert path == "/token"
        return self._token(dict(parse_qsl(request.content.decode())))

    def _description(self) -> Mapping[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_response_iss_parameter_supported": True,
        } | self.description

    def _token(self, form: dict[str, str]) -> httpx.Response:
        asked = self.codes.pop(form["code"], None)
        if asked is None or not _is_proof(form["code_verifier"], asked):
            return httpx.Response(400, json={"error": "invalid_grant"})
        return httpx.Response(
            200,
            json={
                "access_token": "an-access-token",
                "token_type": "Bearer",
                "id_token": self.id_token(asked["nonce"]),
            },
        )


def _is_proof(verifier: str, asked: Mapping[str, str]) -> bool:
    assert asked["code_challenge_method"] == "S256"
    hashed = sha256(verifier.encode()).digest()
    return urlsafe_b64encode(hashed).decode() == asked["code_challenge"]


def why_no_real_provider() -> str | None:
    """Why oidc-provider cannot be started here; None where it can."""
    if shutil.which("node") is None:
        return "no Node.js here"
    if not (FOLDER / "node_modules" / "oidc-provider").is_dir():
        return "oidc-provider is not installed: 'make test' does so where npm is"
    return None


@contextmanager
def real_provider(back_to: str) -> Iterator[str]:
    """oidc-provider on this machine; its issuer. It ends with its standard input."""
    with subprocess.Popen(
        ["node", "provider.js", back_to],
        cwd=FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        issuer = process.stdout.readline().strip()
        if not issuer:
            raise AssertionError(process.communicate()[1])
        try:
            yield issuer
        finally:
            process.communicate()


def sign_in_at(address: str, back_to: str, name: str = "somebody") -> str:
    """Where a browser is sent back to, after somebody signed in and agreed."""
    with httpx.Client(trust_env=False) as browser:
        response = browser.get(address)
        while True:
            if response.is_redirect:
                address = urljoin(str(response.url), response.headers["location"])
                if address.startswith(back_to):
                    return address
                response = browser.get(address)
                continue
            assert response.status_code == 200, response.text
            match = re.search(r'action="([^"]+)"', response.text)
            assert match, response.text
            prompt = re.search(r'name="prompt" value="(\w+)"', response.text)
            assert prompt, response.text
            response = browser.post(
                urljoin(str(response.url), match[1]),
                data={"prompt": prompt[1], "login": name, "password": "any"},
            )


def signed_in_at(fake: FakeProvider, provider: Provider) -> VerifiedIdentity:
    """Who somebody is, after a whole sign-in."""
    flow = Flow.begin(fake.clock())
    back = fake.sign_in(provider.authorization_address(flow, BACK_TO))
    return provider.identity_from_callback(flow, back, BACK_TO)


def give_account(
    here: Served,
    role: Role = Role.FOCAL_POINT,
    *,
    issuer: str = ISSUER,
    subject: str | None = "subject-1",
    name: str = "Erika",
) -> str:
    identity = here.system.identity
    account = identity.accounts.create(name).id
    delegation = "AT" if role is Role.FOCAL_POINT else None
    identity.mandates.give(account, role, delegation, given_by="command line")
    if subject is not None:
        identity.linked_identities.link(account, issuer, subject)
    return account


def come_back(
    browser: TestClient, fake: FakeProvider, address: str, **headers: str
) -> httpx.Response:
    """The answer to a browser that went to the provider and came back."""
    begun = browser.get(address, headers=headers, **STAY)
    assert begun.status_code == 303, begun.text
    back = fake.sign_in(begun.headers["location"])
    return browser.get("/account/openid/callback", params=back, **STAY)


def token_of(header: Mapping[str, Any], claims: Mapping[str, Any], proof: bytes) -> str:
    """A token with any signature whatever."""
    parts = [json.dumps(part).encode() for part in (header, claims)]
    return b".".join(urlsafe_b64encode(part) for part in (*parts, proof)).decode()
