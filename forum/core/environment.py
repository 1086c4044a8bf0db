"""What a setting from the environment may be: one parser per kind of value, and the refusal in one line.

`config.py` is the list of settings that uses them. A parser takes the text of a variable and returns the typed,
normalised value (absolute paths, one spelling per engine) or raises ValueError.
"""

from __future__ import annotations

import os
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECRET_MINIMUM = 32
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
HOST_PATTERN = re.compile(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*")

Values = Mapping[str, Any]
Default = str | Callable[[Values], str]
Network = IPv4Network | IPv6Network


def processors() -> int:
    """Return how many processors this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def without_password(address: str) -> str:
    """Return `address` as a console may show it."""
    return re.sub(r"//([^/@:]*):.*@", r"//\1:***@", address)


class ConfigError(Exception):
    """A setting that cannot be used. Reads as one line: the variable, its value, what is allowed."""

    def __init__(self, variable: str, value: str, allowed: str) -> None:
        shown = "".join(
            character if character.isprintable() else "?" for character in without_password(value)
        )
        super().__init__(f"{variable} is “{shown}”. Allowed: {allowed}.")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known about one variable; it also makes a row of `docs/configuration.md`."""

    variable: str
    parse: Callable[[str], Any]
    default: Default
    shown_default: str
    allowed: str
    meaning: str

    def read(self, environ: Mapping[str, str], so_far: Values) -> Any:
        """Return the typed value. An empty variable counts as one that is not set.

        Raises:
            ConfigError: when the value is not allowed.
        """
        text = environ.get(self.variable, "").strip()
        if not text:
            text = self.default if isinstance(self.default, str) else self.default(so_far)
        try:
            return self.parse(text)
        except ValueError as error:
            shown = "***" if self.parse is secret_key else text
            raise ConfigError(self.variable, shown, self.allowed) from error


def setting(
    variable: str,
    parse: Callable[[str], Any],
    default: Default,
    *,
    allowed: str,
    meaning: str,
    shown_default: str = "",
    secret: bool = False,
) -> Any:
    """Return the dataclass field of a setting; a `secret` one stays out of the representation."""
    shown = shown_default or (default if isinstance(default, str) else "")
    known = Setting(variable, parse, default, shown, allowed, meaning)
    return field(metadata={"setting": known}, repr=not secret)


def is_loopback(host: str) -> bool:
    """Whether `host`, a name or an IP address, can only mean this machine."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def folder_of(url: str) -> Path:
    """Return the folder that a `file://` or `whoosh://` address names."""
    return Path(url.partition("://")[2])


def bracketed(host: str) -> str:
    """Return `host` as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _check(condition: object, text: str) -> None:
    if not condition:
        raise ValueError(text)


def folder(text: str) -> Path:
    """A path, made absolute."""
    return Path(text).expanduser().resolve()


def host(text: str) -> str:
    """An IP address or a host name."""
    try:
        return str(ip_address(text.strip("[]")))
    except ValueError:
        _check(re.fullmatch(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", text), text)
        _check(not re.fullmatch(r"[0-9.]+", text), text)
        return text.lower()


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number between `low` and `high`, both allowed."""

    def parse(text: str) -> int:
        _check(re.fullmatch(r"[0-9]{1,9}", text) and low <= int(text) <= high, text)
        return int(text)

    return parse


def pool_seconds(text: str) -> float:
    """A number of seconds that a visitor may be kept waiting."""
    _check(0.1 <= float(text) <= 3, text)
    return float(text)


def switch(text: str) -> bool:
    """0 or 1."""
    _check(text in ("0", "1"), text)
    return text == "1"


def log_level(text: str) -> str:
    """A level of Python's logging."""
    _check(text.upper() in ("DEBUG", "INFO", "WARNING", "ERROR"), text)
    return text.upper()


def public_url(text: str) -> str:
    """An origin: https, or plain http on loopback."""
    parts = urlsplit(text)
    _check(parts.scheme in ("http", "https") and parts.hostname and parts.username is None, text)
    _check(not (parts.path.strip("/") or parts.query or parts.fragment), text)
    name = host(parts.hostname or "")
    _check(parts.scheme == "https" or is_loopback(name), text)
    usual = parts.port in (None, 443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{bracketed(name)}" + ("" if usual else f":{parts.port}")


def sqlite_url(text: str) -> str:
    """A SQLite file, as SQLAlchemy writes it."""
    path = text.removeprefix("sqlite:///")
    _check(path not in ("", text, ":memory:"), text)
    return f"sqlite:///{folder(path)}"


def database_url(text: str) -> str:
    """A SQLite file or a PostgreSQL database, with the driver that Potluck uses."""
    if text.startswith("sqlite:"):
        return sqlite_url(text)
    scheme, _, rest = text.partition("://")
    _check(scheme in ("postgres", "postgresql", "postgresql+psycopg"), text)
    _check(urlsplit(f"//{rest}").path.strip("/"), text)
    return f"postgresql+psycopg://{rest}"


def search_url(text: str) -> str:
    """A Whoosh folder, or PostgreSQL full text."""
    return text if text == "postgresql:" else _folder_url(text, "whoosh")


def queue_url(text: str) -> str:
    """A SQLite file or Redis."""
    return sqlite_url(text) if text.startswith("sqlite:") else _server(text, "redis", "rediss")


def cache_url(text: str) -> str:
    """The memory of each process, or Redis."""
    return text if text == "memory:" else _server(text, "redis", "rediss")


def storage_url(text: str) -> str:
    """A folder, or a bucket."""
    if text.startswith("file:"):
        return _folder_url(text, "file")
    _check(urlsplit(text).path.strip("/"), text)
    return _server(text, "s3")


def mail_url(text: str) -> str:
    """A folder, or a mail server."""
    return _folder_url(text, "file") if text.startswith("file:") else _server(text, "smtp", "smtps")


def bounces_url(text: str) -> str:
    """Nothing, or a mailbox."""
    kind, _, path = text.partition("://")
    _check(not text or (kind in ("maildir", "mbox") and path.startswith("/")), text)
    return text


def mail_from(text: str) -> str:
    """A mail address, with or without a name."""
    _check(text.isprintable() and re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(text)[1]), text)
    return text


def networks(text: str) -> tuple[Network, ...]:
    """IP networks, separated by commas."""
    return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


def secret_key(text: str) -> str:
    """Nothing, or enough characters that nobody guesses."""
    _check(not 0 < len(text) < SECRET_MINIMUM, text)
    return text


def push_services(text: str) -> tuple[str, ...]:
    """Host names separated by commas, or none. Bare numbers are no names."""
    names = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if names == ("none",):
        return ()
    _check(names and all(HOST_PATTERN.fullmatch(name) for name in names), text)
    return names


def vapid_key(text: str) -> str:
    """Nothing, or a private key on P-256."""
    if text:
        _check(re.fullmatch(r"[\w-]{43}", text, re.ASCII), text)
        _check(0 < int.from_bytes(urlsafe_b64decode(f"{text}="), "big") < P256_ORDER, text)
    return text


def _folder_url(text: str, scheme: str) -> str:
    path = text.removeprefix(f"{scheme}://")
    _check(path not in ("", text), text)
    return f"{scheme}://{folder(path)}"


def _server(text: str, *schemes: str) -> str:
    parts = urlsplit(text)
    _check(parts.scheme in schemes and parts.hostname and parts.port != 0, text)
    return text
