"""The findings of a run and those of them that count go in; out of a later run over the same posts the others are left out.

After a fix has moved lines and repaired some of several equal findings, those that do not count must still not be fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from postlint.counts.fingerprint import Likeness, likeness
from postlint.model import Diagnostic
from postlint.model.named import NamedTuple

if TYPE_CHECKING:
    from postlint.model.plan import Outcome

Key: TypeAlias = tuple[str, Likeness]


def key_of(diagnostic: Diagnostic, sources: Mapping[str, str]) -> Key:
    """What two findings of one run share that are alike: the path, the rule and the words."""
    return diagnostic.path, likeness(diagnostic, sources.get(diagnostic.path, ""))


class _Alike(NamedTuple):
    """Of `total` findings that are alike, in file order, the `numbers` do not count."""

    total: int
    numbers: frozenset[int]


class Known(NamedTuple):
    """The findings of a run that do not count."""

    alike: Mapping[Key, _Alike]

    @classmethod
    def of(cls, outcome: Outcome, counting: Iterable[Diagnostic]) -> Known:
        """All findings of `outcome` that are not among those counting."""
        wanted = set(counting)
        numbers: dict[Key, set[int]] = {}
        totals: Counter[Key] = Counter()
        for diagnostic in outcome.diagnostics:
            key = key_of(diagnostic, outcome.sources)
            if diagnostic not in wanted:
                numbers.setdefault(key, set()).add(totals[key])
            totals[key] += 1
        return cls({key: _Alike(totals[key], frozenset(some)) for key, some in numbers.items()})

    def left_out_of(self, outcome: Outcome) -> Outcome:
        """The outcome without them; where there are fewer that are alike than there were, the last ones stand for them."""
        keys = [key_of(diagnostic, outcome.sources) for diagnostic in outcome.diagnostics]
        totals, seen = Counter(keys), Counter[Key]()
        kept = []
        for key, diagnostic in zip(keys, outcome.diagnostics, strict=True):
            if not self._covers(key, seen[key], totals[key]):
                kept.append(diagnostic)
            seen[key] += 1
        return replace(outcome, diagnostics=tuple(kept))

    def _covers(self, key: Key, number: int, total: int) -> bool:
        known = self.alike.get(key)
        if known is None:
            return False
        return number in known.numbers if total == known.total else number >= total - len(known.numbers)
