"""A cross-table tells on nobody: small groups stand together, and small cells are blank."""

from __future__ import annotations

import pytest

from forum.polls.readout.figures.crosstabs import crosstab
from forum.polls.sheet import Option, Question
from forum.polls.words import Kind, Method

OPTIONS = (Option(1, "Oat"), Option(2, "Rye"), Option(3, "Hazel"))


def told(kind: Kind, method: Method, **bands: tuple[int, int, int]) -> dict[str, list[int | None]] | None:
    """Return what a table says of each group, by how many of it chose each option."""
    question = Question(1, kind, method, "Which?", OPTIONS)
    cells = [
        {"bands": [band], "n": sum(chose), "counts": {str(at): n for at, n in enumerate(chose, 1)}}
        for band, chose in bands.items()
    ]
    rows = crosstab(question, cells, 0)
    return None if rows is None else {" ".join(row["bands"]): row["cells"] for row in rows}


def test_groups_of_fewer_than_five_stand_together() -> None:
    said = told(Kind.ONE, Method.PLURALITY, new=(1, 1, 1), young=(2, 2, 0), old=(20, 20, 20))
    assert said is not None and set(said) == {"new young", "old"}


@pytest.mark.parametrize(("kind", "method"), [(Kind.ONE, Method.PLURALITY), (Kind.APPROVAL, Method.APPROVAL)])
def test_nobody_reads_how_a_few_of_a_group_chose(kind: Kind, method: Method) -> None:
    said = told(kind, method, new=(9, 9, 2), old=(20, 20, 20))
    assert said is None or said["new"][2] is None
