"""The form of a recipe under a member's hands: photos by its buttons, steps by keyboard and by their grip."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from forum.core.clock import clock
from forum.core.database import db
from tests.browser.conftest import Site
from tests.cast import CAST
from tests.conversations import shelf
from tests.people import invite_cast, signed_in_client
from tests.pictures import black_png, picture

TAKEN_IN = re.compile(r"^/uploads/[\w-]{22,}$")
SIXTY_MEGABYTES = 60 * 1024 * 1024


@pytest.fixture
def form(page: Page, context: BrowserContext, site: Site) -> Locator:
    """The form for a new recipe with three steps typed, in Alice's browser."""
    with site.house.app.app_context():
        site.house.empty()
        invite_cast(CAST, clock.now())
        shelf("kitchen")
        cookie = signed_in_client(site.house.app, "alice").get_cookie("session", "127.0.0.1")
        db.session.remove()
    assert cookie is not None
    context.add_cookies([{"name": "session", "value": cookie.value, "url": site.url}])
    page.goto("/recipes/new")
    page.get_by_label("Title").fill("Waffles")
    for number, words in enumerate(("Mix.", "Rest.", "Bake.")):
        if number:
            page.get_by_role("button", name="Add a step").click()
        page.get_by_label("What to do").nth(number).fill(words)
    return page.locator("form[data-creation-form]")


def steps(form: Locator) -> list[str]:
    """Return the steps in the order in which they stand."""
    typed: list[str] = form.get_by_label("What to do").evaluate_all("rows => rows.map((row) => row.value)")
    return typed


def choose(field: Locator, data: bytes, kind: str = "image/jpeg") -> None:
    """Choose a file by the button of a photo field."""
    field.locator("[data-photo-input]").set_input_files({"name": "pie", "mimeType": kind, "buffer": data})


def photo_of_a_step(form: Locator) -> Locator:
    """Open what hangs on the first step, and return its photo field."""
    form.get_by_text("Time, photo, part, what it uses").first.click()
    return form.locator("[data-step] [data-photo-field]").first


def test_photos_of_the_recipe_and_of_a_step_are_chosen_by_buttons(page: Page, form: Locator) -> None:
    page.get_by_label("Ingredients").fill("200 g flour")
    cover = form.locator("[data-photo-field]").first
    choose(cover, picture())
    expect(cover.locator(".photo-thumb")).to_be_visible()
    expect(form.locator("[name=cover]")).to_have_value(TAKEN_IN)
    step = photo_of_a_step(form)
    choose(step, picture("PNG"), "image/png")
    expect(step.locator(".photo-thumb")).to_be_visible()
    form.get_by_role("button", name="Publish").last.click()
    expect(page).to_have_url(re.compile(r"/topics/\d+/waffles"))
    expect(page.locator(".step img")).to_have_count(1)
    expect(page.locator(".creation img").first).to_be_visible()


def test_a_chosen_photo_can_be_removed(form: Locator) -> None:
    cover = form.locator("[data-photo-field]").first
    choose(cover, picture())
    cover.get_by_role("button", name="Remove the photo").click()
    expect(cover.locator(".photo-thumb")).to_be_hidden()
    expect(form.locator("[name=cover]")).to_have_value("")


@pytest.mark.parametrize("where", ["cover", "step"])
def test_a_file_of_60_megabytes_is_refused_beside_its_field(
    form: Locator, where: str, tmp_path: Path
) -> None:
    file = tmp_path / "pie.jpg"
    with file.open("wb") as holes:
        holes.truncate(SIXTY_MEGABYTES)
    field = form.locator("[data-photo-field]").first if where == "cover" else photo_of_a_step(form)
    field.locator("[data-photo-input]").set_input_files(file)
    expect(field.locator("[data-photo-state]")).to_contain_text("MB", timeout=20_000)
    assert steps(form) == ["Mix.", "Rest.", "Bake."]


def test_a_picture_of_30_000_pixels_is_refused_beside_its_field(form: Locator) -> None:
    field = form.locator("[data-photo-field]").first
    choose(field, black_png(30_000), "image/png")
    expect(field.locator("[data-photo-state]")).to_contain_text("pixels", timeout=20_000)
    assert steps(form) == ["Mix.", "Rest.", "Bake."]


def test_steps_are_moved_by_keyboard_and_the_focus_goes_along(page: Page, form: Locator) -> None:
    up = form.get_by_role("button", name="Move up").last
    up.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert steps(form) == ["Bake.", "Mix.", "Rest."]
    expect(form.locator("[data-arranged]")).to_have_text("This is step 1 now.")
    expect(form.get_by_role("button", name="Move down").first).to_be_focused()


def test_a_step_is_dragged_by_its_grip(page: Page, form: Locator) -> None:
    grip, first = form.locator("[data-grip]").last, form.locator("[data-step]").first
    grip.scroll_into_view_if_needed()
    grip.hover()
    page.mouse.down()
    box = first.bounding_box()
    assert box is not None
    for part in (0.9, 0.5, 0.2):
        page.mouse.move(box["x"] + 20, box["y"] + box["height"] * part, steps=4)
    page.mouse.up()
    assert steps(form) == ["Bake.", "Mix.", "Rest."]
    expect(form.locator("[data-number]").first).to_have_text("1")
