"""Embed queries: each once, batched, shared by waiting threads."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice

from kb.vectors.cleaning import QUERY_LENGTH, clean, in_plain_letters
from kb.vectors.model import Model, ModelBusyError, ModelError, Vector

SECONDS = 1.5
"""How long a query waits for others, and how long its own vector may take then."""
_MOST_KEPT = 1000
"""Vectors that are kept for equal queries."""
_MOST_TOGETHER = 8
"""Queries that the model is asked at once: each waits for all of them."""

Aside = Callable[[], AbstractContextManager[object]]
"""Makes the context in which a thread waits, so that another one may take its place."""


class QueryVectors:
    """The vectors of queries, for any number of threads.

    Whoever finds the model idle asks it for all that are waiting by then; the others wait for their own vector
    and for nothing else.
    """

    def __init__(self, model: Model, aside: Aside = nullcontext) -> None:
        """Ask *model*; threads wait in *aside*."""
        self._model = model
        self._aside = aside
        self._kept: OrderedDict[str, Vector] = OrderedDict()
        self._asked: OrderedDict[str, Future[Vector]] = OrderedDict()
        self._is_busy = False
        self._changed = threading.Condition()

    def vector(self, text: str) -> Vector | None:
        """Return the vector of a query, None where nothing of it can be read.

        ModelBusyError where too many are waiting, ModelError where the model has failed.
        """
        text = clean(in_plain_letters(text), QUERY_LENGTH)
        if not text:
            return None
        with self._changed:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
            asked = self._asked.setdefault(text, Future())
        with self._aside(), self._changed:
            self._see_to(asked)
        return asked.result()

    def _see_to(self, asked: "Future[Vector]") -> None:
        """Return once *asked* is answered, by this thread or another one."""
        deadline = time.monotonic() + SECONDS
        while not asked.done():
            seconds = deadline - time.monotonic()
            if seconds <= 0:
                raise ModelBusyError("too many ask the model at once; try again")
            if self._is_busy:
                self._changed.wait(seconds)
            else:
                self._ask(list(islice(self._asked, _MOST_TOGETHER)))

    def _ask(self, texts: Sequence[str]) -> None:
        """Have the model make the vectors of *texts*, while others come and go."""
        failure: ModelError | None = None
        with self._leaving():
            try:
                vectors = self._model.queries(texts, SECONDS)
            except ModelError as error:
                failure = error
        for number, text in enumerate(texts):
            asked = self._asked.pop(text)
            if failure is None:
                self._kept[text] = vectors[number].copy()
                asked.set_result(self._kept[text])
            else:
                asked.set_exception(failure)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        self._is_busy = True
        self._changed.release()
        try:
            yield
        finally:
            self._changed.acquire()
            self._is_busy = False
            self._changed.notify_all()
