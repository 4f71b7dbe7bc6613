"""Names in a project that the catalogue does not know: products and editions of costs, answers and finalists."""

from __future__ import annotations

from collections.abc import Iterable

from catalog import Catalogue
from common.problems import Collector, nearest
from workshops import Project

Place = tuple[str | int, ...]


def check_names(project: Project, catalogue: Catalogue, found: Collector) -> None:
    """Every product and edition that is named must be in the catalogue of the project's year."""
    products = catalogue.by_id
    for path, product in _products(project):
        if product not in products:
            found.add(
                path,
                f"product {product!r} is not in the catalogue of {catalogue.year}",
                nearest(product, products) or "one of its products",
            )
    for path, product, edition in _editions(project):
        known = products[product].edition_position if product in products else {}
        if product in products and edition not in known:
            found.add(path, f"{product} has no edition {edition!r}", nearest(edition, known) or ", ".join(known))


def _products(project: Project) -> Iterable[tuple[Place, str]]:
    choice = project.choice
    yield from ((("costs", "by_product", p), p) for p in project.costs.by_product)
    yield from ((("costs", "prices", p), p) for p in project.costs.prices)
    yield from ((("answers", p), p) for p in project.answers)
    yield from ((("choice", "finalists", n), p) for n, p in enumerate(choice.finalists))
    yield from ((("choice", "marks", who, p), p) for who, marks in choice.marks.items() for p in marks)
    yield from ((("choice", "usability", who, p), p) for who, rated in choice.usability.items() for p in rated)


def _editions(project: Project) -> Iterable[tuple[Place, str, str]]:
    for product, prices in project.costs.prices.items():
        yield from ((("costs", "prices", product, edition), product, edition) for edition in prices)
    for product, answers in project.answers.items():
        for item, answer in answers.items():
            if answer.from_ is not None:
                yield ("answers", product, item, "from"), product, answer.from_
