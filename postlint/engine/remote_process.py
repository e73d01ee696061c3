"""The process that checks chunks on a worker: packs and chunks come through standard input, results go to standard output."""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO

from postlint.engine import mirror
from postlint.engine.chunks import Chunk, brief, check_chunk
from postlint.engine.post import Checked
from postlint.engine.remote import CHUNK, DONE, FAILED, PACK, Orders, receive, send
from postlint.files.cache import use_folder
from postlint.model import Diagnostic
from postlint.model.plan import Plan


class _Checker:
    """What this process knows; `base` is the folder that the client's files are written below, if they are sent."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._base: Path | None = None

    def learn(self, pack: Orders | mirror.Sent) -> None:
        if isinstance(pack, Orders):
            self._obey(pack)
        else:
            mirror.take(pack, self._base)

    def _obey(self, orders: Orders) -> None:
        from postlint.repository.history import learn_arrivals

        self._base = self._scratch / "root" if orders.written else None
        brief(orders.briefing._replace(plans=[self._moved(plan) for plan in orders.briefing.plans]))
        use_folder(self._scratch / "cache")  # what is kept between runs, the client keeps
        folder = mirror.moved(orders.folder, self._base)
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
        learn_arrivals({str(mirror.moved(Path(file), self._base)): one for file, one in orders.arrivals.items()})

    def _moved(self, plan: Plan) -> Plan:
        schema = plan.schema and mirror.moved(plan.schema, self._base)
        return replace(plan, root=mirror.moved(plan.root, self._base), schema=schema)

    def check(self, chunk: Chunk) -> list[Checked]:
        here = tuple(
            one._replace(file=one.file and mirror.moved(one.file, self._base), shown=self._there(one.shown))
            for one in chunk
        )
        return [self._back(result) for result in check_chunk(here)]

    def _there(self, shown: str) -> str:
        return str(mirror.moved(Path(shown), self._base)) if os.path.isabs(shown) else shown

    def _back(self, result: Checked) -> Checked:
        if self._base is None:
            return result
        return result._replace(diagnostics=[self._at_home(one) for one in result.diagnostics])

    def _at_home(self, one: Diagnostic) -> Diagnostic:
        base = self._base.as_posix() if self._base else ""
        related = tuple(other._replace(path=other.path.removeprefix(base)) for other in one.related)
        return replace(one, path=one.path.removeprefix(base), related=related)


def serve(source: IO[bytes], out: IO[bytes]) -> None:
    """Answer every chunk until nobody asks any more."""
    with tempfile.TemporaryDirectory(prefix="postlint-", ignore_cleanup_errors=True) as scratch:
        checker = _Checker(Path(scratch).resolve())
        home = os.getcwd()
        trouble = ""
        while True:
            try:
                kind, data = receive(source)
            except EOFError:
                os.chdir(home)
                return
            try:
                if kind == PACK:
                    checker.learn(pickle.loads(data))
                elif kind == CHUNK:
                    results = [] if trouble else checker.check(pickle.loads(data))
                    send(out, FAILED if trouble else DONE, trouble.encode() if trouble else pickle.dumps(results))
            except Exception as error:  # the client says it; here nobody would read it
                trouble = f"{type(error).__name__}: {error}"
                if kind == CHUNK:
                    send(out, FAILED, trouble.encode())
                    trouble = ""


def main() -> None:
    source, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # whatever prints must not end up between results
    serve(source, out)


if __name__ == "__main__":
    main()
