"""The catalogue: real products, rated item by item, each rating with its basis and source."""

from catalog.load import load_catalogue, shipped_catalogue, years
from catalog.model import BASES, Catalogue, Edition, Price, Product, Profile, Rating, Source

__all__ = [
    "BASES",
    "Catalogue",
    "Edition",
    "Price",
    "Product",
    "Profile",
    "Rating",
    "Source",
    "load_catalogue",
    "shipped_catalogue",
    "years",
]
