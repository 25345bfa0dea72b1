"""The pages of units: the tree, one unit, imports, mergers and splits, figures from elsewhere."""

from __future__ import annotations

from importlib import import_module

for _page in ("tree", "unit_page", "figures", "imports", "reforms"):
    import_module(f"{__name__}.{_page}")
