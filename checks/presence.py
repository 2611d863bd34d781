"""Whether a record holds an article at all, and all of it."""
# ruff: noqa: E501 (tables of patterns)

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Literal

import polars as pl

from .check import check
from .evidence import MARK, TAGS, Evidence, ascii_words
from .marks import Place, marked

#: A careful look at a text: where its defect stands, and what it is.
_Look = Callable[[str], Place | None]

#: A page that is no article says so in few words: texts of more bytes are not looked at for it.
_SHORT = 700
#: A longer text may still begin with an error, and go on with a list of popular stories.
_HEAD = 160
#: How long texts with an error at their head may be.
_MEDIUM = 3_000
_TAIL = 600

#: What servers, scripts and firewalls say in place of a story, at the head of the text.
_ERRORS = (
    r"failed to render\b|(?:error|http|status)[ :]{0,3}[45]\d\d\b|[45]\d\d[ :.|–—-]{1,4}(?:not found|forbidden|bad gateway|internal server error"
    r"|service (?:temporarily )?unavailable|gateway time-?out|error|unauthorized|page not found|bad request)|(?:page|file|article|story|url|document) "
    r"(?:was )?not found\b|not found[ \t]*$|access (?:is )?denied(?:[.!:][ \t]*(?:you\b|$)|[ \t]*$| ?[|–-]|[ \t]+you )|403 forbidden|forbidden[ \t]*$|bad gateway\b|internal server error\b"
    r"|service (?:temporarily )?unavailable\b|gateway time-?out\b|request (?:blocked|rejected|timed out|entity too large)|connection (?:timed out|refused|reset)"
    r"|error establishing a database connection|(?:sorry|oops|whoops)[,!.… ]{1,4}(?:we|the page|that page|this page|this content|something|but|there|page|nothing|it looks"
    r"|an? )[^\n]{0,80}(?:find|found|wrong|exist|available|error|removed|moved|problem|missing|trouble|expired)|something went wrong(?:[.!]|[ \t]*$)|an (?:unexpected |unknown |internal )?error (?:has )?occurred(?:[.!]?[ \t]*$|[^\n]{0,60}(?:process|request|try again|load|render))"
    r"|(?:the|this) (?:page|url|article|story|content|file|document|link|resource|address)[^\n]{0,50}(?:could not be found|can(?:no|['’])t be found|was not found|cannot be displayed"
    r"|does ?n[o'’]t exist|does not exist|no longer (?:exists|available)|is (?:currently )?(?:not|un)[ ]?available|has (?:been (?:removed|moved|deleted)|expired|moved))"
    r"|we (?:can(?:no|['’])t|couldn['’]t|could not|are unable to|were unable to) find (?:the|that|this) (?:page|article|story|url|content)"
    r"|you do(?:n['’]t| not) have permission to (?:access|view)|you are not authori[sz]ed to|the request(?:ed url)? (?:could not be satisfied|[^\n]{0,60}was not found)"
    r"|server error in|whitelabel error page|fatal error\b|parse error: |warning: \w+\(|uncaught (?:type|reference|syntax)?(?:error|exception)|traceback \(most recent call last\)"
    r"|exception in thread|[a-z]+(?:\.[a-z]+)+\.[a-z]*(?:exception|error)\b|at [a-z]+(?:\.\w+){2,}\(|(?:type|reference|syntax|value|key|null ?pointer)(?:error|exception)\b|stack trace"
    r"|seite (?:wurde )?nicht gefunden|(?:die|diese) (?:angeforderte |gewünschte |gesuchte )?seite[^\n]{0,60}(?:nicht gefunden|existiert nicht|nicht (?:mehr )?verfügbar)|zugriff verweigert"
    r"|page (?:non trouvée|introuvable)|(?:la|cette) page[^\n]{0,60}(?:introuvable|n['’]existe (?:pas|plus)|n['’]a pas été trouvée)|accès (?:refusé|interdit)|erreur [45]\d\d"
    r"|página no encontrada|la página[^\n]{0,60}(?:no existe|no se (?:ha )?encontr|no está disponible)|acceso denegado|error [45]\d\d|página não encontrada|a página[^\n]{0,60}não (?:existe|foi encontrada)"
    r"|acesso negado|pagina non trovata|la pagina[^\n]{0,60}(?:non esiste|non è stata trovata|non è disponibile)|accesso negato|pagina niet gevonden|strona nie (?:została )?znalezion"
    r"|sayfa bulunamadı|sidan (?:kunde inte hittas|hittades inte)|siden (?:ble|blev|kunne) ikke (?:funnet|fundet|findes)"
    r"|страница не найдена|ошибка [45]\d\d|доступ (?:запрещ[её]н|ограничен)|сторінк[ау] не знайден"
    r"|ページが見つかりません|お探しのページ|アクセスが拒否|ご指定のページ|指定されたページ|页面不存在|您访问的页面|找不到(?:您|该|該|網|网)?[^\n]{0,6}页面|頁面不存在|页面未找到|페이지를 찾을 수 없"
    r"|الصفحة (?:غير موجودة|المطلوبة)|لم يتم العثور على الصفحة|पृष्ठ नहीं मिला|पेज नहीं मिला"
)
#: What guards say: are you a human being, and does your browser run scripts?
_GUARDS = (
    r"please (?:enable|turn on|activate|allow) (?:java ?script|cookies)|(?:java ?script|cookies?) (?:is|are|must be|needs? to be) (?:disabled|required|enabled|not enabled|turned off)"
    r"|(?:you need to |you must |to )?enable (?:java ?script|cookies)\b|this (?:site|page|app|website|application) (?:requires|needs|works best with) (?:java ?script|cookies)"
    r"|you need to enable java ?script|your browser (?:does(?: no|n['’])t support|is (?:out of date|outdated|not supported|no longer supported)|has java ?script)"
    r"|checking (?:your browser|if the site connection is secure)|verif(?:y|ying)(?: that)? you are (?:a )?human|(?:are you|please (?:verify|confirm|prove)[^\n]{0,20}you are not|confirm you are not|i['’]?m not) a (?:robot|bot)\b"
    r"|just a moment\.{3}|just a moment…|attention required!|unusual (?:traffic|activity) from your|needs to review the security of your connection|ddos protection by|performance & security by cloudflare"
    r"|complete the (?:captcha|security check)|enter the (?:captcha|characters you see)|pardon our interruption|as you were browsing,? something about your browser|bot detection|security check[ \t]*$"
    r"|please (?:disable|turn off|whitelist)[^\n]{0,40}ad[ -]?block|(?:we(?:['’]ve| have)? (?:noticed|detected)[^\n]{0,40}ad[ -]?block)|ad[ -]?block(?:er)? detected|why (?:am i seeing this|have i been blocked)"
    r"|(?:this (?:content|video|website|site|page) is|we(?:['’]re| are))[^\n]{0,40}(?:not available|unavailable|unable to)[^\n]{0,20} in your (?:country|region|location|area)|unavailable (?:for|due to) legal reasons"
    r"|we recogni[sz]e you are attempting to access this website from a country belonging to the european economic area|unavailable in (?:most|your) (?:european|country|region)"
    r"|bitte (?:aktivieren sie|schalten sie) (?:java ?script|cookies|ihren ad)|java ?script (?:ist )?(?:deaktiviert|muss aktiviert)|veuillez activer (?:java ?script|les cookies)|merci d['’]activer|(?:por favor,? )?(?:active|habilite|habilita|activa|ative) (?:el )?java ?script"
    r"|(?:si prega di )?(?:abilita(?:re)?|attiva(?:re)?) java ?script|включите (?:java ?script|поддержку)|пожалуйста,? (?:включите|отключите|подтвердите)[^\n]{0,40}(?:java ?script|cookie|блокировщик|робот)"
    r"|java ?script(?:を|が)(?:有効|無効|オフ)|请(?:启用|开启|打开)\s?java ?script|您的浏览器(?:版本|不支持)|请输入验证码|请完成验证|안전하지|자바스크립트|يرجى تفعيل"
)
_COOKIES = (
    r"we (?:and our|use cookies|value your privacy|care about your privacy|respect your privacy|and (?:our )?\d+)|(?:this|our) (?:web)?site uses cookies|by (?:continuing to (?:use|browse)|using) (?:this|our|the) (?:web)?site[^\n]{0,80}cookie"
    r"|cookies? (?:policy|settings|consent|preferences|notice)|(?:accept|manage) (?:all )?cookies|your privacy (?:choices|settings|is important)|before you continue to|(?:bbc|yahoo|google|guardian)[^\n]{0,60}uses? cookies"
    r"|wir (?:verwenden|nutzen|und unsere|benötigen ihre)[^\n]{0,60}(?:cookies|partner|einwilligung|zustimmung)|diese (?:web)?seite (?:verwendet|nutzt) cookies|nous (?:utilisons|et nos)[^\n]{0,60}(?:cookies|partenaires)|ce site utilise des cookies"
    r"|(?:utilizamos|usamos|este sitio (?:web )?(?:utiliza|usa)|este site (?:utiliza|usa)|nosotros y nuestros|nós e os nossos)[^\n]{0,40}(?:cookies|socios|parceiros)|(?:utilizziamo|usiamo|questo sito (?:web )?(?:utilizza|usa)|noi e i nostri)[^\n]{0,60}(?:cookie|partner|fornitori|terze)"
    r"|wij (?:gebruiken|en onze)[^\n]{0,40}(?:cookies|partners)|deze (?:web)?site (?:gebruikt|maakt gebruik van) cookies|(?:vi (?:använder|bruger|bruker)|denne (?:nettsiden|hjemmeside) bruger)[^\n]{0,30}(?:cookies|informasjonskapsler)"
    r"|(?:używamy|ta strona używa|korzystamy z)[^\n]{0,30}(?:cookies|ciasteczek)|(?:мы используем|наш сайт использует|сайт использует|этот сайт использует)[^\n]{0,30}(?:cookie|куки)|当サイトでは[^\n]{0,30}(?:cookie|クッキー)|本网站使用[^\n]{0,20}cookie|我们使用[^\n]{0,10}cookie|نستخدم ملفات تعريف الارتباط"
)
#: What stands in place of the story, or of its rest, where readers must pay.
_PAYWALLS = (
    r"(?:please )?(?:subscribe|log ?in|sign ?in|sign ?up|register|create (?:a|an|your)(?: free)? account|start your (?:free )?trial|become a (?:member|subscriber))[^\n.]{0,60}\bto (?:continue|keep|finish|start|go on|read|view|access|unlock)\b[^\n]{0,80}"
    r"|to (?:continue|keep|finish) reading\b[^\n]{0,100}(?:subscri|log ?in|sign ?in|sign ?up|register|account|trial)|(?:this|the (?:full|rest of (?:this|the)|remainder of)) ?(?:full )?(?:article|story|content|content is|feature|page|post)[^\n]{0,40}(?:is|are) "
    r"(?:for|only (?:available )?(?:for|to)|available (?:only )?(?:to|for)|reserved for|exclusive(?:ly)? (?:to|for)|restricted to|limited to)[^\n]{0,30}(?:subscribers|members|registered|paying)"
    r"|you(?: ha|['’])ve (?:reached|used|hit|read|exceeded)[^\n]{0,40}(?:limit|free (?:articles|stories)|articles this month)|(?:subscribers?|members?)[ -]only (?:content|article|story)|exclusive content for (?:subscribers|members)"
    r"|already (?:a|an) (?:subscriber|member)\?|(?:subscribe|register) (?:now )?for (?:full|unlimited) access|unlock this (?:article|story)"
    r"|(?:dieser|der (?:ganze|vollständige|komplette)) (?:artikel|inhalt|beitrag|text)[^\n]{0,50}(?:nur für|abonnenten|abonnement|kostenpflichtig|registrierte|exklusiv)|jetzt (?:weiterlesen|abonnieren|registrieren)[^\n]{0,60}|weiterlesen (?:mit|im) (?:\w+ )?(?:abo|plus|premium|\+)|sie haben (?:bereits|noch kein)[^\n]{0,20}abo"
    r"|(?:cet article|ce contenu|la suite|la lecture)[^\n]{0,60}(?:réservée? (?:à nos |aux )abonnés|abonnés)|il vous reste [\d.,]+ ?% de cet article|(?:abonnez-vous|connectez-vous|inscrivez-vous) pour (?:lire|continuer|accéder|poursuivre)|article réservé (?:à nos|aux) abonnés"
    r"|(?:contenido|artículo|noticia) (?:exclusiv[oa]|sol[oa]) para (?:suscriptores|usuarios)|(?:suscríbe(?:te|se)|regístra(?:te|se)|inicia sesión) para (?:seguir|continuar) leyendo|(?:conteúdo|reportagem|matéria) exclusiv[oa] para assinantes|assine para (?:continuar|ler)"
    r"|(?:contenuto|articolo) (?:riservato|esclusivo)[^\n]{0,20}(?:abbonati|iscritti)|abbonati per (?:continuare|leggere)|(?:questo (?:articolo|contenuto) è riservato)|dit artikel is (?:exclusief|alleen)[^\n]{0,20}(?:abonnees|leden)|(?:artykuł|treść) (?:dostępn[ya]|tylko)[^\n]{0,20}dla (?:subskrybentów|prenumeratorów)"
    r"|(?:этот |полный )?(?:материал|текст|доступ)[^\n]{0,30}(?:доступен )?(?:только )?(?:подписчикам|для подписчиков|по подписке)|(?:この記事は)?(?:有料会員|会員)限定(?:記事|です)?|残り\s?[\d,０-９]+\s?文字|続きを読むには|ログインして続き|(?:本文|全文)(?:为|仅限)?(?:付费|订阅|会员)|订阅后(?:继续)?阅读|登录后(?:继续)?(?:阅读|查看)|구독자 전용|로그인(?:하시면| 후)"
    r"|هذا المحتوى (?:متاح|مخصص)[^\n]{0,20}للمشتركين|اشترك (?:الآن )?(?:لمتابعة|لمواصلة) القراءة"
)

_NOTHING = re.compile(r"(?i)\s*(?:null|none|nan|undefined|n/a|\[object object\]|\{\}|\[\]|true|false|test|\W{1,5})\s*")
_TRACES = (
    "Failed to render", "Traceback (most recent", "Exception in thread", "Fatal error:", "javax.servlet", "NullPointerException", "java.lang.",
    "Server Error in '", "Whitelabel Error", "Parse error:",
)  # fmt: skip
_TRACE = "|".join(map(re.escape, _TRACES))
#: For Rust's engine, which searches each of these alone much faster than all of them behind a line's head.
_ANY_WALL = tuple(f"(?im){ascii_words(pattern)}" for pattern in (_ERRORS, _GUARDS, _COOKIES, _PAYWALLS))
_HEADS = r"(?:^|[>|.!?:»–—-][ \t]{0,3}|\A\W{0,5})"
_FLAGS = re.IGNORECASE | re.MULTILINE
_WALL = re.compile(rf"{_HEADS}(?P<told>(?:{_ERRORS}|{_GUARDS}|{_COOKIES}|{_PAYWALLS})[^\n<]{{0,200}})", _FLAGS)
_ERROR = re.compile(rf"(?:^|>)[ \t]*(?P<told>(?:{_ERRORS}|{_GUARDS})[^\n<]{{0,200}})", _FLAGS)
_PAYWALL_END = re.compile(rf"(?:^|[>.!?…”\"][ \t]*)(?P<told>(?:{_PAYWALLS})[^\n<]{{0,200}})", _FLAGS)

#: What closes a record behind its story, and is other checks' business: tags, ad markers, feed links, sign-offs.
_CLOSING_MARK = re.compile(r"(?:\[/?ad_\d+\]|&nbsp;|&#13;|&#3;)\Z")
_CLOSING_LINE = re.compile(
    r"(?i)\s*(?:continue reading the main story|source|\W{0,3}(?:reuters?|afp|ap|dpa|upi)\W{0,3}|advertisement|share|tweet)\s*"
)
_BLANK = " \t\r\n\u00a0\u3000\ufeff\u200b" + "".join(map(chr, range(0x20)))
_SENTENCE_END = re.compile(r"[.!?…。！？؟।॥۔।][\"'”’»«“)\]』」）]*(?=\s|\Z|<)|[。！？]|[\"”’»“」』）)\]]\Z")
_MORE = (
    r"(?:(?:click|tap) (?:here )?(?:to|for)|read (?:more|the|on|full)|continue(?: reading)?|more\b|full (?:story|article)|see (?:more|full)|view (?:more|full)"
    r"|lire (?:la suite|plus)|la suite|weiterlesen|mehr\b|leer más|seguir leyendo|sigue leyendo|leggi (?:tutto|di più|anche)|continua\b|ler mais|leia mais|continuar (?:lendo|a ler)"
    r"|lees (?:meer|verder)|читать (?:далее|полностью|дальше)|подробнее|читати далі|czytaj (?:dalej|więcej)|devamı|läs mer|les mer|læs mere|lue lisää|続きを読む|続きは|もっと見る"
    r"|阅读(?:全文|更多)|查看(?:更多|全文)|展开全文|閱讀(?:全文|更多)|더 ?보기|اقرأ المزيد|المزيد|और पढ़ें)"
)
#: How feeds and tools say that they have cut a text.
_CUT = re.compile(
    rf"(?:(?:…|\.{{3}}|&#8230;|&hellip;)\s*)?\[\+?\s?\d[\d,]* (?:more )?(?:chars|characters|words)\]\Z"
    rf"|[\[(]\s?(?:…|\.{{2,4}}|&#8230;|&hellip;|&#x2026;)\s?[\])]\Z"
    rf"|(?:\(|--?|—|\[)\s?(?i:more|continued|cont['’]d|suite|forts\.?|mehr folgt|truncated|cut)\s?(?:\)|--?|—|\])\Z"
    rf"|(?:…|\.{{3}}|&#8230;|&hellip;)[ \t]*(?:\n\s*)?[\[(«»→>›]*\s*(?i:{_MORE})[^\n.]{{0,60}}\Z"
)
#: Words that no sentence ends with, in the languages that have them in common papers.
_OPEN_ENDS = frozenset(
    ["the", "a", "an", "of", "and", "or", "nor", "to", "from", "with", "by", "for", "at", "into", "that", "which", "who", "whose", "whom", "because", "than", "as", "if", "when", "while", "where", "whether", "although", "though", "its", "their", "his", "her", "our", "my", "your", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could", "should", "can", "may", "might", "must", "said", "says", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "und", "oder", "aber", "mit", "von", "für", "bei", "im", "am", "zum", "zur", "dass", "sowie", "als", "wie", "durch", "gegen", "nach", "über", "unter", "zwischen", "sich", "nicht", "werden", "wurde", "wird", "hat", "haben", "ist", "sind", "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "mais", "que", "qui", "dont", "à", "au", "aux", "en", "dans", "sur", "sous", "avec", "sans", "pour", "par", "chez", "vers", "entre", "ses", "son", "sa", "leur", "leurs", "cette", "ce", "cet", "est", "sont", "el", "los", "las", "una", "unos", "unas", "y", "o", "pero", "del", "al", "con", "sin", "por", "para", "entre", "su", "sus", "como", "se", "lo", "il", "lo", "gli", "uno", "di", "del", "della", "dei", "delle", "degli", "dello", "dal", "dalla", "nel", "nella", "sul", "sulla", "alla", "allo", "ai", "agli", "e", "ed", "ma", "con", "per", "tra", "fra", "che", "non", "si", "o", "os", "as", "um", "uma", "do", "da", "dos", "das", "no", "na", "nos", "nas", "em", "ao", "aos", "à", "às", "e", "ou", "mas", "com", "sem", "por", "pelo", "pela", "para", "que", "de", "het", "een", "en", "van", "voor", "met", "op", "te", "bij", "aan", "dat", "die", "of", "och", "att", "som", "med", "för", "på", "av", "till", "är", "var", "den", "det", "ett", "og", "at", "på", "av", "til", "med", "som", "er", "var", "и", "в", "во", "на", "с", "со", "к", "ко", "от", "из", "за", "по", "о", "об", "у", "для", "при", "не", "что", "как", "а", "но", "или", "которые", "который", "которая", "это", "i", "w", "z", "ze", "na", "do", "od", "za", "po", "o", "u", "dla", "przy", "nie", "że", "jak", "oraz", "lub", "ve", "ile", "için", "bir", "bu", "da", "de"]
)  # fmt: skip
_SIGN_OFF = re.compile(
    r"(?i)contribut|report(?:ed|ing|s)? by|report(?:ing)? from|edit(?:ed|ing)|writ(?:ten|ing)|translat|compiled|produced|copyright|rights reserved|follow |@|https?:|www\.|\.com\b"
    r"|subscribe|newsletter|read (?:more|also|next)|also read|see also|lire aussi|à lire|lisez|regarder|mehr zum thema|lesen sie auch|lea también|leia também|leggi anche|читайте также|photo|image|courtesy"
    r"|source|quelle|sources?:|(?-i:\bby [A-Z])|illustration|vidéo|video|réalisation|click|for more|contact|e-?mail|\btel\b|phone|©|\|"
)
_LINK = re.compile(r"<a\s[^<>]*href=[^<>]*[^<>/]>((?:(?!<a\s).){0,400}?)</a>", re.DOTALL)
#: An agency's sign-off, or the end-of-text mark of its wire, says that the text is whole.
_SIGNED = re.compile(r"(?i)\b(?:reuters?|afp|dpa|upi)\b(?![^<]*>)|\x03|&#3;")
_NEWS_CLUSTER = re.compile(r"(?P<told>\ball (?:<[^<>]*>)?[\d,.]+ news articles(?:(?: |\u00a0|&nbsp;)?(?:»|&raquo;))?)")
_ABOUT = re.compile(
    r"\s*(?:<[^<>]*>\s*)*(?P<told>(?:About|ABOUT|About the|Über|À propos de|Acerca de|Sobre)\s+[A-Z0-9]"
    r"(?:[^\n<:]{1,60}(?=[\n<:])|[^\n<]{1,80}?(?=:|\.\s|\s[A-Z]|,)))"
)
_COMPANY = re.compile(
    r"(?i)\b(?:is|are|was|provides?|offers?|develops?|operates?|designs?|manufactures?|delivers?|specialis|specializ|ist|est|es|é)\b[^\n]{0,160}\b(?:leading|leader|provider|company|manufacturer|"
    r"headquartered|founded|established|based in|nasdaq|nyse|lse|otc|global|solutions|services|platform|firm|anbieter|unternehmen|entreprise|empresa)\b"
)
#: What closes a record behind its story, for a quick look; `_story_end` takes the careful one.
_CLOSERS = r"(?:[\s\x00-\x1f]|<[^<>]{0,500}>|\[/?ad_\d+\]|[\n>][ \t]*(?:Source|Reuters?|REUTERS?)\b)+\z"
#: A text that ends in a small letter, a comma or a mark of a cut.
_OPEN = r"(?:[\p{Ll},،、，;；-]|…|\.\.\.|[\[(][^\[\]()\n]{1,30}[\])]|&#8230;|&hellip;|読む|全文|更多|보기|المزيد|続きは|MORE)\z"
_ABOUT_START = r"\A\s*(?:<[^<>]*>\s*)*(?:About|ABOUT|Über|À propos|Acerca|Sobre)\s"
#: So many links make a list where more than this share of the shown text stands in them.
_MANY_LINKS, _LINKED = 5, 0.6
#: Tags and the white space of a page's source.
_LAID_OUT = r"<[^<>]*>|[ \t\r\n]{2,}"
#: So many lines make a list where more than this share of them are headlines.
_MANY_LINES, _HEADLINES = 6, 0.8
#: A line of prose has so many characters at least.
_PROSE = 60
#: A wire wraps its lines before so many characters: a longer line is a paragraph, and ends as one.
_UNWRAPPED = 100
#: A cut shows in so many characters at the end.
_LAST = 6_000
#: And a paywall in so many.
_LATE = 400


@check(
    columns=("body",),
    family="metadata",
    explain="no whole article: what stands in its place, or where it is cut",
    help="look at the page: was the story behind an error, a wall or a second page? crawl it again, or drop the record",
    bad=[
        {"body": "404 Not Found"},
        {"body": "Failed to render /WEB-INF/views/story.jsp"},
        {"body": "Please enable JavaScript to view this site."},
        {"body": "Subscribe to continue reading."},
        {"body": "We use cookies to improve your visit. Accept all cookies?"},
        {
            "body": "The mayor resigned on Monday after a long debate about the trams. She said that the\u2026 [+1234 chars]"
        },
        {
            "body": "The mayor resigned on Monday. She said that the trams were late, and that she had no choice but to leave the"
        },
    ],
    good=[
        {"body": "The mayor resigned on Monday."},
        {"body": "The site of the mine was not found. Access is denied to reporters, the ministry said on Monday."},
        {"body": "The mayor resigned on Monday. (Reporting by Ann Poe; Editing by Lee Roe)"},
        {"body": "市長が辞任した。"},
    ],
)
def article_present(*, endings: Literal["cut", "open"] = "cut") -> Evidence:
    """The record is an article, and the whole of it.

    Looks, in texts of at most 700 characters, for what stands in place of a story: errors of servers and scripts,
    guards ("Please enable JavaScript", "Are you a robot?"), cookie notices, paywalls, in a dozen languages; in texts of
    any length for stack traces at the head, for a paywall that ends the text, for a company's blurb ("About Acme") that
    begins it, and for lists of links and headlines. A text is cut where it ends in a tool's mark ("[+1234 chars]", "[…]",
    "… Read more"), a comma, half a word, or a word that no sentence ends with. *endings*: with ``open``, every last
    paragraph that ends in a small letter is cut too.

    One finding an article. Spared: sign-offs, tables, credits and headings at the end, scripts without small letters.
    Missing bodies are `body_present`'s business. Missed: a cut behind a whole sentence, digests in prose.
    """

    def judged(texts: pl.Series) -> pl.Series:
        return _judged(texts, endings == "open")

    marks = pl.col("body").map_batches(judged, return_dtype=pl.List(MARK))
    return Evidence.of_marks(marks)


def _judged(texts: pl.Series, strictly: bool) -> pl.Series:
    suspects: dict[int, list[_Look]] = {}
    for look, rows in _suspects(texts, partial(_cut, strictly=strictly)):
        for at in rows:
            suspects.setdefault(at, []).append(look)
    found: dict[int, list[Place]] = {}
    for at, looks in suspects.items():
        text: str = texts[at]
        if text.strip() and (defect := next((seen for look in looks if (seen := look(text))), None)):
            found[at] = [defect]
    return marked(texts, found)


def _suspects(texts: pl.Series, cut: _Look) -> Iterator[tuple[_Look, list[int]]]:
    """The careful looks in their order, each with the rows of the few texts that may need it."""
    frame = pl.DataFrame({"text": texts}).with_row_index("row").filter(pl.col("text").is_not_null())
    text, size = pl.col("text"), pl.col("text").str.len_bytes()
    yield (
        _in_place,
        _rows(frame.filter(size <= 12), frame.filter(text.str.head(300).str.contains(_TRACE)), _walls(frame)),
    )
    yield _paywall_end, _rows(frame.filter(text.str.tail(_LATE).str.contains(f"(?im){ascii_words(_PAYWALLS)}")))
    yield (
        _links,
        _rows(frame.filter(text.str.contains("news articles", literal=True)), _lists(frame), _headlines(frame)),
    )
    yield _blurb, _rows(frame.filter(text.str.head(200).str.contains(_ABOUT_START)))
    yield cut, _rows(frame.filter(text.str.tail(_TAIL).str.replace(_CLOSERS, "").str.contains(_OPEN)))


def _rows(*frames: pl.DataFrame) -> list[int]:
    return [row for frame in frames for row in frame["row"]]


def _walls(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts that show little, or have an error at the head."""
    text, size = pl.col("text"), pl.col("text").str.len_bytes()
    shown = text.str.replace_all("<[^<>]*>", "").str.strip_chars().str.len_chars()
    short = frame.filter(size <= 3 * _SHORT).filter(
        (text.str.len_chars() <= _SHORT) | text.str.contains("<", literal=True)
    )
    short = short.filter(shown <= _SHORT)
    longer = frame.filter((size <= 3 * _MEDIUM) & (size > _SHORT)).with_columns(text.str.head(_HEAD))
    looked_at = pl.concat([short, longer])
    return looked_at.filter(pl.any_horizontal(text.str.contains(pattern) for pattern in _ANY_WALL))


def _lists(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts most of which may stand in links."""
    text = pl.col("text")
    many = frame.filter(text.str.contains("<a ", literal=True))
    many = many.filter(text.str.count_matches("<a ", literal=True) >= _MANY_LINKS)
    shown = text.str.replace_all(_LAID_OUT, "").str.len_bytes()
    unlinked = text.str.replace_all(rf"(?s)<a\s.*?</a>|{_LAID_OUT}", "").str.len_bytes()
    return many.filter(unlinked <= (1 - _LINKED + 0.1) * shown)


def _headlines(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts most of whose lines may be headlines."""
    text = pl.col("text")
    unended = frame.filter(~text.str.contains(r"\. |\.\n|\.\r|。") & ~text.str.contains("<", literal=True))
    lines = unended.filter(text.str.count_matches("\n", literal=True) >= _MANY_LINES - 1)
    lines = lines.filter(10 * text.str.count_matches("[0-9]") < text.str.len_bytes())
    open_ends = text.str.count_matches(r"(?mR)(?:[\p{L}\p{N}]|https?://[^\r\n]*)\s*?$")
    return lines.filter(open_ends >= _HEADLINES * text.str.count_matches(r"(?mR)^\s*?\S"))


def _in_place(text: str) -> tuple[int, int, str] | None:
    """What stands in place of a story, or of its rest."""
    if _NOTHING.fullmatch(text):
        return *_trimmed(text, 0, len(text)), "no text, but what a program writes for none"
    if (trace := re.match(rf"\s*(?P<told>[^\n]{{0,120}}(?:{_TRACE})[^\n]{{0,240}})", text)) is not None:
        return *_trimmed(text, *trace.span("told")), "an error message in place of the story"
    length = len(re.sub(TAGS, "", text).strip()) if len(text) <= 3 * _MEDIUM else len(text)
    if length <= _SHORT and (wall := _WALL.search(text)) is not None:
        return *_trimmed(text, *wall.span("told")), _wall_said(wall["told"])
    if length <= _MEDIUM and (error := _ERROR.match(text.lstrip())) is not None:
        shift = len(text) - len(text.lstrip())
        return *_trimmed(text, error.start("told") + shift, error.end("told") + shift), _wall_said(error["told"])
    return None


def _paywall_end(text: str) -> tuple[int, int, str] | None:
    end = _story_end(text)
    ending = _PAYWALL_END.search(text, max(0, end - _LATE), end)
    if ending is not None and end - ending.end("told") < 100:
        return *_trimmed(text, *ending.span("told")), "a paywall in place of the rest of the story"
    return None


def _wall_said(told: str) -> str:
    for pattern, said in (
        (_PAYWALLS, "a paywall"), (_COOKIES, "a cookie notice"), (_GUARDS, "a guard of the site"), (_ERRORS, "an error message"),
    ):  # fmt: skip
        if re.match(pattern, told, _FLAGS):
            return f"{said} in place of the story"
    return "no story"


def _links(text: str) -> tuple[int, int, str] | None:
    """Lists of links or headlines: most of the text is in links, or most lines are headlines."""
    if (cluster := _NEWS_CLUSTER.search(text)) is not None:
        return *cluster.span("told"), "an aggregator's list of links in place of the story"
    if text.count("<a ") >= _MANY_LINKS:
        linked = sum(len(re.sub(TAGS, "", link).strip()) for link in _LINK.findall(text))
        shown = len(re.sub(r"\s+", " ", re.sub(TAGS, "", text)))
        if linked > _LINKED * shown and shown > 100:
            return *_first_line(text), "a list of links in place of a story"
    elif "<" not in text:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) >= _MANY_LINES and sum(map(_is_headline, lines)) >= _HEADLINES * len(lines):
            return *_first_line(text), "a list of headlines in place of a story"
    return None


def _is_headline(line: str) -> bool:
    words = line.split()
    plain = 4 <= len(words) <= 18 and len(line) <= 130 and line[0].isupper() and line[-1].isalnum()
    letters = sum(c.isalpha() for c in line)
    return (
        "http://" in line
        or "https://" in line
        or (plain and letters > 0.75 * len(line) and ":" not in line and not line.isupper())
    )


def _blurb(text: str) -> tuple[int, int, str] | None:
    about = _ABOUT.match(text)
    if about is None or len(about["told"].split()) > 8:
        return None
    rest = text[about.end("told") : about.end("told") + 350]
    name = about["told"].split()[-1] if len(about["told"].split()) == 2 else about["told"].split()[1]
    if (
        name.strip(".,®™") not in rest and not re.match(r"\W*(?:We|Founded|Based|Headquartered)\b", rest)
    ) or not _COMPANY.search(rest):
        return None
    return *_trimmed(text, *about.span("told")), "a company's blurb in place of the story"


def _story_end(text: str) -> int:
    """Where the story ends in front of tags, markers, feed links and an agency's sign-off."""
    end = len(text)
    while True:
        end = len(text[:end].rstrip(_BLANK))
        start = _closing_start(text, end)
        if start >= end:
            return end
        end = start


def _closing_start(text: str, end: int) -> int:
    """Where the tag, marker or line that closes the record begins; *end* where none does."""
    if text[end - 1 : end] == ">":
        start = text.rfind("<", max(0, end - 2_000), end)
        return start if start >= 0 else end
    if (mark := _CLOSING_MARK.search(text, max(0, end - 12), end)) is not None:
        return mark.start()
    line = max(text.rfind("\n", max(0, end - 50), end), text.rfind(">", max(0, end - 50), end)) + 1
    return line if line and _CLOSING_LINE.fullmatch(text, line, end) else end


def _cut(text: str, strictly: bool) -> tuple[int, int, str] | None:
    """The end of a text that was cut: from its last sentence's beginning, or the mark of the tool that cut it."""
    skipped = max(0, len(text) - _LAST)
    if skipped and (seen := _cut(text[skipped:], strictly)):
        start, end, said = seen
        return start + skipped, end + skipped, said
    if skipped:
        return None
    end = _story_end(text)
    story = text[:end]
    if (mark := _CUT.search(story, max(0, end - 200))) is not None:
        return *_trimmed(text, *mark.span()), "the text was cut here"
    if _SIGNED.search(text, end):
        return None
    line_start = _paragraph_start(story)
    line = story[line_start:]
    sentence = line_start
    for whole_one in _SENTENCE_END.finditer(line[:-1]):
        sentence = line_start + whole_one.end()
    fragment = story[sentence:].strip()
    if not fragment or not _is_cut(fragment, line, story, strictly):
        return None
    return *_trimmed(text, sentence, end), "the text ends within a sentence"


def _paragraph_start(story: str) -> int:
    """Where the last paragraph begins: its line, or the first of those that a wire has wrapped."""
    start = max(story.rfind("\n"), story.rfind(">"), len(story) - 3_000) + 1
    while start > 1:
        before = story.rfind("\n", 0, start - 1) + 1
        wrapped = (
            50 <= start - 1 - before <= 90
            and story[start - 1] == "\n"
            and story[start - 2].strip()
            and not story[start].isspace()
        )
        if not wrapped:
            break
        start = before
    return start


def _is_cut(fragment: str, line: str, story: str, strictly: bool) -> bool:
    words = fragment.split()
    last = words[-1]
    if _SIGN_OFF.search(fragment) or (len(line) < _PROSE and len(story) > 2 * _PROSE) or len(story) < 25:
        return False
    ellipsis = re.search(r"(?:…|\.{3})\Z", fragment)
    if ellipsis:
        before = fragment[: ellipsis.start()].rstrip().split()
        return bool(before) and (before[-1].casefold() in _OPEN_ENDS or before[-1].endswith(",") or _is_teaser(story))
    if last[-1] in ",،、，;；":
        return len(words) > 2
    if last[-1] == "-":
        return len(last) > 2 and last[-2].islower() and len(words) > 4
    if not last[-1].islower() or not _is_prose(fragment, line):
        return False
    return (last.casefold() in _OPEN_ENDS and last[0].islower()) or strictly or _ends_differently(fragment, line, story)


def _is_teaser(story: str) -> bool:
    return len(story) < 600 and "\n" not in story.strip() and len(story) > 80


def _is_prose(fragment: str, line: str) -> bool:
    words = fragment.split()
    lower = sum(word[0].islower() for word in words)
    return (
        len(line) >= _PROSE and len(words) >= 3 and lower >= len(words) / 2 and not any(c.isdigit() for c in words[-1])
    )


def _ends_differently(fragment: str, line: str, story: str) -> bool:
    """Whether the last line alone lacks its sentence end, in a story whose other lines have theirs."""
    others = [one.strip() for one in story[: -len(line)].split("\n") if len(one.strip()) > _UNWRAPPED]
    ended = [one for one in others if _SENTENCE_END.search(one[-4:])]
    inner = len(_SENTENCE_END.findall(line))
    # texts of one line have their headlines and hints glued to the end
    glued = "\n" not in story.strip() and re.search(
        r"[^\W\d_]\s+[A-ZÀ-Þ][a-zà-ÿ]+(?:\s+[a-zà-ÿ]+){2}.*\Z", fragment[1:]
    )
    plain = ":" not in fragment and not glued
    return plain and len(ended) >= 0.7 * len(others) and (len(ended) > 0 or inner > 0 or ". " in story)


def _first_line(text: str) -> tuple[int, int]:
    shown = re.search(r"(?:\A|>|\n)\s*([^\s<][^\n<]*)", text)
    return _trimmed(text, *shown.span(1)) if shown else (0, 0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
