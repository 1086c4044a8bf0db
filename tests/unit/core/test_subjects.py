"""The subject of a mail arrives as it was written, in any language and at any length."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest

from forum.core.mail.message import Mail

SUBJECTS = [
    "Your password was changed",
    "Vielleicht ist jemand in Lebensgefahr oder ein Kind in Gefahr. Die Behörden müssen sofort benachrichtigt werden.",
    "Une objection à une décision que vous avez prise a été examinée : elle a été jugée fondée, et rétablie — désolés.",
    "é" * 300,
    "été " * 60 + "fin",
    "A long one without any accent that says what it has to say in rather more words than fit in one line of a mail",
    "Inès Walther values your post in “Open day at the mill: who's coming, who has a seat free?” 🤗",
]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_arrives_word_for_word(subject: str) -> None:
    mail = Mail(to="alice@example.org", subject=subject, text="x", html="x")
    sent = mail.as_message(sender="no-reply@brand.example", message_id="<1.1@brand.example>").as_bytes()
    assert message_from_bytes(sent, policy=policy.default)["Subject"] == subject
    raw = message_from_bytes(sent, policy=policy.compat32)["Subject"]
    assert str(make_header(decode_header(raw.replace("\r\n", "")))) == subject
    assert max(map(len, sent.split(b"\r\n\r\n")[0].split(b"\r\n"))) <= 78


def test_a_subject_takes_no_further_header_along() -> None:
    mail = Mail(to="alice@example.org", subject="Été\r\nBcc: eve@example.org", text="x", html="x")
    sent = mail.as_message(sender="no-reply@brand.example", message_id="<1.1@brand.example>").as_bytes()
    assert message_from_bytes(sent, policy=policy.default)["Bcc"] is None
