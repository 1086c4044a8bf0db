"""Mail: what one says, how it leaves, and sending it once what it speaks of is committed.

Mail may be sent twice when a worker is killed between sending and noting it, and then carries the same Message-ID.
"""

from forum.core.mail.kept import forget_kept_mail
from forum.core.mail.message import Mail, mail_from_template
from forum.core.mail.room import init_app
from forum.core.mail.sending import (
    RECEIPT,
    connected,
    deliver,
    keeps_mail,
    new_message_id,
    receipt_for,
    send_mail,
    stable_message_id,
)
from forum.core.mail.stopping import resume_address, speaks_of_address, stop_address

__all__ = [
    "RECEIPT",
    "Mail",
    "connected",
    "deliver",
    "forget_kept_mail",
    "init_app",
    "keeps_mail",
    "mail_from_template",
    "new_message_id",
    "receipt_for",
    "resume_address",
    "send_mail",
    "speaks_of_address",
    "stable_message_id",
    "stop_address",
]
