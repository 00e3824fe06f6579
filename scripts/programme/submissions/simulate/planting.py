"""How a fault is planted: whether a scene can hold it, how many drafts it takes, and what it does to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from programme.submissions.simulate.drafts import Draft, Scene


@dataclass(frozen=True, slots=True)
class Planting:
    """One kind of fault: whether a scene can hold it, how many drafts it takes, and how it is planted in them."""

    takes: int
    fits: Callable[[Scene], bool]
    plant: Callable[[Scene, list[Draft]], None]
    weight: float = 1.0


def single(fits: Callable[[Scene], bool], plant: Callable[[Scene, Draft], None]) -> Planting:
    """Return a fault that takes one draft."""
    return Planting(1, fits, lambda scene, drafts: plant(scene, drafts[0]))


def has_deadline(scene: Scene) -> bool:
    """Tell whether applications can be late."""
    return scene.form.kind == "application" and scene.call.known and bool(scene.call.id)
