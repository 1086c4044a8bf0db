"""What finding recipes costs with few and with many, and what a recipe's page costs beside a conversation's.

    python -m benchmarks.recipes [--many 20000] [--rounds 60] [--database sqlite|postgresql]

The recipes are the real ones that lie beside the project, once and as often as it takes. Both communities are asked in
turns, so that both meet the machine in the same mood; every question differs, so that no answer is a repetition.
"""

from __future__ import annotations

import json
import random
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import click
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.core.database import db, write_transaction
from forum.core.limits import RATES
from forum.core.versions import touch
from forum.discussions.models import Topic
from forum.recipes.models import Creation
from tests.cast import CAST
from tests.conversations import NOON, answer, opening
from tests.houses import POSTGRESQL, SQLITE, build_house
from tests.people import client_of, invite_cast

RECIPES = Path(__file__).resolve().parents[2] / "shared" / "data" / "recipes.jsonl"
REPLIES = 19
ASKED = (
    "has={one}", "no={one}", "has={one}&no={other}", "has={one}&has={other}", "has={one}&time=60&sort=best",
    "free=milk&has={one}", "q={one}", "q={one}&no={other}",
)  # fmt: skip
WORDS = (
    "flour", "sugar", "butter", "egg", "milk", "salt", "onion", "garlic", "cream", "lemon", "farine", "sucre", "beurre",
    "crème", "Mehl", "Zucker", "Butter", "Sahne", "apple", "rice", "honey", "oil", "pepper", "cheese", "chocolate",
)  # fmt: skip


@click.command()
@click.option("--many", default=20_000, show_default=True)
@click.option("--rounds", default=60, show_default=True)
@click.option("--database", type=click.Choice([SQLITE, POSTGRESQL]), default=SQLITE, show_default=True)
def main(many: int, rounds: int, database: str) -> None:
    """Print how long the index takes to answer, few beside many, and a recipe's page beside a conversation's."""
    lines = RECIPES.read_text("utf-8").splitlines()
    with ExitStack() as closing:
        few_app, many_app = (
            closing.enter_context(
                build_house(database, Path(closing.enter_context(TemporaryDirectory())))
            ).app
            for _ in range(2)
        )
        for app, wanted in ((few_app, len(lines)), (many_app, many)):
            fill(app, lines, wanted, Path(closing.enter_context(TemporaryDirectory())))
        few, more = finding((few_app, many_app), rounds)
        click.echo(f"{database}, finding: {len(lines):,} recipes {few:.1f} ms, {many:,} {more:.1f} ms")
        page, talk = pages(few_app, rounds)
        click.echo(
            f"{database}, a member's page: recipe {page:.1f} ms, conversation of {REPLIES + 1} posts {talk:.1f} ms"
        )


def fill(app: Flask, lines: list[str], wanted: int, folder: Path) -> None:
    """Import `wanted` recipes: the real ones again and again, each time under numbers of their own."""
    file = folder / "recipes.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(wanted):
            turn, place = divmod(number, len(lines))
            recipe = json.loads(lines[place])
            out.write(json.dumps({**recipe, "id": f"{recipe['id']}-{turn}"}, ensure_ascii=False) + "\n")
    with app.app_context():
        done = app.test_cli_runner().invoke(args=["import", "recipes", str(file)])
        assert done.exit_code == 0, done.output
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(Creation)) == wanted


def finding(apps: tuple[Flask, Flask], rounds: int) -> tuple[float, float]:
    """Return how many milliseconds an answer of the index takes in the middle, in each community."""
    RATES["search"] = ()
    guests = [app.test_client() for app in apps]
    rng, times = random.Random(7), ([], [])  # type: ignore[var-annotated]
    for number in range(rounds):
        one, other = rng.sample(WORDS, 2)
        asked = ASKED[number % len(ASKED)].format(one=one, other=other)
        for guest, taken in zip(guests, times, strict=True):
            taken.append(timed(guest, f"/recipes?{asked}"))
    return median(times[0]), median(times[1])


def pages(app: Flask, rounds: int) -> tuple[float, float]:
    """Return how many milliseconds a member's page takes that has just changed: a recipe's, and a conversation's."""
    with app.app_context():
        cast = invite_cast(CAST, NOON)
        first = opening(cast.viewer("alice"), silent=True)
        talk_id = first.topic_id
        for _ in range(REPLIES):
            answer(first, cast.viewer("chloe"), silent=True)
        recipe_id = db.session.scalar(select(func.min(Creation.topic_id))) or 0
        slug = db.session.get_one(Topic, recipe_id).slug
        browser = client_of(app, "chloe")
        addresses = {
            recipe_id: f"/topics/{recipe_id}/{slug}",
            talk_id: f"/topics/{talk_id}/into-the-pot",
        }
        times: dict[int, list[float]] = {topic_id: [] for topic_id in addresses}
        for _ in range(rounds):
            for topic_id, address in addresses.items():
                with write_transaction():
                    touch(f"topic:{topic_id}")
                times[topic_id].append(timed(browser, address))
    return median(times[recipe_id]), median(times[talk_id])


def timed(browser: FlaskClient, address: str) -> float:
    """Open a page and return how many milliseconds that took."""
    begun = time.perf_counter()
    answer = browser.get(address)
    taken = time.perf_counter() - begun
    assert answer.status_code == 200, (answer.status, address)
    return taken * 1_000


if __name__ == "__main__":
    main()
