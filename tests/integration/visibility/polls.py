"""Polls in every corner: open to all, below a hidden post, in a back room, as a draft, with a result for the brand."""

from __future__ import annotations

from datetime import timedelta

from forum.core.database import db, write_transaction
from forum.discussions.models import Topic
from forum.polls.models import Poll
from forum.polls.offers import Offer
from forum.polls.operations.closing import close_poll
from forum.polls.operations.duelling import answer_pair
from forum.polls.operations.live import recount
from forum.polls.operations.opening import NewPoll, make_poll, open_poll
from forum.polls.operations.questions import NewOption, NewQuestion
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import cast_ballot
from forum.polls.readout.making import make_at_once
from forum.polls.words import Kind, Shown
from tests.integration.polls.ballots import trust
from tests.integration.visibility.canaries import word
from tests.integration.visibility.planting import Garden


def plant_polls(garden: Garden) -> None:
    """Put polls below what was planted."""
    garden.open("polldraft", "chloe", title="Not yet asked")
    garden.open("pollbrand", "dana", title="For the brand")
    _poll(garden, "public", "chloe", publishes_ballots=True)
    _poll(garden, "hiddenfirst", "alice")
    _poll(garden, "withdrawnfirst", "alice")
    _poll(garden, "moved", "alice")
    _poll(garden, "backroompost", "dana")
    _poll(garden, "pantrypost", "chloe")
    _poll(garden, "pollbrand", "dana", shown=Shown.BRAND)
    _poll(garden, "polldraft", "chloe", is_open=False)
    _duel(garden)
    for name in ("public", "pollbrand"):
        with write_transaction():
            close_poll(_of(garden, name), at=garden.now)
        with write_transaction():
            seal_poll(_of(garden, name).id, now=garden.now + timedelta(seconds=11))
        with write_transaction():
            make_at_once(_of(garden, name).id, now=garden.now + timedelta(seconds=12))


def _poll(
    garden: Garden,
    name: str,
    author: str,
    *,
    is_open: bool = True,
    publishes_ballots: bool = False,
    shown: Shown = Shown.ALWAYS,
) -> None:
    """Ask something below the post known as `name`; Emil, who reads everything, votes."""
    options = [NewOption(word(f"{name}option"), word(f"{name}about")), NewOption("Something else")]
    new = NewPoll(
        [NewQuestion(f"What about {word(f'{name}question')}?", Kind.ONE, options)],
        is_secret=False,
        publishes_ballots=publishes_ballots,
        shown=shown,
    )
    emil = garden.viewer("emil")
    trust(garden.viewer(author))
    with write_transaction():
        topic = db.session.get_one(Topic, garden.posts[name].topic_id)
        poll = make_poll(topic, new, actor=garden.viewer(author), now=garden.now)
        if is_open:
            open_poll(poll, now=garden.now)
    if is_open:
        garden.now += timedelta(minutes=1)
        with write_transaction():
            cast_ballot(emil, poll.id, {"q1": ["1"]}, arrived=garden.now, now=garden.now)
        with write_transaction():
            recount(poll.id, now=garden.now)


def _duel(garden: Garden) -> None:
    """Have two options preferred one to the other; Emil says which."""
    garden.open("pollduel", "dana", title="Which of two")
    options = [NewOption(word("pollduoption"), word("pollduabout")), NewOption("One"), NewOption("Two")]
    question = NewQuestion(f"What about {word('pollduquestion')}?", Kind.DUEL, options)
    with write_transaction():
        topic = db.session.get_one(Topic, garden.posts["pollduel"].topic_id)
        duel = NewPoll([question], is_secret=False, shown=Shown.ALWAYS)
        poll = make_poll(topic, duel, actor=garden.viewer("dana"), now=garden.now)
        open_poll(poll, now=garden.now)
    with write_transaction():
        offer = Offer((1, 2), 0)
        answer_pair(garden.viewer("emil"), poll.id, offer, "1", arrived=garden.now, now=garden.now)
    with write_transaction():
        recount(poll.id, now=garden.now)


def _of(garden: Garden, name: str) -> Poll:
    return db.session.query(Poll).filter_by(topic_id=garden.posts[name].topic_id).one()
