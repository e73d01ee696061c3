"""What stands before and behind a day goes in; whether that is the day of a participle, which tells of no past, comes out."""

from __future__ import annotations

from postlint.post.tenses.words import ED_NOUNS
from postlint.text import lazy

# "Images built on or after DAY contain both roots": a bound, and no deed.
_BOUND = lazy.compile(r"\bor\s(?:after|before|from)\s(?:the\s)?\Z")
# "Orders placed on DAY arrive in June": behind the day the verb of the sentence, so that the one in front is a participle.
_NO_VERBS = "|".join(
    """
    about above across after again against ago all along alone already also although amid among and apart around as at away
    back because before behind below beside besides between beyond both but by despite down due during each either even ever
    except for from had here how if in inside instead into it just later like near next not of off on once one only onto or
    our out outside over past per plus rather she since so some still than thanks that the their them then there they this
    though through throughout till to together too toward twice two under until up upon via was we were what when where
    which while who whose why with within without yet he her his you your
    """.split()
)
_VERB_BEHIND = lazy.compile(rf"\A (?!(?:{_NO_VERBS}|[a-z]+(?:ed|ly|ing|wards?))\b)[a-z]{{3,}}\b")
_ED = ED_NOUNS.replace(" ", "")
_PARTICIPLE = lazy.compile(
    r"\A\W*(?:(?:all|any|every|each|the|most|some|many)\s)?(?:[\w'’-]+\s){1,3}"
    rf"(?:(?!(?:{_ED})\b)[a-z]{{2,}}ed|built|made|sent|sold|bought|taken|given|written|"
    r"held|found|drawn|born|paid|brought|cut|set|won|lost)\b[^,]{0,40}\Z"
)


def is_of_participle(before: str, after: str) -> bool:
    """Whether a day only says which things are meant, of those that are or were to come."""
    return _BOUND.search(before) is not None or (
        _VERB_BEHIND.match(after) is not None and _PARTICIPLE.match(before) is not None
    )
