"""What those who run a campaign do next, in a sentence: they see where it stands, and need not know how it goes on."""

from __future__ import annotations

from flask_babel import format_date, lazy_gettext as _
from flask_babel.speaklater import LazyString

from forum.campaigns.models import Campaign
from forum.campaigns.operations.voting import why_no_vote
from forum.campaigns.words import Phase


def next_step(campaign: Campaign, *, has_voted: bool) -> str:
    """Return what the brand does next in a campaign; nothing where all is done.

    `has_voted`: its vote has closed, whether or not it is counted yet.
    """
    return str(_said(campaign, has_voted))


def _said(campaign: Campaign, has_voted: bool) -> str | LazyString:
    match Phase(campaign.phase):
        case Phase.IDEAS:
            if campaign.ideas_until is not None:
                day = format_date(campaign.ideas_until, "long")
                return _("Fans propose ideas until %(day)s. You can answer from now on.", day=day)
            return _("Fans propose ideas until you take no more. You can answer from now on.")
        case Phase.SHORTLIST:
            return why_no_vote(campaign) or _("Every idea has its answer: open the vote.")
        case Phase.VOTE:
            return _until_counted(campaign, has_voted)
        case Phase.OUTCOME if campaign.outcome is None and campaign.poll_id is None:
            return _("Say what you do with the ideas, and why.")
        case Phase.OUTCOME if campaign.outcome is None:
            return _("Look at the read-out, then say what you do with the result, and why.")
        case Phase.OUTCOME:
            return ""
        case Phase.TRAIL:
            return _(
                "Add a step whenever there is something to see. Those who voted are told when it comes to the shelf."
            )


def _until_counted(campaign: Campaign, has_voted: bool) -> LazyString:
    if has_voted:
        return _("The vote is over, and its ballots are being counted. Then you publish the outcome.")
    if campaign.vote_until is None:
        return _("The vote is open until you close it below. Then you publish the outcome.")
    day = format_date(campaign.vote_until, "long")
    return _("The vote closes by itself on %(day)s. Then you publish the outcome.", day=day)
