"""Mail: what one says, how it leaves, and sending it once what it speaks of is committed.

Mail may be sent twice when a worker is killed between sending and noting it, and then carries the same Message-ID.
"""

from forum.core.mail.message import Mail, mail_from_template
from forum.core.mail.sending import deliver, init_app, new_message_id, send_mail

__all__ = ["Mail", "deliver", "init_app", "mail_from_template", "new_message_id", "send_mail"]
