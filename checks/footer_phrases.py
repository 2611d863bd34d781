r"""The words by which footers and house promotions are known, in the major news languages.

Every entry is a regular expression (Rust's) in lower case, matched without regard to case against one line of which
tags, bullets and superfluous blanks are gone: a blank stands for any blank, ``'`` for any apostrophe. To teach
newsgate a phrase, add it to the table of its kind and a case to ``tests/checks/cases``.
"""

#: Links to other stories: alone on a line, or before a colon (a dash, a bar…) and a headline. None opens a sentence of
#: a story, so no more is asked of the line than that it be short.
MORE = (
    # English
    r"related [^ .:]+ (?:coverage|stories|articles)", r"view (?:gallery|slideshow|photos)",
    r"(?:watch|view) (?:in|on) [^.:]+ video",
    r"read (?:more|also|next|this next|it here|full story|the full story|full article|also this|too)",
    r"read more(?: (?:stories|news|articles))?(?: (?:here|on this|about|from|at|in)\b[^.:]*)?",
    r"(?:also|must|further|recommended|suggested|related|more|additional) (?:read(?:s|ing)?|watch)",
    r"recommended for you",
    r"(?:full|related|more|similar|latest|top|popular|trending|recommended|other|connected|previous|most read|latest)"
    r" (?:stor(?:y|ies)|articles?|posts?|news|coverage|content|topics?|links?|videos?|galler(?:y|ies)|headlines?)",
    (
        r"(?:you (?:may|might|could|will|'ll)|readers) (?:also )?(?:like|enjoy|be interested in|have missed|"
        r"want to read)(?: this)?"
    ),
    (
        r"more (?:from|on|by) (?:this (?:author|section|series|topic|story)|the author|"
        r"(?-i:\p{Lu})[^ .:,]+(?: [^ .:,]+)?(?: [^ .:,]+)?)"
    ),
    r"also (?:on|in|from) (?-i:\p{Lu})[^ .:,]+(?: [^ .:,]+)?",
    r"more on (?-i:\p{Lu})[^.:]{1,40}", r"see (?:also|more|related)", r"more on this(?: story"
    r"| topic)?", r"more on that", r"from the archives?",
    r"also read",
    r"also see", r"don't miss(?: this| it)?", r"in case you missed it",
    r"click here (?:to|for) (?:read )?more(?: [^.:]+)?",
    r"what (?:to read|you need to know) next", r"up next", r"read next", r"next (?:up|article|story|post)",
    r"most (?:read|popular|viewed|shared)",
    r"previous (?:article|story|post)", r"editors?'?s? (?:picks?|choice)", r"around the web", r"from the web",
    r"promoted stories",
    r"in other news", r"elsewhere in the news", r"continued(?: (?:below|on (?:the )?(?:next )?page(?: [0-9]+)?))?",
    r"(?:articles|vidéos|dossiers) recommandés",
    r"à (?:ne pas manquer|surtout lire|lire absolument)(?: sur [^.:]+)?",
    r"a (?:ne pas manquer|surtout lire) sur [^.:]+",
    r"lire plus(?: d'articles)? sur [^.:]+", r"plus d'articles sur [^.:]+",
    r"trending(?: now)?", r"stories you may (?:like|have missed)", r"more to (?:read|explore)", r"go deeper",
    # German
    (
        r"(?:lesen sie|lies|lest) (?:auch|dazu|dazu auch|hier|hierzu|hierzu auch|mehr|mehr dazu|mehr zum thema|"
        r"hier mehr|jetzt auch|jetzt|weiter)"
    ),
    (
        r"mehr (?:zum thema|dazu|lesen|infos?(?: dazu)?|nachrichten|news|artikel|aus [^.:]+|aus dieser rubrik|"
        r"von [^.:]+)"
    ),
    r"mehr (?:artikel|nachrichten|beiträge|news) (?:aus|zu|von|über|zum)\b[^.]*", r"weiterlesen",
    r"weiterführende links?",
    r"weitere (?:artikel|nachrichten|meldungen|beiträge|informationen|themen|news|links)(?: zum thema)?",
    r"auch interessant",
    r"(?:das|dies) könnte (?:sie|dich|ihnen) auch (?:interessieren|gefallen)", r"zum thema", r"passend dazu",
    r"hintergrund zum thema",
    r"ähnliche (?:artikel|beiträge)", r"verwandte (?:artikel|themen)", r"lesetipps?", r"meistgelesen(?:e artikel)?",
    # French
    (
        r"(?:à |a )?(?:lire|voir|écouter|regarder|relire|revoir|découvrir) (?:aussi|également|la suite|"
        r"notre [^.:]+|plus)"
    ),
    r"(?:à|a) (?:lire|voir|écouter|regarder)(?: (?:aussi|également|sur [^.:]+))?", r"lisez (?:aussi|également)",
    r"regarder", r"écouter",
    r"(?:lire|regarder|voir|écouter) aussi sur [^.:]+", r"en savoir plus", r"pour aller plus loin",
    r"sur le même (?:sujet|thème)",
    (
        r"(?:vous (?:pourriez|pourrez|devriez) (?:aussi |également )?(?:être intéressée?s? par|aimer)|"
        r"vous aimerez aussi)"
    ),
    r"(?:nos autres|autres|derniers) (?:articles|sujets)",
    r"articles? (?:liés?|similaires?|connexes?|recommandés?|associés?)", r"dans la même rubrique",
    r"plus d'(?:articles|actualités|infos?)(?: sur)?[^.:]*", r"les plus lus", r"dossiers?",
    # Spanish
    (
        r"(?:lea|lee|leer|vea|ve|ver|mira|mire|escucha|consulta|consulte) (?:también|además|más|ahora|"
        r"la nota completa)(?: en [^.:]+)?"
    ),
    r"(?:también|además) (?:lea|lee|puedes? leer|vea)",
    (
        r"(?:también )?(?:te|le|les) (?:puede|podría|recomendamos|sugerimos|va a|interesará) ?(?:interesar|leer|"
        r"gustar)?(?: leer)?"
    ),
    r"(?:te|le) recomendamos",
    r"(?:noticias?|notas?|artículos?|contenidos?|temas?|entradas?|más) (?:relacionad[oa]s?|recomendad[oa]s?)",
    r"más (?:información|noticias|sobre [^.:]+|en [^.:]+|leídas?)",
    r"(?:sigue|seguir|siga) leyendo", r"no te pierdas?", r"para saber más", r"saber más", r"lo más (?:leído|visto)",
    r"en este tema",
    # Portuguese
    r"(?:leia|veja|ouça|assista|confira|saiba) (?:também|mais|ainda|a seguir)(?: em [^.:]+| sobre [^.:]+)?",
    r"(?:notícias?|matérias?|artigos?|conteúdos?|reportagens) relacionad[oa]s?",
    r"continue lendo", r"você (?:também )?pode gostar", r"(?:mais lidas|mais notícias|últimas notícias)",
    r"pode (?:também )?interessar-lhe", r"ler mais",
    # Italian
    r"(?:leggi|guarda|vedi|ascolta|leggete) (?:anche|pure|ancora|di più|l'articolo completo)",
    r"per (?:approfondire|saperne di più)", r"approfondisci", r"continua a leggere",
    r"(?:articoli|notizie|contenuti) (?:correlat[ie]|consigliat[ie]|simili)",
    r"(?:ti )?potrebbe(?:ro)? (?:anche )?interessar(?:ti|e|vi)(?: anche)?", r"altre notizie", r"i più letti",
    r"sullo stesso (?:tema|argomento)",
    # Dutch
    r"(?:lees|bekijk|luister|kijk) (?:ook|meer|verder|hier|terug)",
    r"(?:gerelateerde?|meer|aanbevolen) (?:artikelen|nieuws|berichten|artikel)",
    r"meer (?:over|lezen over|uit) [^.:]+", r"meest gelezen", r"ook interessant",
    # Scandinavian and Finnish
    (
        r"(?:läs|les|læs|se|hør|lyssna) (?:också|även|mer|mere|også|videre|vidare|flere|saken)(?: (?:om|på|fra|"
        r"här|her)\b[^.:]*)?"
    ),
    r"(?:relaterade|relaterte|relaterede|flere|fler) (?:artiklar|artikler|saker|nyheter|nyheder)",
    r"lue (?:myös|lisää)", r"katso myös",
    # Polish, Czech, Slovak, Hungarian, Romanian, South Slavic
    r"(?:czytaj|przeczytaj|zobacz|sprawdź|posłuchaj|obejrzyj|dowiedz się) (?:też|także|również|więcej|dalej)",
    r"więcej (?:na ten temat|informacji|na temat|o [^.:]+)",
    r"(?:powiązane|podobne|polecane|najnowsze) (?:artykuły|tematy|wiadomości)", r"polecamy(?: także| również)?",
    r"warto przeczytać",
    r"(?:čtěte|přečtěte si|čítajte|prečítajte si|podívejte se) (?:také|též|dále|více|tiež|aj|viac)",
    r"(?:související|podobné|súvisiace) (?:články|témata|články)", r"více k tématu", r"mohlo by vás zajímat",
    r"(?:olvasd el|olvassa el|olvassa) (?:ezt is|még|is|tovább)", r"kapcsolódó (?:cikkek|cikk|hírek)",
    r"(?:citește|citeşte|vezi|citiți) (?:și|şi|mai mult|mai multe|continuarea)",
    r"(?:pročitajte|čitajte|procitajte|vidi|pogledajte) (?:i|još|takođe|također|više)",
    r"(?:articole|știri) (?:similare|recomandate)", r"(?:povezane|slične) (?:vijesti|vesti|teme)",
    # Russian, Ukrainian, Bulgarian, Serbian
    (
        r"(?:читайте|читай|смотрите|слушайте|смотри|почитайте|прочетете|вижте|прочитајте) (?:также|ещё|еще|далее|"
        r"нас|нас в [^.:]+|подробнее|по теме|полностью|още|и)(?: (?:по теме|на [^.:]+|в [^.:]+))?"
    ),
    r"читать (?:далее|также|дальше|полностью|подробнее|ещё|еще)",
    r"(?:материалы|новости|статьи|ещё|еще|другие новости) по теме", r"по теме",
    r"(?:похожие|связанные|другие|последние) (?:новости|материалы|статьи)", r"подробнее(?: по теме)?",
    r"узнать больше", r"вам (?:также )?может быть интересно",
    r"(?:читайте|дивіться|слухайте|читай) (?:також|ще|нас|більше|далі)(?: [^.:]+)?",
    r"(?:матеріали|новини|ще) за темою", r"свързани новини",
    # Turkish, Greek, Hebrew, Persian, Arabic, Urdu
    r"(?:ayrıca|bunu da|bunları da|şunları da) (?:oku|okuyun|bakın|okuyabilirsiniz)",
    r"(?:i̇?lgili|İlgili|benzer|diğer|son) haberler", r"haberin devamı(?: için tıklayın(?:ız)?)?",
    r"(?:bunlar da )?ilginizi çekebilir", r"devamını oku", r"(?:i̇?lgili|İlgili) (?:haber|konular)",
    r"daha fazla (?:oku|bilgi)(?: için tıklayın)?",
    r"(?:διαβάστε|δείτε|δες|διάβασε) (?:επίσης|ακόμα|ακόμη|περισσότερα|και)", r"σχετικά (?:άρθρα|θέματα)",
    r"(?:קראו|קרא|צפו) (?:גם|עוד)", r"כתבות נוספות",
    r"(?:بیشتر بخوانید|بیشتر بدانید|همچنین بخوانید|مطالب مرتبط|اخبار مرتبط)",
    (
        r"(?:اقرأ|إقرأ|اقرؤوا|اقراء|اقرا|طالع|شاهد|تابع|اقرئي) (?:أيضا|أيضًا|أيضاً|ايضا|ايضاً|المزيد|"
        r"كذلك)(?: (?:على|عن|في)[^.:]+)?"
    ),
    r"(?:مواضيع|مقالات|أخبار|موضوعات|قصص|روابط) (?:ذات صلة|متعلقة|مرتبطة|مشابهة)",
    r"قد يعجبك(?: أيضا| أيضًا| أيضاً)?", r"للمزيد", r"یہ بھی پڑھیں", r"مزید پڑھیں",
    # Hindi and neighbours, South-East Asia
    r"(?:यह|ये|इसे|इन्हें) भी (?:पढ़ें|पढ़ें|देखें|पढ़िए|पढ़े)",
    r"(?:संबंधित|ताज़ा|अन्य) (?:खबरें|खबर|ख़बरें|समाचार)", r"और (?:पढ़ें|पढ़ें|भी पढ़ें)",
    r"(?:আরও|আরো) (?:পড়ুন|পড়ুন|খবর)", r"மேலும் படிக்க", r"ఇది కూడా చదవండి",
    r"baca (?:juga|selengkapnya|artikel lainnya|lebih lanjut|berita lainnya)",
    r"(?:berita|artikel) (?:terkait|lainnya|terpopuler)", r"simak juga", r"lihat juga", r"(?:xem|đọc) thêm",
    r"(?:tin|bài viết) liên quan", r"(?:อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง|บทความที่เกี่ยวข้อง)",
    # Chinese, Japanese, Korean
    (
        r"(?:相关|相關|延伸|推荐|推薦|更多|关联|關聯|拓展|热门|熱門|其他)(?:阅读|閱讀|新闻|新聞|报道|報導|"
        r"報道|链接|連結|文章|内容|內容|消息|推荐|推薦|专题)"
    ),
    r"(?:阅读|閱讀)(?:更多|全文|原文)",
    r"(?:查看|点击|點擊)(?:更多|原文|全文|查看更多|阅读全文)",
    r"看更多(?:新聞|報導)?",
    r"你可能(?:也|还|還)?(?:喜欢|喜歡|感兴趣|想看)[^。]*", r"猜你喜欢",
    r"(?:関連|関係する)(?:記事|ニュース|リンク|トピックス|キーワード|動画|コンテンツ)(?:一覧)?",
    r"(?:あわせて|合わせて|併せて)(?:読みたい|読む|お読みください)(?:記事)?",
    r"こちらも(?:おすすめ|読まれています|お読みください)",
    r"(?:続き|つづき|全文|もっと|記事全文)(?:を|は)(?:読む|見る|こちら)",
    r"(?:おすすめ|人気|オススメ)(?:記事|の記事)",
    r"次ページ(?:は|へ)?[^。]*", r"もっと見る",
    r"(?:관련|추천|인기|많이 본|주요|다른) ?(?:기사|뉴스|글|콘텐츠)(?: ?(?:더 ?보기|보기))?",
    r"(?:기사|뉴스|더) ?(?:더 ?보기|보기|읽기)",
    r"함께 ?(?:보면 좋은|읽으면 좋은|본)[^.]*",
)  # fmt: skip

#: Words that also open sentences; only before a colon (or a bar) and a capital, a quote, a figure or a link.
WEAK_MORE = (
    r"newsletters?", r"see it", r"read the (?:report|full report|letter|document|documents|decision)", r"full coverage",
    r"more", r"also", r"related", r"watch(?: (?:now|live|this|below|the video|video|more|it))?",
    r"listen(?: (?:now|here|live|to this))?", r"video", r"videos",
    r"(?-i:PHOTOS)", r"gallery", r"in pictures", r"explainer", r"read", r"read here", r"click here", r"recommended",
    r"suggested", r"must see", r"next", r"previous",
    r"mehr", r"video", r"fotostrecke", r"bildergalerie",
    r"voir", r"lire", r"vidéo", r"vidéos", r"en images", r"diaporama", r"lea", r"vea", r"vídeo", r"galería",
    r"galeria", r"leia", r"veja", r"leggi", r"guarda", r"vedi", r"lees", r"kijk", r"czytaj", r"zobacz", r"wideo",
    r"видео", r"читайте", r"смотрите", r"подробности", r"відео", r"شاهد", r"بالفيديو", r"اقرأ", r"baca", r"oku",
    r"izle", r"视频", r"動画",
)  # fmt: skip

#: Labels that need no colon before a headline.
BARE_MORE = (
    r"(?:à |a )?(?:lire|voir|écouter) (?:aussi|également)", r"lesen sie (?:auch|dazu|dazu auch)",
    r"(?:lea|lee|vea|ver) también", r"(?:leia|veja) também", r"(?:leggi|guarda) anche", r"lees ook",
    r"(?:czytaj|zobacz|przeczytaj) (?:też|także|również)", r"читайте (?:также|ещё|еще|також)",
    r"(?:läs|les|læs) (?:också|også)", r"baca juga", r"(?:also read|read also|must read)", r"(?:ये|यह) भी पढ़ें",
    r"(?:اقرأ|إقرأ) أيض(?:ا|ًا|اً)",
)  # fmt: skip

#: Headings and buttons of footers: alone on their line.
HEADINGS = (
    # sharing
    (
        r"(?:facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|e-?mail|google\+?|google plus|tumblr|"
        r"vk|вконтакте|instagram|youtube|tiktok|threads|bluesky|mastodon|messenger|viber|flipboard|pocket|xing|"
        r"line|wechat|weibo|微信|微博|qq空间|skype|snapchat|stumbleupon|digg|rss|mail|copy link|link copied!?|print|"
        r"drucken|imprimer|imprimir|stampa|tweet|tweets?|pin it|email this|more options)(?:[ ,|/·•]+(?:facebook|"
        r"twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|e-?mail|google|tumblr|vk|instagram|youtube|tiktok|"
        r"threads|bluesky|messenger|print|copy link|and|share|rss|line|flipboard|pocket|xing))*"
    ),
    r"shares?", r"share now", r"sharing is caring", r"[0-9][0-9.,]*k? (?:shares?|views?|likes?|retweets?)", r"teilen",
    r"artikel teilen", r"beitrag teilen", r"partager", r"partagez", r"partager (?:cet|l')\W?article", r"compartir",
    r"comparte", r"compartir (?:artículo|en|esta noticia)", r"compartilhar?", r"compartilhe", r"partilhar",
    r"condividi", r"condividere", r"delen", r"deel dit artikel", r"deel", r"udostępnij", r"podziel się",
    r"поделиться", r"поделиться:?", r"поділитися", r"paylaş", r"dela", r"del artikkel(?:en)?", r"dela artikeln",
    r"jaa",
    r"sdílet",
    r"megosztás",
    r"distribuie",
    r"分享(?:到|至)?",
    r"分享文章",
    r"シェア(?:する)?",
    r"この記事をシェア(?:する)?",
    r"ツイート", r"공유(?:하기)?", r"기사 ?공유", r"(?:شارك|مشاركة|شارك المقال|شارك هذا المقال|شاركها|للمشاركة)",
    r"शेयर(?: करें)?", r"साझा करें", r"bagikan(?: artikel ini)?", r"chia sẻ", r"κοινοποίηση",
    r"post navigation", r"(?:beitrags-?navigation|navigation des articles|navegación de entradas)",
    # comments
    r"no comments?(?: yet)?", r"\(?[0-9]* ?comments?\)?", r"comments? \(?[0-9]+\)?",
    r"comments (?:are|have been) (?:closed|disabled|off)\b", r"comments? powered by\b", r"facebook comments",
    r"show comments?", r"view (?:all )?(?:[0-9]+ )?comments?", r"load (?:more )?comments?", r"hide comments?",
    r"add comment", r"leave comment", r"reply", r"join the (?:conversation|discussion|debate)", r"social streams?",
    r"be the first to comment", r"discussion",
    r"(?:[0-9]+ )?kommentare?(?: \(?[0-9]+\)?)?",
    r"kommentare? (?:schreiben|verfassen|lesen|anzeigen|hinterlassen|abgeben)",
    r"(?:[0-9]+ )?commentaires?(?: \(?[0-9]+\)?)?", r"(?:laisser|ajouter|écrire|poster) un commentaire", r"réagir",
    r"(?:[0-9]+ )?comentarios?(?: \(?[0-9]+\)?)?",
    r"(?:deja|dejar|añade|escribe|comentar|publicar) (?:un |tu )?comentarios?", r"(?:[0-9]+ )?comentários?",
    r"deixe (?:um|seu) comentário", r"(?:[0-9]+ )?commenti", r"lascia un commento", r"(?:[0-9]+ )?reacties",
    r"reageer", r"plaats een reactie", r"komentarze(?: \(?[0-9]+\)?)?", r"dodaj komentarz",
    r"комментарии(?: \(?[0-9]+\)?)?", r"(?:оставить|добавить|написать) комментарий", r"коментарі",
    r"(?:[0-9]+ )?yorum(?:lar)?",
    r"yorum yap(?:ın)?",
    r"(?:发表|發表|查看|网友)?(?:评论|評論|留言)",
    r"コメント(?:を書く|する|を見る)?",
    r"댓글(?: ?쓰기| ?보기)?(?: ?[0-9]+)?", r"(?:التعليقات|تعليقات|أضف تعليق(?:ا|اً|ك)?|اترك تعليق(?:ا|اً)?)",
    r"टिप्पणियां", r"komentar",
    # tags
    (
        r"(?:tags?|tagged|labels?|filed under|posted in|keywords|more about|about this article|related topics|"
        r"topics|in this article|in this story)"
    ),
    r"schlag(?:worte|wörter)", r"schlagwort", r"stichwörter", r"mots[- ]clés", r"étiquettes?", r"etiquetas?",
    r"palabras clave",
    r"temas",
    r"palavras-chave",
    r"tagi",
    r"теги",
    r"метки",
    r"etiketler",
    r"标签",
    r"關鍵字",
    r"关键词",
    r"タグ", r"キーワード", r"태그", r"(?:الوسوم|كلمات دلالية|وسوم)", r"टैग्स?",
    # the way back, the app, the newsletter
    r"newsletters?", r"subscribe(?: (?:now|today|here))?", r"sign up(?: (?:now|here|today))?", r"sign in", r"log ?in",
    r"register(?: now)?", r"donate(?: (?:now|today|here))?", r"support us", r"contribute", r"become a member",
    r"advertise with us", r"contact us", r"about us", r"privacy policy",
    r"terms (?:of (?:use|service)|and conditions|& conditions)(?: (?:and|&|\|) privacy policy)?",
    r"back to (?:top|home(?:page)?|news)", r"return to (?:homepage|top)", r"return to", r"go to (?:homepage|top)",
    r"download (?:the |our )?app", r"print (?:this )?(?:article|page|story)?", r"save (?:article|story|this)?",
    r"report (?:a|an) (?:typo|error|mistake|correction)", r"report this ad", r"abonnieren", r"jetzt abonnieren",
    r"zur startseite", r"zurück(?: zur (?:startseite|übersicht))?", r"nach oben", r"impressum", r"abonnez-vous",
    r"s'abonner", r"je m'abonne", r"suscríbe(?:te|ase)(?: (?:ahora|aquí))?", r"assine(?: já| agora)?", r"inscreva-se",
    r"abbonati", r"iscriviti", r"abonneer(?: nu)?", r"prenumerera", r"abonner", r"подписаться", r"abone ol", r"订阅",
    r"訂閱", r"구독(?:하기)?", r"اشترك(?: الآن)?",
    # where it came from
    r"source(?: link)?", r"sources?:", r"(?:original )?source(?: article)?",
    r"(?:view|read|see) (?:the )?original(?: (?:article|post|story|source))?",
    r"original (?:article|post|story|link)", r"continue reading(?: (?:here|on|at)\b.*)?",
    (
        r"(?:read|see|view) (?:the )?(?:full|whole|entire|rest of the|complete) (?:article|story|post|text|"
        r"report)(?: (?:here|at|on)\b.*)?"
    ),
    r"read the rest(?: of.*)?", r"via ifttt", r"(?:click here|here) for the (?:full )?(?:story|article)", r"quelle",
    r"quellen:", r"zum (?:original|originalartikel|artikel)", r"lien (?:source|vers l'article)",
    r"source de l'article", r"fuente(?: original)?", r"fonte", r"bron", r"źródło", r"источник", r"джерело", r"kaynak",
    r"来源", r"原文链接", r"原文", r"出典", r"出处", r"출처", r"المصدر", r"स्रोत",
    # who wrote it, and what else there is
    r"about the authors?", r"about the writer", r"über (?:den autor|die autorin|die autoren)",
    r"(?:zum|zur) autor(?:in)?", r"à propos de l'auteur", r"sobre (?:el autor|la autora|o autor|a autora)",
    r"об авторе", r"o autorze",
    r"also", r"related", r"more:?", r"elsewhere on [^.:]+", r"all [0-9.,]+ news articles", r"and more",
    r"advertisement", r"load more", r"show more", r"see all", r"view all", r"more info(?:rmation)?", r"learn more",
    r"get (?:the|our) app", r"follow us", r"like us", r"send a letter to the editor", r"letters? to the editor",
    r"stay connected", r"connect with us", r"folgen sie uns(?: auf .+)?", r"suivez-nous(?: sur .+)?",
    r"síguenos(?: en .+)?", r"siga-nos(?: (?:em|no) .+)?", r"seguici(?: su .+)?", r"volg ons(?: op .+)?",
    r"мы в (?:соцсетях|телеграм.*)",
    r"bizi takip edin",
    r"关注我们",
    r"タグ一覧",
    r"記事一覧(?:へ)?",
    r"トップ(?:ページ)?(?:へ|に戻る)",
    r"تابعونا(?: على .+)?", r"तस्वीरें",
)  # fmt: skip

#: How a line of a footer begins, whatever follows in it (a line of at most 600 characters).
OPENINGS = (
    # links of pages for those who cannot see them
    r"(?:go )?back to (?:the )?top\b", r"(?:skip|jump) to\b ?:? ?(?:main|start|top|end|content|navigation|the)",
    # the desk asks its readers
    r"why not follow\b", r"for more [^.:]{2,60}, (?:see|visit|go to|click|check|read|follow) (?:our|the|us)\b",
    r"(?:please )?(?:e-?mail us|get in touch|let us know|tell us|send us|share your|share with us)\b"
    r".*(?:@|\b(?:e-?mail|e-?mailing|form|whatsapp|contact|below|story|stories|experiences?|comments?|pictures"
    r"|questions?|views?|tips?)\b)",
    r"(?:are you|have you|has your|do you|did you|were you|how (?:are|have|has|do) you|what do you"
    r"|what are your)\b.*\?.*"
    r"(?:\b(?:e-?mail|get in touch|let us know|tell us|share your|contact)\b.*|.*@)",
    r"find out how to get into\b", r"(?:if you are reading this page and can't see the form)\b",
    # what was changed for this edition
    r"this (?:story|article) has been modified from its original version", r"see the original at\b",
    r"\(?c\),? ?[12][0-9]{3}\b", r"distributed by\b",
    # feeds and sources
    (
        r"the post .+ (?:appeared first on|was first published on|first appeared on|"
        r"was first published in) (?-i:[^a-z\s])"
    ),
    r"(?:from .+ )?https?://ift\.tt/",
    (
        r"(?:cet article|l'article|el (?:artículo|post)|la entrada|o post|l'articolo|der beitrag|der artikel|"
        r"het bericht|artykuł|запись|the article) .+ (?:est apparu en premier sur|apareció primero en|"
        r"se publicó primero en|apareceu primeiro em|proviene da|erschien zuerst auf|erschien zuletzt auf|"
        r"verscheen eerst op|pochodzi z serwisu|впервые появилась|first appeared on|appeared first on)"
    ),
    (
        r"(?:this (?:article|story|post|piece|content|report|column|op-?ed|essay|item)|the original (?:version|"
        r"article)[^.]*|a version of this (?:article|story|post|piece|report)[^.]*) (?:was )?(?:originally|first|"
        r"also|previously|initially)? ?(?:appeared|appears|published|posted|ran|was published|was posted|"
        r"was produced|was written|has been republished|is republished|is part of|is republished|was created|"
        r"was automatically|was generated|was auto)\b"
    ),
    (
        r"(?:originally|first|previously|this article was|republished) (?:published|posted|appeared|"
        r"published here|with permission) (?:at|on|by|in|from|here)\b"
    ),
    r"republished (?:with permission|from)\b",
    (
        r"read (?:the )?(?:full|original|whole|entire|complete) (?:article|story|post|report|text)\b(?: (?:here|"
        r"at|on)\b.*)?"
    ),
    (
        r"read (?:more|the rest|on|it)(?: [^.]+)? (?:at|on|here|from|about|"
        r"of)\b(?: [^.]*)?(?:\.[0-9a-zà-ÿ_]{2,}\S*)?\.?\z"
    ),
    r"(?:view|see|read) (?:the )?original (?:article|post|story|source)\b",
    (
        r"continue reading(?: (?:here|on|at|this|more|about|your|in|with|the (?:full|rest|original|story|"
        r"article))\b[^.]*)?\z"
    ),
    (
        r"(?:sources?|source link|article source|original source|news source|image source|quellen?|originalquelle|"
        r"fuentes?|fonte|fonti|bron(?:nen)?|źródło|источник|джерело|kaynak|source de l'article|来源|来源[:：]|原文链接|"
        r"原文網址|出典|引用元|출처|المصدر|via|link|permalink|short ?url|url|original link|article link|"
        r"story link)\s?[:：-]\s?\(?(?:https?://|www\.|[a-z0-9-]+\.(?:com|org|net|gov|edu|co|de|fr|es|it|nl|pl|ru|"
        r"cn|jp|kr|info|io|uk))"
    ),
    r"(?:来源|原文链接|文章来源|稿件来源|责任编辑|责编|編輯|编辑|責任編輯|本文来源|本文來源|转载请注明|本文来自)[:：]",
    (
        r"source ?[:：] ?(?:afp|reuters|ap|ani|pti|ians|xinhua|bloomberg|agencies|efe|dpa|tass|anadolu agency|aa|"
        r"news agencies|internet|web).*\z"
    ),
    r"\(?h/t:? ", r"hat tip\b",
    (
        r"for (?:more|the latest|breaking|additional|further|all the latest|all)\b.*\b(?:visit|click|follow|"
        r"subscribe|go to|check out|download|sign up|like us|join)\b.*\z"
    ),
    (
        r"for more (?:information|news|stories|on this story|details|updates|from|on|about)\b.*(?:\bclick\b|"
        r"\bvisit (?:our|us|[a-z]+\.com)\b|\b(?:on|at) our\b|\bsubscribe\b)"
    ),
    r"see (?:more of our|the most[- ]read)\b",
    r"(?:you can )?(?:also )?(?:contact|reach|e-?mail|message) us (?:at|on|in|by|via)\b",
    r"(?:click|tap|go) here(?: (?:to|for|if)\b|[.!]*\z)",
    r"(?:visit|check out|go to|head to) (?:our|this link|us at|https?:|www\.|[a-z0-9-]+\.(?:com|org|net|co)\b)",
    r"all [0-9.,]+ news articles\b",
    r"(?:cet article|cette page|ce contenu|la suite de cet article) est (?:réservée?|exclusi[fv]e?)",
    r"reprinted (?:with|by) permission\b", r"licen[cs]ed under\b", r"this is a (?:premium|subscriber|members?)[- ]",
    r"(?:kommentare|comments|commentaires|comentarios|comentários|commenti|reacties) ?[:(] ?[0-9]+\)?\z",
    # sharing and following
    r"click (?:(?:on )?the (?:link|icon|button|image|photo|picture)|for more|below)\b", r"see the original\b",
    r"\*?\(?(?:ce texte|cet article) a été (?:initialement )?publié", r"(?:last|previous|next) slide",
    r"share (?:this|on|via|with|to)\b[^.]*\z", r"share this (?:article|story|post|page|news|entry|video)\b",
    r"share (?:your|the) (?:thoughts|story|love|article|post)\b.*\z", r"share it\b[^.]*\z",
    r"click to (?:share|e-?mail|print|tweet)\b", r"(?:click to )?(?:e-?mail|print) this\b",
    r"(?:read or share|read and share) this (?:story|article)\b",
    (
        r"(?:follow|like|find|join|connect with|add) (?:us|our page|our channel|our whatsapp channel|"
        r"[^.:]+) on (?:twitter|x|facebook|instagram|telegram|whatsapp|google news|linkedin|youtube|tiktok|"
        r"threads|bluesky|social media|flipboard|snapchat)\b"
    ),
    r"(?:follow|like) (?:us|@[^ .,]+)(?: (?:on|at)\b.*)?[.!:]?\z",
    r"join (?:our|the|us on) [^.]*(?:channel|group|community|newsletter|telegram|whatsapp|facebook)\b",
    (
        r"(?:stay|keep) (?:up[- ]to[- ]date|updated|informed|connected|tuned|in touch)\b.*\b(?:follow|subscri|"
        r"newsletter|facebook|twitter|telegram|whatsapp|app|sign|inbox|with (?:us|our))"
    ),
    (
        r"get (?:the latest|more|our|all the|breaking|daily|top|today's|news|updates|weekly|exclusive|unlimited|"
        r"full access|access)\b.*\b(?:inbox|newsletter|e-?mail|app|alerts?|subscri[^ .,]+|delivered|"
        r"on (?:facebook|twitter|telegram|whatsapp)|google news|digital access)\b"
    ),
    r"get .+ (?:to|in|into) your (?:inbox|e-?mail)",
    (
        r"(?:have|got|do you have) (?:a |any )?(?:news )?(?:tip|story|question|feedback|comment|"
        r"something to (?:say|share|add)|an opinion|thoughts)s?\b.*(?:\?|\b(?:e-?mail|contact|let us know|send|"
        r"tell us|call|write|comments?|reach)\b)"
    ),
    (
        r"(?:let us know|tell us|leave (?:your|us a)|what do you think|sound off|have your say|"
        r"share your)\b.*\b(?:comments?|below|thoughts|facebook|twitter|page|email)\b"
    ),
    r"scroll down to comment\b", r"join the (?:conversation|discussion|debate)\b",
    (
        r"(?:we welcome|we want to hear|we encourage|please (?:note|read|be|keep|sign in|log ?in|enable|subscribe|"
        r"consider|support|help|share|like|follow|register|whitelist|turn off|disable|contact us|"
        r"send))\b.*\b(?:comments?|discussion|your|javascript|us|newsletter|ad ?block[0-9a-zà-ÿ_]*|donat[^ .,]+|"
        r"page)\b"
    ),
    r"(?:like|enjoy(?:ed|ing)?|love|liked|loved) (?:this|our|what you)(?: [^ .]+)*\?",
    (
        r"if you (?:like|liked|enjoy|enjoyed|love|value|appreciate|found|are (?:having|experiencing) (?:suicidal|"
        r"thoughts))\b.*\b(?:article|story|post|read|work|journalism|content|reporting|what we do|useful|this)\b"
    ),
    r"(?:post|leave|add|write|submit) (?:a|your) (?:comment|reply|response)\b", r"you must be (?:logged|signed) in\b",
    r"(?:log|sign) in (?:to|or)\b[^.]*(?:comment|continue|read|register|subscribe|account)",
    r"your e-?mail address will not be published",
    (
        r"comments? (?:are|have been|is|for this) (?:closed|disabled|moderated|turned off|on this|now closed|"
        r"subject to|policy|thread)\b"
    ),
    r"this site uses akismet", r"notify me of\b", r"save my name\b", r"view (?:all )?[0-9]* ?comments\b",
    r"[0-9]+ (?:comments?|replies|thoughts|responses) (?:on|to)\b", r"be the first to (?:comment|know)\b",
    r"commenting (?:is|policy|rules|guidelines)\b",
    # newsletters, apps, money
    (
        r"(?:sign up|subscribe|register|signup|join|opt in)\b.*\b(?:newsletters?|inbox|e-?mails?|alerts|updates|"
        r"channel|digest|briefing|mailing list|podcast|premium|unlimited|full access|digital)\b"
    ),
    (
        r"(?:subscribe|sign up|register|log in|become a (?:member|subscriber|patron))\b.*\b(?:to (?:read|continue|"
        r"access|keep|get|support|unlock|our|us)|now|today|here|for (?:free|as little|just|only|full|unlimited|"
        r"our|more))\b"
    ),
    (
        r"to (?:continue|keep) reading(?:[,:]|\.*\z| (?:this|please|subscribe|the (?:full|rest|article|story)|"
        r"register|log|sign|for free|click|you|with)\b)"
    ),
    (
        r"to (?:read|access|view|see|unlock) (?:the (?:full|rest|whole|complete|entire)|this (?:full|article|"
        r"story)|more)\b"
    ),
    (
        r"(?:this (?:article|story|content|report) is|you have reached|you've reached|you have read|you've read|"
        r"already (?:a|an) (?:subscriber|member)|not (?:a|yet a) (?:subscriber|member)|subscribers? only|unlock|"
        r"start your (?:free )?trial|try .+ for (?:free|only|just)|want to read more)\b.*\b(?:subscri[^ .,]+|"
        r"free articles?|limit|members?(?:hip)?|log ?in|sign ?in|premium|paywall|free|trial|article|access|"
        r"read more)\b"
    ),
    r"download (?:our|the|free)\b.*\bapps?\b", r"(?:install|get) (?:our|the) .*\bapp\b",
    (
        r"(?:watch|listen to|catch|tune in to|hear|stream) .+\b(?:on (?:apple|spotify|itunes|soundcloud|hulu|"
        r"google play|roku|stitcher)|wherever you (?:get|listen)|our podcasts?|podcast)\b"
    ),
    r"listen to our podcasts?\b",
    (
        r"subscribe to (?:our|my|us|the (?:newsletter|channel|podcast|magazine|paper|daily|weekly|(?-i:\p{Lu}))|"
        r"(?-i:\p{Lu}))"
    ),
    (
        r"(?:support|donate|contribute|help (?:us|keep|support|fund|sustain)|make a (?:donation|gift|contribution|"
        r"tax)|consider (?:supporting|donating|making|becoming)|become a (?:member|supporter|patron|monthly)|"
        r"(?:our|independent|quality|local|this) (?:journalism|reporting) (?:is|needs|depends|relies|costs|takes)|"
        r"we (?:rely|depend|need your)|your (?:support|donation|contribution|gift) (?:helps|makes|keeps|allows|"
        r"will))\b.*\b(?:us|journalism|independent|newsroom|reporting|donat[^ .,]+|nonprofit|non-profit|readers?|"
        r"today|support[0-9a-zà-ÿ_]*|contribut[^ .,]+|patreon|paypal)\b.*\z"
    ),
    r"buy (?:me|us) a coffee\b",
    (
        r"(?:we|.+) (?:may|might) (?:earn|receive|get|make) (?:a |an )?(?:small )?(?:affiliate )?(?:commission|"
        r"money|compensation)\b"
    ),
    r"(?:this (?:article|post|page|story) (?:may )?(?:contains?|includes?) affiliate)", r"if you buy something\b",
    r"order (?:now|here|your copy)\b[^.]*\z",
    # rights and notices
    (
        r"\(?(?:copyright|\(c\)|©|&copy;|&#169;|\x{24B8})\s?(?:(?:by|copyright|\(c\)|©|&copy;),?\s?)*(?:[0-9]{4}|"
        r"(?-i:\p{Lu}))"
    ),
    r"(?:copyright|©|&copy;)\s?(?:dpa|afp|reuters|ap|sda|apa|ansa|efe|wire|the)\b",
    r"our standards:",
    (
        r"(?:this|the) (?:material|content|article|story|website|site|document|information|"
        r"page)[^.]* (?:may not be|cannot be|must not be|is (?:protected|copyright|subject to|provided|intended|"
        r"for (?:general|information)))\b"
    ),
    (
        r"(?:no part of|reproduction|redistribution|unauthorized|unauthorised|any (?:reproduction|"
        r"unauthori[sz]ed)|not for (?:reproduction|distribution)|do not (?:reproduce|republish|copy)|"
        r"republication|distribution)\b.*\b(?:permission|prohibited|forbidden|consent|publication|reproduc[^ .,]+|"
        r"authori[sz]ation|not allowed)\b"
    ),
    (
        r"(?:distributed by|provided by|powered by|syndicated by|content provided by|published by|hosted by|"
        r"theme by|proudly powered by|syndication by|supplied by)\b[^.]*(?:\.[0-9a-zà-ÿ_]{2,4})?\.?\z"
    ),
    (
        r"(?:the (?:views|opinions|views and opinions|information|statements)|(?:views|opinions)|all (?:views|"
        r"opinions))\b.*\b(?:expressed|are those|are the author's|contained)\b"
    ),
    r"(?:the )?(?:author|writer|columnist)'s? (?:views|opinions) (?:are|do not)\b",
    (
        r"(?:this|the) (?:article|story|post|text|report|content|piece|translation) (?:was|has been|"
        r"is) (?:automatically|auto-?|machine|generated|produced|written|created|translated|partially|"
        r"compiled)\b.*\b(?:generated|automat[^ .,]+|ai|artificial|machine|algorithm|software|bot|by ai)\b"
    ),
    r"disclaimers? ?[:：-]", r"disclosures? ?[:：]",
    (
        r"(?:except for the headline|this story has not been edited|\(?with (?:the )?exception of the headline|"
        r"this (?:story|report|article) is (?:auto-generated|published|generated) from|\(?this (?:story|article|"
        r"report) has not been edited|\(?this is an unedited|the story has been (?:published|taken)|this (?:story|"
        r"article) has been (?:published|sourced) from)"
    ),
    (
        r"(?:terms (?:of (?:use|service)|& conditions|and conditions)|privacy (?:policy|notice|statement)|"
        r"cookie (?:policy|settings|preferences)|by (?:signing up|subscribing|clicking|registering|submitting|"
        r"providing))\b"
    ),
    r"(?:we use|this (?:site|website) uses) cookies\b",
    r"(?:image|photo|featured image|cover|header|picture|feature image) (?:credit|by|source|via|courtesy)s? ?[:：]",
    (
        r"(?:published|last (?:updated|modified|revised)|first published|posted|updated|date published|"
        r"publication date|veröffentlicht|publié le|publicado(?: el)?|pubblicato|опубликовано) ?(?:on|at|:|in|am|"
        r"le|il)?:? ?[^.]*[0-9]{1,4}[^.]*\z"
    ),
    (
        r"(?:filed under|tagged(?: with| as)?|tags?|categories|category|topics|posted in|keywords|related topics|"
        r"labels?|more about|more on|schlagwörter|schlagworte|stichwörter|themen|mots[- ]clés|étiquettes?|"
        r"sur le sujet|etiquetas|temas|palabras clave|palavras-chave|parole chiave|trefwoorden|tagi|temat|теги|"
        r"метки|ключевые слова|теми|etiketler|标签|標籤|关键词|關鍵字|タグ|キーワード|태그|الوسوم|"
        r"كلمات دلالية|كلمات مفتاحية|topik|"
        r"taggar|emner|ämnen)\s?[:：]"
    ),
    (
        r"(?:report (?:a|an|this) (?:typo|error|mistake|correction|problem|ad)|(?:spotted|found|see|notice) (?:a|"
        r"an) (?:typo|error|mistake)|(?:to )?(?:suggest|request|submit|report) (?:a )?corrections?)\b"
    ),
    r"back to (?:top|the top|homepage|home)\b[^.]*\z",
    r"return to (?:homepage|the (?:home|front|main) ?page|[^ .,]+\.com)\b",
    r"sponsored (?:links?|content|stories|by)\b[^.]*\z", r"editor'?s'? (?:picks?|choice)\b[^.]*\z",
    r"(?:more|also|other|latest|top|best) (?:from|in|on) [^.]+[:：]?\z",
    (
        r"(?:you (?:may|might|could) (?:also )?(?:like|enjoy|be interested)|readers also|people also|don't miss|"
        r"most (?:read|popular)|trending|related (?:stories|articles|posts|news|coverage|content|topics|links|"
        r"videos|reading)|read next|up next|recommended (?:stories|articles|for you|reading|videos)|"
        r"more (?:stories|articles|posts|news|coverage|content|headlines))\b[^.]*\z"
    ),
    # German
    (
        r"(?:folgen|besuchen|liken|abonnieren|unterstützen|teilen|diskutieren|lesen|melden|hören|"
        r"empfehlen) sie (?:uns|unseren?|uns auf|diesen|den|hier|mit|sich|jetzt)\b"
    ),
    r"(?:folge|folgt|abonniere|abonniert|besuche|besucht) (?:uns|unseren?|jetzt)\b",
    (
        r"(?:hier |jetzt )?(?:können sie |geht es |geht's |gibt es |finden sie |lesen sie )(?:unseren?|zum|zur|"
        r"mehr|weitere|den newsletter|alle)\b[^.]*\z"
    ),
    r"(?:jetzt|hier) (?:abonnieren|anmelden|kostenlos|testen|weiterlesen|registrieren|lesen|unseren?|zum|den)\b",
    (
        r"(?:mehr|alle|weitere|aktuelle|noch mehr) .*(?:gibt's|gibt es|finden sie|lesen sie|findest du|"
        r"erfahren sie|auf unserer|im newsletter|hier:|in unserem)\b"
    ),
    r"(?:unser|melden sie sich)\b.*newsletter\b",
    (
        r"(?:dieser|der) (?:artikel|text|beitrag|inhalt|kommentar)\b.*(?:erschien|erschienen|zuerst|ursprünglich|"
        r"automatisch|stammt aus|wurde (?:mit|von) (?:ki|hilfe|künstlich))\b"
    ),
    (
        r"(?:alle rechte vorbehalten|alle angaben ohne gewähr|nachdruck|vervielfältigung|weiterverbreitung|"
        r"urheberrecht)\b"
    ),
    (
        r"(?:artikel|beitrag|seite|text) (?:drucken|teilen|merken|versenden|kommentieren|empfehlen|"
        r"weiterempfehlen|per)\b"
    ),
    r"(?:teilen|mailen|diskutieren) (?:sie|auf|via|per)\b",
    r"(?:anmeldung|abo|probeabo|jetzt testen|weiterlesen mit|sie (?:haben|sind) (?:bereits|schon|noch kein))\b",
    r"(?:die meinung|die ansichten|gastbeiträge|kommentare (?:geben|spiegeln))\b", r"transparenzhinweis\b",
    r"hinweis(?: der redaktion)?: (?:dieser|der) (?:artikel|text).*(?:automatisch|ki|maschinell)\b",
    r"(?:unterstützen sie|spenden sie|spenden)\b.*\z",
    r"kommentar(?:e)? (?:schreiben|verfassen|hinterlassen|abgeben|lesen)\b",
    r"schreiben sie (?:uns|einen kommentar|uns ihre)\b", r"(?:©|\(c\)) ?dpa",
    # French
    (
        r"(?:suivez|rejoignez|retrouvez|likez|aimez|soutenez|contactez)(?:-| )(?:nous|la page|notre|toute|tous|"
        r"l'actualité|toutes)\b"
    ),
    r"(?:abonnez|inscrivez|connectez|identifiez)-vous\b",
    (
        r"(?:recevez|téléchargez|découvrez|recevoir|s'abonner|s'inscrire)\b.*(?:newsletter|application|appli|mail|"
        r"infolettre|alertes?|notifications?|offres?|podcasts?|abonn[^ .,]+)\b"
    ),
    (
        r"(?:cet|cet? article|l')\W?article (?:est|a été|vous)\b.*(?:réservé|publié|initialement|paru|plu|généré|"
        r"traduit|automatiquement)\b"
    ),
    r"(?:il vous reste|la suite est réservée|pour lire la suite|la lecture de cet|article réservé)\b",
    r"(?:tous droits (?:de reproduction|réservés)|toute reproduction|reproduction interdite|droits réservés)\b",
    r"partage[rz] (?:sur|cet|l'article|cette|via|par|ce)\b",
    r"(?:laissez|laisser|ajoutez|postez|écrire|écrivez|publier) (?:un|votre|vos) commentaires?\b",
    r"(?:les opinions|les propos|les points de vue) .*(?:exprim[^ .,]+|engagent|n'engagent)\b",
    r"(?:faire|faites) un don\b",
    (
        r"(?:vous avez (?:une|aimé)|une erreur|signaler une)\b.*(?:erreur|information|article|témoign[^ .,]+|"
        r"question)\b"
    ),
    r"lisez ou ajoutez vos commentaires\b", r"plus d'(?:infos?|articles|actualités)\b[^.]*\z",
    r"article (?:précédent|suivant)\b",
    # Spanish
    (
        r"(?:síguenos|síganos|sígueme|suscríbete|suscríbase|únete|regístrate|regístrese|inscríbete|descarga|"
        r"descargue|descárgate|recibe|reciba|haz clic|haga clic|visita nuestr[^ .,]+|apóyanos|dona|hazte (?:socio|"
        r"miembro)|comparte|compártelo|comenta|escríbenos|escríbanos|inicia sesión|activa las notificaciones|"
        r"conéctate)\b"
    ),
    r"(?:compartir|compartir en|compartir esta|comparta)\b.*\z",
    (
        r"(?:todos los derechos reservados|derechos reservados|prohibida (?:su|la) reproducción|queda prohibida|"
        r"reproducción prohibida)\b"
    ),
    (
        r"(?:este (?:artículo|contenido|texto)|esta (?:nota|noticia|historia|información)) (?:fue|ha sido|es|"
        r"apareció|se publicó)\b.*(?:publicad[^ .,]+|original[0-9a-zà-ÿ_]*|exclusiv[^ .,]+|suscriptor[^ .,]+|"
        r"generad[^ .,]+|automátic[^ .,]+|traducid[^ .,]+)\b"
    ),
    r"(?:para (?:seguir|continuar) leyendo|contenido exclusivo|artículo exclusivo|lee sin límites)\b",
    (
        r"(?:las opiniones|los comentarios|el contenido de est[^ .,]+)\b.*(?:expresad[^ .,]+|vertidas|"
        r"responsabilidad|reflejan?|son de)\b"
    ),
    r"(?:deja|dejar|añadir|escribe|publicar) (?:un|una|tu|su) (?:comentario|respuesta|opinión)\b",
    (
        r"(?:sigue|siga|encuentra|consulta|lee|conoce|entérate)(?: [^ .]+)* (?:aquí|toda la información|"
        r"todas las noticias|las últimas|nuestra? (?:canal|newsletter|boletín|página|app|cuenta))\b"
    ),
    r"(?:con información de|crédito:|redacción:)\b[^.]*\z",
    # Portuguese and Italian
    (
        r"(?:siga|curta|acompanhe|inscreva-se|assine|receba|clique|baixe|compartilhe|participe|entre no|"
        r"cadastre-se|apoie|faça parte|deixe|subscreva|partilhe|descarregue)\b.*\b(?:aqui|canal|newsletters?|"
        r"facebook|instagram|twitter|whatsapp|telegram|google|youtube|app|aplicativo|grupo|notícias|redes|e-?mail|"
        r"comentários?|nos|nosso|página|notificações|jornalismo)\b"
    ),
    (
        r"(?:todos os direitos reservados|é proibida a reprodução|reprodução proibida|proibida a reprodução|"
        r"tutti i diritti riservati|riproduzione riservata|© riproduzione|vietata la riproduzione)\b"
    ),
    (
        r"(?:este (?:texto|artigo|conteúdo)|esta (?:matéria|reportagem|notícia)) (?:foi|é|"
        r"não)\b.*(?:publicad[^ .,]+|original[0-9a-zà-ÿ_]*|exclusiv[^ .,]+|reflete[0-9a-zà-ÿ_]*|gerad[^ .,]+|"
        r"traduzid[^ .,]+)\b"
    ),
    r"as opiniões\b",
    (
        r"(?:seguici|iscriviti|abbonati|segui|scarica|ricevi|clicca|condividi|sostieni|registrati|accedi|"
        r"unisciti)\b.*\b(?:qui|newsletter|canale|facebook|instagram|twitter|whatsapp|telegram|google|youtube|app|"
        r"gruppo|notizie|pagina|email|abbonamento|leggere|articolo|social|x|nostr[^ .,]+)\b"
    ),
    (
        r"(?:questo (?:articolo|contenuto)|l'articolo)\b.*(?:pubblicat[^ .,]+|originale|abbonat[^ .,]+|"
        r"riservat[^ .,]+|proviene|generat[^ .,]+|apparso)\b"
    ),
    # Dutch, Scandinavian
    (
        r"(?:volg|abonneer|meld je|meld u|schrijf je|schrijf u|download|ontvang|steun|deel|doneer|log in|"
        r"reageer)\b.*\b(?:ons|nieuwsbrief|app|facebook|twitter|whatsapp|instagram|abonn[^ .,]+|dit artikel|"
        r"bericht|onze|mailbox|inbox|aan|in|hier)\b"
    ),
    r"(?:alle rechten voorbehouden|auteursrecht|overname)\b",
    (
        r"(?:följ|prenumerera|dela|ladda ner|anmäl|följ oss|følg|del|last ned|abonner|tilmeld|meld deg|"
        r"skriv dig)\b.*\b(?:oss|os|nyhetsbrev[0-9a-zà-ÿ_]*|nyhedsbrev[0-9a-zà-ÿ_]*|app[0-9a-zà-ÿ_]*|facebook|"
        r"twitter|artikel[0-9a-zà-ÿ_]*|instagram|vår[0-9a-zà-ÿ_]*|vores|våre?)\b"
    ),
    r"(?:alla rättigheter|alle rettigheter|alle rettigheder|mångfaldigande|kopiering)\b",
    # Polish and neighbours
    (
        r"(?:obserwuj|polub|śledź|dołącz|zapisz się|subskrybuj|pobierz|udostępnij|wesprzyj|"
        r"masz (?:ciekawy )?temat|kup dostęp|wykup|zaloguj się|napisz do nas)\b"
    ),
    r"(?:wszelkie prawa|wszystkie prawa|materiał chroniony|dalsze rozpowszechnianie|kopiowanie)\b",
    r"(?:dodaj|napisz|zostaw) komentarz\b",
    (
        r"(?:sledujte|přihlaste|stáhněte|předplaťte|všechna práva|všetky práva|sdílejte|zdieľajte|prihláste|"
        r"iratkozz(?:on)?|kövess(?:en)?|minden jog fenntartva|abonează-te|abonați-vă|urmărește|urmăriți|"
        r"toate drepturile|pratite nas|pretplatite|sva prava)\b"
    ),
    # Russian, Ukrainian
    (
        r"(?:подписывайтесь (?:на|в)|подпишитесь (?:на|в)|подписаться (?:на|в)|присоединяйтесь|следите за|"
        r"оформите подписку|поделитесь|поделиться|скачайте|установите|поддержите|оставьте|оставить комментарий|"
        r"вступайте|читайте нас|ставьте лайк|нашли (?:ошибку|опечатку)|заметили (?:ошибку|опечатку)|"
        r"если вы (?:нашли|заметили)|выделите (?:текст|фрагмент)|сообщите нам|пришлите|хотите (?:знать|"
        r"быть в курсе|больше)|все права защищены|при (?:цитировании|копировании|использовании|перепечатке)|"
        r"перепечатка|использование материалов|мнение (?:автора|редакции)|материал (?:подготовлен|"
        r"создан) (?:с помощью|при помощи)|больше новостей|оригинал (?:статьи|материала)).*"
    ),
    (
        r"(?:підписуйтесь|підпишіться|приєднуйтесь|стежте за|поділитися|підтримайте|слідкуйте|усі права|всі права|"
        r"якщо ви (?:знайшли|помітили)|знайшли помилку|абонирайте се|последвайте|всички права).*"
    ),
    # Turkish, Arabic, Persian, Hebrew, Greek
    (
        r"(?:bizi (?:takip|twitter|facebook|google)|abone ol(?:un|mak)?|haberlerden haberdar|e-?bülten|"
        r"uygulamamızı|whatsapp kanalımız|tüm hakları|her hakkı|yasal uyarı|izinsiz|kaynak gösterilmeden|"
        r"yorum yapmak|paylaş[:：]?).*"
    ),
    (
        r"(?:تابعونا|تابعنا|تابع|اشترك|اشتركوا|سجل|انضم|انضموا|حمّل|حمل تطبيق|شارك(?:نا|وا)?) (?:على|في|عبر|إلى|"
        r"الآن|الان|قناتنا|بقناتنا|النشرة|معنا|لقناتنا|صفحتنا|هذا|الخبر|المقال|الى|ب).*"
    ),
    (
        r"(?:جميع الحقوق محفوظة|حقوق النشر|حقوق الطبع|جميع حقوق|المقال يعبر عن|الآراء الواردة|آراء الكتاب|"
        r"هذا المقال)[^.]*(?:محفوظة|رأي|تعبر|يعبر|\z)"
    ),
    r"(?:لمتابعة|لقراءة|للاشتراك|للمزيد من).*", r"(?:ما را در|به کانال|کپی برداری|تمامی حقوق).*",
    (
        r"(?:ακολουθήστε|εγγραφείτε|κάντε (?:like|εγγραφή)|διαβάστε όλες|όλες οι ειδήσεις|με την υπογραφή|"
        r"עקבו אחרינו|הצטרפו|הירשמו|כל הזכויות).*"
    ),
    # Hindi, South-East Asia
    (
        r"(?:हमें (?:फॉलो|फेसबुक|ट्विटर|गूगल)|(?:ताज़ा|ताजा|लेटेस्ट|देश और दुनिया|हिंदी|और|ऐसी ही|बाकी) (?:ख़बरों|"
        r"खबरों|खबरें|अपडेट)|.*(?:सब्सक्राइब|फॉलो) कर|(?:हमारे|आप हमें) .*(?:फॉलो|ज्वाइन|जुड़|लाइक|सब्सक्राइब)|"
        r"डिस्क्लेमर|सर्वाधिकार|\(?(?:इस खबर को|यह खबर|ये खबर|हेडलाइन के अलावा)).*"
    ),
    (
        r"(?:ikuti (?:kami|berita|update|kanal|kabar)|dapatkan (?:berita|update)|bergabung|gabung|unduh aplikasi|"
        r"hak cipta|dilarang (?:keras )?(?:mengutip|menyalin)|cek berita|langganan|editor ?:|theo dõi|đăng ký|"
        r"ติดตาม).*"
    ),
    # Chinese, Japanese, Korean
    (
        r"(?:版权(?:所有|声明|归)|版權所有|未经(?:授权|许可|允许|本)|未經(?:授權|許可|允許)|转载请|轉載請|"
        r"本文(?:版权|仅代表|僅代表|首发于|為|为|转自|轉自|由.*(?:自动|"
        r"人工智能|ai))|免责声明|免責聲明|声明[:：]|特别声明|关注(?:我们|公众号|微信|官方)|關注我們|扫(?:描|"
        r"码|一扫)|掃描|长按|下载.*(?:客户端|app)|下載.*app|"
        r"点击.*(?:订阅|关注|下载|阅读|查看|进入|这里)|點擊.*(?:訂閱|關注|下載|閱讀|這裡)|立即(?:订阅|訂閱|"
        r"下载|下載)|订阅|訂閱|欢迎(?:关注|订阅|留言|投稿|扫)|歡迎(?:關注|"
        r"訂閱|留言|投稿)|更多(?:精彩|内容|內容|新闻|新聞|资讯|資訊|报道|報導)|分享(?:到|至|此|本)|"
        r"（?责任编辑|（?责编|（?编辑[:：]|（?編輯[:：]|不用抽|按讚|"
        r"加入.*(?:line|粉絲|会员|會員)).*"
    ),
    (
        r"(?:無断(?:転載|複製|使用)|(?:本|当)(?:記事|サイト|紙面).*(?:無断|転載|著作権)|著作権|転載(?:を|"
        r"禁止)|この記事は(?:有料|会員|無料|、?.*(?:会員|有料))|"
        r"残り[0-9]+文字|ここから先は|(?:有料)?会員(?:限定|登録|になる)|有料会員|無料(?:会員|登録|メール)|"
        r"ログイン(?:して|する|は)|続きを読むには|メール(?:マガジン|会員|"
        r"ニュース)|メルマガ|公式(?:line|アカウント|ツイッター|twitter|x|アプリ)|フォロー(?:する|して)|"
        r"友だち追加|いいね|この記事(?:を|が)(?:シェア|気に入|書いた|ツイート|"
        r"いいね)|アプリ(?:を|の)ダウンロード|購読(?:する|は|の|申)|紙面ビューアー|次のページ|前のページ|配信元).*"
    ),
    (
        r"(?:저작권자|무단 ?(?:전재|복제|배포)|ⓒ|<?저작권|구독(?:하기|하고|과|은|신청)|(?:네이버|카카오톡?|"
        r"유튜브|페이스북|텔레그램|이메일|제보|전화).*(?:구독|채널|친구|"
        r"추가|제보|하기|[:：@])|▶|제보(?:하기|는|를)|기사 ?(?:제보|추천|공유|원문|입력)|당신의 제보|"
        r"홈페이지 바로가기|\[?(?:사진|영상) ?(?:출처|제공) ?[=:]|"
        r"이 기사는 .*(?:유료|ai|자동|기사형)|기사문의).*"
    ),
)  # fmt: skip

#: Openings and labels that are unmistakable even where they are glued to the story's last sentence.
GLUED = (
    (
        r"(?-i:\p{Lu}[^ .,:]+ \p{Lu}[^ .,:]+) is (?:a|an|the) (?:[^ .,:]+ )?(?:[^ .,:]+ )?(?:reporter|correspondent|"
        r"staff writer|columnist|editor) (?:at|for|with|covering|based)\b"
    ),
    r"share (?:this(?: (?:article|story|post|on))?|on (?:facebook|twitter|x|whatsapp|linkedin)|via|with) ?[:\p{L}]",
    r"(?:copyright|©|\(c\)|&copy;) ?(?:©|\(c\))? ?(?:19|20)[0-9][0-9]", r"© [\p{Lu}]",
    r"the post .+ (?:appeared first on|first appeared on)", r"our standards:", r"all rights reserved\b",
    r"this material may not be\b",
    r"(?:read|see) (?:more|also|the full (?:story|article)|original)\b ?(?:[:»…]|at\b|on\b|here\b|from\b|\z)",
    (
        r"(?:also read|read next|related(?: (?:articles?|stories|story|posts?|news|coverage|topics|content))?|"
        r"see also|more on this story|you (?:may|might) also (?:like|be interested in)) ?[:：]"
    ),
    r"(?:sign up|subscribe) (?:for|to) (?:our|the|my)\b.*(?:newsletters?|inbox|e-?mails?|channel|alerts|podcast)",
    r"(?:follow|like|find|join) us on\b", r"click here (?:to|for)\b", r"view original\b",
    r"(?:source|via) ?: ?(?:https?:|www\.)",
    r"this (?:article|story|post|piece) (?:was )?(?:originally|first) (?:appeared|published|posted)\b",
    r"originally (?:published|posted|appeared) (?:at|on|in|by)\b", r"via ifttt\b",
    r"(?:filed under|tagged with|tags) ?:", r"download (?:our|the) .*\bapp\b", r"\[?ad_0-9\]? source\b",
    r"leave a (?:comment|reply)\b", r"post a comment\b", r"read or share this story\b",
    r"alle rechte vorbehalten",
    r"(?:lesen sie (?:auch|mehr|dazu)|mehr zum thema|auch interessant|das könnte sie auch interessieren) ?[:：]",
    r"(?:à |a )?(?:l\x{feff}?ire|voir|écouter|regarder) (?:aussi|également|sur bbc afrique)",
    r"(?:r\x{feff}?egarder|écouter|voir|à lire|à regarder|autres sujets|en savoir plus|pour aller plus loin) ?[:：]",
    r"vous pourriez (?:aussi |également )?être intéressée?s? par", r"tous droits réservés",
    r"(?:lea|lee|vea|mira|ver) también ?[:：]?", r"(?:te|le) puede interesar ?[:：]?", r"todos los derechos reservados",
    r"(?:leia|veja|saiba) (?:também|mais) ?[:：]?", r"(?:leggi|guarda) anche ?[:：]?", r"riproduzione riservata",
    r"lees ook ?[:：]", r"(?:czytaj|zobacz) (?:też|także|również|więcej) ?[:：]?",
    r"(?:читайте|смотрите) (?:также|ещё|еще)(?: по теме)? ?[:：]?", r"подписывайтесь на",
    r"(?:اقرأ|إقرأ|شاهد) (?:أيضا|أيضًا|أيضاً|المزيد) ?[:：]?", r"baca juga ?[:：]",
    r"(?:相关阅读|延伸阅读|推荐阅读|関連記事|責任編輯|责任编辑|版权所有) ?[:：】]?", r"무단 ?전재",
    r"(?:the )?(?:views|opinions)(?: and opinions)? expressed (?:in this|here|are)\b",
    r"this (?:article|story|report) was (?:automatically|auto-generated|generated)\b",
    r"support (?:our|independent|local) journalism\b",
    (
        r"(?:follow|contact|reach|e-?mail) (?:him|her|them|the (?:writer|author|reporter)|"
        r"(?-i:\p{Lu})[^ .]+ (?-i:\p{Lu})[^ .]+) (?:on (?:twitter|x|facebook|instagram|linkedin)|at)\b.*@"
    ),
    r"(?:tags|filed under|categories|schlagwörter|temas|теги|标签|標籤|キーワード|タグ)[:：]",
    r"\(?(?:except for the headline|this story has not been edited)\b", r"become a (?:member|subscriber) to read\b",
    r"to continue reading,? (?:subscribe|sign|log|register|please)\b", r"already a subscriber\?",
    r"join our (?:whatsapp|telegram)\b", r"reprinted with permission\b", r"last updated:",
    (
        r"published in [^.]+, (?:january|february|march|april|may|june|july|august|september|october|november|"
        r"december) [0-9]+(?:st|nd|rd|th)?,? [0-9]{4}"
    ),
    r"read the (?:original|full) (?:story|article) (?:here|at|on)\b", r"(?:more from|also on) (?-i:\p{Lu})[^.:]+:",
    r"photo credit:", r"editor'?s'? (?:picks|choice):",
    r"folgen sie uns auf\b", r"(?:mehr dazu|weiterlesen|quelle) ?[:：]", r"jetzt [^.]*newsletter\b",
    r"abonnez-vous à\b", r"suivez-nous sur\b", r"partager sur\b", r"cet article est réservé\b", r"síguenos en\b",
    r"suscríbete a\b", r"fuente: ?(?:https?:|www)", r"siga-nos n[oa]\b", r"todos os direitos reservados",
    r"inscreva-se em noss[oa]\b", r"iscriviti alla newsletter\b", r"seguici su\b", r"tutti i diritti riservati",
    r"volg ons op\b", r"schrijf je in voor onze nieuwsbrief", r"alle rechten voorbehouden", r"obserwuj nas\b",
    r"wszelkie prawa zastrzeżone", r"все права защищены", r"(?:нашли|заметили) (?:ошибку|опечатку)",
    r"(?:материалы|новости) по теме ?:", r"источник: ?https?:", r"читайте також ?:?", r"підписуйтесь на",
    r"無断(?:転載|複製)",
    r"この記事は有料",
    r"【(?:関連記事|関連ニュース|あわせて読みたい)】",
    r"[(（]?(?:责任编辑|責任編輯|编辑|来源)[:：]",
    r"未经授权",
    r"저작권자 ?(?:ⓒ|©|\()", r"관련 ?기사 ?[:：]", r"(?:جميع الحقوق محفوظة|تابعونا على|مواضيع ذات صلة)",
    r"tüm hakları saklıdır", r"bizi [^.]+ takip edin", r"(?:ये|यह) भी पढ़ें ?:?", r"ikuti (?:kami|berita)\b",
    r"(?:läs också|les også|læs også|lue myös|xem thêm|διαβάστε επίσης|čtěte také) ?[:：]",
)  # fmt: skip

#: Words that only boilerplate uses: where a footer has begun, a sentence with one of them goes on with it.
VOCABULARY = (
    r"newsletters?", r"inbox", r"subscri(?:be|bed|ber|bers|ption|ptions)", r"privacy policy",
    r"terms of (?:use|service)", r"copyright", r"all rights", r"reserved", r"permission", r"cookies?", r"click here",
    r"sign(?:ed)? up", r"log(?:ged)? in", r"follow (?:us|him|her|them|me|@)", r"twitter", r"facebook", r"instagram",
    r"whatsapp", r"telegram", r"e-?mail", r"app store", r"google play", r"google news", r"podcasts?", r"comments?",
    r"donat(?:e|ion|ions)", r"journalism", r"moderat(?:ed|ion)", r"akismet", r"republish(?:ed)?",
    r"reproduc(?:ed|tion)", r"redistribut(?:ed|ion)", r"syndicat(?:ed|ion)", r"disclaimer",
    r"affiliate (?:links?|commissions?|programs?|partners?)",
    r"advertis(?:e|er|ers|ing|ement)", r"trademarks?", r"licen[cs]e", r"creative commons", r"unsubscribe",
    r"javascript", r"thomson reuters",
    r"abonn[^ .,]+", r"kommentar[0-9a-zà-ÿ_]*", r"urheber[0-9a-zà-ÿ_]*", r"datenschutz[0-9a-zà-ÿ_]*", r"teilen",
    r"newsletters?", r"commentaires?", r"s'abonner", r"droits", r"comentarios?", r"suscri[^ .,]+", r"derechos",
    r"boletín", r"comentários?", r"direitos", r"assin[^ .,]+", r"commenti", r"diritti", r"nieuwsbrief",
    r"nyhetsbrev[0-9a-zà-ÿ_]*", r"komentarz[0-9a-zà-ÿ_]*",
)  # fmt: skip
#: The same, in scripts whose words need no boundary.
VOCABULARY_ANYWHERE = (
    "https?://", r"www\.", "©", "@[a-z0-9_]", "подпис", "телеграм", "telegram", "права", "комментари", "новост", "版权",
    "版權",
    "订阅",
    "訂閱",
    "关注",
    "客户端",
    "转载",
    "轉載",
    "授权",
    "授權",
    "会員",
    "購読",
    "登録",
    "著作権",
    "無断",
    "アプリ",
    "メール",
    "フォロー",
    "구독",
    "제보", "무단", "저작권", "حقوق", "اشترك", "تابع", "फॉलो", "सब्सक्राइब",
)  # fmt: skip

#: The agency's sign-off, credits of the makers and corrections: they belong to the story.
SIGN_OFF = (
    (
        r"\(?\[?(?:additional |further |with |original |writing and )?(?:report(?:ing|ed)?|writ(?:ing|ten)|"
        r"edit(?:ing|ed)|compil(?:ing|ed)|translat(?:ing|ed)|graphics?|production|produced|research|data|"
        r"editing and writing|filming|rewritten) (?:and [^ .,]+ )?by\b"
    ),
    r"(?:[^.]*\b)?contributed (?:to this|to the|reporting|from|[^ .,]+ from)\b", r"contributing:",
    (
        r"(?:with|—with|- with) (?:files|reporting|material|contributions|additional reporting|agency) (?:from|by|"
        r"inputs?)\b"
    ),
    r"\(?(?:with )?inputs? from\b",
    (
        r"(?:this|an? (?:earlier|previous) version of this|the) (?:story|article|version|headline|item|dispatch|"
        r"report|piece|post)\b.*\b(?:correct(?:s|ed|ion|ing)|has been (?:updated|amended|changed|clarified)|"
        r"was (?:updated|amended)|misstated|incorrectly|misidentified|clarif[^ .,]+|updates)\b"
    ),
    r"corrections? ?[:：—-]", r"clarification ?[:：—-]", r"editor'?s'? note\b", r"update[sd]? ?[:：]",
    (
        r"\(?(?:übersetzt|übersetzung|aus dem [^ .,]+ übersetzt|mit material|mit informationen|bericht|redaktion|"
        r"redigiert|geschrieben|bearbeitet|unter mitarbeit|mitarbeit|aus dem englischen|bericht von|redigiert von|"
        r"korrektur)\b"
    ),
    (
        r"\(?(?:avec|rédigé|édité|version française|reportage|montage|un reportage|traduit|"
        r"recherches supplémentaires|service|certifié)(?: [^ .]+)* (?:par|de|avec|afp|reuters)\b"
    ),
    (
        r"\(?(?:reporte|reportaje|información|escrito|editado|traducido|con información|con reporte|redacción|"
        r"reportería|edición)(?: [^ .]+)* (?:de|por|adicional)\b"
    ),
    r"\(?(?:reportagem|edição|texto|por) (?:de|por)\b",
    r"\(?(?:a cura di|traduzione|redazione|con)\b (?:di|a cura|agenzia)",
    (
        r"\(?(?:dpa|afp|ap|sda|apa|reuters?|ansa|efe|lusa|pap|tass|тасс|риа|интерфакс|rtr|sid|kna|epd|upi|ani|pti|"
        r"ians|bloomberg)(?:[ /,-]+[0-9a-zà-ÿ_.-]{1,20}){0,6}\)?\z"
    ),
    r"[-–—]{1,3} ?(?:afp|ap|reuters|dpa|agencies|efe|bernama|xinhua|cp|the canadian press|associated press)\b.*\z",
    (
        r"(?:ap|associated press|cnn|reuters|bbc|afp|nbc|abc|cbs|fox)(?:'s)? (?:writers?|news|staff|"
        r"correspondents?|reporters?)?\b.*\bcontribut"
    ),
    r"\(?(?:автор|перевод|подготовил[0-9a-zà-ÿ_]*|редактор)",
    r"(?:記者|記者：|（記者|（新华社|（完）|\(完\)|（中央社|（编译|采写|采访)",
    r"(?:기자|[가-힣]{2,4} ?기자)",
)  # fmt: skip

#: Openings that stand anywhere in the first sentence of a line: each has "rights reserved".
RIGHTS = (
    (
        r"[^.!?]*\ball rights reserved(?:[.!|)*;,]|\z| ?[-–—•©|]| [0-9]{4}| by\b| this\b| do not\b| no part\b|"
        r" reproduction\b| to (?-i:\p{Lu}))"
    ),
)  # fmt: skip

#: Who wrote the story and how to reach them.
BIOS = (
    r"(?-i:\p{Lu})[\p{L}.'-]+(?: (?-i:\p{Lu})[\p{L}.'-]+){1,2} (?:joined (?:the )?(?-i:\p{Lu})[^.]{1,60}"
    r"|has (?:covered|reported|written|worked)\b[^.]*"
    r"|previously (?:covered|reported|wrote|worked)\b[^.]*)\b(?:correspondent|reporter|editor|bureau|journalist"
    r"|newsroom|staff)\b",
    r"(?-i:\p{Lu})[^ ,:!?]+(?: (?-i:\p{Lu})[^ ,:!?]*){1,3} is (?:(?-i:\p{Lu})[^ .]+ ){1,4}(?:correspondent|reporter"
    r"|editor|writer|columnist)\b",
    r"(?-i:\p{Lu})[^.!?\"“]{3,80} is (?:the|an?|our) [^.\"“]{3,120}\. (?:follow|find|reach|contact|e-?mail"
    r"|tweet) (?:him|her|them)\b",
    r"[가-힣]+ ?(?:기자|특파원|논설위원) ?.*@",
    r"(?-i:\p{Lu})[^.!?:,]* on (?:twitter|x|facebook|instagram|bluesky|threads)(?: at)?:? ?(?:https?:|@|www)",
    r"[0-9a-z._+-]+ ?@ ?[0-9a-z.-]+\.[a-z]+[,; |]", r"follow .*\b(?:at|@) ?(?:https?://|www\.|twitter)",
    r"(?-i:\p{Lu})[^.!?:,\"“]* is the (?:author|co-author|founder|host) of .*\b(?:reached|twitter|@|contacted)",
    (
        r"(?:follow|tweet|find|reach|e-?mail|contact|call|message|write to|write|connect with|you can (?:reach|"
        r"follow|find|e-?mail|contact)|get in touch with)\b.+(?:@[0-9a-zà-ÿ_]|\bon (?:twitter|x|facebook|"
        r"instagram|linkedin|bluesky|threads|mastodon)\b|\([0-9]{3}\)|[0-9]{3}[-.][0-9]{3,4}|\bat [0-9])"
    ),
    (
        r"(?:twitter|x|e-?mail|mail|contact|phone|instagram|tel|kontakt|contacto|contato|contatto|correo|courriel|"
        r"press contact|media contact|media contacts?|pressekontakt) ?[:：] ?.*(?:@|[0-9]{3})"
    ),
    r"[0-9a-z.+_-]+@[0-9a-z-]+\.[0-9a-z.]+\z", r"@[0-9a-zà-ÿ_]{2,30}(?:[ ,|]+@[0-9a-zà-ÿ_]{2,30})*\.?\z",
    r"(?-i:\p{Lu})[^.!?:,\"“]+ (?:can be reached|can be contacted|may be reached|tweets|is on twitter|posts on x)\b",
    (
        r"(?:he|she|they|the writer|the author|the reporter) (?:can be (?:reached|contacted|followed)|tweets|"
        r"may be reached|is on twitter)\b"
    ),
    (
        r"(?-i:\p{Lu}[^ ,:!?]+(?: (?:\p{Lu}|de |van |von |al-|"
        r"el-)[^ ,:!?]*)(?: \p{Lu}[^ ,:!?]*)?(?: \p{Lu}[^ ,:!?]*)?) is (?:the |a |an |our |[0-9a-zà-ÿ_.']+(?:'s|"
        r"’s) )(?:[^.:]* )?(?:reporter|correspondent|journalist|columnist|staff writer|writer|news editor|editor|"
        r"deputy editor|editor-in-chief|producer|contributor|blogger|bureau chief|fellow|freelancer|intern|critic|"
        r"anchor|photojournalist|podcaster)s?\b(?: (?:at|for|with|in|based|who|covering|on|and|of|from)\b.*|"
        r"[.,;].*|\z)"
    ),
    (
        r"(?-i:\p{Lu})[\p{L}.'-]+(?: (?-i:\p{Lu})[\p{L}.'-]+){1,3} (?:covers|reports on|writes about|reports for|"
        r"writes for|edits|writes a) .+"
    ),
    r"about the authors?\b",
    (
        r"(?-i:\p{Lu})[^.!?:,]+ (?:ist|arbeitet|schreibt|berichtet)(?: [^ .]+)* (?:als )?(?:[^.:]*)(?:redakteur|"
        r"redakteurin|korrespondent|korrespondentin|reporterin?|autorin?|journalistin?|volontärin?|kolumnistin?)\b"
    ),
    (
        r"(?-i:\p{Lu})[^.!?:,]+ (?:est|es|é|è) (?:una?|une?|um|uma|il|la|el|le) ?(?:journaliste|correspondant|"
        r"périodiste|periodista|corresponsal|jornalista|repórter|colunista|columnista|giornalista|corrispondente|"
        r"chroniqueu[^ .,]+|rédact[^ .,]+|redactora?)\b"
    ),
    (
        r"(?:kontakt zum autor|kontaktieren sie|schreiben sie (?:dem|der) autor[0-9a-zà-ÿ_]*|email an|"
        r"contactez l'auteur|escrib[ae] a[l]? )\b"
    ),
)  # fmt: skip

#: The same of several sentences: a question and what to do about it, and the notices of ad blockers' blockers.
PROMO_APPEALS = (
    (
        r"(?:interested in|want (?:to|more|the)|would you like|like (?:this|what)|love|enjoy(?:ing)?|need|looking for|"
        r"can't get enough|curious|do you (?:want|like|love)|are you (?:a|an|interested)|hungry for|keen to|"
        r"fan of|missed)\b[^.?!]*\?.{0,120}\b(?:sign up|click here|subscribe|newsletter|follow us|join (?:our|us)|"
        r"download (?:our|the)|register|check out our|get (?:our|the))\b"
    ),
    r"(?:sie (?:wollen|möchten|interessieren)|du willst|interesse an)\b[^.?!]*\?.{0,120}\bnewsletter\b",
    r"(?:the use of )?software that blocks ads\b", r"we(?:'ve| have)? (?:noticed|detected|see)\b.*\bad ?-?block",
    (
        r"(?:please )?(?:consider )?(?:turn(?:ing)?|switch(?:ing)?|disabl(?:e|ing)|whitelist(?:ing)?|paus(?:e|ing))\b"
        r".{0,40}\bad ?-?block"
    ),
    r"(?:dear (?-i:\p{Lu})[^,.!?]{1,30}|dear) readers?, ?(?:as|you|we|thank|if|your)\b",
)  # fmt: skip
#: Every one of these appeals has one of these.
APPEAL_HINTS = (
    "sign up", "click here", "subscribe", "newsletter", "follow us", "join our", "join us", "download", "register",
    "check out our", "get our", "get the", "blocks ads", "ad block", "adblock", "ad-block", "dear ",
)  # fmt: skip

#: Labels that are told apart behind a sentence in its own line, before a colon.
INLINE_LABELS = (
    r"(?:read|watch|listen|see) (?:more|also|next)", r"(?:also|must) (?:read|watch|see)",
    r"related (?:stor(?:y|ies)|articles?|news|coverage|links?|video)", r"in other news",
    r"recommended (?:stories|articles|reading)",
    r"more on this (?:story|topic)", r"don't miss", r"in case you missed it",
    (
        r"(?:à|a) (?:(?:ne pas manquer|surtout lire|lire|voir|écouter|regarder|lire aussi|voir aussi|lire également|"
        r"lire absolument) sur [^.:\n<>]{2,40}|ne pas manquer|lire aussi|voir aussi|lire également|écouter|"
        r"lire|regarder|relire)"
    ),
    r"lire (?:aussi|également|la suite)", r"lire plus(?: d'articles)? sur [^.:\n<>]{2,50}",
    r"(?:articles|vidéos) (?:recommandés?|liés|similaires)", r"plus d'articles sur [^.:\n<>]{2,50}",
    r"vous (?:pourriez|pouvez|devriez) (?:aussi |également )?(?:être intéressée?s? par|lire|aimer)",
    r"lesen sie (?:auch|dazu|hierzu|mehr)", r"mehr zum thema", r"passend dazu", r"(?:auch|ebenfalls) interessant",
    r"(?:lea|lee|vea|ver|leer|mira) (?:también|además|más)", r"te puede interesar", r"(?:noticia|nota)s? relacionadas?",
    r"(?:leia|veja|saiba) (?:também|mais)", r"(?:leggi|guarda|vedi) anche", r"(?:lees|bekijk|luister) ook",
    r"(?:czytaj|zobacz|przeczytaj) (?:też|także|również|więcej)", r"(?:čtěte|přečtěte si) (?:také|též)",
    r"(?:läs|les|læs|se) (?:också|også|även)", r"lue myös", r"baca juga", r"simak juga", r"(?:xem|đọc) thêm",
    r"(?:читайте|смотрите) (?:также|ещё|еще|на нашем сайте)", r"(?:читайте|дивіться) (?:також|ще)", r"διαβάστε επίσης",
    r"(?:اقرأ|إقرأ|شاهد|اقرا|طالع) (?:أيضا|أيضًا|أيضاً|ايضا|المزيد)", r"(?:ये|यह|इसे) भी (?:पढ़ें|देखें)",
    r"(?:相关|相關|延伸)(?:阅读|閱讀|新闻|新聞|报道|報導)", r"(?:関連記事|あわせて読みたい)", r"관련 ?기사",
)  # fmt: skip
#: Calls that are told apart behind a sentence in its own line.
INLINE_CALLS = (
    r"continued ?(?:\.\.\.|…)",
    (
        r"(?:mehr|alle|alles|weitere|details|hintergründe|informationen)\b[^.!?\n\r<>]{0,100}\bfinden sie (?:auch |"
        r"alle )?(?:hier|in unser(?:em|er|en)|auf unser(?:em|er|en))\b[^.!?\n\r<>]{0,60}$"
    ),
)  # fmt: skip
#: One of these stands in every label of the kind (ASCII letters in any case).
INLINE_HINTS = (
    "continued...", "continued ...", "continued…", "finden sie",
    "more:", "more :", "also:", "also :", "next:", "read:", "watch:", "read |", "more |", "also |", "see:", "more<",
    "also<", "related stor", "related art", "related news", "related cov", "related link", "related vid", "other news:",
    "recommended ", "topic:", "miss:", "missed it:", "manquer", "lire sur", "lire aussi", "lire ég", "lire:", "lire :",
    "lire plus", "lire la suite", "voir sur", "voir aussi", "voir:", "voir :", "écouter:", "écouter :", "regarder:",
    "regarder :", " sur bbc", "recommandé", "articles liés", "d'articles sur", "intéressé", "lesen sie", "zum thema",
    "passend dazu", "también", "más:", "te puede", "relacionada", "também", "mais:", " anche:", "lees ook",
    "bekijk ook", "czytaj", "zobacz", "čtěte", "přečtěte", "også:", "också:", "lue myös", "baca juga", "simak juga",
    "thêm:", "итайте", "мотрите", "ивіться", "ιαβάστε", "أيض", "ايضا", "المزيد", "भी पढ़ें", "भी देखें", "相关", "相關",
    "延伸", "関連記事", "あわせて", "관련",
    "picks ", "read next", "up next", "most popular ", "more stories ", "trending ", ". popular ", ". related ",
    "? related ",
)  # fmt: skip
#: Headings of lists that were glued to the end of a paragraph: only before words with capitals.
GLUED_LISTS = (
    r"Editor['’]?s['’]? [Pp]icks?", r"Related(?: Stories| Articles| Content)?", r"Trending(?: Now| Stories)?",
    r"Most [Pp]opular", r"Popular(?: Stories)?", r"Recommended(?: Stories| For You)?", r"More [Ss]tories",
    r"Read Next", r"Up Next", r"EDITORS?['’]?S? PICKS?", r"RELATED(?: STORIES| ARTICLES)?", r"TRENDING(?: NOW)?",
    r"MOST POPULAR", r"READ NEXT",
)  # fmt: skip

#: One of these stands in every note on the author.
BIO_HINTS = (
    "@", "http", "www", " on twitter", " on x", " on facebook", " on instagram", " on bluesky", " on threads",
    " on linkedin", " on mastodon", "reached", "contacted", "followed", "tweets", "posts on", "follow", "tweet", "mail",
    "contact", "message", "write to", "connect with", "get in touch", "reach ", "call ", "find ", "phone", "tel:",
    "tel.", "tel :", "kontakt", "contatto", "correo", "courriel", "author", "founder", " host of", "reporter",
    "correspondent", "journalist", "columnist", "writer", "editor", "producer", "contributor", "blogger",
    "bureau chief", "fellow", "freelanc", "intern", "critic", "anchor", "podcaster", "covers ", "reports on ",
    "reports for ", "writes ", "edits ", "redakteur", "korrespond", "autor", "volont", "kolumnist", "periodista",
    "corresponsal", "correspondant", "jornalista", "repórter", "reporter", "colunista", "giornalista", "corrispondente",
    "chroniqueu", "rédact", "redactor", "périodiste", "contactez", "escrib", "기자", "특파원", "논설위원", "twitter:",
    "x:", "instagram", "contacto", "contato", "：",
)  # fmt: skip

#: Calls inside the body to read elsewhere, sign up or pay: lines of their own that promote instead of tell.
PROMO_CALLS = (
    r"scroll (?:down|below) (?:to|for) (?:see|watch|read|find|video|videos|more|the|a|how|photos|pictures|full)\b",
    r"(?:keep|continue) (?:scrolling|reading) (?:to|for)\b", r"continued ?(?:\.\.\.|…)\z",
    (
        r"(?:mehr|alle|alles|weitere|details|hintergründe|informationen)\b[^.!?]*\bfinden sie (?:auch |alle )?(?:hier|"
        r"in unser(?:em|er|en)|auf unser(?:em|er|en)|unter)\b[^.!?]*"
    ),
    r"see (?:more of our|the most[- ]read|all our|our)\b.*(?:stories|coverage|news)",
    r"follow .*\blive (?:coverage|blog|updates)\b", r"follow (?:me|him|her|them) on (?:twitter|x|facebook|instagram)\b",
    (
        r"(?:sign up|subscribe|register)\b.*\b(?:newsletters?|inbox|e-?mails?|alerts|updates|channel|digest|"
        r"briefing|mailing list|podcast|premium|unlimited access|full access)\b"
    ),
    (
        r"(?:subscribe|become a (?:member|subscriber)|log ?in|sign ?in)\b.*\b(?:to (?:read|continue|access|"
        r"keep reading|unlock)|now|today|here|for (?:free|as little|just|only|full|unlimited))\b"
    ),
    r"click here (?:to|for|if)\b",
    (
        r"to (?:continue|keep) reading(?:[,:]|\.*\z| (?:this|please|subscribe|the (?:full|rest|article|story)|"
        r"register|log|sign|for free|click|you|with)\b)"
    ),
    (
        r"to read (?:the (?:full|rest|whole|complete|entire)|more|this)\b.*\b(?:subscri[^ .,]+|sign|log|register|"
        r"click|join)\b"
    ),
    (
        r"get (?:the latest|more|our|all the|breaking|daily|top|today's|updates|weekly|exclusive|"
        r"unlimited)\b.*\b(?:inbox|newsletter|e-?mail|app|alerts?|delivered)\b"
    ),
    r"get .+ (?:to|in|into) your (?:inbox|e-?mail)\b", r"download (?:our|the|free)\b.*\bapps?\b",
    r"(?:follow|like|join|find) us on\b", r"(?:follow|join) (?:our|the) .*\b(?:channel|whatsapp|telegram|page)\b",
    r"(?:you have|you've) (?:reached|read)\b.*\bfree articles?\b",
    (
        r"(?:this (?:article|story|content) is|already a) (?:for |exclusive to |only |available to |"
        r"a )?(?:subscribers?|members?)\b"
    ),
    r"(?:listen to|subscribe to) (?:our|the) .*\bpodcasts?\b",
    r"(?:support|donate to) (?:our|independent|local|quality) (?:journalism|newsroom|reporting)\b",
    r"share this (?:article|story|post)\b", r"article continues\b.*newsletter",
    r"(?:melden sie sich|abonnieren sie|hier)\b.*\bnewsletter\b",
    r"(?:unser|der) newsletter\b.*(?:abonnieren|anmelden|kostenlos).*",
    r"jetzt (?:abonnieren|newsletter|weiterlesen|kostenlos|testen|registrieren)\b",
    r"(?:folgen sie uns|folge uns|folgt uns)\b",
    (
        r"(?:abonnez-vous|inscrivez-vous|suivez-nous|recevez)\b.*(?:newsletter|infolettre|lettre|abonn[^ .,]+|"
        r"chaîne|facebook|twitter|instagram|mail|alertes?|whatsapp|lire)\b"
    ),
    (
        r"(?:suscríbete|suscríbase|síguenos|únete|regístrate|recibe|inscríbete)\b.*(?:newsletter|boletín|canal|"
        r"whatsapp|telegram|facebook|twitter|instagram|correo|noticias|leer|leyendo|aquí|google)\b"
    ),
    (
        r"(?:assine|inscreva-se|siga|receba|clique aqui|participe)\b.*(?:newsletter|canal|whatsapp|telegram|"
        r"facebook|instagram|notícias|e-?mail|google|para ler|grupo)\b"
    ),
    (
        r"(?:iscriviti|abbonati|seguici|ricevi|clicca qui)\b.*(?:newsletter|canale|whatsapp|telegram|facebook|"
        r"instagram|notizie|email|leggere|google)\b"
    ),
    (
        r"(?:schrijf je in|meld je aan|volg ons|abonneer)\b.*(?:nieuwsbrief|whatsapp|facebook|instagram|lezen|app|"
        r"kanaal)\b"
    ),
    (
        r"(?:zapisz się|obserwuj nas|dołącz|subskrybuj)\b.*(?:newsletter[0-9a-zà-ÿ_]*|facebook[0-9a-zà-ÿ_]*|"
        r"google|whatsapp|kanał[0-9a-zà-ÿ_]*|instagram[0-9a-zà-ÿ_]*|nas)\b"
    ),
    r"(?:подписывайтесь|подпишитесь|присоединяйтесь).*", r"(?:підписуйтесь|підпишіться|приєднуйтесь).*",
    r"(?:bizi takip edin|abone olun|whatsapp kanalımız[0-9a-zà-ÿ_]*)\b",
    r"(?:تابعونا على|اشترك في|اشتركوا في|انضم إلى|تابع قناتنا).*",
    r"(?:关注|订阅|下载|扫码|点击).*(?:公众号|客户端|我们|这里|阅读全文|二维码).*",
    r"(?:会員登録|ログイン|無料登録|有料会員).*",
    r"(?:구독하기|구독 신청|채널 추가).*",
    r"(?:ikuti kami|ikuti berita|gabung|bergabung)\b.*(?:whatsapp|telegram|channel|saluran|google)\b",
    r"(?:हमें फॉलो करें|हमारे .*चैनल).*",
)  # fmt: skip

#: Every line of a footer that reads like a sentence has one of these (in any case); lines without need no closer look.
HINTS = (
    "back to", "skip to", "let us know", "get in touch", "tell us", "send us", "find out how", "modified from",
    "appeared", "publish", "posted", "share", "sharing", "follow", "newsletter", "subscri", "sign up", "inbox",
    "copyright", "©", "(c)", "&copy", "reserved", "permission", "reproduc", "distribut", "prohibited",
    "our standards", "views", "opinions", "generated", "automat", "comment", "click", "visit", "download", "podcast",
    "donat", "support", "journalism", "log in", "sign in", "register", "cookies", "privacy", "terms of", "commission",
    "affiliate", "javascript", "credit:", "source:", "http", "www.", "@", "twitter", "facebook", "instagram",
    "telegram", "whatsapp", "e-mail", "email", "read more", "read also", "reading", "to read", "disclaim",
    "disclosure", "not been edited", "tags", "related", "you may", "may also", "republish", "appstore", "google",
    "reporter", "correspondent", "journalist", "columnist", "writer", "editor", "producer", "contributor", "blogger",
    "bureau chief", "fellow", "freelanc", "critic", "anchor", "covers ", "writes", "reports ", "be reached",
    "get the", "get our", "your ", "ifttt", "ift.tt", "advertis", "original",
    "abonn", "folgen sie", "folge uns", "urheber", "vorbehalten", "nachdruck", "erschien", "teilen", "kommentar",
    "lesen sie", "redakteur", "korrespondent", "autor", "gastbei", "spende", "anmeld", "datenschutz", "gewähr",
    "suivez", "inscriv", "réservé", "reproduction", "droits", "recevez", "télécharge", "partage", "opinions",
    "journaliste", "généré", "lire ", "síguenos", "suscr", "únete", "derechos", "reproducci", "opiniones", "compart",
    "recibe", "periodista", "leyendo", "siga", "assin", "inscreva", "direitos", "reprodu", "receba", "matéria",
    "jornalista", "iscriv", "seguici", "diritti", "riservat", "giornalista", "nieuwsbrief", "volg ons",
    "voorbehouden", "schrijf", "följ", "prenumer", "nyhetsbrev", "nyhedsbrev", "rettigheter", "zapisz", "obserwuj",
    "prawa", "zastrze", "takip", "abone", "hakları", "ikuti", "hak cipta", "všechna práva",
    "подпис", "Подпис", "присоед", "Присоед", "права", "Права", "цитир", "перепечат", "телеграм", "Телеграм", "ошибк",
    "поддерж",
    "Поддерж",
    "Читайте",
    "читайте",
    "підпис",
    "Підпис",
    "приєдн",
    "Приєдн",
    "版权",
    "版權",
    "转载",
    "轉載",
    "授权",
    "授權",
    "关注",
    "關注",
    "订阅",
    "訂閱",
    "下载",
    "下載",
    "扫",
    "编辑",
    "責任",
    "责任",
    "声明",
    "声明",
    "会員",
    "購読",
    "登録",
    "著作",
    "無断",
    "フォロー",
    "アプリ",
    "メール",
    "ログイン",
    "저작권",
    "무단",
    "구독",
    "제보",
    "기자",
    "حقوق",
    "تابع",
    "اشترك",
    "سجل",
    "الآراء",
    "فॉلو",
    "सब्सक्राइब", "फॉलो", "डिस्क्लेमर", "सर्वाधिकार", "खबर", "עקבו", "ακολουθήστε",
)  # fmt: skip
