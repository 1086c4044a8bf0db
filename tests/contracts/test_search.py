"""What any search engine of Potluck does, whichever it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from sqlalchemy import Engine, create_engine, delete

from forum.core.search import (
    Facet,
    Filter,
    RebuildRunning,
    SearchDocument,
    SearchUnavailable,
    Sort,
)
from forum.search.analysis import words
from forum.search.engines.postgres_backend import PostgresBackend
from forum.search.engines.whoosh_backend import WhooshBackend
from forum.search.models import IndexedPost
from forum.search.syntax import parse
from tests.houses import temporary_database
from tests.parts import PARTS
from tests.search_shelf import CELLAR, EVERYBODY, KITCHEN, MODERATOR, STAFF, Shelf


@pytest.fixture(scope="module")
def database() -> Iterator[Engine]:
    PARTS["PostgreSQL"].require()
    with temporary_database() as url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        IndexedPost.__table__.create(engine)  # type: ignore[attr-defined]  # it is a Table
        yield engine
        engine.dispose()


@pytest.fixture(params=["whoosh", "postgresql"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "whoosh":
        return Shelf(WhooshBackend(tmp_path))
    engine = request.getfixturevalue("database")
    with engine.begin() as connection:
        connection.execute(delete(IndexedPost))
    return Shelf(PostgresBackend(engine))


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("en", "Two melted chocolates", "chocolate melting"),
        ("en", "A CUP of flour", "cups"),
        ("fr", "Des gâteaux fondants", "gâteau fondant"),
        ("fr", "Les crèmes brûlées", "creme brulee"),
        ("fr", "Les cremes brulees", "crèmes brûlées"),
        ("fr", "Un œuf par personne", "oeufs"),
        ("fr", "Il faut de l’eau froide", "d'eau"),
        ("de", "Die frischen Brötchen", "brotchen"),
        ("de", "Käsekuchen", "Kaesekuchen"),
        ("de", "Eine große Schüssel", "grosses schussel"),
    ],
)
def test_a_word_is_found_in_any_form_with_or_without_accents(
    shelf: Shelf, language: str, written: str, asked: str
) -> None:
    post = shelf.put(written, language=language)
    shelf.put("Something else", language=language)
    shelf.index()
    assert shelf.found(asked) == [post.post_id]


def test_every_word_must_be_there(shelf: Shelf) -> None:
    both = shelf.put("butter and sugar")
    shelf.put("butter only")
    shelf.index()
    assert shelf.found("sugar butter") == [both.post_id]


def test_very_common_words_of_a_language_are_not_asked_for(shelf: Shelf) -> None:
    post = shelf.put("Bake bread")
    shelf.index()
    assert shelf.found("how to bake the bread") == [post.post_id]
    assert shelf.found("how to the") == []


def test_a_word_too_common_in_one_language_is_found_in_another(shelf: Shelf) -> None:
    shelf.put("the tea", language="en")
    french = shelf.put("Un thé vert", language="fr")
    shelf.index()
    assert shelf.found("the") == [french.post_id]


def test_a_phrase_stands_side_by_side_and_in_order(shelf: Shelf) -> None:
    post = shelf.put("fold in the melted butter slowly")
    shelf.put("butter, melted")
    shelf.put("melted brown butter")
    shelf.index()
    assert shelf.found('"melted butter"') == [post.post_id]


def test_a_phrase_keeps_the_place_of_very_common_words(shelf: Shelf) -> None:
    post = shelf.put("a pinch of salt")
    shelf.put("a pinch more than needed of salt")
    shelf.index()
    assert shelf.found('"pinch of salt"') == [post.post_id]


def test_a_phrase_does_not_reach_from_title_to_text(shelf: Shelf) -> None:
    shelf.put("bread is good", title="Brown", number=1)
    shelf.index()
    assert shelf.found('"brown bread"') == []


def test_excluded_words_and_phrases_are_not_there(shelf: Shelf) -> None:
    plain = shelf.put("plain cake")
    shelf.put("cake with walnuts")
    shelf.put("cake with egg white")
    yolk = shelf.put("white cake with egg yolk")
    shelf.index()
    assert set(shelf.found('cake -walnut -"egg white"')) == {plain.post_id, yolk.post_id}


def test_the_title_belongs_to_the_post_that_opens_the_topic(shelf: Shelf) -> None:
    opening = shelf.put("Here is how.", title="Sourdough rye", number=1, topic_id=5)
    shelf.put("Thank you!", title="Sourdough rye", number=2, topic_id=5)
    shelf.index()
    results = shelf.find("sourdough")
    assert [hit.post_id for hit in results.hits] == [opening.post_id]
    assert results.posts == 1


def test_words_may_be_spread_over_a_reply_and_the_title_above_it(shelf: Shelf) -> None:
    shelf.put("How do you do it?", title="Sourdough rye", number=1, topic_id=5)
    reply = shelf.put("At a low temperature.", title="Sourdough rye", number=2, topic_id=5)
    shelf.index()
    assert shelf.found("sourdough temperature") == [reply.post_id]


def test_a_title_counts_more_than_a_mention(shelf: Shelf) -> None:
    shelf.put("I once had a madeleine there, and then we went on to the market.", number=1, title="Holidays")
    titled = shelf.put("What is your secret? Mine stay flat whatever I try.", number=1, title="Madeleines")
    shelf.put("She bought one madeleine and a coffee.", number=1, title="A day in town")
    shelf.index()
    assert shelf.found("madeleine")[0] == titled.post_id


def test_results_by_date_begin_with_the_newest(shelf: Shelf) -> None:
    old = shelf.put("tea tea tea")
    new = shelf.put("a long text in which tea is mentioned but once")
    shelf.index()
    assert shelf.found("tea", sort=Sort.DATE) == [new.post_id, old.post_id]


def test_each_topic_is_one_hit_with_its_best_post(shelf: Shelf) -> None:
    shelf.put("some salt among very many other things that one could add to it all", topic_id=5)
    best = shelf.put("salt, salt and salt", topic_id=5)
    shelf.put("salt", topic_id=6)
    shelf.index()
    results = shelf.find("salt")
    assert {(hit.topic_id, hit.others) for hit in results.hits} == {(5, 1), (6, 0)}
    assert best.post_id in [hit.post_id for hit in results.hits]
    assert (results.posts, results.topics) == (3, 2)


def test_pages_together_hold_every_topic_once(shelf: Shelf) -> None:
    for topic in range(25):
        shelf.put("pepper " * (topic % 3 + 1), topic_id=topic)
    shelf.index()
    pages = [shelf.find("pepper", limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    topics = [hit.topic_id for page in pages for hit in page.hits]
    assert sorted(topics) == list(range(25))
    assert [page.topics for page in pages] == [25] * 4


@pytest.mark.parametrize(
    ("facet", "value", "facts"),
    [
        (Facet.CATEGORY, str(CELLAR), {"category_id": CELLAR}),
        (Facet.AUTHOR, "7", {"author_id": 7}),
        (Facet.KIND, "recipe", {"kind": "recipe"}),
        (Facet.LANGUAGE, "de", {"language": "de"}),
        (Facet.TAG, "it's \\ odd", {"tags": ("baking", "it's \\ odd")}),
    ],
)
def test_filters_narrow_and_turned_round_they_leave_out(
    shelf: Shelf, facet: Facet, value: str, facts: dict[str, object]
) -> None:
    inside = shelf.put("Salz 1", **facts)
    outside = shelf.put("Salz 2", author_id=None)
    shelf.index()
    assert shelf.found("salz", Filter(facet, frozenset({value}))) == [inside.post_id]
    assert shelf.found("salz", Filter(facet, frozenset({value}), excluded=True)) == [outside.post_id]
    assert shelf.found("", Filter(facet, frozenset({value}))) == [inside.post_id]


def test_a_filter_without_a_known_value_finds_nothing(shelf: Shelf) -> None:
    shelf.put("salt")
    shelf.index()
    assert shelf.found("salt", Filter(Facet.AUTHOR, frozenset())) == []


def test_before_and_after_are_days(shelf: Shelf) -> None:
    early = shelf.put("salt", created_at=datetime(2025, 5, 31, 23, 59, tzinfo=UTC))
    late = shelf.put("salt", created_at=datetime(2025, 6, 1, tzinfo=UTC))
    shelf.index()
    assert shelf.found("salt before:2025-06") == [early.post_id]
    assert shelf.found("salt after:2025-06") == [late.post_id]


def test_everything_found_is_counted_by_facet(shelf: Shelf) -> None:
    shelf.put("salt", kind="recipe", author_id=7)
    shelf.put("salt", category_id=CELLAR, author_id=None)
    shelf.put("sugar", language="de")
    shelf.index()
    facets = shelf.find("salt").facets
    assert facets[Facet.CATEGORY] == {str(KITCHEN): 1, str(CELLAR): 1}
    assert facets[Facet.KIND] == {"recipe": 1, "discussion": 1}
    assert facets[Facet.LANGUAGE] == {"en": 2}
    assert facets[Facet.AUTHOR] == {"7": 1}


@pytest.mark.parametrize(
    "facts", [{"category_id": STAFF}, {"is_hidden": True}], ids=["restricted category", "hidden"]
)
def test_what_a_reader_may_not_read_is_neither_found_nor_counted(
    shelf: Shelf, facts: dict[str, object]
) -> None:
    open_post = shelf.put("saffron", number=1, title="Spices")
    secret = shelf.put("saffron zanzibar", topic_id=open_post.topic_id, kind="recipe", author_id=7, **facts)
    shelf.index()
    results = shelf.find("saffron")
    assert [(hit.post_id, hit.others) for hit in results.hits] == [(open_post.post_id, 0)]
    assert (results.posts, results.topics) == (1, 1)
    assert results.facets[Facet.KIND] == {"discussion": 1}
    assert shelf.found("zanzibar") == []
    assert shelf.engine.count_words(["saffron", "zanzibar"], EVERYBODY) == {"saffron": 1}
    assert shelf.found("zanzibar", scope=MODERATOR) == [secret.post_id]


def test_scores_do_not_depend_on_what_the_reader_may_not_read(shelf: Shelf) -> None:
    shelf.put("saffron rice")
    shelf.put("plain rice")
    shelf.index()
    before = shelf.find("saffron").hits
    for _ in range(20):
        shelf.put("saffron", category_id=STAFF)
    shelf.index()
    assert shelf.find("saffron").hits == before


def test_what_changed_since_it_was_indexed_is_left_out(shelf: Shelf) -> None:
    shelf.put("saffron", topic_id=5)
    shelf.put("saffron", topic_id=6)
    kept = shelf.put("saffron", topic_id=7)
    shelf.index()
    scope = replace(EVERYBODY, changed_posts=frozenset({1, 999}), changed_topics=frozenset({6, 998}))
    results = shelf.find("saffron", scope=scope)
    assert [hit.post_id for hit in results.hits] == [kept.post_id]
    assert results.facets[Facet.CATEGORY] == {str(KITCHEN): 1}
    assert shelf.engine.count_words(["saffron"], scope) == {"saffron": 1}


def test_an_unfinished_word_finds_every_word_that_begins_like_it(shelf: Shelf) -> None:
    shelf.put("chocolate")
    shelf.put("chocolatier")
    shelf.put("chop")
    shelf.index()
    for typed in ("cho", "choc", "choco", "chocol", "chocola", "chocolat"):
        assert {1, 2} <= set(shelf.found(typed, unfinished=True)), typed
    assert shelf.found("chocolati", unfinished=True) == [2]
    assert shelf.found("CHOCOLATES", unfinished=True) == [1]


def test_words_are_counted_as_they_are_spelled(shelf: Shelf) -> None:
    shelf.put("Crème and chocolates")
    shelf.put("creme and chocolate")
    shelf.index()
    counted = shelf.engine.count_words(["creme", "chocolate", "chocolat", "nothing"], EVERYBODY)
    assert counted == {"creme": 2, "chocolate": 1}


def test_an_update_replaces_a_post_and_removes_what_is_gone(shelf: Shelf) -> None:
    shelf.put("butter")
    shelf.put("flour")
    shelf.index()
    shelf.posts[1] = replace(shelf.posts[1], text="margarine")
    del shelf.posts[2]
    added = shelf.put("yeast", post_id=3)
    shelf.update(1, 2, 3)
    assert shelf.found("butter") == shelf.found("flour") == []
    assert shelf.found("margarine") == [1]
    assert shelf.found("yeast") == [added.post_id]


def test_a_post_that_comes_twice_in_one_update_counts_once(shelf: Shelf) -> None:
    shelf.put("butter")
    shelf.index()
    shelf.engine.update([1, 1], lambda post_ids: [*shelf.reread(post_ids), *shelf.reread(post_ids)])
    assert shelf.find("butter").posts == 1
    shelf.update(1)
    assert shelf.find("butter").posts == 1


def test_many_small_updates_keep_every_post_once(shelf: Shelf) -> None:
    shelf.put("salt")
    shelf.index()
    for _ in range(30):
        shelf.put("salt")
        shelf.update(len(shelf.posts), 1)
    assert shelf.find("salt").posts == 31


def test_without_an_index_search_says_so(shelf: Shelf) -> None:
    shelf.put("salt")
    for ask in (lambda: shelf.find("salt"), lambda: shelf.update(1), shelf.engine.check):
        with pytest.raises(SearchUnavailable):
            ask()
    shelf.index()
    shelf.engine.check()
    assert shelf.found("salt") == [1]


def test_a_rebuild_forgets_what_is_gone(shelf: Shelf) -> None:
    for _ in range(20):
        shelf.put("salt")
    shelf.index()
    for gone in (1, 9, 20):
        del shelf.posts[gone]
    shelf.index()
    assert sorted(shelf.found("salt")) == sorted(shelf.posts)


def test_while_it_is_rebuilt_the_index_is_searched_and_updates_are_not_lost(shelf: Shelf) -> None:
    for _ in range(20):
        shelf.put("salt")
    shelf.index()
    seen: list[tuple[int, bool]] = []

    def reread(post_ids: Collection[int]) -> list[SearchDocument]:
        read = shelf.reread(post_ids)
        seen.append((shelf.find("salt").posts, shelf.engine.is_rebuilding()))
        return read

    def portions() -> Iterator[list[int]]:
        yield list(range(1, 11))
        shelf.posts[3] = replace(shelf.posts[3], text="pepper")
        shelf.update(3)
        yield list(range(11, 21))

    shelf.engine.rebuild(portions(), reread)
    assert seen[0] == (20, True)
    assert not shelf.engine.is_rebuilding()
    assert shelf.found("pepper") == [3]
    assert shelf.find("salt").posts == 19


def test_an_update_while_the_first_index_is_made_is_not_lost(shelf: Shelf) -> None:
    for _ in range(20):
        shelf.put("salt")

    def portions() -> Iterator[list[int]]:
        yield list(range(1, 11))
        shelf.posts[3] = replace(shelf.posts[3], text="pepper")
        shelf.update(3)
        yield list(range(11, 21))

    shelf.engine.rebuild(portions(), shelf.reread)
    assert shelf.found("pepper") == [3]
    assert shelf.find("salt").posts == 19


def test_only_one_rebuild_runs_at_a_time(shelf: Shelf) -> None:
    shelf.put("salt")

    def portions() -> Iterator[list[int]]:
        with pytest.raises(RebuildRunning):
            shelf.index()
        yield [1]

    shelf.engine.rebuild(portions(), shelf.reread)
    assert shelf.found("salt") == [1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from([*"\"-:!&|<>()'\\* x", "tag", "before", "2024"])).map("".join)
)
def test_no_query_is_too_odd(shelf: Shelf, text: str) -> None:
    if not shelf.posts:
        shelf.put("salt", tags=("x",))
        shelf.index()
    parsed = parse(text, time_zone=UTC)
    tags = [Filter(each.facet, frozenset({each.value})) for each in parsed.filters if each.facet == Facet.TAG]
    shelf.find(text, *tags, unfinished=True)
    shelf.engine.count_words(words(text), EVERYBODY)
