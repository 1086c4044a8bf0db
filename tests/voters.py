"""Members who vote through HTTP, each at their moment; what they send is made beforehand, so sending costs little."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import insert, select

from forum.accounts.models import Member, SignIn
from forum.accounts.tokens import new_token, token_hash
from forum.core.clock import clock
from forum.core.database import write_transaction

RECEIPT = re.compile(r'poll-receipt">([A-Z0-9-]+)<')
PATIENCE = 20
AGAIN_AFTER = 0.2
"""Seconds after which somebody without an answer presses the button once more."""


@dataclass(frozen=True)
class Vote:
    """A request as it goes over the wire, and how many seconds after the start it is sent."""

    request: bytes
    at: float


@dataclass(frozen=True)
class Answer:
    """What a voter was told, when they sent their vote, and how long they waited."""

    status: int
    receipt: str | None
    sent_at: datetime
    seconds: float


def cookies_of_voters(app: Flask, many: int) -> list[tuple[str, str]]:
    """Make so many members, signed in; returns for each the cookie of their browser and the token of their forms."""
    now = clock.now()
    long_ago = now - timedelta(days=9)
    handles = [f"voter-{number}" for number in range(many)]
    with write_transaction() as session:
        session.execute(insert(Member), [_member(handle, long_ago) for handle in handles])
        found = session.execute(select(Member.handle, Member.id).where(Member.handle.in_(handles)))
        tokens = {member_id: new_token() for _handle, member_id in found}
        session.execute(insert(SignIn), [_sign_in(*each, now) for each in tokens.items()])
    signer: Any = app.session_interface
    forms = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
    raw = secrets.token_hex(20)
    kept = signer.get_signing_serializer(app)
    return [
        (kept.dumps({"_user_id": token, "_fresh": True, "csrf_token": raw}), forms.dumps(raw))
        for token in tokens.values()
    ]


def _member(handle: str, at: datetime) -> dict[str, Any]:
    kept = {"handle": handle, "name": handle.title(), "fs_uniquifier": handle, "active": True}
    return {**kept, "confirmed_at": at, "created_at": at}


def _sign_in(member_id: int, token: str, now: datetime) -> dict[str, Any]:
    row = {"member_id": member_id, "token_hash": token_hash(token), "method": "password", "network": ""}
    return {**row, "device": "", "created_at": now, "last_seen_at": now, "fresh_at": now}


def ballot(app: Flask, poll_id: int, voter: tuple[str, str], option: int) -> bytes:
    """Return the request by which a voter with scripts chooses an option."""
    body = urlencode({"csrf_token": voter[1], "q1": str(option)})
    form = (
        "HX-Request: true",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    )
    return _request(app, voter, f"POST /polls/{poll_id}/ballot", *form) + body.encode()


def look(app: Flask, poll_id: int, voter: tuple[str, str]) -> bytes:
    """Return the request by which a voter opens the page of a poll, as all do before they vote."""
    return _request(app, voter, f"GET /polls/{poll_id}")


def _request(app: Flask, voter: tuple[str, str], what: str, *more: str) -> bytes:
    host = app.config["PUBLIC_URL"].removeprefix("http://")
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={voter[0]}"
    lines = (f"{what} HTTP/1.1", f"Host: {host}", f"Cookie: {cookie}", "Connection: close", *more)
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def send_votes(port: int, votes: Sequence[Vote], *, retries: int = 0) -> list[Answer]:
    """Send each vote at its time, however long others wait; without an answer send it again, so often at most.

    In a thread of its own: where a browser is open, the tests' own thread has a loop already.
    """
    with ThreadPoolExecutor(1) as own:
        return own.submit(lambda: asyncio.run(_send_all(port, votes, retries))).result()


async def _send_all(port: int, votes: Sequence[Vote], retries: int) -> list[Answer]:
    start = time.monotonic()
    return await asyncio.gather(*(_send(port, vote, start, retries) for vote in votes))


async def _send(port: int, vote: Vote, start: float, retries: int) -> Answer:
    await asyncio.sleep(max(0.0, start + vote.at - time.monotonic()))
    sent_at, began = clock.now(), time.monotonic()
    for turn in range(retries + 1):
        text = b""
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                text = await _ask(port, vote.request)
        status = int(text[9:12] or 0)
        if turn == retries or 0 < status < 500:
            found = RECEIPT.search(text.decode(errors="replace"))
            return Answer(status, found[1] if found else None, sent_at, time.monotonic() - began)
        await asyncio.sleep(AGAIN_AFTER)
    raise AssertionError("unreachable")


async def _ask(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await reader.read()
    finally:
        writer.close()
