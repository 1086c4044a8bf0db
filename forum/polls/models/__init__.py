"""The tables of polls."""

from forum.polls.models.ballot import Ballot, BallotLedger, PollVoter
from forum.polls.models.poll import Poll, PollOption, PollQuestion
from forum.polls.models.result import PollLive, PollResult, PollWatch

__all__ = [
    "Ballot",
    "BallotLedger",
    "Poll",
    "PollLive",
    "PollOption",
    "PollQuestion",
    "PollResult",
    "PollVoter",
    "PollWatch",
]
