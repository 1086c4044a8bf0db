"""Secrets that a community makes for itself on its first start, kept in DATA_DIR where only its owner reads them."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

from forum.core.environment import P256_ORDER, ConfigError


def kept_secret(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    """Return what is kept in the file `name`, made by `make` when there is none; several processes agree on one.

    Raises:
        ConfigError: when the folder cannot be written to.
    """
    kept = data_dir / name
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not kept.exists():
            draft = data_dir / f"{name}.{os.getpid()}.{secrets.token_hex(4)}"
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(make())
            try:
                os.link(draft, kept)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return kept.read_text().strip()
    except OSError as error:
        raise ConfigError("DATA_DIR", str(data_dir), "a folder that can be made and written to") from error


def new_secret() -> str:
    """Return what signs sessions and links."""
    return secrets.token_urlsafe(48)


def new_vapid_key() -> str:
    """Return a private key on P-256, as VAPID_KEY names it: a number that is none of the curve's edges."""
    number = 1 + secrets.randbelow(P256_ORDER - 1)
    return urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
