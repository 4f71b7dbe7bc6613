"""How sure it is, in sentences for people who have never heard of a simulation."""

from __future__ import annotations

from catalog.wording import basis_name, filter_name
from common.languages import Language
from criteria import FunctionalMap
from shortlist.decisive import Question
from shortlist.price import Price
from shortlist.ranking import Ranking, Standing
from shortlist.second_opinion import Method, Opinion
from shortlist.sureness import Label, Sureness

DOUBTED = 0.8
"""Below this chance of meeting every must and filter, the sentence says so."""


def label_name(label: Label, say: Language) -> str:
    return {"robust": say("Robust"), "contested": say("contested").capitalize(), "unlikely": say("Doubtful")}[label]


def standing_words(sureness: Sureness, ranking: Ranking, standing: Standing, say: Language) -> str:
    """``Robust: on the shortlist in 93% of the draws``, and whether its first place is."""
    chances = sureness.products[standing.product]
    said = say(
        "{label}: on the shortlist in {share} of the draws",
        label=label_name(chances.label, say),
        share=say.percent(chances.shortlist),
    )
    if standing.product == ranking.shortlist[0] and sureness.too_close(ranking):
        said += ", " + say("first place too close to call")
    return said


def answer(sureness: Sureness, ranking: Ranking, say: Language) -> str:
    """How far to trust the shortlist, in two or three sentences."""
    listed = ranking.shortlisted
    if not listed:
        return say("No product is on the shortlist yet, so there is nothing to be sure of.")
    names: dict[Label, list[str]] = {"robust": [], "contested": [], "unlikely": []}
    for standing in listed:
        chances = sureness.products[standing.product]
        share = say.percent(chances.shortlist)
        names[chances.label].append(say("{name} ({share})", name=standing.name, share=share))
    said = []
    if names["robust"]:
        said.append(say("Sure to stay on the shortlist: {names}.", names=say.names(names["robust"])))
    if names["contested"]:
        said.append(say("Contested: {names}.", names=say.names(names["contested"])))
    if names["unlikely"]:
        said.append(say("On the shortlist in few draws only: {names}.", names=say.names(names["unlikely"])))
    return " ".join([*said, *first_place(sureness, ranking, say)])


def first_place(sureness: Sureness, ranking: Ranking, say: Language) -> list[str]:
    """Whether the first place is settled; nothing without a second."""
    ranked = [standing for standing in ranking.standings if standing.rank]
    lead = sureness.lead(ranking)
    if lead is None:
        return []
    words = {"first": ranked[0].name, "second": ranked[1].name, "share": say.percent(lead)}
    if sureness.too_close(ranking):
        return [say("First place is too close to call: {first} beats {second} in {share} of the draws.", **words)]
    return [say("{first} beats {second} in {share} of the draws.", **words)]


def musts_in_doubt(sureness: Sureness, ranking: Ranking, musts: int, say: Language) -> str:
    """Which products on the shortlist stand or fall with their musts; empty where none does."""
    doubted = []
    for standing in ranking.shortlisted:
        met = sum(sureness.products[standing.product].ranks)
        if met < DOUBTED:
            doubted.append(say("{name} ({share})", name=standing.name, share=say.percent(met)))
    if not doubted:
        return ""
    return say.n(
        "The doubt is mostly about the must. It is met in this share of the draws: {names}. Have it shown first.",
        "The doubt is mostly about the {n} musts: each is likely to be met, all together only in this share of the "
        "draws: {names}. Have the musts shown first.",
        musts,
        names=say.names(doubted),
    )


def method_name(method: Method) -> str:
    return {"topsis": "TOPSIS", "promethee": "PROMETHEE II", "weighted-sum": "WSM"}[method]


def method_words(method: Method, say: Language) -> str:
    """What a method does, for a reader who knows none of their names."""
    return {
        "topsis": say("looks for the product nearest to an ideal one"),
        "promethee": say("counts the duels that a product wins, item by item"),
        "weighted-sum": say("adds points, from the worst product of each item to the best"),
    }[method]


def opinions_answer(opinions: tuple[Opinion, ...], ranking: Ranking, say: Language) -> str:
    """One sentence: do other methods choose alike?"""
    if not opinions:
        return say("There are not two ranked products that differ, so other methods have nothing to compare.")
    alike = sum(opinion.order[0] == ranking.shortlist[0] for opinion in opinions)
    fewest = min(opinion.shared for opinion in opinions)
    size = opinions[0].size
    if alike == len(opinions) and fewest == size:
        return say(
            "Three other methods, computed by an independent library, choose the same products and the same first."
        )
    first = say.n("{n} of the three puts the same product first", "{n} of the three put the same product first", alike)
    return say(
        "Three other methods, computed by an independent library, share at least {fewest} of our {size} products; {first}.",
        fewest=fewest,
        size=size,
        first=first,
    )


def question_words(question: Question, say: Language) -> str:
    """``rated 2 (estimate)`` or ``unknown``."""
    if question.level is None:
        return say("unknown")
    return say("rated {level} ({basis})", level=question.level, basis=basis_name(question.basis, say))


def price_name(price: Price, functional_map: FunctionalMap, say: Language) -> str:
    if price.kind == "filter":
        return filter_name(price.name, say)
    return f"{price.name} {say.text(functional_map.by_id[price.name].title)}"
