"""What is made of the files of a site goes in, and comes out again while those files are as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import Any, Protocol

from postlint.model.named import NamedTuple
from postlint.site.storage.store import Row, Store
from postlint.site.tree import Tree
from postlint.text.digest import digest_of

_FEW = 200  # changed files; more are read and added up with all others
_STATES, _KEYS = 8, 500  # of which it is known what came and went since, and how much may have
_BATCH = 200  # files whose rows are read and written in one go


class Sum(Protocol):
    """Something made of what each file gives, from which that can be taken away again."""

    @classmethod
    def of(cls, values: Iterable[Any]) -> Sum: ...
    @classmethod
    def unpacked(cls, packed: list[Any]) -> Sum: ...
    def changed(self, gone: Iterable[Any], come: Iterable[Any]) -> Sum: ...
    def packed(self) -> list[Any]: ...
    def keys(self) -> Set[str]: ...


class Summed(NamedTuple):
    """A sum, packed, and the keys that it got or lost since earlier states of the files, by what those were called."""

    packed: list[Any]
    since: Mapping[str, Sequence[str]]


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

    @property
    def posts(self) -> str:
        """A name for what all Markdown files hold."""
        return _named({path: self.tree.files[path] for path in self.tree.posts})

    def sum_of(self, kind: str, work: Callable[[str], Any], total: type[Sum]) -> Summed:
        """The sum of what `work` makes of each Markdown file.

        What has changed is taken out and added anew: adding up a large site takes longer than reading a file.
        """
        states = {path: self.tree.files[path] for path in self.tree.posts}
        found: Summed | None = None
        match self.store.read(f"sum of {kind}", "", "") if all(states.values()) else None:
            case [dict(was), list(packed), dict(since)]:
                if was == states and packed:
                    return Summed(packed, since)
                found = self._changed(kind, work, total, Summed(packed, since), was, states)
        if found is None:
            found = Summed(total.of(value for _, value in self.each(kind, self.tree.posts, work)).packed(), {})
        if all(states.values()):
            self.store.write(f"sum of {kind}", [("", "", [states, *found])])
        return found

    def _changed(
        self,
        kind: str,
        work: Callable[[str], Any],
        total: type[Sum],
        kept: Summed,
        was: Mapping[str, str],
        now: Mapping[str, str],
    ) -> Summed | None:
        """The sum brought from one state of the files to another; None where that is more work than a new one."""
        changed = sorted(path for path in was.keys() | now.keys() if was.get(path) != now.get(path))
        if len(changed) > _FEW:
            return None
        gone = [self.store.read(kind, path, was[path]) for path in changed if path in was]
        if None in gone:
            return None
        fresh = [(path, now[path], work(path)) for path in changed if path in now]
        self.store.write(kind, fresh)
        before = total.unpacked(kept.packed)
        after = before.changed(gone, [value for _, _, value in fresh])
        new, since = after.keys() ^ before.keys(), [*kept.since.items(), (_named(was), ())]
        grown = {state: sorted({*keys, *new}) for state, keys in since[-_STATES:]}
        return Summed(after.packed(), {state: keys for state, keys in grown.items() if len(keys) <= _KEYS})


def _named(states: Mapping[str, str]) -> str:
    return digest_of(sorted(states.items()))


def _batches(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(paths)
    while some := tuple(islice(rest, _BATCH)):
        yield some
