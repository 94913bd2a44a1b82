"""Region packs: what a place prints and how, read from region.yaml."""

from pmgen.catalog.region_lookup import (
    PackFields,
    asked_region,
    find_region,
    folders_without_region,
    is_shipped,
    list_regions,
    packs,
    same_names,
    shipped_templates,
)
from pmgen.catalog.region_reading import read_region

__all__ = [
    "PackFields",
    "asked_region",
    "find_region",
    "folders_without_region",
    "is_shipped",
    "list_regions",
    "packs",
    "read_region",
    "same_names",
    "shipped_templates",
]
