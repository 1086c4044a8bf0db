"""Mail that comes back for good stops mail to that address; nobody can stop somebody else's."""

from __future__ import annotations

import mailbox
from dataclasses import replace
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from forum.core.database import db
from forum.core.mail import RECEIPT, Mail, deliver, receipt_for
from forum.core.mail.bounces import failures_in, read_mailbox, take_report
from forum.core.mail.models import StoppedAddress

pytestmark = pytest.mark.usefixtures("app")
MESSAGE_ID = "<notice-7@potluck.example>"
ALICE = "alice@example.org"


def report(
    *, status: str = "5.1.1", action: str = "failed", address: str = ALICE, receipt: str | None = None
) -> bytes:
    """Return what a mail server says of a mail to `address` (RFC 3464, appendix E.1)."""
    returned = EmailMessage()
    returned["To"] = address
    returned["Message-ID"] = MESSAGE_ID
    returned[RECEIPT] = receipt if receipt is not None else receipt_for(MESSAGE_ID, ALICE)
    returned.set_content("Hello")
    whole = MIMEMultipart("report", **{"report-type": "delivery-status"})
    whole["From"] = "MAILER-DAEMON@mx.example.org"
    whole.attach(MIMEText("Your message could not be delivered."))
    status_part = BytesParser().parsebytes(
        (
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
            f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\n"
            "Diagnostic-Code: smtp; 550 no such user\n"
        ).encode()
    )
    whole.attach(status_part)
    whole.attach(MIMEMessage(returned))
    return whole.as_bytes()


def stopped() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(StoppedAddress.address)))


def mails(app: Flask) -> int:
    return len(list((app.extensions["potluck.config"].data_dir / "mail").glob("*.eml")))


def test_nothing_is_sent_any_more_where_there_is_no_mailbox(app: Flask) -> None:
    assert take_report(report()) == 1
    assert stopped() == [ALICE]
    deliver(Mail(ALICE, "News", "News", "<p>News</p>"), "<1@potluck.example>")
    assert mails(app) == 0


def test_what_was_asked_for_this_moment_is_sent_all_the_same(app: Flask) -> None:
    take_report(report())
    deliver(Mail(ALICE, "Code", "1234", "<p>1234</p>"), "<2@potluck.example>", asked_for=True)
    assert mails(app) == 1


@pytest.mark.parametrize("status", ["4.4.1", "5.2.2", "5.7.1", "2.1.5"])
def test_what_says_nothing_against_the_address_stops_nothing(status: str) -> None:
    assert take_report(report(status=status)) == 0
    assert stopped() == []


def test_a_mail_that_is_only_late_stops_nothing() -> None:
    assert take_report(report(action="delayed")) == 0


def test_a_made_up_report_stops_nothing() -> None:
    assert take_report(report(receipt="0" * 32)) == 0
    assert take_report(report(address="bruno@example.org")) == 0
    assert stopped() == []


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"Content-Type: multipart/report\n\n", report.__doc__.encode(), b"\xff" * 5_000]
)
def test_broken_mail_is_no_report(raw: bytes) -> None:
    assert failures_in(raw) == []


@pytest.mark.parametrize("kind", ["maildir", "mbox"])
def test_reports_leave_the_mailbox_and_other_mail_stays(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    path = str(tmp_path / "bounces")
    box: mailbox.Mailbox[object] = mailbox.Maildir(path) if kind == "maildir" else mailbox.mbox(path)  # type: ignore[assignment]
    letter = EmailMessage()
    letter["Subject"] = "I am on holiday"
    letter.set_content("Back on Monday.")
    box.add(report())
    box.add(letter)
    box.close()
    config = replace(app.extensions["potluck.config"], bounces_url=f"{kind}://{path}")
    monkeypatch.setitem(app.extensions, "potluck.config", config)
    for _ in range(2):
        read_mailbox()
        left = mailbox.Maildir(path, create=False) if kind == "maildir" else mailbox.mbox(path, create=False)
        assert [message["Subject"] for message in left] == ["I am on holiday"]
    assert stopped() == [ALICE]


def test_the_command_takes_a_mail_from_an_alias(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["mail", "bounce"], input=report())
    assert said.output == "1 addresses stopped.\n"
