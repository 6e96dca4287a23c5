"""Parties and claims of one event in, its status out: how the report knows.

The first that holds, in this order: an authority other than the doer states it (confirmed), the
doer says it did it (claimed), only an adverse or accusing party says so (alleged), anybody else
tells it (reported), the only word on it is a denial (denied).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportedly.coding.speech import Grammar
from reportedly.records import Claim, Party, Status

Side = Literal["doer", "victims", "authority", "adverse", "nobody"]

# What is done in words: told of by whoever tells it, and confirmed only by somebody else's office.
SPEECH_ACTS = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "REQUEST", "REJECT", "ACCUSE", "THREATEN", "CONCEDE"}
)
# What only a body with power over others does: where nobody is named, its speaker is the doer.
ACTS_OF_OFFICE = frozenset({"COERCE", "SANCTION", "MOBILIZE"})
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM"})
ARMED = frozenset({"REB", "UAF", "CRM"})
ABOVE = frozenset({"UNO", "IGO"})  # bodies above states, which speak with authority
ORGANS = "state:"  # ids of state organs; a health ministry's sector is medicine
OWN = frozenset({"we", "our", "us"})
VOICED = frozenset({"asserts", "confirms", "claims_responsibility"})  # no promise tells a deed


def status_of(
    actors: Sequence[Party],
    recipients: Sequence[Party],
    claims: Sequence[Claim],
    category: str,
    learned: str | None,
    grammar: Grammar,
    mode: str | None = None,
    told: bool = False,
    issuer: Party | None = None,
) -> Status:
    """Return the best support that the report gives for the event.

    `learned` is the model's guess; it decides only where no claim does. `told` says that the
    report tells the event outside the words that deny it: then the denial is not the only word.
    `issuer` is the body whose own release the report is: what nobody else is heard on it says.
    """
    if category in SPEECH_ACTS and mode != "investigate":
        # Another office may confirm one: 12 of 2,500 in coded news. Whoever is heard beside a
        # speech act is nearly always its own speaker under another name.
        return "reported"
    owned = [c for c in claims if c.stance == "claims_responsibility"]
    # Who owns to a deed once is its doer in whatever else is heard of him.
    doers = (*actors, *(hop.party for c in owned for hop in c.by[-1:] if hop.party is not None))
    sides = [(side_of(c, doers, recipients, category, grammar), c) for c in claims]
    denied = any(c.stance == "denies" for _, c in sides)
    charged = any(c.stance == "accuses" for _, c in sides)
    # Whom only the field head or a channel shows as speaker is no doer who owns to his deed.
    voiced = [s for s, c in sides if c.stance in VOICED and (s != "doer" or is_spoken(c))]
    if "authority" in voiced:
        return "confirmed"
    if "victims" in voiced and not ((denied or charged) and "doer" not in voiced):
        return "confirmed"
    disowned = any(s == "doer" and c.stance == "denies" for s, c in sides)
    if "doer" in voiced and (owned or not disowned):
        return "claimed"
    if charged or "victims" in voiced or (voiced and set(voiced) == {"adverse"}):
        return "alleged"
    named = any(c.stance in VOICED and any(h.party for h in c.by) for c in claims)
    if voiced and denied and (named or told):
        return "alleged"  # somebody's word against the accused's; rumours are nobody's
    if denied and not told:
        return "denied"
    if voiced:
        return "reported"
    # A claim or a confirmation needs somebody who makes it; blame may hang in the air.
    if learned == "alleged":
        return "alleged"
    return "reported" if issuer is None or denied else issued(issuer, actors, category, grammar)


def is_spoken(claim: Claim) -> bool:
    """Tell whether a claim has a word of saying, or is one of responsibility."""
    return claim.stance == "claims_responsibility" or bool(claim.by and claim.by[-1].verb)


def issued(issuer: Party, actors: Sequence[Party], category: str, grammar: Grammar) -> Status:
    """Return what a body's own word in its own release makes of a deed: its own, or another's."""
    armed = issuer.sector in ARMED or any(
        grammar.has("issuer.armed", word) for word in issuer.text.lower().split()
    )
    official = is_official(issuer, grammar) and not armed
    if any(is_ours(issuer, actor, official, grammar) for actor in actors):
        return "claimed"
    if official:
        return "claimed" if not actors and category in ACTS_OF_OFFICE else "confirmed"
    return "alleged" if actors and armed else "reported"


def side_of(
    claim: Claim,
    actors: Sequence[Party],
    recipients: Sequence[Party],
    category: str,
    grammar: Grammar,
) -> Side:
    """Return where the claim's innermost speaker stands to the event."""
    speaker = next((hop.party for hop in reversed(claim.by) if hop.party is not None), None)
    if speaker is None:
        return "nobody"
    if claim.stance == "claims_responsibility":
        return "doer"
    official = is_official(speaker, grammar)
    # A court that tries soldiers is no party to what they did.
    joined = official and (category in ACTS_OF_OFFICE or not is_court(speaker))
    joined = joined and speaker.sector not in ABOVE  # the UN is no state's
    if any(is_same(speaker, actor, joined, grammar) for actor in actors):
        return "doer"
    if not actors and official and category in ACTS_OF_OFFICE:
        return "doer"
    if speaker.sector in ARMED:
        return "adverse"
    if any(is_same(speaker, r, official, grammar) or is_of(speaker, r) for r in recipients):
        return "victims" if official else "adverse" if speaker.sector in STATE else "nobody"
    return "authority" if official else "nobody"


def is_ours(issuer: Party, actor: Party, official: bool, grammar: Grammar) -> bool:
    """Tell whether a deed's doer is the body that tells it, or of its state: "our", "the police".

    A state's release names its own organs without their country.
    """
    if OWN & set(actor.text.lower().split()) or is_same(issuer, actor, official, grammar):
        return True
    near = issuer.country is None or actor.country in (None, issuer.country)
    return official and near and actor.sector in STATE - {"PRM"}


def is_official(party: Party, grammar: Grammar) -> bool:
    """Tell whether the party speaks for a state, a court, a hospital or the United Nations."""
    if party.sector in STATE | ABOVE or party.country in ABOVE:
        return True
    if party.id is not None and party.id.startswith(ORGANS):
        return True
    if party.sector is not None:
        return party.sector == "MED" and "hospital" in party.text.lower()
    words = set(party.text.lower().replace("'s", "").replace("’s", "").replace(",", "").split())
    if "state" in words and words & MEDIA:
        return True  # a state's own agency or channel speaks for it
    if "un" in words or {"united", "nations"} <= words:
        return True
    return bool(words & grammar.offices) and not words & grammar.sets["office.unofficial"]


def is_court(party: Party) -> bool:
    """Tell whether the party judges or prosecutes."""
    if party.sector is not None:
        return party.sector == "JUD"
    return any(word.startswith(COURTS) for word in party.text.lower().split())


MEDIA = frozenset({"agency", "media", "television", "tv", "radio", "broadcaster"})
COURTS = ("court", "prosecut", "judge", "tribunal", "magistrate")


def is_same(speaker: Party, other: Party, official: bool, grammar: Grammar) -> bool:
    """Tell whether two parties are one, or two organs of one state."""
    if speaker.id is not None and speaker.id == other.id:
        return True
    if speaker.name is not None and speaker.name == other.name:
        return True
    if shares_name(speaker.text, other.text):
        return True
    if not (official and is_official(other, grammar)):
        return False
    # Two offices whose states the text does not name are mostly one state's: "the army fired,
    # the defence ministry said".
    return speaker.country == other.country


def is_of(speaker: Party, victim: Party) -> bool:
    """Tell whether the speaker belongs to the victims' country."""
    return speaker.country is not None and speaker.country == victim.country


def shares_name(a: str, b: str) -> bool:
    """Tell whether one wording holds the other: "the army" and "an army spokesman"."""
    first, second = take_words(a), take_words(b)
    if not first or not second:
        return False
    return first <= second or second <= first


SMALL_WORDS = frozenset("the a an of in on for to and its their his her some two three".split())


def take_words(text: str) -> frozenset[str]:
    """Return the words that carry a name, in small letters and without a plural's s."""
    words = text.lower().replace("’s", "").replace("'s", "").replace(",", " ").split()
    return frozenset(w.removesuffix("s") for w in words if w not in SMALL_WORDS)
