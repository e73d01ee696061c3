"""A post goes in; numbers come out that what they count does not keep, and things that a row or a list of them holds twice.

`announced` and `announcing` read how many things a sentence announces; each of the others knows one way in which things follow:
as items, names, parts, titles, sections, rows, people.
"""
