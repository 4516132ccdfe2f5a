import socket
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from kb.web.app import create_app
from kb.web.server import ServerError, listen
from kb.web.threads import AT_ONCE
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


def test_readers_who_wait_for_a_thread_are_no_news(caplog: pytest.LogCaptureFixture) -> None:
    at_once = threading.Barrier(AT_ONCE + 1)
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: str(at_once.wait(10)))

    with listen(app, "127.0.0.1", 0) as server, ThreadPoolExecutor(2 * AT_ONCE + 2) as readers:

        def ask(_: int) -> int:
            with urllib.request.urlopen(server.address, timeout=30) as response:
                status: int = response.status
                return status

        waiting = [readers.submit(ask, number) for number in range(2 * AT_ONCE)]
        # Once to fill the threads, and once for those that waited.
        for _ in range(2):
            at_once.wait(10)
        assert [each.result() for each in waiting] == [200] * 2 * AT_ONCE

    assert caplog.messages == []
