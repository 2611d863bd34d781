"""Photo captions and credits that were left in the running text."""
# ruff: noqa: E501 (tables of patterns)

import re
from bisect import bisect
from collections.abc import Iterable

import polars as pl

from .caption_markup import MARKUP_TAG, MARKUP_WORDS, captions_in_markup
from .check import check
from .evidence import MARK, Evidence
from .literals import holds_any
from .marks import Place, marked

#: Capitals of the Latin, Greek and Cyrillic alphabets.
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĊČĎĐĒĖĘĚĞĠĢĦĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽȘȚΑ-ΩА-ЯЁІЇЄҐ"
_WORD = rf"[{_UPPER}](?:[^\W\d_]|[.'’-])*"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|la|van|der|den|von|bin|al|el)"
#: Words that begin a sentence, so that no name reaches over them.
_NO_NAME = (
    r"(?!(?:The|A|An|In|On|At|It|He|She|They|We|This|That|These|But|And|As|After|When|While|For|With|From|By|I|You|There|Its"
    r"|His|Her|Their|Le|La|Les|Un|Une|Il|Elle|Dans|En|Der|Die|Das|Ein|Eine|Im|El|Los|Las|Una|Image|Photo|Advertisement)\b)"
)
#: A person's or a firm's name as credits give it: one to five words; and one of at least two.
_NAME = rf"{_NO_NAME}{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]|(?:of|for|and|&) )?{_NO_NAME}{_WORD}){{0,4}}"
_FULL_NAME = rf"{_NO_NAME}{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?{_NO_NAME}{_WORD}){{1,4}}"
#: Agencies and archives that close a credit in brackets.
_AGENCY = (
    r"(?:Getty(?: Images)?|GETTY(?: IMAGES)?|AFP|AP(?: Photo| Images)?|EPA(?:-EFE)?|EFE|REUTERS|Reuters|(?i:Shutterstock)|iStock(?:photo)?"
    r"|Alamy(?: Stock Photo| Live News)?|Corbis|WireImage|FilmMagic|(?i:Zuma)(?: Press| Wire)?|Anadolu(?: Agency| Ajansı)?|NurPhoto"
    r"|LightRocket|dpa|DPA|picture[ -]alliance|(?i:imago)(?: images)?|PA Wire|PA Images|PA|AAP|Canadian Press|CP|Kyodo(?: News)?"
    r"|(?:Ritzau )?Scanpix|Ritzau|Lehtikuva|Belga|ANSA|LaPresse|(?i:Sipa)(?: USA)?|Xinhua|(?i:Keystone)(?:-SDA)?|ČTK|CTK|Agerpres|TASS|ТАСС"
    r"|РИА Новости|Europa Press|(?i:MaxPPP)|USA TODAY(?: Sports)?|Invision|Folhapress|Agência Brasil|(?i:Pool)|UPI|APA|NTB|TT|ANP|PTI|ANI"
    r"|Bloomberg|The New York Times|The Washington Post|NASA|Associated Press|Agence France-Presse)\b"
)
#: Behind a bare slash only names that no poll, joint byline or dateline has.
_ARCHIVE = (
    r"(?:Getty(?: Images)?|GETTY(?: IMAGES)?|AFP|AP(?: Photo| Images)?|EPA(?:-EFE)?|REUTERS|Reuters|(?i:Shutterstock)|iStock(?:photo)?|Alamy"
    r"|Corbis|WireImage|FilmMagic|(?i:Zuma) Press|Anadolu(?: Agency)?|NurPhoto|dpa|picture[ -]alliance|imago images|PA Wire|AAP|ANSA"
    r"|Canadian Press|Ritzau Scanpix|(?i:Sipa)(?: USA)?|LaPresse|Xinhua|(?i:Keystone)(?:-SDA)?)\b"
)
#: How papers' names end.
_PAPER = r"(?:News|Times|Post|Herald|Tribune|Journal|Globe|Chronicle|Guardian|Observer|Telegraph|Gazette|Star|Courier|Sentinel|Register|Press|Record)"
#: What introduces a credit or caption, with a colon, at the head of a line or bracket.
_LABEL = (
    r"(?:(?:(?:file|stock|press|cover|featured|lead|main|header) )?(?:photo|image|picture|pic|photograph|video)s?(?: ?/ ?video)?"
    r"(?: ?(?:credits?|source|courtesy(?: of)?|by|caption|copyright|illustration))?(?: by)?|photograph(?:y|er)|credits?|captions?"
    r"|illustrations?(?: by)?|(?:archiv|symbol|titel|beispiel)?(?:fotos?|bild(?:er)?)|bildquelle|bildnachweis|bildrechte|foto ?credits?"
    r"|fotografie|fotograf|cr[ée]dits?(?: ?photos?)?|photos? d['’](?:archives?|illustration)|légende(?: image)?|fotograf[ií]as?"
    r"|imagen(?:es)?|imagem|cr[ée]ditos?|legenda(?: da foto)?|pie de foto|immagine|didascalia|beeld|kuvat?|fotók?|zdjęcie|fot"
    r"|fotoğraf|ljósmynd|φωτογραφία|фото|снимок|иллюстрация|світлина|الصورة|صورة|تصوير|צילום|फोटो|तस्वीर|ภาพ|ảnh|写真|画像|撮影|写真提供"
    r"|图片来源|图源|图片|圖片來源|圖片|摄影|攝影|사진|사진제공|사진 제공|사진출처)"
)
#: What a credit may begin with behind its colon; prose goes on in lower case ("Photo: the film").
_CREDITED = rf"(?:©|@|[\"“„«(]?[{_UPPER}]|[^\W\d_a-zß-öø-ÿа-яё]|\d|dpa\b|picture|imago|privat|via |courtesy)"
_INSIDE = r"[^()\[\]\n（）【】]"
#: How the BBC's pages introduce caption and credit, in its languages.
_BBC = (
    r"(?:Image (?:copyright|source|caption)|Media caption|Crédit photo,|Légende image,|Légende vidéo,|Fuente de la imagen,"
    r"|Pie de foto,|Crédito,|Legenda da foto,|Автор фото,|Подпись к фото,|Підпис до фото,|صدر الصورة،|التعليق على الصورة،|इमेज स्रोत,"
    r"|इमेज कैप्शन,|图像来源，|图像加注文字，|圖像來源，|圖像加註文字，|Fotoğraf altı yazısı,|Nguồn hình ảnh,|Chụp lại hình ảnh,"
    r"|Sumber gambar,|Keterangan gambar,|Chanzo cha picha,|Maelezo ya picha,)"
)
#: © AFP, © Ann Poe/AFP.
_COPYRIGHT = (
    rf"(?:©|\bCopyright|\(c\)) ?(?:{_AGENCY}|{_NAME} ?/ ?{_AGENCY})(?! ?(?:\d{{4}}|Inc|LLC|Company))(?: ?/ ?{_NAME})?"
)
#: All that a text without any other needle than © can have; most of those end in the site's own copyright.
_COPYRIGHT_ALONE = re.compile(_COPYRIGHT)
_CREDIT = re.compile(
    "|".join(
        (
            # (Photo: Ann Poe), [Foto: dpa], (Photo by Ann Poe/Getty Images), (写真＝共同)
            rf"[(\[（【](?i:{_LABEL})(?:[ \u00a0]?[:：=＝/]|(?i:[ ](?:by|courtesy|provided by|via)\b)){_INSIDE}{{1,200}}[)\]）】]",
            rf"[(\[](?i:photo|picture|image|photograph|foto)s? (?i:by|courtesy|credit|via)\b{_INSIDE}{{1,200}}[)\]]",
            rf"[(\[]Courtesy(?: of)? [{_UPPER}@]{_INSIDE}{{1,80}}[)\]]",
            # (AP Photo/Ann Poe), (REUTERS/Ann Poe), (Ann Poe/AP), (Ann Poe, Lake Tribune via AP)
            rf"[(\[](?:AP|AFP|EPA|UPI|Kyodo|Reuters|REUTERS|Xinhua|PA|Canadian Press)(?: ?(?i:file photo|photo|images?|foto)s?)?/{_FULL_NAME}{_INSIDE}{{0,80}}[)\]]",
            rf"[(\[](?:AP|AFP|EPA|UPI|Kyodo|Reuters|Foto) (?:Photo|File Photo|file photo|Foto|foto|Ansa|ANSA)\b{_INSIDE}{{0,90}}[)\]]",
            rf"[(\[]{_NAME}(?:, {_NAME})?(?: ?/ ?{_NAME})?(?: ?/ ?| - |,? via ){_AGENCY}{_INSIDE}{{0,60}}[)\]]",
            r"\((?i:file photo|file|handout|stock photo|archive photo|symbolbild|symbolfoto|archivbild|archivfoto|themenbild|symbol|archiv"
            r"|photo d['’](?:archives?|illustration)|foto de archivo|foto d['’]archivio|imagen de archivo|архивное фото)\)",
            # (Ann Poe for Lake Tribune), (Ann Poe/Lake Tribune), (Ann Poe/Staff)
            rf"[(\[]{_FULL_NAME}(?: ?/ ?|/?[ ]?(?:for|For)(?: the| The)? )(?:(?:{_WORD} ){{1,4}}{_PAPER}|(?i:staff(?: photographer| photo)?|contributed|handout))[)\]]",
            # REUTERS/Ann Poe, AP Photo/Ann Poe
            rf"\bREUTERS/{_NAME}(?:/{_NAME})*",
            rf"\b(?:AP|AFP) Photo ?/ ?{_NAME}(?:, {_NAME})?",
            # ANN POE / AFP - Getty Images, Ann Poe/Getty Images, Ann Poe via AP
            rf"{_NAME}(?:(?:, | ?/ ?){_NAME})?(?: ?/ ?|, ?| ?[—–] ?| - )(?:AFP|AP|EPA|Agence France-Presse|Reuters|REUTERS|Bloomberg|NurPhoto"
            r"|WireImage|FilmMagic|Corbis|LightRocket|The Washington Post|NBAE|MLB Photos|Anadolu(?: Agency)?)"
            r"(?: ?/ ?| - | ?[—–] ?| via )(?:Getty(?: Images)?|GETTY(?: IMAGES)?)\b",
            rf"{_FULL_NAME}(?: ?[/,] ?{_NAME})? via (?:AP|AFP|Getty Images|Reuters|REUTERS|AFP/Getty Images|EPA|Storyful|Imagn Images)\b",
            rf"{_FULL_NAME} ?/ ?(?:{_NAME} ?/ ?)?{_ARCHIVE}(?:/[^\W\d_]+(?: [^\W\d_]+)?)?(?:,? (?i:files?)\b)?",
            r"\b(?:AFP|NBAE|Bloomberg|Corbis|WireImage|EPA|AP)(?:/| via | - )Getty Images\b",
            _COPYRIGHT,
            r"\b(?:picture[ -]alliance|imago images|IMAGO|imago) ?/ ?[^\W\d_][^\W\d_.+-]*(?: [^\W\d_]+){0,1}",
            # what pages put around their pictures
            rf"{_BBC}[ \u00a0]?(?:{_AGENCY}(?:/{_AGENCY})?)?(?:[ \u00a0]?(?:Image caption|Légende image,|Pie de foto,|Legenda da foto,))?",
            r"\b(?i:(?:hide|toggle|show) caption|enlarge this image|view image in full ?screen|open image in gallery|click to enlarge)\b",
            r"Bild vergrößern|Bild in neuer Seite öffnen|NO SALES,? NO ARCHIVES?|\bFILE PHOTO\b:?",
            r"\b(?i:in|from) (?:this|an?) [^\n.]{0,32}(?:(?:file|handout|undated|pool) (?:photo(?:graph)?|picture|image)|frame grab)\b",
            # 新华社记者 某某 摄, 写真＝, [사진=…]
            r"(?:新华社|中新社|新華社)(?:记者|記者|发|發)[^\n，。]{1,16}?(?:摄|攝)",
            r"(?:图片来源|圖片來源|图源)[:：][^\n，。；）)]{1,30}|[＝=]写真(?:は[^\n。]{1,30})?|[(\[]?사진 ?[=＝][ ]?[^\n\])]{1,40}[)\]]?",
        )
    )
)
_LINE = re.compile(
    rf"^[ \t\u00a0*_•·\[(▲△▼▽◆📷-]*(?P<credit>(?i:{_LABEL})[ \u00a0]?[:：＝=][ \t\u00a0]*{_CREDITED}[^\n]{{0,250}}$"
    rf"|(?:Photos?|Photographs?|Photography|Images?|Pictures?|Illustrations?)(?: illustration)? (?i:by|courtesy of) {_NAME}[^\n.]{{0,100}}\.?$"
    rf"|(?:Fot\.|fot\.|Foto|Crédit|Credit|PHOTO) (?:©|dpa|{_NAME}(?: ?[/—–-] ?{_NAME})*)[ \t]*$"
    r"|(?:Getty Images|GETTY IMAGES|Shutterstock|iStock|picture alliance|Getty|AFP|REUTERS|EPA)[ \t]*$"
    # This file photo taken on Monday shows …
    r"|This (?:(?:(?:combination|file|undated|handout|pool|aerial|recent|archive) ){1,3}(?:photo(?:graph)?|picture|image)s?"
    r"|(?:photo(?:graph)?|picture|image) (?:taken|provided|released|made available|obtained) (?:on|by|from|in))\b[^\n]{0,250}$"
    # This May 4, 2026 photo provided by the police shows …
    r"|(?:This|An?) (?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? (?:\d{1,2}, )?)?\d{4},? (?:[a-z]+ ){0,2}(?:photo(?:graph)?|picture|image)"
    r" (?:provided|released|shows|taken|made|shot|from|by)\b[^\n]{0,250}$"
    r"|[Cc]ourtesy(?:[:]| of| photo:?)? " + _NAME + r"(?: ?/ ?" + _NAME + r")?\.?[ \t]*$"
    r"|[△▲▼▽◆📷][^\n]{0,160}(?:사진|写真|Photo|Foto|=|/)[^\n]{0,60}$"
    r"|[^\W\d_]{2,4} ?[摄攝]$)",
    re.MULTILINE,
)
#: Needles that are whole words.
_WHOLE = ("fot.", "Fot.", "picha,")
#: Cheap to look for: no credit is without one of these.
_NEEDLES = (
    "/Reuters", "/ Reuters", "/REUTERS", "/The Washington Post", "/ The Washington Post", "/The New York Times", "/ The New York Times",
    "/Associated Press", "/ Associated Press", "/Agence France", "/FilmMagic", "/Corbis", "/Bloomberg", "/WireImage", "/Pool", "/USA TODAY",
    "/UPI", "/NurPhoto", "/Anadolu", "/TASS", "/ТАСС", "/Zuma", "/ZUMA", "/SIPA", "/Sipa", "Scanpix", "/PTI", "/ANI", "/Kyodo", "Alamy", "/Belga",
    "/Europa Press", "/ANP", "/TT", "/NTB", "/APA", "/CTK", "/ČTK", "/EFE", "/Lehtikuva", "/Folhapress", "/Agência Brasil", "/MAXPPP", "/РИА Новости",
    "REUTERS/", "(Reuters/", "/AP", "/ AP", "AP/", "via AP", "AP Photo", "AP File", "/AFP", "/ AFP", "AFP/", "AFP Photo", "Xinhua/", "/Xinhua",
    "Getty", "GETTY", "hutterstock", "HUTTERSTOCK", "/EPA", "EPA/", "/dpa", "/ dpa", "dpa\n", "imago", "IMAGO", "icture alliance",
    "icture-alliance", "icture Alliance", "©", "Copyright AFP", "/ANSA", "LaPresse", "/PA ", "/AAP", "anadian Press", "/Keystone", "KEYSTONE", "canpix",
    "(Photo", "[Photo", "(photo", "(Image", "(Picture", "(Pic", "(Credit", "(Courtesy", "(Foto", "(foto", "[Foto", "(Bild", "(Handout", "(File",
    "(handout", "(file", "(Symbol", "(Archiv", "(Video", "(Imag", "(imag", "(Cr", "(Фото", "(фото", "(写真", "（写真", "（图", "(图", "（圖", "[사진", "(사진", "사진=",
    "hoto:", "hoto :", "hotos:", "HOTO:", "HOTOS:", "hoto by", "HOTO BY", "hotos by", "hotograph:", "hotographs by", "hotograph by", "hotography:",
    "hotography by", "hotographer:", "mage:", "MAGE:", "mages:", "mage by", "mages by", "icture:", "icture by", "ictures:", "Pic:", "redit:", "REDIT:",
    "redits:", "redit by", "\nCredit", ">Credit", "\tCredit", "aption:", "ourtesy of", "ourtesy:", "hoto courtesy", "ource:", "mage copyright", "mage source", "mage caption",
    "edia caption", "rédit photo", "rédit :", "rédits :", "rédit:", "Légende", "uente de la imagen", "ie de foto", "rédito", "réditos", "egenda da foto",
    "magen:", "magem:", "Foto:", "FOTO:", "foto:", "Fotos:", "Foto ", "Bild:", "bild:", "Bilder:", "ildquelle", "ildnachweis", "Beeld:", "Kuva:", "Kuvat:",
    "Fotó:", "Zdjęcie:", "Fot.", "fot.", "otoğraf:", "jósmynd", "ωτογραφία:", "Фото:", "ФОТО:", "фото,", "Снимок:", "к фото", "до фото", "вітлина:",
    "صورة:", "الصورة", "تصوير", "צילום:", "फोटो:", "तस्वीर:", "इमेज ", "ภาพ:", "Ảnh:", "写真＝", "写真=", "写真：", "写真:", "画像", "撮影", "=写真", "＝写真", "图片来源", "图源",
    "图片：", "圖片", "图像", "圖像", "摄", "攝", "사진=", "사진 ", "사진:", "otoğraf altı", "uồn hình ảnh", "ụp lại", "umber gambar", "eterangan gambar", "picha,",
    "ide caption", "IDE CAPTION", "ide Caption", "oggle caption", "how caption", "nlarge this", "image in full", "image in gallery", "o enlarge", "ild vergrößern", "in neuer Seite",
    "NO ARCHIVE", "FILE PHOTO", "file photo", "andout photo", "ndated photo", "ool photo", "frame grab", "mmagine:", "idascalia:", "llustration:", "llustration by",
    "\nCourtesy ", ">Courtesy ", "This file ", "This undated ", "This handout ", "This combination ", "This pool ", "This aerial ",
    " photo provided", " photo released", " photo shows", " image shows", " image made", " image released", " image provided", "This photo taken", "This photo provided", "This photo released", "This picture taken", "This picture released", "This image ",
    "/Staff", "/ Staff", "/STAFF", "News)", "Times)", "Post)", "Herald)", "Tribune)", "Journal)", "Globe)", "Chronicle)",
    "Gazette)", "Star)", "Courier)", "Sentinel)", "Register)", "Press)", "Record)", "Observer)", "Telegraph)", "Guardian)",
    "rchivbild", "ymbolbild", "iStock", "REUTERS\n", "EPA\n", "AFP\n", "via Reuters", "via REUTERS", "via EPA", "Storyful", "Imagn",
)  # fmt: skip
_TAG = re.compile(r"<(/?)(\w*)[^<>]{0,5000}>")
_INLINE = frozenset({"a", "b", "i", "em", "strong", "u"})
_HIDDEN = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
#: The same without a back-reference, which Rust's expressions do not have.
_HIDDEN_RUST = r"(?is)<script\b.*?</script\s*>|<style\b.*?</style\s*>|<noscript\b.*?</noscript\s*>|<!--.*?-->"
#: A line of at most so many characters that ends in a credit is a caption; a longer one is prose with a credit in it.
_CAPTION = 300
#: "By Ann Poe/Reuters" is a byline.
_BYLINE = re.compile(r"(?:^|\n)[ \t]*(?i:by|von|par|por|di|da|door|av|af|text:|от)[ \t]+\Z", re.MULTILINE)
#: Credits are looked for so many characters around a needle, in its line.
_AROUND = 240
#: Tags are taken out so many characters around a needle.
_WIDE = 1_200
_MAY_HIDE = re.compile(r"<(?:script|style|noscript|!--)", re.IGNORECASE)


@check(
    columns=("body",),
    family="structure",
    explain="a photo's caption or credit, left in the text",
    help="drop the figures with their captions where the pages are parsed",
    bad=[
        {"body": "Photo: Ann Poe/Getty Images\n\nThe mayor resigned."},
        {"body": "A street under water. REUTERS/Ann Poe\n\nThe mayor resigned."},
        {"body": "The mayor resigned. (AP Photo/Ann Poe) She had no choice."},
        {"body": "Foto: dpa\n\nDer Bürgermeister ging."},
        {"body": "<figure><figcaption>The mayor, on Monday</figcaption></figure>\n\nThe mayor resigned."},
        {"body": "Image copyright Getty Images Image caption The mayor\n\nThe mayor resigned."},
    ],
    good=[
        {"body": "Picture this: a mayor resigns."},
        {"body": "The photo was taken by Ann Poe, who works for Getty, according to Reuters."},
        {"body": "Photo: the film that divides the town."},
        {"body": "The lead narrowed, a Reuters/Ipsos poll said."},
    ],
)
def captions_apart(text: pl.Expr) -> Evidence:
    """Photo captions and credits are no part of the running text.

    Looks for credits anywhere ("REUTERS/Ann Poe", "(AP Photo/Ann Poe)", "Ann Poe/Getty Images", "© AFP"), for labels
    with a colon at the head of a line or in brackets ("Photo: …", "Foto: …", "写真＝…"), in some thirty languages, for
    how agencies begin captions ("This file photo taken on Monday shows …"), and for what pages write around their
    pictures ("Image caption", "Hide caption", "Enlarge this image"). The evidence is the line where a line of at most
    300 characters ends in the credit, and else the credit. Tags end lines. Where pages still have their markup, also
    looks for the texts of `<figcaption>` and of elements whose class or property says caption, cutline or credit
    ("wp-caption-text", "photo-credit", "story-image-copyright"), whatever they say; each text between tags is one piece
    of evidence.

    Spared: prose about pictures, polls of two names ("Reuters/Ipsos"), addresses and attributes of tags, credits of
    authors, the site's own copyright, elements that are not closed or show more than 1,500 characters. Missed:
    captions without credit, label or markup, since they read as prose.
    """
    marks = text.map_batches(_captions_of, return_dtype=pl.List(MARK))
    return Evidence.of_marks(marks)


def _captions_of(texts: pl.Series) -> pl.Series:
    """The captions of each text; ever fewer texts get the dearer looks."""
    frame = pl.DataFrame({"text": texts}).with_row_index("row")
    text = pl.col("text")
    with_words = frame.filter(holds_any(text, _NEEDLES))
    shown = text.str.replace_all(_HIDDEN_RUST, "\n").str.replace_all("<[^<>]*>", "\n")
    with_words = with_words.with_columns(shown).filter(holds_any(text, _NEEDLES))
    needles = text.str.extract_many(list(_NEEDLES), overlapping=True).list.unique()
    with_markup = frame.filter(text.str.contains("<", literal=True)).filter(holds_any(text, MARKUP_WORDS))
    tags = text.str.extract_all(MARKUP_TAG).list.unique()
    opened = dict(with_markup.select("row", tags).filter(pl.col("text").list.len() > 0).iter_rows())
    told = dict(with_words.select("row", needles).iter_rows())
    found: dict[int, list[Place]] = {}
    for at in told.keys() | opened.keys():
        places = captions(texts[at], told.get(at, ()), opened.get(at, ()))
        found[at] = [(start, end, None) for start, end in places]
    return marked(texts, found)


def captions(text: str, needles: Iterable[str], tags: Iterable[str]) -> list[tuple[int, int]]:
    """Where captions and credits stand in a text, in its order; none overlaps another.

    *needles*: those of `_NEEDLES` that it holds. *tags*: those that may open a caption's element.
    """
    elements = captions_in_markup(text, tags)
    apart: list[tuple[int, int]] = []
    for place in [*sorted(elements), *sorted(_credits(text, needles), key=lambda place: (place[0], -place[1]))]:
        at = bisect(apart, place)
        free = (at == 0 or apart[at - 1][1] <= place[0]) and (at == len(apart) or place[1] <= apart[at][0])
        if free:
            apart.insert(at, place)
    return apart


def _credits(text: str, needles: Iterable[str]) -> set[tuple[int, int]]:
    """The credits that words tell, and the lines that they end."""
    places: set[tuple[int, int]] = set()
    lines = _shown_around(text, needles).replace("\r", "\n")
    credit = _COPYRIGHT_ALONE if set(needles) == {"©"} else _CREDIT
    for start, end in _windows(lines, needles):
        credits = [match.span() for match in credit.finditer(lines, start, end)]
        places |= {
            _caption(lines, *place)
            for place in credits
            if not _BYLINE.search(lines, max(start, place[0] - 40), place[0])
        }
        places |= {_caption(lines, *label.span("credit")) for label in _LINE.finditer(lines, start, end + 1)}
    return places


def _windows(lines: str, needles: Iterable[str], around: int = _AROUND) -> list[tuple[int, int]]:
    """The stretches around the needles: a credit is short, and the patterns are slow."""
    found: list[tuple[int, int]] = []
    for needle in {needle.strip() for needle in needles}:  # a line's end is no part of a line
        at = lines.find(needle)
        while at >= 0:
            if needle in _WHOLE and lines[at - 1 : at].isalpha():  # the end of a sentence, not a label
                at = lines.find(needle, at + 1)
                continue
            begin = max(lines.rfind("\n", 0, at) + 1, at - around)
            end = lines.find("\n", at)
            found.append((begin, min(len(lines) if end < 0 else end, at + around)))
            at = lines.find(needle, at + _AROUND // 4)
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _shown_around(text: str, needles: Iterable[str]) -> str:
    """The text without tags, as long as it was; far from the needles nothing is shown if that saves work."""
    if "<" not in text or len(text) < _WIDE or _MAY_HIDE.search(text):
        return _without_tags(text)
    parts: list[str] = []
    done = 0
    for start, end in _windows(text, needles, _WIDE):
        opened, closed = text.rfind("<", done, start), text.find(">", end)
        begin = opened if opened > text.rfind(">", done, start) else max(start, done)
        is_within_tag = closed >= 0 and "<" not in text[end:closed]
        finish = closed + 1 if is_within_tag else end
        parts += ["\n" * (begin - done), _without_tags(text[begin:finish])]
        done = max(begin, finish)
    return "".join(parts).ljust(len(text), "\n")


def _without_tags(text: str) -> str:
    """The text with line ends in the place of tags (spaces for those that emphasise), as long as it was."""
    if "<" not in text:
        return text
    shown = _HIDDEN.sub(lambda hidden: "\n" * len(hidden[0]), text)
    return _TAG.sub(lambda tag: (" " if tag[2].lower() in _INLINE else "\n") * len(tag[0]), shown)


def _caption(text: str, start: int, end: int) -> tuple[int, int]:
    """The line that a credit ends (or begins, in the BBC's pages), where it is short; else the credit itself."""
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", end)
    finish = len(text) if finish < 0 else finish
    line = text[begin:finish]
    ends_line = re.fullmatch(r"[\s)\].*_]*", text[end:finish])
    heads_line = re.match(_BBC, text[start:end]) and not text[begin:start].strip()
    if len(line) <= _CAPTION and (ends_line or heads_line):
        return begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())
    return start, start + len(text[start:end].rstrip())
