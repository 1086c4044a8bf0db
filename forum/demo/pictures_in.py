"""The demo's pictures on their way into the community's uploads, each file taken in once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from forum.accounts.models import Member
from forum.accounts.viewers import viewer_of
from forum.core.storage import Storage, current_storage
from forum.demo import content_files
from forum.uploads.models import Purpose
from forum.uploads.operations import TakenIn, add_upload, take_in


@dataclass
class Album:
    """Pictures by name: decoded and stored before the transaction, written down in it when they are first hung."""

    taken: dict[tuple[Purpose, str], TakenIn]
    hung: set[str] = field(default_factory=set)

    @classmethod
    def of_demo(cls) -> Album:
        """Take in every picture that a post shows, and every avatar."""
        avatars = [member["avatar"] for member in content_files.read_members() if "avatar" in member]
        files = [
            *(
                (Purpose.POST, content_files.PICTURES / f"{name}.webp")
                for name in content_files.pictures_shown()
            ),
            *((Purpose.AVATAR, content_files.AVATARS / f"{name}.webp") for name in avatars),
            *((Purpose.BRAND, content_files.PICTURES / f"{name}.webp") for name in _of_the_brand()),
        ]
        take = partial(_take_file, storage=current_storage())
        with ThreadPoolExecutor() as pool:
            return cls(dict(pool.map(take, files)))

    def put(self, name: str, alt: str, owner: Member, now: datetime) -> str:
        """Hang the picture `name` in a post of `owner`; answers its address."""
        return f"/uploads/{self._hang(self.taken[Purpose.POST, name], alt, owner, now)}"

    def put_avatar(self, name: str, owner: Member, now: datetime) -> str:
        """Give `owner` the avatar `name`; answers its key."""
        return self._hang(self.taken[Purpose.AVATAR, name], owner.name, owner, now)

    def put_brand(self, name: str, alt: str, owner: Member, now: datetime) -> str:
        """Hang a picture of the brand; answers its key."""
        return self._hang(self.taken[Purpose.BRAND, name], alt, owner, now)

    def _hang(self, taken: TakenIn, alt: str, owner: Member, now: datetime) -> str:
        if taken.key not in self.hung:
            add_upload(taken, owner=viewer_of(owner), alt=alt, now=now)
            self.hung.add(taken.key)
        return taken.key


def _of_the_brand() -> tuple[str, str]:
    brand = content_files.read_brand()
    return brand["logo"], brand["hero"]["picture"]


def _take_file(wanted: tuple[Purpose, Path], storage: Storage) -> tuple[tuple[Purpose, str], TakenIn]:
    """Decode and store one file; encoding takes most of the time and leaves other threads alone."""
    purpose, file = wanted
    return (purpose, file.stem), take_in(file.read_bytes(), purpose=purpose, storage=storage)
