"""Every component as it stands in the style guide, seen, typed at and listened to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import WIDTHS, Site
from tests.browser.visitors import WITH_WORKER, browser_for

READABLE = 4.5
HUES = range(12)

CONTRAST = """(pairs) => {
  const paint = (colour) => {
    const probe = document.body.appendChild(document.createElement("p"));
    probe.className = colour.hue ?? "";
    probe.style.color = `var(${colour.token})`;
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    probe.remove();
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => paint(colour)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  return pairs.map(([ink, ground]) => {
    const [one, other] = [light(ink), light(ground)].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  });
}"""
"""Contrast as WCAG 2.2 defines it, of colours as the browser paints them."""

PAIRS = [
    (ink, ground)
    for ink in ("ink", "muted", "accent", "good", "warn", "bad", "info")
    for ground in ("paper", "raised", "sunk")
] + [
    ("on-accent", "accent"), ("on-accent", "accent-deep"), ("on-bad", "bad"),
    ("ink", "accent-soft"), ("accent", "accent-soft"), ("muted", "accent-soft"),
    ("ink", "good-soft"), ("ink", "warn-soft"), ("ink", "bad-soft"), ("ink", "info-soft"),
    ("accent", "good-soft"), ("accent", "bad-soft"), ("muted", "good-soft"),
    ("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("info", "info-soft"),
]  # fmt: skip


@pytest.fixture
def guide(chromium: Browser, site: Site, scheme: str) -> Iterator[Page]:
    context = browser_for(chromium, site.house.app, None, color_scheme=scheme)
    page = context.new_page()
    page.goto("/styleguide")
    yield page
    context.close()


@pytest.mark.parametrize("width", WIDTHS.values())
def test_axe_finds_nothing_and_it_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/styleguide")
    assert faults(page) == []


def test_every_pair_of_colours_can_be_read(guide: Page) -> None:
    pairs = [({"token": f"--{ink}"}, {"token": f"--{ground}"}) for ink, ground in PAIRS]
    for number in HUES:
        hue = f"hue-{number}"
        pairs += [
            ({"token": "--hue-ink", "hue": hue}, {"token": "--paper"}),
            ({"token": "--hue-ink", "hue": hue}, {"token": "--hue-soft", "hue": hue}),
            ({"token": "--hue-deep", "hue": hue}, {"token": "--hue-line", "hue": hue}),
            ({"token": "--muted"}, {"token": "--hue-soft", "hue": hue}),
        ]
    measured = zip(pairs, guide.evaluate(CONTRAST, pairs), strict=True)
    assert [(pair, contrast) for pair, contrast in measured if contrast < READABLE] == []


def test_targets_are_large_enough_for_a_finger(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto("/styleguide")
    small = page.evaluate(
        """[...document.querySelectorAll("button, summary, .button, .page-step, .menu-item, .tag, .category-chip")]
        .filter((element) => element.checkVisibility())
        .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([html]) => html)"""
    )
    assert small == []


def test_a_menu_is_walked_by_arrow_keys_and_left_by_escape(page: Page) -> None:
    page.goto("/styleguide#controls")
    menu = page.locator("#controls details.menu")
    menu.locator("summary").focus()
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("link", name="Newest first")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("link", name="Most liked")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu.locator(".menu-list")).to_be_hidden()


def test_a_dialog_opens_over_the_page_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/styleguide")
    opener = page.get_by_role("link", name="Who liked this")
    opener.click()
    dialog = page.get_by_role("dialog", name="Who liked this")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/styleguide")
    page.get_by_label("Password", exact=True).fill("a spoonful of cocoa")
    page.get_by_role("button", name="Show password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "password")


def test_the_chosen_appearance_is_printed_with_the_next_page(page: Page) -> None:
    page.goto("/styleguide")
    page.get_by_text("Appearance").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    answer = page.goto("/styleguide")
    assert answer is not None
    assert 'data-theme="dark"' in answer.text()


def test_a_message_can_be_closed(page: Page) -> None:
    page.goto("/styleguide")
    message = page.get_by_text("This picture is too large.")
    page.locator(".flash-bad").get_by_role("button", name="Close this message").click()
    expect(message).to_be_hidden()


def test_without_javascript_nothing_is_offered_that_needs_it(chromium: Browser, site: Site) -> None:
    page = chromium.new_context(base_url=site.url, java_script_enabled=False).new_page()
    page.goto("/styleguide")
    expect(page.get_by_text("Appearance")).to_be_hidden()
    expect(page.locator(".password-toggle")).to_be_hidden()
    expect(page.locator(".flash-close").first).to_be_hidden()


def test_the_browser_reports_no_breach_of_the_policy(chromium: Browser, site: Site) -> None:
    page = browser_for(chromium, site.house.app, None, service_workers=WITH_WORKER).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto("/styleguide")
    page.wait_for_load_state("networkidle")
    assert said == []
