"""Whether an article is wire copy: an agency wrote it, and did not merely get cited."""

import polars as pl

from .evidence import ADDRESSES, TAGS, ascii_words

#: Where a byline stands, and where a credit or a sign-off does.
_OPENING, _CLOSING = 500, 700
_LONG = (
    r"Reuters?|REUTERS?|Thomson Reuters|Agence France[- ]Presse|(?:The )?Associated Press|ASSOCIATED PRESS|United Press International"
    r"|Bloomberg News|Xinhua|Kyodo News|Jiji Press|Yonhap|TASS|Interfax|RIA Novosti|The Canadian Press|La Presse [Cc]anadienne"
    r"|Anadolu (?:Agency|Ajansı)|Australian Associated Press|Press Trust of India|Europa Press|EUROPA PRESS|Adnkronos|Agência Brasil|Folhapress"
    r"|РИА Новости|ТАСС|Интерфакс|Рейтер|新华社|新華社|中新社|中央社|共同通信|時事通信|ロイター|連合ニュース|聯合ニュース|연합뉴스|رويترز|أ ف ب"
)
_SHORT = r"AP|AFP|UPI|dpa|DPA|EFE|ANSA|PTI|IANS|ANI|AAP|CP|NZPA|KNA|epd|SID|sid|APA|sda|ANP|NTB|TT|PAP|ČTK|Lusa|Belga|AA"
_NAMES = rf"(?:{_LONG}|{_SHORT})"
#: A line that is nothing but an agency, a byline that ends in one, an agency in brackets in front of a dash.
_IN_FRONT = (
    rf"^\W{{0,3}}{_NAMES}(?: (?:Staff|News|Writer|Reporter))?\W{{0,2}}$"
    rf"|^\s*(?i:by|par|von|por|di|door|от)\b[^\n.]{{2,80}}\b{_NAMES}\b"
    rf"|\({_NAMES}(?:/[\w ]+)?\)\s?(?:[-–—:]|$)"
)
#: The agency's own sign-off, a line that is nothing but the agency, a credit, a copyright.
_BEHIND = (
    r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled|Written|Reported) by\b|\bBearbeitung von\b|\((?:Reportage|Édité|Edité|Bureau) (?:de|par|à)\b"
    rf"|^\W{{0,4}}{_NAMES}\W{{0,3}}$|[(\[–—-]\s?{_NAMES}\s?[)\]]?\.?\s*\z|\s[–—]\s?{_NAMES}\s*$|^(?:dpa|afp|AFP|DPA)[/-][\w/-]{{2,20}}\s*$"
    rf"|(?i:source|quelle|fuente|fonte|credit|via)\s?[:：]\s?{_NAMES}\b|(?:©|\(c\)|(?i:copyright))[^\n]{{0,20}}\b{_NAMES}\b"
)
#: Agencies that say so of themselves; others quote them as "told Reuters news agency". What The Associated Press was
#: told, everybody quotes in the same words.
_OWN = r"Reuters|AFP|Xinhua|Kyodo News|TASS|Interfax|dpa|EFE|ANSA|PTI|IANS|ANI|AAP"
_TOLD = rf"\b(?:told|tell|tells|told to) (?:{_OWN})\b(?P<next>(?:'s|’s)? ?\w*)"
_CITING = r"(?i)^(?:'s|’s| news| agency| television| tv| and)"


def is_wire(body: pl.Expr, authors: pl.Expr) -> pl.Expr:
    """Boolean: byline, credit or sign-off names an agency, or the text reports what somebody told it.

    Tags and addresses are not read; a photo's credit (``REUTERS/Ann Poe``) and "Reuters reported" do not count.
    """
    named = body.str.contains(ascii_words(rf"{_LONG}|\b(?:{_SHORT})\b|(?i:report|writ|edit)\w+ by|Bearbeitung|Reportage"))
    text = (
        pl.when(named & body.str.contains("[<@]|://|www"))
        .then(body.str.replace_all(r"(?i)</?(?:p|br|div|li|h\d)\b[^<>]*>", "\n").str.replace_all(rf"{TAGS}|{ADDRESSES}", " "))
        .otherwise(body)
        .str.strip_chars()
    )
    front = text.str.head(_OPENING).str.contains(rf"(?mR){_IN_FRONT}")
    behind = text.str.tail(_CLOSING).str.contains(rf"(?mR){_BEHIND}")
    told = text.str.extract(_TOLD, 1)
    signed = authors.list.join("; ").str.contains(rf"(?:^|; |, |/|\()(?:By )?(?:{_NAMES})(?: (?:Staff|News|Writer))?(?:;|,|/|\)|$)")
    written = pl.when(named).then(front | behind | (told.is_not_null() & ~told.str.contains(_CITING)))
    return written.fill_null(False) | signed.fill_null(False)
