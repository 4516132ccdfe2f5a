"""Embed a content in the background; find documents by meaning."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from kb.search.answers import Meaning
from kb.search.nearness import (
    NOTHING_NEAR,
    EmbeddingInputs,
    Near,
    VectorIndex,
    build_vector_index,
    nearest,
)
from kb.storage import Report
from kb.vectors.cache import VectorCache
from kb.vectors.model import Model, ModelBusyError, ModelError, Vector, Vectors
from kb.vectors.queries import Aside, QueryVectors

_CHUNK = 4
"""Texts a request: with more, readers of the content as it was before, and a stop, would have to wait for them."""
_CHUNK_SECONDS = 120.0
"""How long the embeddings of a request may take."""
_REPORT_EVERY = 320
"""Texts between two lines of progress."""
_WAITS_SECONDS = (0.0, 1.0, 5.0, 15.0, 60.0)
"""How long to wait before the model is started again, the last one time after time."""

_Make = Callable[[list[str], float], Vectors]
"""Embeds texts within so many seconds."""


class MeaningModel:
    """The model and its cache, shared by all contents that one process serves."""

    def __init__(self, folder: Path, aside: Aside = nullcontext) -> None:
        """Keep vectors in *folder*; threads wait for those of queries in *aside*."""
        self.model = Model()
        self.cache = VectorCache(folder)
        self.queries = QueryVectors(self.model, aside)

    def close(self) -> None:
        """End the model's process."""
        self.model.close()


class MeaningIndex:
    """The vectors of one content; before they are ready, and whenever the model fails, nothing is near."""

    def __init__(
        self,
        model: MeaningModel,
        inputs: Callable[[], EmbeddingInputs],
        report: Report,
        before: "MeaningIndex | None" = None,
    ) -> None:
        self._model = model
        self._report = report
        self._inputs = inputs
        self._total = 0
        self._before = before.ready if before else None
        self.ready: VectorIndex | None = None
        """The vectors, once they are made."""
        self._is_failed = False
        self._ended = threading.Event()
        self._done = 0
        self._thread = threading.Thread(target=self._prepare, name="meaning", daemon=True)
        self._thread.start()

    @property
    def state(self) -> Meaning:
        """Whether meaning takes part in answers now."""
        if self._is_failed:
            return "failed"
        return "starting" if self.ready is None else "ready"

    @property
    def progress(self) -> tuple[int, int]:
        """How many texts have their vectors, of how many."""
        return self._done, self._total

    @property
    def process_id(self) -> int | None:
        """The id of the model's process while it runs."""
        return self._model.model.process_id

    def near(self, text: str) -> Near | None:
        """Return the documents near to a query, or None while meaning has no part in answers."""
        ready = self.ready
        if ready is None or self._is_failed:
            return None
        try:
            vector = self._model.queries.vector(text)
        except ModelBusyError:
            # Better an answer by words than one that comes too late.
            return None
        except ModelError as error:
            self._fail(error)
            return None
        return nearest(ready, vector) if vector is not None else NOTHING_NEAR

    def wait(self) -> Meaning:
        """Return the state once the vectors are made, or cannot be."""
        self._thread.join()
        return self.state

    def close(self) -> None:
        """Stop making vectors."""
        self._ended.set()

    def _prepare(self) -> None:
        model, before, self._before = self._model.model, self._before, None
        inputs = self._inputs()
        self._total = len(inputs.texts) + len(inputs.queries)
        known = dict(zip(before.inputs.texts, before.vectors, strict=True)) if before else {}
        texts = self._vectors("passage", tuple(inputs.texts), known, model.passages)
        typical = self._vectors("query", inputs.queries, {}, model.queries) if texts is not None else None
        if texts is None or typical is None:
            return
        # A process that has not been asked yet would take a moment to begin.
        if self._asked(model.queries, ["model"]) is not None:
            self.ready = build_vector_index(inputs, texts, typical, before)

    def _vectors(
        self, kind: str, texts: tuple[str, ...], known: Mapping[str, Vector], make: _Make
    ) -> dict[str, Vector] | None:
        """Return the vectors of *texts*, made where none is *known* or cached; None once this is closed."""
        found = {text: known[text] for text in texts if text in known}
        cache = self._model.cache
        found |= cache.find(kind, [text for text in texts if text not in found])
        missing = [text for text in texts if text not in found]
        self._done += len(texts) - len(missing)
        for start in range(0, len(missing), _CHUNK):
            if start % _REPORT_EVERY == 0:
                self._report(f"Search by meaning: made {self._done} of {self.progress[1]} vectors.")
            some = missing[start : start + _CHUNK]
            vectors = self._asked(make, some)
            if vectors is None:
                return None
            made = dict(zip(some, vectors, strict=True))
            cache.add(kind, made)
            found.update(made)
            self._done += len(some)
        return found

    def _asked(self, make: _Make, texts: list[str]) -> Vectors | None:
        """Return the vectors of *texts*, trying again as often as it takes; None once this is closed."""
        for _ in self._attempts():
            try:
                vectors = make(texts, _CHUNK_SECONDS)
            except ModelError as error:
                self._report_failure(error)
            else:
                self._is_failed = False
                return vectors
        return None

    def _attempts(self) -> Iterator[int]:
        number = 0
        while not self._ended.wait(_WAITS_SECONDS[min(number, len(_WAITS_SECONDS) - 1)]):
            yield number
            number += 1

    def _fail(self, error: ModelError) -> None:
        """Answer by words from now on, and start the model again beside that."""
        if not self._is_failed:
            self._report_failure(error)
            revive = partial(self._asked, self._model.model.queries, ["model"])
            threading.Thread(target=revive, name="meaning", daemon=True).start()

    def _report_failure(self, error: ModelError) -> None:
        if not self._is_failed:
            self._report(f"Search by meaning is unavailable: {error}")
        self._is_failed = True
