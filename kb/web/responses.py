"""What every response carries: headers that keep browsers safe, and what lets them ask only for changes."""

from flask import Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_UNCHANGING = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


def finish(response: Response) -> Response:
    """Add the headers, and turn an answer that the browser already has into 304."""
    response.headers.extend(SECURITY_HEADERS)
    if request.method not in {"GET", "HEAD"} or response.status_code != 200:
        return response
    versioned = request.path.startswith("/static/") and "v" in request.args
    response.headers["Cache-Control"] = _UNCHANGING if versioned else _ASK_AGAIN
    if request.endpoint == "site.healthz":
        response.headers["Cache-Control"] = "no-store"
        return response
    response.add_etag()
    response.make_conditional(request)
    return response
