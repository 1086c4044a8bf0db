"""The tables of the desk."""

from forum.desk.models.answers import Answer, PersonalTask, ReplyTemplate
from forum.desk.models.pictures import AnswerPicture, DeskPicture
from forum.desk.models.queue import DeskCause, DeskItem, DeskNote, DeskPresence, DeskSeat
from forum.desk.models.talks import Greeting, Talk, TalkMessage

__all__ = [
    "Answer",
    "AnswerPicture",
    "DeskCause",
    "DeskItem",
    "DeskNote",
    "DeskPicture",
    "DeskPresence",
    "DeskSeat",
    "Greeting",
    "PersonalTask",
    "ReplyTemplate",
    "Talk",
    "TalkMessage",
]
