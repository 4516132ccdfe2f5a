"""Requests that never reach the app, being no HTTP, too large or too slow: the app's own page says so."""

import io
import sys
from typing import Any

from flask import abort, request
from waitress.task import ErrorTask  # type: ignore[import-untyped]  # waitress has no types
from werkzeug.wrappers import Response

_REFUSED = "kb.refused"
"""The status of a refusal in the WSGI environment; what visitors send begins with HTTP_."""


def refuse_here() -> None:
    """Answer with an error where the server has refused the current request already."""
    if status := request.environ.get(_REFUSED):
        abort(status)


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """Answers a refused request as the app shows errors, and hangs up."""

    def execute(self) -> None:
        """Write the answer."""
        self.channel.lingers = True
        try:
            answer: Response | None = Response.from_app(
                self.channel.server.application, _environ(self.request), buffered=True
            )
        except Exception:  # noqa: BLE001  # Whatever is wrong with the app: this is the last that can be said.
            answer = None
        if answer is None or answer.status_code != self.request.error.code:
            super().execute()
            return
        content = answer.get_data()
        self.status = answer.status
        self.response_headers.extend(answer.headers)
        self.set_close_on_finish()
        self.content_length = len(content)
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else content)


def _environ(refused: Any) -> dict[str, Any]:
    """Return what the app needs to answer a *refused* request, of which it may not even have the address."""
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": getattr(refused, "path", "/") or "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT_LANGUAGE": refused.headers.get("ACCEPT_LANGUAGE", ""),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        _REFUSED: refused.error.code,
    }
