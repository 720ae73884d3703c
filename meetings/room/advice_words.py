"""How people dress advice as a question, language by language (domain.md#advice)."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """How one language asks, and how it advises.

    `asks`: how a question begins, even without its mark. `dressed`: advice at the
    beginning of what looks like a question. `told`: advice anywhere in a sentence that
    does not begin like a question. `quoted`: what somebody said or thought is no advice.
    `wonders`: real questions that begin like dressed ones. `leads`: small words that
    people begin with, and that say nothing.
    """

    asks: re.Pattern[str]
    dressed: re.Pattern[str]
    told: re.Pattern[str]
    quoted: re.Pattern[str]
    wonders: re.Pattern[str]
    leads: re.Pattern[str]


def _leads(words: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{words})\b[ ,…]*", re.I)


def _any(*ways: str, start: bool = False) -> re.Pattern[str]:
    either = "|".join(ways)
    return re.compile(rf"^(?:{either})\b" if start else rf"\b(?:{either})\b", re.I)


_OUGHT = r"you(?: really| just| also| probably| perhaps| maybe)? (?:should|ought to|must|need to|have to|could|might)"

ENGLISH = Language(
    asks=_any(
        "who|whom|whose|what|when|where|which|why|how",
        "is|are|am|was|were|do|does|did|has|have|had",
        "can|could|will|would|should|shall|may|might|must",
        "in what|in which|to what|on what|at what|for whom|by when",
        "from whom|with whom|since when|under what|if so",
        start=True,
    ),
    dressed=_any(
        r"have you (?:ever )?(?:considered|thought (?:about|of)|tried)",
        r"did you (?:ever )?(?:consider|think (?:about|of) \w+ing|try \w+ing)",
        r"(?:why|how come) (?:don['’]t you|do you not) "
        r"(?:just |simply |first |at least )?"
        r"(?!like|love|want|know|feel|trust|believe|think|have|need|agree|understand"
        r"|see|enjoy|care|get|dare|hear|mind|remember|expect|respect|tell me)\w+",
        r"why not",
        r"(?:what|how) about",
        r"what if you",
        r"(?:shouldn['’]t|couldn['’]t|can['’]t|mustn['’]t) you",
        r"(?:wouldn['’]t|isn['’]t|would|might) it (?:not )?be (?:better|easier|wiser|an idea)",
        r"isn['’]t it (?:better|easier|wiser|time)",
        r"don['’]t you (?:think|need to|have to|want to (?:just )?(?:try|ask|talk))",
        r"do you not think",
        r"would you not",
        start=True,
    ),
    told=_any(
        _OUGHT,
        r"you['’]d (?:better|do better|be better)",
        r"if i (?:were|was) (?:you|in your (?:place|position|shoes))",
        r"if it were me",
        r"in your (?:place|position|shoes),? i",
        r"i(?:['’]d| would)(?: just| simply| always| first)? "
        r"(?!like|love|be curious|be interested|want|know|wonder|ask you)\w+",
        r"i (?:suggest|recommend|advise|propose)",
        r"my (?:advice|suggestion|tip)",
        r"the best (?:thing|way) (?:is|would be)",
        r"it (?:would|might) be (?:better|best|good|wise)",
    ),
    quoted=_any(
        r"(?:you|they|he|she|we|who) (?:just |also |have )?"
        r"(?:said|say|says|mentioned|told|thought|think|thinks|felt|feel|feels|believe"
        r"|believed|wrote|heard|know|knew)",
    ),
    wonders=re.compile(
        r"^(?:what|how) about (?:it|this|that|them|him|her|(?:the|your|this|that|these"
        r"|those|his|her|their) (?:\w+ ){1,4}?)(?: ?\w+){0,2}? ?"
        r"(?:is|are|was|were|makes?|made|worries|matters|would|do|does|frustrates"
        r"|bothers|troubles|keeps|feels|surprised|surprises|attracts)\b",
        re.I,
    ),
    leads=_leads("and|but|so|well|ok(?:ay)?|hm+|maybe|perhaps|now|then|also|just"),
)


_DU = r"(?:du|ihr)(?: (?:wirklich|einfach|auch|vielleicht|doch|mal|unbedingt|erst))*"
_OUGHT_DE = r"(?:solltest|solltet|musst|müsst|müsstest|müsstet|könntest|könntet)"
_SMALL = r"(?: (?:schon|denn|auch|je|jemals|mal|einmal|dir|eigentlich|wirklich))*"

GERMAN = Language(
    asks=_any(
        r"wer|wen|wem|wessen|was|wann|wo|wo(?:r|hin|her)\w*",
        r"wo(?:für|mit|durch|bei|nach|von|zu)|welche[rsnm]?|warum|wieso",
        "weshalb|weswegen|wie|inwiefern|inwieweit|seit wann|bis wann",
        "ist|sind|bist|seid|war|warst|waren|hast|habt|hat",
        "haben|hatte|hattest|hatten|kann|kannst|können|willst",
        "wird|wirst|würde|würdest|darf|darfst|soll|sollst|gibt",
        "magst|möchtest|weißt|meinst|glaubst|denkst|muss|musst",
        r"(?:an|auf|aus|bei|für|in|mit|nach|unter|von|vor|zu) (?:wem|wen|was|welche[rnms]?)",
        "solltest|könntest|müsstest",
        start=True,
    ),
    dressed=_any(
        rf"(?:hast|habt) (?:du|ihr){_SMALL} (?:daran gedacht|darüber nachgedacht|überlegt"
        r"|versucht|probiert|erwogen)",
        r"(?:warum|wieso|weshalb) "
        r"(?!magst|willst|weißt|fühlst|glaubst|denkst|hast|verstehst|siehst|kannst|bist"
        r"|darfst|traust|vertraust|brauchst|findest|hörst|kennst|erwartest|möchtest)"
        r"\w+st du (?:\w+ ){0,4}?nicht",
        "warum nicht",
        r"wie wäre? ?(?:es|['’]s),? (?:wenn|mit)",
        r"wie wär['’]?s,? (?:wenn|mit)",
        r"was hältst du davon,? (?:wenn|zu|einfach)",
        rf"(?:solltest|müsstest|könntest|kannst|musst) du{_SMALL} nicht",
        r"(?:wäre|ist) es nicht (?:besser|einfacher|klüger|leichter|sinnvoll\w*|an der zeit)",
        r"(?:meinst|findest|denkst|glaubst) du nicht(?: auch)?(?=,)",
        start=True,
    ),
    told=_any(
        rf"{_DU} {_OUGHT_DE}",
        rf"vielleicht {_OUGHT_DE} (?:du|ihr)",
        rf"(?:dann|da|jetzt|zuerst|erst) {_OUGHT_DE} (?:du|ihr)",
        r"an deiner stelle",
        r"wenn ich du wäre",
        r"ich würde(?![^.?!]*\b(?:gern|gerne|wissen|verstehen|hören|interessieren)\b)",
        r"ich (?:empfehle|rate dir|schlage (?:\w+ ){0,6}?vor)",
        r"mein (?:rat|tipp|vorschlag)",
        r"das beste (?:ist|wäre)",
        r"am besten (?:ist|wäre|machst|sprichst|fragst|redest|gehst|du)",
        r"es wäre (?:besser|gut|klug|am besten|sinnvoll)",
    ),
    quoted=_any(
        r"(?:du|ihr|er|sie|wir|wer|man) (?:\w+ )?(?:sag|mein|denk|dach|glaub|fand|find"
        r"|schr[ie]+b|hör|erzähl|erwähn|weiß|wuss|fühl)\w*",
        r"(?:hast|hat|haben|habt) (?:\w+ ){0,4}?(?:gesagt|gemeint|gedacht|geschrieben"
        r"|erzählt|erwähnt|gehört|geglaubt)",
    ),
    wonders=re.compile(r"^wie wär(?:e es|['’]?s) (?:wohl )?für\b", re.I),
    leads=_leads("und|aber|also|na ?ja|hm+|ok(?:ay)?|dann|jetzt|nun|sag mal|ja|nein"),
)

LANGUAGES: dict[str, Language] = {"en": ENGLISH, "de": GERMAN}
