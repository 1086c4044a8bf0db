"""Mail follows what it speaks of: sent once that is committed, never before, and with an address of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core import mail, outbox
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.mail.backends import FolderPost, SmtpPost
from forum.core.mail.sending import EXTENSION
from forum.core.outbox.models import OutboxRow

HELLO = mail.Mail("alice@example.org", "Hello", "text", "<p>text</p>")


@pytest.fixture(autouse=True)
def post(workshop: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> FolderPost:
    way = FolderPost(tmp_path / "mail")  # type: ignore[operator]
    monkeypatch.setitem(workshop.extensions, EXTENSION, way)
    return way


def sent(post: FolderPost) -> list:
    folder = post._folder
    files = sorted(folder.glob("*.eml")) if folder.exists() else []
    return [message_from_bytes(file.read_bytes(), policy=SMTP) for file in files]


def test_mail_leaves_after_the_commit(workshop: Flask, post: FolderPost) -> None:
    with write_transaction():
        mail.send_mail(HELLO)
        assert sent(post) == []
    outbox.drain()

    [message] = sent(post)
    assert message["To"] == "alice@example.org"
    assert message["From"] == "no-reply@localhost"


def test_mails_of_one_moment_lie_in_the_order_in_which_they_were_sent(
    workshop: Flask, post: FolderPost
) -> None:
    subjects = [str(number) for number in range(20)]
    with write_transaction():
        for subject in subjects:
            mail.send_mail(replace(HELLO, subject=subject))
    outbox.drain()

    assert [message["Subject"] for message in sent(post)] == subjects


def test_mail_about_what_was_undone_never_leaves(workshop: Flask, post: FolderPost) -> None:
    with pytest.raises(RuntimeError), write_transaction():
        mail.send_mail(HELLO)
        raise RuntimeError("changed my mind")
    outbox.drain()

    assert sent(post) == []


def test_a_repeat_carries_the_same_message_id(workshop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    class Flaky:
        def send(self, message: object) -> None:
            seen.append(message["Message-ID"])
            if len(seen) == 1:
                raise ConnectionResetError("gone after taking it")

    monkeypatch.setitem(workshop.extensions, EXTENSION, Flaky())
    with write_transaction():
        mail.send_mail(HELLO)
    outbox.drain()
    with write_transaction():
        db.session.scalars(select(OutboxRow)).one().run_after = clock.now() - timedelta(seconds=1)
    outbox.drain()

    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_a_mail_server_that_is_away_keeps_no_mail_from_arriving_later(
    workshop: Flask, post: FolderPost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(workshop.extensions, EXTENSION, SmtpPost("smtp://127.0.0.1:1"))
    with write_transaction():
        mail.send_mail(HELLO)
    outbox.drain()
    monkeypatch.setitem(workshop.extensions, EXTENSION, post)
    with write_transaction():
        db.session.scalars(select(OutboxRow)).one().run_after = clock.now() - timedelta(seconds=1)
    outbox.drain()

    assert len(sent(post)) == 1


def test_mail_to_what_is_no_address_is_parked_and_not_tried_for_hours(workshop: Flask) -> None:
    with write_transaction():
        mail.send_mail(mail.Mail("alice@example.org\nBcc: x@y", "Hello", "text", "<p>text</p>"))

    outbox.drain()

    assert outbox.count_parked() == 1
