"""What a page of staff needs of whoever asks for it, said where the page is made, and read in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from survey.tables.staff import ROLES

View = TypeVar("View", bound=Callable[..., Any])
Who = Literal["anybody", "half_signed_in", "signed_in"]
_NAME = "hailong_need"


@dataclass(frozen=True)
class Need:
    """Who may ask; with roles, somebody signed in who holds one of them on some unit."""

    who: Who
    roles: frozenset[str] = frozenset()
    by_pin: bool = True
    """Whether it opens for somebody who came in with a PIN and holds what it needs."""


def anybody(view: View) -> View:
    """For a page that whoever comes may see."""
    return _marked(view, Need("anybody"))


def half_signed_in(view: View) -> View:
    """For a page between the password and the second factor."""
    return _marked(view, Need("half_signed_in"))


def signed_in(view: View) -> View:
    """For a page that everybody who is signed in may see."""
    return _marked(view, Need("signed_in"))


def needs(*roles: str) -> Callable[[View], View]:
    """For a page of some roles; which units it shows is for `survey.accounts.scope` to say."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or not roles:
        raise ValueError(f"these are no roles: {unknown}; needs(); name some of {', '.join(ROLES)}")

    def mark(view: View) -> View:
        return _marked(view, Need("signed_in", frozenset(roles)))

    return mark


def not_by_pin(view: View) -> View:
    """For a page that changes how somebody signs in: a PIN is not enough for it."""
    need = need_of(view)
    if need is None:
        raise ValueError("the page does not say what it needs; not_by_pin; put it above the other decorator")
    return _marked(view, replace(need, by_pin=False))


def need_of(view: Callable[..., Any]) -> Need | None:
    """What a page said that it needs; None where it said nothing, and then nobody may see it."""
    found = getattr(view, _NAME, None)
    return found if isinstance(found, Need) else None


def _marked(view: View, need: Need) -> View:
    setattr(view, _NAME, need)
    return view
