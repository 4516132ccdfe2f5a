import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from kb.web.server import listen
from kb.web.threads import AT_ONCE, MOST_ASIDE, Threads

SECONDS = 60


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:
        body: bytes = answer.read()
    return body.decode()


def test_who_waits_for_another_process_keeps_nobody_waiting() -> None:
    threads, app = Threads(), Flask(__name__)
    other_process, waiting = threading.Event(), threading.Semaphore(0)

    def wait() -> str:
        with threads.aside():
            waiting.release()
            return str(other_process.wait(SECONDS))

    app.add_url_rule("/waiting", "waiting", wait)
    app.add_url_rule("/", "here", lambda: "here")
    with listen(app, "127.0.0.1", 0, threads) as server, ThreadPoolExecutor(MOST_ASIDE) as readers:
        asked = [readers.submit(get, server.address + "/waiting") for _ in range(MOST_ASIDE)]
        for _ in asked:
            assert waiting.acquire(timeout=SECONDS)
        here = [get(server.address) for _ in range(3)]
        other_process.set()

        assert [each.result(SECONDS) for each in asked] == ["True"] * MOST_ASIDE
    assert here == ["here"] * 3


def test_afterwards_there_are_as_many_threads_as_before() -> None:
    threads = Threads()
    threads.start()
    for _ in range(20):
        with threads.aside(), threads.aside():
            pass
    numbers = len(threads.threads) - threads.stop_count
    threads.stop(SECONDS)

    assert numbers == AT_ONCE
    with threads.aside():
        assert not threads.threads
