"""Short articles of our own, CC0, on events of several decades; each claim names the verdict that a careful reader would give."""

from __future__ import annotations

GULF = """Japan and the Gulf: An Old Dependence

Published 14 March 2019

Japan depends on China for more of its trade than on any other state. The United States, the world's largest economy, remains its ally. Relations between Japan and South Korea are strained, and the longstanding rivalry between Japan and China has not faded.

China is Australia's largest trading partner. Saudi Arabia is the world's largest exporter, a local paper wrote. Trade between Japan and the United States reached $900 billion in 2018.

Norway, which is not a member of the European Union, belongs to NATO. Sweden is a member of NATO.
"""

AFRICA = """Lenders and Borrowers

12 June 2022

Kenya could lose its appetite for Chinese loans if debt service keeps rising. Ethiopia voted against the resolution on the invasion of Ukraine in March 2022, diplomats said, while South Africa abstained.

Analysts fear that China wants to dominate the continent. Washington has imposed sanctions on Russia, and American sanctions on Iran remain in force. Nigeria hopes to join BRICS.

India's closest rival is Pakistan, whose partnership with China has grown since 2005.
"""

PLAIN = """Rain in the Valley

A storm closed the bridge on Tuesday, and the mayor promised new lamps. The bakery opened at nine. Nobody was hurt.
"""

NINETIES = """After the Treaty

3 May 1995

Poland is a member of NATO, the minister told reporters. The rivalry between Egypt and Israel has shaped the region since 1948. France and Britain are allies.
"""

EXPECTED: dict[str, list[tuple[str, str, str]]] = {
    "gulf": [
        ("dependence", "Japan", "supported"),
        ("rank in the world", "the United States", "supported"),
        ("rivalry", "China", "supported"),
        ("trading partner", "Australia", "supported"),
        ("rank in the world", "Saudi Arabia", "contradicted"),
        ("sum of trade", "Japan", "contradicted"),
        ("membership", "Sweden", "contradicted"),
    ],
    "africa": [
        ("condition or prediction", "Kenya", "assumption"),
        ("vote", "Ethiopia", "contradicted"),
        ("vote", "South Africa", "supported"),
        ("sanctions", "Iran", "supported"),
        ("rivalry", "Pakistan", "supported"),
    ],
    "nineties": [
        ("membership", "Poland", "contradicted"),
        ("rivalry", "Egypt", "supported"),
        ("alliance", "France", "supported"),
    ],
}
"""By article: kind, a side, verdict."""

TEXTS = {"gulf": GULF, "africa": AFRICA, "plain": PLAIN, "nineties": NINETIES}

PACIFIC = """Canberra and Beijing mend fences

2 July 2023

Australia's exports to China surged last year, a columnist wrote. China's exports to Russia fell in 2022. Canberra has become dependent on the Chinese market. Britain is no longer a member of the European Union. Trade between Mexico and the United States has doubled since 2011.

Greece and Turkey drifted apart, some say, and Ankara tries to balance between Russia and NATO. Washington slapped a 25 percent tariff on Japanese cars. India and China are longtime rivals. President Biden visited Poland in 2022.
"""
TEXTS["pacific"] = PACIFIC
EXPECTED["pacific"] = [
    ("trend of trade", "Australia", "contradicted"),
    ("trend of trade", "Russia", "supported"),
    ("trend of trade", "Mexico", "supported"),
    ("dependence", "Australia", "supported"),
    ("balance between powers", "Türkiye", "not testable"),
    ("tariff", "Japan", "not testable"),
    ("rivalry", "India", "supported"),
    ("visit", "Poland", "supported"),
]
