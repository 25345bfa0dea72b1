"""The application as a WSGI server starts it."""

from survey import create_app

app = create_app()
