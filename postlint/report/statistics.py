"""An Outcome becomes a table of how often each rule spoke, most frequent first.

`[*]` marks a rule whose every finding `--fix` repairs; of others it says how many.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postlint.report.terminal import FIXABLE, visible

if TYPE_CHECKING:
    from postlint.model.plan import Outcome


def render_statistics(outcome: Outcome) -> str:
    """One line a rule: count, rule, mark. Empty where nothing was found."""
    counts = Counter(diagnostic.rule for diagnostic in outcome.diagnostics)
    fixable = Counter(d.rule for d in outcome.diagnostics if d.fix is not None and d.fix.safe)
    if not counts:
        return ""
    digits = len(str(max(counts.values())))
    widest = max(len(visible(rule)) for rule in counts)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(
        f"{count:>{digits}}  {visible(rule):<{widest}}  {_mark(fixable[rule], count)}".rstrip() + "\n"
        for rule, count in rows
    )


def _mark(fixable: int, count: int) -> str:
    if not fixable:
        return ""
    return FIXABLE if fixable == count else f"{FIXABLE} {fixable} of them"
