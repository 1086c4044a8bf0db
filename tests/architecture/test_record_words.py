"""Every act that may come into the record has words in plain language, and so has everything noted beside it.

The code is read: whatever may be the first argument of `record_act` has to be entered by a room's `record_words.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from flask import Flask

from forum.audit.words import RoomWords, rooms
from forum.desk.words import TaskState
from forum.gatekeeping.models import MeasureKind
from forum.moderation.models import Hidden, Look, ObjectionState
from tests.architecture.floors import ROOT

SPELLED = {
    "f'{hiding.what}.unhidden'": [f"{what}.unhidden" for what in Hidden],
    "f'{what}.hidden'": [f"{what}.hidden" for what in (Hidden.PROFILE, Hidden.FACE)],
    "f'evidence.{act}'": [f"evidence.{act}" for act in Look],
    "f'member.{kind}'": [f"member.{kind}" for kind in MeasureKind],
    "f'objection.{state}'": [
        f"objection.{state}" for state in (ObjectionState.UPHELD, ObjectionState.DECLINED)
    ],
    "f'task.{state}'": [f"task.{state}" for state in (TaskState.DONE, TaskState.DROPPED)],
}
"""Acts that are put together, and what may come of it."""
FIXED = {"actor", "subject_type", "subject_id", "now", "reason", "before", "after", None}
"""What every act has; the page has words for these."""
CHANGES = ("changed", "-set", "hidden", "cause.linked", "cause.unlinked", "cause.solved", "crisis.closed")
"""How acts end that make something else of what stood before."""


class Call:
    """One call of `record_act`, with the function and the module in which it stands."""

    def __init__(self, call: ast.Call, function: ast.FunctionDef, module: ast.Module, place: str) -> None:
        self.call, self.function, self.module, self.place = call, function, module, place

    def acts(self) -> list[str]:
        """Return every act that this call may write."""
        found = list(self._values(self.call.args[0]))
        assert found, f"{self.place}: write the act so that it can be read, or enter it in SPELLED"
        return found

    def _values(self, node: ast.expr) -> Iterator[str]:
        match node:
            case ast.Constant(value=str(value)):
                yield value
            case ast.IfExp():
                yield from (*self._values(node.body), *self._values(node.orelse))
            case ast.JoinedStr():
                yield from SPELLED.get(ast.unparse(node), ())
            case ast.Subscript(value=ast.Name(id=name)):
                yield from self._constants(name)
            case ast.Name(id=name):
                yield from (*self._given(name), *self._assigned(name), *self._constants(name))

    def _given(self, name: str) -> Iterator[str]:
        """The parameter `name`, as every caller in the module gives it."""
        names = [argument.arg for argument in self.function.args.args]
        if name not in names:
            return
        for call in ast.walk(self.module):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == self.function.name:
                yield from self._values(call.args[names.index(name)])

    def _assigned(self, name: str) -> Iterator[str]:
        for node in ast.walk(self.function):
            if not isinstance(node, ast.Assign):
                continue
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for one, value in pairs:
                    if isinstance(one, ast.Name) and one.id == name:
                        yield from self._values(value)

    def _constants(self, name: str) -> Iterator[str]:
        for node in self.module.body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
                for value in ast.walk(node.value):
                    if isinstance(value, ast.Constant):
                        yield str(value.value)


def calls() -> Iterator[Call]:
    for path in sorted((ROOT / "forum").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "record_act(" not in text:
            continue
        module = ast.parse(text)
        for function in ast.walk(module):
            if not isinstance(function, ast.FunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record_act":
                    yield Call(call, function, module, f"{path.relative_to(ROOT)}:{call.lineno}")


@pytest.fixture(scope="module")
def written() -> dict[str, set[str]]:
    """Every act that the code may write, with the names of what it notes beside it."""
    found: dict[str, set[str]] = {}
    for call in calls():
        for act in call.acts():
            noted = {keyword.arg for keyword in call.call.keywords} - FIXED
            found.setdefault(act, set()).update(str(name) for name in noted)
    return found


@pytest.fixture
def words(bare_app: Flask) -> Iterator[list[RoomWords]]:
    """The words of every room."""
    with bare_app.app_context():
        yield list(rooms)


def test_every_act_has_words_and_no_words_are_for_nothing(
    words: list[RoomWords], written: dict[str, set[str]]
) -> None:
    """An act that is new here belongs into the `record_words.py` of its room."""
    named = [act for room in words for act in room.acts]
    assert sorted(set(written) - set(named)) == []
    assert sorted(set(named) - set(written)) == []
    assert len(named) == len(set(named))


def test_every_subject_has_words(words: list[RoomWords]) -> None:
    named = {kind for room in words for kind in room.subjects}
    unnamed = []
    for call in calls():
        given = next(each.value for each in call.call.keywords if each.arg == "subject_type")
        if isinstance(given, ast.Constant) and given.value not in named:
            unnamed.append(f"{call.place}: {given.value!r}")
    assert unnamed == []
    assert {str(what) for what in Hidden} <= named


def test_everything_noted_beside_an_act_has_words(
    words: list[RoomWords], written: dict[str, set[str]]
) -> None:
    room_of = {act: room for room in words for act in room.acts}
    unnamed = [
        f"{act}: {name}"
        for act, noted in written.items()
        for name in noted
        if act in room_of and name not in room_of[act].details
    ]
    assert unnamed == []


def test_an_act_that_changes_something_says_what_stood_before_and_what_stands_now() -> None:
    """In `before` and `after`, as `forum.audit.changes.changed` makes them of the parts that differ."""
    silent = [
        f"{call.place}: {act}"
        for call in calls()
        for act in call.acts()
        if act.endswith(CHANGES) and not _says_both(call.call)
    ]
    assert silent == []


def _says_both(call: ast.Call) -> bool:
    names = {keyword.arg for keyword in call.keywords}
    spread = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg is None]
    return {"before", "after"} <= names or any(value.startswith("changed(") for value in spread)
