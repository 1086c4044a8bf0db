"""What is asked of a community under measurement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.community import Community
from benchmarks.load import AT_ONCE, request

REPLIES = 4_000
"""More than are sent in one measurement: none is sent twice."""
DEEP_PAGE = 5_000
AS_BROWSERS_ASK = {"Accept-Encoding": "gzip, deflate, br, zstd"}
FORGETS = "X-Forget"
JUST_CHANGED = {FORGETS: "pages"}
NOTHING_KEPT = {FORGETS: "everything"}


@dataclass(frozen=True)
class Question:
    """One thing that is measured. `page` says that it is a page, to be compared with a bare one of the same bytes.

    What forgets before it answers is asked by one client at a time: others would be given what the first one built.
    """

    name: str
    requests: Sequence[bytes]
    page: bool = True
    at_once: int = AT_ONCE


def questions(place: Community, port: int) -> list[Question]:
    """Return everything that is asked of one community at `port`."""
    guest = {"Host": f"127.0.0.1:{port}"}
    member = {**guest, "Cookie": place.cookie}

    def reading(name: str, path: str, *headers: dict[str, str]) -> Question:
        merged = {name: value for each in headers for name, value in each.items()}
        return Question(name, [request("GET", path, merged)], at_once=1 if FORGETS in merged else AT_ONCE)

    def sent(path: str, **fields: str) -> bytes:
        return request("POST", path, member, urlencode({"csrf_token": place.proof, **fields}).encode())

    def reply(writer: tuple[str, str]) -> bytes:
        cookie, proof = writer
        typed = {"csrf_token": proof, "body": "A pinch of salt.", "once": uuid4().hex}
        return request("POST", place.reply, {**guest, "Cookie": cookie}, urlencode(typed).encode())

    like = f"/posts/{place.liked_post}/likes"
    replies = [reply(writer) for _turn in range(REPLIES // len(place.writers)) for writer in place.writers]
    return [
        reading("topic, guest", place.topic, guest),
        reading("topic, guest, compressed", place.topic, guest, AS_BROWSERS_ASK),
        reading("topic, guest, just changed", place.topic, guest, JUST_CHANGED),
        reading("topic, guest, nothing kept", place.topic, guest, NOTHING_KEPT),
        reading("topic, member", place.topic, member),
        reading("topic, member, compressed", place.topic, member, AS_BROWSERS_ASK),
        reading("topic, member, just changed", place.topic, member, JUST_CHANGED),
        reading("long topic, page 1, just changed", place.long_topic, guest, JUST_CHANGED),
        reading(
            f"long topic, page {DEEP_PAGE}, just changed",
            f"{place.long_topic}?page={DEEP_PAGE}",
            guest,
            JUST_CHANGED,
        ),
        reading("home, guest", "/", guest),
        reading("home, guest, just changed", "/", guest, JUST_CHANGED),
        reading("home, member", "/", member),
        reading("category, guest, just changed", place.category, guest, JUST_CHANGED),
        reading("category, member", place.category, member),
        reading("latest, member", "/latest", member),
        reading("a member\u2019s page, guest", place.member, guest),
        reading("search, guest", "/search?q=coffee", guest),
        Question("like and take it back", [sent(like), sent(f"{like}/delete")], page=False),
        Question("reply", replies, page=False),
    ]
