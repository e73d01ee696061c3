from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Heading, Span
from postlint.post.chapters import chapter_ends, chapters


@given(st.lists(st.integers(1, 6), max_size=30))
def test_a_chapter_reaches_to_the_next_heading_of_its_level_or_a_higher_one(levels: list[int]) -> None:
    headings = [Heading(level, Span(10 * at, 10 * at + 5), "", "", -1, "#") for at, level in enumerate(levels)]
    for index, end in enumerate(chapter_ends(headings)):
        assert all(level > levels[index] for level in levels[index + 1 : end])
        assert end == len(levels) or levels[end] <= levels[index]


def test_the_last_chapter_ends_with_the_text() -> None:
    headings = [Heading(2, Span(0, 5), "", "", -1, "#"), Heading(1, Span(10, 15), "", "", -1, "#")]
    assert chapters(headings, 20) == [Span(5, 10), Span(15, 20)]
