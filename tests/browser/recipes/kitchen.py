"""A house with one recipe in it."""

from __future__ import annotations

from fractions import Fraction

from forum.core.clock import clock
from forum.core.database import db
from forum.discussions.models import Topic
from forum.recipes.document import Document, Step
from forum.recipes.reading_form import groups_from
from tests.browser.conftest import Site
from tests.cast import CAST
from tests.creations import recipe
from tests.people import invite_cast


def furnish(site: Site) -> str:
    """Empty the house, let Alice publish a recipe, and return where it stands."""
    with site.house.app.app_context():
        site.house.empty()
        cast = invite_cast(CAST, clock.now())
        made = Document(
            groups=groups_from("200 g flour\n2 eggs", "en"),
            steps=(Step("Mix.", uses=(0, 1)), Step("Bake at 180 °C.", minutes=5)),
            yield_amount=Fraction(4),
        )
        post = recipe(cast.viewer("alice"), made, now=clock.now())
        topic = db.session.get_one(Topic, post.topic_id)
        path = f"/topics/{topic.id}/{topic.slug}"
        db.session.remove()
    return path
