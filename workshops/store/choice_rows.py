"""The decision's tables as parts of a project, and back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from workshops.choice import Answer, Choice, Decision, TeamMark
from workshops.costs import Costs, Figure, OwnPrice
from workshops.project import Project
from workshops.scenario import Scenario
from workshops.store import tables as t


def read_choice(connection: sa.Connection, project_id: str) -> dict[str, Any]:
    """The fields of the project that this module keeps."""

    def rows(table: sa.Table, order: str) -> Any:
        query = sa.select(table).where(table.c.project_id == project_id)
        return connection.execute(query.order_by(table.c[order]))

    answers: dict[str, dict[str, Answer]] = defaultdict(dict)
    for a in rows(t.answer, "item"):
        answers[a.product][a.item] = Answer(level=a.level, note=a.note, dated=a.dated, from_=a.edition)
    marks: dict[str, dict[str, TeamMark]] = defaultdict(dict)
    for m in rows(t.mark, "participant"):
        marks[m.participant][m.product] = TeamMark(mark=m.mark, comment=m.comment)
    usability: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for u in rows(t.usability, "tester"):
        if 0 not in (given := agreements(u.agreement)):
            usability[u.tester][u.product] = given
    return {
        "costs": _costs(connection, project_id),
        "scenarios": tuple(Scenario.model_validate_json(s.body) for s in rows(t.scenario, "position")),
        "answers": dict(answers),
        "choice": Choice(
            finalists=tuple(f.product for f in rows(t.finalist, "position")),
            weights={w.part: w.weight for w in rows(t.final_weight, "part")},
            marks=dict(marks),
            usability=dict(usability),
            decisions=tuple(
                Decision(
                    product=d.product,
                    edition=d.edition,
                    by=d.by,
                    why=d.why,
                    at=d.at if d.at.tzinfo else d.at.replace(tzinfo=dt.UTC),  # SQLite keeps no zone
                    year=d.year,
                    sha256=d.sha256,
                    score=d.score,
                )
                for d in rows(t.decision, "id")
            ),
        ),
    }


def _costs(connection: sa.Connection, project_id: str) -> Costs:
    query = sa.select(t.cost_setting.c.currency).where(t.cost_setting.c.project_id == project_id)
    figures = sa.select(t.cost_figure).where(t.cost_figure.c.project_id == project_id)
    for_all: dict[Any, Figure] = {}
    by_product: dict[str, dict[Any, Figure]] = defaultdict(dict)
    for f in connection.execute(figures.order_by(t.cost_figure.c.product, t.cost_figure.c.kind)):
        kinds = by_product[f.product] if f.product else for_all
        kinds[f.kind] = Figure.model_validate(
            {"amount": {"low": f.low, "high": f.high}, "currency": f.currency, "source": f.source}
        )
    prices: dict[str, dict[str, OwnPrice]] = defaultdict(dict)
    own = sa.select(t.own_price).where(t.own_price.c.project_id == project_id)
    for p in connection.execute(own.order_by(t.own_price.c.product, t.own_price.c.edition)):
        prices[p.product][p.edition] = OwnPrice.model_validate(
            {"amount": {"low": p.low, "high": p.high}, "currency": p.currency, "per": p.per,
             "min_users": p.min_users, "source": p.source}
        )  # fmt: skip
    return Costs(currency=connection.scalar(query), for_all=for_all, by_product=dict(by_product), prices=dict(prices))


def agreements(text: str) -> tuple[int, ...]:
    """A tester's agreement with the ten statements; 0: not given yet."""
    return tuple(int(given) for given in text.split(","))


def fill_choice(connection: sa.Connection, project_id: str, project: Project, now: dt.datetime) -> None:
    """Insert these parts of a new project."""
    costs, choice = project.costs, project.choice
    with_history: dict[sa.Table, sa.Table] = {
        t.mark: t.mark_history,
        t.usability: t.usability_history,
        t.answer: t.answer_history,
    }
    rows: dict[sa.Table, list[dict[str, Any]]] = {
        t.cost_setting: [{"currency": costs.currency}] if costs.currency else [],
        t.cost_figure: [
            {"product": product, "kind": kind, **figure_row(figure)}
            for product, figures in {"": costs.for_all, **costs.by_product}.items()
            for kind, figure in figures.items()
        ],
        t.own_price: [
            {"product": product, "edition": edition, **price_row(price)}
            for product, prices in costs.prices.items()
            for edition, price in prices.items()
        ],
        t.scenario: [
            {"name": s.name, "position": n, "body": s.model_dump_json()} for n, s in enumerate(project.scenarios)
        ],
        t.finalist: [{"product": product, "position": n} for n, product in enumerate(choice.finalists)],
        t.final_weight: [{"part": part, "weight": weight} for part, weight in choice.weights.items()],
        t.mark: [
            {"participant": who, "product": product, **mark.model_dump()}
            for who, marks in choice.marks.items()
            for product, mark in marks.items()
        ],
        t.usability: [
            {"tester": who, "product": product, "agreement": ",".join(map(str, agreement))}
            for who, rated in choice.usability.items()
            for product, agreement in rated.items()
        ],
        t.answer: [
            {"product": product, "item": item, **answer_row(answer)}
            for product, answers in project.answers.items()
            for item, answer in answers.items()
        ],
        t.decision: [decision.model_dump() for decision in choice.decisions],
    }
    for table, found in rows.items():
        kept = [{"project_id": project_id, **row} for row in found]
        if kept:
            connection.execute(sa.insert(table), kept)
            if table in with_history:
                connection.execute(sa.insert(with_history[table]), [row | {"at": now} for row in kept])


def figure_row(figure: Figure) -> dict[str, Any]:
    amount = figure.amount
    return {"low": amount.low, "high": amount.high, "currency": figure.currency, "source": figure.source}


def price_row(price: OwnPrice) -> dict[str, Any]:
    said = price.model_dump(exclude={"amount"})
    return {"low": price.amount.low, "high": price.amount.high, **said}


def answer_row(answer: Answer) -> dict[str, Any]:
    return {"level": answer.level, "edition": answer.from_, "note": answer.note, "dated": answer.dated}
