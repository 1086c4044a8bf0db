"""The tables of the desk."""

from forum.desk.models.answers import Answer, PersonalTask, ReplyTemplate
from forum.desk.models.queue import DeskCause, DeskItem, DeskNote, DeskPresence, DeskSeat
from forum.desk.models.talks import Greeting, Talk, TalkMessage

__all__ = [
    "Answer",
    "DeskCause",
    "DeskItem",
    "DeskNote",
    "DeskPresence",
    "DeskSeat",
    "Greeting",
    "PersonalTask",
    "ReplyTemplate",
    "Talk",
    "TalkMessage",
]
