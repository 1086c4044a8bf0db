"""The vote of a campaign: a poll on its topic, whose options are the ideas that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale, gettext as _, ngettext
from sqlalchemy import func, select

from forum.campaigns.models import Campaign, Idea
from forum.campaigns.operations.campaigns import move_to, topic_of_campaign
from forum.campaigns.policy import require_run
from forum.campaigns.words import QUESTIONS, USUAL_KINDS, Form, IdeaState, Phase
from forum.core.database import db
from forum.core.policy import SYSTEM, Actor, Invalid
from forum.discussions.models import Post, PostState, PostUpload, Topic
from forum.polls.models import Poll, PollOption
from forum.polls.models.poll import TITLE_LENGTH
from forum.polls.operations.opening import NewPoll, open_poll, write_poll
from forum.polls.operations.questions import (
    FEWEST_IN_DUEL,
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    MOST_RANKED,
    NewOption,
    NewQuestion,
)
from forum.polls.words import Kind, Shown
from forum.uploads.models import Upload, Withheld
from forum.uploads.operations import empty_uploads


@dataclass(frozen=True, slots=True)
class Vote:
    """How a campaign is voted on. Secret, and the result after the close: nobody is swayed by how others voted."""

    question: str = ""
    kind: Kind | None = None
    """As the form of the campaign usually is, unless it is said."""
    closes_at: datetime | None = None
    is_secret: bool = True
    shown: Shown = Shown.AFTER_CLOSE


def kept_ideas(campaign_id: int) -> Sequence[tuple[Idea, Topic]]:
    """Return the ideas that come into the vote, with their topics: those kept whose words stand for all readers."""
    return _standing(campaign_id, IdeaState.KEPT)


def _standing(campaign_id: int, state: IdeaState) -> Sequence[tuple[Idea, Topic]]:
    found = (
        select(Idea, Topic)
        .join(Topic, Topic.id == Idea.topic_id)
        .join(Post, (Post.topic_id == Topic.id) & (Post.number == 1))
        .where(
            Idea.campaign_id == campaign_id,
            Idea.state == state,
            Post.state == PostState.VISIBLE,
            Topic.merged_into_id.is_(None),
        )
        .order_by(Idea.topic_id)
    )
    campaign_level = db.session.get_one(Topic, campaign_id).read_level
    return [(idea, topic) for idea, topic in db.session.execute(found) if topic.read_level <= campaign_level]


def open_vote(campaign: Campaign, vote: Vote, *, actor: Actor, now: datetime, silent: bool = False) -> Poll:
    """Open the vote of a campaign on its shortlist.

    Raises:
        NotAllowed: for all but the brand.
        Invalid: when it was opened already, while an idea waits for its answer (nobody is passed over in silence), or
            the poll cannot be asked like that.
    """
    require_run(actor)
    if why := why_no_vote(campaign):
        raise Invalid(why)
    topic, kept = topic_of_campaign(campaign), kept_ideas(campaign.topic_id)
    kind = vote.kind or usual_kind(Form(campaign.form), len(kept))
    pictures = _pictures([idea.topic_id for idea, _topic in kept])
    titles = _titles([topic.title for _idea, topic in kept])
    options = [
        NewOption(title, upload_id=pictures.get(idea.topic_id))
        for title, (idea, _topic) in zip(titles, kept, strict=True)
    ]
    question = NewQuestion(
        vote.question or usual_question(campaign), kind, options, allows_none=kind is not Kind.RANKING
    )
    new = NewPoll([question], closes_at=vote.closes_at, is_secret=vote.is_secret, shown=vote.shown)
    # Not by `make_poll`: polls of topics that were merged into this one do not stand in the way of its own.
    poll = write_poll(topic, new, actor=actor, now=now)
    open_poll(poll, actor=actor, now=now, silent=True)
    for number, (idea, _topic) in enumerate(kept, start=1):
        idea.option_number = number
    campaign.poll_id, campaign.vote_from = poll.id, now
    if campaign.ideas_until is None or campaign.ideas_until > now:
        campaign.ideas_until = now
    campaign.vote_until = vote.closes_at
    move_to(campaign, Phase.VOTE, actor=actor, now=now, silent=silent)
    return poll


def why_no_vote(campaign: Campaign) -> str | None:
    """Return why the vote cannot be opened now, in words for the brand; None where it can."""
    if campaign.phase not in (Phase.IDEAS, Phase.SHORTLIST):
        return str(_("There is a vote already, or the campaign has ended."))
    if len(kept_ideas(campaign.topic_id)) < FEWEST_OPTIONS:
        return str(_("Keep at least two ideas before the vote opens."))
    if waiting := len(_standing(campaign.topic_id, IdeaState.OPEN)):
        return str(
            ngettext(
                "%(num)s idea has no answer yet: answer it before the vote opens.",
                "%(num)s ideas have no answer yet: answer each of them before the vote opens.",
                waiting,
            )
        )
    return None


def usual_kind(form: Form, options: int) -> Kind:
    """Return how a vote is answered if nobody says otherwise: as its form is, where so many options fit."""
    kind = USUAL_KINDS[form]
    if options > MOST_OPTIONS:
        return Kind.DUEL
    if kind is Kind.DUEL and options < FEWEST_IN_DUEL:
        return Kind.ONE
    return Kind.APPROVAL if kind is Kind.RANKING and options > MOST_RANKED else kind


def usual_question(campaign: Campaign) -> str:
    """Return what the vote asks if nobody says otherwise, in the language of the campaign."""
    with force_locale(topic_of_campaign(campaign).language):
        return str(QUESTIONS[Form(campaign.form)])


def _pictures(topic_ids: Sequence[int]) -> dict[int, int]:
    """Return the first picture of each idea that shows one and may be seen."""
    found = (
        select(Post.topic_id, func.min(PostUpload.upload_id))
        .join(PostUpload, PostUpload.post_id == Post.id)
        .join(Upload, Upload.id == PostUpload.upload_id)
        .where(Post.topic_id.in_(topic_ids), Post.number == 1, Upload.withheld == Withheld.NOT)
        .group_by(Post.topic_id)
    )
    return {topic_id: upload_id for topic_id, upload_id in db.session.execute(found)}


def forget_picture(idea_id: int) -> None:
    """Forget the picture of an idea that stands beside its option: options stay as they were voted on, it does not.

    One that another post shows, as the brief does, goes with that one.
    """
    elsewhere = select(PostUpload.post_id).where(PostUpload.upload_id == Upload.id).exists()
    shown = (
        select(Upload.id, Upload.key)
        .join(PollOption, PollOption.upload_id == Upload.id)
        .join(Campaign, Campaign.poll_id == PollOption.poll_id)
        .join(Idea, (Idea.campaign_id == Campaign.topic_id) & (Idea.option_number == PollOption.number))
        .where(Idea.topic_id == idea_id, ~elsewhere)
    )
    empty_uploads((upload_id, key) for upload_id, key in db.session.execute(shown).all())


def vote_ended(poll_id: int, *, closed_at: datetime, now: datetime, silent: bool = False) -> bool:
    """Note that the vote of a campaign is over and counted. From its close on the brand owes an answer."""
    campaign = _campaign_with(poll_id)
    if campaign is None or campaign.phase != Phase.VOTE:
        return False
    campaign.closed_at = closed_at
    move_to(campaign, Phase.OUTCOME, actor=SYSTEM, now=now, silent=silent)
    return True


def vote_goes_on(poll_id: int, successor_id: int) -> bool:
    """Note that the vote of a campaign goes on in another poll, and which of its options each idea is now."""
    campaign = _campaign_with(poll_id)
    if campaign is None or campaign.phase != Phase.VOTE:
        return False
    numbers = same_options(_options_of(poll_id), _options_of(successor_id))
    for idea in db.session.scalars(
        select(Idea).where(Idea.campaign_id == campaign.topic_id, Idea.option_number.is_not(None))
    ):
        idea.option_number = numbers.get(idea.option_number or 0)
    campaign.poll_id = successor_id
    campaign.vote_until = db.session.get_one(Poll, successor_id).closes_at
    db.session.flush()
    return True


def _campaign_with(poll_id: int) -> Campaign | None:
    """Return the campaign whose vote is this poll, locked: a topic may hold polls of other topics besides."""
    found = select(Campaign).where(Campaign.poll_id == poll_id).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def same_options(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return which option of the second poll each of the first one is, both by their numbers.

    Those of the same title are the same. Where the polls have as many options, the others follow in their order: they
    have only been called otherwise.
    """
    now_called = {title.casefold(): number for number, title in enumerate(after, start=1)}
    numbers = {
        number: now_called[title.casefold()]
        for number, title in enumerate(before, start=1)
        if title.casefold() in now_called
    }
    if len(before) == len(after):
        gone = [number for number in range(1, len(before) + 1) if number not in numbers]
        new = [number for number in range(1, len(after) + 1) if number not in numbers.values()]
        numbers.update(zip(gone, new, strict=True))
    return numbers


def _options_of(poll_id: int) -> Sequence[str]:
    return db.session.scalars(
        select(PollOption.title).where(PollOption.poll_id == poll_id).order_by(PollOption.number)
    ).all()


def _titles(titles: Sequence[str]) -> list[str]:
    """Return what the options are called: short enough, and no two alike."""
    named: list[str] = []
    taken: set[str] = set()
    for title in titles:
        name, number = title[:TITLE_LENGTH].strip(), 1
        while name.casefold() in taken:
            number += 1
            tail = f" ({number})"
            name = f"{title[: TITLE_LENGTH - len(tail)].strip()}{tail}"
        taken.add(name.casefold())
        named.append(name)
    return named
