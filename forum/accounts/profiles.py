"""A member's profile as pages print it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nh3
from flask import current_app

from forum.accounts.models import Member
from forum.accounts.pictures import picture_address
from forum.core.i18n import LANGUAGES
from forum.core.markup.context import RenderContext
from forum.core.markup.outline import nest_headings
from forum.core.markup.plain import excerpt
from forum.core.markup.render import render

HEADINGS_UNDER = 2
DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Profile:
    """What anybody may see of a member."""

    id: int
    handle: str
    name: str
    picture: str | None
    is_team: bool
    is_moderator: bool
    about_html: str
    languages: list[str]
    joined_at: datetime
    topics: int
    posts: int
    likes_given: int
    likes_received: int


def shown_profile(member: Member) -> Profile:
    """Return what others see of `member`: neither address nor first name nor time zone."""
    return Profile(
        id=member.id,
        handle=member.handle,
        name=member.name,
        picture=picture_address(member.picture_key),
        is_team=member.is_team,
        is_moderator=member.is_moderator,
        about_html=member.about_html,
        languages=[LANGUAGES[code] for code in member.languages if code in LANGUAGES],
        joined_at=member.created_at,
        topics=member.topic_count,
        posts=member.post_count,
        likes_given=member.likes_given,
        likes_received=member.likes_received,
    )


def about_as_html(source: str) -> str:
    """Return what a member wrote about themselves as safe HTML, its headings below those of the page."""
    rendered = render(source, context=RenderContext(public_url=current_app.config["PUBLIC_URL"]))
    return nest_headings(rendered.html, HEADINGS_UNDER)


def structured_profile(profile: Profile, address: str) -> dict[str, Any]:
    """Return the schema.org description of a profile's page."""
    person: dict[str, Any] = {
        "@type": "Person",
        "name": profile.name,
        "alternateName": f"@{profile.handle}",
        "url": address,
        "agentInteractionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/WriteAction",
            "userInteractionCount": profile.posts,
        },
    }
    if profile.about_html:
        person["description"] = excerpt(_text_of(profile.about_html), DESCRIPTION_LENGTH)
    if profile.picture:
        person["image"] = current_app.config["PUBLIC_URL"] + profile.picture
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "dateCreated": profile.joined_at.isoformat(timespec="seconds"),
        "mainEntity": person,
    }


def _text_of(markup: str) -> str:
    return html.unescape(nh3.clean(markup, tags=set()))
