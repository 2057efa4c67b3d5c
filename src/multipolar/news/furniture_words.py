"""What page furniture says: patterns of labels, prompts, credits and captions in English-language news pages."""

from __future__ import annotations

import re

from multipolar.news.calendar import MONTH_NAMES
from multipolar.news.words import words

__all__ = ["BIO", "CAPTION", "CLOSING", "COMMENT", "COMMENTS", "DATELINE", "LABEL", "NAVIGATION", "NOTICE", "OPENER", "RELATED", "SIGN_OFF", "TITLED"]  # fmt: skip

MONTH = rf"(?:{MONTH_NAMES})"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)"
DATE = rf"(?:{WEEKDAY},?\s+)?(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+\d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?(?:\s+\d{{4}})?|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}})"
TIME = r"(?:at\s+|[-–—|•·,@]\s*)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,4}(?:[+-]\d{1,2})?\)?|IST|GMT|UTC|local time)?"
NETWORK = r"(?:facebook|twitter|x|whats\s?app|telegram|linked\s?in|reddit|pinterest|instagram|you\s?tube|tik\s?tok|bluesky|threads|mastodon|flipboard|e-?mail|print|copy(?: link)?|link|share|tweet|pin(?: it)?|save|sms|messenger|tumblr|more|rss|bookmark|gift|likes?|posts?|comments?)"
AGENCY = r"(?:AP|AFP|A\.P\.|Reuters|REUTERS|Xinhua|TASS|Tass|Getty(?: Images)?|EPA(?:-EFE)?|EFE|Bloomberg|Sputnik|Kyodo|Yonhap|PTI|ANI|IANS|Anadolu(?: Agency)?|AA|dpa|DPA|UPI|RIA Novosti|Interfax|Ukrinform|IRNA|SPA|VNA|NurPhoto|Shutterstock|Alamy|Zuma(?: Press)?|AFP-Yonhap|CNN|BBC|NPR|UN Photo|Wikimedia Commons|Pool)"
MARK = r"\s*[:|»>–—-]+\s*"
END = r"\s*[.:!»>→…|]*$"


def _any(*patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), flags)


LABEL = _any(
    rf"(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|edited|issued)(?: on| at| by)?(?:{MARK}|\s|$))+.{{0,60}}",
    rf"{DATE}(?:\s*{TIME})?(?:\s*[|•·/-]\s*.{{0,40}})?",
    rf"{TIME}(?:,?\s*(?:on\s+)?{DATE})?",
    r"\d+ (?:second|minute|hour|day|week|month|year)s? ago(?:\s.{0,20})?",
    r"(?:an?|one) (?:minute|hour|day|week|month|year) ago",
    r"\d[\d.,]*\s?[km]?\s*\+?\s*(?:views?|shares?|comments?|likes?|reads?|votes?|followers?|replies|retweets|reactions?|responses?)",
    r"(?:views?|shares?|comments?|likes?|reads?)\s*[:(]?\s*\d[\d.,]*\s?[km]?\)?",
    r"(?:estimated )?(?:reading|read) time\W.{0,20}|\d+\s*-?\s*min(?:ute)?s?(?:\.|\s)*(?:read|listen|watch)?",
    rf"(?>{NETWORK}(?: (?:on|this|via|to)\b)?[\s|•·,/+&]*)+(?:article|story|post|page)?",
    r"(?:share|save|print|bookmark|gift|e-?mail|tweet|like)(?: this| the| via| on| with)?(?: article| story| post| page| link| friends| options)*",
    r"advert(?:isement|ising|orial)?s?|sponsored(?: content| by.{0,40})?|promoted(?: content)?|story continues(?: below)?.{0,30}|article continues.{0,30}|ad feedback|scroll to continue.{0,30}|continue reading.{0,60}",
    r"(?:post|leave|write|add|submit|view|read|show|hide|load|see|join)(?: an?| your| all| the| more)? (?:comments?|reply|replies|response|responses|conversation|discussion)(?:\s*\(?\d*\)?)?(?: below| here)?",
    r"(?:previous|next|older|newer|prev)(?: (?:post|article|story|page|posts|entry|entries))?(?:\s*[|/«»<>·]?\s*(?:previous|next|older|newer)(?: (?:post|article|story|page|posts|entry|entries))?)?",
    r"(?:log|sign) ?(?:in|up|out|on)(?: (?:or|/|to|for) .{0,60})?|register(?: (?:now|here|for free))?|(?:my )?account|create (?:an |a free )?account|subscribe(?: (?:now|today|here|to|for) ?.{0,80})?|newsletters?|become a (?:member|subscriber|patron)|donate(?: now)?|support us",
    r"(?:skip|jump|back|return|go) to (?:the )?(?:main |page )?(?:content|navigation|search|top|home|homepage|article|menu|contents)(?: of (?:the )?page)?",
    r"(?:main |open |close |toggle |show |hide )*(?:menu|search|navigation|navbar|sidebar|close|cancel|submit|loading|search for|sections)(?: (?:menu|bar|here|this site))?(?:\.{3})?",
    r"home(?:\s*[>›»/|]\s*.{1,80})|(?-i:(?:[A-Z][\w&' ]{1,20}\s*[>›»]\s*){1,4}[A-Z][\w&' ]{1,40})",
    rf"(?:tags?|topics?|categor(?:y|ies)|filed under|keywords|labels|posted in|section|in this (?:article|story)|more about){MARK}.{{1,200}}",
    r"(?:tags?|topics?|categories|contents|table of contents|about|contact(?: us)?|advertise(?: with us)?|privacy|terms|careers|jobs|help|faqs?|sitemap|archives?|rss|imprint|disclaimer|corrections)",
    r"(?:privacy|cookie|terms|legal|editorial)[\s\w&|•·/]{0,12}(?:policy|policies|notice|settings|preferences|use|conditions|service|standards)(?:[\s|•·/].{0,80})?",
    r"(?:accept|reject|allow|manage|decline)(?: all)?(?: (?:cookies|preferences|options|settings))?",
    r"(?:by|written by|words by|reported by|report by|story by|author|authors|posted by|published by|text by|from|editor|edited by|reporter)[:\s]+(?-i:(?:[A-Z][\w.'’-]*|and|&|in|of|for|the|de|van|von|bin|al)(?:[,\s|/•·-]+|$)){1,14}(?:@\w+)?",
    r"(?:news|story|via|courtesy|source|credit|report|reporting|compiled|with (?:inputs?|reports?)|agencies)\s*(?:from|of|by|:|courtesy of)\s*(?:the )?(?-i:[A-Z][\w.&'’-]*(?:[,\s/&]+(?:and )?|$)){1,6}",
    r"(?:thanks|thank you|cheers)(?: (?:for|so much for) .{1,40}| to (?:all|our) .{1,30})?|(?:to be continued|the end|end|ends|\* ?\* ?\*|-{2,} ?\w* ?-*|#{3}|-?30-?)",
    r"(?:follow|like|join|find|connect with|contact|visit|e-?mail|call|write to) (?:us|me|him|her|them|the author|our)\b.{0,80}",
    r"(?:about|meet|more about) the (?:author|writer|contributor|reporter)s?|(?:view|see|read|show) (?:all|more)(?: .{0,40})?|click (?:here|to|on).{0,60}|learn more(?: .{0,30})?|find out more(?: .{0,30})?|load more|expand|collapse|show less|hide caption|toggle caption|enlarge(?: this)?(?: image)?|(?:play|watch|listen to|listen|hear)(?: (?:this|the|our|live|now|video|audio|article|story|episode|podcast))*(?: video| audio)?",
    r"(?:error\W.{0,60}|content is protected.{0,20}|page not found|404.{0,30}|javascript .{0,80}|your browser .{0,120}|this (?:video|content|site|feature|form|browser) (?:is|requires|can(?:not|'t)|uses).{0,120})",
    r"(?:\(c\)|©|copyright\b).{0,160}|.{0,120}all rights reserved.{0,80}|\(?(?:picture|image|photo|video) ?(?:source|credit|copyright)?\)?",
    rf"\(?{AGENCY}\)?\s*[,|:•-]?\s*(?:{TIME},?\s*{DATE}|{DATE}(?:,?\s*{TIME})?)|post(?:ed)? on\b.{{0,80}}|hits\s*:?\s*\d+|no (?:comments?|responses?)(?: yet)?",
    r"(?:by |from )?(?:our|an?|the|a special)? ?(?:own |special |foreign |staff |diplomatic |political |wire |web |news |ap |business |chief |senior |associated press |reuters |afp |& |and )*(?:correspondent|reporter|writer|staff|desk|bureau|team|agencies|reports|editor)s?(?: (?:in|at|for|and) [\w ,&]{1,40})?",
    r"view (?:the )?original (?:post|article)?|article content|image (?:source|caption|credit)s?\W.{0,60}|(?:web )?editors?\s*:.{1,80}|» ?read more",
    r"[\W\d_]+|https?://\S+|www\.\S+|\S+@\S+\.\w+|@\w+(?:\s*@\w+)*|(?:#\w+\s*)+|(?:[a-z0-9-]+\.)+(?:com|org|net|info|news|tv|co|uk|in|io|eu|de|cn|ru)(?:/\S*)?",
)  # fmt: skip
"""Whole blocks that are no text of the article."""

NOTICE = _any(
    r"^(?:please )?(?:sign|signing) up (?:for|to|here|now)\b", r"^(?:please )?(?:subscribe|log in|login|register|enable|disable|turn off|whitelist|consider (?:donating|supporting|subscribing))\b",
    r"^(?:get|receive|download|discover|enjoy|unlock|try) (?:the|our|all|more|unlimited|full|free|instant|daily|breaking|your) .{0,60}\b(?:app|newsletter|inbox|e-?mail|access|alerts?|updates|headlines|subscription|briefing|stories)\b",
    r"^(?:we|this (?:web)?site|our (?:web)?site|our partners|by (?:clicking|continuing|using|signing|subscribing|submitting)) .{0,80}\b(?:cookies?|privacy|terms|consent|personal data)\b",
    r"^you (?:can|may) (?:unsubscribe|also (?:follow|find|subscribe)|opt out)|^unsubscribe\b|^your (?:e-?mail|subscription|account|browser|comment)\b.{0,120}\b(?:published|required|address|support|expired|moderation)",
    r"^(?:the )?(?:views?|opinions?)(?: and (?:views|opinions))? expressed (?:in|by|here|are)\b|^this (?:article|story|post|piece|report|content|op-?ed|commentary)\s+(?:was|is|has been|first|originally|appeared)\b.{0,60}\b(?:published|republished|appeared|syndicated|generated|produced|updated|translated|edited|adapted|licen[sc]ed|sponsored|from)\b",
    r"^(?:editor|author|publisher|writer)[’']?s?[’']? note\b", r"^(?:copyright|©|\(c\))\s", r"\ball rights reserved\b|\bviews expressed\b.{0,80}\b(?:own|not|personal|author|writer)\b|^our standards\s*:|^(?:the|our) (?:writer|author|columnist|contributor) (?:is|was|has|can|works|teaches)\b|^\(?(?:note|nb)\s*:\s*this (?:article|story)\b", r"^no part of this\b",
    r"^(?:have|got) (?:a |any )?(?:tip|question|feedback|news tip|story)s?\b.{0,80}\b(?:contact|e-?mail|us|share|send|let us)\b|^(?:contact|e-?mail|reach|write to|follow) (?:the )?(?:author|reporter|editor|us|him|her|them|[A-Z]\w+) (?:at|on|via|through)\b",
    r"^support (?:our|independent|quality|local) journalism\b|^(?:if you (?:like|enjoy|value|believe|would like to|want to|have) ).{0,80}\b(?:donat|support|subscri|contribut|journalism|newsletter|contact us)",
    r"^required fields\b|^save my name\b|^comments (?:are|have been) (?:closed|disabled|moderated|turned off)|^(?:log|sign) in to (?:comment|reply|continue|read)|^be the first to (?:comment|reply)|^notify me of\b|^this site uses akismet",
    r"^\(?(?:for|to) (?:the )?(?:latest|more|breaking|all the latest) .{0,80}\b(?:follow|subscribe|visit|download|log on|join|click)\b|^(?:follow|join) .{0,60}\b(?:twitter|facebook|whatsapp|telegram|instagram|linkedin|google news|channel)\b|^stay (?:up to date|updated|informed|connected|ahead|tuned)\b",
    r"^(?:click|tap) (?:here|to|on|the)\b|^scan (?:the|this) qr\b|^available (?:on|in) .{0,30}\b(?:app store|google play)\b|^listen (?:to|on) .{0,60}\b(?:podcast|spotify|apple)\b|^view this (?:post|e-?mail) (?:on|in)\b|^a post shared by\b",
    r"^\((?:additional |with )?(?:reporting|writing|editing|compiled|translated|edited|written|production|graphic) (?:by|from)\b.{0,300}\)?$|^(?:additional )?(?:reporting|writing|editing|edited|translated|compiled) by (?-i:[A-Z][\w.'’-]+ (?:[A-Z]|and)).{0,300}(?:;.{0,200}|[^.])$",
    r"^(?:please )?(?:note|disclaimer|disclosure|correction|clarification)\s*:", r"^source\s*:\s*.{1,60}$", r"\bis (?:licensed|published) under (?:a )?creative commons\b",
)  # fmt: skip
"""Beginnings of sentences that speak of the page and not of the world."""

SUBJECT = r"(?:related|recommended|suggested|more|further|similar|popular|latest|top|other|featured|editor[’']?s?|trending|hot)"
OPENER = _any(
    rf"{SUBJECT}(?: |-)?(?:articles?|stor(?:y|ies)|news|posts?|reading|topics?|coverage|content|links?|videos?|picks?|headlines?|reads?|stories for you|for you|now|today)?(?: (?:from|on|in|about|by|at) .{{1,40}})?",
    r"(?:read|see|watch|don[’']?t miss|also|you may|you might|people|readers|what(?: to| others are)?)(?: also| more| next| now| read| like| this| these| are| watching| reading| on this| here)+",
    r"most (?:read|popular|viewed|shared|watched|commented|recent)(?: .{0,30})?", r"must[- ](?:read|watch|see)s?", r"in (?:other|case you missed it)(?: news)?", r"recent (?:posts|stories|articles|news)", r"from the (?:web|archive|archives)", r"around the (?:web|world|network)",
)  # fmt: skip
"""Whole blocks after which links to other articles follow."""

RELATED = _any(
    rf"^(?:{SUBJECT}(?: |-)(?:articles?|stor(?:y|ies)|news|posts?|reading|coverage|content|links?|videos?|topics?)|related|read (?:more|also|next|here|on|our|the (?:full|latest))|also read|see also|see more|more (?:on this|on this story|here)|recommended|suggested|must[- ](?:read|watch)|don[’']?t miss|watch(?: (?:now|live|also|more))?|listen(?: (?:now|also))?|in (?:pictures|photos|depth|video)|explore more|you (?:may|might) (?:also )?like|go deeper|up next|video|podcast|gallery|live)(?:\s*[:|»>→]+\s*|\s+[–—-]\s+)\S",
    r"^(?:>>|»|→|►|▶)\s*\S",
)  # fmt: skip
"""Beginnings of a line that names another article."""

TITLED = re.compile(
    rf"^(?P<title>.{{15,200}}?)\s+(?:[|»·]\s+(?P<any>[A-Z][\w.&'’ -]{{1,45}})|[:–—-]\s+(?P<known>(?:the )?(?:{AGENCY}|[A-Z]{{2,5}}|[\w-]+\.(?:com|org|net|co\.uk)|(?:The )?(?:[A-Z][\w-]+ ){{0,3}}(?:News|Times|Post|Journal|Guardian|Telegraph|Economist|Herald|Tribune|Gazette|Observer|Independent|Institute|Council|Magazine|Review|Today|Daily|Standard|Mail|Chronicle|Diplomat|Hindu|Politico|Axios|Vox|Jazeera))(?: [A-Z]\w+)?))$"
)  # fmt: skip
"""The title of a page with the name of its outlet."""

VISUAL = r"(?:speaks?|talks?|shakes?|poses?|walks?|waves?|gestures?|listens?|looks?|meets?|greets?|attends?|arrives?|delivers?|addresses|address|holds?|stands?|sits?|smiles?|signs?|leaves?|watch(?:es)?|inspects?|reviews?|welcomes?|hugs?|embraces?|applauds?|toasts?|boards?|disembarks?|reacts?|participates?|take part|takes part|chairs?|visits?|departs?|queue|queues|gather|gathers|protest|protests|rally|march|marches|carry|carries|work|works|stack|loads?|unloads?|is (?:seen|pictured|shown)|are (?:seen|pictured|shown))"
CAPTION = _any(
    r"^\(?(?:file ?(?:photo|picture|image|pic)?|in this .{3,60} (?:file )?(?:photo|image|picture)(?: (?:released|provided|taken|made|from|by)[^,]{0,60})?,|photo|photograph|image|picture|pictured|video|graphic|infographic|map|chart|illustration|caption|representational image|representative image)s?\s*(?:[:|/–—-]|shows?\b|credit\b|by\b|courtesy\b|illustration\b|of\b)",
    rf"(?:[/|]|\bvia\b|\((?:photo|image|picture)?\s*(?:by|:|credit:?|courtesy)?|\[|—|–|\.)\s*(?:[\w.'’ -]{{2,40}}/)?{AGENCY}(?:\s+(?:Photo|photo|file|File|Images?|via \w+|handout|pool))?(?:/[\w.'’ -]{{2,40}})*\s*[)\]]?\.?$",
    r"image source,|\b(?:photo|image|picture|photograph|video)\s*(?:credit|source|courtesy|by)?\s*[:/]\s*[\w.'’/ -]{2,50}$|\b(?:AP|AFP|EPA|UN|Reuters|Xinhua) ?(?:file )?(?:photo|image|picture)\b|getty images(?:\W.{0,30})?$|\((?:file|photo|pool|handout|screenshot|screengrab|file photo|representational|ap|afp|reuters|xinhua)\b[^)]{0,60}\)$|\[[^\]]{0,40}\b(?:AP|AFP|Reuters|EPA|Xinhua|Getty|Al Jazeera|File|Handout)\b[^\]]{0,40}\]$",
    rf"^(?=.{{20,400}}$)(?:(?!\w{{3,}}[.!?]\s).)*\b{VISUAL}\b(?:(?!\w{{3,}}[.!?]\s).)*\b(?:{MONTH}\.?\s+\d{{1,2}},?\s+(?:19|20)\d\d|\d{{1,2}}\s+{MONTH},?\s+(?:19|20)\d\d)(?:[.)]|\W{{0,3}}(?:file|photo|reuters|afp|ap)?\W{{0,2}})?$",
    rf"^(?=.{{20,300}}$)(?:(?!\w{{3,}}[.!?]\s).)*(?:[,(]\s?(?:left|right|centre|center|second (?:from )?(?:left|right)|far (?:left|right)|L|R|C)[,)])(?:(?!\w{{3,}}[.!?]\s).)*\b{VISUAL}\b",
    r"^(?=.{20,200}$)(?:(?!\w{3,}[.!?]\s).)*\b(?:is|are) (?:seen|pictured|photographed) (?:here|at|in|on|during|with|outside|inside|near)\b",
)  # fmt: skip
"""What stands under pictures: credits, sides, one sentence in the present tense that ends with a full date."""

BIO = re.compile(
    r"^(?:(?:Dr|Prof|Professor|Ambassador|Gen|Col|Sir|Ms|Mr)\.? )?(?:[A-Z][\w.'’-]+ ){1,3}[A-Z]?[\w.'’-]* ?(?:\([^)]{1,30}\) )?(?:is|was|covers|writes|reports|has (?:been|covered|written|worked)|joined|teaches|holds)\b.{0,160}\b(?:reporter|correspondent|editor|journalist|columnist|writer|fellow|professor|lecturer|author|contributor|analyst at|bureau|bureau chief|producer|researcher|covers?|freelance|newsroom)\b"
)
"""Who wrote it: counts only at the end of an article."""

CLOSING = _any(
    r"(?:post|leave|add|write) a (?:comment|reply|response)", r"(?:\d[\d,]*|no) (?:comments?|responses?|replies)(?: yet)?", r"(?:previous|next|older|newer) (?:post|article|story)(?:\s*[|/«»<>·]?\s*(?:previous|next|older|newer) (?:post|article|story))?", r"published in [A-Z].{1,60}", r".{0,120}all rights reserved.{0,80}", r"(?:©|copyright).{1,120}", r"more in this section", r"\(?(?:additional )?reporting by .{3,300}",
)  # fmt: skip
"""What stands after the end of an article: what follows is the page, if it is the smaller part."""

COMMENTS = _any(r"\(?\d[\d,]*\)? (?:comments?|responses?|replies|thoughts on .{1,200})", r"comments?\s*(?:\(\d+\)|section)?:?", r"(?:leave|post|add) a (?:comment|reply|response)|join the conversation|reader comments|discussion")  # fmt: skip
COMMENT = _any(
    r"^[\w.'’ -]{2,40} says:?$",
    r"^reply$|^reply to\b",
    r"^report (?:abuse|comment)$",
    rf"^[\w.'’ -]{{2,40}}\s+(?:{DATE}|\d+ (?:minute|hour|day|week|month|year)s? ago)(?:\s*{TIME})?$",
)
"""What stands between readers' comments."""

DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z.'’ -]{{2,40}}(?:(?:,| and|/)\s?[A-Z][\w.' -]{{1,30}}){{0,2}}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,2}})(?:,?\s+{MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?)?,?\s*(?:\((?:{AGENCY}|[A-Z][\w. ]{{1,30}})\)\s*)?(?:[–—]|--?|:)(?=\s)|^\((?:{AGENCY})\)\s*(?:[–—]|--?)?(?=\s)"
)  # fmt: skip
"""Place, date and agency before the first sentence."""

SIGN_OFF = re.compile(
    r"\s\(?(?:Additional )?[Rr]eporting by [^()]{3,300}\)?$|\s\((?:With (?:inputs?|reports?) from|Edited by|Writing by|Editing by) [^()]{3,200}\)$"
)
"""Who reported, after the last sentence."""

NAVIGATION = words("""
    home news world politics business economy opinion opinions editorial editorials sport sports tech technology science health
    culture arts entertainment lifestyle travel video videos photos pictures weather live local national international africa
    americas asia europe middle east us u.s uk u.k china india russia nigeria more latest top stories features analysis markets
    finance money magazine podcasts audio tv radio spotlight trending breaking climate environment education about contact
    menu search login subscribe shop jobs food style real estate obituaries letters cartoons games crosswords newsletters
    main privacy policy terms use cookie cookies advertise careers help accessibility conditions sitemap facebook twitter instagram youtube whatsapp linkedin telegram apple google app safety brand archive english chinese special coverage military society photo exclusive report reports story section sections diplomacy defense defence security war conflict trade
""")
"""Words of navigation bars and section labels."""
