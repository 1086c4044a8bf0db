"""The small classifier: what it knows, how fast it is, and that it learns without forgetting."""

from __future__ import annotations

import time

import pytest

from forum.gatekeeping.spam.learning import Example, learn, measure, split
from forum.gatekeeping.spam.model import unpack
from forum.gatekeeping.spam.seed import seed_manifest, seed_model

SPAM = [
    "CONGRATULATIONS! You won a £1000 prize, call 09061701461 now to claim!!!",
    "Check out my new channel and subscribe http://youtube.example/c/me",
    "FREE entry in a weekly draw to win tickets. Text WIN to 87121 to receive entry",
]
HAM = [
    "I let the dough rest overnight, and it was much easier to roll out in the morning.",
    "Thank you for the recipe, my daughter loved it.",
    "Does anybody know whether oat milk works as well in this cake?",
]


def test_the_seed_tells_advertising_from_talk() -> None:
    model = seed_model()
    assert min(map(model.score, SPAM)) > 0.5 > max(map(model.score, HAM))


def test_the_seed_is_what_its_manifest_says() -> None:
    manifest = seed_manifest()
    assert all("CC BY 4.0" in source for source in manifest["trained on"])
    held_back = manifest["figures"]["held back (30 % of the UCI rows)"][0]
    assert held_back["precision"] >= 0.95 and held_back["recall"] >= 0.9


def test_the_same_text_scores_the_same_everywhere() -> None:
    assert seed_model().score(SPAM[0]) == pytest.approx(unpack(seed_model().pack()).score(SPAM[0]))


def test_texts_are_scored_by_the_thousand() -> None:
    model = seed_model()
    began = time.thread_time()
    for _ in range(200):
        for text in (*SPAM, *HAM):
            model.score(text)
    assert 1_200 / (time.thread_time() - began) > 1_000


@pytest.mark.parametrize(
    "text", ["", " ", "…", "\ud83d", "a" * 200_000, "http://" * 30_000, "1" * 100_000, "@a." * 30_000]
)
def test_no_text_takes_long(text: str) -> None:
    model = seed_model()
    began = time.thread_time()
    assert 0.0 <= model.score(text) <= 1.0
    assert time.thread_time() - began < 0.1


def test_it_learns_what_is_decided_here_and_keeps_what_it_knew() -> None:
    house = [
        Example(f"Our jam of the week number {n} is at half price, see the shop", True) for n in range(8)
    ]
    learnt = learn([*house, *(Example(text, False) for text in HAM)], start=seed_model())
    assert learnt.score("Our jam of the week number 99 is at half price, see the shop") > 0.5
    assert min(map(learnt.score, SPAM)) > 0.5


def test_what_is_measured_with_was_not_learnt() -> None:
    examples = [Example(text, True) for text in SPAM * 3] + [Example(text, False) for text in HAM * 3]
    lessons, kept_back = split(examples)
    assert not {each.text for each in lessons} & {each.text for each in kept_back}
    assert measure(learn(lessons), lessons, 0.5).recall == 1.0
