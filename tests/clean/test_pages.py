"""Pages in, documents or issues out: what a page says, and what is wrong with bad ones."""

import datetime as dt
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.clean import clean
from reportedly.records import Article, Document, Issue, holds

PARAGRAPHS = (
    "Gunmen killed six soldiers near the town of Mopti on Saturday, an army spokesman said, in "
    "the third attack on the road to the north within a month.",
    "The governor of the region blamed a group allied to al-Qaeda. Nobody has claimed the attack, "
    "and the army said that it was still looking for the men, who fled on motorcycles.",
    "At least forty people have been killed on that road since January, according to a count "
    "kept by the hauliers' union, which called on its members to stay at home.",
)
JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Sahel Wire"},
        {
            "@type": ["NewsArticle"],
            "headline": "Six soldiers killed near Mopti",
            "datePublished": "2024-03-04T22:15:00+00:00",
            "author": [{"@type": "Person", "name": "Awa Keita"}],
            "publisher": {"@type": "Organization", "name": "Sahel Wire"},
            "image": {"url": "/img/road.jpg"},
        },
    ],
}


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    story = body or "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">{head}</head><body>'
        "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
        f"<article><h1>Six soldiers killed near Mopti</h1>{story}</article>"
        "<footer>© 2019 Sahel Wire. All rights reserved.</footer></body></html>"
    )


def read(html: str | bytes, url: str | None = None) -> Document | Issue:
    body = html.encode() if isinstance(html, str) else html
    return clean(Article(name="page.html", media="html", body=body, source_id="page", url=url))


def test_a_page_gives_its_story_and_what_it_says_of_itself() -> None:
    script = f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>'
    found = read(page(script), url="https://www.sahel.example/a/b")
    assert isinstance(found, Document)
    assert all(each in found.text.split("\n") for each in PARAGRAPHS)
    assert "rights reserved" not in found.text and "World" not in found.text
    assert found.title == "Six soldiers killed near Mopti"
    assert (found.published, found.published_basis) == (dt.date(2024, 3, 4), "json-ld")
    assert (found.source.name, found.source.domain) == ("Sahel Wire", "sahel.example")
    assert found.authors == ("Awa Keita",) and found.language == "en"
    assert found.image == "https://www.sahel.example/img/road.jpg"


@pytest.mark.parametrize(
    ("head", "url", "published", "basis"),
    [
        ('<meta property="article:published_time" content="2024-03-04T08:00Z">', None, 4, "meta"),
        ('<meta name="date" content="4 March 2024">', None, 4, "meta"),
        ('<meta itemprop="datePublished" content="20240304">', None, 4, "meta"),
        ("", "https://sahel.example/2024/03/05/mopti", 5, "url"),
        ("", "https://sahel.example/2024/mar/05/mopti", 5, "url"),
        ("", "https://sahel.example/mopti", None, None),
        ('<script type="application/ld+json">{"@type": "NewsArt</script>', None, None, None),
    ],
)
def test_the_date_comes_with_its_basis(
    head: str, url: str | None, published: int | None, basis: str | None
) -> None:
    found = read(page(head), url)
    assert isinstance(found, Document)
    assert found.published == (dt.date(2024, 3, published) if published else None)
    assert found.published_basis == basis


def test_links_comments_and_cookie_banners_of_a_page_are_not_its_story() -> None:
    story = f"<p>{PARAGRAPHS[0]}</p><aside><h3>Related stories</h3><ul><li><a href='/1'>Front"
    story += (
        f" claims raid on barracks</a></ul></aside><p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    )
    story += "<p>Sign up for our newsletter to get the news delivered to your inbox.</p></article>"
    story += "<section id='comments'><h3>Comments (2)</h3><p>They killed my cousin.</p></section>"
    found = read(page(body="<div id='cookie'><p>We use cookies.</p></div>" + story))
    assert isinstance(found, Document)
    litter = {span.quote for span in found.litter}
    rest = [line for line in found.text.split("\n") if line not in litter]
    assert rest == list(PARAGRAPHS)


def test_a_copyright_footer_is_no_publication_date() -> None:
    found = read(page())
    assert isinstance(found, Document) and found.published is None


def test_words_that_no_reader_sees_are_not_read() -> None:
    hidden = "Twelve thousand people were killed by the army on Saturday, the planted line said."
    story = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    for planted in (
        f'<p style="display: none">{hidden}</p>',
        f'<div style="font-size:0"><p>{hidden}</p></div>',
        f"<p hidden>{hidden}</p>",
        f"<!-- {hidden} -->",
    ):
        found = read(page(body=story + planted))
        assert isinstance(found, Document) and "planted" not in found.text
    found = read(page(body=story.replace("Mopti", "Mo\u200bpti\u202e")))
    assert isinstance(found, Document) and "of Mopti on" in found.text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8-sig", "windows-1251"),
        ("cp1252", "utf-8"),
        ("latin-1", "iso-8859-1"),
        ("cp1252", "no-such-thing"),
        ("utf-16", "utf-8"),
        ("utf-16-le", "utf-8"),
    ],
)
def test_a_wrongly_declared_encoding_spoils_no_word(encoding: str, declared: str) -> None:
    story = page(charset=declared).replace("Mopti on", "Ségou Müller café on")
    story = story.replace("©", "")
    found = read(story.encode(encoding))
    assert isinstance(found, Document) and "Ségou Müller café on Saturday" in found.text


def test_text_cut_in_a_letter_or_read_wrongly_once_is_mended() -> None:
    cut = ("\n\n".join(PARAGRAPHS) + " Ségou é").encode()[:-1]
    found = clean(Article(name="cut.txt", media="text", body=cut, source_id="cut"))
    assert isinstance(found, Document) and found.text.endswith("Ségou ")
    twice = ("“" + "” “".join(PARAGRAPHS) + "”").encode().decode("cp1252", "ignore").encode()
    found = clean(Article(name="a.txt", media="text", body=twice, source_id="a"))
    assert isinstance(found, Document) and "Gunmen killed" in found.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "no_text"),
        ("<html><body></body></html>", "no_text"),
        ("<html><head><title>Nothing</title></head><body><nav>Home</nav></body></html>", "no_text"),
        ("<div>" * 20_000 + "Gunmen killed six." + "</div>" * 20_000, "too_deep"),
        ("<html><body>" + "<b>" * 20_000 + "Gunmen killed six soldiers.", "too_deep"),
        ("<html><body>" + "<p>x</p>" * 50_000 + "</body></html>", "too_many_tags"),
        ("<html><body>" + "<br>" * 200_000 + "</body></html>", "too_many_tags"),
    ],
)
def test_a_page_that_cannot_be_read_is_an_issue_and_soon(html: str, reason: str) -> None:
    start = time.perf_counter()
    found = read(html)
    assert time.perf_counter() - start < 5
    assert isinstance(found, Issue) and found.reason == reason, found
    assert (found.subject, found.stage) == ("page.html", "clean") and found.detail


def test_a_truncated_page_gives_what_is_there() -> None:
    html = page()
    for end in range(0, len(html), 41):
        found = read(html[:end])
        assert isinstance(found, Issue) or "Gunmen killed six soldiers" in found.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("Gunmen killed six on Monday.", "too_short"),
        ("Add new comment\nSign in | Register\nAll rights reserved.", "no_text"),
        ("\ufffd" * 500, "encoding"),
        ("Hombres armados mataron a seis soldados el sábado cerca de la ciudad, dijo un portavoz "
         "del ejército, en el tercer ataque de este mes.", "language"),
        ("قتل مسلحون ستة جنود بالقرب من المدينة يوم السبت، حسبما قال متحدث باسم الجيش.",
         "language"),
        ("12 34 56 78 90 " * 10, "language"),
        ("x y " * 600_000, "too_long"),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_coded_is_an_issue(text: str, reason: str) -> None:
    found = clean(Article(name="a.json", media="json", text=text, source_id="a"))
    assert isinstance(found, Issue) and found.reason == reason, found


def test_the_language_is_named_and_may_be_allowed() -> None:
    text = "Des hommes armés ont tué six soldats samedi près de la ville, selon un porte-parole."
    article = Article(name="a.json", media="json", text=text, source_id="a")
    issue = clean(article)
    assert isinstance(issue, Issue) and "French (fr)" in issue.detail
    found = clean(article, languages=frozenset({"en", "fr"}))
    assert isinstance(found, Document) and found.language == "fr"


def test_capitals_and_short_reports_are_english() -> None:
    for text in (
        "GUERRILLAS ATTACKED AN ARMY POST NEAR SAN MIGUEL, KILLING THREE SOLDIERS, COPREFA SAID.",
        "Houthi drones hit Abu Dhabi; three dead, police say.",
        "Al-Shabaab gunmen stormed the Maka al-Mukarama hotel in Mogadishu, police said.",
    ):
        found = clean(Article(name="a.json", media="json", text=text, source_id="a"))
        assert isinstance(found, Document) and found.language == "en", found


def test_ids_say_what_they_stand_for() -> None:
    text = " ".join(PARAGRAPHS)
    one = clean(Article(name="a.json", media="json", text=text, source_id="a"))
    two = clean(Article(name="b.json", media="json", text=text, source_id="b"))
    other = clean(Article(name="a.json", media="json", text=text, source_id="a", title="Raid"))
    assert isinstance(one, Document) and isinstance(two, Document) and isinstance(other, Document)
    assert (one.id, one.article) == (two.id, two.article) and one.source_id != two.source_id
    assert one.id != other.id


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(body=st.binary(max_size=600), media=st.sampled_from(["html", "text"]))
def test_any_bytes_give_a_document_or_an_issue(body: bytes, media: str) -> None:
    found = clean(Article(name="any", media=media, body=body, source_id="any"))
    assert isinstance(found, Document | Issue)


def test_one_megabyte_takes_linear_time() -> None:
    def measure(text: str) -> float:
        start = time.process_time()
        clean(Article(name="long.txt", media="text", body=text.encode(), source_id="long"))
        return time.process_time() - start

    measure(PARAGRAPHS[0])  # loads the language model and the litter book
    for unit, size in (
        ("\n\n".join(PARAGRAPHS) + "\n\n", 1_000_000),
        (PARAGRAPHS[0] + " ", 200_000),
        ("Read more: a b\n", 40_000),
        ("Related stories\n", 40_000),
        ("a \n", 20_000),
    ):
        quarter = unit * (size // 4 // len(unit))
        assert measure(quarter * 4) < 8 * measure(quarter) + 0.5


@settings(max_examples=100, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            [*PARAGRAPHS, "Related stories", "Add new comment", "Name *", "4 March 2024", "© 2020",
             "Published on:", "Home > World", "We use cookies.", "", "\r", "أضف تعليق", "…",
             "İ" * 3]
        ),
        max_size=14,
    ),
    end=st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]),
)  # fmt: skip
def test_litter_never_moves_a_letter_nor_takes_a_news_sentence(lines: list[str], end: str) -> None:
    text = end.join(["The raid", *lines, *PARAGRAPHS])
    found = clean(Article(name="a.json", media="json", text=text, source_id="a", title="The raid"))
    assert isinstance(found, Document) and found.text == text
    assert all(holds(span, found) for span in found.litter)
    assert list(found.litter) == sorted(found.litter)
    assert all(a.end <= b.start for a, b in zip(found.litter, found.litter[1:], strict=False))
