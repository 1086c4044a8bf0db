"""Where a member's picture is fetched. The room `uploads`, further up, keeps it under its key."""

from __future__ import annotations

PICTURE_ADDRESS = "/uploads/"


def picture_address(key: str | None) -> str | None:
    """Return the address of the picture stored under `key`; None for members who show none."""
    return f"{PICTURE_ADDRESS}{key}" if key else None
