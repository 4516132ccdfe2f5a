"""Every measurement, one after another: python -m bench [--queries PATH] [--json]."""

import argparse
import json
from pathlib import Path

from bench import relevance, speed
from kb.places import content_folder


def main() -> None:
    """Print the tables, or JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--queries", type=Path, help="a relevance set, such as queries.tsv")
    parser.add_argument("--content", type=Path, default=content_folder())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = {"speed": speed.measure(options.content)}
    if options.queries:
        found["relevance"] = relevance.measure(options.content, options.queries)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    print(speed.table(found["speed"]))
    print("\n" + relevance.table(found["relevance"]) if options.queries else "\n(no relevance without --queries)")


if __name__ == "__main__":
    main()
