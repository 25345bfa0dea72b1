"""The textbook's survey page: a RadioField for each item, a Session for each ballot, answers as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask, redirect, render_template_string, request
from sqlalchemy import JSON, Column, Engine, create_engine, event
from sqlalchemy.orm import registry
from sqlmodel import Field, Session, SQLModel
from werkzeug import Response
from wtforms import Form, RadioField, StringField
from wtforms.validators import InputRequired, Optional

from tests.bench.cast import ITEMS, text_of

CHOICES = [
    ("5", "Rất hài lòng"),
    ("4", "Hài lòng"),
    ("3", "Bình thường"),
    ("2", "Không hài lòng"),
    ("1", "Rất không hài lòng"),
    ("?", "Không có ý kiến"),
]
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Phiếu đo</title></head>
<body><h1>Mức độ hài lòng</h1><form method="post">
{% for field in form %}
{% if field.type == "RadioField" %}<fieldset><legend>{{ field.label.text }}</legend>{{ field() }}
{% for error in field.errors %}<p class="error">{{ error }}</p>{% endfor %}</fieldset>
{% else %}{{ field() }}{% endif %}
{% endfor %}
<button>Gửi</button></form></body></html>"""


class Textbook(SQLModel, registry=registry()):
    """Tables of their own, apart from the application's."""


class Response40(Textbook, table=True):
    """One ballot, its answers as a JSON object."""

    __tablename__ = "response"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(index=True)
    day: dt.date
    language: str
    answers: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))


def radio_form(items: int) -> type[Form]:
    """The form class, made once."""
    fields: dict[str, Any] = {
        f"q{number}": RadioField(
            f"Ông/Bà hài lòng ở mức nào về {text_of(number)}?", choices=CHOICES, validators=[InputRequired()]
        )
        for number in range(1, items + 1)
    }
    fields["language"] = StringField(validators=[Optional()])
    return type("RadioForm", (Form,), fields)


def textbook_app(database: str) -> Flask:
    """The application of one worker."""
    app, form_class, engine = Flask("textbook"), radio_form(ITEMS), durable_engine(database)

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.get("/thanks")
    def thanks() -> str:
        return "Cảm ơn"

    @app.route("/", methods=["GET", "POST"])
    def answer() -> str | Response | tuple[str, int]:
        form = form_class(request.form if request.method == "POST" else None)
        if request.method == "GET":
            return render_template_string(PAGE, form=form)
        if not form.validate():
            return render_template_string(PAGE, form=form), 422
        answers = {name: value for name, value in form.data.items() if name.startswith("q")}
        with Session(engine) as session:
            session.add(Response40(unit_id=1, day=dt.date.today(), language="vi", answers=answers))
            session.commit()
        return redirect("/thanks", 303)

    return app


def durable_engine(database: str) -> Engine:
    """As safe as ours: a commit is on the disk before it returns, and nobody gives up waiting."""
    engine = create_engine(database, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _set(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine


def create_tables(database: str) -> None:
    """The table of the textbook, in a new file."""
    engine = durable_engine(database)
    Response40.metadata.create_all(engine)
    engine.dispose()
