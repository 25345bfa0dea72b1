"""Choose the compact part of the references: `python select_cases.py WHOLE COMPACT`.

A case is taken when it shows something that no case before it in its file showed: a design, a level, an
operation, a method, a kind of domain. Cases without a design are taken at even steps. Inputs keep the
columns that the chosen cases name; data that may not be copied (paths with data:, files given by
`--without`) stays out, and so do cases of more than 9,000 characters where the file has others.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LONGEST = 9_000
FEWEST = 24


def main() -> None:
    """Write the compact folder beside its scripts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("whole", type=Path)
    parser.add_argument("compact", type=Path)
    parser.add_argument("--without", nargs="*", default=["kcmo_scale.csv", "ranks_pisa.csv"])
    given = parser.parse_args()
    named: dict[str, set[str]] = {}
    for path in sorted(given.whole.glob("*.json")):
        whole = json.loads(path.read_text(encoding="utf-8"))
        cases = [_without_checks(case) for case in _chosen(_allowed(whole["cases"], given.without))]
        if not cases:
            continue
        meta = whole["meta"] | {"n_cases": len(cases), "of": len(whole["cases"])}
        _write(given.compact / path.name, meta, cases)
        for case in cases:
            file = (case.get("design_spec") or case).get("file")
            if file:
                # A funnel names no columns; they are always these.
                named.setdefault(file, {"unit", "n", "k"}).update(_strings(case))
    for file, words in sorted(named.items()):
        _copy(given.whole / "inputs" / file, given.compact / "inputs" / file, words)


def _allowed(cases: list[dict[str, Any]], without: list[str]) -> list[dict[str, Any]]:
    files = [(case.get("design_spec") or case).get("file", "") for case in cases]
    free = [
        case
        for case, file in zip(cases, files, strict=True)
        if not file.startswith("data:") and file not in without
    ]
    return [case for case in free if len(json.dumps(case)) <= LONGEST] or free


def _chosen(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not any("design_spec" in case for case in cases):
        step = max(1, len(cases) // FEWEST)
        return [case for place, case in enumerate(cases) if place % step == 0 or place == len(cases) - 1]
    seen: set[str] = set()
    result = []
    for case in cases:
        shown = set(_shown(case))
        if shown - seen:
            result.append(case)
        seen |= shown
    return result


def _shown(case: dict[str, Any]) -> Iterator[str]:
    """What a case shows, in words that can be compared."""
    kind = case["statistic"]
    design = json.dumps(case["design_spec"])
    domain = [(each["column"], each["op"]) for each in case.get("domain_spec", [])]
    yield f"{kind} {design}"
    yield f"{kind} {sorted(case)}"
    yield f"{kind} domain {domain} {case['design_spec']['strata']} {len(case['design_spec']['id'])}"
    for name in ("level", "degenerate", "lonely_psu", "adjust_domain_lonely", "kind", "calfun", "by", "type"):
        yield f"{kind} {name} {case.get(name)}"
    if "lonely_psu" in case:
        yield f"{kind} {case['lonely_psu']} {case['adjust_domain_lonely']} {case.get('error')}"
    if "indicator" in case:
        yield f"{kind} {case['indicator']['op']} {case['indicator']['column']}"
    if kind in ("weighting", "replicate", "wave_difference"):
        yield case["id"]
    yield f"{kind} nulls {sorted(name for name, value in case.items() if value is None)} {len(case.get('items', []))}"
    yield f"{kind} df {min(case.get('df') or 0, 8)} {design}"


def _without_checks(case: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in case.items() if name != "check"}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.split(":")
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _write(path: Path, meta: dict[str, Any], cases: list[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), ensure_ascii=False) for case in cases)
    text = f'{{"meta":{json.dumps(meta, ensure_ascii=False)},\n"cases":[\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path, words: set[str]) -> None:
    with source.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    wanted = [place for place, name in enumerate(header) if name in words or _pattern(name, words)]
    wanted = wanted or list(range(len(header)))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([row[place] for place in wanted] for row in [header, *rows])


def _pattern(name: str, words: set[str]) -> bool:
    return any(word.endswith("*") and name.startswith(word[:-1]) for word in words)


if __name__ == "__main__":
    main()
