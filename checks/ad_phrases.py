r"""The words by which advertising is known: placeholders of ad software, labels and calls in the news languages.

Every entry is a regular expression (Rust's) in lower case.
"""

#: What ad plug-ins, templates and scripts leave in a text; matched anywhere.
PLACEHOLDERS = (
    # short codes: [ad_1], [adsense], [the_ad id="12"]
    r"\[/?(?i:ad)[_ -]?[0-9]+\]|\[/?ads?\]|\[/?ADS?\]",
    (
        r"(?i:\[/?(?:adsense[0-9]*|adverts?|advertisements?|advertising|ads?[_-]?(?:slots?|units?|box|block|break|"
        r"space|spot|zone|tags?|banner|code|place(?:ment)?|position|manager|inserter|widget|row|container|rotate|"
        r"id|shortcode|inject)|adrotate|adinserter|ads|dfp(?:[_-]?ads?)?|the_ad(?:_group|_placement)?|quads|"
        r"bannergarden|bsa_pro_[A-Za-z0-9_]+|wp_?ads?|wp_?quads|google_?ads?|gads?|amp-ad|advads|"
        r"adsanity[A-Za-z0-9_]*|pro_ad_display_adzone|insert_ads?|in-?(?:article|content|text)-?ads?|dynamic-ad|"
        r"post-ad|inline-ad|sponsor(?:ed)?-?ads?|ad-injection|ai:[0-9]+|mid-?ads?|top-?ads?|"
        r"bottom-?ads?)(?:[\s_=:-][^\]\n]*)?\])"
    ),
    (
        r"(?i:\[(?:ad|sam|sam_ad|banner|zone) +(?:id|name|code|type|position|size|slot|width|zone|group|unit|"
        r"src)=[^\]\n]*\])"
    ),
    # templates: {{ad}}, {% ad 3 %}, %%ADS%%, ##AD##
    (
        r"(?i:\{\{\{?\s*/?#?(?:ads?|adverts?|advertisements?|adsense|google_?ads?|ads?[_ -][a-z0-9_ -]+|"
        r"ads?[:.][a-z0-9_ -]+)\s*\}?\}\})"
    ),
    (
        r"(?i:\{%\s*(?:ads?|advert[A-Za-z0-9_]*|adsense|ads?_[A-Za-z0-9_]+)\b[^%\n]*%\}|"
        r"\{(?:ads?(?:[_:-]?[a-z0-9_]+)?|adsense|advert|advertisement|"
        r"loadposition +[A-Za-z0-9_]*ads?[A-Za-z0-9_]*)\})"
    ),
    (
        r"(?i:%%\s*(?:ads?|adverts?|advertisements?|adsense|ads?[_ -]?[a-z0-9_]+)\s*%%|##\s*(?:ads?|"
        r"advert[A-Za-z0-9_]*|ads?_[a-z0-9_]+)\s*##|\$\{ads?[A-Za-z0-9_]*\}|__ads?(?:_[A-Za-z0-9_]+)?__|"
        r"@@ads?[A-Za-z0-9_]*@@|\[\[\s*(?:ads?|advert[A-Za-z0-9_]*|ads?[_ -][a-z0-9_]+)\s*\]\]|"
        r"<%=?\s*ads?\b[^%\n]*%>)"
    ),
    # comments
    (
        r"(?i:<!--\s*/?(?:(?:begin|start|end|close|google|insert|inline|in-?article|mobile|desktop|sidebar|top|"
        r"bottom|middle|dfp|gpt|the)[\s:_-]*)*(?:ads?|adverts?|advertisements?|advertising|adsense|adslot|adzone|"
        r"adunit|ads?[_ -]?(?:slot|unit|break|block|space|spot|zone|tags?|banner|code|place(?:ment|holder)?|"
        r"position|container|box|[0-9]+)[A-Za-z0-9_]*)\b[^<>]*-->)"
    ),
    r"<!--\s*/[0-9]{4,}/[^<>]*-->",
    # scripts and their boxes
    r"(?:window\.|var )?googletag\b(?:[^\n<]*?\}\s*\)\s*;?|[^\n<;]*;?)",
    r"\(adsbygoogle\b(?:[^\n<]*?\}\)\s*;?|[^\n<;]*;?)",
    r"(?:window\.)?adsbygoogle\b(?:\s*=[^\n<;]*;?)?",
    r"\bdiv-gpt-ad-[A-Za-z0-9_-]+",
    r"(?:window\.)?_taboola\b(?:\s*=[^\n<;]*;|\.push\([^\n<]*?\}\s*\)\s*;?|[^\n<;]*;?)",
    r"(?:window\.)?_mN(?:Handle|Details)\b(?:[^\n<]*?\}\s*\)\s*;?|[^\n<;]*;?)",
    (
        r"\b(?:google_ad_(?:client|slot|width|height|format|section|region)[A-Za-z0-9_]*|medianet_[A-Za-z0-9_]+|"
        r"amzn_assoc_[A-Za-z0-9_]+|ezstandalone|ezoic-pub-ad[A-Za-z0-9_-]*|ez_ad_[A-Za-z0-9_]+|OA_show|OA_zones|"
        r"htlbid|freestar|pbjs|apntag|nitroAds|adthrive|yieldlove|sas_[A-Za-z0-9_]*ad[A-Za-z0-9_]*|OBR\.extern|"
        r"Criteo\.[A-Za-z0-9_]+|dfp_ad[A-Za-z0-9_]*|broadstreet\.zone|smartadserver)\b[^\n<;]*;?"
    ),
)  # fmt: skip
#: One of these stands in every placeholder, in some case.
PLACEHOLDER_HINTS = (
    "[ad", "[/ad", "[dfp", "[the_ad", "[quads", "[bannerg", "[bsa_", "[wp", "[google", "[gads", "[amp-ad", "[pro_ad",
    "[insert_ad", "[in", "[dynamic-ad", "[post-ad", "[sponsor", "[ai:", "[mid", "[top", "[bottom", "[sam", "[banner",
    "[zone",
    "{{", "{%", "{ad", "{loadposition", "%%", "##", "${ad", "__ad", "@@ad", "[[", "<%", "<!--", "googletag",
    "adsbygoogle", "gpt-ad", "_taboola", "_mnhandle", "_mndetails", "google_ad_", "medianet_", "amzn_assoc",
    "ezstandalone", "ezoic-", "ez_ad_", "oa_show", "oa_zones", "htlbid", "freestar", "pbjs", "apntag", "nitroads",
    "adthrive", "yieldlove", "sas_", "obr.extern", "criteo.", "dfp_ad", "broadstreet.", "smartadserver",
)  # fmt: skip

#: The label over an advertisement, alone on its line or in its element.
LABELS = (
    # English
    r"(?:paid |our )?advertise?ments?", r"advertising", r"(?-i:AD|Ad|ADS|Ads)", r"adverts?", r"advertorial",
    r"(?:ads?|advertise?ments?|(?-i:S)ponsored|SPONSORED|(?-i:P)resented) by (?-i:\p{Lu})[^.:,\n\r—–|]*",
    r"sponsored(?: (?:content|post|links?|stor(?:y|ies)))?",
    r"paid (?:content|post|for by [^.,\n\r—–|]+|partnership)", r"promoted(?: (?:content|stories|post|by))?",
    r"(?:partner|brand(?:ed)?) content", r"ad feedback", r"remove ads?", r"report (?:this )?ad",
    r"ad choices|adchoices", r"featured (?:advertisement|ad)", r"(?:google|video|featured) ads?", r"ads by google",
    r"(?:third party|3rd party) ad content", r"why (?:this|am i seeing this) ad\??", r"hide ad",
    r"advertisement ?[0-9]+", r"ad loading(?:\.\.\.|…)?", r"loading (?:ad|advertisement)(?:\.\.\.|…)?",
    r"this is an ad(?:vertisement)?", r"advertisement(?: ?[,|/–—-] ?| )advertisement",
    # Germanic
    r"anzeigen?", r"werbung", r"werbe-?anzeige", r"(?:bezahlte )?anzeige(?: von [^.,\n\r—–|]+)?", r"reklame",
    r"gesponsert(?:er (?:inhalt|beitrag))?", r"advertenties?", r"advertorial", r"gesponsord", r"annons(?:er)?",
    r"annonse[rn]?", r"annoncer?", r"reklam(?:e)?", r"sponsrad", r"mainos", r"auglýsing", r"advertensie",
    # Romance
    r"publicité", r"publicite", r"annonces?", r"contenu (?:sponsorisé|partenaire)", r"publicidade?s?", r"publicitat",
    r"anuncios?", r"anúncios?", r"contenido (?:patrocinado|publicitario)", r"patrocinado",
    r"conteúdo (?:patrocinado|publicitário)", r"pubblicità", r"pubblicita'",
    r"annuncio (?:pubblicitario|sponsorizzato)", r"contenuto sponsorizzato", r"publicitate", r"reclamă",
    r"(?:espacio|inserto) publicitario", r"publirreportaje",
    # Slavic, Baltic, Hungarian, Finnic
    r"reklam[ay]", r"inzerce", r"inzercia", r"artykuł sponsorowany", r"materiał (?:reklamowy|sponsorowany)",
    r"ogłoszenie", r"oglas(?:i)?", r"reklāma", r"reklaam", r"hirdetés", r"реклам[аы]", r"на правах рекламы",
    r"огласи?", r"реклама и объявления",
    # other scripts
    r"διαφήμιση", r"διαφημιση", r"פרסומת", r"تبلیغات", r"آگهی",
    r"(?:إعلان|اعلان|إعلانات|اعلانات|اعلان مدفوع|إعلان مدفوع)", r"اشتہار", r"विज्ञापन", r"বিজ্ঞাপন", r"விளம்பரம்",
    r"ప్రకటన", r"പരസ്യം", r"જાહેરાત", r"ਇਸ਼ਤਿਹਾਰ", r"โฆษณา", r"quảng cáo", r"iklan", r"tangazo",
    (
        r"広告|[【［\[]pr[】］\]]|【広告】|スポンサー(?:ド)?リンク|広告の後に(?:も)?続きます|広告を(?:閉じる|"
        r"非表示)|記事下広告"
    ),
    r"广告|廣告|赞助内容|贊助(?:內容)?|推广|廣編特輯|请继续往下阅读|請繼續往下閱讀|广告[-—·]*继续阅读",
    r"광고|스폰서 링크|광고 ?닫기",
)  # fmt: skip

#: Calls to read on past an advertisement: a line of their own, too short to be told apart inside a paragraph.
CALLS = (
    (
        r"(?:story|article|post|report|text) continue[sd](?: (?:below|after|here))?(?: (?:the|this))?(?: (?:ads?|"
        r"advert(?:isement)?s?|video|sponsored content|message|promotion))?"
    ),
    (
        r"continue reading(?: (?:the (?:main )?(?:story|article)|below|the story below|after (?:the|"
        r"this) ad(?:vertisement)?))"
    ),
    (
        r"(?:please )?(?:scroll|swipe)(?: down)? (?:for|to continue|to read|to keep reading|below)(?: (?:more|"
        r"reading|with content|the (?:story|article)|the rest))*(?: below)?"
    ),
    r"(?:skip|close|hide) (?:this |the )?(?:ads?|advert(?:isement)?)(?: to continue| x)?",
    r"(?:keep|continue) (?:scrolling|reading)(?: (?:for more|below))?", r"read on below",
    (
        r"(?:advertisement|ad|sponsored|anzeige|werbung|publicité|publicidad|publicidade|advertentie|pubblicità|"
        r"реклама)[ .:|·•–—-]+(?:(?:story|article|text) continues(?: (?:below|after))?(?: (?:this|the) (?:ad|"
        r"advertisement))?|(?:please )?(?:scroll|keep scrolling|continue reading|skip)[^.\n\r—–|]*|learn more|"
        r"remove ads?|hier geht es weiter[^.\n\r—–|]*|lire la suite|continuer la lecture|(?:sigue|"
        r"continúa) leyendo|continua(?:r)? (?:a ler|a leggere|lendo|dopo la pubblicità|após a publicidade))"
    ),
    r"(?:the )?(?:story|article) resumes (?:below|after)[^.\n\r—–|]*",
    r"(?:please )?(?:turn off|disable) your ad ?blocker[^.\n\r—–|]*",
    r"(?:der )?(?:artikel|beitrag|text) (?:geht|wird)(?: [^ .\n]+)* (?:weiter|fortgesetzt)[^.\n\r—–|]*",
    r"(?:mehr|weiter)(?:lesen)? nach der (?:anzeige|werbung)",
    r"nach der (?:anzeige|werbung) (?:geht es|geht's|gehts|weiterlesen)[^.\n\r—–|]*", r"ende der (?:anzeige|werbung)",
    r"(?:anzeige|werbung) ende", r"(?:pub|publicité) ?[-:–—] ?fermer", r"passer (?:la )?publicité",
    r"fermer la publicité", r"continuer (?:la lecture|sans publicité)",
    r"(?:cerrar|saltar|omitir) (?:anuncio|publicidad)", r"(?:fechar|pular) anúncio",
    r"chiudi (?:annuncio|pubblicità)",
    (
        r"(?:dalsza część (?:artykułu|tekstu)[^.\n\r—–|]*|ciąg dalszy (?:artykułu|tekstu)[^.\n\r—–|]*|"
        r"pozostało [^.\n\r—–|]* tekstu)"
    ),
    r"(?:продолжение (?:после|под|статьи)[^.\n\r—–|]*)", r"(?:reklam(?:ı)? (?:atla|geç|kapat))",
)  # fmt: skip

#: The same, so long or so odd that they are told apart anywhere, even where they are glued to a sentence.
CALLS_ANYWHERE = (
    (
        r"(?:advertisement[ .:|·•–—-]+)?(?:story|article) continue[sd] (?:below|after) (?:the |this )?(?:ads?\b|"
        r"advert(?:isement)?\b|video\b)"
    ),
    r"continue reading the main story", r"skip advertisement", r"scroll to continue with content",
    r"(?:artikel|text|beitrag) (?:geht|wird) nach der (?:anzeige|werbung) (?:weiter|fortgesetzt)",
    r"lesen sie nach der (?:anzeige|werbung) (?:weiter|mehr)",
    (
        r"(?:anzeige|werbung) ?[-–—:] ?(?:der )?(?:artikel|text|beitrag) (?:geht|wird)[^.\n\r—–|]*(?:weiter|"
        r"fortgesetzt)"
    ),
    r"(?:la )?suite (?:de l'article )?après (?:la|cette) publicité",
    r"l['’]article (?:continue|se poursuit) après (?:la|cette) publicité",
    r"(?:sigue|siga|continúa|continue|seguir) leyendo (?:después de|tras) (?:la publicidad|el anuncio|este anuncio)",
    (
        r"(?:la nota|el artículo|la noticia) continúa (?:debajo|después|tras|abajo)(?: de)? (?:la publicidad|"
        r"el anuncio|este anuncio|esta publicidad)"
    ),
    r"continua (?:após|depois d[ae]|dopo|a leggere dopo) (?:a |la |o )?(?:publicidade|pubblicità|anúncio)",
    r"continua a leggere dopo la pubblicità",
    r"(?:o artigo|a matéria|o texto) continua (?:após|depois d[ao]|abajo d[ao]) (?:a |o )?(?:publicidade|anúncio)",
    r"(?:tekst|artikel|het artikel|artikel) gaat (?:verder|door) (?:onder|na) de advertentie",
    r"(?:lees verder|lees meer|verder lezen) na de advertentie",
    r"(?:artikeln|texten) fortsätter (?:efter|under) annonsen", r"artikkelen fortsetter (?:under|etter) annonsen",
    r"(?:saken|teksten) fortsetter (?:under|etter) (?:annonsen|bildet)",
    r"artiklen fortsætter (?:efter|under) annoncen", r"juttu jatkuu mainoksen jälkeen",
    (
        r"(?:dalsza część (?:artykułu|tekstu)|ciąg dalszy (?:artykułu|tekstu)?|reszta artykułu|"
        r"dalszy ciąg materiału)(?: [^ .\n]+)* (?:pod|po) (?:reklamą|reklamie|materiałem wideo|wideo)"
    ),
    r"(?:pokračování|článek pokračuje|text pokračuje) (?:po|pod) reklam(?:ě|ou)",
    r"a cikk a hirdetés (?:alatt|után) folytatódik",
    r"(?:articolul continuă|continuarea) (?:după|mai jos după) (?:publicitate|reclamă)",
    r"(?:читайте также|продолжение|читайте|материал продолжается)(?: [^ .\n]+)? (?:после|под) реклам(?:ы|ой)",
    r"(?:продовження|читайте) після реклами", r"haberin devamı (?:reklamdan|reklamın) sonra",
    r"(?:yazının|haberin) devamı reklamın altında", r"يستمر (?:المقال|الخبر) بعد الإعلان",
    r"विज्ञापन के बाद (?:खबर|लेख|आगे)[^।\n]*", r"(?:artikel|berita) (?:ini )?berlanjut (?:setelah|di bawah) iklan",
    r"(?:lanjut membaca|gulir) (?:setelah|untuk melanjutkan)[^.\n\r—–|]*",
)  # fmt: skip

#: Labels that are told apart inside a paragraph if they are written like this and stand between two sentences.
GLUED_LABELS = (
    "ADVERTISEMENTS?", "ANZEIGE", "WERBUNG", "PUBLICITÉ", "PUBLICIDADE?", "PUBBLICITÀ", "ADVERTENTIE", "ANNONS",
    "ANNONSE", "ANNONCE", "REKLAM[AE]?", "РЕКЛАМА", "HIRDETÉS", "IKLAN", "SPONSORED CONTENT", "ΔΙΑΦΗΜΙΣΗ",
)  # fmt: skip
GLUED_TITLES = (
    "Advertisements?", "Anzeige", "Werbung", "Publicité", "Publicidade?", "Pubblicità", "Advertentie", "Реклама",
    "Reklama",
)  # fmt: skip

#: Labels that are also written with a blank between the letters.
SPACED = (
    "advertisement", "anzeige", "werbung", "publicité", "publicidad", "publicidade", "pubblicità", "реклама", "reklama",
)  # fmt: skip

#: One of these stands in every label and call, as it is or in capitals (without first letters: those may be either).
STEMS = (
    "dvert", "ponsor", "romoted", "artner content", "rand content", "randed content", "aid content", "aid post",
    "aid for by", "aid part", "d feedback", "emove ad", "eport ad", "eport this ad", "d choices", "dchoices",
    "ad content", "this ad", "eing this ad", "ide ad", "oading ad", "d loading", "nzeige", "erbung", "eklam",
    "esponsert", "esponsord", "nnons", "nnonc", "ainos", "auglýsing", "Auglýsing", "ublici", "nuncio", "núncio",
    "atrocinad", "ubblic", "ponsoris", "nzerc", "nzerci", "eklām", "klaam", "irdet", "głoszenie", "еклам", "ιαφή",
    "ιαφη", "פרסומת", "تبلیغات", "آگهی", "علان", "اشتہار", "विज्ञापन", "বিজ্ঞাপন", "விளம்பரம்", "ప్రకటన", "പരസ്യം",
    "જાહેરાત",
    "ਇਸ਼ਤਿਹਾਰ",
    "โฆษณา",
    "uảng cáo",
    "angazo",
    "広告",
    "スポンサー",
    "广告",
    "廣告",
    "赞助",
    "贊助",
    "推广",
    "廣編",
    "往下阅读",
    "往下閱讀", "광고", "스폰서", "kip ad", "kip this ad",
    "kip the ad", "lose ad", "lose this ad", "lose the ad", "ead on below",
    "rticle res", "tory res", "ad blocker", "adblocker", "echar an", "ular an", "errar an", "hiudi", "iąg dalszy",
    "ozostało", "родолж", "ortsätter", "ortsetter", "ortsætter", "atkuu", "okrač", "olytat", "erlanjut",
    "Oglas", "oglas ", "Оглас", "Iklan", "iklan", "Ads by", "ads by", "Ad by", "resented by", ">Ad<", ">AD<", ">Ads<",
    ">ADS<", "ontinues below", "ontinued below", "ontinued Below", "ontinues Below", "tory Continue",
    "ticle Continue", "ontinues after", "ontinues here", "tory continues", "ticle continues",
    "ontinue reading", "ontinue scrolling", "eep reading", "eep scrolling", "croll down", "croll to ", "croll for",
    "croll below", "wipe to", "wipe for", "geht ", "ird fortgesetzt", "eiterlesen nach", "ehr nach der", "ontinuer ",
    "près la pub", "ontinúa ", "eyendo ", "ontinua ", "verder", "zęść ", "evamı rek", "anjut membaca", "ulir untuk",
    "PR】", "PR］", "PR]", "pr]",
    "Ad\n", "AD\n", "Ads\n", "ADS\n", "Ad\r", "AD\r", "\nAd", "\nAD", "A D ", "A N Z", "W E R", "P U B", "Р Е К",
    "R E K",
)  # fmt: skip
#: The same for the calls that are looked for anywhere.
CALL_STEMS = (
    "continues ", "ontinue reading the main", "kip adv", "to continue with content", "nzeige", "erbung", "ublici",
    "nuncio", "núncio", "ubblic", "dvertentie", "nnons", "nnonce", "bildet", "mainoksen", "eklam", " wideo", "irdet",
    "еклам", "الإعلان", "विज्ञापन", "iklan", "anjut membaca", "ulir ",
)  # fmt: skip
