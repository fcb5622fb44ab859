"""Seven invented partners in the made-up town of Tallowbridge, and what they answered."""

from __future__ import annotations

from typing import Any

NORTH, HEALTH = "worksheets/north-star", "worksheets/health-check"
ALLIES, ASKS = "worksheets/allies-opponents-undecideds", "worksheets/ask-and-offer"
NAMES = (
    "Lantern Street Tenants",
    "Saddlers' Row Legal Clinic",
    "Millgate Congregations",
    "Hospital Cleaners' Local",
    "Eastbank School Parents",
    "Tallow Food Bank",
    "Northwall Students",
)
AIM = "No tenant in Tallowbridge stands in eviction court without a free lawyer."
_TOPICS = {  # for, agree to disagree, not speak
    "Free lawyers in eviction court": ("0123456", "", ""),
    "Town money, not state money": ("023", "15", "4"),
    "Limits on rents": ("0", "1236", "5"),
    "Naming single owners in the press": ("16", "4", "0235"),
    "A one-year pilot first": ("01245", "3", ""),
    "More shelter places": ("1345", "2", ""),
}
_SCORES = {
    "north-star": "5445455",
    "decide": "5212212",
    "influence": "1343224",
    "owners": "2323232",
    "conflict": "2232?22",
    "credit": "5233322",
    "trust": "4434344",
    "members": "434?443",
}
_PEOPLE: dict[str, tuple[str, list[Any]]] = {
    "Councilor Raghunath": ("high", ["undecided"] * 6 + ["passive-ally"]),
    "Judge Castellan": (
        "high",
        ["undecided", "passive-opponent", "undecided", None, "passive-ally", "undecided", None],
    ),
    "Gareth Pryce": ("high", ["active-opponent"] * 5 + ["passive-opponent", None]),
    "Ifeoma Balogun": ("high", ["passive-ally"] * 4 + ["active-ally", None, None]),
    "Pastor Halvorsen": ("medium", ["passive-ally", "passive-ally", "active-ally", *[None] * 4]),
    "Declan Foyle": (
        "medium",
        ["active-opponent", "passive-opponent", None, "passive-ally", "passive-opponent"]
        + [None] * 2,
    ),
    "Mei-Lin Chao": ("medium", [None, "undecided", None, None, None, "undecided", None]),
}
_ASKS: list[tuple[list[str], str, list[str], str]] = [
    (["venue"], "A room across from the court, two mornings", ["staff-time"], "Ten volunteers"),
    (["staff-time"], "40 volunteers trained by March", ["expertise"], "Two lawyers on Tuesdays"),
    (["connections"], "Food at the court door", ["venue"], "The hall, mornings until noon"),
    (["data"], "How many of our members were evicted", ["staff-time"], "15 stewards on Fridays"),
    (["expertise"], "Someone who can read a budget", ["connections"], "Our list of 300 parents"),
    (["budget"], "500 for leaflets", ["data"], "A first look at shelter costs"),
    (["public-support"], "A letter to the council", ["staff-time"], "25 students, not in June"),
]  # fmt: skip


def answers_of(at: int) -> dict[str, dict[str, Any]]:
    """Return what a partner answered, by worksheet."""
    me = str(at)
    lists = [
        [topic for topic, places in _TOPICS.items() if me in places[side]] for side in range(3)
    ]
    asks, asked, offers, offered = _ASKS[at]
    people = [
        {
            "name": name,
            "position": stands[at],
            "influence": weight,
            "next_move": f"Talk with {name}",
            "who": NAMES[at].split()[0],
            "by": f"2027-02-{10 + at:02}",
        }
        for name, (weight, stands) in _PEOPLE.items()
        if stands[at]
    ]
    scores = {
        key: {"score": "unknown" if given[at] == "?" else given[at]}
        for key, given in _SCORES.items()
    }
    return {
        NORTH: {
            "north_star": AIM if at not in (3, 5) else "A free lawyer for every tenant.",
            "agree": lists[0],
            "disagree": lists[1],
            "not_speak": lists[2],
            "signs": ["More tenants with a lawyer"] if at % 2 else [],
            "review_on": "2027-09-16",
        },
        HEALTH: {"scores": scores, "change": "Write down who decides" if at < 5 else ""},
        ALLIES: {"issue": "The town pays for a pilot", "people": people},
        ASKS: {
            "partner": "The coalition",
            "ask_type": asks,
            "ask_detail": asked,
            "offer_type": offers,
            "offer_detail": offered,
            "commits_them_to": "Two mornings a week",
        },
    }
