"""The ten statements of the System Usability Scale, in our words; odd ones praise, even ones complain.

Their order and polarity are those of Brooke, SUS: a quick and dirty usability scale (1996).
"""

from __future__ import annotations

from common.languages import Language


def statements(say: Language) -> tuple[str, ...]:
    return (
        say("I would be glad to work with this product often."),
        say("It is more complicated than it has to be."),
        say("I found my way in it with ease."),
        say("I could not use it without an expert at my side."),
        say("Its parts work together well."),
        say("Too many things in it work now one way, now another."),
        say("I expect that most colleagues would pick it up fast."),
        say("Working with it is awkward."),
        say("I felt sure of what I was doing."),
        say("I had a lot to learn before I could get going."),
    )
