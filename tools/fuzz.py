"""Inputs that no author would write go in by the thousand, and what they broke comes out.

    python tools/fuzz.py --cases 20000                    # of each kind, made by structure (hypothesis)
    python tools/fuzz.py --kind header --cases 100000 --seed 7
    python tools/fuzz.py --kind body --coverage 600       # seconds, led by coverage (needs atheris, on Linux)

A case fails where the check raises, says that it failed or did not finish, or reports what no encoding holds. Each failure is
printed with its text, once for each place in the code.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FunctionType

sys.path.insert(0, str(Path(__file__).parent.parent))

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

import postlint
from tests.fuzzing import strategy_of
from tests.tries import KINDS, Try

_SEEDS = 300  # texts that a campaign led by coverage begins with


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


def by_coverage(campaign: Campaign, seconds: int, seed: int) -> None:
    """Texts that atheris makes from those that reached new code, in a process of its own, which it ends."""
    known, told = Path("corpus"), Path("told")
    known.mkdir(exist_ok=True)
    seeds = Campaign(campaign.kind)
    seeds.attempt = lambda text: _write(known / str(seeds.cases), text)
    by_structure(seeds, _SEEDS, seed)
    child = os.fork()
    if child == 0:
        _led(campaign, seconds, known, told)
    os.waitpid(child, 0)
    cases, *failures = told.read_text(encoding="utf-8").splitlines() if told.exists() else ["0", "atheris said nothing"]
    campaign.cases, campaign.failures = int(cases), dict.fromkeys(failures, "")
    shutil.rmtree(known)


def _write(file: Path, text: str) -> str:
    file.write_bytes(text.encode("utf-8", "replace"))
    return ""


def _led(campaign: Campaign, seconds: int, known: Path, told: Path) -> None:
    import atheris

    def one(raw: bytes) -> None:
        campaign.run(raw.decode("utf-8", "replace"))
        told.write_text("\n".join((str(campaign.cases), *campaign.failures)), encoding="utf-8")

    for module in pkgutil.walk_packages(postlint.__path__, "postlint."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and str(found.__module__).startswith("postlint."):
            atheris.instrument_func(found)
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=4096", "-verbosity=0", str(known)], one)
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
                by_coverage(campaign, asked.coverage, asked.seed)
            else:
                by_structure(campaign, asked.cases, asked.seed)
            failed += len(campaign.failures)
            took = time.monotonic() - began
            print(f"{kind}: {campaign.cases:,} cases in {took:.0f} s, {len(campaign.failures)} failures", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
