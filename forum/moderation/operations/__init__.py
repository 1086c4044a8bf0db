"""Acts of moderation. Each has a reason, is recorded, tells those concerned, and can be undone."""

from forum.moderation.operations.blackout import black_out
from forum.moderation.operations.bundles import Why, hide_all_by, hide_posts, hide_topic, undo_act
from forum.moderation.operations.hiding import hide_post, lift_hiding, unhide_post
from forum.moderation.operations.objections import (
    ask_for_restoration,
    decide_objection,
    object_to_report,
    object_to_statement,
)
from forum.moderation.operations.profiles import hide_picture, hide_profile
from forum.moderation.operations.reports import (
    Notice,
    decline_report,
    file_notice,
    report_member,
    report_post,
)
from forum.moderation.operations.statements import send_statement

__all__ = [
    "Notice",
    "Why",
    "ask_for_restoration",
    "black_out",
    "decide_objection",
    "decline_report",
    "file_notice",
    "hide_all_by",
    "hide_picture",
    "hide_post",
    "hide_posts",
    "hide_profile",
    "hide_topic",
    "lift_hiding",
    "object_to_report",
    "object_to_statement",
    "report_member",
    "report_post",
    "send_statement",
    "undo_act",
    "unhide_post",
]
