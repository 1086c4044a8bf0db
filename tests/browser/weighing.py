"""What a page weighs that somebody reads who has never been here: the promise for every topic, of whatever kind."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Page, Response

KILOBYTE = 1024
MOST = {"document": 40 * KILOBYTE, "script": 30 * KILOBYTE, "stylesheet": 20 * KILOBYTE}
MOST_REQUESTS = 15


def too_heavy(page: Page, path: str) -> list[str]:
    """Open `path` and return one line for each thing of which it asks too much, or nothing at all."""
    answers: list[Response] = []
    page.on("response", lambda each: answers.append(each))
    page.goto(path, wait_until="networkidle")
    weights: Counter[str] = Counter()
    for each in answers:
        weights[each.request.resource_type] += each.request.sizes()["responseBodySize"]
    found = [f"{kind}: {weights[kind]} bytes" for kind, most in MOST.items() if not 0 < weights[kind] <= most]
    if len(answers) > MOST_REQUESTS:
        found.append(f"{len(answers)} requests: " + " ".join(each.url for each in answers))
    return found
