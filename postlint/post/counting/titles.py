"""A post goes in; titles come out that count other sections than follow: "Seven tips for a dry boat" above "1. …", "2. …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from postlint.model import Finding, Flow, Heading, Related
from postlint.post.by_flow import english_flows
from postlint.post.chapters import chapter_ends
from postlint.post.counting.announced import is_miscount, is_part
from postlint.post.counting.list_parts import is_continued
from postlint.post.counting.people import HUMANS, PERSON
from postlint.post.counting.sections import of_title
from postlint.post.lists import PostList
from postlint.post.numerals import NUMBER, UNIT, number_of
from postlint.post.periods.period import descriptions
from postlint.post.tables import is_even, tables_of
from postlint.text import lazy
from postlint.text.figures import figure
from postlint.text.messages import quoted

if TYPE_CHECKING:
    from postlint.post.document import Post


# "Two hundred tiles" are not two.
_TIMES = r"(?!(?:hundred|thousand|million|billion|dozen|score)\b)"
_TITLE = lazy.compile(
    rf"\W*(?:(?:the|my|our|top)\s+){{0,2}}(?P<number>{NUMBER})\s+{_TIMES}(?P<things>(?:[\w'’-]+\s+){{0,3}}?"
    r"(?:tips|tricks|reasons|ways|steps|rules|lessons|things|mistakes|principles|myths|questions|features|facts|habits|ideas|"
    r"examples|problems|points|areas|changes|practices|challenges|books|tools|improvements|takeaways|predictions|trends|signs|"
    r"secrets|pitfalls|benefits|arguments|goals|techniques|strategies|patterns|misconceptions))\b(?!\W*part\b)",
    re.IGNORECASE,
)
# "Seven plugins I install first": things of any sort, where nothing else is joined to them and no time is measured.
_OF_ANY = lazy.compile(
    rf"\W*(?:(?:our|my|the)\s)?(?P<number>{NUMBER})\s{_TIMES}(?P<things>(?:[a-z][\w’'-]*\s){{0,2}}?(?!(?:days|nights|weeks|months|years|decades|hours|minutes|seconds|"
    r"times|miles|metres|euros|dollars|pounds|percent|pages|words|people|men|women|seasons)\b)[a-z]{3,}s)(?<!ss)"
    r"(?=\s(?:i|we|you|that|to|for|every|which|worth|from)\b|\s*\Z)(?!.*\b(?:and|plus|later|one|two)\b)(?!.*[&,:])",
    re.IGNORECASE,
)
_NUMBERED = lazy.compile(
    r"\W*(?:(?:step|tip|reason|lesson|rule|way|mistake|myth|question|number|no\.)\s*)?#?(?P<number>\d{1,2})\s*(?:[.):–—-](?!\d)|\Z)",
    re.IGNORECASE,
)


def promised(post: Post) -> Iterator[Finding]:
    """Titles and headings that promise more sections than follow, or fewer; numbers above numbered rows and lists."""
    yield from _numbered_rows(post)
    yield from _described(post)
    yield from _above_lists(post)
    yield from _above_names(post)
    if any(_NUMBERED.match(heading.text) for heading in post.headings):
        yield from _headings(post)
        yield from _steps(post)
    elif len(post.headings) > 2:
        yield from _sections(post, certain=True)
    elif not post.headings:
        yield from _only_list(post)


def likely(post: Post) -> Iterator[Finding]:
    """Titles above sections that bear no number and may be of other things."""
    numbered = any(_NUMBERED.match(heading.text) for heading in post.headings)
    if not numbered and (len(post.headings) > 2 or not post.headings):
        yield from _sections(post, certain=False)


_DESCRIBED = lazy.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER})\s{_TIMES}(?P<things>(?:[a-z-]+\s){{0,2}}[a-z]+s)\b(?<!days)(?<!weeks)(?<!months)(?<!years)(?<!hours)(?<!minutes)",
    re.IGNORECASE,
)


_NAME = lazy.compile(r"[A-Z][\w.+#-]*\s\Z")  # of "Gantry 9"


_LEADS = lazy.compile(r"\b(?:these|here|the following|they|below)\b[^.!?]*:\s*\Z", re.IGNORECASE)


_NAMED_AT_ONCE = lazy.compile(r"[^.!?]{0,30}[:(–—]")


def _described(post: Post) -> Iterator[Finding]:
    """ "Two breaking changes" in a title or description, above the one numbered list of the post, which has three entries."""
    tops = [one for one in post.lists if post.blocks[one.block].parent < 0]
    if len(tops) != 1 or not tops[0].ordered or len(tops[0].items) < _FEWEST:
        return
    lead = post.flows[tops[0].lead].text if tops[0].lead >= 0 else ""
    presented = _PRESENTS.match(lead)
    listed = presented["things"].lower().split() if presented else []
    titles = [flow for flow in post.header_flows if flow.role == "title"] if listed else []
    for flow in (*titles, *descriptions(post)) if _LEADS.search(lead) or titles else ():
        said = [one for one in _DESCRIBED.finditer(flow.text) if not _NAME.search(flow.text[: one.start()])]
        if listed and said and not {_stem(word) for word in listed} & set(map(_stem, said[0]["things"].split())):
            continue  # "three of nine seats" above "the steps are these:"
        items = len(tops[0].items)
        if (
            len(said) == 1
            and (flow.role != "title" or said[0]["things"].split()[-1].lower() in listed)
            and abs(number_of(said[0]["number"]) - items) == 1
            and not is_part(flow.text[: said[0].start()])
            and not _NAMED_AT_ONCE.match(flow.text, said[0].end())
        ):
            yield Finding(
                flow.span_of(*said[0].span()),
                f"{quoted(said[0][0])} announces {said[0]['number']}, the list has {items}",
            )


def _stem(word: str) -> str:
    return word.lower().strip(" ,.").removesuffix("s")


# "The fixes in this release are:", "The steps are these:"
_PRESENTS = lazy.compile(r"(?:the|these|our|here are the|all)\s(?P<things>[^.:]{3,60}):\s*\Z", re.IGNORECASE)


def _headings(post: Post) -> Iterator[Finding]:
    english = english_flows(post)
    for index, flow in enumerate(post.header_flows):
        if flow.role in ("title", "description", "summary") and id(flow) in english:
            yield from _numbered(post.flows[index], post.headings)
    ends = chapter_ends(post.headings)
    for index, heading in enumerate(post.headings):
        title = post.flows[heading.flow] if heading.flow >= 0 else None
        # "2 Goals" is itself a numbered heading.
        if title is not None and id(title) in english and not title.text[:1].isdigit():
            yield from _numbered(title, post.headings[index + 1 : ends[index]])


_LABELLED = lazy.compile(
    r"\W*(?P<label>step|tip|reason|lesson|rule|mistake|myth|question|part|phase|stage|exercise)\s#?(?P<number>\d{1,2})\b",
    re.I,
)


def _steps(post: Post) -> Iterator[Finding]:
    """ "The move takes four steps" in the text above the first of the headings "Step 1" to "Step 3"."""
    labelled = [(heading, found) for heading in post.headings if (found := _LABELLED.match(heading.text))]
    labels = {found["label"].lower() for _, found in labelled}
    last = len(labelled)
    if not labelled:
        yield from _numbered_steps(post)
    if len(labels) != 1 or last < 2 or [figure(found["number"]) for _, found in labelled] != list(range(1, last + 1)):
        return
    things = re.compile(rf"(?<![\w.,-])(?P<number>{NUMBER})\s(?:[a-z-]+\s){{0,2}}?{labels.pop()}s\b", re.I)
    above = [flow for flow in post.flows if flow.role in _ABOVE and flow.span.start < labelled[0][0].span.start]
    said = [(flow, one) for flow in above if not flow.quoted for one in things.finditer(flow.text)]
    if len(said) != 1 or is_part(said[0][0].text[: said[0][1].start()]):
        return
    flow, found = said[0]
    if is_miscount(last, number_of(found["number"])):
        message = f"{quoted(found[0])} announces {number_of(found['number'])}, {last} headings are numbered"
        related = (Related(labelled[-1][0].span, "the last numbered heading"),)
        yield Finding(flow.span_of(*found.span()), message, related=related)


_BARE = lazy.compile(r"\W*(?P<number>\d{1,2})[.)]\s")
_FALLS_INTO = lazy.compile(
    rf"\b(?:has|have|is\sin|comes\sin|takes|consists\sof|covers|goes\sthrough|falls\sinto|split\sinto|in|there\sare|into|needs|with)\s(?:just\s|only\s)?"
    rf"(?P<said>(?P<number>{NUMBER})\s(?:(?!and\b|or\b)[a-z-]+\s){{0,2}}?(?:steps|parts|stages|phases|sections|rules|tips|reasons|lessons|points|exercises))\b",
    re.I,
)


def _numbered_steps(post: Post) -> Iterator[Finding]:
    """ "This guide has five steps." in the text above the first of the headings "1. Cut" to "4. Paint"."""
    numbered = [(heading, found) for heading in post.headings if (found := _BARE.match(heading.text))]
    last = len(numbered)
    if last < 2 or [figure(found["number"]) for _, found in numbered] != list(range(1, last + 1)):
        return
    if len({heading.level for heading, _ in numbered}) > 1:
        return
    first = numbered[0][0].span.start
    above = [flow for flow in post.flows if flow.role in _ABOVE and flow.span.start < first and not flow.quoted]
    said = [(flow, one) for flow in above for one in _FALLS_INTO.finditer(flow.text)]
    if len(said) == 1 and is_miscount(last, number_of(said[0][1]["number"])):
        flow, found = said[0]
        message = f"{quoted(found['said'])} announces {number_of(found['number'])}, {last} headings are numbered"
        related = (Related(numbered[-1][0].span, "the last numbered heading"),)
        yield Finding(flow.span_of(*found.span("said")), message, related=related)


_ABOVE = ("paragraph", "description", "summary")


def _sections(post: Post, *, certain: bool) -> Iterator[Finding]:
    """Sections that bear no number, under a title that counts them."""
    for flow in post.header_flows:
        said = (
            (_TITLE.match(flow.text) or (_OF_ANY.match(flow.text) if certain else None))
            if flow.role == "title"
            else None
        )
        value = number_of(said["number"]) if said else 0
        sections, is_certain = of_title(post, value) if said and value > 2 else (0, False)
        if said and sections and is_certain is certain:
            at, end = said.start("number"), said.end("things")
            message = f"{quoted(flow.text[at:end])} announces {value}, {sections} sections follow"
            yield Finding(flow.span_of(at, end), message)


def _only_list(post: Post) -> Iterator[Finding]:
    """ "9 tips for hosts" above one numbered list, in a post that has no headings and no other list."""
    tops = [one for one in post.lists if post.blocks[one.block].parent < 0]
    if len(tops) != 1 or not tops[0].ordered or len(tops[0].items) < _FEWEST:
        return
    items = len(tops[0].items)
    for flow in post.header_flows:
        said = _TITLE.match(flow.text) if flow.role in ("title", "description", "summary") else None
        value = number_of(said["number"]) if said else 0
        if said and value > 2 and is_miscount(items, value) and not _AND_MORE.search(flow.text, said.end()):
            at, end = said.start("number"), said.end("things")
            related = (Related(tops[0].span, "the list"),)
            yield Finding(
                flow.span_of(at, end),
                f"{quoted(flow.text[at:end])} announces {value}, the list has {items}",
                related=related,
            )


# "Five projects enter the incubator", "Meet our four new boats": a title that counts these, and nothing else.
_COUNTS_NAMED = lazy.compile(
    rf"\W*(?:(?:meet|welcome|introducing|announcing|presenting|say\shello\sto|these\sare|here\sare)\s)?(?:(?:the|our|my|these|all)\s){{0,2}}(?P<number>{NUMBER})\s"
    rf"(?P<things>(?:(?!of\b|and\b|or\b|to\b|in\b|for\b)[a-z][\w’'-]*\s){{0,3}}?(?!{UNIT}\b)(?:[a-z]{{2,}}s(?<!ss)(?<!us)|people|women|men))(?=\s|\W*\Z)"
    rf"(?!.*\b(?:{NUMBER}|and|plus|or|more|others?|among)\b)(?!.*[&+,\d])",
    re.IGNORECASE,
)
# "Brindle, a log viewer", "Ada Berg": a name, and perhaps what it is.
_A_NAME = lazy.compile(
    r"(?!(?:An?|The|One|Two|Three|All|Your|Our|No|Some|Each|Every|To|For|If|How|What|Why|When|Where|Who)\b)"
    r"[A-Z][\w’'.+-]*(?:\s(?:(?:of|the|and|&|de|van|von)\s)?[A-Z\d][\w’'.+-]*){0,4}(?P<sign>,\s|:\s|\s[–—-]\s|\s\(|\sby\s|\sfrom\s|\sof\s|\W*\Z)"
)
_FULL_NAME = lazy.compile(PERSON)
_LEAD_WORDS = 8


def _above_names(post: Post) -> Iterator[Finding]:
    """ "Five projects enter the incubator", and the one list of the post has six names, each with what it is, or none."""
    tops = [one for one in post.lists if post.blocks[one.block].parent < 0]
    if not tops:
        yield from _above_rows(post)
    if len(tops) != 1 or len(tops[0].items) < _FEWEST or post.headings[1:]:
        return
    (one,) = tops
    titles = [flow for flow in post.header_flows if flow.role == "title" and id(flow) in english_flows(post)]
    said = [(flow, found) for flow in titles if (found := _COUNTS_NAMED.match(flow.text))]
    if len(said) != 1 or any(item.nested or item.flow < 0 for item in one.items) or is_continued(post, one):
        return
    flow, found = said[0]
    texts = [post.flows[item.flow].text for item in one.items]
    named = [_A_NAME.match(text) for text in texts]
    signs = {name["sign"].strip() for name in named if name}
    if all(_FULL_NAME.match(text) for text in texts) and not HUMANS.search(found["things"]):
        return  # of three talks, four speakers
    value, items = number_of(found["number"]), len(texts)
    if not all(named) or len(signs) != 1 or abs(value - items) != 1 or not _is_of(post, one, found["things"]):
        return
    body = (text.text for text in post.flows[len(post.header_flows) :] if text.role in ("paragraph", "heading"))
    if any(number_of(number[0]) == items for text in body for number in _ANY_NUMBER.finditer(text)):
        return  # the text knows better
    at, end = found.start("number"), found.end("things")
    message = f"{quoted(flow.text[at:end])} announces {value}, the list has {items}"
    yield Finding(flow.span_of(at, end), message, related=(Related(one.span, "the list"),))


def _above_rows(post: Post) -> Iterator[Finding]:
    """ "Three walks in May", and the one table of the post has four rows below "Walk"."""
    tables = tables_of(post)
    if len(tables) != 1 or not is_even(tables[0]) or len(tables[0]) <= _FEWEST:
        return
    heads = {_stem(post.flows[cell].text) for cell in tables[0][0]}
    rows = len(tables[0]) - 1
    for flow in post.header_flows:
        said = (
            list(_COUNTED.finditer(flow.text)) if flow.role in _ABOVE_ROWS and id(flow) in english_flows(post) else ()
        )
        named = [found for found in said if _stem(found["things"].split()[-1]) in heads]
        if len(named) != 1 or abs(number_of(named[0]["number"]) - rows) != 1 or is_part(flow.text[: named[0].start()]):
            continue
        body = (text.text for text in post.flows[len(post.header_flows) :] if text.role in ("paragraph", "heading"))
        if not any(number_of(number[0]) == rows for text in body for number in _ANY_NUMBER.finditer(text)):
            at, end = named[0].span()
            value = number_of(named[0]["number"])
            message = f"{quoted(flow.text[at:end])} announces {value}, the table has {rows}"
            yield Finding(flow.span_of(at, end), message)


_ABOVE_ROWS = ("title", "description", "summary")
# Whatever else the title says: "Four evenings, one quartet" above a column "Evening".
_COUNTED = lazy.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER})\s{_TIMES}(?P<things>(?:(?!of\b|and\b|or\b|to\b|in\b|for\b|more\b|new\b|other\b)[a-z][\w’'-]*\s){{0,2}}?(?!{UNIT}\b)(?:[a-z]{{2,}}s(?<!ss)(?<!us)|people|women|men))(?!\w|\s(?:per|each|a)\b)",
    re.IGNORECASE,
)
_ANY_NUMBER = lazy.compile(rf"(?<![\w.,-]){NUMBER}(?![\w.,:%-])", re.IGNORECASE)
_MANY = lazy.compile(r"\b[A-Za-z]{3,}s\b(?<!ss)(?<!us)(?<!is)(?<!\bhas)(?<!\bwas)(?<!\bdoes)|\b(?:people|women|men)\b")


def _is_of(post: Post, one: PostList, things: str) -> bool:
    """Whether the words above a list present it shortly, and as nothing but the things that the title counts."""
    lead = post.flows[one.lead].text if one.lead >= 0 else ""
    last = _SENTENCES.split(lead.rstrip())[-1]
    named = {_stem(found[0]) for found in _MANY.finditer(last)}
    return last.endswith(":") and len(last.split()) <= _LEAD_WORDS and named <= {_stem(word) for word in things.split()}


_SENTENCES = lazy.compile(r"(?<=[.!?])\s+")


def _above_lists(post: Post) -> Iterator[Finding]:
    """ "## Five libraries that caught our eye", and a list of four is all that stands below."""
    english = english_flows(post)
    for one in post.lists:
        flow = post.flows[one.lead] if one.lead >= 0 else None
        if flow is None or flow.role != "heading" or id(flow) not in english or one.goes_on:
            continue
        said = _TITLE.match(flow.text) or _OF_ANY.match(flow.text)
        value, items = number_of(said["number"]) if said else 0, len(one.items)
        is_plain = items >= _FEWEST and not any(item.nested for item in one.items) and not is_continued(post, one)
        if said and value > 2 and is_plain and abs(value - items) == 1 and not _AND_MORE.search(flow.text, said.end()):
            at, end = said.start("number"), said.end("things")
            message = f"{quoted(flow.text[at:end])} announces {value}, the list has {items}"
            yield Finding(flow.span_of(at, end), message, related=(Related(one.span, "the list"),))


_FEWEST = 3
_AND_MORE = lazy.compile(r"\band\b|&|\bplus\b|,")
_IN_SERIES = lazy.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER})\s{_TIMES}(?P<things>(?:[a-z-]+\s)?(?:episodes|parts|talks|stops|sessions|chapters|lessons|rounds|stages|walks|"
    r"concerts|films|evenings|lectures|steps|stations|matches|meetings))\b",
    re.IGNORECASE,
)
_COUNTS_ROWS = lazy.compile(
    r"\W*(?:no\.?|nr\.?|#|number|part|episode|stage|stop|session|week|round|lesson|step)\W*", re.IGNORECASE
)


def _numbered_rows(post: Post) -> Iterator[Finding]:
    """ "Four episodes" in a description, above the one table whose rows are numbered from 1 to 5."""
    tables = tables_of(post)
    if len(tables) != 1 or not _COUNTS_ROWS.fullmatch(post.flows[tables[0][0][0]].text):
        return
    numbers = [post.flows[row[0]].text.strip(" .#*") for row in tables[0][1:]]
    last = len(numbers)
    if last < _FEWEST or numbers != [str(number) for number in range(1, last + 1)]:
        return
    flows = [
        *(flow for flow in post.header_flows),
        *(flow for flow in post.flows[len(post.header_flows) :] if flow.role == "paragraph"),
    ]
    said = [(flow, found) for flow in flows for found in _IN_SERIES.finditer(flow.text)]
    if (
        len(said) == 1
        and abs(number_of(said[0][1]["number"]) - last) == 1
        and not is_part(said[0][0].text[: said[0][1].start()])
    ):
        flow, found = said[0]
        yield Finding(
            flow.span_of(*found.span()),
            f"{quoted(found[0])} announces {number_of(found['number'])}, the table has {last}",
        )


def _numbered(flow: Flow, headings: Sequence[Heading]) -> Iterator[Finding]:
    said = _TITLE.match(flow.text)
    if said is None:
        return
    value = number_of(said["number"])
    numbered = [(heading, found) for heading in headings if (found := _NUMBERED.match(heading.text))]
    numbers = sorted(figure(found["number"]) for _, found in numbered)
    same_level = len({heading.level for heading, _ in numbered}) == 1
    last = len(numbers)
    if not same_level or numbers != list(range(1, last + 1)) or last < 2 or value < 2 or not is_miscount(last, value):
        return
    at, end = said.start("number"), said.end("things")
    related = (Related(numbered[-1][0].span, "the last numbered heading"),)
    message = f"{quoted(flow.text[at:end])} announces {value}, {last} headings are numbered"
    yield Finding(flow.span_of(at, end), message, related=related)
