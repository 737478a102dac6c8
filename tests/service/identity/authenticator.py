"""A passkey in software: what a browser and its authenticator answer to our options."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

_PRESENT, _VERIFIED, _WITH_CREDENTIAL = 0x01, 0x04, 0x40


class Authenticator:
    """Holds one passkey. `counts` as some do, others always say 0."""

    def __init__(self, *, counts: bool = True, verifies: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.handle = ""
        self.count = 0
        self._counts = counts
        self._flags = _PRESENT | (_VERIFIED if verifies else 0)

    def register(self, options: str, origin: str) -> dict[str, Any]:
        request = json.loads(options)
        self.handle = request["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public_key = encode_cbor(
            {
                1: 2,
                3: -7,
                -1: 1,
                -2: numbers.x.to_bytes(32),
                -3: numbers.y.to_bytes(32),
            }
        )
        credential = bytes(16) + len(self.id).to_bytes(2) + self.id + public_key
        data = self._data(request["rp"]["id"], _WITH_CREDENTIAL) + credential
        attested = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(
            clientDataJSON=_client("webauthn.create", request["challenge"], origin),
            attestationObject=encode_cbor(attested),
        )

    def sign_in(self, options: str, origin: str) -> dict[str, Any]:
        request = json.loads(options)
        self.count += self._counts
        data = self._data(request["rpId"], 0)
        client = _client("webauthn.get", request["challenge"], origin)
        signed = data + hashlib.sha256(client).digest()
        credential = self._answer(
            clientDataJSON=client,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(SHA256())),
        )
        credential["response"]["userHandle"] = self.handle
        return credential

    def _data(self, rp_id: str, flags: int) -> bytes:
        rp = hashlib.sha256(rp_id.encode()).digest()
        return rp + bytes([self._flags | flags]) + self.count.to_bytes(4)

    def _answer(self, **response: bytes) -> dict[str, Any]:
        id = bytes_to_base64url(self.id)
        encoded = {name: bytes_to_base64url(value) for name, value in response.items()}
        return {
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": encoded,
            "clientExtensionResults": {},
        }


def _client(kind: str, challenge: str, origin: str) -> bytes:
    assert base64url_to_bytes(challenge)
    client_data = {"type": kind, "challenge": challenge, "origin": origin}
    return json.dumps({**client_data, "crossOrigin": False}).encode()
