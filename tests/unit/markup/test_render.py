"""What members write, and what others then see."""

from __future__ import annotations

import pytest

from forum.core.markup.context import Card, Image, Labels, RenderContext
from forum.core.markup.emoji import EMOJI
from forum.core.markup.render import render

KEY = "b4gQm2Zk0yXw8vN1sT5uPa"
HOME = "https://forum.example"


def html(source: str, context: RenderContext | None = None) -> str:
    return render(source, context=context or RenderContext(public_url=HOME)).html


def with_members(*handles: str) -> RenderContext:
    known = {handle.lower(): handle for handle in handles}
    return RenderContext(
        find_members=lambda asked: {typed: known[typed] for typed in asked if typed in known}
    )


class TestMentions:
    def test_a_known_handle_becomes_a_link_to_the_member(self) -> None:
        rendered = render("Thank you @anna!", context=with_members("anna"))
        assert rendered.html == '<p>Thank you <a href="/members/anna" class="mention">@anna</a>!</p>\n'
        assert rendered.mentions == ("anna",)

    def test_nobody_of_that_name_leaves_the_words_alone(self) -> None:
        rendered = render("@nobody", context=with_members("anna"))
        assert rendered.html == "<p>@nobody</p>\n"
        assert rendered.mentions == ()

    def test_upper_and_lower_case_mean_the_same_member_once(self) -> None:
        rendered = render("@ANNA and @anna", context=with_members("Anna"))
        assert rendered.mentions == ("Anna",)
        assert rendered.html.count('href="/members/Anna"') == 2

    def test_the_end_of_a_sentence_is_not_part_of_the_name(self) -> None:
        assert render("Ask @jean-luc.b.", context=with_members("jean-luc.b")).mentions == ("jean-luc.b",)

    @pytest.mark.parametrize(
        "source",
        [
            "mail@anna",
            "`@anna`",
            "```\n@anna\n```",
            "[@anna](/x)",
            "https://a.example/@anna",
            r"\@anna",
            "@@anna",
        ],
    )
    def test_code_addresses_and_links_mention_nobody(self, source: str) -> None:
        assert render(source, context=with_members("anna")).mentions == ()

    def test_what_somebody_else_said_to_anna_does_not_call_her_again(self) -> None:
        rendered = render("> [@bo wrote](/posts/3):\n> Hello @anna", context=with_members("anna"))
        assert rendered.mentions == ()
        assert 'class="mention"' in rendered.html

    def test_everybody_is_looked_up_at_once(self) -> None:
        asked: list[frozenset[str]] = []
        context = RenderContext(find_members=lambda handles: asked.append(handles) or {})
        render("@a @b\n\n@c\n\n> @a", context=context)
        assert asked == [frozenset({"a", "b", "c"})]


class TestLinks:
    def test_links_that_leave_the_community_are_marked(self) -> None:
        assert html("[x](https://a.example)") == (
            '<p><a href="https://a.example" rel="nofollow ugc noopener">x</a></p>\n'
        )

    @pytest.mark.parametrize(
        "address", ["/topics/3", "#top", "?page=2", f"{HOME}/topics/3", "mailto:a@b.example"]
    )
    def test_links_within_it_are_not(self, address: str) -> None:
        assert html(f"[x]({address})") == f'<p><a href="{address}">x</a></p>\n'

    @pytest.mark.parametrize("address", ["//a.example", f"{HOME}.evil.example", "HTTPS://a.example"])
    def test_addresses_that_only_look_like_ours_are_foreign(self, address: str) -> None:
        assert "nofollow" in html(f"[x](<{address}>)")

    def test_bare_addresses_become_links_without_the_punctuation_around_them(self) -> None:
        rendered = render("See https://a.example/b_c_(d)), or (www.b.example/x?y=1&z=2).")
        assert rendered.links == ("https://a.example/b_c_(d)", "https://www.b.example/x?y=1&z=2")
        assert rendered.html.endswith("</a>).</p>\n")

    @pytest.mark.parametrize(
        "source",
        ["anna@b.example", "a.example", "www.", "http://", "xhttp://a.example", "`https://a.example`"],
    )
    def test_what_is_not_an_address_stays_text(self, source: str) -> None:
        assert render(source).links == ()

    def test_a_bare_address_on_its_own_line_becomes_a_card_of_that_page(self) -> None:
        context = RenderContext(
            public_url=HOME, find_cards=lambda paths: {"/topics/12": Card("Brownies & co", "Baking")}
        )
        rendered = render("/topics/12", context=context)
        assert rendered.html == (
            '<p class="link-card"><a href="/topics/12">'
            "<strong>Brownies &amp; co</strong> <small>Baking</small></a></p>\n"
        )
        assert rendered.cards == ("/topics/12",)
        assert 'class="link-card"' in html(f"{HOME}/topics/12", context)

    @pytest.mark.parametrize(
        "source",
        ["See /topics/12", "- /topics/12", "> /topics/12", "https://a.example/topics/12", "/topics/13"],
    )
    def test_no_card_elsewhere(self, source: str) -> None:
        known = {"/topics/12": Card("Brownies")}
        context = RenderContext(
            public_url=HOME, find_cards=lambda paths: {p: known[p] for p in paths if p in known}
        )
        assert "link-card" not in html(source, context)


class TestImages:
    def test_an_upload_is_shown_in_a_size_that_fits(self) -> None:
        context = RenderContext(find_images=lambda keys: {KEY: Image(1200, 900, (320, 800))})
        rendered = render(f"![Two *moist* cakes](/uploads/{KEY})", context=context)
        assert rendered.html == (
            f'<p><img src="/uploads/{KEY}/800.webp" alt="Two moist cakes" width="1200" height="900" '
            f'srcset="/uploads/{KEY}/320.webp 320w, /uploads/{KEY}/800.webp 800w" '
            'sizes="(max-width: 48rem) 100vw, 44rem" loading="lazy" decoding="async"></p>\n'
        )
        assert rendered.images == (KEY,)

    def test_an_unknown_upload_is_shown_whole(self) -> None:
        assert f'src="/uploads/{KEY}/full.webp"' in html(f"![x](/uploads/{KEY})")

    def test_an_image_from_elsewhere_is_a_link_and_tells_nobody_who_reads(self) -> None:
        rendered = render("![A cake](https://a.example/cake.png)")
        assert rendered.html == (
            '<p><a href="https://a.example/cake.png" rel="nofollow ugc noopener">A cake</a></p>\n'
        )
        assert rendered.images == ()
        assert rendered.links == ("https://a.example/cake.png",)

    def test_an_image_from_elsewhere_inside_a_link_is_its_words(self) -> None:
        assert (
            html("[![A cake](https://a.example/cake.png)](/topics/3)")
            == '<p><a href="/topics/3">A cake</a></p>\n'
        )

    @pytest.mark.parametrize(
        "path", ["/uploads/../admin", "/uploads/a b", "/uploads/", "/uploads/a/b", "uploads/abc"]
    )
    def test_only_keys_name_uploads(self, path: str) -> None:
        assert "<img" not in html(f"![x](<{path}>)")


class TestSpoilers:
    def test_a_covered_word_can_be_reached_by_keyboard(self) -> None:
        assert html("It was ||the *cook*||.") == (
            '<p>It was <span class="spoiler" tabindex="0">the <em>cook</em></span>.</p>\n'
        )

    def test_a_covered_block_opens_without_javascript(self) -> None:
        context = RenderContext(labels=Labels(spoiler="Verrat"))
        assert html(":::spoiler\nThe *cook*.\n:::", context) == (
            '<details class="spoiler">\n<summary>Verrat</summary>\n<p>The <em>cook</em>.</p>\n</details>\n'
        )

    def test_a_covered_block_may_have_a_title_of_its_own(self) -> None:
        assert "<summary>The end &amp; more</summary>" in html(":::spoiler The end & more\nx\n:::")

    @pytest.mark.parametrize("source", ["a || b || c", "|| a ||", "||a", "`||a||`", r"\||a||", "|||a|||"])
    def test_bars_that_cover_nothing_stay_bars(self, source: str) -> None:
        assert "spoiler" not in html(source)


class TestEmoji:
    def test_names_become_characters(self) -> None:
        assert html("Yum :cake: :+1: 🍰") == "<p>Yum 🍰 👍 🍰</p>\n"

    @pytest.mark.parametrize("source", [":nosuchthing:", r"\:cake:", "`:cake:`", "10:30:20", "::"])
    def test_other_colons_stay(self, source: str) -> None:
        assert not any(character in html(source) for character in EMOJI.values() if character != "©")

    def test_there_are_enough_of_them(self) -> None:
        assert len(EMOJI) >= 200


class TestTablesAndCode:
    def test_columns_are_aligned_by_classes(self) -> None:
        rendered = html("|a|b|c|\n|:-|:-:|-|\n|1|2|3|")
        assert '<th class="align-left">a</th>\n<th class="align-center">b</th>\n<th>c</th>' in rendered
        assert "style=" not in rendered

    def test_a_wide_table_scrolls_in_itself(self) -> None:
        assert html("|a|\n|-|\n").startswith('<div class="table-wrap" tabindex="0">\n<table>')

    def test_a_table_wider_than_a_page_is_text(self) -> None:
        assert "<table>" in html("|" + "a|" * 20 + "\n|" + "-|" * 20)
        assert "<table>" not in html("|" + "a|" * 21 + "\n|" + "-|" * 21)

    def test_a_table_ends_after_a_hundred_rows(self) -> None:
        assert html("a|b\n-|-\n" + "c|d\n" * 150).count("<tr>") == 101

    def test_code_names_its_language(self) -> None:
        assert (
            html("```python x=1\n<b>\n```") == '<pre><code class="language-python">&lt;b&gt;\n</code></pre>\n'
        )

    def test_strikethrough(self) -> None:
        assert html("~~no~~") == "<p><s>no</s></p>\n"


class TestPlainText:
    def test_search_and_notices_get_words_without_markup(self) -> None:
        source = "# Title\n\nSome **bold** `code` [link](/x) ![cake](/uploads/abc)\nnext\n\n|a|\n|-|\n|b|\n\n    code"
        assert render(source).text == "Title\nSome bold code link next\na\nb\ncode\ncake"

    def test_covered_words_stay_covered_in_notices(self) -> None:
        text = render("It was ||the cook||\n\n:::spoiler\nReally\n:::").text
        assert text == "It was …"

    def test_what_a_covered_picture_shows_stays_covered(self) -> None:
        assert render("Look: ||![the cook](/uploads/abc)||").text == "Look: …"

    def test_words_of_others_are_not_ones_own(self) -> None:
        assert render("> [@anna wrote](/posts/3):\n> secret\n> > deep\n\nmine").text == "mine"

    def test_a_block_quote_without_a_source_counts_as_text(self) -> None:
        assert render("> a saying").text == "a saying"
