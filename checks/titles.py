"""The title is the headline: no site's name behind it, and no copy of it in the body."""
# ruff: noqa: E501 (tables of patterns)

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import polars as pl

from .check import check
from .evidence import MARK, TAGS, Evidence
from .marks import Place, marked

#: Outlets whose name stands behind a dash in pages' titles, without accents, spaces and case.
_OUTLETS = frozenset(
    re.sub(r"\s+", "", name)
    for name in ["reuters", "bbc", "bbc news", "bbc sport", "cnn", "cnnpolitics", "cnn money", "cnbc", "nbc", "cbs", "abc", "fox", "msnbc", "npr", "pbs", "pbs newshour", "espn", "ap", "associated press", "ap news", "afp", "upi", "bloomberg", "axios", "vox", "vice", "slate", "salon", "politico", "the hill", "quartz", "wired", "the verge", "mashable", "techcrunch", "engadget", "gizmodo", "buzzfeed", "huffpost", "the huffington post", "huffington post", "daily beast", "the daily beast", "breitbart", "the intercept", "the atlantic", "the economist", "forbes", "fortune", "business insider", "insider", "newsweek", "time", "people", "variety", "deadline", "rolling stone", "the guardian", "guardian", "the independent", "the sun", "the mirror", "the scotsman", "metro", "daily mail", "daily mail online", "mail online", "sky news", "itv news", "channel 4 news", "al jazeera", "al arabiya", "arab news", "haaretz", "ynet", "dw", "deutsche welle", "france 24", "rfi", "rt", "tass", "sputnik", "xinhua", "cgtn", "the hindu", "ndtv", "ani", "zee news", "rediff", "scroll.in", "dawn", "geo tv", "the globe and mail", "cbc", "cbc news", "ctv news", "global news", "national post", "toronto star", "stuff", "stuff.co.nz", "nz herald", "the age", "news.com.au", "abc news", "sbs", "the straits times", "cna", "channel newsasia", "inquirer.net", "rappler", "gma news", "the jakarta post", "bangkok post", "vnexpress", "nikkei asia", "kyodo news", "yonhap", "korea herald", "scmp", "south china morning post", "allafrica", "allafrica.com", "iol", "news24", "daily maverick", "vanguard", "punch", "the east african", "nation", "e! online", "e! news", "tmz", "usa today", "wsj", "wall street journal", "the wall street journal", "financial times", "the new york times", "new york times", "nyt", "nytimes", "washington post", "los angeles times", "la times", "u.s. news & world report", "us news", "toronto star", "kansas city star", "indianapolis star", "indystar", "arizona daily star", "daily star", "the star", "baltimore sun", "the baltimore sun", "vancouver sun", "chicago sun-times", "sun sentinel", "sun-sentinel", "tulsa world", "detroit free press", "pioneer press", "ap news today", "arizona republic", "the republic", "des moines register", "press democrat", "orange county register", "the record", "the standard", "evening standard", "mirror online", "the new republic", "south wales argus", "the national", "the globe", "the nation", "oregonian", "plain dealer", "atlanta journal-constitution", "ajc", "ajc.com", "san diego union-tribune", "albany times union", "news & observer", "the citizen", "the conversation", "monitor", "the christian science monitor", "christian science monitor", "csmonitor.com", "billboard", "entertainment weekly", "ew.com", "sports illustrated", "si.com", "bleacher report", "sb nation", "the athletic", "cnet", "zdnet", "ars technica", "macrumors", "9to5mac", "appleinsider", "polygon", "kotaku", "ign", "pitchfork", "vulture", "the root", "jezebel", "deadspin", "the onion", "the cut", "new yorker", "the new yorker", "new york magazine", "national review", "reason", "the nation", "mother jones", "propublica", "marketwatch", "barron's", "the street", "thestreet", "seeking alpha", "benzinga", "yahoo", "yahoo news", "msn", "aol", "the week", "us weekly", "page six", "e! news", "et online", "rappler.com", "cbs sports", "nbc sports", "fox sports", "fox business", "sky sports", "newsmax", "the federalist", "the register", "nature", "phys.org", "space.com", "live science", "hollywood reporter", "the hollywood reporter", "people magazine", "greentech media", "computerworld", "voice of america", "voa", "voa news", "radio free europe", "rferl", "spiegel", "spiegel online", "der spiegel", "bild", "zeit online", "die zeit", "faz", "faz.net", "sz", "sz.de", "suddeutsche", "suddeutsche.de", "welt", "die welt", "stern", "stern.de", "focus", "focus online", "n-tv", "ntv", "tagesschau", "tagesschau.de", "zdf", "zdfheute", "ard", "taz", "taz.de", "handelsblatt", "heise", "heise online", "golem.de", "t-online", "watson", "blick", "20 minuten", "nzz", "srf", "orf", "orf.at", "der standard", "derstandard.at", "die presse", "kurier", "kicker", "deutschlandfunk", "mdr", "ndr", "wdr", "le monde", "le monde.fr", "le figaro", "liberation", "le parisien", "l'express", "l'obs", "le point", "mediapart", "franceinfo", "france info", "bfmtv", "tf1 info", "lci", "ouest-france", "sud ouest", "20 minutes", "l'equipe", "les echos", "la croix", "l'humanite", "jeune afrique", "radio-canada", "radio-canada.ca", "la presse", "le devoir", "le soir", "la libre", "rtbf", "rts", "rts.ch", "le temps", "el pais", "el mundo", "abc.es", "la vanguardia", "el confidencial", "eldiario.es", "20minutos", "publico", "marca", "as", "rtve", "clarin", "la nacion", "infobae", "pagina 12", "el universal", "milenio", "excelsior", "el tiempo", "el espectador", "semana", "el comercio", "la tercera", "emol", "bbc mundo", "bbc news mundo", "globo", "g1", "o globo", "folha", "folha de s.paulo", "uol", "estadao", "veja", "exame", "terra", "cnn brasil", "bbc news brasil", "expresso", "observador", "rtp", "jornal de noticias", "correio da manha", "corriere della sera", "corriere.it", "la repubblica", "repubblica.it", "la stampa", "il sole 24 ore", "ansa", "ansa.it", "il fatto quotidiano", "il giornale", "il messaggero", "il post", "rai news", "rainews", "sky tg24", "tgcom24", "gazzetta", "de telegraaf", "de volkskrant", "nrc", "nu.nl", "nos", "ad.nl", "ad", "trouw", "vrt", "vrt nws", "hln", "hln.be", "de standaard", "de morgen", "aftonbladet", "expressen", "dn", "dn.se", "svd", "svt nyheter", "nrk", "vg", "dagbladet", "aftenposten", "tv 2", "dr", "politiken", "berlingske", "bt", "jyllands-posten", "yle", "yle uutiset", "iltalehti", "helsingin sanomat", "mbl.is", "visir", "onet", "onet.pl", "wp", "gazeta.pl", "gazeta wyborcza", "interia", "tvn24", "rmf24", "rp.pl", "idnes", "idnes.cz", "novinky", "aktualne.cz", "seznam zpravy", "ct24", "sme", "sme.sk", "dennik n", "index.hu", "telex", "hvg", "hvg.hu", "24.hu", "digi24", "hotnews", "hotnews.ro", "риа новости", "ria novosti", "тасс", "lenta.ru", "лента.ру", "газета.ru", "rbc", "рбк", "коммерсантъ", "kommersant", "известия", "медуза", "meduza", "interfax", "интерфакс", "вести.ru", "рт на русском", "bbc news русская служба", "украинская правда", "hurriyet", "sabah", "milliyet", "sozcu", "cumhuriyet", "ntv", "cnn turk", "haberturk", "anadolu ajansi", "kathimerini", "protothema", "in.gr", "ekathimerini.com", "kompas", "kompas.com", "detik", "detikcom", "tempo.co", "antara news", "liputan6.com", "malaysiakini", "朝日新聞", "毎日新聞", "読売新聞", "日本経済新聞", "産経新聞", "東京新聞", "時事通信", "共同通信", "nhk", "nhkニュース", "新华网", "新华社", "人民网", "央视网", "环球网", "中新网", "新浪网", "搜狐", "网易", "腾讯新闻", "澎湃新闻", "财新网", "凤凰网", "联合早报", "聯合報", "自由時報", "中央社", "연합뉴스", "조선일보", "중앙일보", "동아일보", "한겨레", "경향신문", "الجزيرة نت", "الجزيرة", "العربية", "العربية نت", "بي بي سي عربي"]
)  # fmt: skip
#: How the name of a newspaper, a station or a site ends.
_MASTHEAD = re.compile(
    r"(?:[\w.'’&!-]+ ){1,4}(?:\w+-)?(?:News|Times|Post|Herald|Tribune|Gazette|Journal|Chronicle|Daily|Observer|Telegraph"
    r"|Guardian|Courier|Examiner|Inquirer|Enquirer|Dispatch|Sentinel|Advertiser|Argus|Echo|Mail|Magazine|Online|Reporter"
    r"|Insider|Caller|Ledger|Bulletin|Statesman|Digest|Weekly|Television|TV|Radio|Newspaper|Media|Network|Bee|Blog|FC"
    r"|Zeitung|Nachrichten|Anzeiger|Tagblatt|Tageblatt|Rundschau|Allgemeine|Abendblatt|Morgenpost|Presse|Kurier"
    r"|Volksblatt|Noticias|Notícias|Notizie|Новости|Газета|Правда|Haber|Gazetesi|Shimbun)(?:-\w+)?(?: Online)?"
    r"|(?:Radio|Diario|Jornal|Giornale|Journal|Télé|Gazeta|Газета|Новости|Вести) \w[\w .'’-]{2,30}"
    r"|\w{2,}(?:NEWS|News|Times|Post|Online|TV|Tribune|Insider|Today)"
    r"|[KW][A-Z]{2,3}(?:[ -]?TV|[ -]?FM)?(?: (?:NEWS|News)?\s?\d{1,2}| \w+(?: \w+)?)?|\d{2,3}\.\d [KW][A-Z]{3}"
    r"|(?:ABC|CBS|NBC|FOX|Fox|CW) ?\d{1,2}\b.{0,12}|CBS Local"
)
_NO_MASTHEAD = re.compile(
    r"(?i)(?:breaking|fake|good|bad|big|great|old|latest|more|no|the|sunday|his|her|its|their|our|new|real|world|end of) "
    r"(?:news|star|sun|world|times|report|review|record|today|mail|post|standard|press)|year in review|state media report|media report|.* in review"
)  # fmt: skip
_DOMAIN = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+){0,2}\.(?:com|org|net|info|news|tv|co|io|eu|int|gov|edu|me|[a-z]{2})", re.IGNORECASE
)
#: Sites in Chinese, Japanese and Korean, whose titles put no space around the separator.
_CJK_SITE = (
    r"[^\s|｜_－—–-]{1,12}(?:网|網|新闻|新聞|日报|日報|早报|晚报|时报|時報|ニュース|新聞デジタル|新聞オンライン|新聞電子版|オンライン|"
    r"通信|通信社|频道|頻道|뉴스|일보|신문)"
)
_CJK = re.compile(rf"[ \u3000]*(?:[|｜_－—–:：-]{{1,2}})[ \u3000]*(?:{_CJK_SITE})\Z")
_DASH = r"(?:--?|–|—|―|·|•|:|&#8211;|&#8212;|&#x201[34];|&#183;|&ndash;|&mdash;|&middot;|â€[“”])"
_BAR = r"(?:\|{1,2}|｜|¦|::|»|«|&#124;|&raquo;|&laquo;|&vert;|&#187;)"
_SEPARATOR = re.compile(
    rf"(?P<bar>[ \u00a0\u3000]*[|｜¦]{{1,2}}[ \u00a0\u3000]*|[ \u00a0]+{_BAR}[ \u00a0]+)|[ \u00a0]+{_DASH}[ \u00a0]+"
)
_MAY_END_IN_SITE = r"[|｜¦_－]|[ \u00a0](?:[-–—―·•:»«]|::|--|&#|&[a-z]|â€)|[—–:：-]\S+(?:网|網|新闻|新聞|日报|日報|ニュース|デジタル|オンライン|通信|뉴스|일보|신문)$"
#: What stands behind a bar and is no site: a kind of article, or a part of one.
_KIND = re.compile(
    r"(?i)(?:part|teil|partie|parte|chapter|episode|ep|vol|no|day|week|round|season)\.? (?:\w+)|opinion|analysis|comment|video|"
    r"videos|watch|live|live updates?|updates?|updated|photos?|pictures|in pictures|gallery|explained|explainer|review|interview|exclusive|editorial|"
    r"letters?|obituary|podcast|listen|quiz|fact ?check|preview|recap|highlights|report|as it happened|infographic|"
    r"kommentar|analyse|meinung|interview|portrait|reportage|tribune|análisis|opinión|opinião|analisi|мнение|видео|фото|"
    r"[\d\s:.,%$€£-]+"
)
#: Sections that stand between the headline and the site.
_SECTION = re.compile(
    r"(?i)(?:world|us|uk|u\.s\.|national|local|politics|business|money|sports?|football|tech|technology|science|health|"
    r"culture|entertainment|opinion|news|world news|us news|uk news|business news|life|lifestyle|travel|europe|asia|africa|"
    r"middle east|environment|society|media|education|crime|economy|markets|politik|wirtschaft|panorama|kultur|wissen|"
    r"digital|sport|monde|politique|économie|société|international|mundo|política|economía|deportes|españa|"
    r"esteri|cronaca|economia|politica|мир|политика|экономика|спорт|общество)"
)
#: Wires name the paper that had the story behind a dash ("… - Nikkei"): no site, unless it is their own.
_WIRES = re.compile(r"(?i)reuters|\bap\b|apnews|\bafp\b|\bdpa\b|\bupi\b|bloomberg|sgml|xinhua|interfax|\btass\b")
_DAYS = re.compile(
    r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|january|february|march|april|may|june|july|august|september"
    r"|october|november|december"
)
#: Words that begin a sentence more often than they go on with one.
_OPENERS = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|This|That|These|But|And|As|After|When|While|For|With|From|By|I|You|There"
    r"|Le|La|Les|Un|Une|Il|Elle|Dans|En|Ce|Cette|Der|Die|Das|Ein|Eine|Im|In|Am|Nach|Bei|El|Los|Las|Una|O|Os|Uma|Lo|Gli"
    r"|De|Het|Een|В|На|По|Как)\b"
)
#: The host of an address, without user and port.
_HOST = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^/?#@\s]*@)?([^/?#@:\s]+)")
_WORD = re.compile(r"[^\W_]+")
#: What may stand between two words of a copy, again and again.
_STEP = re.compile(r"&#?\w{1,8};|[\W_]")
#: Some plain words of a title in a row, which its copy must hold: a cheap look before the careful one.
_RUN = r"([\p{L}\p{N}]+(?: [\p{L}\p{N}]+){1,3}|\p{L}{4,})"
#: The copy is looked for in so many characters, tags included; without tags fewer hold as much text.
_OPENING, _PLAIN_OPENING = 2_000, 600
#: Visible characters that may stand in front of the copy: a section, a date, an ad marker.
_IN_FRONT = 250
_BLOCK_END = re.compile(
    r"\s*[.!:…]?(?:[”\"'’»)\]*_#=]*)(?:\s*(?:[|–—-]|&#821[12];)\s*[^\n<]{1,40})?[ \t\u00a0\u3000]*"
    r"(?:</?(?:a|b|i|em|strong|font|span|u|small|cite)\b[^<>]*>\s*)*(?:\r?\n|\r|\u2028|\\n|\Z|</?(?:h[1-6]|p|div|br|header|section|article|td|tr|li|ul|ol"
    r"|figure|img|hr|table|title|head|body|blockquote|time|address|!--)\b)",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"(?:\A|[\n\r\u2028>]|\\n|\[/?ad_\d+\])[ \t\u00a0\u3000#*_=\"'“”‘’«»„‚]*\Z")


def _explain(evidence: str) -> str:
    behind = re.match(rf"\s*(?:{_BAR}|{_DASH}|[_－：])", evidence)
    return "the site's name stands behind the title" if behind else "the title is repeated at the head of the text"


@check(
    family="structure",
    explain=_explain,
    help="cut the site's name off the title, and the headline off the text, where the pages are parsed",
    bad=[
        {"title": "Vote passes | Lake Tribune", "body": "It passed."},
        {"title": "Vote passes - BBC News", "body": "It passed."},
        {"title": "Vote passes - Varnholm Courier", "body": "It passed."},
        {"title": "Vote passes in the lower house", "body": "Vote passes in the lower house\n\nIt was close."},
        {"title": "Vote passes in the lower house", "body": "Vote passes in the lower houseThe vote was close."},
    ],
    good=[
        {"title": "Macron - the comeback", "body": "He is back."},
        {"title": "Profit up 3 pct - CEO", "body": "Profit is up."},
        {"title": "Interview: Ann Poe | Part two", "body": "She said so."},
        {"title": "Vote passes", "body": "Vote passes in the lower house, and the upper house waits."},
    ],
)
def title_apart(text: pl.Expr) -> Evidence:
    """The title stands apart: no site's name behind it, and no copy of it at the head of the body.

    In a title, looks for the name of the site behind its last bar or dash: the article's own source or domain, an
    outlet of a table of some 300, a name that ends as newspapers' and stations' do ("… Herald", "… Zeitung"), a domain,
    and behind a bar nearly everything short. The evidence is the separator and the name.

    In a body, looks for the title's words, whatever their case, marks and escapes, as a line (or HTML block) of the
    opening, glued in front of the first sentence, or in front of it in the case of a headline.

    Spared: dashes of prose, attributions of wires ("… - Nikkei"), "Part two" and kinds of article behind a bar, first
    sentences that begin with the words of the title. Missed: a copy that is worded differently, sites nobody has
    heard of behind a dash.
    """
    marks = _suffixes(text) if text.meta.output_name() == "title" else _copies(text)
    return Evidence.of_marks(marks)


def _suffixes(text: pl.Expr) -> pl.Expr:
    """The site's name behind each title; only titles with a separator are looked at one by one."""
    candidate = pl.when(text.str.contains(_MAY_END_IN_SITE)).then(text)
    return pl.struct(candidate.alias("title"), "source", "url").map_batches(_suffixes_of, return_dtype=pl.List(MARK))


def _suffixes_of(rows: pl.Series) -> pl.Series:
    titles = rows.struct.field("title")
    found: dict[int, list[Place]] = {}
    for at in titles.is_not_null().arg_true().to_list():
        row = rows[at]
        if (place := site_suffix(row["title"], row["source"], row["url"])) is not None:
            found[at] = [(*place, None)]
    return marked(titles, found)


def site_suffix(title: str, source: str | None, url: str | None) -> tuple[int, int] | None:
    """Where the site's name stands behind a title, with the separator in front of it."""
    bare = title.rstrip()
    separators = [m for m in _SEPARATOR.finditer(bare) if m.start() > 0 and m.end() < len(bare)]
    while separators:
        last = separators.pop()
        name = html.unescape(bare[last.end() :])
        if _is_site(name, bare[: last.start()], last["bar"] is not None, _names(source, _host(url)), source or ""):
            return _with_section(bare, [*separators, last]), len(bare)
        if not _SECTION.fullmatch(name):
            break
    if cjk := _CJK.search(bare):
        return (cjk.start(), len(bare)) if cjk.start() > 4 else None
    return None


def _with_section(title: str, separators: list[re.Match[str]]) -> int:
    """Where the suffix begins: at the section in front of the site's name, if one stands there."""
    *before, last = separators
    start = last.start()
    for separator in reversed(before):
        if separator.start() < 8 or not _SECTION.fullmatch(title[separator.end() : start].strip()):
            break
        start = separator.start()
    return start


def _is_site(name: str, headline: str, bar: bool, own: frozenset[str], source: str) -> bool:
    name, from_site = re.subn(r"^from (?=[A-Z]|the )", "", name.strip())
    plain = _plain(name)
    if not plain or len(name) > 60 or not headline.strip():
        return False
    if _is_own(name, plain, own):
        return True
    if bar:
        return _is_short_name(name, headline)
    if _WIRES.search(source) or (name.isupper() and headline.isupper()):
        return False
    if from_site and len(name) > 3 and name.isupper():
        return True
    return plain in _OUTLETS or _DOMAIN.fullmatch(name) is not None or _is_masthead(name)


def _is_masthead(name: str) -> bool:
    words = name.split()
    capitals = all(
        word[0].isupper() or word[0].isdigit() or word in {"of", "the", "and", "&", "de", "la"} for word in words
    )
    return capitals and len(words) < 6 and bool(_MASTHEAD.fullmatch(name)) and not _NO_MASTHEAD.fullmatch(name)


def _is_short_name(name: str, headline: str) -> bool:
    """Behind a bar: up to five words that are no part or kind of article; the headline is longer than a kicker."""
    if len(name.split()) > 5 or _KIND.fullmatch(name) or name.endswith(("?", "!", "…", "...")):
        return _plain(name) in _OUTLETS
    starts = name[0].isupper() or name[0].isdigit() or not name[0].isascii() or _DOMAIN.fullmatch(name) is not None
    is_kicker = (
        (len(headline.split()) < 2 and headline.isascii()) or _KIND.fullmatch(headline) or _SECTION.fullmatch(headline)
    )
    return (starts and not is_kicker and len(headline) >= 5) or _plain(name) in _OUTLETS or _is_masthead(name)


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    """A name without case, accents and spaces."""
    if name.isascii():
        return "".join(name.casefold().split())
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c) and not c.isspace())


@lru_cache(maxsize=4_096)
def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", _plain(name))


@lru_cache(maxsize=4_096)
def _names(source: str | None, url_host: str | None) -> frozenset[str]:
    """What the article's source calls itself: its name, its domain, and the domain's own part."""
    names = set()
    for host in (source, url_host):
        if host:
            bare = re.sub(r"^(?:https?://)?(?:www\.|m\.|feeds?\.)?", "", host.strip().casefold())
            names |= {_letters(bare), *(_letters(part) for part in bare.split(".")[:-1] if len(part) > 2)}
    return frozenset(names - {"", "com", "net", "org", "news"})


def _host(url: str | None) -> str | None:
    host = _HOST.match(url or "")
    return host[1].lower() if host else None


@lru_cache(maxsize=4_096)
def _is_own(name: str, plain: str, own: frozenset[str]) -> bool:
    letters = _letters(plain)
    if letters in own or re.sub(r"^(?:the|der|die|das|le|la|el)", "", letters) in own or f"the{letters}" in own:
        return True
    words = [_letters(word) for word in re.split(r"[\s.-]+", name) if _letters(word)]
    return any(len(one) > 2 and len(words) > 1 and _abbreviates(one, tuple(words)) for one in own)


def _abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether beginnings of the words, in order, make *short*: nydailynews is the New York Daily News."""
    if not words:
        return not short
    first, rest = words[0], words[1:]
    if first in {"the", "of", "and", "de", "la", "der", "die"} and _abbreviates(short, rest):
        return True
    taken = 0
    while taken < min(len(first), len(short)) and first[taken] == short[taken]:
        taken += 1
        if taken in (1, 2, 3, len(first)) and _abbreviates(short[taken:], rest):
            return True
    return False


def _copies(text: pl.Expr) -> pl.Expr:
    """The copy of its title in each body; only bodies whose opening holds the title's letters are looked at closely."""
    title, has_tags = pl.col("title"), text.str.head(_OPENING).str.contains("<", literal=True)
    opening = pl.when(has_tags).then(text.str.head(_OPENING)).otherwise(text.str.head(_PLAIN_OPENING))
    lower, lower_title = opening.str.to_lowercase(), title.str.to_lowercase()
    holds_words = lower.str.contains(lower_title.str.extract(_RUN), literal=True)
    likely = pl.when(holds_words).then(lower).otherwise(pl.lit(""))
    key = _only_letters(lower_title.str.head(48)).str.head(14)
    holds_title = _only_letters(likely).str.contains(key, literal=True) & (key.str.len_chars() >= 4)
    candidate = pl.when(holds_title).then(text.str.head(_OPENING + 400))
    rows = pl.struct(candidate.alias("body"), title.alias("title"), "source", "url")
    return rows.map_batches(_copies_of, return_dtype=pl.List(MARK))


def _only_letters(text: pl.Expr) -> pl.Expr:
    named = text.str.replace_all(rf"{TAGS}|&#?\w{{1,8}};", "")
    return named.str.replace_all(r"[^\p{L}\p{N}]+", "")


def _copies_of(rows: pl.Series) -> pl.Series:
    bodies = rows.struct.field("body")
    found: dict[int, list[Place]] = {}
    for at in bodies.is_not_null().arg_true().to_list():
        row = rows[at]
        suffix = site_suffix(row["title"], row["source"], row["url"])
        headline = row["title"][: suffix[0]] if suffix else row["title"]
        if (place := copy_of(headline, row["body"])) is not None:
            found[at] = [(*place, None)]
    return marked(bodies, found)


def copy_of(title: str, body: str) -> tuple[int, int] | None:
    """Where the opening of a body repeats the title as a line of its own, or in front of the first sentence."""
    words = _WORD.findall(html.unescape(html.unescape(title)))
    letters = sum(map(len, words))
    if letters < 4 or (len(words) < 2 and letters < 6 and title.isascii()):
        return None
    for start, end in _repetitions([_lower(word) for word in words], _lower(body)):
        if _is_copy(start, end, title, words, body):
            return start, end + _closing(body, end, title)
    return None


def _repetitions(words: list[str], text: str) -> Iterator[tuple[int, int]]:
    """Where words follow each other with little between them (a pattern for each title would cost more to build)."""
    first, *rest = words
    start = text.find(first)
    while start >= 0:
        end = start + len(first)
        for word in rest:
            at = _next_word(text, end, word)
            if at is None:
                break
            end = at + len(word)
        else:
            yield start, end
        start = text.find(first, start + 1)


def _next_word(text: str, at: int, word: str) -> int | None:
    """Where a word begins behind at most nine marks, spaces and escapes."""
    for _ in range(10):
        if text.startswith(word, at):
            return at
        step = _STEP.match(text, at)
        if step is None:
            return None
        at = step.end()
    return None


def _lower(text: str) -> str:
    """In lower case, as long as it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _closing(body: str, at: int, title: str) -> int:
    """How many closing marks of the title follow its last word in the copy."""
    marks = re.search(r"[^\w\s]{0,3}\Z", title.rstrip())
    length = len(marks[0]) if marks else 0
    while length and not re.fullmatch(r"[^\w\s<>]+", body[at : at + length]):
        length -= 1
    return length


def _is_copy(start: int, end: int, title: str, words: list[str], body: str) -> bool:
    if not _LINE_START.search(body, max(0, start - 100), start):
        return False
    visible = re.sub(r"\s+", " ", re.sub(TAGS, " ", body[:start])).strip()
    if len(visible) > _IN_FRONT:
        return False
    after = body[end : end + 400]
    if _BLOCK_END.match(after):
        return bool(after.strip()) or len(visible) > 0 or len(body) > _OPENING
    return len(visible) < 60 and len(words) >= 4 and _is_glued(body[start:end], after, title, words)


def _is_glued(copy: str, after: str, title: str, words: list[str]) -> bool:
    closing = re.match(r"[”\"'’»)?!.]*", after)
    rest = after[closing.end() :] if closing else after
    if re.match(r"[^\W\d_]", rest) and rest[0].isupper() and copy[-1].islower():
        return True
    follows = re.match(r"[ \t\u00a0\u3000]*[-–—:|]?[ \t\u00a0\u3000]+([“\"‘'«(]?)(\w+)", rest)
    if follows is None or not follows[2][0].isupper() or _DAYS.fullmatch(follows[2]):
        return False
    if (title.strip()[-1] in '?!"”»' and after.lstrip()[:1] in '?!"”»') or _is_title_case(copy):
        return True
    return (copy[-1].islower() and bool(_OPENERS.match(follows[2]))) or _restates(words, after)


def _is_title_case(copy: str) -> bool:
    long_words = list(re.findall(r"[^\W\d_]{4,}", copy))
    return len(long_words) > 3 and all(word[0].isupper() for word in long_words)


def _restates(words: list[str], after: str) -> bool:
    """Whether the sentence behind the copy tells what the title told."""
    said = set(re.findall(r"\w{4,}", after[:200].casefold()))
    told = {word.casefold() for word in words if len(word) > 3}
    return len(told & said) >= max(2, len(told) // 3)
