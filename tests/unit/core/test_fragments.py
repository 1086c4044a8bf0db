"""Texts with holes."""

from __future__ import annotations

from markupsafe import Markup, escape

from forum.core.fragments import Fragment, hole


def test_holes_are_filled_in_their_places() -> None:
    fragment = Fragment.cut(f"<b>{hole('name', 7)}</b> and {hole('count')}.")
    assert fragment.fill(lambda place, id: f"{place}-{id}") == "<b>name-7</b> and count-0."


def test_a_text_without_holes_stays_as_it_is() -> None:
    assert Fragment.cut("plain").fill(lambda place, id: "never") == "plain"


def test_what_fills_a_hole_is_not_searched_for_holes() -> None:
    fragment = Fragment.cut(f"{hole('name')}")
    assert fragment.fill(lambda place, id: hole("name")) == hole("name")


def test_members_cannot_write_a_hole() -> None:
    typed = escape("abcdefabcdefabcdefabcdef:token:0;")
    assert Fragment.cut(f"{typed}").holes == ()


def test_what_comes_out_is_markup() -> None:
    assert isinstance(Fragment.cut("<b>").fill(lambda place, id: ""), Markup)
