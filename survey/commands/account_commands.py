"""The word `hailong account`: the first administrator, people and their roles, and what to do when stuck."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.speech import tell

if TYPE_CHECKING:
    from survey.accounts.people import Invited

EMAIL = click.argument("email")
ROLE = click.option(
    "--role", required=True, metavar="ROLE", help="Such as administrator, analyst or officer."
)
UNIT = click.option("--unit", required=True, metavar="CODE", help="The role holds for it and all below it.")
BASE_URL = click.option("--base-url", default="", metavar="URL", help="Address of the server, for the link.")


@click.group(cls=AppGroup)
def account() -> None:
    """Look after those who sign in: invite, grant and revoke roles, unlock, disable."""


@account.command("create-first", with_appcontext=False)
@EMAIL
@click.option("--unit", "units", multiple=True, metavar="CODE", help="Default: every unit at the top.")
@BASE_URL
@BY
def create_first_(email: str, units: tuple[str, ...], base_url: str, by: str) -> None:
    """Make the first administrator and print a link that sets the password, once within 72 hours.

    There is no default password. Where an administrator exists the command refuses.
    """
    from survey import dates
    from survey.accounts.people import create_first, top_units
    from survey.database import session_on
    from survey.secret_key import make_key
    from survey.units.units import unit_on

    today = dates.today()
    with session_on() as session:
        chosen = [unit_on(session, code, today) for code in units] or top_units(session, today)
        invited = create_first(session, email, chosen, by=by, now=_now())
        key_file = make_key()
    if key_file is not None:
        tell([f"the secret key of this installation is in {key_file}: keep a copy, never beside a backup"])
    _show(invited, base_url)


@account.command("invite", with_appcontext=False)
@EMAIL
@ROLE
@UNIT
@click.option("--name", default="", metavar="TEXT", help="Default: what stands before the @.")
@BASE_URL
@BY
def invite_(email: str, role: str, unit: str, name: str, base_url: str, by: str) -> None:
    """Give somebody an account with a role, and print a link that sets the password, once within 72 hours.

    Roles: administrator, analyst, approver, officer, clerk, interviewer, supervisor, auditor.
    """
    from survey import dates
    from survey.accounts.people import invite
    from survey.database import session_on
    from survey.units.units import unit_on

    with session_on() as session:
        found = unit_on(session, unit, dates.today())
        invited = invite(session, email, name, role, found, by=by, now=_now())
    _show(invited, base_url)


@account.command("link", with_appcontext=False)
@EMAIL
@BASE_URL
@BY
def link_(email: str, base_url: str, by: str) -> None:
    """Print a link with which somebody sets a new password, once within 72 hours; earlier links end."""
    from survey.accounts.invitations import make
    from survey.accounts.people import Invited, account_of
    from survey.database import session_on

    with session_on() as session:
        found = account_of(session, email)
        invited = Invited(found, make(session, found, by=by, now=_now()))
    _show(invited, base_url)


@account.command("grant", with_appcontext=False)
@EMAIL
@ROLE
@UNIT
@BY
def grant_(email: str, role: str, unit: str, by: str) -> None:
    """Give an account a role on a unit and all below it; it holds at once."""
    from survey import dates
    from survey.accounts.people import account_of, grant
    from survey.database import session_on
    from survey.units.units import unit_on

    with session_on() as session:
        grant(session, account_of(session, email), role, unit_on(session, unit, dates.today()), by=by)
    tell([f"{email} is {role} on {unit}"])


@account.command("revoke", with_appcontext=False)
@EMAIL
@ROLE
@UNIT
@BY
def revoke_(email: str, role: str, unit: str, by: str) -> None:
    """Take a role on a unit away; it ends at once, also for whoever is signed in."""
    from survey import dates
    from survey.accounts.people import account_of, revoke, role_on
    from survey.database import session_on

    today = dates.today()
    with session_on() as session:
        revoke(session, role_on(session, account_of(session, email), role, unit, today), by=by, day=today)
    tell([f"{email} is no longer {role} on {unit}"])


@account.command("disable", with_appcontext=False)
@EMAIL
@BY
def disable_(email: str, by: str) -> None:
    """Shut an account and end all its sessions; what it did stays."""
    from survey.accounts.people import account_of, disable
    from survey.database import session_on

    with session_on() as session:
        disable(session, account_of(session, email), by=by)
    tell([f"{email} can no longer sign in"])


@account.command("enable", with_appcontext=False)
@EMAIL
@BY
def enable_(email: str, by: str) -> None:
    """Open a shut account again, with the password and the roles it had."""
    from survey.accounts.people import account_of, enable
    from survey.database import session_on

    with session_on() as session:
        enable(session, account_of(session, email), by=by)
    tell([f"{email} can sign in again"])


@account.command("unlock", with_appcontext=False)
@EMAIL
@BY
def unlock_(email: str, by: str) -> None:
    """Let somebody who mistyped too often try again at once."""
    from survey.accounts.people import account_of, unlock
    from survey.database import session_on

    with session_on() as session:
        unlock(session, account_of(session, email), by=by)
    tell([f"{email} can try again"])


@account.command("reset-second-factor", with_appcontext=False)
@EMAIL
@BY
def reset_second_factor_(email: str, by: str) -> None:
    """Take the second factor away, as when a phone is lost; it is set up anew at the next sign-in.

    Make sure first, by voice or in person, that it is this person who asks.
    """
    from survey.accounts.people import account_of
    from survey.accounts.second_factor import reset
    from survey.database import session_on

    with session_on() as session:
        reset(session, account_of(session, email), by=by)
    tell([f"{email} signs in with the password and sets up a second factor anew"])


@account.command("list", with_appcontext=False)
def list_() -> None:
    """List accounts: address, name, state, second factor, roles as role@unit, separated by tabs.

    The states are invited (no password yet), active, locked and disabled.
    """
    from sqlmodel import col, select

    from survey import dates
    from survey.accounts.people import held, state_of
    from survey.database import session_on
    from survey.keys import id_of
    from survey.tables import Account

    with session_on() as session:
        for each in session.exec(select(Account).order_by(col(Account.email))).all():
            roles_held = held(session, id_of(each), dates.today())
            roles = " ".join(f"{row.role}@{unit.code}" for row, unit in roles_held)
            factor = "second factor" if each.totp_secret else ""
            cells = (each.email, each.name, state_of(each, _now()), factor, roles)
            click.echo("\t".join(cells).rstrip())


def _show(invited: Invited, base_url: str) -> None:
    """The link is the result: it goes to standard output, and is shown only now."""
    if invited.token is None:
        tell([f"{invited.account.email} has a password already and holds the role from now on"])
        return
    click.echo(f"{base_url.rstrip('/')}/staff/invitation/{invited.token}")
    tell([f"for {invited.account.email}: hand it over in a way you trust; it works once, within 72 hours"])


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
