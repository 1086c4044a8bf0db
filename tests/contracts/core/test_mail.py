"""Both ways for mail carry the same mail: a folder of files, and a real mail server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from forum.core.mail import Mail
from forum.core.mail.backends import Post, Refused, make_post
from tests.smtp_sink import Sink, open_sink

Taken = Callable[[], list[EmailMessage]]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with open_sink() as sink:
        yield sink


@pytest.fixture(params=["folder", "smtp"])
def way(request: pytest.FixtureRequest, tmp_path: Path, sink: Sink) -> tuple[Post, Taken]:
    """A way for mail, and what arrived by it."""
    if request.param == "smtp":
        return make_post(f"smtp://127.0.0.1:{sink.port}"), lambda: sink.taken
    return make_post(f"file://{tmp_path}/mail"), lambda: [
        message_from_bytes(file.read_bytes(), policy=SMTP)  # type: ignore[misc]
        for file in sorted((tmp_path / "mail").iterdir())
    ]


def message(**changes: object) -> EmailMessage:
    mail = Mail(
        **{"to": "alice@example.org", "subject": "Grüße", "text": "Schön.\n.\n", "html": "<p>Schön.</p>"}
        | changes
    )
    return mail.as_message(sender="Käseglocke <no-reply@brand.example>", message_id="<17.3@brand.example>")


def test_a_mail_arrives_as_it_was_written(way: tuple[Post, Taken]) -> None:
    post, taken = way

    post.send(message(headers={"List-Unsubscribe": "<https://brand.example/u/1>"}))

    [mail] = taken()
    assert mail["From"] == "Käseglocke <no-reply@brand.example>"
    assert mail["To"] == "alice@example.org"
    assert mail["Subject"] == "Grüße"
    assert mail["Message-ID"] == "<17.3@brand.example>"
    assert mail["List-Unsubscribe"] == "<https://brand.example/u/1>"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == "Schön.\n.\n"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Schön.</p>"


def test_a_line_break_in_a_title_makes_no_header(way: tuple[Post, Taken]) -> None:
    post, taken = way

    post.send(message(subject="Hello\r\nBcc: chloe@example.org\n\nbody", headers={"X-Topic": "a\nX-Evil: 1"}))

    [mail] = taken()
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "Hello Bcc: chloe@example.org body"


@pytest.mark.parametrize(
    "address",
    [
        "alice@example.org\r\nBcc: chloe@example.org",
        "alice",
        "a@b, c@d",
        "Alice <alice@example.org>",
        "",
        "a b@example.org",
    ],
)
def test_what_is_no_plain_address_gets_no_mail(address: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        message(to=address)


def test_two_mails_are_two(way: tuple[Post, Taken]) -> None:
    post, taken = way
    other = message()
    other.replace_header("Message-ID", "<17.4@brand.example>")

    post.send(message())
    post.send(other)

    assert [mail["Message-ID"] for mail in taken()] == ["<17.3@brand.example>", "<17.4@brand.example>"]


def test_a_mail_repeated_after_a_kill_stands_once_in_the_folder(tmp_path: Path) -> None:
    post = make_post(f"file://{tmp_path}/mail")

    post.send(message())
    post.send(message())

    [file] = (tmp_path / "mail").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_mailbox_that_does_not_exist_is_refused_for_good(sink: Sink) -> None:
    with pytest.raises(Refused):
        make_post(f"smtp://127.0.0.1:{sink.port}").send(message(to="nobody@example.org"))


def test_a_mailbox_that_is_full_may_be_tried_again(sink: Sink) -> None:
    with pytest.raises(OSError, match="later"):
        make_post(f"smtp://127.0.0.1:{sink.port}").send(message(to="later@example.org"))


def test_a_server_that_is_away_is_an_error_that_may_pass() -> None:
    with pytest.raises(OSError, match="refused"):
        make_post("smtp://127.0.0.1:1").send(message())
