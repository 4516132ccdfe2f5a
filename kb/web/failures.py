"""Errors as the reader sees them: a page in the reader's language, or a JSON object."""

from typing import Any

from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from kb.errors import UsageError
from kb.interface.catalogues import translatable
from kb.web.context import StartingError
from kb.web.reader import gettext

CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    410: "gone",
    500: "internal_error",
    503: "starting",
}

TITLES = {
    400: translatable("This request cannot be answered"),
    404: translatable("There is nothing here"),
    405: translatable("This cannot be done here"),
    410: translatable("This is no longer here"),
    500: translatable("Something went wrong"),
    503: translatable("Rolebook is starting"),
}

MESSAGES = {
    404: translatable("The address leads to no page. It may be mistyped, or what it named was never here."),
    405: translatable("This address is read-only."),
    408: translatable("The request took too long to arrive. Please try again."),
    410: translatable("What was at this address has been removed, and nothing replaces it."),
    413: translatable("More was sent than this site reads."),
    431: translatable("The address, or what the browser sent with it, is too long."),
    500: translatable("The fault is ours. Please try again, or go on from the home page."),
    503: translatable("The library and the search index are being built. Please try again in a moment."),
}
_BAD_REQUEST = translatable("Bad request.")


def handle_failures(app: Flask) -> None:
    """Show every error of *app* as a page or as JSON."""
    app.register_error_handler(UsageError, _usage)
    app.register_error_handler(StartingError, _starting)
    app.register_error_handler(HTTPException, _http)


def _usage(error: UsageError) -> ResponseReturnValue:
    return _answer(400, error.code, str(error))


def _starting(_: StartingError) -> ResponseReturnValue:
    response = make_response(_answer(503, CODES[503], gettext(MESSAGES[503])))
    response.headers["Retry-After"] = "2"
    return response


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    message = MESSAGES.get(status)
    code = CODES.get(status, error.name.lower().replace(" ", "_"))
    response = make_response(_answer(status, code, gettext(message or _BAD_REQUEST)))
    kept: Any = error.get_headers()
    response.headers.extend((name, value) for name, value in kept if name == "Allow")
    return response


def _answer(status: int, code: str, message: str) -> ResponseReturnValue:
    if request.path.startswith(("/api/", "/healthz")):
        return jsonify({"error": {"code": code, "message": message}}), status
    title = gettext(TITLES.get(status, TITLES[400]))
    return render_template("error.html", title=title, message=message, status=status, page=None), status
