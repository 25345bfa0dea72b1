"""What fills the gaps of every address of staff, and what its forms are filled in with: all of it is there."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import Any

from survey.ballots.ballot_id import new_ballot_id
from tests.databases import TWO_ITEMS
from tests.staff.everywhere.world import RATING, World
from tests.staff.units.test_figures import CASES, FIGURE

FILES = ("report.pdf", "full.pdf", "figures.xlsx", "figures.csv", "changes.csv")
SIGNED = ("report.docx", "report.pdf", "province.docx", "province.pdf")
BALLOTS = ("ballots.csv", "ballots.sav", "codebook.xml")
SORTS = ("units", "procedures", "figures", "cases")
OPEN, DRAFT, APPROVED, CLOSED = "two-2026", "draft-2026", "approved-2026", "closed-2026"
FROZEN, REVIEW, DECIDED, DONE = "frozen-2026", "review-2026", "decided-2026", "published-2026"
EVERY_WAVE = (OPEN, "short-2026", RATING, DRAFT, APPROVED, CLOSED, FROZEN, REVIEW, DECIDED, DONE)
RESULTS = (CLOSED, REVIEW, DONE)


@dataclass(frozen=True)
class Sent:
    """A form as somebody fills it in who may: where it goes, and what it says."""

    path: str
    form: dict[str, Any] = field(default_factory=dict)
    leads: int = 303
    """What is answered to whoever may."""
    is_anybodys: bool = False
    """Whether anybody with the role may, wherever: questionnaires, and the second person of a revision."""

    @property
    def is_deed(self) -> bool:
        """Whether something is done at once; else it is looked at first, or a file is handed over."""
        return self.leads == 303

    def filled(self) -> dict[str, Any]:
        """A file is read only once, so it is made anew for each sending."""
        return {
            name: (io.BytesIO(value), f"{name}.csv") if isinstance(value, bytes) else value
            for name, value in self.form.items()
        }


def shown(world: World) -> dict[str, list[str]]:
    """For every page and file with a gap in its address: the addresses of what is there."""
    n, unit = world.numbers, str(world.cast.units["so-y-te"])
    door = str(world.cast.collectors["two-phone"])
    own_door = str(world.cast.collectors[f"{APPROVED}-so-y-te"])
    person, here = f"/staff/people/{n['person']}", f"/staff/units/{unit}"
    batch = {name: f"/staff/keying/{n[f'batch {name}']}" for name in ("fresh", "done", "keyed", "differing")}
    mine, desk = "/staff/my-waves", f"/staff/comments/{OPEN}"
    quality, speed = "/staff/quality/short-2026", f"/staff/quality/short-2026/rules/{n['rule']}"
    drafts = [f"/staff/forms/drafts/{n['draft checked']}", f"/staff/forms/drafts/{n['draft proposed']}"]
    results = [f"/staff/results/{wave}" for wave in RESULTS]
    of_units = [f"{base}/units/{unit}" for base in results]
    months, sample = f"/staff/results/{RATING}/months", f"/staff/samples/{OPEN}"
    runs = {name: f"/staff/imports/{n[f'import {name}']}" for name in ("uploaded", "checked", "stored")}
    return {
        "/staff/comments/<code>": [desk],
        "/staff/comments/<code>/one/<number>": [
            f"{desk}/one/{n[f'comment {each}']}" for each in ("clean", "phone", "secret")
        ],
        "/staff/comments/<code>/released": [f"{desk}/released"],
        "/staff/comments/<code>/restricted": [f"{desk}/restricted"],
        "/staff/comments/<code>/restricted/<number>": [f"{desk}/restricted/{n['comment bribe']}"],
        "/staff/fieldwork/<code>": [f"/staff/fieldwork/{wave}" for wave in EVERY_WAVE],
        "/staff/fieldwork/<code>/board.csv": [
            f"/staff/fieldwork/{wave}/board.csv" for wave in (OPEN, CLOSED)
        ],
        "/staff/fieldwork/<code>/doors": [f"/staff/fieldwork/{wave}/doors" for wave in (OPEN, CLOSED)],
        "/staff/forms/<kind>/<int:number>/preview/<surface>/<language>": [
            f"/staff/forms/{kind}/preview/{surface}/vi"
            for kind in ("stored/1", f"drafts/{n['draft checked']}", f"drafts/{n['draft proposed']}")
            for surface in ("phone", "kiosk", "paper")
        ],
        "/staff/forms/drafts/<int:number>": drafts,
        "/staff/forms/stored/<int:number>": ["/staff/forms/stored/1"],
        "/staff/forms/stored/<int:number>/yaml": ["/staff/forms/stored/1/yaml"],
        "/staff/imports/<int:number>": list(runs.values()),
        "/staff/imports/<int:number>/columns": [f"{runs['uploaded']}/columns"],
        "/staff/imports/<int:number>/mapping.yaml": [f"{runs['checked']}/mapping.yaml"],
        "/staff/imports/<int:number>/undo": [f"{runs['stored']}/undo"],
        "/staff/invitation/<token>": [f"/staff/invitation/{n['invitation']}"],
        "/staff/jobs/<int:number>/files/<int:file_number>": [f"/staff/jobs/{n['job']}/files/{n['file']}"],
        "/staff/keying/<int:number>": list(batch.values()),
        "/staff/keying/<int:number>/counts": [f"{batch['fresh']}/counts"],
        "/staff/keying/<int:number>/key": [f"{batch['fresh']}/key"],
        "/staff/keying/<int:number>/resolve": [f"{batch['differing']}/resolve"],
        "/staff/keying/<int:number>/second": [f"{batch['keyed']}/second"],
        "/staff/keying/<int:number>/slip": [f"{batch['keyed']}/slip"],
        "/staff/my-waves/<code>": [f"{mine}/{wave}" for wave in EVERY_WAVE if wave != DRAFT],
        "/staff/my-waves/<code>/units/<int:number>": [f"{mine}/{wave}/units/{unit}" for wave in RESULTS],
        "/staff/my-waves/<code>/units/<int:number>/ask": [f"{mine}/{REVIEW}/units/{unit}/ask"],
        "/staff/my-waves/<code>/units/<int:number>/plan": [f"{mine}/{DONE}/units/{unit}/plan"],
        "/staff/my-waves/<code>/units/<int:number>/plan/<int:line>": [
            f"{mine}/{DONE}/units/{unit}/plan/{n['line']}"
        ],
        "/staff/people/<int:number>": [person],
        "/staff/people/<int:number>/<any(link,unlock,'second-factor',disable,enable):deed>": [
            f"{person}/{deed}" for deed in ("link", "unlock", "second-factor", "disable", "enable")
        ],
        "/staff/people/<int:number>/give": [f"{person}/give"],
        "/staff/people/<int:number>/revoke/<int:grant_number>": [f"{person}/revoke/{n['grant']}"],
        "/staff/people/devices/<int:number>/revoke": [f"/staff/people/devices/{n['computer']}/revoke"],
        "/staff/quality/<code>": [f"/staff/quality/{wave}" for wave in ("short-2026", OPEN, CLOSED)],
        "/staff/quality/<code>/effect": [f"/staff/quality/{CLOSED}/effect"],
        "/staff/quality/<code>/ledger": [f"{quality}/ledger"],
        "/staff/quality/<code>/ledger.csv": [f"{quality}/ledger.csv"],
        "/staff/quality/<code>/proposals": [f"{quality}/proposals"],
        "/staff/quality/<code>/rules/<rule>": [speed],
        "/staff/quality/<code>/rules/<rule>/doors/<int:number>": [f"{speed}/doors/{n['door']}"],
        "/staff/results/<code>": results,
        "/staff/results/<code>/compare": [f"{base}/compare?kind=commune" for base in results],
        "/staff/results/<code>/compare/<file>": [
            f"{results[-1]}/compare/{file}?kind=commune"
            for file in ("comparison.csv", "comparison.xlsx", *SIGNED)
        ],
        "/staff/results/<code>/data": [f"{base}/data" for base in results],
        "/staff/results/<code>/data/<file>": [f"{results[-1]}/data/{file}" for file in BALLOTS],
        "/staff/results/<code>/months": [months],
        "/staff/results/<code>/months/<int:number>": [f"{months}/{unit}"],
        "/staff/results/<code>/months/<int:number>/months.csv": [f"{months}/{unit}/months.csv"],
        "/staff/results/<code>/units/<int:number>": of_units,
        "/staff/results/<code>/units/<int:number>/<file>": [f"{of_units[-1]}/{file}" for file in FILES],
        "/staff/results/<code>/whole": [f"{base}/whole" for base in results],
        "/staff/results/<code>/whole/<file>": [f"{results[-1]}/whole/{file}" for file in FILES],
        "/staff/samples/<code>": [f"/staff/samples/{wave}" for wave in EVERY_WAVE],
        "/staff/samples/<code>/cases": [f"{sample}/cases"],
        "/staff/samples/<code>/cases/<int:number>": [
            f"{sample}/cases/{n[f'case {each}']}" for each in ("given", "checked")
        ],
        "/staff/samples/<code>/draw": [f"{sample}/draw"],
        "/staff/samples/<code>/give": [f"{sample}/give"],
        "/staff/samples/<code>/interviewers": [f"{sample}/interviewers"],
        "/staff/samples/<code>/links/<int:number>": [f"{sample}/links/{n['link']}"],
        "/staff/samples/<code>/rechecks": [f"{sample}/rechecks"],
        "/staff/units/<int:number>": [here, f"/staff/units/{world.cast.units['tinh-mau']}"],
        "/staff/units/<int:number>/cases": [f"{here}/cases"],
        "/staff/units/<int:number>/cases/<int:row_number>": [f"{here}/cases/{n['cases']}"],
        "/staff/units/<int:number>/figures": [f"{here}/figures"],
        "/staff/units/<int:number>/figures/<int:row_number>": [f"{here}/figures/{n['figure']}"],
        "/staff/units/import/<sort>": [f"/staff/units/import/{sort}" for sort in SORTS],
        "/staff/waves/<code>": [f"/staff/waves/{wave}" for wave in EVERY_WAVE],
        "/staff/waves/<code>/<any(approve,open,close,freeze,review,'approve-results',publish,extend):deed>": [
            f"/staff/waves/{wave}/{deed}"
            for wave, deed in (
                *((DRAFT, "approve"), (APPROVED, "open"), (OPEN, "close"), (CLOSED, "freeze")),
                *((FROZEN, "review"), (REVIEW, "approve-results"), (DECIDED, "publish"), (RATING, "extend")),
            )
        ],
        "/staff/waves/<code>/comparability": [f"/staff/waves/{wave}/comparability" for wave in (DRAFT, DONE)],
        "/staff/waves/<code>/doors": [f"/staff/waves/{wave}/doors" for wave in EVERY_WAVE],
        "/staff/waves/<code>/doors/<int:number>/revoke": [
            f"/staff/waves/{OPEN}/doors/{door}/revoke",
            f"/staff/waves/{APPROVED}/doors/{own_door}/revoke",
        ],
        "/staff/waves/<code>/edit": [f"/staff/waves/{DRAFT}/edit"],
        "/staff/waves/<code>/rehearsal": [f"/staff/waves/{APPROVED}/rehearsal"],
        "/staff/waves/<code>/requests/<int:number>": [f"/staff/waves/{REVIEW}/requests/{n['request']}"],
        "/staff/waves/<code>/units": [f"/staff/waves/{wave}/units" for wave in (DRAFT, OPEN, DONE)],
    }


def sent(world: World) -> dict[str, list[Sent]]:
    """For every address that forms are sent to: forms that do what they are for when sent by whoever may."""
    n, today = world.numbers, world.cast.today.isoformat()
    later = (world.cast.today + dt.timedelta(days=60)).isoformat()
    unit, home = str(world.cast.units["so-y-te"]), f"/staff/units/{world.cast.units['so-y-te']}"
    person, mine, desk = f"/staff/people/{n['person']}", "/staff/my-waves", f"/staff/comments/{OPEN}"
    quality, sample = "/staff/quality/short-2026", f"/staff/samples/{OPEN}"
    grant = {"role": "auditor", "unit": "so-y-te"}
    counts = {"issued": "3", "returned": "2", "spoiled": "1", "missing": "0"}
    kept = {"body": "Mở thêm cửa", "owner": "Văn phòng", "due": today, "state": "doing"}
    plan = {
        **{"code": "w27", "name": "Đợt mới", "kind": "survey", "questionnaire": "two-items@1"},
        **{"host": "so-noi-vu", "opens": today, "closes": today, "grace_days": "7", "design": "voluntary"},
        **{"counted_as": "case", "display_limit": "5", "reliable_limit": "30", "plan_number": "13/KH"},
    }
    whole = {"which": "all", "reason": "đã gọi lại"}
    ballot = str(new_ballot_id(world.cast.today))
    door = world.cast.collectors

    def batch(name: str, page: str, **form: str) -> Sent:
        return Sent(f"/staff/keying/{n[f'batch {name}']}/{page}", form)

    def draft(name: str, deed: str, **form: str) -> Sent:
        path = f"/staff/forms/drafts/{n[f'draft {name}']}/{deed}"
        return Sent(path, form, is_anybodys=name == "proposed")

    def wave(code: str, deed: str, **form: str) -> Sent:
        return Sent(f"/staff/waves/{code}/{deed}", form)

    def run(name: str, deed: str, **form: str) -> Sent:
        return Sent(f"/staff/imports/{n[f'import {name}']}/{deed}", form)

    def deed(name: str, leads: int = 303) -> Sent:
        return Sent(f"{person}/{name}", leads=leads)

    return {
        "/staff/comments/<code>": [
            Sent(desk, {"which": "all", "deed": each}) for each in ("release", "hide")
        ],
        "/staff/comments/<code>/one/<number>": [
            Sent(f"{desk}/one/{n['comment phone']}", {"deed": each, "parts": "0912 345 678"})
            for each in ("strike", "restrict", "hide")
        ],
        "/staff/comments/<code>/restricted/<number>": [
            Sent(f"{desk}/restricted/{n['comment bribe']}", {"deed": each, "where": "Thanh tra"})
            for each in ("settle", "give_back")
        ],
        "/staff/comments/themes": [Sent("/staff/comments/themes", {"themes": "Chỗ ngồi"})],
        "/staff/forms/drafts/<int:number>/approve": [draft("proposed", "approve")],
        "/staff/forms/drafts/<int:number>/drop": [draft("checked", "drop"), draft("proposed", "drop")],
        "/staff/forms/drafts/<int:number>/propose": [draft("checked", "propose", revises="1", reason="chữ")],
        "/staff/forms/drafts/<int:number>/publish": [draft("checked", "publish")],
        "/staff/forms/new": [
            Sent("/staff/forms/new", {"file": TWO_ITEMS.replace('"1"', '"8"', 1).encode()}, is_anybodys=True)
        ],
        "/staff/imports/<int:number>/columns": [
            run("uploaded", "columns", agency="1", day="2", i_A1="3", i_A2="4")
        ],
        "/staff/imports/<int:number>/drop": [run("checked", "drop")],
        "/staff/imports/<int:number>/store": [run("checked", "store")],
        "/staff/imports/<int:number>/undo": [run("stored", "undo")],
        "/staff/imports/new": [
            Sent("/staff/imports/new", {"wave": OPEN, "file": b"unit,day,A1,A2\nso-y-te,2026-01-01,5,5\n"})
        ],
        "/staff/invitation/<token>": [],
        "/staff/jobs/<int:number>/retry": [Sent(f"/staff/jobs/{n['failed']}/retry")],
        "/staff/jobs/new": [
            Sent("/staff/jobs/new", {"what": "exports ballots", "wave": CLOSED, "language": "en"})
        ],
        "/staff/jobs/retention": [Sent("/staff/jobs/retention")],
        "/staff/keying/<int:number>/<any(finish,close):deed>": [
            batch("done", "finish"),
            batch("ready", "close"),
        ],
        "/staff/keying/<int:number>/counts": [batch("fresh", "counts", **counts)],
        "/staff/keying/<int:number>/key": [batch("fresh", "key", ballot=ballot, number="2", codes="55")],
        "/staff/keying/<int:number>/resolve": [
            batch(
                "differing",
                "resolve",
                form=n["form differing"],
                **{"chosen.A1": "first", "chosen.A2": "first"},
            )
        ],
        "/staff/keying/<int:number>/second": [
            batch("keyed", "second", ballot=ballot, number=n["form keyed"], codes="11")
        ],
        "/staff/keying/new": [
            Sent("/staff/keying/new", {"door": str(door["two-paper"]), "day": today, **counts})
        ],
        "/staff/my-waves/<code>/units/<int:number>/ask": [
            Sent(f"{mine}/{REVIEW}/units/{unit}/ask", {"text": "Xin xem lại"})
        ],
        "/staff/my-waves/<code>/units/<int:number>/plan": [Sent(f"{mine}/{DONE}/units/{unit}/plan", kept)],
        "/staff/my-waves/<code>/units/<int:number>/plan/<int:line>": [
            Sent(f"{mine}/{DONE}/units/{unit}/plan/{n['line']}", kept)
        ],
        "/staff/people/<int:number>/<any(link,unlock,'second-factor',disable,enable):deed>": [
            *(deed("link", 200), deed("unlock"), deed("second-factor"), deed("disable"), deed("enable"))
        ],
        "/staff/people/<int:number>/give": [Sent(f"{person}/give", grant)],
        "/staff/people/<int:number>/revoke/<int:grant_number>": [Sent(f"{person}/revoke/{n['grant']}")],
        "/staff/people/devices/<int:number>/revoke": [Sent(f"/staff/people/devices/{n['computer']}/revoke")],
        "/staff/people/devices/new": [
            Sent("/staff/people/devices/new", {"label": "Máy 2", "unit": "so-y-te"}, leads=200)
        ],
        "/staff/people/invite": [
            Sent("/staff/people/invite", {"name": "Kẻ Lạ", "email": "la@xa.example", **grant}, leads=200)
        ],
        "/staff/quality/<code>/ledger": [
            Sent(f"{quality}/ledger", {"lot": n["lot confirmed"], "deed": "reverse", "reason": "xem lại"})
        ],
        "/staff/quality/<code>/proposals": [
            Sent(f"{quality}/proposals", {"lot": n["lot proposed"], "deed": each, "reason": "xem lại"})
            for each in ("confirm", "refuse")
        ],
        "/staff/quality/<code>/rules/<rule>/doors/<int:number>": [
            Sent(f"{quality}/rules/{n['rule']}/doors/{n['door']}", {"deed": each, **whole})
            for each in ("exclude", "keep")
        ],
        "/staff/quality/<code>/screen": [Sent(f"{quality}/screen")],
        "/staff/quality/<code>/setting": [Sent(f"/staff/quality/{OPEN}/setting", {"percent": "3"})],
        "/staff/results/<code>/data": [Sent(f"/staff/results/{DONE}/data")],
        "/staff/samples/<code>/cases/<int:number>": [
            Sent(f"{sample}/cases/{n['case given']}", {"deed": "visit", "result": "completed"}),
            Sent(
                f"{sample}/cases/{n['case given']}",
                {"deed": "replace", "closes": "refused", "reason": "vắng"},
            ),
            Sent(f"{sample}/cases/{n['case checked']}", {"deed": "found", "finding": "visited"}),
        ],
        "/staff/samples/<code>/draw": [
            Sent(
                f"{sample}/draw",
                {"step": "frame", "source": "Bảng kê", "kind": "household", "file": b"thon,ho\n1,1\n1,2\n"},
                leads=200,
            )
        ],
        "/staff/samples/<code>/give": [
            Sent(f"{sample}/give", {"who": "DTV-09", "list": [n["list left"]]}, leads=200)
        ],
        "/staff/samples/<code>/links/<int:number>": [
            Sent(f"{sample}/links/{n['link']}"),
            Sent(f"{sample}/links/{n['link']}", {"renew": "1"}, leads=200),
        ],
        "/staff/samples/<code>/rechecks": [Sent(f"{sample}/rechecks", {"percent": "100", "seed": "1"})],
        "/staff/units/<int:number>/cases": [
            Sent(f"{home}/cases", CASES | {"period_from": "01/10/2025", "period_to": "31/12/2025"})
        ],
        "/staff/units/<int:number>/cases/<int:row_number>": [Sent(f"{home}/cases/{n['cases']}", CASES)],
        "/staff/units/<int:number>/figures": [Sent(f"{home}/figures", FIGURE | {"year": "2023"})],
        "/staff/units/<int:number>/figures/<int:row_number>": [Sent(f"{home}/figures/{n['figure']}", FIGURE)],
        "/staff/units/import/<sort>": [
            Sent(
                "/staff/units/import/units",
                {"units": b"code,kind,name,valid_from,parent\nxa-m,commune,M,2026-01-01,tinh-mau\n"},
                leads=200,
            )
        ],
        "/staff/units/merge": [Sent("/staff/units/merge", MERGER, leads=200)],
        "/staff/units/split": [Sent("/staff/units/split", SPLIT, leads=200)],
        "/staff/waves/<code>/<any(approve,open,close,freeze,review,'approve-results',publish,extend):deed>": [
            *(wave(DRAFT, "approve"), wave(APPROVED, "open"), wave(OPEN, "close")),
            *(wave(CLOSED, "freeze", early="1"), wave(FROZEN, "review", until=today)),
            wave(FROZEN, "approve-results", number="9/QĐ", decided_on=today, early="1"),
            *(wave(DECIDED, "publish"), wave(RATING, "extend", closes=later)),
        ],
        "/staff/waves/<code>/doors": [Sent(f"/staff/waves/{APPROVED}/doors", {"modes": "phone"}, leads=200)],
        "/staff/waves/<code>/doors/<int:number>/poster": [
            Sent(
                f"/staff/waves/{APPROVED}/doors/{door[f'{APPROVED}-so-y-te']}/poster",
                {"link": f"http://localhost/s/{APPROVED}-so-y-te"},
                leads=200,
            )
        ],
        "/staff/waves/<code>/doors/<int:number>/revoke": [
            wave(APPROVED, f"doors/{door[f'{APPROVED}-so-y-te']}/revoke")
        ],
        "/staff/waves/<code>/edit": [Sent(f"/staff/waves/{DRAFT}/edit", plan)],
        "/staff/waves/<code>/rehearsal": [wave(APPROVED, "rehearsal", do="start")],
        "/staff/waves/<code>/requests/<int:number>": [
            wave(REVIEW, f"requests/{n['request']}", outcome="kept", text="Đã xem")
        ],
        "/staff/waves/<code>/units": [
            wave(
                DRAFT,
                "units",
                list="unit,procedure,population,target\nso-y-te,,400,100\n",
                margin="5",
                do="save",
            )
        ],
        "/staff/waves/new": [Sent("/staff/waves/new", plan)],
    }


MERGER = {
    **{"day": "01/01/2027", "old-1": "so-y-te", "share-1": "100", "old-2": "so-noi-vu", "share-2": "100"},
    **{"code": "moi", "name": "Cơ quan mới", "kind": "department", "parent": "tinh-mau"},
}
SPLIT = {
    **{
        "day": "01/01/2027",
        "old": "so-y-te",
        "ends": "yes",
        "code-1": "m1",
        "share-1": "50",
        "name-1": "Một",
    },
    **{"code-2": "m2", "share-2": "50", "name-2": "Hai", "kind-1": "department", "kind-2": "department"},
    **{"parent-1": "tinh-mau", "parent-2": "tinh-mau"},
}
