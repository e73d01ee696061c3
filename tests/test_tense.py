"""How a sentence speaks of the date that stands between square marks in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postlint.model import Flow, Kind, Segment, Span
from postlint.model.when import Tense
from postlint.post.prose import sentences
from postlint.post.tenses.tense import tense

UNKNOWN = {
    "no verb": "Ada, [June 3]",
    "a noun that ends": "The dead ends of [June 3]",
    "taking place, told": "Ada spoke at the fair, taking place in Linz on [June 3].",
    "a bare participle": "Held on [June 3], the fair is a good place to meet.",
    "a participle and a future": "The version released on [June 3] will mend that.",
    "an announcement of something": "We announced a meeting on [June 3].",
    "preparations": "We opened the call for talks on [June 3].",
    "a plan in the past": "We started planning the meeting on [June 3].",
    "a subject's date": "The fair of [June 3] was fun.",
    "a negation": "The meeting did not take place on [June 3].",
    "another clause's verb": "She joined us, and on [June 3]",
    "as of": "As of [June 3], we had ten trees.",
    "a title": "June 2024: What happened until [June 3]",
}
DONE = {
    "intransitive": "Ada joined on [June 3].",
    "with an object": "Ada joined the orchard as the second gardener on [June 3] and has settled in.",
    "relative clause": "Grace, who started on [June 3], has begun to plan and is set to present the plan soon.",
    "comma too many": "Ada, joined the orchard on [June 3] as its gardener, reporting to Grace.",
    "passive": "The meeting was held on [June 3].",
    "passive, place first": "The second fair was held in the barn (the old one) on [June 3].",
    "passive with its agent": "The results were presented by Ada on [June 3].",
    "passive, going on": "It was held on [June 3] and will be repeated.",
    "perfect": "We have since met on [June 3].",
    "took place": "The fair, which took place from [June 3 to 5], was fun.",
    "active with an object": "The orchard released the second cider on [June 3].",
    "active with a pronoun": "We released cider on [June 3].",
    "in front": "On [June 3], we released the cider.",
    "in front, with a time": "On [June 3] at 10:00 UTC, the team released the cider.",
    "in front, announced": "In [November 2022], The Orchard announced the program, an initiative to help growers.",
    "in front, unlisted verb": "On [June 3], we juiced the apples.",
    "back in": "Back in [May 2022], the project announced support.",
    "in front, after last week": "Last week, on [June 3], we juiced the apples.",
    "happy to": "We were very happy to host the fair on [June 3].",
    "a vote that closed": "The vote closed on [June 3].",
    "in front, with an aside": "On [June 3], after two years, the orchard released the cider.",
    "over a line": "The orchard\nreleased the\ncider on\n[June 3].",
}
ANNOUNCED = {
    "will": "The fair will take place on [June 3].",
    "will, passive": "This event will be held on [November 10, 2025] from 9:00 to 18:00.",
    "in front": "On [June 3], the orchard will open its gates.",
    "scheduled": "The fair is scheduled for [June 3].",
    "taking place": "The fair is taking place in the barn on [June 3].",
    "present tense": "The fair takes place on [June 3].",
    "invitation": "Join us in the barn on [June 3]!",
    "deadline": "Please register by [June 3].",
    "named deadline": "The deadline is [June 3].",
    "on sale until": "Tickets are on sale until [June 3].",
    "open until": "Applications are still open until the end of [June 3].",
    "you have until": "You have until [June 3] to vote.",
    "closes": "Registration closes on [June 3].",
    "plural subject": "Applications close on [June 3].",
    "runs": "The workshop runs from [June 3 to 5].",
    "next": "The next meeting is on [June 3].",
    "upcoming": "The upcoming spring meeting on [June 3] is free.",
    "a plan": "We plan to release it on [June 3].",
    "hope": "We hope to see many of you on [June 3].",
    "looking forward": "We are looking forward to seeing you on [June 3].",
    "save the date": "Save the date: [June 3]!",
    "without a preposition": "Our meeting takes place [June 3].",
    "a place with a comma": "The fair takes place in Linz, Austria, on [June 3].",
    "taking place in apposition": "We sponsor the fair, taking place in Linz, Upper Austria, from [June 3 to 5].",
    "hosting": "The orchard is hosting its first fair on [June 3].",
    "in front, with an aside": "On [June 3], one day before the fair, the orchard will open its gates.",
}
OTHERS = {
    "was scheduled": ("The fair was scheduled to start on [June 3].", Tense.SCHEDULED),
    "moved": ("The date was pushed back to [June 3].", Tense.SCHEDULED),
    "in front, was to be": ("On [June 3], the fair was supposed to start.", Tense.SCHEDULED),
    "condition": ("If you joined on [June 3], call us.", Tense.CONDITIONAL),
    "would": ("We would have met on [June 3].", Tense.CONDITIONAL),
    "should": ("The cider should be released on [June 3].", Tense.CONDITIONAL),
    "quoted": ("“Ada joined on [June 3] and left,” he said.", Tense.QUOTED),
    "straight quotes": ('He wrote "It was held on [June 3]" on the door.', Tense.QUOTED),
}
CASES = {
    **{f"{name} (unknown)": (text, Tense.UNKNOWN) for name, text in UNKNOWN.items()},
    **OTHERS,
    **{f"{name} (announced)": (text, Tense.ANNOUNCED) for name, text in ANNOUNCED.items()},
    **{f"{name} (done)": (text, Tense.DONE) for name, text in DONE.items()},
}


@pytest.mark.parametrize(("marked", "meant"), CASES.values(), ids=CASES)
def test_tense(marked: str, meant: Tense) -> None:
    at, end = marked.index("["), marked.index("]") - 1
    assert tense(marked.replace("[", "").replace("]", ""), at, end) is meant


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_any_sentence_gets_an_answer(before: str, after: str) -> None:
    assert tense(before + "June 3" + after, len(before), len(before) + 6) in Tense


def flow(text: str) -> Flow:
    return Flow("paragraph", Span(0, len(text)), text, (Segment(0, len(text), 0, len(text), Kind.TEXT),))


SPLIT = {
    "one": ["No end in sight"],
    "versions and files": ["Version 1.2.3 of app.js is out, e.g. for Node.js 20."],
    "abbreviations": ["Dr. Smith et al. wrote it, i.e. Ada vs. Grace did."],
    "initials": ["J. R. Hartley wrote it."],
    "numbers": ["See No. 5 and fig. 3."],
    "small beginnings": ["Node.js is fast. iOS too."],
    "dots": ["Wait... what?"],
    "two": ["It works.", "It is fast."],
    "question and exclamation": ["Really?", "Yes!", "Good."],
    "quotes": ["He said “No.”", "Then he left."],
    "brackets": ["(See there.)", "[Here] it is."],
    "after an abbreviation": ["We sell apples, pears, etc.", "But no plums."],
    "soft line break": ["It goes\non.", "And on."],
    "two line breaks": ["No stop", "and on"],
}


@pytest.mark.parametrize("parts", SPLIT.values(), ids=SPLIT)
def test_sentences(parts: list[str]) -> None:
    text = ("\n\n" if parts[0] == "No stop" else " ").join(parts)
    assert [sentence.text for sentence in sentences(3, flow(text))] == parts


@given(st.text(max_size=200))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    found = sentences(0, flow(text))
    assert all(text[one.at : one.end] == one.text and one.text.strip() == one.text for one in found)
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())
