"""A document in, the outlets it names as where its words are from out."""

from __future__ import annotations

import pytest

from reportedly.merge.credits import find_credits
from reportedly.merge.outlets import find_domain, find_outlet
from reportedly.records import Document, Source

BODY = (
    "Soldiers fired on a bus near Segou on Friday. Four passengers died, the governor said."
    " The driver drove on to the next village. A court in Bamako will hear the case."
)


def page(
    text: str,
    name: str | None = "Lakeside Gazette",
    domain: str | None = None,
    url: str | None = None,
    authors: tuple[str, ...] = (),
) -> Document:
    return Document(
        id="d",
        article="d",
        source_id="d",
        title=None,
        text=text,
        language="en",
        published=None,
        published_basis=None,
        source=Source(name=name, domain=domain),
        url=url,
        authors=authors,
    )


@pytest.mark.parametrize(
    ("text", "outlet", "kind"),
    [
        (f"BAMAKO (AFP) - {BODY}", "afp", "full"),
        (f"SEGOU, Mali, March 3 (Reuters) \u2014 {BODY}", "reuters", "full"),
        (f"BAMAKO, Mali (Kivu Post) - {BODY}", "kivu post", "full"),
        (f"BAMAKO, Xinhua -- {BODY}", "xinhua", "full"),
        (f"By Associated Press\n{BODY}", "ap", "full"),
        (f"{BODY}\nSource: Anadolu Agency", "anadolu", "full"),
        (f"{BODY} (EFE)", "efe", "full"),
        (f"{BODY}\nAFP contributed to this report.", "afp", "part"),
        (f"{BODY}\nWith information from Andes Wire", "andes wire", "part"),
        (f"{BODY} One of them was a nurse, Reuters reported.", "reuters", "quotes"),
        (f"{BODY} \u201cIt is over,\u201d he told the BBC.", "bbc", "quotes"),
        (f"{BODY} According to the Kivu Post, two more died.", "kivu post", "quotes"),
        ("Four passengers died on Friday, according to Reuters. The agency said a governor had"
         " confirmed it. It added that the driver drove on. A court will hear it.", "reuters",
         "rests"),
    ],
)  # fmt: skip
def test_who_is_named(text: str, outlet: str, kind: str) -> None:
    (credit,) = find_credits(page(text))
    assert (credit.outlet, credit.kind) == (outlet, kind)
    assert credit.quote in text


@pytest.mark.parametrize(
    "text",
    [
        f"BAMAKO (Mali) - {BODY}",
        f"DUBAI (UAE) - {BODY}",
        f"SEGOU, March 3 (Lakeside Gazette) - {BODY}",
        f"{BODY} The Press Office said nothing.",
        f"{BODY} Residents told a committee of it.",
        f"By Jane Roe\n{BODY}",
        f"{BODY} The sun and the daily post came late.",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert find_credits(page(text)) == ()


def test_initials_of_its_own_name_credit_nobody_else() -> None:
    assert find_credits(page(f"BAMAKO (TWN) - {BODY}", name="Transworld Newswire")) == ()


def test_an_author_that_is_an_agency() -> None:
    (credit,) = find_credits(page(BODY, authors=("Reuters Staff",)))
    assert (credit.outlet, credit.kind) == ("reuters", "full")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("edition.news.co.uk", "news.co.uk"),
        ("WWW.Gazette.com.ng.", "gazette.com.ng"),
        ("desk.blogspot.com", "desk.blogspot.com"),
        ("andeswire.example", "andeswire.example"),
        ("localhost", None),
        ("10.0.0.1", None),
        ("2001:db8::1", None),
        ("a..b", None),
        ("", None),
    ],
)
def test_registrable_domain(host: str, domain: str | None) -> None:
    assert find_domain(host) == domain


def test_an_outlet_under_each_of_its_addresses() -> None:
    assert find_outlet(page("", name="BBC News", domain="www.bbc.co.uk")) == "bbc"
    assert find_outlet(page("", name=None, url="https://bbc.com/news/1")) == "bbc"
    assert find_outlet(page("", name="Agence France-Presse")) == "afp"
    assert find_outlet(page("", name="The Gazette (weekend edition)")) == "gazette"
    assert find_outlet(page("", name=None)) is None
    assert find_outlet(page("", name=None, url="http://[broken")) is None


def test_a_platform_is_nobodys_voice() -> None:
    ours = page("", name=None, domain="t.me", url="https://t.me/our_channel/7")
    theirs = page("", name=None, domain="t.me", url="https://t.me/their_channel/7")
    assert (find_outlet(ours), find_outlet(theirs)) == ("t.me/our_channel", "t.me/their_channel")
    assert find_outlet(page("", name=None, domain="www.msn.com")) is None
