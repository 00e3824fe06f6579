"""What projects ask for and spend it on: amounts as people write them, and lines of costs that add up."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from programme.submissions.simulate.chance import Chance

_ITEMS: Final = (
    "High-visibility vests", "Speed gun", "Training for volunteers", "Hire of the hall", "Posters and leaflets",
    "Insurance", "Signs (aluminium, 2 posts)", "Youth worker, 12 sessions", "Refreshments", "Trail cameras",
    "Property marking kits", "Sports equipment", "Lighting", "First-aid course", "Travel of volunteers", "Launch day",
    "Printing", "Planters", "Locks & alarms", "Evaluation",
)  # fmt: skip
_MOST: Final = Decimal(10000)  # where no ceiling is known
_SIGNS: Final = (": £", " - £", " £", ": £")


def amount_below(ceiling: Decimal | None, rng: Chance) -> Decimal:
    """Return pounds that somebody may ask for: most ask for a few thousand, many for all there is."""
    most = ceiling if ceiling is not None else _MOST
    if rng.happens(0.12):
        return most
    shares = rng.below(6000) + rng.below(4001)  # of ten thousand
    pounds = max(Decimal(150), most * shares / 10000)
    if rng.happens(0.2):
        return min(most, pounds.quantize(Decimal("0.01")))
    step = Decimal(50 if rng.happens(0.7) else 5)
    return min(most, (pounds / step).to_integral_value() * step)


def amount_text(amount: Decimal, rng: Chance) -> str:
    """Return an amount as people type it: `4200`, `£4,200`, `4,200.00`, `4200.50`."""
    whole = amount == amount.to_integral_value()
    if rng.happens(0.55):
        return f"{int(amount)}" if whole else f"{amount:.2f}"
    if rng.happens(0.55):
        return f"£{int(amount):,}" if whole else f"£{amount:,.2f}"
    return f"£{amount:,.2f}" if rng.happens(0.5) else f"{amount:,.2f}"


def budget_text(amount: Decimal, rng: Chance) -> str:
    """Return lines of costs that add up to an amount, one for each thing."""
    number = 1 + rng.below(6) if amount >= 60 else 1  # noqa: PLR2004 - ten pounds a thing
    sign = rng.one(_SIGNS)
    start = rng.below(len(_ITEMS))
    step = 1 + 2 * rng.below(4)
    lines = []
    left = amount
    for at in range(number):
        cost = left if at == number - 1 else _part(left, number - at, rng)
        left -= cost
        pounds = f"{int(cost):,}" if cost == cost.to_integral_value() else f"{cost:,.2f}"
        lines.append(f"{_ITEMS[(start + at * step) % len(_ITEMS)]}{sign}{pounds}")
    return "\n".join(lines)


def _part(left: Decimal, number: int, rng: Chance) -> Decimal:
    share = left * (40 + rng.below(120)) / (100 * number)
    return max(Decimal(1), share.to_integral_value())
