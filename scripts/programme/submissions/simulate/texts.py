"""What people write in their own words: long answers of the length and kind that local groups give, all invented.

Answers are made beforehand and drawn from, so that a hundred thousand rows take seconds. They hold what exports
stumble over: line breaks, quotation marks, commas, semicolons, pounds, letters that not every encoding has.
"""

from __future__ import annotations

from itertools import cycle
from typing import Final

from programme.submissions.simulate.chance import Chance

_SENTENCES: Final = {
    "scan": (
        "Residents have told us about {issue} {where}, mostly {when}.",
        "In our own survey {many} of {total} people said that {issue} is their biggest worry.",
        "The map on police.uk shows {count} reports {where} in the last twelve months.",
        "Parents say that they no longer let their children walk past on their own.",
        "We counted {count} cases in two weeks, {when}.",
        "It has been raised at {count} meetings since last spring; nothing has changed so far.",
        "One neighbour called it “the worst it has been in twenty years”.",
        "Older people in particular avoid the place {when}.",
    ),
    "analyse": (
        "About {total} people live within ten minutes' walk.",
        "It will help families {where}, and the {count} volunteers who look after the hall.",
        "Most of those who will benefit are under 18 or over 65.",
        "We expect {count} people a week, and {total} over the year.",
        "People who do not usually come to meetings will be asked on their doorstep.",
        "The groups most affected are young people, carers and people who work shifts.",
    ),
    "respond": (
        "We will buy {count} sets of equipment and train {many} volunteers to use them.",
        "By the end of month two the permission is in place, by month four the work is done.",
        "Two of our trustees have run a similar project in another village; it halved the complaints.",
        "The parish has agreed in writing, subject to insurance.",
        "First we talk to the neighbours, then we order, then we put it up; a short film tells people about it.",
        "- posters and leaflets\n- a launch day\n- weekly sessions {when}",
        "Our PCSO will come to the first session & help us with the speed readings.",
        "If the weather is bad we move it indoors: the hall is booked already.",
        "We keep £{count}0 of our own money back for repairs.",
    ),
    "assess": (
        "We will count {issue} for two weeks before and two weeks after, at the same hours.",
        "Success means {count}% fewer reports, and {many} more people who say that they feel safe.",
        "The committee looks at the figures every quarter and will publish them on the notice board.",
        "Afterwards the volunteers carry on; the only cost is about £{count} a year, which the raffle pays for.",
        "We ask the same ten questions before and after (paper and online).",
        "The equipment belongs to the group and is kept in the locked store.",
    ),
}
_ISSUES: Final = {
    "road-safety": ("speeding", "parking on the zig-zags", "near misses at the crossing", "lorries on the bend"),
    "rural-crime": ("theft from barns", "hare coursing", "fly-tipping in gateways", "stolen quad bikes"),
    "business-crime": ("shop theft", "abuse of staff", "broken windows", "theft of tools from vans"),
    "violence-and-vulnerability": ("fights after school", "cuckooing", "knives in the park", "grooming online"),
    "violence-against-women-and-girls": ("harassment on the way home", "spiking", "following and staring"),
    "": ("noise and damage", "anti-social behaviour", "litter and graffiti", "bike theft", "drinking in the park"),
}
_WHERE: Final = (
    "on Quarry Lane", "by the play area", "outside the primary school", "at the bus shelter", "along the canal path",
    "near the co-operative shop", "between the church and the green", "in the car park behind the hall",
)  # fmt: skip
_WHEN: Final = (
    "between 8 and 9 in the morning", "after dark", "at weekends", "at the end of the school day",
    "on Friday and Saturday nights", "in the holidays", "from October to March",
)  # fmt: skip
_EXTRAS: Final = ("A leaflet in Polish (Dziękujemy!) is planned.", "The Café Amélie lends us its room.", "See above.")
_ENOUGH: Final = 400  # ready-made answers of a kind
_SHARES: Final = ((0.7, 5, 20), (0.93, 20, 45), (0.992, 45, 120), (1.0, 120, 450))  # of answers, and their words


def answers(rng: Chance, stage: str, theme: str, *, most: int) -> list[str]:
    """Return ready-made long answers for a stage of problem solving, each of at most `most` words."""
    sentences = _SENTENCES.get(stage) or tuple(line for lines in _SENTENCES.values() for line in lines)
    return [_answer(rng, sentences, _ISSUES.get(theme, _ISSUES[""]), most) for _ in range(_ENOUGH)]


def _answer(rng: Chance, sentences: tuple[str, ...], issues: tuple[str, ...], most: int) -> str:
    length = min(_length(rng), most - 2)
    order = cycle(rng.mixed(sentences))
    text = _filled(rng, next(order), issues)
    while len(text.split()) < length:
        one = rng.one(_EXTRAS) if rng.happens(0.02) else _filled(rng, next(order), issues)
        listed = one.startswith("-") or text.rpartition("\n")[2].startswith("-")
        text += ("\n" if listed else "\n\n" if rng.happens(0.12) else " ") + one
    return _cut(text, most)


def _length(rng: Chance) -> int:
    drawn = rng.random()
    least, most = next((least, most) for share, least, most in _SHARES if drawn <= share)
    return least + rng.below(most - least)


def _filled(rng: Chance, sentence: str, issues: tuple[str, ...]) -> str:
    return sentence.format(
        issue=rng.one(issues),
        where=rng.one(_WHERE),
        when=rng.one(_WHEN),
        many=3 + rng.below(20),
        total=40 + rng.below(60) * 10,
        count=2 + rng.below(40),
    )


def _cut(text: str, most: int) -> str:
    if len(text.split()) <= most:
        return text
    return " ".join(text.split()[:most])
