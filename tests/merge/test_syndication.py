"""Documents in, voices out: copies of one text speak once."""

from __future__ import annotations

import datetime as dt
import json
import random
from functools import cache
from itertools import combinations
from pathlib import Path
from struct import unpack

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportedly
from reportedly.merge.near import CROWD, TRIES, compare, find_elders, find_order
from reportedly.merge.signature import sign
from reportedly.merge.syndication import (
    find_origins,
    find_voices,
    group_voices,
)
from reportedly.records import Document, Signature, Source

DEMO = Path(reportedly.__file__).parent / "demo"
DAY = dt.date(2023, 3, 14)


def page(name: str, text: str, *, day: dt.date | None = DAY, outlet: str | None = None) -> Document:
    return Document(
        id=name,
        article=name,
        source_id=name,
        title=None,
        text=text,
        language="en",
        published=day,
        published_basis=None,
        source=Source(name=outlet or f"page {name}"),
    )


@cache
def stories() -> dict[str, str]:
    """Return the texts of the sample reports, by number."""
    reports = [json.loads(p.read_text("utf8")) for p in sorted(DEMO.glob("*.json"))]
    return {r["id"]: r["text"] for r in reports}


def rewrite(text: str, share: float, seed: int) -> str:
    """Return the text with that share of its words dropped or replaced, in another typography."""
    chance = random.Random(seed)
    foreign = stories()["10"].split()
    paragraphs = []
    for paragraph in text.split("\n\n"):
        words = [w for w in paragraph.split() if chance.random() >= share / 2]
        words = [chance.choice(foreign) if chance.random() < share / 2 else w for w in words]
        paragraphs.append(" ".join(words))
    edited = "\n\n".join(paragraphs).replace('"', "\u201c").replace("'", "\u2019")
    return edited.replace(" - ", " \u2014 ").replace(",000", "\u202f000")


def test_the_samples_hold_one_copy() -> None:
    documents = [page(number, text) for number, text in stories().items()]
    voices = find_voices(documents)
    assert voices.pop("05") == "01"
    assert all(voice == number for number, voice in voices.items())


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.3])
def test_an_edited_copy_is_no_second_voice(share: float) -> None:
    numbers = [n for n in stories() if n != "05"]
    documents = [page(n, stories()[n]) for n in numbers]
    documents += [page(f"{n}-copy", rewrite(stories()[n], share, 7)) for n in numbers]
    voices = find_voices(documents)
    assert [n for n in numbers if voices[f"{n}-copy"] != voices[n]] == []
    assert len(set(voices.values())) == len(numbers)


def test_fifty_mirrors_count_one() -> None:
    mirrors = [page(f"m{n:02}", rewrite(stories()["07"], 0.02 * (n % 4), n)) for n in range(50)]
    assert set(find_voices(mirrors).values()) == {"m00"}


def test_a_cut_with_a_new_head_goes_back_to_the_wire() -> None:
    wire = page("wire", stories()["01"], outlet="Andes Wire")
    kept = "\n\n".join(stories()["01"].split("\n\n")[1:4])
    cut = page("cut", f"Mourning in Tumaco as families wait for answers.\n\n{kept}")
    origins = find_origins(sign([cut, wire]))
    assert (origins["cut"].basis, origins["cut"].source) == ("copy", "wire")
    assert origins["wire"].basis == "own"
    assert origins["cut"].share > 0.8
    assert "Andes Wire of 2023-03-14" in origins["cut"].because


def test_a_quoted_passage_does_not_make_a_copy() -> None:
    passage = stories()["01"].split("\n\n")[2]
    own = stories()["04"]
    voices = find_voices(
        [page("wire", stories()["01"]), page("own", f"{own}\n\nAndes Wire reported: {passage}")]
    )
    assert len(set(voices.values())) == 2


def test_a_round_up_that_copies_two_does_not_make_them_one() -> None:
    two = [page("a", stories()["07"]), page("b", stories()["08"])]
    both = page("c", f"{stories()['07']}\n\n{stories()['08']}", day=DAY + dt.timedelta(days=4))
    voices = find_voices([*two, both])
    assert voices["a"] != voices["b"]


def test_two_edits_of_one_text_meet_at_it_whoever_is_the_longest() -> None:
    text = stories()["07"]
    edits = [page(n, rewrite(text, 0.5, seed) + f"\n\n{stories()['10'][:200]}", outlet=n)
             for n, seed in (("a", 1), ("b", 2))]  # fmt: skip
    assert len(set(find_voices(edits).values())) == 2
    assert len(set(find_voices([*edits, page("c", text)]).values())) == 1


def test_a_later_report_that_holds_a_brief_stands_on_its_own() -> None:
    brief = page("brief", stories()["07"].split("\n\n")[0])
    later = page("later", stories()["07"], day=DAY + dt.timedelta(days=9))
    assert len(set(find_voices([brief, later]).values())) == 2


def test_two_pages_credited_to_one_agency_are_one_voice() -> None:
    pages = [page("a", f"KISUMU (AFP) - {stories()['07']}"),
             page("b", f"{stories()['08']}\n(AFP)"),
             page("c", stories()["09"], outlet="Agence France-Presse")]  # fmt: skip
    assert set(find_voices(pages).values()) == {"a"}
    origin = find_origins(sign(pages))["b"]
    assert (origin.basis, origin.outlet) == ("credit", "afp")
    assert "AFP" in origin.because


def test_a_rewrite_is_its_sources_voice_and_a_quotation_is_not() -> None:
    rests = ("Police in Kisumu held seventeen nurses, the Lake Wire reported. The agency said they"
             " had marched to the county office. It added that gas was fired.")  # fmt: skip
    lake = page("lake", stories()["07"], outlet="Lake Wire")
    assert len(set(find_voices([lake, page("b", rests)]).values())) == 1
    quotes = f"{stories()['08']} A nurse was held, the Lake Wire reported."
    assert len(set(find_voices([lake, page("b", quotes)]).values())) == 2


def test_pages_of_one_outlet_are_one_voice() -> None:
    pages = [page("a", stories()["07"], outlet="The Gazette"),
             page("b", stories()["08"], outlet="Gazette (weekend edition)")]  # fmt: skip
    assert len(set(find_voices(pages).values())) == 1


def test_pages_without_words_or_name_are_nobodys_copies() -> None:
    empty = [msgspec.structs.replace(page(n, text), source=Source())
             for n, text in (("a", ""), ("b", ""), ("c", "It is."))]  # fmt: skip
    assert len(set(find_voices(empty).values())) == 3
    assert find_voices([]) == {}


@cache
def kept() -> tuple[Signature, ...]:
    """Return signatures of the samples and of edited copies, on several days."""
    documents = [
        page(
            f"{number}-{n}",
            rewrite(text, n / 12, n),
            day=None if n == 3 else DAY + dt.timedelta(days=(n * 5) % 7),
            outlet=f"outlet {(int(number) * n) % 11}" if n else None,
        )
        for number, text in stories().items()
        for n in range(5)
    ]
    return tuple(sign(documents))


SOME = st.lists(st.sampled_from(range(50)), unique=True, min_size=1).map(
    lambda chosen: [kept()[n] for n in chosen]
)


@settings(deadline=None, max_examples=25)
@given(SOME, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(some: list[Signature], chance: random.Random) -> None:
    origins = find_origins(some)
    voices = group_voices(some, origins)
    mixed = [*some, *some[:4]]
    chance.shuffle(mixed)
    assert find_origins(mixed) == origins
    assert group_voices(mixed, origins) == voices
    assert {voices[v] for v in voices.values()} == set(voices.values()), "a voice speaks for itself"


@settings(deadline=None, max_examples=25)
@given(SOME)
def test_elders_are_the_few_with_the_most_keys_in_common(some: list[Signature]) -> None:
    ordered = sorted(some, key=find_order)
    keys = [set(unpack(f"<{len(s.keys) // 4}I", s.keys)) for s in ordered]
    for n, near in enumerate(find_elders(ordered)):
        shared = {
            m: sum(sum(key in held for held in keys[:m]) < CROWD for key in keys[n] & keys[m])
            for m in range(n)
        }
        met = sorted((m for m in shared if shared[m]), key=lambda m: (-shared[m], m))[:TRIES]
        assert {one.signature.document for one in near} == {ordered[m].document for m in met}
        assert sorted(near, key=lambda one: -one.share) == near


@settings(deadline=None, max_examples=25)
@given(SOME)
def test_likeness_is_symmetric_and_origins_lie_before(some: list[Signature]) -> None:
    for a, b in combinations(some[:8], 2):
        assert compare(a, b) == compare(b, a)[::-1]
    origins = find_origins(some)
    before = {s.document: find_order(s) for s in some}
    for signature in some:
        source = origins[signature.document].source
        assert source is None or before[source] < before[signature.document]
        assert compare(signature, signature) == (1.0, 1.0)


def test_signatures_are_the_same_bytes_alone_and_together() -> None:
    documents = [page(n, text) for n, text in stories().items()]
    together = sign(documents)
    assert [sign([d])[0] for d in reversed(documents)] == together[::-1]
    assert together[0].keys[:8].hex() == "bdadb2038bef4305"
