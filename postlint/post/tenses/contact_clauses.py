"""What stands before a day goes in; whether only a clause of some noun tells of the past comes out.

Such a clause needs no word that joins it: "The rack goes back to the people I borrowed it from on DAY" tells of no borrowing on
that day, but of what is to come.
"""

from __future__ import annotations

from postlint.text import lazy
from postlint.words.forms import forms

_CONTACT = lazy.verbose(
    r"""\b (?: the | an? | those | all | our | my | her | his | their | everyone | everybody | somebody | someone )
        (?: \ (?! (?: and | or | but ) \b ) [\w’'-]+ ){0,3}? \ (?: i | we | you | he | she | they | it )
        (?: \ (?: all | once | then | just | \w+ly ) ){0,2} \ (?P<verb> [a-z]+ ) \b"""
)
_A_WORD = lazy.compile(r"\b[a-z]{2,}")


def is_of_contact(before: str) -> bool:
    """Whether the verb in front of such a clause is of the present, and the past tense is its own."""
    found = _CONTACT.search(before)
    if found is None or "d" not in forms(found["verb"].lower()):
        return False
    kinds = [forms(word[0]) for word in _A_WORD.finditer(before, 0, found.start())]
    is_now = any("z" in kind or "v" in kind for kind in kinds)
    return is_now and not any("d" in kind for kind in kinds)
