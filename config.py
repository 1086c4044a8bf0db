"""Every setting that comes from the environment: its variable, what it means and what it may be.

Nothing else in Potluck reads the environment. `docs/configuration.md` is generated from this file, and a wrong value
stops the start with one line.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from forum.core import environment as env
from forum.core.environment import ConfigError, Network, Setting, is_loopback, setting
from forum.core.own_secrets import kept_secret, new_secret, new_vapid_key

MOST_WORKERS = 4

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one community, each read from one variable."""

    data_dir: Path = setting(
        "DATA_DIR",
        env.folder,
        str(ROOT / "instance"),
        shown_default="`instance` beside the code",
        allowed="a folder that can be made and written to",
        meaning="Home of everything embedded: database, search index, uploads, queue, mail, secret. "
        "Another folder is another community.",
    )
    host: str = setting(
        "HOST",
        env.host,
        "127.0.0.1",
        allowed="an IP address or a host name; one beyond this machine needs an https PUBLIC_URL",
        meaning="Where the web server listens.",
    )
    port: int = setting(
        "PORT",
        env.whole(1, 65535),
        "8000",
        allowed="a whole number from 1 to 65535",
        meaning="The port it listens on.",
    )
    public_url: str = setting(
        "PUBLIC_URL",
        env.public_url,
        lambda so_far: f"http://{env.bracketed(so_far['host'])}:{so_far['port']}",
        shown_default="`http://HOST:PORT`",
        allowed="https://name[:port] without a path, or plain http on a loopback address only, "
        "because passwords and sessions would cross the network unprotected",
        meaning="The one canonical address, used in every link and mail; requests for another host are refused. "
        "With https, cookies are Secure with the `__Host-` prefix and HSTS is sent.",
    )
    database_url: str = setting(
        "DATABASE_URL",
        env.database_url,
        lambda so_far: f"sqlite:///{so_far['data_dir']}/forum.db",
        shown_default="`sqlite:///DATA_DIR/forum.db`",
        allowed="sqlite:///path or postgresql://user:password@host:port/database",
        meaning="The database.",
        secret=True,
    )
    search_url: str = setting(
        "SEARCH_URL",
        env.search_url,
        lambda so_far: (
            "postgresql:"
            if so_far["database_url"].startswith("postgresql")
            else f"whoosh://{so_far['data_dir']}/search"
        ),
        shown_default="`postgresql:` on PostgreSQL, else `whoosh://DATA_DIR/search`",
        allowed="whoosh:///folder, or postgresql: where DATABASE_URL is PostgreSQL",
        meaning="The search engine: an embedded Whoosh index, or PostgreSQL full text in the same database.",
    )
    queue_url: str = setting(
        "QUEUE_URL",
        env.queue_url,
        lambda so_far: f"sqlite:///{so_far['data_dir']}/queue.db",
        shown_default="`sqlite:///DATA_DIR/queue.db`",
        allowed="sqlite:///path or redis://host:port/number",
        meaning="Where web server and worker hand each other work. It may be lost: the outbox in the database is not.",
        secret=True,
    )
    cache_url: str = setting(
        "CACHE_URL",
        env.cache_url,
        "memory:",
        allowed="memory: or redis://host:port/number",
        meaning="Cache and counters of the rate limits. `memory:` is per web process, and so are the limits then.",
        secret=True,
    )
    storage_url: str = setting(
        "STORAGE_URL",
        env.storage_url,
        lambda so_far: f"file://{so_far['data_dir']}/uploads",
        shown_default="`file://DATA_DIR/uploads`",
        allowed="file:///folder or s3://key:secret@host[:port]/bucket[?region=…&tls=0]",
        meaning="Where uploaded pictures are kept: a folder, or an S3-compatible object store.",
        secret=True,
    )
    mail_url: str = setting(
        "MAIL_URL",
        env.mail_url,
        lambda so_far: f"file://{so_far['data_dir']}/mail",
        shown_default="`file://DATA_DIR/mail`",
        allowed="file:///folder, smtp://user:password@host:port or smtps://user:password@host:port",
        meaning="How mail leaves: as `.eml` files in a folder, by SMTP with STARTTLS (without, on loopback only), "
        "or by SMTP over TLS.",
        secret=True,
    )
    mail_from: str = setting(
        "MAIL_FROM",
        env.mail_from,
        lambda so_far: f"no-reply@{_mail_host(so_far['public_url'])}",
        shown_default="`no-reply@host of PUBLIC_URL`",
        allowed="an address such as forum@brand.example or Potluck <forum@brand.example>",
        meaning="The sender of every mail. Without a name, the community's in the reader's language.",
    )
    bounces_url: str = setting(
        "BOUNCES_URL",
        env.bounces_url,
        "",
        shown_default="none",
        allowed="maildir:///folder or mbox:///file",
        meaning="The mailbox into which the mail server puts what comes back to the sender. Reports of mailboxes that "
        "do not exist stop mail to them. `flask mail bounce` takes the same from an alias.",
    )
    demo: bool = setting(
        "DEMO",
        env.switch,
        lambda so_far: "1" if is_loopback(urlsplit(so_far["public_url"]).hostname or "") else "0",
        shown_default="1 on loopback, else 0",
        allowed="0, or 1 where PUBLIC_URL is a loopback address",
        meaning="Whether `make run` fills an empty database with the demo community.",
    )
    trusted_proxies: tuple[Network, ...] = setting(
        "TRUSTED_PROXIES",
        env.networks,
        "",
        shown_default="no proxy",
        allowed="networks separated by commas, such as 127.0.0.1, 10.0.0.0/8",
        meaning="Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` count.",
    )
    workers: int = setting(
        "WORKERS",
        env.whole(1, 64),
        lambda so_far: str(min(env.processors(), MOST_WORKERS)),
        shown_default=f"one for each processor, {MOST_WORKERS} at most",
        allowed="a whole number from 1 to 64",
        meaning="Web processes. Each takes about a hundred megabytes.",
    )
    threads: int = setting(
        "THREADS",
        env.whole(1, 128),
        lambda so_far: "4" if so_far["workers"] == 1 else "2",
        shown_default="2, and 4 where there is one process",
        allowed="a whole number from 1 to 128",
        meaning="Requests that each web process answers at the same time. More are slower, not faster, "
        "unless the database is far away.",
    )
    log_level: str = setting(
        "LOG_LEVEL",
        env.log_level,
        "INFO",
        allowed="DEBUG, INFO, WARNING or ERROR",
        meaning="How much is written to standard error.",
    )
    db_pool_size: int = setting(
        "DB_POOL_SIZE",
        env.whole(1, 200),
        lambda so_far: str(so_far["threads"] + 2),
        shown_default="THREADS + 2",
        allowed="a whole number from 1 to 200",
        meaning="Database connections of each process.",
    )
    db_pool_timeout: float = setting(
        "DB_POOL_TIMEOUT",
        env.pool_seconds,
        "2",
        allowed="a number of seconds from 0.1 to 3",
        meaning="How long a request waits for a free connection before it is answered with 503.",
    )
    secret_key: str = setting(
        "SECRET_KEY",
        env.secret_key,
        "",
        shown_default="kept in `DATA_DIR/secret`, made on the first start",
        allowed=f"at least {env.SECRET_MINIMUM} characters",
        meaning="Signs sessions and links. Processes on several machines need the same one.",
        secret=True,
    )
    push_services: tuple[str, ...] = setting(
        "PUSH_SERVICES",
        env.push_services,
        "fcm.googleapis.com, *.push.services.mozilla.com, *.push.apple.com, *.notify.windows.com",
        shown_default="those of Chrome, Firefox, Safari and Edge",
        allowed="host names separated by commas (`*.name` for all names below it), or none",
        meaning="The push services of browsers that messages may be handed to, by https only; `none` offers no push.",
    )
    vapid_key: str = setting(
        "VAPID_KEY",
        env.vapid_key,
        "",
        shown_default="kept in `DATA_DIR/vapid`, made on the first start",
        allowed="the 32 bytes of a private key on P-256, in base64url without padding",
        meaning="Signs push messages. Another one ends the messages to every device; processes on several machines "
        "need the same one.",
        secret=True,
    )

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings that `environ` describes. Makes DATA_DIR, and its secret when there is none.

        Raises:
            ConfigError: for the first value that is not allowed, or that contradicts another.
        """
        values: dict[str, Any] = {}
        for entry in fields(cls):
            values[entry.name] = entry.metadata["setting"].read(environ, values)
        config = cls(**values)
        config._refuse_contradictions()
        return replace(
            config,
            secret_key=config.secret_key or kept_secret(config.data_dir, "secret", new_secret),
            vapid_key=config.vapid_key or kept_secret(config.data_dir, "vapid", new_vapid_key),
        )

    @classmethod
    def settings(cls) -> list[Setting]:
        """Return what is known about each variable, in the order in which they are read."""
        return [entry.metadata["setting"] for entry in fields(cls)]

    def shown(self) -> dict[str, str]:
        """Return every variable with its value, as far as a console may show it."""
        return {
            entry.metadata["setting"].variable: env.without_password(_as_text(getattr(self, entry.name)))
            for entry in fields(self)
            if entry.name not in ("secret_key", "vapid_key")
        }

    @property
    def public_host(self) -> str:
        """The host of the canonical address, without port or brackets."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def is_secure(self) -> bool:
        """Whether people reach the community by https."""
        return self.public_url.startswith("https:")

    @property
    def is_local(self) -> bool:
        """Whether people reach the community on this machine only."""
        return is_loopback(self.public_host) and is_loopback(self.host)

    def _refuse_contradictions(self) -> None:
        if not self.is_secure and not is_loopback(self.host):
            raise ConfigError("HOST", self.host, f"a loopback address while PUBLIC_URL is {self.public_url}")
        if self.demo and not self.is_local:
            raise ConfigError("DEMO", "1", "0, or 1 where HOST and PUBLIC_URL are loopback addresses")
        if self.search_url == "postgresql:" and not self.database_url.startswith("postgresql"):
            raise ConfigError(
                "SEARCH_URL", self.search_url, "whoosh:///folder while DATABASE_URL is not PostgreSQL"
            )


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(int(value)) if isinstance(value, bool) else str(value)


def _mail_host(public_url: str) -> str:
    host = urlsplit(public_url).hostname or ""
    return "localhost" if is_loopback(host) else host


def load() -> Config:
    """Return the settings of this process; on a wrong one, say so in one line and end with exit code 2."""
    try:
        return Config.from_environ(os.environ)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)


if __name__ == "__main__":
    load()
