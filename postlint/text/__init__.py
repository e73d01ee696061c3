"""Characters, lines and letters: offsets to lines and columns, edits to a new text, words and addresses taken apart.

In: strings and spans. Out: strings, places, parts. May import `model` only.
"""
