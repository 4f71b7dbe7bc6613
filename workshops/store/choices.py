"""What the store keeps of costs, scenarios and the last choice."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from workshops.choice import STATEMENTS, Answer, Decision, Part, TeamMark
from workshops.costs import Figure, Kind, OwnPrice
from workshops.project import Project
from workshops.scenario import Scenario
from workshops.store import tables as t
from workshops.store.choice_rows import agreements, answer_row, figure_row, price_row
from workshops.store.rooms import keep_agreement
from workshops.store.transactions import Transactions


class Choices(Transactions):
    """The part of the store that serves the decision; each change returns after its commit."""

    def say_costs_in(self, project_id: str, currency: str) -> None:
        """The currency in which costs are said where no budget says it."""
        with self._changing(project_id) as (connection, _):
            self._upsert(connection, t.cost_setting, {"project_id": project_id}, {"currency": currency})

    def set_figure(self, project_id: str, product: str | None, kind: Kind, figure: Figure | None) -> None:
        """Keep one of the team's figures, of one product or (None) for all; or withdraw it (None)."""
        self._keep(
            project_id, t.cost_figure, {"product": product or "", "kind": kind}, figure_row(figure) if figure else None
        )

    def set_price(self, project_id: str, product: str, edition: str, price: OwnPrice | None) -> None:
        """Keep the team's own price of an edition, or (None) go back to the list price."""
        self._keep(
            project_id, t.own_price, {"product": product, "edition": edition}, price_row(price) if price else None
        )

    def keep_scenario(self, project_id: str, scenario: Scenario) -> None:
        """Keep a scenario in place of one of the same name."""
        with self._changing(project_id) as (connection, _):
            key = {"project_id": project_id, "name": scenario.name}
            last = sa.select(sa.func.coalesce(sa.func.max(t.scenario.c.position), -1) + 1)
            place = connection.scalar(last.where(t.scenario.c.project_id == project_id))
            body = {"body": scenario.model_dump_json()}
            self._upsert(connection, t.scenario, key, body, only_new={"position": place})

    def drop_scenario(self, project_id: str, name: str) -> None:
        self._keep(project_id, t.scenario, {"name": name}, None)

    def adopt(self, project_id: str, before: Project, after: Project) -> None:
        """Make the frame, weights, scope and agreements those of ``after``, at once; the history keeps each change.

        ``before``: as the person saw the project; what it does not differ in stays as it is by now.
        """
        with self._changing(project_id) as (connection, now):
            frame = sa.update(t.project).where(t.project.c.id == project_id)
            if after.frame != before.frame:
                connection.execute(frame.values(frame=after.frame.model_dump_json()))
            for table, column, old, new in (
                (t.domain_weight, ("domain", "weight"), before.domain_weights, after.domain_weights),
                (t.out_of_scope, ("subject", "reason"), before.out_of_scope, after.out_of_scope),
            ):
                if new != old:
                    connection.execute(sa.delete(table).where(table.c.project_id == project_id))
                    self._insert(connection, table, project_id, *column, new)
            for item, agreed in after.requirements.items():
                if agreed != before.requirements.get(item):
                    keep_agreement(self, connection, project_id, item, agreed, now)

    def set_finalists(self, project_id: str, products: Iterable[str]) -> None:
        """The finalists in their order; what was said of a product stays when it is no finalist any more."""
        rows = [{"project_id": project_id, "product": p, "position": n} for n, p in enumerate(products)]
        self._replace(project_id, t.finalist, rows)

    def weigh_parts(self, project_id: str, weights: Mapping[Part, float]) -> None:
        """The weights of the last choice; none of them: the method's own again."""
        rows = [{"project_id": project_id, "part": part, "weight": weight} for part, weight in weights.items()]
        self._replace(project_id, t.final_weight, rows)

    def answer(self, project_id: str, product: str, item: str, answer: Answer | None) -> None:
        """Record a vendor's answer on an item, or withdraw it (None); the history keeps both."""
        key = {"product": product, "item": item}
        said = answer_row(answer) if answer else None
        with self._changing(project_id) as (connection, now):
            self._put(connection, project_id, t.answer, key, said)
            gone = {"level": None, "edition": None, "note": "", "dated": None}
            connection.execute(
                sa.insert(t.answer_history).values(project_id=project_id, at=now, **key, **(said or gone))
            )

    def mark(self, project_id: str, participant: str, product: str, mark: TeamMark | None) -> None:
        """Record a participant's mark of a finalist, or withdraw it (None); the history keeps both."""
        key = {"participant": participant, "product": product}
        said = mark.model_dump() if mark else None
        with self._changing(project_id) as (connection, now):
            self._put(connection, project_id, t.mark, key, said)
            gone = {"mark": None, "comment": ""}
            connection.execute(sa.insert(t.mark_history).values(project_id=project_id, at=now, **key, **(said or gone)))

    def rate_usability(self, project_id: str, tester: str, product: str, statement: int, agreement: int) -> None:
        """Record a tester's agreement, 1 to 5, with one of the ten statements (from 0); the history keeps each.

        What is given so far is kept from the first statement on, and counts once all ten are given.
        """
        key = {"tester": tester, "product": product}
        with self._changing(project_id) as (connection, now):
            query = sa.select(t.usability.c.agreement).filter_by(project_id=project_id, **key)
            given = [*agreements(connection.scalar(query) or ",".join("0" * STATEMENTS))]
            given[statement] = agreement
            said = {"agreement": ",".join(map(str, given))}
            self._put(connection, project_id, t.usability, key, said)
            connection.execute(sa.insert(t.usability_history).values(project_id=project_id, at=now, **key, **said))

    def usability_so_far(self, project_id: str, tester: str) -> dict[str, tuple[int, ...]]:
        """Per product, a tester's agreement with each statement, 0 where it is not given yet."""
        query = sa.select(t.usability).filter_by(project_id=project_id, tester=tester)
        with self._reading() as connection:
            return {row.product: agreements(row.agreement) for row in connection.execute(query)}

    def decide(self, project_id: str, decision: Decision) -> None:
        """Record a decision after those there are; there is no way to change one."""
        with self._changing(project_id) as (connection, _):
            connection.execute(sa.insert(t.decision).values(project_id=project_id, **decision.model_dump()))

    def invite(self, project_id: str, name: str) -> str:
        """A new link for a participant, in place of the last: its token, 128 random bits, told only now."""
        token = secrets.token_urlsafe(16)
        with self._changing(project_id) as (connection, now):
            values = {"token": _digest(token), "at": now}
            self._put(connection, project_id, t.participant, {"name": name}, values)
        return token

    def disinvite(self, project_id: str, name: str) -> None:
        """The participant's link opens nothing any more; what they said stays."""
        self._keep(project_id, t.participant, {"name": name}, None)

    def participants(self, project_id: str) -> list[str]:
        """Those whose link is open."""
        query = sa.select(t.participant.c.name).where(t.participant.c.project_id == project_id)
        with self._reading() as connection:
            return list(connection.scalars(query.order_by(t.participant.c.name)))

    def invited(self, token: str) -> tuple[str, str] | None:
        """The project and the participant that a link's token opens; None where it opens nothing."""
        query = sa.select(t.participant.c.project_id, t.participant.c.name).where(
            t.participant.c.token == _digest(token)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
            return (row.project_id, row.name) if row else None

    def _keep(self, project_id: str, table: sa.Table, key: dict[str, Any], values: dict[str, Any] | None) -> None:
        with self._changing(project_id) as (connection, _):
            self._put(connection, project_id, table, key, values)

    def _put(
        self,
        connection: sa.Connection,
        project_id: str,
        table: sa.Table,
        key: dict[str, Any],
        values: dict[str, Any] | None,
    ) -> None:
        whole = {"project_id": project_id, **key}
        if values is None:
            connection.execute(sa.delete(table).filter_by(**whole))
        else:
            self._upsert(connection, table, whole, values)

    def _replace(self, project_id: str, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        with self._changing(project_id) as (connection, _):
            connection.execute(sa.delete(table).where(table.c.project_id == project_id))
            if rows:
                connection.execute(sa.insert(table), rows)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
