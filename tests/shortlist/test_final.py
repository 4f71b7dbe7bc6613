"""The last choice: its parts to the digit, what is missing, how sure, the script, and the answers of vendors."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.languages import Language
from shortlist.demonstration import heavy_domains, script
from shortlist.export import ranking_json
from shortlist.final import budget_score, final_scores, finalists, usability_score, weighted_mean
from shortlist.final_sureness import final_sureness
from shortlist.final_wording import final_answer, missing_note
from shortlist.vendor_answers import overlays
from tests.shortlist.test_ranking import MAP, MUST, UNKNOWN, documented, estimated, offer, priced, world
from tests.shortlist.worlds import World, dossier_of
from workshops import Agreed, Answer, Budget, Choice, Costs, Decision, Frame
from workshops.choice import PARTS, TeamMark

SAY = Language("en")
BEST, WORST = (5, 1) * 5, (1, 5) * 5
DAY = dt.date(2026, 11, 24)


def marked(*marks: tuple[float, float]) -> dict[str, dict[str, TeamMark]]:
    return {f"V{n}": {"p": TeamMark(mark=p), "q": TeamMark(mark=q)} for n, (p, q) in enumerate(marks)}


def chosen(**choice: Any) -> World:
    return world(
        offer("p", 3, 3, 3, editions=priced(10)),
        offer("q", 3, 3, 0, editions=priced(15)),
        offer("r", 3, 3, 3, editions=priced(5)),
        frame=Frame(users=1, years=1, budget=Budget(amount=120, currency="EUR")),
        choice=Choice(finalists=("p", "q"), **choice),
    )


@pytest.mark.parametrize(
    ("agreement", "score"), [(BEST, 1.0), (WORST, 0.0), ((3,) * 10, 0.5), ((4, 2, 4, 1, 4, 2, 5, 2, 4, 2), 0.8)]
)
def test_the_usability_scale_turns_odd_and_even_statements(agreement: tuple[int, ...], score: float) -> None:
    assert usability_score(agreement) == pytest.approx(score)


@pytest.mark.parametrize(("cost", "score"), [(0, 1), (100, 1), (125, 0.5), (150, 0), (400, 0), (110, 0.8)])
def test_the_budget_earns_all_within_it_and_nothing_at_one_and_a_half_times(cost: float, score: float) -> None:
    assert budget_score(cost, 100) == pytest.approx(score)


def test_the_final_score_is_40_20_20_20() -> None:
    found = chosen(marks=marked((8, 4), (6, 6)), usability={"T": {"p": BEST, "q": (3,) * 10}})
    first, second = final_scores(dossier_of(found))
    assert (first.product, second.product) == ("p", "q")
    assert first.score == pytest.approx(0.4 * 1 + 0.2 * 0.7 + 0.2 * 1 + 0.2 * 1)
    assert second.parts["budget"].value == pytest.approx(0)  # 180 of 120
    assert second.score == pytest.approx(0.4 * 2 / 3 + 0.2 * 0.5 + 0.2 * 0.5 + 0)
    assert first.missing == ()


def test_missing_parts_are_said_and_the_others_weigh_more() -> None:
    scores = final_scores(dossier_of(chosen(marks={"V": {"p": TeamMark(mark=5)}})))
    first = next(score for score in scores if score.product == "p")
    assert first.missing == ("ergonomics",)
    assert first.score == pytest.approx((0.4 * 1 + 0.2 * 0.5 + 0.2 * 1) / 0.8)
    assert missing_note(scores, SAY).startswith(
        "Missing, so that the other parts weigh more: P (Ergonomics), Q (Team fit"
    )


def test_weights_can_be_set_and_a_part_without_weight_is_not_missed() -> None:
    found = chosen(weights={"fit": 1.0}, marks=marked((8, 4)))
    scores = final_scores(dossier_of(found))
    assert [score.score for score in scores] == [pytest.approx(0.8), pytest.approx(0.4)]
    assert all(score.missing == () for score in scores)


def test_without_a_cost_the_budget_part_is_missing_not_zero() -> None:
    found = world(offer("p", 3, 3, 3), frame=Frame(users=1, budget=Budget(amount=9, currency="EUR")),
                  choice=Choice(finalists=("p",)))  # fmt: skip
    (score,) = final_scores(dossier_of(found))
    assert (score.parts["budget"].value, score.parts["budget"].lacks) == (None, "cost")


def test_before_a_choice_the_shortlist_stands_and_unknown_names_are_left_out() -> None:
    assert finalists(dossier_of(world(offer("p", 3, 3, 3)))) == ("p",)
    gone = world(offer("p", 3, 3, 3), offer("q", 3, 3, 3), choice=Choice(finalists=("gone", "q")))
    assert finalists(dossier_of(gone)) == ("q",)


SHARES = st.one_of(st.none(), st.floats(0, 1))


@given(st.tuples(SHARES, SHARES, SHARES, SHARES), st.tuples(*[st.floats(0, 100)] * 4), st.integers(0, 3))
def test_the_weighted_mean_stays_within_its_parts_and_rises_with_each(
    values: tuple[float | None, ...], weights: tuple[float, ...], raised: int
) -> None:
    parts = dict(zip(PARTS, values, strict=True))
    used = dict(zip(PARTS, weights, strict=True))
    mean = weighted_mean(parts, used)
    there = [value for part, value in parts.items() if value is not None and used[part] > 0]
    assert (mean is None) == (not there)
    if mean is None:
        return
    assert min(there) - 1e-9 <= mean <= max(there) + 1e-9
    if values[raised] is not None:
        better = weighted_mean(parts | {PARTS[raised]: 1.0}, used)
        assert better is not None and better >= mean - 1e-9


def test_the_last_choice_is_sure_where_all_speaks_for_one() -> None:
    sure = final_sureness(dossier_of(chosen(marks=marked((8, 4), (8, 4)), usability={"T": {"p": BEST, "q": WORST}})))
    assert sure.first == {"p": 1.0, "q": 0.0}
    assert 0.8 < sure.span["p"][0] <= sure.span["p"][1] == pytest.approx(0.96)


def test_divided_participants_make_it_too_close_to_call_and_a_seed_repeats_it() -> None:
    found = world(offer("p", 3, 3, 3), offer("q", 3, 3, 3),
                  choice=Choice(finalists=("p", "q"), marks=marked((10, 0), (0, 10))))  # fmt: skip
    dossier = dossier_of(found)
    sure = final_sureness(dossier)
    # Two participants drawn twice: both alike in a quarter of the draws each way, else equal.
    assert sure.first["p"] == pytest.approx(0.5, abs=0.03)
    assert sure.too_close
    assert "too close to call" in final_answer(final_scores(dossier), sure, SAY)
    assert final_sureness(dossier) == sure
    assert final_sureness(dossier, seed=1) != sure


def test_what_the_ratings_rest_on_widens_the_span() -> None:
    weak = offer("p", UNKNOWN, estimated(2), estimated(2))
    found = world(weak, offer("q", 2, 2, 2), choice=Choice(finalists=("p", "q")))
    span = final_sureness(dossier_of(found)).span
    assert span["p"][1] - span["p"][0] > 2 * (span["q"][1] - span["q"][0])


def test_the_script_takes_musts_top_levels_and_heavy_domains_with_what_is_in_doubt() -> None:
    wishes = {"A-001": Agreed(level=4, must=True), "A-002": Agreed(level=2), "B-001": Agreed(level=3)}
    found = world(offer("p", 3, 3, 3), offer("q", estimated(3), 3, UNKNOWN), wishes=wishes)
    dossier = dossier_of(found)
    assert heavy_domains(dossier.ranking.weights) == {"a"}
    acts = script(dossier, ["p", "q"])
    assert [(act.domain, [scene.item for scene in act.scenes]) for act in acts] == [("a", ["A-001"])]
    assert [(d.product, d.rating, d.basis) for d in acts[0].scenes[0].doubts] == [("q", 3, "estimate")]
    wishes["B-001"] = Agreed(level=4)
    both = script(dossier_of(world(*found.catalogue.products, wishes=wishes)), ["p", "q"])
    assert [scene.item for act in both for scene in act.scenes] == ["A-001", "B-001"]
    assert [scene.item for act in script(dossier, ["p", "q"], most=1) for scene in act.scenes] == ["A-001"]


def answered(level: int, first: str | None = None) -> dict[str, dict[str, Answer]]:
    return {"p": {"A-001": Answer(level=level, note="Shown to us", dated=DAY, from_=first)}}


def test_an_answer_counts_as_the_vendors_word_for_this_project_alone() -> None:
    found = world(offer("p", UNKNOWN, 3, 3), wishes=MUST, answers=answered(3))
    dossier = dossier_of(found)
    assert dossier.published.by_id["p"].ratings["A-001"] == UNKNOWN
    rating = dossier.catalogue.by_id["p"].ratings["A-001"]
    assert (rating.level, rating.basis, rating.note) == (3, "vendor", "Shown to us (2026-11-24)")
    assert dossier.ranking.standings[0].status == "clear"
    assert dossier.ranking.sha256 == dossier.published.sha256


def test_an_answer_that_admits_a_lack_makes_conditional_not_excluded() -> None:
    assert dossier_of(world(offer("p", 3, 3, 3), wishes=MUST, answers=answered(1))).ranking.standings[0].status == (
        "conditional"
    )


def test_an_answer_against_proof_is_marked_as_such() -> None:
    found = world(offer("p", 1, 3, 3), answers=answered(3))
    (used,) = overlays(dossier_of(found).published, found.project.answers)
    assert used.contradicts
    same = world(offer("p", documented(3), 3, 3), answers=answered(3))
    assert not overlays(same.catalogue, same.project.answers)[0].contradicts


def test_an_answer_may_hold_from_an_edition_on() -> None:
    one = offer("p", UNKNOWN, 3, 3, editions=priced(10, 20))
    found = world(one, wishes=MUST, answers=answered(3, "e1"))
    assert dossier_of(found).ranking.standings[0].edition == "e1"
    strange = world(one, wishes=MUST, answers=answered(3, "gone"))
    assert dossier_of(strange).ranking.standings[0].edition == "e0"


def test_the_json_lists_the_answers_that_count() -> None:
    dossier = dossier_of(world(offer("p", 1, 3, 3), answers=answered(3) | {"gone": answered(1)["p"]}))
    used = overlays(dossier.published, dossier.project.answers)
    assert ranking_json(dossier.ranking, dossier.project.frame, MAP, used)["answers"] == [
        {
            "product": "p",
            "item": "A-001",
            "level": 3,
            "note": "Shown to us",
            "dated": "2026-11-24",
            "catalogue": {"level": 1, "basis": "documented"},
        }
    ]


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=1, max_size=6))
@settings(deadline=None, max_examples=50)
def test_the_final_score_lies_within_what_its_people_may_make_of_it(marks: list[tuple[float, float]]) -> None:
    dossier = dossier_of(chosen(marks=marked(*marks)))
    sure = final_sureness(dossier, draws=200)
    assert sum(sure.first.values()) == pytest.approx(1)
    for score in final_scores(dossier):
        low, high = sure.span[score.product]
        assert 0 <= low <= high <= 1 + 1e-9


def test_decisions_and_costs_do_not_move_the_ranking_without_a_budget() -> None:
    found = world(offer("p", 3, 3, 3), offer("q", 2, 3, 3))
    decided = Choice(
        decisions=(
            Decision(
                product="q",
                edition="only",
                by="Us",
                why="Liked",
                at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
                year=2026,
                sha256="0",
            ),
        )
    )
    changed = World(
        MAP, found.catalogue, found.project.model_copy(update={"choice": decided, "costs": Costs(currency="EUR")})
    )
    assert changed.rank() == found.rank()
