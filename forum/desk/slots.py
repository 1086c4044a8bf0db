"""What the desk shows elsewhere: the bar and the brand's mark on posts, the way to the queue in the header."""

from __future__ import annotations

from flask import Flask

from forum.core.attention import AnswerKind
from forum.core.slots import Slot, fill
from forum.desk.queries import marks
from forum.desk.words import (
    answer_done,
    answer_follows,
    answer_icon,
    answer_name,
    gift_name,
    plain_day,
    task_state,
)


def init_app(app: Flask) -> None:
    """Fill the places, and let templates call the answers by name."""
    app.jinja_env.globals.update(
        answer_kinds=tuple(AnswerKind),
        answer_name=answer_name,
        answer_icon=answer_icon,
        answer_follows=answer_follows,
        answer_done=answer_done,
        gift_name=gift_name,
        task_state=task_state,
        plain_day=plain_day,
    )
    for slot in (
        Slot("post.below", "brand", "desk/_brand_mark.html", marks.load_marks, personal=False, plain=True),
        Slot("post.actions", "desk", "desk/_post_bar.html", marks.load_bar, order=80, plain=True),
        Slot("member-menu", "desk", "desk/_menu.html", marks.load_menu, order=60, plain=True),
        Slot("profile.actions", "desk", "desk/_write.html", marks.load_profile, order=60, plain=True),
        Slot("header", "desk", "desk/_header.html", marks.load_way, order=20, plain=True),
    ):
        fill(app, slot)
