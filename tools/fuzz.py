"""Inputs that no author would write go in by the thousand, and what they broke comes out.

    python tools/fuzz.py --cases 20000                    # of each kind, made by structure (hypothesis)
    python tools/fuzz.py --kind header --cases 100000 --seed 7
    python tools/fuzz.py --kind body --coverage 600       # seconds, led by coverage (needs atheris)

A case fails where the check raises, says that it failed or did not finish, or reports what no encoding holds. Each failure is
printed with its text, once for each place in the code.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.fuzzing import strategy_of
from tests.tries import KINDS, Try


class Campaign:
    """How many cases were tried, and the failures by the place in the code."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.cases = 0
        self.failures: dict[str, str] = {}
        self.attempt: Try = KINDS[kind]

    def run(self, text: str) -> None:
        """Try one text; keep what went wrong."""
        self.cases += 1
        try:
            fault = self.attempt(text)
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            fault = f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
        if fault and _place(fault) not in self.failures:
            self.failures[_place(fault)] = fault
            print(f"{self.kind}: {fault[:300]}\n    {text[:400]!r}", flush=True)


def _place(fault: str) -> str:
    return fault.rpartition("(")[2]


def by_structure(campaign: Campaign, cases: int, seed: int) -> None:
    """Texts that are put together from the parts of what is attacked."""

    @seeded(seed)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(strategy_of(campaign.kind))
    def every(text: str) -> None:
        campaign.run(text)

    every()


def by_coverage(campaign: Campaign, seconds: int) -> None:
    """Texts that atheris makes from those that reached new code; ends this process."""
    import atheris

    def one(raw: bytes) -> None:
        campaign.run(raw.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode("utf-8"))

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096"], one)
    atheris.Fuzz()


def main() -> int:
    """Run the campaigns; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=list(KINDS), action="append")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--coverage", type=int, default=0, metavar="SECONDS")
    asked = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["XDG_CACHE_HOME"] = folder
        for kind in asked.kind or KINDS:
            campaign, began = Campaign(kind), time.monotonic()
            if asked.coverage:
                by_coverage(campaign, asked.coverage)
            else:
                by_structure(campaign, asked.cases, asked.seed)
            failed += len(campaign.failures)
            took = time.monotonic() - began
            print(f"{kind}: {campaign.cases:,} cases in {took:.0f} s, {len(campaign.failures)} failures", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
