"""What this room's acts are called in the record."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, one_of, register_words, shortly
from forum.core.reasons import HOUSE, LAW
from forum.moderation.models import PurgeGround
from forum.moderation.policy import Second

ACTS = {
    "post.hidden": _l("Post hidden"),
    "post.unhidden": _l("Post shown again"),
    "posts.hidden": _l("Several posts hidden in one act"),
    "posts.unhidden": _l("Several posts shown again in one act"),
    "profile.hidden": _l("Text of a profile hidden"),
    "profile.unhidden": _l("Text of a profile shown again"),
    "face.hidden": _l("Picture of a profile hidden"),
    "face.unhidden": _l("Picture of a profile shown again"),
    "picture.hidden": _l("Picture hidden"),
    "picture.unhidden": _l("Picture shown again"),
    "post.blacked-out": _l("Words blacked out for good"),
    "post.forgotten": _l("Text forgotten for good"),
    "purge.asked": _l("Purging asked for"),
    "purge.refused": _l("Purging refused"),
    "post.purged": _l("Text purged by two"),
    "report.filed": _l("Report filed"),
    "report.declined": _l("Report declined"),
    "report.reopened": _l("Report waits again"),
    "objection.filed": _l("Objection filed"),
    "objection.upheld": _l("Objection upheld"),
    "objection.declined": _l("Objection refused"),
    "evidence.locked": _l("Locked as evidence"),
    "evidence.read": _l("Evidence looked at"),
    "evidence.exported": _l("Evidence exported for the authorities"),
    "evidence.renewed": _l("Evidence kept for longer"),
    "evidence.forgotten": _l("Evidence forgotten: its time was over"),
    "authorities.told": _l("Authorities told"),
    "reason.added": _l("Reason added to the list"),
    "reason.changed": _l("Reason of the list changed"),
}
GROUNDS = {
    PurgeGround.SPAM: _l("Advertising, hidden for 30 days"),
    PurgeGround.WITHDRAWN: _l("Its author took it back"),
    PurgeGround.ERASURE: _l("The law asks for it"),
}
SECONDS = {
    Second.MODERATOR: _l("another moderator"),
    Second.ADMINISTRATOR: _l("an administrator"),
    Second.OUTSIDER: _l("the outsider whom the brand names"),
    Second.SAME_PERSON: _l("the same person, a day later: nobody else was there"),
}
STATES = {
    "visible": _l("for everybody to read"),
    "hidden": _l("hidden from readers"),
    "withdrawn": _l("taken back by its author"),
    "purged": _l("purged"),
    "held": _l("held for a moderator"),
    "open": _l("waits for a decision"),
    "upheld": _l("upheld"),
    "declined": _l("declined"),
}
STATE = Detail(_l("State"), one_of(STATES))
OFFERED = Detail(_l("Moderators can choose it"))
REASON_PARTS = {
    "names": Detail(_l("Name")),
    "texts": Detail(_l("What the author reads"), shortly()),
    "clause": Detail(_l("Clause of the charter")),
    "rests_on": Detail(
        _l("It rests on"), one_of({HOUSE: _l("the charter of the community"), LAW: _l("the law")})
    ),
    "law": Detail(_l("Provision of the law")),
    "reportable": Detail(_l("Offered to those who report")),
    "for_profiles": Detail(_l("Fits profiles, too")),
    "neutral": Detail(_l("Not named to readers")),
    "advertising": Detail(_l("Bulk advertising")),
    "offered": OFFERED,
}
"""What of a reason is written down."""


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "moderation",
        RoomWords(
            _l("Moderation"),
            acts=ACTS,
            subjects={
                "post": Subject(_l("Post"), lambda id: url_for("discussions.permalink", post_id=id)),
                "profile": Subject(_l("Profile of a member")),
                "face": Subject(_l("Profile of a member")),
                "picture": Subject(_l("Picture")),
                "hiding-act": Subject(_l("Hiding of several posts"), lambda id: url_for("moderation.acts")),
                "report": Subject(
                    _l("Report"), lambda id: url_for("moderation.report_to_decide", report_id=id)
                ),
                "objection": Subject(
                    _l("Objection"), lambda id: url_for("moderation.objection", objection_id=id)
                ),
                "evidence": Subject(
                    _l("Evidence"), lambda id: url_for("moderation.evidence", evidence_id=id)
                ),
                "reason": Subject(_l("Reason")),
            },
            details={
                "ground": Detail(_l("Ground"), one_of(GROUNDS)),
                "asked_by": Detail(_l("Asked for by"), is_member=True),
                "decided_as": Detail(_l("Decided as"), one_of(SECONDS)),
                "request": Detail(_l("Request")),
                "posts": Detail(_l("Posts")),
                "places": Detail(_l("Places")),
                "for_ever": Detail(_l("For good")),
                "evidence": Detail(_l("Evidence")),
                "sha256": Detail(_l("SHA-256")),
                "until": Detail(_l("Until when")),
                "offered": OFFERED,
            },
            changed=lambda part: REASON_PARTS.get(part, STATE),
        ),
    )
