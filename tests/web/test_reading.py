"""What readers get: only what was published, harmless, kept by their browsers (T2, T3, T18)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from starlette.testclient import TestClient

from reportedly.config import Config, Newsroom
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger, editions
from reportedly.records import Article
from reportedly.run import deciding, publishing
from reportedly.run.deciding import Person
from reportedly.run.drafting import Wish, make_draft
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.app import make_app
from reportedly.web.look.parts import read_range

ATOM = "{http://www.w3.org/2005/Atom}"
PLAIN = Wish()
LANGUAGES = ("en", "es", "ar")
HARM = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def ada(minute: int = 0, reason: str = "") -> Person:
    at = dt.datetime(2024, 4, 1, 12, minute, tzinfo=dt.UTC)
    return Person(by="Ada", at=at, reason=reason)


def publish(ledger: Ledger, name: str, minute: int = 0, wish: Wish = PLAIN) -> str:
    slug = next(i.slug for i in ledger.incidents() if name in i.slug)
    draft = make_draft(ledger, slug, wish)
    publishing.publish(ledger, slug, wish, ada(minute), draft.edition.id, two_people=False)
    return slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_published_incident_reads_in_every_language(
    reader: TestClient, told: Ledger, language: str
) -> None:
    slug = publish(told, "goma")
    page = reader.get(f"/{language}/incident/{slug}")
    assert page.status_code == 200
    assert "herald" in page.text and "police" in page.text and "Goma" in page.text
    assert f'lang="{language}"' in page.text
    assert slug in reader.get(f"/{language}/").text
    document = told.incident(slug).events[0]
    assert document not in reader.get(f"/{language}/").text, "events' ids are for the record"


def test_sources_come_before_figures(reader: TestClient, told: Ledger) -> None:
    page = reader.get(f"/en/incident/{publish(told, 'goma')}").text
    marks = ["Who reported it", "What is reported", "Figures, and whose they are", "Who says what"]
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)


def test_no_figure_stands_alone(book: Ledger) -> None:
    for name, dead, speaker in (("herald", 6, "police"), ("courier", 9, "the mayor")):
        text = f"Gunmen killed {dead} soldiers near Goma, {speaker} said."
        day = dt.date(2024, 3, 3)
        article = Article(name=name, media="json", text=text, source=name, published=day)
        for coded in FakeCoder().code([article]):
            book.add(coded)
    link_ledger(book)
    slug = publish(book, "goma")
    with TestClient(make_app(book, Config())) as reader:
        page = reader.get(f"/en/incident/{slug}").text
        front = reader.get("/en/").text
    assert "2 different figures are given" in page
    assert "<bdi>15</bdi>" not in page, "nothing is added up"
    assert "The reports differ on: how many were killed." in front


def test_t2_what_others_wrote_is_never_markup(book: Ledger) -> None:
    text = f"Gunmen {HARM} killed 6 soldiers near Goma, police said."
    article = Article(name="a", media="json", text=text, source=f"The {HARM}", title=HARM,
                      url="javascript:alert(1)")  # fmt: skip
    for coded in FakeCoder().code([article]):
        book.add(coded)
    link_ledger(book)
    with TestClient(make_app(book, Config())) as reader:
        slug = publish(book, "", wish=Wish(title=HARM, note=HARM))
        with book.reading() as connection:
            (document,) = connection.exec_driver_sql(
                "SELECT document FROM public_article"
            ).scalars()
        for path in ("", f"incident/{slug}", f"article/{document}", f"incident/{slug}/correct",
                     f"?q={HARM}", f"incident/{HARM}", "nowhere"):  # fmt: skip
            page = reader.get(f"/en/{path}").text
            assert (
                "<script>alert" not in page
                and "<img" not in page
                and "onerror=alert(1)>" not in page
            )
            assert 'href="javascript' not in page
        feed = reader.get("/en/feed.atom").text
        assert "<script>" not in feed
        etree.fromstring(feed.encode())


def test_t3_readers_pages_ask_nobody_else_for_anything(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    for path in ("/en/", f"/en/incident/{slug}", f"/ar/incident/{slug}/correct", "/es/methodology"):
        page = reader.get(path)
        loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', page.text)
        ours = [a for a in loaded if a.startswith(("/", "http://newsroom.test/"))]
        assert ours == loaded
        assert "style=" not in page.text and "<style" not in page.text
        assert "set-cookie" not in page.headers
    for link in re.findall(r'<a [^>]*href="http[^>]*>', reader.get(f"/en/incident/{slug}").text):
        assert "noreferrer" in link


def test_a_picture_is_a_link(book: Ledger) -> None:
    text, url = "Gunmen killed 6 soldiers near Goma.", "https://herald.test/1"
    (coded,) = FakeCoder().code([Article(name="a", media="json", text=text, url=url)])
    document = msgspec.structs.replace(coded.document, image="https://herald.test/1.jpg")  # type: ignore[type-var]
    book.add(msgspec.structs.replace(coded, document=document))
    link_ledger(book)
    publish(book, "goma")
    with TestClient(make_app(book, Config())) as reader:
        page = reader.get(f"/en/article/{document.id}").text  # type: ignore[union-attr]
    assert '<a href="https://herald.test/1.jpg" rel="noreferrer nofollow external">' in page
    assert "<img" not in page


def test_what_is_not_published_is_not_there(reader: TestClient, told: Ledger) -> None:
    publish(told, "goma")
    beni = next(i.slug for i in told.incidents() if "beni" in i.slug)
    document = told.find_document("courier").id
    for path in (f"incident/{beni}", f"incident/{beni}.json", f"incident/{beni}/correct",
                 f"incident/{beni}/test", f"article/{document}"):  # fmt: skip
        assert reader.get(f"/en/{path}").status_code == 404, path


def test_what_is_taken_back_says_so(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    publishing.withdraw(told, slug, ada(1, "the outlet took its report back"))
    for suffix in ("", ".json", "/correct"):
        gone = reader.get(f"/en/incident/{slug}{suffix}")
        assert gone.status_code == 410
        assert "the outlet took its report back" in gone.text
    assert "سُحب هذا" in reader.get(f"/ar/incident/{slug}").text
    publish(told, "goma", 2)
    assert reader.get(f"/en/incident/{slug}").status_code == 200


def test_t18_what_is_withheld_gives_no_reason(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    publishing.withhold(told, slug, ada(1, "the witness is in danger"))
    gone = reader.get(f"/en/incident/{slug}")
    assert gone.status_code == 410 and "witness" not in gone.text
    beni = next(i.slug for i in told.incidents() if "beni" in i.slug)
    publishing.withhold(told, beni, ada(2, "the witness is in danger"))
    assert reader.get(f"/en/incident/{beni}").status_code == 404, (
        "what never was public has no trace"
    )


def test_a_former_name_leads_on(reader: TestClient, told: Ledger) -> None:
    old = publish(told, "goma")
    event = told.incident(old).events[0]
    deciding.judge(told, event, "correct", ada(1), "when", "2024-03-02")
    assert reader.get(f"/en/incident/{old}").status_code == 200, "until somebody publishes it anew"
    new = publish(told, "goma", 2)
    assert new != old
    for suffix in ("", ".json"):
        answer = reader.get(f"/es/incident/{old}{suffix}")
        assert answer.status_code == 301
        assert answer.headers["location"] == f"/es/incident/{new}{suffix}"


def test_search_finds_what_was_published(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    for query in ("q=GOMA", "q=herald+police", "type=ASSAULT", "country=ML"):
        assert slug in reader.get(f"/en/?{query}").text, query
    for query in ("q=goma+nowhere", "type=PROTEST", "country=FR", "day=2020-01-01", "q=quote"):
        assert slug not in reader.get(f"/en/?{query}").text, query
    assert reader.get("/en/?page=9999999&day=never").status_code == 200


def test_the_list_goes_on(reader: TestClient, told: Ledger) -> None:
    publish(told, "goma")
    assert 'rel="next"' not in reader.get("/en/").text


def test_the_feed_is_atom(told: Ledger) -> None:
    slug = publish(told, "goma")
    publish(told, "beni", 5)
    config = Config(newsroom=Newsroom(public_url="https://news.test/"))
    with TestClient(make_app(told, config)) as reader:
        answer = reader.get("/es/feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    for name in ("id", "title", "updated", "author"):  # RFC 4287, 4.1.1
        assert feed.find(ATOM + name) is not None
    entries = feed.findall(ATOM + "entry")
    assert len(entries) == 2
    for entry in entries:
        for name in ("id", "title", "updated", "link", "summary"):
            assert entry.find(ATOM + name) is not None
        dt.datetime.fromisoformat(entry.findtext(ATOM + "updated") or "")
    ids = [entry.findtext(ATOM + "id") for entry in entries]
    assert f"https://news.test/es/incident/{slug}" in ids
    assert "T12:05:00Z" in (feed.findtext(ATOM + "updated") or "")


def test_the_sitemap_lists_each_language(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    site = etree.fromstring(reader.get("/sitemap.xml").content)
    found = [loc.text for loc in site.iter("{*}loc")]
    assert found == [f"http://newsroom.test/{code}/incident/{slug}" for code in LANGUAGES]
    assert "Disallow: /desk" in reader.get("/robots.txt").text


def test_browsers_keep_what_did_not_change(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    for path in ("/en/", f"/en/incident/{slug}", f"/en/incident/{slug}.json", "/en/feed.atom"):
        first = reader.get(path)
        assert first.headers["cache-control"].startswith("public")
        assert "last-modified" in first.headers
        again = reader.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    before = reader.get(f"/en/incident/{slug}").headers["etag"]
    publish(told, "goma", 7, Wish(note="Something new."))
    assert reader.get(f"/en/incident/{slug}").headers["etag"] != before


def test_the_record_is_the_edition(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    record = reader.get(f"/en/incident/{slug}.json").json()
    assert record["type"] == "edition" and record["slug"] == slug
    assert [d["text"] for d in record["documents"]] == [""]


def test_a_language_we_do_not_have_is_not_there(reader: TestClient) -> None:
    for path in ("/fr/", "/xx/methodology", "/desk../", "/en/incident/"):
        assert reader.get(path).status_code == 404


def test_readers_are_told_nothing_of_the_inside(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LedgerError("/srv/ledger.db: database is locked")

    monkeypatch.setattr(editions, "read_public", fail)
    answer = reader.get("/en/incident/no-such-thing")
    assert answer.status_code == 404
    assert "locked" not in answer.text and "ledger" not in answer.text


@pytest.mark.parametrize(("value", "low", "high"), [
    ("9", 9, 9), ("3 to 5", 3, 5), ("at least 14", 14, None), ("up to 7", None, 7)])  # fmt: skip
def test_positions_are_read_back(value: str, low: int | None, high: int | None) -> None:
    found = read_range(value)
    assert found is not None and (found.low, found.high) == (low, high)


def test_css_knows_no_left_and_no_right() -> None:
    folder = Path(__file__).parents[2] / "src/reportedly/web/static/css"
    wanted = re.compile(
        r"(?:^|[\s;{(-])(?:left|right)\s*[:;]|(?:margin|padding|border)-(?:left|right)"
    )
    files = sorted(folder.glob("*.css"))
    assert len(files) >= 3
    for file in files:
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not wanted.search(text), f"{file.name}: {wanted.search(text)}"
