"""A post and a word of it in small letters that may be a name go in, what its place says for and against that comes out.

A name in small letters may be a command, a package, a folder or a handle; as a word of a sentence it is the name.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from postlint.model import OBJECT, Flow
from postlint.post.document import Post
from postlint.post.fact import fact
from postlint.post.lists import is_item
from postlint.post.wording.change_lists import lists_changes
from postlint.post.wording.change_titles import is_change_title
from postlint.post.wording.othertitles import links_of
from postlint.post.wording.places import TITLES, begins_sentence, is_quoted
from postlint.post.wording.product_frames import is_of_language
from postlint.text import lazy
from postlint.text.urls import split_url
from postlint.words.english import capitals, is_listed, is_plain
from postlint.words.grammar.classes import CLASSES
from postlint.words.usual_names import usual_names

# Within a sentence, between spaces, and not beside code.
_BEFORE = lazy.compile(rf"(?:[^\s:{OBJECT}]|[^\s{OBJECT}]:)[ \n][(“\"'‘]?\Z")
_AFTER = lazy.compile(rf"(?:['’]s)?[,;:!?)”\"’—–]*\.?(?:\s(?!{OBJECT})|\Z)")
# Beside these a name in lower case is a command, a package, a folder or the like.
_COMMANDS = lazy.compile(
    r"\b(?:install|run|runs|running|type|typing|import|using|require|launch|loading|requiring|called|named|command|package|module|crate|gem|tag|label|"
    r"branch|folder|directory|brew|pip|npm|yarn|apt|apt-get|conda|cargo|sudo|option|flag|keyword|user|as|alias(?:es|ed)?|"
    r"alias(?:es|ed)? [\w.-]+ (?:to|for|with))[ \n]['\"“‘(]?\Z",
    re.IGNORECASE,
)
_COMMANDED = lazy.compile(
    r"['\"”’)]?[ \n](?:command|package|module|extra|binary|executable|crate|gem|library|libraries|folder|directory|namespace|"
    r"handle|tag|label|prompt|service account|deployment|dependency|dependencies|provider|charset|"
    r"process|keyword|shortcode|partial|directive|macro|ya?ml|toml|protocol|prefix|option|flag|branch|"
    r"user(?![ \n](?:accounts?|groups?|interfaces?)\b))s?\b|"
    r"[ \n](?:--?[A-Za-z][\w-]*|[\w./-]+\.(?:py|js|rb|sh|ya?ml|json))(?![\w/])"
)
# The change that an entry of release notes names with who made it: its title is theirs.
_CHANGE = lazy.compile(r"#\d{2,}(?:, ?@[\w-]+)+\)?\.?\s*\Z")
_SHELL = lazy.compile(r"(?:\A|\n)[ \t]*\$ |[ \n]\|[ \n](?:grep|head|tail|sort|wc|xargs|sed|awk|tee|less|jq)\b")
_ALONE = lazy.compile(r"[^\w/@.\"'“‘-]?\0[^\w/@\"'”’-]?")
_LONGEST = 120  # characters of a change's number with the names of who made it
_SENTENCE = 4  # words; fewer are a label
_TYPED, _LABELS = 5, 3  # words of a command at most, and items of a list of labels at least
_SENTENCES = CLASSES["deter"] | CLASSES["finite"] | CLASSES["subject"]
_TITLE = 2  # words of a title, of which one may be a command
_CAPITAL_AFTER = lazy.compile(r" [A-Z][a-z]{3,}")
_CHOICES = lazy.compile(r"[\[{(]?[\w-]+(?:\|[\w-]+)+")  # "[brief|full]", the values of an option
# One of several things in small letters: "pandas, requests, numpy and dask".
_AMONG_BEFORE = lazy.compile(r"[,(:] ?[a-z][\w-]*,[ \n](?:and |or )?\Z")
_AMONG_AFTER = lazy.compile(r",[ \n](?:and |or )?[a-z][\w-]*(?:,|\.?\Z|\)|\.\s| (?:and|or) )")
# The rest of such a list from its colon or bracket on, and to its end.
_KEYS_BEFORE = lazy.compile(r"[(:]\s?((?:[a-z][\w-]*,\s)*)\Z")
_KEYS_AFTER = lazy.compile(r"(?:,\s[a-z][\w-]*(?=[,.);]|\s?\Z))*")
_KEYS, _REACH = 4, 200  # of them, and characters
_LABEL = lazy.compile(r"[/@#]?[a-z][a-z0-9_/-]*")  # of a link, in small letters
_POINTING = frozenset("here this there that link docs blog post page site more".split())
_REPOSITORIES = frozenset(("github.com", "gitlab.com", "codeberg.org", "bitbucket.org"))
_LISTED_BEFORE = lazy.compile(r"(?<![^\W_])([a-z]{2,}),?[ \n](?:and |or )?\Z")
_LISTED_AFTER = lazy.compile(r",?[ \n](?:and |or )?([a-z]{2,})\b")
_NOTE, _CHANGE_NOTE = 20, 40  # words, at most
_NEAR = 10  # characters at the end of a text
_VERSION = lazy.compile(r"\d\.\d")  # in the title of what lists its changes
_STOP = lazy.compile(r"[.!?…][)\]”\"’'*_]*\s*\Z")
_ENDS = lazy.compile(r"[.!?…][)\]”\"’'*_]*(?:\s|\Z)")


def is_running(post: Post, flow: Flow, start: int, end: int, names: Container[str]) -> bool:
    """True for a word of a sentence; false in a commit title, beside code, and where it is a command or one of several.

    `names` are further words of the post that are names in small letters.
    """
    text = flow.prose
    before = text[max(start - 40, 0) : start]
    if (
        is_quoted(flow, start, end)
        or len(flow.words) < _SENTENCE
        or is_change_title(post, flow)
        or _CHANGE.search(text, max(len(text) - _LONGEST, 0))
        or _SHELL.search(text)
        or ("|" in text and text[start:end] in _values(text))
        or not _BEFORE.search(before)
        or not _AFTER.match(text, end)
    ):
        return False
    is_command = _COMMANDS.search(before) or _COMMANDED.match(text, end)
    if (is_command and not is_of_language(flow, start, end)) or begins_sentence(flow, start):
        return False
    if text[start:end] not in capitals() and (_AMONG_BEFORE.search(before) or _AMONG_AFTER.match(text, end)):
        return False
    if _is_key(text, start, end):
        return False
    if before.endswith(", or ") and text[end : end + 1] == ",":
        return False  # "a red panda, or firefox, died": another word for it
    beside = (_LISTED_BEFORE.search(before), _LISTED_AFTER.match(text, end))
    return all(found is None or found[1] in names or is_listed(found[1]) for found in beside)


def is_usual_name(flow: Flow, start: int, end: int) -> bool:
    """True for a word that nearly everybody writes with a capital, at all or beside the word before or behind it."""
    usual = usual_names().get(flow.prose[start:end].lower())
    if usual is None:
        return False
    if _GONE.search(flow.prose, max(start - _WORD, 0), start) and is_plain(flow.prose[start:end]):
        return False
    before, after = _WORD_BEFORE.search(flow.prose, max(start - _WORD, 0), start), _WORD_AFTER.match(flow.prose, end)
    return (
        usual.always
        or (before is not None and before[1].lower() in usual.before)
        or (after is not None and after[1] in usual.after)
    )


_WORD = 30  # characters
_GONE = lazy.compile(r"\b(?:go|goes|going|gone|went|been)[ \n]on[ \n]\Z")  # what one does: "they went on safari"
_WORD_BEFORE = lazy.compile(r"(?<![\w'’.@/-])([A-Za-z][a-z-]*)[ \n]\Z")
_WORD_AFTER = lazy.compile(r"(?:['’]s)?[ \n]([a-z][a-z-]*)(?![\w/@])")


def _is_key(text: str, start: int, end: int) -> bool:
    """Whether it is one of a list of keys behind a colon or in brackets: "The fields are: email, homepage, github, licence"."""
    before, after = _KEYS_BEFORE.search(text, max(start - _REACH, 0), start), _KEYS_AFTER.match(text, end, end + _REACH)
    keys = [text[start:end], *re.findall(r"[\w-]+", f"{before[1] if before else ''} {after[0] if after else ''}")]
    return before is not None and len(keys) >= _KEYS and sum(key not in capitals() for key in keys) > 1


@lru_cache(maxsize=16)  # texts: all names of one are asked about one after the other
def _values(text: str) -> frozenset[str]:
    """The values of options that a text lists, of which it may speak as well: "Default is brief"."""
    return frozenset(value for found in _CHOICES.finditer(text) for value in re.findall(r"[\w-]+", found[0]))


def is_titled(post: Post, flow: Flow, start: int, end: int, right: str) -> bool:
    """True in a title for a name with a capital inside, which no command has, and for one beside a word with a capital."""
    if flow.role not in TITLES or len(flow.words) < _TITLE or is_change_title(post, flow):
        return False
    text = flow.prose
    if not _ALONE.fullmatch(f"{text[max(start - 1, 0) : start]}\0{text[end : end + 1]}"):
        return False
    before = text[max(start - 40, 0) : start]
    if _COMMANDS.search(before) or _COMMANDED.match(text, end):
        return False
    capital_inside = right[1:] != right[1:].lower() and not right.isupper()
    return capital_inside or bool(_CAPITAL_AFTER.match(text, end))


def is_parallel(post: Post, flow: Flow, start: int, word: str) -> bool:
    """True for a link's text in small letters that stands beside another, "see discourse, github", or names its package."""
    linked = links_of(post, flow) if word.islower() else ()
    mine = any(link.at == start and link.text == word for link in linked)
    if word.islower() and post.title.strip() == word:
        return True  # the page of the package itself
    if any(link.at <= start < link.end and _is_name_of(word, link.target) for link in linked):
        return True
    others = (link.text for link in linked if link.at != start and link.text not in _POINTING)
    return mine and any(_LABEL.fullmatch(other) for other in others)


def _is_name_of(word: str, target: str) -> bool:
    """True where a link opens a package or repository of that name, or a file of it, and no page of the maker's own host."""
    url = split_url(target)
    if url.host in _REPOSITORIES and word in url.path.split("/")[2:3]:
        return True
    last = url.path.rstrip("/").rpartition("/")[2]
    return "/" in url.path.strip("/") and last.startswith(word) and word not in url.host.split(".")


def is_marked(post: Post, flow: Flow, found: re.Match[str]) -> bool:
    """True for a word in small letters that is emphasized alone, or begins an emphasized command: **podman pod create**."""
    if not found["word"].islower():
        return False
    span = flow.span_of(*found.span("word"))
    return any(
        mark.inner == span
        or (mark.inner.start == span.start and mark.inner.contains(span) and _is_command(mark.inner.of(post.text)))
        for mark in post.emphases
    )


def _is_command(text: str) -> bool:
    """Whether a few words in small letters, with none that only a sentence has, are what somebody types."""
    words = text.split()
    return 1 < len(words) <= _TYPED and text == text.lower() and _SENTENCES.isdisjoint(words)


@fact
def labels_of(post: Post) -> frozenset[int]:
    """The items, as `id` gives them, of lists that are all labels without a capital: "gimp (4)", "inkscape (9)"."""
    lists = ([post.flows[item.flow] for item in listed.items if item.flow >= 0] for listed in post.lists)
    labels = (
        items
        for items in lists
        if len(items) >= _LABELS and all(len(one.words) < _SENTENCE and one.prose == one.prose.lower() for one in items)
    )
    return frozenset(id(one) for items in labels for one in items)


def is_jotted(post: Post, flow: Flow) -> bool:
    """True for a few words in an item of a list that no mark ends: a note in a hurry, or a line of a log, and no sentence.

    A capital at its beginning is care enough, but in a list of changes.
    """
    if len(flow.words) < _SENTENCE or not is_item(post.blocks, flow):
        return False
    if lists_changes(post, flow) or _VERSION.search(post.title):
        return len(flow.words) <= _CHANGE_NOTE and _STOP.search(flow.prose, max(len(flow.prose) - _NEAR, 0)) is None
    return len(flow.words) <= _NOTE and _ENDS.search(flow.prose) is None and not flow.prose[:1].isupper()
