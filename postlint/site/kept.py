"""What is made of the files of a site goes in, and comes out again while those files are as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple, Protocol

from postlint.site.store import Row, Store
from postlint.site.tree import Tree

_FEW = 200  # changed files; more are read and added up with all others
_BATCH = 200  # files whose rows are read and written in one go


class Sum(Protocol):
    """Something made of what each file gives, from which that can be taken away again."""

    @classmethod
    def of(cls, values: Iterable[Any]) -> Sum: ...
    @classmethod
    def unpacked(cls, packed: list[Any]) -> Sum: ...
    def changed(self, gone: Iterable[Any], come: Iterable[Any]) -> Sum: ...
    def packed(self) -> list[Any]: ...


class Kept(NamedTuple):
    """The cache of one site in one run: `work` is called for what has changed, and gives plain data."""

    store: Store
    tree: Tree

    def of(self, kind: str, path: str, work: Callable[[], object]) -> object:
        """What `work` makes of a file."""
        state = self.tree.files.get(path, "")
        found = self.store.read(kind, path, state) if state else None
        if found is None:
            found = work()
            self.store.write(kind, [(path, state, found)] if state else [])
        return found

    def of_all(self, kind: str, state: str, work: Callable[[], object]) -> object:
        """What `work` makes of the site as a whole in this state."""
        found = self.store.read(kind, "", state)
        if found is None:
            found = work()
            self.store.write(kind, [("", state, found)])
        return found

    def of_each(self, kind: str, paths: Iterable[str], work: Callable[[str], object]) -> Mapping[str, Any]:
        """What `work` makes of each of these files, by path."""
        return dict(self.each(kind, paths, work))

    def each(self, kind: str, paths: Iterable[str], work: Callable[[str], object]) -> Iterator[tuple[str, Any]]:
        """The same, one after another: a large site would not fit into memory. What was kept of other files is forgotten."""
        gone = set(self.store.states(kind))
        for some in _batches(paths):
            gone.difference_update(some)
            known = {path: (state, value) for path, state, value in self.store.read_some(kind, some)}
            fresh: list[Row] = []
            for path in some:
                state, (was, value) = self.tree.files.get(path, ""), known.pop(path, ("", None))
                if not state or was != state:
                    value = work(path)
                    fresh.append((path, state, value))
                yield path, value
            self.store.write(kind, fresh)
        self.store.write(kind, (), gone)

    def stale(self, kind: str, paths: Iterable[str]) -> list[str]:
        """Those of these files that have changed since, or are new."""
        kept, now = self.store.states(kind), self.tree.files
        return [path for path in paths if now.get(path) and kept.get(path) != now[path]]

    def sum_of(self, kind: str, work: Callable[[str], Any], total: type[Sum]) -> list[Any]:
        """The sum of what `work` makes of each Markdown file, packed.

        What has changed is taken out and added anew: adding up a large site takes longer than reading a file.
        """
        states = {path: self.tree.files[path] for path in self.tree.posts}
        kept = self.store.read(f"sum of {kind}", "", "")
        found: list[Any] | None = None
        if isinstance(kept, list) and all(states.values()):
            was, found = kept
            if was == states and found:
                return found
            found = self._changed(kind, work, total.unpacked(found), was, states)
        if found is None:
            found = total.of(value for _, value in self.each(kind, self.tree.posts, work)).packed()
        if all(states.values()):
            self.store.write(f"sum of {kind}", [("", "", [states, found])])
        return found

    def _changed(
        self, kind: str, work: Callable[[str], Any], total: Sum, was: Mapping[str, str], now: Mapping[str, str]
    ) -> list[Any] | None:
        """The sum brought from one state of the files to another; None where that is more work than a new one."""
        changed = sorted(path for path in was.keys() | now.keys() if was.get(path) != now.get(path))
        if len(changed) > _FEW:
            return None
        gone = [self.store.read(kind, path, was[path]) for path in changed if path in was]
        if None in gone:
            return None
        fresh = [(path, now[path], work(path)) for path in changed if path in now]
        self.store.write(kind, fresh)
        return total.changed(gone, [value for _, _, value in fresh]).packed()


def _batches(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(paths)
    while some := tuple(islice(rest, _BATCH)):
        yield some
