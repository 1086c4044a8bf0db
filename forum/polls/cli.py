"""`flask poll tally`: count a file of ballots with the same code that counts the community's polls."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from forum.polls.ballot_files import DUEL, DuelFile, read_duels
from forum.polls.counting.duels import count_duels
from forum.polls.counting.pairwise import Strength, count_schulze
from forum.polls.counting.positional import Unlisted, count_approval, count_borda, count_plurality
from forum.polls.counting.preflib import BadFile, Election, read_election
from forum.polls.counting.profile import Tally
from forum.polls.counting.runoff import TooManyTies, count_runoff
from forum.polls.operations.sealing import verify_poll
from forum.polls.outcome import file_of
from forum.polls.pairs import comparisons_of
from forum.polls.queries import load_sheet
from forum.polls.words import State

BRADLEY_TERRY = "bradley-terry"
METHODS = ("plurality", "approval", "borda", "irv", "schulze", BRADLEY_TERRY)

poll_cli = AppGroup("poll", help="Count polls, and count them again.")


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
    """Print who wins the election in FILE, with rounds or matrix, and the SHA-256 of FILE.

    FILE is of PrefLib (.soc .soi .toc .toi .cat), or a .duel.
    """
    try:
        content = file.read_bytes()
        election = _read(content.decode().splitlines(True), file.suffix.removeprefix("."), method)
        counted, more = _count(election, method, Unlisted(unlisted), Strength(strength))
    except (BadFile, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    except TooManyTies:
        raise click.ClickException(f"{file}: too many ties to follow every course of the count") from None
    digest = hashlib.sha256(content).hexdigest()
    if as_json:
        found = {"title": election.title, "method": method, "voters": election.voters}
        found["sha256"] = digest
        found |= {"options": _by_text(election.names), "winners": list(counted.winners)}
        found |= {"scores": _by_text(_numbers(counted.scores)), **more}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    _print(election, counted)
    click.echo(f"sha256 {digest}")


@poll_cli.command("verify")
@click.argument("poll", type=int)
def verify_command(poll: int) -> None:
    """Count the sealed poll number POLL again, from its ballots and its files, and compare with what was sealed."""
    try:
        found = verify_poll(poll)
    except LookupError:
        raise click.ClickException(f"there is no sealed poll {poll}") from None
    for digest in found.digests:
        click.echo(f"sha256 {digest}")
    if found.faults:
        raise click.ClickException("; ".join(found.faults))
    click.echo(f"{found.voters} ballots: the result stands")


@poll_cli.command("export")
@click.argument("poll", type=int)
@click.option("--question", type=int, default=1, show_default=True, help="Its place in the poll.")
def export_command(poll: int, question: int) -> None:
    """Print the ballots of the poll number POLL without names, if they are published: `flask poll tally` reads them."""
    sheet = load_sheet(poll)
    if sheet is None or sheet.state != State.SEALED:
        raise click.ClickException(f"there is no sealed poll {poll}")
    if not sheet.publishes_ballots:
        raise click.ClickException("this poll does not publish its ballots")
    found = file_of(sheet, question)
    if found is None:
        raise click.ClickException(f"it has no question {question}")
    click.echo(found[1], nl=False)


def _read(lines: Iterable[str], kind: str, method: str) -> Election | DuelFile:
    """Return what a file holds, if it can be counted by `method`."""
    if (kind == DUEL) != (method == BRADLEY_TERRY):
        raise BadFile("a duel is counted by bradley-terry, and nothing else is")
    return read_duels(lines) if kind == DUEL else read_election(lines, kind)


def _count(
    election: Election | DuelFile, method: str, unlisted: Unlisted, strength: Strength
) -> tuple[Tally, dict[str, Any]]:
    """Return the tally, and what the method can show beside it: rounds, matrix, or how sure a duel is."""
    if isinstance(election, DuelFile):
        duels = count_duels(sorted(election.names), comparisons_of(election.answers))
        return duels.tally, {
            "errors": _by_text({option: round(error, 6) for option, error in duels.errors.items()}),
            "level": list(duels.level),
            "groups": [list(group) for group in duels.groups],
        }
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


def _print(election: Election | DuelFile, counted: Tally) -> None:
    click.echo(f"{election.title}: {election.voters} ballots, {counted.method}")
    for option, score in sorted(_numbers(counted.scores).items(), key=lambda row: (-row[1], row[0])):
        sign = "*" if option in counted.winners else " "
        click.echo(f"{sign} {score:>12,}  {option:>4}  {election.names[option]}")
    if counted.is_tied:
        click.echo("A tie: " + ", ".join(election.names[option] for option in counted.winners))
