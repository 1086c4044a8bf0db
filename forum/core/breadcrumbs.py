"""The way to a page, as schema.org has it: https://schema.org/BreadcrumbList."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, current_app

CONTEXT = "https://schema.org"


def breadcrumb_list(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the description of the way along `steps` of name and path, the page itself last."""
    site = current_app.config["PUBLIC_URL"]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": str(name), "item": f"{site}{path}"}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


def init_app(app: Flask) -> None:
    """Let the frame of pages say it for those that name their `way`."""
    app.jinja_env.globals["breadcrumb_list"] = breadcrumb_list
