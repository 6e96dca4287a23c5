"""Files, folders and streams in, articles and issues out: nothing raises, nothing is lost."""

import datetime as dt
import io
import json
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.fetch import read_paths
from reportedly.records import Article, Issue

STORY = "Gunmen killed six soldiers near Mopti on Saturday, an army spokesman said."


def read(*paths: object, **options: object) -> list[Article | Issue]:
    return list(read_paths([str(path) for path in paths], **options))


def reasons(found: list[Article | Issue]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Issue)]


def test_a_json_article_is_taken_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "17.json"
    article = {
        "id": "mopti-1",
        "title": " Six soldiers killed ",
        "text": f"  {STORY}\n\nAdd new comment\n",
        "source": "Sahel Wire",
        "published": "2024-03-04T10:00:00Z",
        "url": "https://sahel.example/1",
        "events": [{"category": "ASSAULT"}],
    }
    path.write_text(json.dumps(article))
    [found] = read(path)
    assert found == Article(
        name=str(path),
        media="json",
        text=article["text"],
        source_id="mopti-1",
        title="Six soldiers killed",
        source="Sahel Wire",
        url="https://sahel.example/1",
        published=dt.date(2024, 3, 4),
    )


def test_without_an_id_the_files_name_is_the_source_id(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": STORY}))
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.HTML").write_text(f"<html><p>{STORY}</html>")
    found = read(tmp_path)
    assert [(a.source_id, a.media) for a in found] == [("a", "json"), ("b", "text"), ("c", "html")]


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    lines = [json.dumps({"id": 7, "text": STORY}), "{oops", "", '{"title": "no text"}', "[]", "3"]
    path.write_text("\n".join([*lines, json.dumps({"text": STORY})]))
    found = read(path)
    assert [a.source_id for a in found if isinstance(a, Article)] == ["7", "day:7"]
    issues = [(i.subject, i.reason) for i in found if isinstance(i, Issue)]
    assert issues == [
        (f"{path}:2", "bad_json"),
        (f"{path}:4", "no_text"),
        (f"{path}:5", "bad_json"),
        (f"{path}:6", "bad_json"),
    ]


def test_a_list_in_one_json_file_is_several_articles(tmp_path: Path) -> None:
    path = tmp_path / "two.json"
    path.write_text(json.dumps([{"text": STORY}, {"id": "x", "text": STORY + " It was dawn."}]))
    assert [a.source_id for a in read(path)] == ["two:1", "x"]


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("empty.html", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("mark.txt", b"\xef\xbb\xbf \n", "empty"),
        ("empty.jsonl", b"\n\n", "empty"),
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("photo.html", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "binary"),
        ("paper.txt", b"%PDF-1.7 text text", "binary"),
        ("packed.html", b"\x1f\x8b\x08" + b"y" * 100, "binary"),
        ("cut.json", b'{"id": "1", "text": "Gunmen kil', "bad_json"),
        ("half.json", b'{"text": "a \\ud800 b, which is half a sign and no text"}', "bad_json"),
        ("deep.json", b"[" * 100_000, "bad_json"),
        ("list.json", b'["a", 1, null]', "bad_json"),
        ("void.json", b'{"text": "  "}', "empty"),
        ("notext.json", b'{"text": null}', "no_text"),
        ("sheet.xlsx", b"PK", "unknown_suffix"),
        ("README", b"hello", "unknown_suffix"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(
    tmp_path: Path, name: str, body: bytes, reason: str
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(body)
    good.write_text(STORY)
    *issues, article = read(bad, good)
    assert {issue.reason for issue in issues} == {reason}
    assert all(issue.subject.startswith(str(bad)) and issue.detail for issue in issues)
    assert isinstance(article, Article) and article.source_id == "good"


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "film.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    [issue] = read(path)
    assert (issue.reason, issue.subject) == ("too_large", str(path))
    assert "50,000,000" in issue.detail


def test_the_cap_of_json_lines_is_each_lines_own(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    small = json.dumps({"text": STORY})
    path.write_text("\n".join([small, json.dumps({"text": "x" * 900}), small, small]))
    found = read(path, max_bytes=200)
    assert [type(each).__name__ for each in found] == ["Article", "Issue", "Article", "Article"]
    assert reasons(found) == ["too_large"] and found[1].subject == f"{path}:2"


def test_a_date_that_is_none_is_told_of_and_the_article_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for published in ("last Tuesday", "2024-02-30", 20240304):
        path.write_text(json.dumps({"text": STORY, "published": published}))
        issue, article = read(path)
        assert issue.reason == "bad_date" and str(published) in issue.detail
        assert article.published is None


def test_a_folder_is_read_in_order_at_all_levels(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.txt", ".git/c.txt", "a/style.css", "pic.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    found = read(tmp_path)
    assert [a.source_id for a in found if isinstance(a, Article)] == ["b", "y", "z"]
    [issue] = [each for each in found if isinstance(each, Issue)]
    assert issue.reason == "unknown_suffix" and "pic.jpg" in issue.detail


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    pipe, loop = tmp_path / "pipe.txt", tmp_path / "loop.txt"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    (tmp_path / "void").mkdir()
    found = read(tmp_path / "none.txt", pipe, loop, tmp_path / "void", "nul\0.txt")
    assert reasons(found) == ["not_found", "unreadable", "unreadable", "empty", "unreadable"]


def test_a_file_name_of_any_bytes_can_be_written_as_json(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    with open(path, "w") as file:
        file.write(STORY)
    [article] = read(path)
    assert msgspec.json.decode(msgspec.json.encode(article))["source_id"] == "caf\ufffd"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (STORY.encode(), ["text"]),
        (b"\n <!DOCTYPE html><html><p>x</html>", ["html"]),
        (json.dumps({"text": STORY}).encode(), ["json"]),
        (json.dumps({"text": STORY}, indent=2).encode(), ["json"]),
        (json.dumps([{"text": STORY}] * 2).encode(), ["json", "json"]),
        ((json.dumps({"text": STORY}) + "\n").encode() * 3, ["json"] * 3),
        (b"[Gunmen] killed six soldiers", ["text"]),
    ],
)
def test_stdin_is_read_for_what_it_is(body: bytes, kinds: list[str]) -> None:
    found = read("-", stdin=io.BytesIO(body))
    assert [article.media for article in found] == kinds


def test_stdin_has_the_same_bounds() -> None:
    assert reasons(read("-", stdin=io.BytesIO(b""))) == ["empty"]
    assert reasons(read("-", stdin=io.BytesIO(b"x" * 1000), max_bytes=100)) == ["too_large"]
    assert reasons(read("-", stdin=io.BytesIO(b"\0\1\2" * 500))) == ["binary"]


@given(body=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".html", ".json", ".jsonl"]))
def test_any_bytes_give_articles_or_issues(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(body)
    found = read(path)
    assert found and all(msgspec.json.encode(each) for each in found)
    assert read("-", stdin=io.BytesIO(body))


def test_the_same_input_has_the_same_issue_ids(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert read(tmp_path) == read(tmp_path)
    assert read(tmp_path)[0].stage == "fetch"
