"""A message that only one browser can read: RFC 8291, on the content encoding of RFC 8188."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Self

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_SIZE = 4096
LONGEST = 3_000
"""Bytes of a message: all services take so many (RFC 8030 asks for 4,096 with what the seal adds)."""
LAST_RECORD = b"\x02"
AUTH_LENGTH, POINT_LENGTH = 16, 65


@dataclass(frozen=True, slots=True)
class Browser:
    """The public key and the secret that a browser gave for its messages."""

    key: ec.EllipticCurvePublicKey
    auth: bytes

    @classmethod
    def from_text(cls, p256dh: str, auth: str) -> Self:
        """Return what a browser names `p256dh` and `auth`.

        Raises:
            ValueError: when these are no such things.
        """
        secret = from_text(auth)
        if len(secret) != AUTH_LENGTH:
            raise ValueError("the secret of a subscription has 16 bytes")
        return cls(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_text(p256dh)), secret)


def sealed(
    message: bytes,
    browser: Browser,
    *,
    own_key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """Return `message` as only `browser` can read it. Key and salt are drawn anew each time, but for a test.

    Raises:
        ValueError: when it is longer than services take.
    """
    if len(message) > LONGEST:
        raise ValueError("the message is too long")
    own_key, salt = own_key or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    own_point, their_point = point_of(own_key.public_key()), point_of(browser.key)
    shared = own_key.exchange(ec.ECDH(), browser.key)
    secret = _derived(browser.auth, shared, b"WebPush: info\0" + their_point + own_point, 32)
    key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([POINT_LENGTH]) + own_point
    return head + AESGCM(key).encrypt(nonce, message + LAST_RECORD, None)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as it is sent: uncompressed, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def from_text(text: str) -> bytes:
    """Return what base64url stands for, with or without padding.

    Raises:
        ValueError: when it is no base64url.
    """
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def as_text(content: bytes) -> str:
    """Return `content` in base64url without padding."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
