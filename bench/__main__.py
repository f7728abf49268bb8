"""`python -m bench`: make the data unless they stand, measure, print the table, write `var/bench.json`."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

import django

from bench import place

REPORT = Path(__file__).parents[1] / "var" / "bench.json"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--scale", type=float, default=0.02, help="1 is a million people; 0.02 takes a few minutes")
    parser.add_argument("--rounds", type=int, default=100, help="how often each way of each task is asked")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the data for the next run of this scale and seed")
    parser.add_argument("--cluster", default="postgres", help="the private PostgreSQL below var/ that holds the data")
    parser.add_argument("--report", type=Path, default=REPORT, help="where the figures are written")
    said = parser.parse_args()
    lease = place.prepare_environment(said.cluster)
    django.setup()
    run = importlib.import_module("bench.run")  # its models need the settings
    try:
        run.run(said.scale, said.rounds, said.seed, said.report)
    finally:
        if not said.keep:
            place.drop()
        lease.close()


if __name__ == "__main__":
    main()
