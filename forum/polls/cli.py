"""`flask poll tally`: count a file of ballots with the same code that counts the community's polls."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from forum.polls.counting.pairwise import Strength, count_schulze
from forum.polls.counting.positional import Unlisted, count_approval, count_borda, count_plurality
from forum.polls.counting.preflib import BadFile, Election, read_election
from forum.polls.counting.profile import Tally
from forum.polls.counting.runoff import TooManyTies, count_runoff

METHODS = ("plurality", "approval", "borda", "irv", "schulze")

poll_cli = AppGroup("poll", help="Count polls.")


@poll_cli.command("tally")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--method", type=click.Choice(METHODS), required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
@click.option(
    "--unlisted",
    type=click.Choice([each.value for each in Unlisted]),
    default=Unlisted.AVERAGE.value,
    show_default=True,
    help="Borda: what options get that a ballot does not name.",
)
@click.option(
    "--strength",
    type=click.Choice([each.value for each in Strength]),
    default=Strength.WINNING_VOTES.value,
    show_default=True,
    help="Schulze: what makes a victory strong.",
)
def tally_command(file: Path, method: str, as_json: bool, unlisted: str, strength: str) -> None:
    """Print who wins the election in FILE (PrefLib: .soc .soi .toc .toi .cat), with rounds or matrix."""
    try:
        with file.open(encoding="utf-8") as lines:
            election = read_election(lines, file.suffix.removeprefix("."))
        counted, more = _count(election, method, Unlisted(unlisted), Strength(strength))
    except (BadFile, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    except TooManyTies:
        raise click.ClickException(f"{file}: too many ties to follow every course of the count") from None
    if as_json:
        found = {"title": election.title, "method": method, "voters": election.profile.voters}
        found |= {"options": _by_text(election.names), "winners": list(counted.winners)}
        found |= {"scores": _by_text(_numbers(counted.scores)), **more}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    _print(election, counted)


def _count(
    election: Election, method: str, unlisted: Unlisted, strength: Strength
) -> tuple[Tally, dict[str, Any]]:
    """Return the tally, and what the method can show beside it: rounds or matrix."""
    if method == "approval":
        return count_approval(election.profile.options, election.approvals()), {}
    if method == "plurality":
        return count_plurality(election.profile), {}
    if method == "borda":
        return count_borda(election.profile, unlisted), {"unlisted": unlisted.value}
    if method == "irv":
        runoff = count_runoff(election.profile)
        rounds = [
            {
                "votes": _by_text(each.votes),
                "exhausted": each.exhausted,
                "leaving": list(each.leaving),
                "tied": each.is_tied,
            }
            for each in runoff.rounds
        ]
        return runoff.tally, {"rounds": rounds}
    schulze = count_schulze(election.profile, strength)
    matrix = {str(one): _by_text(row) for one, row in schulze.preferences.items()}
    return schulze.tally, {
        "strength": strength.value,
        "matrix": matrix,
        "condorcet_winner": schulze.condorcet_winner,
    }


def _numbers(scores: Mapping[int, Fraction]) -> dict[int, int | float]:
    return {
        option: int(score) if score.denominator == 1 else float(score) for option, score in scores.items()
    }


def _by_text(row: Mapping[int, Any]) -> dict[str, Any]:
    return {str(option): value for option, value in row.items()}


def _print(election: Election, counted: Tally) -> None:
    click.echo(f"{election.title}: {election.profile.voters} ballots, {counted.method}")
    for option, score in sorted(_numbers(counted.scores).items(), key=lambda row: (-row[1], row[0])):
        sign = "*" if option in counted.winners else " "
        click.echo(f"{sign} {score:>12,}  {option:>4}  {election.names[option]}")
    if counted.is_tied:
        click.echo("A tie: " + ", ".join(election.names[option] for option in counted.winners))
