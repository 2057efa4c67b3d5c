"""Messy pages of our own, block by block with what each is; `PAGES` are plain texts, `SOURCES` web pages."""

from __future__ import annotations

__all__ = ["PAGES", "SOURCES"]

WIRE = [
    ("body", "OTTAWA, March 3 (Reuters) -"),
    (
        "body",
        "Canada will impose duties on Brazilian steel from next month, its trade minister said on Monday, a day after talks in Lima collapsed.",
    ),
    (
        "body",
        "The measure covers goods worth about $2 billion a year. Brazil called it unjustified and promised an answer.",
    ),
    ("body", '"We regret this step," Brazil\'s foreign minister told reporters.'),
    ("body", "Peru offered to host another round of talks, but neither side has accepted."),
    ("boilerplate", "(Reporting by Ana Example in Ottawa; editing by John Sample)"),
]
PORTAL = [
    ("boilerplate", "Skip to content"),
    ("boilerplate", "Menu"),
    ("boilerplate", "Home > World > Americas"),
    ("heading", "Mexico and Chile agree to share a port on the Pacific coast"),
    ("boilerplate", "By Maria Example, Staff Writer"),
    ("boilerplate", "Published 4:05 PM EST, Tue April 9, 2019"),
    ("boilerplate", "Facebook Twitter Email"),
    ("caption", "Workers unload containers at the port of Valparaiso, Chile. Photo: Jane Sample/AFP"),
    (
        "body",
        "Mexico and Chile have agreed to share a container port, their governments announced in a joint statement.",
    ),
    ("boilerplate", "Advertisement"),
    ("body", "The project had been under negotiation since 2015. Mexico will pay for two thirds of it."),
    ("related", "Read more: Peru rejects a rival plan for a canal"),
    ("heading", "A long negotiation"),
    (
        "body",
        "Chile had at first refused to let foreign firms bid. It gave way after Mexico dropped a complaint against it.",
    ),
    ("related", "Related stories"),
    ("related", "Colombia joins talks on fishing rights"),
    ("related", "Why freight rates fell in the spring"),
    ("body", "Officials from both countries will meet again in June to settle the details."),
    ("boilerplate", "3 Comments"),
    ("boilerplate", "Leave a Reply"),
    ("boilerplate", "Your email address will not be published. Required fields are marked *"),
    ("boilerplate", "© 2019 The Example Herald. All rights reserved."),
]
BLOG = [
    ("boilerplate", "WORLDNEWS"),
    ("heading", "Kenya Turns East: Nairobi Signs Rail Deal With Beijing"),
    ("duplicate", "KENYA TURNS EAST: NAIROBI SIGNS RAIL DEAL WITH BEIJING"),
    ("boilerplate", "1,204 views"),
    ("boilerplate", "5 min read"),
    ("body", "Kenya signed an agreement with China on Wednesday to extend its railway to the border with Uganda."),
    (
        "body",
        "Opposition leaders in Nairobi criticised the loan. They said that the terms had been kept from parliament.",
    ),
    ("heading", "What Happens Next?"),
    (
        "body",
        "Parliament must approve the agreement. Uganda has said that it will wait for the vote before it starts work.",
    ),
    ("duplicate", "Kenya signed an agreement with China on Wednesday to extend its railway to the border with Uganda."),
    ("boilerplate", "Tags: Kenya, China, Railways"),
    ("boilerplate", "Posted by Admin"),
    ("boilerplate", "Newer Post Older Post"),
    ("boilerplate", "Subscribe to our newsletter"),
]
OPINION = [
    ("heading", "The view from Jakarta: neutrality has a price"),
    ("boilerplate", "OPINION"),
    ("boilerplate", "Written by Budi Contoh"),
    ("body", "For thirty years Indonesia has kept out of the quarrels of great powers, and it has gained from that."),
    (
        "body",
        "That is now harder. Washington presses Jakarta to restrict exports of nickel; Beijing buys most of them.",
    ),
    ("heading", "The case for waiting"),
    (
        "body",
        "The government should refuse both demands. It has more to lose from a choice than from delay, whatever its critics say.",
    ),
    ("body", "Neutrality is not silence. Indonesia can say what it wants, and should say it soon."),
    ("boilerplate", "Budi Contoh is a senior fellow at the Example Institute in Jakarta."),
    (
        "boilerplate",
        "The views expressed in this article are the author's own and do not necessarily reflect those of the publisher.",
    ),
    ("boilerplate", "Follow us on Twitter"),
]
GALLERY = [
    ("heading", "Turkey and Greece reopen a border crossing after talks"),
    ("caption", "The foreign ministers of Turkey and Greece shake hands at a ceremony in Edirne on May 5, 2018."),
    ("body", "Turkey and Greece reopened a border crossing on Saturday that had been closed for three years."),
    ("caption", "FILE PHOTO: Lorries queue at the border, 2015."),
    ("body", "The step follows months of talks in Vienna. Bulgaria mediated between the two sides."),
    ("related", "In Pictures: Life on the border | The Example Times"),
    ("body", "Both governments said that they would now discuss fishing rights, which had caused the closure."),
    ("related", "You may also like"),
    ("related", "Ten islands worth a visit"),
    ("related", "How the ferry strike ended"),
    ("boilerplate", "Load more"),
    ("boilerplate", "About us | Contact | Privacy policy"),
]
DIGEST = [
    ("boilerplate", "Last updated: 12 January 2004, 10:15 GMT"),
    ("heading", "India and Pakistan to resume bus service"),
    ("body", "India and Pakistan have agreed to resume a bus service across the border, officials in Delhi said."),
    ("body", "The announcement follows a meeting of the two prime ministers in Islamabad. It was their first since 2001."),
    ("body", "“This is a first step,” Pakistan’s information minister said. “Others will follow.”"),
    ("heading", "Reaction abroad"),
    ("body", "The United States welcomed the decision. China said that it hoped for further progress."),
    ("boilerplate", "E-mail this to a friend"),
    ("boilerplate", "Printable version"),
    ("related", "SEE ALSO:"),
    ("related", "Timeline: two decades of talks"),
    ("related", "Q&A: what divides the neighbours"),
    ("related", "TOP STORIES NOW"),
    ("related", "Storm hits the coast of Japan"),
]  # fmt: skip
ASIA = [
    ("boilerplate", "Apple News Facebook Twitter Instagram YouTube"),
    ("boilerplate", "HomeOpinionsBusinessMilitaryWorldSocietyCultureSports"),
    ("heading", "Laos not to join pact on river: minister"),
    ("boilerplate", "(Xinhua)    08:55, September 25, 2015"),
    ("body", "VIENTIANE, Sept. 24 (Xinhua) --"),
    (
        "body",
        "Laos will not join the pact on the upper river, its foreign minister said on Thursday after talks with his guest from Thailand.",
    ),
    (
        "caption",
        "In this Friday, Sept. 4, 2015, photo, a boat leaves the port of Nong Khai. Laos has raised fees on boats from Thailand in an escalation of their fight over fishing, and accused Bangkok of bullying; Thailand has denied that it sent patrols across the river at night. (AP Photo/Ann Sample, File)",
    ),
    ("caption", "FILE - The bridge at Vientiane is lit for the visit of the Thai king, June 2, 2014."),
    (
        "body",
        "He added that Laos would take no account of demands that had no force in law. Thailand regretted the decision.",
    ),
    (
        "body",
        "During the talks both sides agreed to strengthen trade. Vietnam called on them to sign the pact before the rains.",
    ),
    ("boilerplate", "(For the latest news, please follow The Example Daily on Twitter and Facebook)"),
    ("boilerplate", "(Web editor: Li Example)"),
    ("boilerplate", "Add your comment"),
    ("related", "Related reading"),
    ("related", "Most Read"),
]
SOUTH = [
    ("heading", "India and Nepal agree to notify each other of tests"),
    ("duplicate", "India and Nepal agree to notify each other of tests"),
    ("boilerplate", "From our correspondent"),
    ("boilerplate", "Monday, May 10, 2010"),
    ("body", "KATHMANDU:"),
    (
        "body",
        "India and Nepal agreed on Monday to notify each other before they test rockets, and to open two consulates.",
    ),
    (
        "body",
        "The foreign secretaries met for a second day. They said that the dialogue would lead to a settlement of all disputes.",
    ),
    (
        "body",
        "India will also free all drivers who were seized at the border in March, its spokesman told reporters in Delhi.",
    ),
    ("boilerplate", "Published in The Example, May 11th, 2010"),
    ("boilerplate", "Editorial"),
    ("boilerplate", "Under siege"),
    ("boilerplate", "Whether by courts or by fines, the press of the province navigates hard terrain."),
    ("boilerplate", "Transit mess"),
    ("boilerplate", "That the city does not have a railway worth the name is a scandal."),
    ("boilerplate", "Cookie Policy Privacy Policy Brand Safety FAQ Help Contact Us Terms and Conditions"),
]
PAGES = {
    "asia": ASIA, "south": SOUTH,
    "wire": WIRE, "portal": PORTAL, "blog": BLOG, "opinion": OPINION, "gallery": GALLERY, "digest": DIGEST,
}  # fmt: skip

MODERN = [
    ("boilerplate", "World"), ("boilerplate", "Business"), ("boilerplate", "Accept all cookies"),
    ("heading", "Vietnam rejects a proposal by Laos on the river dam"),
    ("boilerplate", "By Lan Example"),
    ("caption", "The site of the dam in northern Laos, seen in March. Credit: Example/Reuters"),
    ("body", "Vietnam has rejected a proposal by Laos to build a dam on the upper river, saying that it would harm farmers downstream & cut the catch of fish."),
    ("body", "The foreign ministry in Hanoi said on Thursday that Laos had not consulted its neighbours before it published the plan. Cambodia supported Vietnam."),
    ("heading", "A dispute of many years"),
    ("body", "Laos has argued for years that it needs the power that the dam would give. Its energy minister told Vietnam’s ambassador that work would begin in the autumn."),
    ("body", "Thailand, which would buy most of the power, has offered to mediate. A first meeting is planned for May in Bangkok, officials said."),
    ("related", "Cambodia counts its fish"),
    ("boilerplate", "© Example News. All rights reserved."),
]  # fmt: skip
MODERN_SOURCE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Vietnam rejects a proposal by Laos on the river dam | Example News</title>
<meta property="og:site_name" content="Example News"><meta property="article:published_time" content="2021-04-08T09:00:00Z">
<style>p { color: red }</style><script>var a = "<p>not text</p>";</script></head>
<body><nav><ul><li><a href="/w">World</a></li><li><a href="/b">Business</a></li></ul></nav>
<div class="cookie-banner"><button>Accept all cookies</button></div>
<main><article><h1>Vietnam rejects a proposal by Laos on the river dam</h1>
<p class="byline">By <a href="/lan">Lan Example</a></p>
<figure><img src="dam.jpg" alt="dam"><figcaption>The site of the dam in northern Laos, seen in March. Credit: Example/Reuters</figcaption></figure>
<p>Vietnam has rejected a proposal by Laos to build a dam on the upper river, saying that it would harm farmers
downstream &amp; cut the catch of fish.</p>
<p>The foreign ministry in <b>Hanoi</b> said on Thursday that Laos had not consulted its neighbours before it published
the plan. Cambodia supported Vietnam.</p>
<!-- an advertisement -->
<h2>A dispute of many years</h2>
<p>Laos has argued for years that it needs the power that the dam would give. Its energy minister told Vietnam&rsquo;s
ambassador that work would begin in the autumn.</p>
<p>Thailand, which would buy most of the power, has offered to mediate. A first meeting is planned for May in Bangkok, officials said.</p>
</article><aside class="related-stories"><ul><li><a href="/c">Cambodia counts its fish</a></li></ul></aside></main>
<footer><p>© Example News. All rights reserved.</p></footer></body></html>
"""
SOUP = [
    ("boilerplate", "Home | News | Sport"),
    ("heading", "Algeria recalls its ambassador from Spain"),
    (
        "body",
        "Algeria recalled its ambassador from Spain on Saturday in protest against a letter on the western territory.",
    ),
    ("body", "Spain said that it regretted the step and wanted good relations with all its neighbours in the region."),
    (
        "body",
        "Morocco welcomed the letter. Its king called the Spanish prime minister and invited him to Rabat for talks.",
    ),
    ("body", "Gas flows are not affected, Algeria's energy company told its customers, but prices may be reviewed."),
    ("boilerplate", "Copyright 2003 Example Wire"),
]
SOUP_SOURCE = """<HTML><BODY BGCOLOR=white><TABLE><TR><TD COLSPAN=2><FONT SIZE=1><A HREF=/>Home</A> | <A HREF=/n>News</A> | <A HREF=/s>Sport</A></FONT>
<TR><TD><H1>Algeria recalls its ambassador from Spain</H1>
<FONT FACE=Arial>Algeria recalled its ambassador from Spain on Saturday in protest against a letter on the western territory.<BR><BR>
Spain said that it regretted the step and wanted good relations with all its neighbours in the region.<P>
Morocco welcomed the letter. Its king called the Spanish prime minister and invited him to Rabat for talks.
<P>Gas flows are not affected, Algeria&#39;s energy company told its customers, but prices may be reviewed.</FONT>
<TR><TD><FONT SIZE=1>Copyright 2003 Example Wire</FONT></TABLE>
"""
SOURCES = {"modern": (MODERN_SOURCE, MODERN), "soup": (SOUP_SOURCE, SOUP)}
