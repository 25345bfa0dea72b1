"""The addresses of this area of staff: fieldwork."""

from __future__ import annotations

ADDRESSES: set[tuple[str, str]] = {
    ("GET", "/staff/fieldwork"),
    ("GET", "/staff/fieldwork/<code>"),
    ("GET", "/staff/fieldwork/<code>/board.csv"),
    ("GET", "/staff/fieldwork/<code>/doors"),
    ("GET", "/staff/jobs"),
    ("GET", "/staff/jobs/<int:number>/files/<int:file_number>"),
    ("GET", "/staff/jobs/new"),
    ("POST", "/staff/jobs/new"),
    ("GET", "/staff/jobs/retention"),
    ("POST", "/staff/jobs/retention"),
    ("POST", "/staff/jobs/<int:number>/retry"),
}
