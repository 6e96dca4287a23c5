"""All routes of the newsroom with something real in their paths, for tests that walk them."""

from collections.abc import Iterator
from typing import Any

import msgspec
from fastapi import FastAPI

from reportedly.web.safety.policy import find_needs


class Route(msgspec.Struct, frozen=True):
    """One way to ask: the method, an address, the least role, the names of what may be asked."""

    method: str
    path: str
    template: str
    needed: str | None
    asked: tuple[str, ...]

    @property
    def at_desk(self) -> bool:
        """Tell whether it is the desk's, where a session lets in."""
        return self.template.startswith("/desk")

    @property
    def of_api(self) -> bool:
        """Tell whether it is the API's, where a token lets in."""
        return self.template.startswith("/api/")


def walk(app: FastAPI, values: dict[str, str]) -> Iterator[Route]:
    """Yield every route of an application."""
    for router in (getattr(one, "original_router", None) for one in app.router.routes):
        for found in router.routes if router else ():
            route: Any = found
            path = route.path
            for name in route.param_convertors:
                path = path.replace(f"{{{name}}}", values.get(name, "0"))
            asked = tuple(sorted(list_asked(route.dependant)))
            for method in sorted(route.methods - {"HEAD"}):
                yield Route(method, path, route.path, find_needs(route.endpoint), asked)


def list_asked(dependant: Any) -> Iterator[str]:
    """Yield the names of what a route reads from the address, dependencies included."""
    yield from (one.alias for one in dependant.query_params)
    for other in dependant.dependencies:
        yield from list_asked(other)
