"""A small, real push service on loopback, by https, and a browser that subscribes there and really opens what arrives.

The browser reads as RFC 8291 tells a receiver to. The service checks each signature as RFC 8292 tells it to, remembers
what it took, and answers as it is told.
"""

from __future__ import annotations

import json
import ssl
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

NAME = "updates.push.example"


@dataclass(frozen=True)
class Taken:
    """One message as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class ReadingBrowser:
    """A browser with keys of its own."""

    path: str = "/wpush/one"
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = b"sixteen bytes ok"

    @property
    def endpoint(self) -> str:
        return f"https://{NAME}{self.path}"

    @property
    def form(self) -> dict[str, str]:
        """What it gives a page."""
        return {
            "endpoint": self.endpoint,
            "p256dh": as_text(self.point),
            "auth": as_text(self.auth),
        }

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def open(self, body: bytes) -> bytes:
        """Return what was sealed for it (RFC 8188, 2; RFC 8291, 3.4)."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        their_point, sealed = body[21 : 21 + length], body[21 + length :]
        assert length == 65
        assert len(sealed) <= size
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), their_point)
        shared = self.private.exchange(ec.ECDH(), theirs)
        secret = hmac(hmac(self.auth, shared), b"WebPush: info\0" + self.point + their_point + b"\1")
        inner = hmac(salt, secret)
        key = hmac(inner, b"Content-Encoding: aes128gcm\0\1")[:16]
        nonce = hmac(inner, b"Content-Encoding: nonce\0\1")[:12]
        padded = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert padded[-1:] == b"\2"
        return padded[:-1]


class PushService(ThreadingHTTPServer):
    """The server; `answers` are given in turn, then 201. `wanted_key` is whose signature it accepts."""

    daemon_threads = True

    def prepare(self, wanted_key: str) -> None:
        self.taken: list[Taken] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.wanted_key = wanted_key
        self.claims: list[dict[str, Any]] = []

    def check(self, header: str) -> bool:
        """Whether the signature is whole and of the key that the browser subscribed with."""
        scheme, _, rest = header.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        said, _, signature = parts["t"].rpartition(".")
        raw = from_text(signature)
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_text(parts["k"]))
        pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key.verify(pair, said.encode(), ec.ECDSA(SHA256()))
        self.claims.append(json.loads(from_text(said.split(".")[1])))
        return scheme == "vapid" and parts["k"] == self.wanted_key


class Counter(BaseHTTPRequestHandler):
    """Where messages are handed over."""

    def do_POST(self) -> None:
        service = cast("PushService", self.server)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        service.taken.append(Taken(self.path, dict(self.headers), body))
        is_ours = service.check(self.headers["Authorization"])
        status, headers = (service.answers.pop(0) if service.answers else (201, {})) if is_ours else (403, {})
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def hmac(key: bytes, content: bytes) -> bytes:
    made = HMAC(key, SHA256())
    made.update(content)
    return made.finalize()


def as_text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def make_certificate(folder: Path) -> Path:
    """Make a certificate for the service that nobody but this test trusts; returns the file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    kept = folder / "push.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    kept.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    return kept


@contextmanager
def open_push_service(folder: Path, wanted_key: str) -> Iterator[tuple[PushService, ssl.SSLContext]]:
    """Run a push service on a free port; gives it, and what a client needs to trust it."""
    kept = make_certificate(folder)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(kept)
    with PushService(("127.0.0.1", 0), Counter) as service:
        service.prepare(wanted_key)
        service.socket = own.wrap_socket(service.socket, server_side=True)
        thread = Thread(target=service.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield service, ssl.create_default_context(cafile=str(kept))
        finally:
            service.shutdown()
            thread.join()
