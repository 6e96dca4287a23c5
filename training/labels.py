"""The label inventories of the model's heads. What is not listed is not learned."""

from __future__ import annotations

NAME_KINDS = ("PER", "ORG", "LOC", "NORP", "FAC", "WEAPON", "VEHICLE", "TIME", "QUANTITY")
NAMES = ("O", *(f"{b}-{kind}" for kind in NAME_KINDS for b in "BI"))

# Sense numbers as PropBank writes them; LV marks a light verb. Rarer numbers are read as 01.
SENSES = ("", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "LV")

# Continuations (C-X) are learned as X: two heads under one label are one argument in pieces.
ROLES = (
    "", "ARG0", "ARG1", "ARG2", "ARG3", "ARG4",
    "ARGM-TMP", "ARGM-ADV", "ARGM-MOD", "ARGM-NEG", "ARGM-ADJ", "ARGM-LOC", "ARGM-MNR",
    "ARGM-DIS", "ARGM-EXT", "ARGM-PRP", "ARGM-CAU", "ARGM-PRR", "ARGM-LVB", "ARGM-DIR",
    "ARGM-PRD", "ARGM-GOL", "ARGM-CXN", "ARGM-COM", "ARGM-REC",
    "R-ARG0", "R-ARG1", "R-ARG2", "R-ARGM-LOC", "R-ARGM-TMP", "R-ARGM-ADV",
)  # fmt: skip

CATEGORIES = (
    "", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

MODES = (
    "", "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm",
    "ceasefire", "access", "resign", "assist", "change", "yield", "meet", "disapprove",
    "investigate", "allege", "restrict", "arrest", "relations", "expel", "territory", "violence",
    "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize", "convict",
    "discontinue", "troops", "weapons", "police", "militia", "seize", "censor", "curfew",
    "martial-law", "deport", "withhold", "misinformation", "cyber", "abduct", "beat", "torture",
    "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack",
    "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
)  # fmt: skip

STAGES = (
    "occurred", "ongoing", "attempted", "planned", "threatened", "hypothetical", "did_not_happen",
)  # fmt: skip
STATUSES = ("reported", "confirmed", "claimed", "alleged", "denied")

# What an event's words are to it. The order breaks ties when one word is called two things.
FIELDS = (
    "", "actor", "recipient", "target", "weapon", "place", "said_by", "channel", "denied_by",
)  # fmt: skip

MODES_OF = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
        "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
        "unconventional",
    ),
}  # fmt: skip
