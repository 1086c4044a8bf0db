"""The sealed copy of a post: what it said, who wrote it, what stood around it, as one text with one hash."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member, SignIn
from forum.core.database import db
from forum.core.storage import NoSuchFile, Storage
from forum.discussions.models import Post, PostUpload, Revision, Topic
from forum.moderation.models import Report
from forum.uploads.images import FULL
from forum.uploads.models import Upload
from forum.uploads.operations import file_name

FORMAT = 1
AROUND = 3
"""So many posts before and after it are its context."""
SIGN_INS = 20
MOST_PICTURES = 20


@dataclass(frozen=True)
class SealedPicture:
    """A picture as it is stored, with the hash of exactly these bytes."""

    key: str
    alt: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return the hash of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def gather_pictures(post: Post, storage: Storage) -> list[SealedPicture]:
    """Read the pictures that a post shows: slow, so before the transaction. Never called for suspected child abuse."""
    shown = (
        select(Upload.key, Upload.alt)
        .join(PostUpload, PostUpload.upload_id == Upload.id)
        .where(PostUpload.post_id == post.id)
        .order_by(Upload.id)
        .limit(MOST_PICTURES)
    )
    found = []
    for key, alt in db.session.execute(shown).all():
        try:
            found.append(SealedPicture(key, alt, storage.get(file_name(key, FULL))))
        except NoSuchFile:
            found.append(SealedPicture(key, alt, b""))
    return found


def sealed_copy(post: Post, *, pictures: Sequence[SealedPicture], public_url: str, now: datetime) -> str:
    """Return the post with its times, author and context as one canonical JSON text."""
    topic = db.session.get_one(Topic, post.topic_id)
    return canonical(
        {
            "format": FORMAT,
            "sealed_at": now.isoformat(),
            "address": f"{public_url}/posts/{post.id}",
            "post": {
                **_words(post),
                "topic": {"id": topic.id, "title": topic.title, "kind": topic.kind},
                "language": post.language,
                "text": post.text,
            },
            "revisions": _revisions(post.id),
            "author": _author(post.author_id),
            "context": _context(post),
            "reports": _reports(post.id),
            "pictures": [
                {"key": each.key, "alt": each.alt, "bytes": len(each.content), "sha256": each.sha256}
                for each in pictures
            ],
        }
    )


def canonical(value: Mapping[str, Any]) -> str:
    """Return JSON that is the same for the same content: sorted keys, no spaces."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def hash_of(content: str) -> str:
    """Return the SHA-256 of a sealed copy, as hexadecimal digits."""
    return hashlib.sha256(content.encode()).hexdigest()


def bundle(
    content: str, *, sha256: str, pictures: Mapping[str, bytes], looks: Sequence[Mapping[str, str]]
) -> bytes:
    """Return a zip archive for the authorities: the sealed copy as it was hashed, pictures, who saw it, hashes."""
    packed = io.BytesIO()
    sums = [f"{sha256}  post.json"]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("post.json", content)
        for name, data in sorted(pictures.items()):
            archive.writestr(f"pictures/{name}.webp", data)
            sums.append(f"{name}  pictures/{name}.webp")
        looked = canonical({"looks": list(looks)})
        archive.writestr("looks.json", looked)
        sums.append(f"{hash_of(looked)}  looks.json")
        archive.writestr("SHA256SUMS", "\n".join(sums) + "\n")
    return packed.getvalue()


def _words(post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "number": post.number,
        "written_at": post.created_at.isoformat(),
        "edited_at": post.edited_at.isoformat() if post.edited_at else None,
        "source": post.source,
    }


def _revisions(post_id: int) -> list[dict[str, Any]]:
    found = select(Revision).where(Revision.post_id == post_id).order_by(Revision.number)
    return [
        {"number": each.number, "replaced_at": each.replaced_at.isoformat(), "source": each.source}
        for each in db.session.scalars(found)
    ]


def _author(author_id: int | None) -> dict[str, Any] | None:
    """Return who wrote it, as far as it is known: for the authorities, who ask for nothing else first."""
    member = db.session.get(Member, author_id) if author_id else None
    if member is None:
        return None
    signed_in = select(SignIn).where(SignIn.member_id == member.id).order_by(SignIn.id.desc()).limit(SIGN_INS)
    return {
        "id": member.id,
        "handle": member.handle,
        "name": member.name,
        "email": member.email,
        "joined_at": member.created_at.isoformat(),
        "last_seen_at": member.last_seen_at.isoformat() if member.last_seen_at else None,
        "sign_ins": [
            {"at": each.created_at.isoformat(), "network": each.network, "device": each.device}
            for each in db.session.scalars(signed_in)
        ],
    }


def _context(post: Post) -> list[dict[str, Any]]:
    around = (
        select(Post, Member.handle)
        .outerjoin(Member, Member.id == Post.author_id)
        .where(
            Post.topic_id == post.topic_id,
            Post.number.between(post.number - AROUND, post.number + AROUND),
            Post.id != post.id,
        )
        .order_by(Post.number)
    )
    return [{**_words(each), "author": handle} for each, handle in db.session.execute(around)]


def _reports(post_id: int) -> list[dict[str, Any]]:
    """Return that it was reported, when and why: never by whom."""
    found = select(Report.reason, Report.note, Report.created_at).where(Report.post_id == post_id)
    return [
        {"reason": reason, "note": note, "at": at.isoformat()}
        for reason, note, at in db.session.execute(found.order_by(Report.id))
    ]
