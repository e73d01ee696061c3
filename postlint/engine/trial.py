"""Work on one post goes in; its result comes out, or what to say where it was stopped or failed.

Whatever is done for a post has its time, and none of it can hide what the rest has to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from postlint import ISSUES
from postlint.files.limits import OutOfTime, at_most, spent
from postlint.model import Diagnostic, Severity, Span
from postlint.model.named import NamedTuple
from postlint.model.trouble import told

if TYPE_CHECKING:
    from postlint.post.document import Post

INTERNAL_ERROR = "internal-error"
UNREADABLE = "unreadable-file"
UNFINISHED = "unfinished-check"
_LINES = 10_000
_USUAL = 2_000  # lines: so many hold no more markup each than those of a long list
INCOMPLETE = frozenset({INTERNAL_ERROR, UNREADABLE, UNFINISHED})  # what keeps postlint from its job

_SECONDS = 5.0  # of this process's time for a rule on a short post
_LONG = 1 << 18  # characters that are worth as many seconds again
_LEAST = 0.2

T = TypeVar("T")


class Share(NamedTuple):
    """The time that one post may cost: seconds for one rule, and the moment, of this process's time, when all must be done."""

    rule: float
    until: float

    @classmethod
    def of(cls, text: str) -> Share:
        """An honest post of any length takes a tenth of its share on a slow machine."""
        rule = _SECONDS * (1 + len(text) / _LONG)
        return cls(rule, spent() + rule * 4)

    def left(self) -> float:
        """Seconds for what comes next; never none at all, for the findings of most rules cost next to nothing."""
        return min(self.rule, max(self.until - spent(), _LEAST))


class Trial(NamedTuple):
    """Work on one post that may be stopped or fail: each time costs one diagnostic, which `failures` collects."""

    path: str
    share: Share
    failures: list[Diagnostic]

    def of(self, work: Callable[[], T], what: Callable[[], str]) -> T | None:
        """What the work gives; None where it was stopped or failed, and `what` is said to have."""
        try:
            with at_most(self.share.left()):
                return work()
        except (OutOfTime, MemoryError) as error:
            self.failures.append(unfinished(self.path, what(), error))
        except Exception as error:
            self.failures.append(crash(what(), self.path, error))
        return None


def unfinished(path: str, what: str, error: OutOfTime | MemoryError) -> Diagnostic:
    """What is said where `what` was stopped on this post."""
    means = "time" if isinstance(error, OutOfTime) else "memory"
    message = f"{what} was stopped: it takes more {means} on this file than any post may; all other findings stand"
    return Diagnostic(UNFINISHED, path, Span(0, 0), message, Severity.ERROR)


def unread_site(path: str) -> Diagnostic:
    """What is said of each post of a site that was not read to its end."""
    message = "reading the site was stopped: it takes more time than any site may; all findings that need no site stand"
    return Diagnostic(UNFINISHED, path, Span(0, 0), message, Severity.ERROR)


def unread(post: Post) -> Iterator[Diagnostic]:
    """What is said of the parts of a post that were not read, for no honest one is as long."""
    for problem in post.header.problems:
        if problem.kind == "long":
            yield Diagnostic(UNFINISHED, post.path, problem.span, problem.message, Severity.ERROR)
    if post.end < len(post.text):
        # A program has made what has so many lines, or years have, and it is at no fault; in a few lines it is an attack.
        lines = post.text.count("\n", 0, post.end)
        more = "lines" if lines >= _LINES else "markup"
        message = f"this file holds more {more} than any post: what follows here is not checked"
        severity = Severity.HINT if lines >= _USUAL else Severity.ERROR
        yield Diagnostic(UNFINISHED, post.path, Span(post.end, post.end), message, severity)


def crash(what: str, path: str, error: Exception) -> Diagnostic:
    """What is said of an error of ours in `what` on this post."""
    message = f"{what} failed on this file: {told(error)}; all other findings stand, "
    message += f"please report this with the post at {ISSUES}"
    return Diagnostic(INTERNAL_ERROR, path, Span(0, 0), message, Severity.ERROR)
