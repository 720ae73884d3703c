"""A passkey as allauth keeps it, made without a browser."""

import json
from hashlib import sha256
from typing import Any

from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)


def passkey_data(name: str) -> dict[str, Any]:
    """Return the data of a passkey for localhost that needs no second step."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    made = AttestedCredentialData.create(Aaguid.NONE, b"sixteen bytes id", key)
    kept = AuthenticatorData.create(
        sha256(b"localhost").digest(), AuthenticatorData.FLAG(0x45), 1, made
    )
    told = {"type": "webauthn.create", "challenge": "", "origin": "http://localhost"}
    response = {
        "clientDataJSON": websafe_encode(json.dumps(told).encode()),
        "attestationObject": websafe_encode(AttestationObject.create("none", kept, {})),
    }
    credential = {
        "id": websafe_encode(made.credential_id),
        "rawId": websafe_encode(made.credential_id),
        "type": "public-key",
        "response": response,
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return {"name": name, "credential": credential}
