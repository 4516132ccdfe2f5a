import socket
import urllib.error
import urllib.request

import pytest

from kb.web.app import create_app
from kb.web.server import ServerError, listen
from tests.web_site import Fixed


def test_the_app_answers_within_the_block_and_not_after_it() -> None:
    with listen(create_app(Fixed(None)), "127.0.0.1", 0) as server:
        with pytest.raises(urllib.error.HTTPError) as answer:
            urllib.request.urlopen(server.address + "/healthz", timeout=5)
        status = answer.value.code
        answer.value.close()
    server.thread.join(5)

    assert status == 503
    assert not server.thread.is_alive()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(server.address + "/healthz", timeout=5)


def test_a_busy_port_says_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with (
            pytest.raises(ServerError) as error,
            listen(create_app(Fixed(None)), "127.0.0.1", port),
        ):
            pass

    assert str(error.value) == f"port {port} of 127.0.0.1 is in use by another program; choose another with --port"
