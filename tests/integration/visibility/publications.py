"""What the brand has written and not published, in every state that it can be in; and its own face."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from forum.core.database import db, write_transaction
from forum.core.settings import set_setting
from forum.core.storage import current_storage
from forum.discussions.models import Category
from forum.editorial import words
from forum.editorial.operations import drafts
from forum.editorial.operations.drafts import Exceptional, Written
from forum.pages.face import PUBLISHED, Face
from forum.pages.operations.fonts import font_file
from forum.uploads.models import Purpose
from forum.uploads.operations import add_upload, take_in
from tests.integration.visibility.canaries import Canary, canary, sentence, word
from tests.integration.visibility.planting import Garden
from tests.pictures import picture

FONT = "0123456789abcdef"
BRAND = frozenset({"dana", "emil"})


def plant_publications(garden: Garden) -> None:
    """Keep a draft, plan a publication, and ask for a word on another."""
    dana, later = garden.viewer("dana"), garden.now + timedelta(days=300)
    for name in ("drafted", "planned", "asked"):
        with write_transaction():
            text = Written(
                db.session.get_one(Category, garden.shelves["kitchen"].id),
                words.Purpose.RELAY,
                word(f"{name}publication"),
                sentence(f"{name}words"),
                later,
            )
            made = drafts.write_publication(text, author=dana, now=garden.now)
            if name == "planned":
                drafts.plan(made, actor=dana, now=garden.now)
            if name == "asked":
                asked = Exceptional(word("askedreason"), (garden.cast.emil.id,), later)
                drafts.ask_approval(made, asked, actor=dana, now=garden.now)


def plant_face(garden: Garden) -> None:
    """Give the community an imprint, a font and a logo of its own."""
    current_storage().put(font_file(FONT), b"wOF2")
    taken = take_in(picture("PNG"), purpose=Purpose.BRAND, storage=current_storage())
    with write_transaction():
        logo = add_upload(taken, owner=garden.viewer("dana"), alt="", now=garden.now).key
        set_setting("site.imprint", {"en": "Somebody, somewhere."})
        set_setting(PUBLISHED, Face(name="Potluck", fonts={FONT: "Own"}, logo=logo).stored())


def publication_canaries() -> Iterator[Canary]:
    """Yield every planted word with those whom it may reach."""
    for name in ("drafted", "planned", "asked"):
        yield canary(f"{name}publication", BRAND)
        yield canary(f"{name}words", BRAND)
    yield canary("askedreason", BRAND)
