"""What is known of one document that an editor has open: its text of now, and what was found in it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.engine.run import in_order
from postlint.server.positions import Ruler
from postlint.text.edits import carried

if TYPE_CHECKING:
    from postlint.model import Diagnostic, Rule
    from postlint.model.plan import Job, Outcome


@dataclass(frozen=True, slots=True)
class Known:
    """What was found in one version of a document."""

    job: Job
    found: Outcome
    ruler: Ruler

    @property
    def rules(self) -> Mapping[str, Rule]:
        return self.job.plan.rules


@dataclass(eq=False, slots=True)
class OpenPost:
    """One open document. `stamp` counts what makes earlier findings stale: edits, and changes of settings or site."""

    uri: str
    file: Path
    text: str
    version: int | None
    stamp: int = 0
    known: Known | None = None
    known_stamp: int = -1
    web: tuple[str, tuple[Diagnostic, ...]] = ("", ())  # what the web said of the links of a saved text
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    def edit(self, text: str, version: int | None) -> None:
        self.text, self.version = text, version
        self.stamp += 1

    def with_web(self, found: Outcome) -> Outcome:
        """With what the web said of links, where those still stand."""
        before, said = self.web
        kept = [(one, carried(one.span, before, self.text)) for one in said]
        moved = [replace(one, span=span, fix=None if before != self.text else one.fix) for one, span in kept if span]
        sources = {**found.sources, **{one.path: self.text for one in moved}}
        return replace(found, diagnostics=in_order([*found.diagnostics, *moved]), sources=sources)
