"""Work that follows from a change, written down in the transaction that caused it.

`enqueue` writes a row; after the commit its number goes to the queue, and a worker does what the row says. The queue
may lose messages and processes may be killed at any moment: a sweeper takes up whatever was left behind. Effects in
the database happen exactly once, because effect and mark are one transaction; effects outside (mail, webhooks, the
search index) happen at least once, and at most once more per kill.
"""

from forum.core.outbox.enqueueing import enqueue, recall, waits
from forum.core.outbox.handlers import Hopeless, handler
from forum.core.outbox.room import init_app
from forum.core.outbox.settling import pending, settle
from forum.core.outbox.upkeep import count_parked, find_unfinished, purge, retry, sweep
from forum.core.outbox.work import drain

__all__ = [
    "Hopeless",
    "count_parked",
    "drain",
    "enqueue",
    "find_unfinished",
    "handler",
    "init_app",
    "pending",
    "purge",
    "recall",
    "retry",
    "settle",
    "sweep",
    "waits",
]
