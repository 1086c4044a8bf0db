"""Writing, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import findings, fits
from tests.browser.conftest import Site
from tests.browser.discussions.desk import Desk, Kitchen, come_in, furnish
from tests.browser.visitors import WITHOUT_WORKER


@pytest.fixture
def kitchen(site: Site) -> Kitchen:
    """A topic to write in."""
    return furnish(site)


@pytest.fixture
def desk(page: Page, context: BrowserContext, site: Site, kitchen: Kitchen) -> Desk:
    """Alice's editor below the topic."""
    come_in(context, site, "alice")
    page.goto(kitchen.path)
    return Desk(page)


def test_a_reply_is_written_below_the_topic_and_stands_there(desk: Desk) -> None:
    desk.open()
    desk.text.fill("Thank you all")
    desk.press("Send reply")
    expect(desk.page).to_have_url(re.compile("#post-3$"))
    expect(desk.page.locator("#post-3")).to_contain_text("Thank you all")


def test_the_keyboard_formats_and_sends(desk: Desk) -> None:
    desk.open()
    desk.text.press_sequentially("so ")
    desk.text.press("Control+b")
    desk.text.press_sequentially("good")
    expect(desk.text).to_have_value("so **good**")
    desk.text.press("Control+Enter")
    expect(desk.page.locator("#post-3 strong")).to_have_text("good")


def test_the_tools_mark_lines_and_arrow_keys_walk_through_them(desk: Desk) -> None:
    desk.open()
    desk.text.fill("one\ntwo")
    desk.text.select_text()
    desk.press("List")
    expect(desk.text).to_have_value("- one\n- two")
    desk.press("List")
    expect(desk.text).to_have_value("one\ntwo")
    desk.page.get_by_role("button", name="Bold").focus()
    desk.page.keyboard.press("ArrowRight")
    expect(desk.page.get_by_role("button", name="Italic")).to_be_focused()


def test_a_name_is_completed_after_its_first_letters(desk: Desk) -> None:
    desk.open()
    desk.text.press_sequentially("Ask @chl")
    expect(desk.people).to_have_text(["Chloé Clove@chloe"])
    desk.text.press("Enter")
    expect(desk.text).to_have_value("Ask @chloe ")
    expect(desk.people).to_be_hidden()


def test_the_selected_words_are_quoted(desk: Desk, kitchen: Kitchen) -> None:
    desk.page.evaluate(
        """() => {
          const words = document.querySelector("#post-2 .post-body p").firstChild;
          getSelection().setBaseAndExtent(words, 0, words, 7);
        }"""
    )
    desk.page.locator("#post-2").get_by_role("link", name="Quote").click()
    quote = f"> [@chloe wrote](/posts/{kitchen.answer_id}):\n>\n> Carrots\n\n"
    expect(desk.text).to_have_value(quote)
    expect(desk.page.locator("[data-answered]")).to_contain_text("Reply to Chloé Clove")


def test_the_preview_and_the_text_take_turns(desk: Desk) -> None:
    desk.open()
    desk.text.fill("*soft*")
    desk.press("Preview")
    expect(desk.page.locator("[data-preview-pane] em")).to_have_text("soft")
    desk.press("Go on writing")
    expect(desk.text).to_be_focused()


def test_an_emoji_is_put_where_the_caret_is(desk: Desk) -> None:
    desk.open()
    desk.text.fill("Yes")
    desk.page.locator(".emoji-menu summary").click()
    desk.page.get_by_role("button", name="🍪").click()
    expect(desk.text).to_have_value("Yes🍪")


def test_a_draft_is_kept_while_typing_and_offered_again(desk: Desk) -> None:
    desk.open()
    desk.text.press_sequentially("Half a tho")
    expect(desk.state).to_have_text("Draft saved")
    desk.page.reload()
    desk.open()
    expect(desk.text).to_have_value("Half a tho")
    expect(desk.page.get_by_text("This is your draft.")).to_be_visible()


def test_what_was_typed_the_moment_before_leaving_is_there_again(desk: Desk) -> None:
    desk.open()
    desk.text.press_sequentially("Gone in a")
    desk.page.reload()
    desk.open()
    expect(desk.text).to_have_value("Gone in a")


def test_two_windows_do_not_overwrite_each_other(
    desk: Desk, context: BrowserContext, kitchen: Kitchen
) -> None:
    other = Desk(context.new_page())
    other.page.goto(kitchen.path)
    for window in (desk, other):
        window.open()
    desk.text.fill("From the first window")
    expect(desk.state).to_have_text("Draft saved")
    desk.page.evaluate("localStorage.clear()")
    other.text.fill("From the second window")
    expect(other.state).to_contain_text("This draft was changed in another window.")
    other.press("Take the other text")
    expect(other.text).to_have_value("From the first window")


def test_a_lost_connection_loses_nothing_and_sends_once(
    desk: Desk, context: BrowserContext, kitchen: Kitchen
) -> None:
    desk.open()
    desk.text.fill("Through the tunnel")
    context.set_offline(True)
    desk.press("Send reply")
    expect(desk.state).to_contain_text("will be sent as soon as you are online again")
    context.set_offline(False)
    expect(desk.page.locator("#post-3")).to_contain_text("Through the tunnel", timeout=10_000)
    expect(desk.page.locator("#post-4")).to_have_count(0)


def test_a_mistake_is_told_and_the_text_stays(desk: Desk) -> None:
    desk.page.goto("/topics/new")
    desk.page.get_by_label("Title").fill("Beans")
    desk.text.fill("Which beans?")
    desk.press("Publish")
    expect(desk.page.get_by_role("alert")).to_contain_text("Choose a category.")
    expect(desk.text).to_have_value("Which beans?")
    desk.page.get_by_label("Category", exact=True).select_option("Kitchen")
    desk.press("Publish")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Beans")


def test_two_who_edit_at_a_time_see_both_texts(
    desk: Desk, context: BrowserContext, site: Site, kitchen: Kitchen
) -> None:
    desk.page.goto(f"/posts/{kitchen.question_id}/edit")
    desk.text.fill("What do you put in first?")
    other_context = context.browser.new_context(base_url=site.url, service_workers=WITHOUT_WORKER)  # type: ignore[union-attr]
    come_in(other_context, site, "bruno")
    other = Desk(other_context.new_page())
    other.page.goto(f"/posts/{kitchen.question_id}/edit")
    other.text.fill("What do you put in last?")
    other.press("Save")
    expect(other.page.locator("#post-1")).to_contain_text("last")
    desk.press("Save")
    expect(desk.page.locator(".conflict ins").first).to_contain_text("first")
    expect(desk.page.locator(".conflict del").first).to_contain_text("last")
    expect(desk.text).to_have_value("What do you put in first?")
    desk.press("Save")
    expect(desk.page.locator("#post-1")).to_contain_text("first")
    other_context.close()


def test_a_guest_writes_signs_in_and_finds_the_text_again(
    page: Page, context: BrowserContext, site: Site, kitchen: Kitchen
) -> None:
    page.goto(kitchen.path)
    page.get_by_role("link", name="Write a reply").click()
    desk = Desk(page)
    desk.text.fill("I am new and I know leeks")
    page.get_by_role("link", name="Sign in and publish").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    come_in(context, site, "dana")
    page.goto(f"/topics/{kitchen.topic_id}/posts/new")
    expect(desk.text).to_have_value("I am new and I know leeks")
    expect(desk.state).to_have_text("Draft saved")


def test_following_and_accepting_take_one_click(desk: Desk) -> None:
    desk.page.locator(".follow summary").click()
    desk.page.get_by_role("link", name="Nothing at all").click()
    expect(desk.page.locator(".follow summary")).to_contain_text("Muted")
    expect(desk.page.locator(".follow summary")).to_be_focused()
    desk.page.locator("#post-2").get_by_role("link", name="This is the answer").click()
    expect(desk.page.locator(".answer-found")).to_contain_text("Carrots")


def test_the_open_editor_is_accessible(desk: Desk) -> None:
    desk.open()
    desk.text.press_sequentially("Ask @b")
    expect(desk.people).to_have_count(1)
    assert findings(desk.page) == []
    desk.text.press("Escape")
    desk.page.locator(".emoji-menu summary").click()
    desk.page.get_by_role("button", name="🍪").wait_for()
    assert findings(desk.page) == []


def test_a_word_without_an_end_does_not_make_the_page_wider(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 360, "height": 740})
    desk.open()
    desk.text.fill("https://example.org/" + "chocolate" * 12)
    assert fits(desk.page)
