"""The last choice in words."""

from __future__ import annotations

from common.languages import Language
from shortlist.final import FinalScore, PartScore
from shortlist.final_sureness import FinalSureness
from workshops.choice import Part


def final_part_name(part: Part, say: Language) -> str:
    return {
        "functional": say("Functions"),
        "fit": say("Team fit"),
        "ergonomics": say("Ergonomics"),
        "budget": say("Budget"),
    }[part]


def part_words(score: PartScore, say: Language) -> str:
    """A part's score out of 100, or what it lacks."""
    if score.value is not None:
        return say.score(score.value)
    return {
        "": "–",
        "score": say("nothing known"),
        "marks": say("no mark yet"),
        "testers": say("no tester yet"),
        "budget": say("no budget stated"),
        "cost": say("cost unknown"),
    }[score.lacks]


def final_answer(scores: tuple[FinalScore, ...], sure: FinalSureness, say: Language) -> str:
    """The sentence that a board reads: who comes first, and how sure."""
    ranked = [score for score in scores if score.score is not None]
    if not ranked:
        return say("No finalist has a score yet.")
    first = ranked[0]
    words = say("{name} comes first with {score} out of 100.", name=first.name, score=say.score(first.score))
    if len(ranked) > 1:
        share = say.percent(sure.first[first.product])
        if sure.too_close:
            words += " " + say("It is too close to call: first in {share} of the draws.", share=share)
        else:
            words += " " + say("First in {share} of the draws.", share=share)
    return words


def missing_note(scores: tuple[FinalScore, ...], say: Language) -> str:
    """Which parts are missing for whom, and what that means; empty where none is."""
    lines = [
        f"{score.name} ({say.names([final_part_name(part, say) for part in score.missing])})"
        for score in scores
        if score.missing
    ]
    if not lines:
        return ""
    return say(
        "Missing, so that the other parts weigh more: {names}. Scores without the same parts compare badly.",
        names=", ".join(lines),
    )
