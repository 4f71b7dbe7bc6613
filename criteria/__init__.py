"""The functional map: what a CRM can be asked to do, item by item."""

from criteria.load import load_map, shipped_map
from criteria.model import Domain, FunctionalMap, Item, Module

__all__ = ["Domain", "FunctionalMap", "Item", "Module", "load_map", "shipped_map"]
