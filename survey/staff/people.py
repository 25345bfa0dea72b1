"""The pages of administrators: who is there, inviting, giving and taking roles, shutting accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts import invitations, people, second_factor
from survey.accounts.access import needs
from survey.accounts.managing import ADMINISTRATOR, Person
from survey.accounts.people import AccountError
from survey.keys import LARGEST, id_of
from survey.staff import pages
from survey.staff.device_words import said_here
from survey.staff.frame import staff
from survey.staff.visit import Visit, here
from survey.tables import Account, Unit
from survey.tables.staff import ROLES

Deed = Callable[[Visit, Person], None]
PERSON = "/people/<int:number>"

DEEDS: dict[str, Deed] = {
    "unlock": lambda found, person: people.unlock(found.session, person.account, by=found.by),
    "second-factor": lambda found, person: second_factor.reset(found.session, person.account, by=found.by),
    "disable": lambda found, person: people.disable(found.session, person.account, by=found.by),
    "enable": lambda found, person: people.enable(found.session, person.account, by=found.by),
}


@staff.get("/people")
@needs(ADMINISTRATOR)
def people_list() -> Response:
    """Everybody with a role in scope."""
    found = here()
    listed = [(each, people.state_of(each.account, found.now)) for each in found.manager.people()]
    return pages.page("people.html", listed=listed, said=said_here())


@staff.get("/people/invite")
@needs(ADMINISTRATOR)
def invite() -> Response:
    """The form for somebody new."""
    return _invite_page({})


@staff.post("/people/invite")
@needs(ADMINISTRATOR)
def invite_now() -> Response:
    """Make the account, or give the one that is there a role more; the link is shown once."""
    found, words = here(), pages.words_here()
    unit, errors = _role_and_unit(found)
    if not request.form.get("name", "").strip():
        errors = {"name": words.problems["no_name"], **errors}
    try:
        email = people.read_email(request.form.get("email", ""))
    except AccountError:
        email, errors = "", {"email": words.problems["no_email"], **errors}
    if errors or unit is None:
        return _invite_page(errors)
    name, role = request.form["name"], request.form["role"]
    invited = people.invite(
        found.session, email, name, role, unit, by=found.by, now=found.now, may_link=_is_whole
    )
    found.session.commit()
    return _link_page(id_of(invited.account), email, invited.token)


@staff.get(PERSON)
@needs(ADMINISTRATOR)
def person(number: int) -> Response:
    """One person: roles in scope, and what can be done."""
    found, whom = here(), _person(number)
    state = people.state_of(whom.account, found.now)
    deeds = _deeds_for(found, whom, state)
    return pages.page("person.html", person=whom, state=state, deeds=deeds, done=request.args.get("done", ""))


@staff.get(f"{PERSON}/give")
@needs(ADMINISTRATOR)
def give(number: int) -> Response:
    """The form for one role more."""
    return _give_page(_person(number), {})


@staff.post(f"{PERSON}/give")
@needs(ADMINISTRATOR)
def give_now(number: int) -> Response:
    """Give a role on a unit in scope."""
    found, whom = here(), _person(number)
    unit, errors = _role_and_unit(found)
    if errors or unit is None:
        return _give_page(whom, errors)
    people.grant(found.session, whom.account, request.form["role"], unit, by=found.by)
    found.session.commit()
    return _back_to(whom, "give")


@staff.get(f"{PERSON}/revoke/<int:grant_number>")
@needs(ADMINISTRATOR)
def revoke(number: int, grant_number: int) -> Response:
    """Ask whether it is meant."""
    whom, words = _person(number), pages.words_here()
    row, unit = here().manager.grant(whom, grant_number) or abort(404)
    lead = words.deed_leads["revoke"].format(role=words.roles[row.role], unit=unit.name)
    return _confirm_page(whom, "revoke", lead)


@staff.post(f"{PERSON}/revoke/<int:grant_number>")
@needs(ADMINISTRATOR)
def revoke_now(number: int, grant_number: int) -> Response:
    """Take a role on a unit in scope away."""
    found, whom = here(), _person(number)
    row, _ = found.manager.grant(whom, grant_number) or abort(404)
    if _is_self(found, whom):
        return pages.refusal("forbidden", 403, lead="not_yourself")
    people.revoke(found.session, row, by=found.by, day=found.today)
    found.session.commit()
    return _back_to(whom, "revoke")


@staff.get(f"{PERSON}/<any(link,unlock,'second-factor',disable,enable):deed>")
@needs(ADMINISTRATOR)
def deed(number: int, deed: str) -> Response:
    """Ask whether it is meant."""
    whom = _person(number)
    return _kept_from(whom) or _confirm_page(whom, deed, pages.words_here().deed_leads[deed])


@staff.post(f"{PERSON}/<any(link,unlock,'second-factor',disable,enable):deed>")
@needs(ADMINISTRATOR)
def deed_now(number: int, deed: str) -> Response:
    """Do it, unless the person is oneself or belongs to others too."""
    found, whom = here(), _person(number)
    if refused := _kept_from(whom):
        return refused
    if deed == "link":
        token = invitations.make(found.session, whom.account, by=found.by, now=found.now)
        found.session.commit()
        return _link_page(number, whom.account.email, token)
    DEEDS[deed](found, whom)
    found.session.commit()
    return _back_to(whom, deed)


def _person(number: int) -> Person:
    """Somebody in scope; anybody else is not there."""
    return (here().manager.person(number) if number <= LARGEST else None) or abort(404)


def _is_whole(account: Account) -> bool:
    """Whether nothing that the account holds lies elsewhere."""
    whom = here().manager.person(id_of(account))
    return whom is not None and whom.is_whole


def _kept_from(whom: Person) -> Response | None:
    if _is_self(here(), whom):
        return pages.refusal("forbidden", 403, lead="not_yourself")
    return None if whom.is_whole else pages.refusal("forbidden", 403, lead="elsewhere")


def _is_self(found: Visit, whom: Person) -> bool:
    return whom.account.id == found.account.id


def _deeds_for(found: Visit, whom: Person, state: str) -> list[str]:
    """What can be done, as things stand."""
    if _is_self(found, whom) or not whom.is_whole:
        return []
    if state == "disabled":
        return ["enable"]
    lost = ["second-factor"] if whom.account.totp_secret is not None else []
    locked = ["unlock"] if state == "locked" else []
    return [*locked, "link", *lost, "disable"]


def _role_and_unit(found: Visit) -> tuple[Unit | None, dict[str, str]]:
    """The unit that was chosen, and what is wrong; a unit out of scope is as if it were not there."""
    words, errors = pages.words_here(), {}
    unit = found.manager.unit(request.form.get("unit", ""))
    if request.form.get("role") not in ROLES:
        errors["role"] = words.problems["no_role"]
    if unit is None:
        errors["unit"] = words.problems["no_unit"]
    return unit, errors


def _invite_page(errors: dict[str, str]) -> Response:
    return pages.page("invite.html", errors=errors, **_choices())


def _give_page(whom: Person, errors: dict[str, str]) -> Response:
    return pages.page("give.html", errors=errors, person=whom, **_choices())


def _choices() -> dict[str, Any]:
    return {"units": here().manager.units(), "roles": ROLES, "given": request.form}


def _confirm_page(whom: Person, what: str, lead: str) -> Response:
    return pages.page("confirm.html", person=whom, deed=what, lead=lead)


def _link_page(number: int, email: str, token: str | None) -> Response:
    link = url_for("staff.invitation", token=token, _external=True) if token else ""
    return pages.page("link.html", number=number, email=email, link=link)


def _back_to(whom: Person, done: str) -> Response:
    return redirect(url_for("staff.person", number=whom.account.id, done=done), 303)
