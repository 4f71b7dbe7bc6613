"""What a facilitator is shown to challenge, the points of voters, and who is kept out."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria import Item, shipped_map
from workshops import Agreed, Project, Vote, consolidate
from workshops.access import TRIES, WITHIN, Doorkeeper, badge, is_key, new_key
from workshops.challenge import challenges
from workshops.points import average_points
from workshops.project import Identity
from workshops.room import Tally, by_contest

MAP = shipped_map()
ITEMS = [item.id for item in MAP.domain_by_id["leads"].items]
NATIVE = {ITEMS[0]: [3, 4, 3, 3, 4], ITEMS[1]: [0, 1, None, 2, 2], ITEMS[2]: [3, 0, 2, 3, None]}


def offers(item: Item) -> dict[str, int | None]:
    return {f"p{n}": level for n, level in enumerate(NATIVE.get(item.id, [None]))}


def project(votes: list[Vote] | None = None, levels: dict[str, int] | None = None) -> Project:
    agreed = {item: Agreed(level=level) for item, level in (levels or {}).items()}
    return Project(project=Identity(name="P"), catalogue=2026, requirements=agreed, votes=tuple(votes or ()))


def test_needed_items_are_easy_or_rare_by_what_the_market_does() -> None:
    case = project(levels={ITEMS[0]: 3, ITEMS[1]: 4, ITEMS[2]: 3})
    found = challenges(case, consolidate(case, MAP), MAP, offers)
    assert [(s.item, s.native, s.known) for s in found.easy] == [(ITEMS[0], 5, 5)]
    assert [(s.item, s.native, s.known) for s in found.rare] == [(ITEMS[1], 0, 4)]
    assert found.at_top == pytest.approx(1 / 3) and not found.no_preference


def test_when_everything_stands_at_the_top_there_is_no_preference() -> None:
    case = project(levels=dict.fromkeys(ITEMS, 4))
    assert challenges(case, consolidate(case, MAP), MAP, offers).no_preference


def test_departments_apart_and_voters_of_one_level_are_found() -> None:
    votes = [Vote(voter="S", department="sales", item=item, level=4) for item in ITEMS]
    votes += [Vote(voter="I", department="it", item=item, level=n % 2) for n, item in enumerate(ITEMS)]
    case = project(votes)
    found = challenges(case, consolidate(case, MAP), MAP, offers)
    (distance,) = found.distances
    assert distance.departments == ("it", "sales") and distance.items == len(ITEMS)
    assert distance.levels == pytest.approx(4 - sum(n % 2 for n in range(len(ITEMS))) / len(ITEMS))
    assert found.flat == (("S", 4),)


def test_points_are_averaged_over_voters_with_their_spread() -> None:
    shares = average_points({"A": {"leads": 60, "ai": 40}, "B": {"leads": 20}, "C": {"field": 100}}, ["leads", "ai"])
    assert [(s.domain, s.mean, s.least, s.most) for s in shares] == [("leads", 80, 60, 100), ("ai", 20, 0, 40)]
    assert average_points({"C": {"field": 100}}, ["leads"]) == []


@given(st.dictionaries(st.text(min_size=1), st.dictionaries(st.sampled_from("abcd"), st.floats(0, 1000)), max_size=5))
def test_average_points_add_up_to_a_hundred(allocations: dict[str, dict[str, float]]) -> None:
    shares = average_points(allocations, ["a", "b", "c"])
    assert not shares or sum(share.mean for share in shares) == pytest.approx(100)


def test_contested_items_come_first() -> None:
    def tally(item: str, levels: list[int]) -> Tally:
        votes = tuple(Vote(voter=str(n), item=item, level=level) for n, level in enumerate(levels))
        return Tally(item, votes, 0, None)

    order = by_contest([tally("A-001", [3, 3]), tally("B-001", [0, 4]), tally("C-001", [2, 3])], {}, 4)
    assert [one.item for one in order] == ["B-001", "C-001", "A-001"]


def test_a_place_with_too_many_wrong_tries_is_shut_for_a_minute() -> None:
    moments = count()
    now = [0.0]
    keeper = Doorkeeper(lambda: now[0] + next(moments) * 0.001)
    for _ in range(TRIES):
        assert not keeper.is_shut("10.0.0.9")
        keeper.note_wrong("10.0.0.9")
    assert keeper.is_shut("10.0.0.9") and not keeper.is_shut("10.0.0.8")
    now[0] = WITHIN + 1
    assert not keeper.is_shut("10.0.0.9")


def test_a_key_opens_and_its_badge_does_not_tell_it() -> None:
    key = new_key()
    assert is_key(key, key) and not is_key(key + "x", key)
    assert key not in badge(key) and badge(key) != badge(new_key())
