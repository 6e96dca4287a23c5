"""The API keeps to its own description, whatever is sent (T8, T12, T22, T23): Schemathesis."""

import json
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from limits import parse
from starlette.testclient import TestClient
from tests.web.conftest import PASSWORD

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.records import Article
from reportedly.run.accounts import make_account, make_token
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.api import tools
from reportedly.web.api.schema import describe
from reportedly.web.app import make_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

PATHS = (
    "/documents", "/documents.{form}", "/documents/{name}", "/events", "/events.{form}",
    "/events/{name}", "/incidents", "/incidents.{form}", "/incidents/{name}", "/tallies",
    "/tallies.{form}", "/judgements", "/judgements.{form}", "/issues", "/issues.{form}",
    "/jobs/{job_id}", "/search", "/search.{form}",
)  # fmt: skip
POSTS = ("/judgements", "/articles", "/incidents/{name}/draft")
EXAMPLES = 15


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An administrator's program on a newsroom of a few reports."""
    place = tmp_path_factory.mktemp("spec")
    with Ledger.open(f"sqlite:///{place}/ledger.db") as book:
        texts = (
            "Gunmen killed 6 soldiers near Goma, police said.",
            "Rebels killed 3 guards near Beni, a spokesman said.",
            " ",
        )
        articles = [Article(name=str(n), media="text", text=text) for n, text in enumerate(texts)]
        for coded in FakeCoder().code(articles):
            book.add(coded)
        link_ledger(book)
        account = make_account(book, "Ada", "admin", PASSWORD)
        token = make_token(book, account, "fuzz", "admin", 1)
        app = make_app(book, Config(), Adding(book, Config(), FakeCoder, fetch=lambda _: iter(())))
        with (
            pytest.MonkeyPatch.context() as patch,
            TestClient(app, base_url="http://newsroom.test", raise_server_exceptions=False,
                       headers={"Authorization": f"Bearer {token}"}) as found,
        ):  # fmt: skip
            patch.setattr(tools, "API", parse("1000000/minute"))
            yield found


def make_cases(client: TestClient, method: str, path: str) -> st.SearchStrategy[object]:
    """Return requests that fit the description, and some that nearly do."""
    assert isinstance(client.app, FastAPI)
    schema = schemathesis.openapi.from_dict(describe(client.app))
    operation = schema[f"{tools.PLACE}{path}"][method]
    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]
    return st.one_of(operation.as_strategy(generation_mode=mode) for mode in modes)


def test_the_description_is_of_what_there_is(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    spec = describe(client.app)
    assert spec["openapi"] == "3.1.0"
    gets = {path for path, ways in spec["paths"].items() if "get" in ways}
    posts = {path for path, ways in spec["paths"].items() if "post" in ways}
    assert gets == {f"{tools.PLACE}{path}" for path in PATHS}
    assert posts == {f"{tools.PLACE}{path}" for path in POSTS}
    assert client.get("/api/v1/openapi.json").json() == json.loads(json.dumps(spec))


@pytest.mark.parametrize(
    ("method", "path"), [*(("GET", path) for path in PATHS), *(("POST", path) for path in POSTS)]
)
def test_t8_every_answer_is_as_described(client: TestClient, method: str, path: str) -> None:
    checks = [
        schemathesis.checks.not_a_server_error,
        schemathesis.checks.status_code_conformance,
        schemathesis.checks.content_type_conformance,
        schemathesis.checks.response_schema_conformance,
    ]

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), database=None)
    @given(case=make_cases(client, method, path))
    def hold(case: object) -> None:
        words = case.as_transport_kwargs(base_url="http://newsroom.test")  # type: ignore[attr-defined]
        words["headers"] = {
            name: value for name, value in words["headers"].items() if name != "Authorization"
        }
        words.pop("cookies", None)
        if isinstance(words.get("data"), (bytes, str)):
            words["content"] = words.pop("data")
        answer = client.request(**words)
        case.validate_response(answer, checks=checks)  # type: ignore[attr-defined]

    hold()
