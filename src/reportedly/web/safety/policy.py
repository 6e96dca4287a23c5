"""Who somebody is and what a page needs in, whether they may see it out. Default: they may not.

Every route of the desk and the API names the least role it needs, or PUBLIC; a test walks all
routes and fails on one that names none (T12).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

from fastapi import APIRouter

from reportedly.records import Account, Role, Scope

PUBLIC = "public"
NEEDS = "__needs__"
ROLES: tuple[Role, ...] = get_args(Role)
# What a scope reaches: as much as the role that may do the same.
REACH: dict[Scope, Role] = {
    "read": "reader", "judge": "coder", "publish": "editor", "admin": "admin",
}  # fmt: skip
MAX_BODY_BYTES = 2_000_000  # of a form; a page that takes uploads says so itself

F = TypeVar("F", bound=Callable[..., Any])


def may(account: Account, needs: str) -> bool:
    """Tell whether somebody's role is enough."""
    if needs == PUBLIC:
        return True
    return needs in ROLES and ROLES.index(account.role) >= ROLES.index(needs)


def needs(role: Role | str) -> Callable[[F], F]:
    """Mark a route with the least role it needs."""
    if role != PUBLIC and role not in ROLES:
        raise ValueError(f"{role!r}: wanted one of {', '.join((PUBLIC, *ROLES))}")

    def mark(endpoint: F) -> F:
        setattr(endpoint, NEEDS, role)
        return endpoint

    return mark


def find_needs(endpoint: object) -> str | None:
    """Return the least role that a route names."""
    needed: str | None = getattr(endpoint, NEEDS, None)
    return needed


def make_router(prefix: str = "", **options: Any) -> APIRouter:
    """Return a router for pages: forms are small unless a route says otherwise."""
    options = {"max_body_size": MAX_BODY_BYTES, "include_in_schema": False} | options
    return APIRouter(prefix=prefix, **options)
