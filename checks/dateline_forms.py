r"""The grammar of datelines: ``PLACE[, Region][, Date] [(Agency)] separator``, and the forms of other languages.

Sources: the style books of AP and Reuters, and the forms that the agencies' own copy has (Reuters, AP, AFP, UPI,
Bloomberg, Xinhua, Kyodo, Yonhap, TASS, Interfax, dpa, EFE, ANSA, PTI, IANS, ANI, AAP, The Canadian Press, Anadolu).

A pattern reads the head of one line. Whether what it read is a dateline is decided in `newsgate.checks.dateline`.
"""

#: Stand for tags while lines are read: a tag inside a line, one that ends a line, and one that says "dateline".
INLINE, BLOCK, NAMED = "\ufdd1", "\ufdd2", "\ufdd3"
#: What may stand between two parts.
_J = rf"[ \t\u00a0\u2009\u202f\u3000{INLINE}{NAMED}]*"
_S = rf"[ \t\u00a0\u2009\u202f{INLINE}]"

#: The months by number, in the languages of the agencies; three letters suffice where languages shorten so.
MONTHS: dict[int, str] = {
    1: "january|jan|janvier|janv|januar|jänner|enero|ene|janeiro|gennaio|gen|января|янв|januari|ocak|stycznia|ledna"
       "|يناير|كانون الثاني|जनवरी",
    2: "february|feb|février|févr|fév|februar|febrero|fevereiro|fev|febbraio|февраля|фев|februari|şubat|lutego|února"
       "|فبراير|شباط|फरवरी",
    3: "march|mar|mars|märz|mär|marzo|março|марта|мар|maart|maret|mart|marca|března|مارس|آذار|मार्च",
    4: "april|apr|avril|avr|abril|abr|aprile|апреля|апр|nisan|kwietnia|dubna|أبريل|ابريل|نيسان|अप्रैल",
    5: "may|mai|mayo|maio|mag|maggio|мая|май|mei|mayıs|maja|května|مايو|أيار|मई",
    6: "june|jun|juin|juni|junio|junho|giugno|giu|июня|июн|haziran|czerwca|června|يونيو|حزيران|जून",
    7: "july|jul|juillet|juil|juli|julio|julho|luglio|lug|июля|июл|temmuz|lipca|července|يوليو|تموز|जुलाई",
    8: "august|aug|août|agosto|ago|agustus|augustus|августа|авг|ağustos|sierpnia|srpna|أغسطس|آب|अगस्त",
    9: "september|sept|sep|septembre|septiembre|setembro|set|settembre|сентября|сен|eylül|września|září|سبتمبر|أيلول"
       "|सितंबर",
    10: "october|oct|octobre|oktober|okt|octubre|outubro|out|ottobre|ott|октября|окт|ekim|października|října|أكتوبر"
       "|تشرين الأول|अक्टूबर",
    11: "november|nov|novembre|noviembre|novembro|ноября|ноя|kasım|listopada|listopadu|نوفمبر|تشرين الثاني|नवंबर",
    12: "december|dec|décembre|déc|dezember|dez|diciembre|dic|dezembro|dicembre|декабря|дек|desember|des|aralık"
       "|grudnia|prosince|ديسمبر|كانون الأول|दिसंबर",
}  # fmt: skip
_MONTH = "|".join(sorted("|".join(MONTHS.values()).split("|"), key=lambda name: (-len(name), name)))
_WEEKDAY = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|lundi|mardi|mercredi|jeudi"
    "|vendredi"
    "|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
)
_YEAR = r"(?:,?\s(?:de\s)?(?:19|20)\d\d)?"
DATE = (
    rf"(?i:(?:(?:{_WEEKDAY}),?\s)?(?:(?:le|am|den|el|il|on|dne)\s)?(?:(?:{_MONTH})\.?\s?\d{{1,2}}(?:st|nd|rd|th)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º|°)?\s?(?:de\s|d['’])?(?:{_MONTH})\b\.?(?:[/ ](?:{_MONTH}))?){_YEAR})"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})"
)

#: News agencies as they sign, in their own scripts; other outlets in brackets need a place that is known.
_LATIN = (
    r"(?:Thomson )?Reuters?(?: (?:Health|Breakingviews|Life!|Foundation))?|REUTERS|Thomson Reuters Foundation|AP|The AP"
    r"|(?:The )?Associated Press|AFP|AFPBB News|AFP-JIJI|Agence France[- ]Presse|UPI|United Press International"
    r"|(?:Bloomberg|BLOOMBERG)(?: News)?|Xinhua(?:net)?|XINHUA|Kyodo(?: News)?|KYODO|Jiji(?: Press)?|JIJI|Yonhap|YONHAP"
    r"|TASS|Tass|Sputnik|RIA Novosti|Interfax(?:-\w+)?|INTERFAX(?:\.RU)?|Ukrinform|UNIAN|BelTA|dpa(?:[/-][\w-]+)?"
    r"|DPA(?:-AFX)?|Dpa"
    r"|epd|KNA|sid|SID|APA|sda|SDA|Keystone-SDA|EFE(?:-EPA)?|Efe|EUROPA PRESS|Europa Press|ACN|Notimex|Télam|TELAM"
    r"|ANSA|Ansa|ANSA-AFP"
    r"|Adnkronos|ADNKRONOS|Askanews|LaPresse|AGI|PTI|IANS|ANI|UNI|AAP|NZPA|CP|The Canadian Press"
    r"|(?:La )?Presse [Cc]anadienne|PC"
    r"|Anadolu(?: Agency| Ajansı)?|AA|DHA|İHA|IHA|CNA|Bernama|BERNAMA|ANTARA|Antara|VNA|TTXVN|PNA|NNN|NAN|SAnews|APS"
    r"|MAP|WAM|SPA|KUNA"
    r"|QNA|Petra|MENA|IRNA|Fars|Tasnim|ISNA|ANP|Belga|BELGA|Ritzau|NTB|TT|STT|PAP|ČTK|CTK|TASR|MTI|Agerpres|BTA"
    r"|Tanjug|Hina"
    r"|Lusa|LUSA|Agência Brasil|Folhapress|Estadão Conteúdo|CNN(?:Money)?|CBS(?: News)?|NBC(?: News)?|ABC News"
    r"|Fox News|NPR|VOA"
    r"|BBC|RFI|Al Jazeera|IPS|Inter Press Service|GLOBE NEWSWIRE|GlobeNewswire|Marketwired?|Business Wire"
    r"|BUSINESS WIRE|PRNewswire(?:-\w+)?"
    r"|PRWEB|ACCESSWIRE|Newsfile Corp\.?|CNS|RNS|States Newsroom|Cronkite News|Metro Creative|Tribune News Service"
    r"|TNS|StatePoint"
    r"|Рейтер|РИА Новости|ТАСС|ИТАР-ТАСС|Интерфакс(?:-\p{L}+)?|РБК|REGNUM|УНИАН|БелТА"
)
_OTHER_SCRIPTS = (
    r"新华社|新華社|中新社|中新网|中央社|法新社|路透社?|美联社|美聯社|共同社?|時事|ロイター|ＡＦＰ(?:＝?時事)?|AFP=時事|聯合ニュース|연합뉴스|뉴시스|뉴스1"
    r"|رويترز|ا ف ب|أ ف ب|أ\.ف\.ب|د ب أ|وام|واس|وكالات|الأناضول|भाषा|एजेंसी|वार्ता|एएनआई|आईएएनएस"
)
AGENCY = rf"(?:{_LATIN})\b|{_OTHER_SCRIPTS}"

#: Outlets that sign with their address (``JAKARTA, KOMPAS.com - ``).
OUTLET = r"[\w.]+\.(?i:com?(?:\.\w\w)?|id|net|ru)"

#: States and countries as they are written behind a place; other names are taken too, but do not vouch for it.
_REGIONS = (
    r"Ala|Alaska|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Hawaii|Idaho|Ill|Ind|Iowa|Kans?|Ky|La|Maine|Md|Mass|Mich|Minn"
    r"|Miss|Mo"
    r"|Mont|Neb|Nev|N\.? ?H|N\.? ?J|N\.? ?M(?:ex)?|N\.? ?Y|N\.? ?C|N\.? ?D(?:ak)?|Ohio|Okla|Ore|Pa|R\.? ?I|S\.? ?C"
    r"|S\.? ?D(?:ak)?|Tenn|Texas|Tex"
    r"|Utah|Vt|Va|Wash|W\.? ?Va|Wis|Wyo|D\.? ?C|A\.? ?Z|U\.? ?S(?:\.? ?A)?|U\.? ?K|U\.? ?A\.? ?E"
    r"|AL|AK|AR|CA|CO|CT|DE|FL|GA|HI|IA|ID|IL|IN|KS|KY|LA|MA|MD|ME|MI|MN|MO|MS|MT|NE|NV|OH|OK|OR|PA|TN|TX|UT|VA|VT"
    r"|WA|WI|WV|WY"
    r"|ON|QC|Ont|Que|B\.? ?C|Alta|Sask|Man|N\.? ?S|N\.? ?B|P\.? ?E\.? ?I|Nfld|Ontario|Quebec|Alberta|Manitoba"
    r"|Saskatchewan|NSW|Vic|Qld"
)
REGION_KNOWN = rf"^(?:{_REGIONS})\.?$"
#: One region, for places without a separator, where every further capitalised word may open the sentence.
REGION = (
    rf"(?:{_REGIONS})\.|(?:(?:New|North|South|West|Saudi|Sri|Costa|El|Puerto) )?\p{{Lu}}\p{{Ll}}+(?: (?:Republic"
    rf"|Kingdom|Arabia|Africa|Korea|Zealand|Emirates))?"
)

_PARTICLES = (
    r"de la|de los|de|del|della|di|da|do|dos|das|du|des|la|las|le|les|los|of|the|and|an der|am|auf der|ob der|in der"
    r"|im|bei|on|upon|sur|sous|en|y|i|e"
    r"|und|van|den|aan|a|na|nad|el|al|ul|bin|near|off|outside|в|на"
)
_CAPS_WORD = (
    r"(?:Mc|Mac|Le|La|De|Di|Du|O['’]|[dDlL]['’]|[AaEe](?:l|n|s|t|d|r|z|sh)-)?\p{Lu}[\p{Lu}\p{M}.'’`]*[\p{Lu}\p{M}.]"
)
_CAPS = rf"(?:A )?{_CAPS_WORD}(?:(?: |-| ?[/&] ?|[ -](?i:{_PARTICLES})[ -]){_CAPS_WORD}){{0,4}}"
_NAME_WORD = r"(?:(?:Ste?|Mt|Ft|Pt)\. )?(?:[dDlL]['’]|[aAeE][lnstdrz]h?-|['‘’ʻ])?\p{Lu}[\p{L}\p{M}'’ʻ-]+"
_NAME = (
    rf"(?:{_NAME_WORD}(?:[ /-](?:(?:{_PARTICLES})[ -])?{_NAME_WORD}){{0,4}}"
    rf"|[\p{{Lo}}\p{{M}}]{{2,20}}(?: [\p{{Lo}}\p{{M}}]{{2,20}}){{0,3}})"
)
_REGION_NAME = (
    rf"(?:{_REGIONS})\b\.?|(?:{_NAME_WORD}|\p{{Lu}}[\p{{Lu}}.]+)(?: (?:(?:and|of|the|de|du) )?{_NAME_WORD}){{0,3}}\.?"
)
_REGION = (
    rf"(?:{_S}*,{_J}(?P<region>{_REGION_NAME})(?:,{_J}(?:{_REGION_NAME}))?|{_S}\[(?P<bracket>{_REGION_NAME})\]"
    rf"|{_S}\((?P<round>{_REGIONS})\.?\)|{_S}(?P<state>[A-Z]\. ?[A-Z]\.|D\.?C\.?|(?:{_REGIONS})\.))?"
)
_DATED = rf"(?: ?[.,]?{_J}(?P<date>{DATE}))"
_BRACKETED = rf"[(\[]{_J}(?P<agency>[^()\[\]\n]{{2,50}}){_J}[)\]]|(?:[ .,]|\. )/(?P<slashed>[^/\n]{{2,30}})/"
_SIGNED = rf"(?:[.,]?{_J}(?:(?:--{_J})?(?:{_BRACKETED})|(?:[-–—|,]{_J})?(?P<signed>{AGENCY}|{OUTLET})))"
_DASH = r"(?:-{1,3}|[–—―−‒‐‑]{1,2}|\ufffd)"
_SEPARATOR = rf"(?P<separator>{_J}[.,]?{_J}(?:{_DASH}|:|\||=)|\.)"
_HEAD = rf"^[\s*•·●■▪►»“\"'{INLINE}{NAMED}\u00a0]*"
_REST = rf"{_J}(?P<rest>[^\n]{{0,60}})"


def _dateline(place: str, behind: str) -> str:
    return rf"{_HEAD}(?P<dateline>(?P<place>{place}){behind}){_REST}"


def _both(place: str) -> tuple[str, str]:
    """With an agency in brackets, which may do without a separator (``New Delhi, March 5 (IANS) The``); with one."""
    parts = rf"{_REGION}{_DATED}?"
    bracketed = rf"{parts}[.,]?{_J}(?:--{_J})?(?:{_BRACKETED}){_SEPARATOR}?"
    return _dateline(place, bracketed), _dateline(place, rf"{parts}{_SIGNED}?{_SEPARATOR}")


#: A place in capitals, and one in small letters.
CAPITALS, NAME = _both(_CAPS), _both(_NAME)
#: ``(ANSA) - ROMA, 5 MAR - ``, ``ANI | New Delhi: ``, ``KOMPAS.com, JAKARTA - ``.
AGENCY_FIRST = (
    rf"{_HEAD}(?P<dateline>(?:[(\[](?P<agency>{AGENCY}|{OUTLET})[)\]]|(?P<signed>{AGENCY}|{OUTLET})(?:[,|:]|{_S}))"
    rf"{_J}(?:{_DASH}|\||/)?{_J}(?P<place>{_CAPS}|{_NAME}){_REGION}{_DATED}?{_SEPARATOR}){_REST}"
)
#: The first words of a text: a date alone, or a place in small letters with a date (``kansas city, april 7 -``).
DATE_FIRST = (
    rf"^\s*(?P<dateline>(?:(?P<place>\p{{L}}\p{{Ll}}+(?: \p{{Ll}}{{2,}}){{0,2}}), )?(?P<date>(?i:(?:{_MONTH})\.? "
    rf"\d{{1,2}})){_J}(?:[(](?P<agency>{AGENCY})[)]{_J})?(?P<separator>{_DASH})){_J}(?P<rest>[^\n]{{0,60}})"
)
_HAN_AGENCY = (
    r"新华社|新華社|中新社|中新网|中央社|法新社|路透社?|美联社|美聯社|彭博社?|人民网|央视网|本报|本報"
    r"|央广网|共同社|德新社|俄新社|塔斯社|韩联社|中通社"
)
#: ``新华社北京3月5日电``, ``（中央社記者王甲台北5日電）``.
CHINESE = (
    rf"^[\s　]*(?P<dateline>[（(【〔]?(?:据)?(?P<agency>{_HAN_AGENCY})?(?:记者"
    rf"|記者)?[\p{{Han}}]{{0,4}}?(?P<place>[\p{{Han}}·]{{2,8}}?)?"
    r"[，, ]?(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)(?:综合|專"
    r"|专)?[电電讯訊](?:[ ]?[（(][^）)\n]{1,40}[）)])?[）)】〕]?)(?P<rest>[^\n]{0,60})"
)
#: ``【ワシントン＝共同】``, ``［東京　５日　ロイター］ -``.
_JAPANESE_PLACE = r"[\p{Han}\p{Katakana}\p{Hiragana}ー・、]{2,20}?"
_JAPANESE_AGENCY = (
    r"共同(?:通信)?|時事(?:通信)?|ロイター|AFP(?:[=＝]?時事)?|ＡＦＰ(?:[=＝]?時事)?|聯合ニュース|CNN"
    r"|[=＝][\p{Han}]{2,6}|[\p{Han}]{2,6}"
)
JAPANESE = (
    rf"^[\s　]*(?P<dateline>[【［\[（(](?P<place>{_JAPANESE_PLACE})"
    r"(?:[ 　]*(?P<date>(?:\d{1,2}月)?[\d０-９]{1,2}日))?(?:[ 　]*[=＝・]|[ 　]+|)"
    rf"(?P<agency>{_JAPANESE_AGENCY})[】］\]）)](?:[ 　]*[-–—ー])?)(?P<rest>[^\n]{{0,60}})"
)
#: ``(서울=연합뉴스)``.
KOREAN = (
    r"^\s*(?P<dateline>[(\[](?P<place>\p{Hangul}{2,10}(?:[·, ]\p{Hangul}{2,10})?)[=＝](?P<agency>[\p{Hangul}\w]{2,1"
    r"2})[)\]])(?P<rest>[^\n]{0,60})"
)
