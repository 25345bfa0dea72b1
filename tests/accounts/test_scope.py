"""The one scope filter: below as of a day, across mergers and splits, the same as SQL and as a set."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlmodel import Session, col, select

from survey.accounts import managing, people, scope
from survey.keys import id_of
from survey.tables import Grant, Unit, UnitParent, UnitSuccession
from tests.accounts.cast import NOW, invited, unit
from tests.databases import Cast

OFFICER = ["officer"]
MERGED = dt.date(2026, 10, 1)
EVE, AFTER = MERGED - dt.timedelta(days=1), MERGED


@pytest.fixture
def merged(province: Cast) -> Cast:
    """An Hòa and Bình Minh become Hòa Bình; Cát Linh is split between Hòa Bình and Cát Mới."""
    with Session(province.engine) as session:
        top = province.units["tinh-mau"]
        for code in ("hoa-binh", "cat-moi"):
            made = Unit(code=code, kind="commune", name=code, valid_from=MERGED)
            session.add(made)
            session.flush()
            session.add(UnitParent(unit_id=id_of(made), parent_id=top, valid_from=MERGED))
        went = {
            ("xa-an-hoa", "hoa-binh"): 1.0,
            ("xa-binh-minh", "hoa-binh"): 1.0,
            ("phuong-cat-linh", "hoa-binh"): 0.4,
            ("phuong-cat-linh", "cat-moi"): 0.6,
        }
        for (old, new), share in went.items():
            before, after = unit(session, old), unit(session, new)
            before.valid_to = EVE
            session.add(before)
            link = session.exec(select(UnitParent).where(UnitParent.unit_id == before.id)).one()
            link.valid_to = EVE
            session.add(link)
            session.add(UnitSuccession(old_id=id_of(before), new_id=id_of(after), day=MERGED, share=share))
        session.commit()
    return province


def seen(cast: Cast, code: str, day: dt.date, *, role: str = "officer") -> set[str]:
    """The codes of the units seen by somebody who is an officer of one unit; SQL and set have to agree."""
    with Session(cast.engine) as session:
        found = session.exec(select(Unit).where(Unit.code == code)).one()
        made = people.invite(session, f"{code}@x.example", "", "officer", found, by="test", now=NOW)
        number = made.account.id or 0
        as_set = scope.units_of(session, number, [role], day)
        as_sql = session.exec(
            select(Unit).where(col(Unit.id).in_(scope.units_seen(number, [role], day)))
        ).all()
    assert as_set == {each.id for each in as_sql}
    return {each.code for each in as_sql}


def test_the_top_sees_all_below_it_and_a_commune_itself(province: Cast) -> None:
    day = province.today

    assert seen(province, "tinh-mau", day) == set(province.units)
    assert seen(province, "xa-an-hoa", day) == {"xa-an-hoa"}


def test_one_role_opens_nothing_for_another(province: Cast) -> None:
    assert seen(province, "tinh-mau", province.today, role="administrator") == set()


def test_before_the_merger_nothing_of_it_is_seen(merged: Cast) -> None:
    assert seen(merged, "xa-an-hoa", EVE) == {"xa-an-hoa"}
    assert seen(merged, "hoa-binh", EVE) == {"hoa-binh"}


def test_the_new_unit_sees_the_past_of_those_that_went_whole_into_it(merged: Cast) -> None:
    assert seen(merged, "hoa-binh", AFTER) == {"hoa-binh", "xa-an-hoa", "xa-binh-minh"}


def test_a_role_on_a_merged_unit_follows_to_the_new_one(merged: Cast) -> None:
    assert seen(merged, "xa-an-hoa", AFTER) == {"hoa-binh", "xa-an-hoa", "xa-binh-minh"}


def test_a_role_on_a_split_unit_follows_nowhere_and_keeps_its_past(merged: Cast) -> None:
    assert seen(merged, "phuong-cat-linh", AFTER) == {"phuong-cat-linh"}
    assert seen(merged, "cat-moi", AFTER) == {"cat-moi"}


def test_whoever_stands_above_sees_closed_units_of_theirs_too(merged: Cast) -> None:
    assert seen(merged, "tinh-mau", AFTER) == set(merged.units) | {"hoa-binh", "cat-moi"}


def test_a_unit_that_changed_its_parent_is_seen_from_the_parent_of_the_day(province: Cast) -> None:
    moved = dt.date(2026, 10, 1)
    with Session(province.engine) as session:
        link = session.exec(select(UnitParent).where(UnitParent.unit_id == province.units["xa-an-hoa"])).one()
        link.valid_to = moved - dt.timedelta(days=1)
        session.add(link)
        session.add(
            UnitParent(
                unit_id=province.units["xa-an-hoa"], parent_id=province.units["so-y-te"], valid_from=moved
            )
        )
        session.commit()

    assert seen(province, "so-y-te", moved - dt.timedelta(days=1)) == {"so-y-te"}
    assert seen(province, "so-y-te", moved) == {"so-y-te", "xa-an-hoa"}


def test_a_ring_of_mistaken_parents_ends(province: Cast) -> None:
    with Session(province.engine) as session:
        session.add(
            UnitParent(
                unit_id=province.units["tinh-mau"],
                parent_id=province.units["xa-an-hoa"],
                valid_from=dt.date(2025, 7, 1),
            )
        )
        session.commit()

    assert seen(province, "xa-an-hoa", province.today) == set(province.units)


def test_a_revoked_role_ends_on_the_day_and_can_be_given_again(province: Cast) -> None:
    number, _ = invited(province.engine, "an@tinh.example", "officer", "so-y-te")
    day = province.today
    with Session(province.engine) as session:
        row = session.exec(select(Grant).where(Grant.account_id == number)).one()
        people.revoke(session, row, by="test", day=day)
        assert scope.units_of(session, number, OFFICER, day) == frozenset()
        assert scope.roles_of(session, number, day) == frozenset()

        people.grant(
            session,
            people.account_of(session, "an@tinh.example"),
            "officer",
            unit(session, "so-y-te"),
            by="test",
        )

        assert scope.units_of(session, number, OFFICER, day) == {province.units["so-y-te"]}
        assert len(session.exec(select(Grant).where(Grant.account_id == number)).all()) == 1


def test_an_administrator_sees_whom_holds_a_role_below_and_only_those_roles(province: Cast) -> None:
    admin, _ = invited(province.engine, "admin@tinh.example", "administrator", "so-y-te")
    own, _ = invited(province.engine, "own@tinh.example", "officer", "so-y-te")
    both, _ = invited(province.engine, "both@tinh.example", "officer", "so-y-te")
    other, _ = invited(province.engine, "other@tinh.example", "officer", "xa-an-hoa")
    with Session(province.engine) as session:
        account = people.account_of(session, "both@tinh.example")
        people.grant(session, account, "clerk", unit(session, "xa-an-hoa"), by="test")
        manager = managing.Manager(session, admin, province.today)

        found = {each.account.id: each for each in manager.people()}

        assert set(found) == {admin, own, both}
        assert manager.person(other) is None
        assert [row.role for row, _ in found[both].grants] == ["officer"]
        assert found[own].is_whole and not found[both].is_whole
        assert [each.code for each in manager.units()] == ["so-y-te"]
        assert manager.unit("xa-an-hoa") is None
