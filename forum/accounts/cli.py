"""`flask member` and `flask setup`: looking after members from the command line."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import exists, select

from forum.accounts import passwords
from forum.accounts.models import Member, Purpose
from forum.accounts.names import clean_name
from forum.accounts.operations import members
from forum.accounts.operations.proofs import issue_proof, link_token
from forum.accounts.operations.sign_ins import end_sign_ins
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM, Invalid

member_cli = AppGroup("member", help="Look after members.")
setup_cli = AppGroup("setup", help="Set a new community up.")


@member_cli.command("create")
@click.option("--name", required=True, help="Display name.")
@click.option("--email", required=True, help="E-mail address; it counts as confirmed.")
@click.option(
    "--role", "roles", multiple=True, type=click.Choice(members.ROLES), help="May be given several times."
)
@click.password_option(help="Asked for when left out.")
def create_command(name: str, email: str, roles: tuple[str, ...], password: str) -> None:
    """Create a member whose address needs no confirmation."""
    try:
        address = members.clean_email(email)
        passwords.check_password(password, personal=[name, address])
        new_hash = passwords.hashed(password)
        with write_transaction():
            chosen = clean_name(name) if roles else members.free_name(name)
            member = members.create_member(
                name=chosen, email=address, password_hash=new_hash, now=clock.now()
            )
            members.set_roles(member, roles, actor=SYSTEM, now=clock.now())
    except Invalid as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{member.handle} is a member")


@member_cli.command("role")
@click.argument("handle")
@click.argument("roles", nargs=-1, type=click.Choice(members.ROLES))
def role_command(handle: str, roles: tuple[str, ...]) -> None:
    """Give the member HANDLE exactly these ROLES; none takes all away."""
    with write_transaction():
        members.set_roles(_find(handle), roles, actor=SYSTEM, now=clock.now())
    click.echo(f"{handle}: {', '.join(roles) or 'no role'}")


@member_cli.command("sign-out")
@click.argument("handle")
def sign_out_command(handle: str) -> None:
    """End every sign-in of the member HANDLE."""
    with write_transaction():
        ended = end_sign_ins(_find(handle).id, now=clock.now())
    click.echo(f"{handle}: {ended} sign-ins ended")


@setup_cli.command("link")
def link_command() -> None:
    """Print a link with which the first administrator sets this community up, once, within two days."""
    with write_transaction():
        token = setup_token()
    if token is None:
        raise click.ClickException("there is an administrator already")
    click.echo(f"{current_app.config['PUBLIC_URL']}/setup/{token}")


def setup_token() -> str | None:
    """Return a one-time token for setting up; None when there is an administrator already."""
    if db.session.scalar(select(exists().where(Member.is_administrator.is_(True), Member.active.is_(True)))):
        return None
    return link_token(issue_proof(Purpose.SETUP, now=clock.now()).proof)


def _find(handle: str) -> Member:
    member = db.session.scalar(select(Member).where(Member.handle == handle))
    if member is None:
        raise click.ClickException(f"there is no member {handle}")
    return member
