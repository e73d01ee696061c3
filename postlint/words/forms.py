"""A word goes in, the forms that it can be come out, as LemmInflect's tables and WordNet's tagged texts have them."""

from __future__ import annotations

from postlint.words.sortedfile import SortedFile

_FORMS = SortedFile("forms.txt")


def forms(word: str) -> str:
    """The letters of a lower-case word's forms, "" for a word that no table has.

    n singular noun, p plural noun, v base verb, z its third person, d its past, e its participle, g its -ing form,
    a adjective, r adverb, x anything else.
    """
    return _FORMS.find(word) or ""


def only(word: str, letters: str) -> bool:
    """True for a word that has a form, and none but these."""
    found = forms(word)
    return bool(found) and not found.strip(letters)
