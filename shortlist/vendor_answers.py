"""What vendors answered to this project, laid over the catalogue: ratings of basis ``vendor``, for it alone."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import Catalogue, Product, Rating
from workshops.choice import Answer, Answers


@dataclass(frozen=True)
class Overlay:
    """One answer that counts, and the catalogue's rating that it takes the place of."""

    product: str
    item: str
    answer: Answer
    before: Rating

    @property
    def contradicts(self) -> bool:
        """Whether the answer says otherwise than something documented or tested."""
        return self.before.basis in ("documented", "tested") and self.before.level != self.answer.level


def overlays(catalogue: Catalogue, answers: Answers) -> tuple[Overlay, ...]:
    """The answers about products and items that the catalogue has, in its order."""
    return tuple(
        Overlay(product.id, item, answers[product.id][item], product.ratings[item])
        for product in catalogue.products
        for item in sorted(answers.get(product.id, {}))
        if item in product.ratings
    )


def with_answers(catalogue: Catalogue, answers: Answers) -> Catalogue:
    """The catalogue with the answers in it; its hash stays that of the published files."""
    if not any(answers.get(product.id) for product in catalogue.products):
        return catalogue
    products = tuple(_answered(product, answers.get(product.id, {})) for product in catalogue.products)
    return Catalogue.model_construct(year=catalogue.year, products=products, sha256=catalogue.sha256)


def _answered(product: Product, answers: dict[str, Answer]) -> Product:
    known = {item: answer for item, answer in answers.items() if item in product.ratings}
    if not known:
        return product
    ratings = {**product.ratings, **{item: _rating(answer, product) for item, answer in known.items()}}
    return product.model_copy(update={"ratings": ratings})


def _rating(answer: Answer, product: Product) -> Rating:
    first = answer.from_ if answer.from_ in product.edition_position else None
    note = f"{answer.note} ({answer.dated.isoformat()})"
    return Rating.model_construct(level=answer.level, basis="vendor", source=(), from_=first, note=note)
