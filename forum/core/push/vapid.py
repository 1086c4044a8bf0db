"""Who sends a message: a signature that a push service checks against the key a browser subscribed with (RFC 8292)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from forum.core.push.sealing import as_text, from_text, point_of

GOOD_FOR = timedelta(hours=12)
"""Services refuse more than a day; half of it leaves room for clocks that differ."""


class Signer:
    """Signs for one community. `contact` is where the service's people reach those who run it."""

    def __init__(self, key: str, contact: str) -> None:
        self._key = ec.derive_private_key(int.from_bytes(from_text(key), "big"), ec.SECP256R1())
        self._contact = contact
        self.public_key = as_text(point_of(self._key.public_key()))

    def authorization(self, endpoint: str, now: datetime) -> str:
        """Return the header that goes with a message to `endpoint`."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + GOOD_FOR).timestamp()),
            "sub": self._contact,
        }
        said = ".".join(
            as_text(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims)
        )
        r, s = decode_dss_signature(self._key.sign(said.encode(), ec.ECDSA(SHA256())))
        signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return f"vapid t={said}.{as_text(signature)}, k={self.public_key}"
