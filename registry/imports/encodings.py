"""In which encoding a text is that does not say it: those of the six languages under Windows, Unix, Mac OS and DOS.

Each encoding is tried, and the one whose signs beyond ASCII read most like words is taken. Sheets are short, and most
of their letters ASCII: charset-normalizer 3.5 read 13 of the 31 texts of our tests wrongly, some in French of Windows.
"""

import codecs
from unicodedata import category

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the next one
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")  # without a mark
# Of those that read equally well the first is taken.
NARROW = (
    "cp1252", "iso8859-15", "mac-roman", "cp850",
    "cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic",
    "cp1256", "iso8859-6", "cp720", "mac-arabic",
    "gb18030", "cp950",
)  # fmt: skip
LOOKED_AT = 20_000  # signs of a text
NO_TEXT = {"Cn", "Cs", "Co"}
LATIN, CYRILLIC, ARABIC, HAN = range(4)
# The letters and signs that make up most of what is written.
FREQUENT = frozenset(
    "éèêëàâçîïôùûœáíóúñüãõäöß"
    "оеаинтсрвлкмдпуяыьгзбчй"
    "اليمنوتربدعفسةهقحك"
    "的一是不了在人有我他这这个们中来上大为和国国地到以时要就出会可也你对生能而子得于着下自之年过发后作用道行所然家事成方多经"
    "去法学如都同现当没动面起定天分还进好部其些主样理心本前开因只想实日军者意无力长把机十民第公此已工使情明性知全三又关点正"
    "业外将两高间由问重并应战向头文体政相见被利二等产新己制身加西斯月话合回特代内信表化老给世位次度任常先海通教儿原东提立及"
    "比员解水名真论处义各入口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接场件计管期市直德资命山指克"
    "许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难权思王象完设式色路记南品住告类求据程北边死张该交规"
    "联毒药防疗培训育项摘要麻醉精预禁罪犯"
    "國這個們來為時會對過發後現當動還進樣實軍無長機關點業將兩間問應戰頭體見產話給兒東員論處義認條係氣題變總電數報結場計資"
    "許統區隊決馬書則聽達強難權設記類據邊張該規聯藥療訓項預際組織議"
)
APART = frozenset("«»‘’“”„–—…•·°№§©®€£ªº¡¿،؛؟、。，；：？！（）《》\u00a0\u200c\u200d\u200e\u200f")
JOINING = frozenset("’–·\u00a0\u200c\u200d")  # those that stand between letters


def decoded(data):
    """(text, "" or the encoding that was guessed, whether it is that of some lines only); None for what is no text."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), "", False
    if b"\0" in data[:100_000]:
        return _of_wide(data)
    try:
        return data.decode(), "", False
    except UnicodeDecodeError:
        pass
    lines = data.split(b"\n")
    bad = [line for line in lines if not _is_utf8(line)]
    encoding = guessed(b"\n".join(bad[:2_000]))
    mixed = any(not line.isascii() and _is_utf8(line) for line in lines)
    text = "\n".join(line.decode() if _is_utf8(line) else line.decode(encoding, "replace") for line in lines)
    return text, encoding, mixed


def _is_utf8(line):
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _of_wide(data):
    """The text of two or four bytes a sign; None where bytes of zero stand in what is no text."""
    for encoding in WIDE:
        start = data[: 4 * LOOKED_AT].decode(encoding, "replace")[:-1]
        ascii_signs = sum(sign.isascii() for sign in start)
        if ascii_signs and "\n" in start and not any(map(_is_no_text, start)):
            return data.decode(encoding, "replace"), encoding, False
    return None


def _is_no_text(sign):
    kind = category(sign)
    return kind in NO_TEXT or sign == "\ufffd" or (kind == "Cc" and sign not in "\t\r\n\x1f")


def guessed(data):
    """The likeliest encoding of bytes that are no UTF-8."""
    return max(NARROW, key=lambda encoding: likeness(data[: 2 * LOOKED_AT].decode(encoding, "replace")[:LOOKED_AT]))


def likeness(text):
    """How much the signs beyond ASCII read like words: 1 at most, below 0 where they stand as no language has them."""
    points, seen, before, earlier = 0, 0, " ", " "
    for sign, after in zip(text, f"{text[1:]} ", strict=True):
        if not sign.isascii():
            seen += 1
            points += _points(earlier, before, sign, after)
        earlier, before = before, sign
    return points / seen if seen else 0


def _points(earlier, before, sign, after):
    """What one sign speaks for the encoding, by those beside it."""
    if sign in APART:
        within = before.isalpha() and after.isalpha() and before.isascii() and sign not in JOINING
        return -1 if within else 0
    script = _script(sign)
    if script is None or any(beside.isalpha() and _script(beside) != script for beside in (before, after)):
        return -1
    if sign.isupper() and before.islower():
        return -1
    if script == LATIN and not (earlier.isascii() or before.isascii()) and earlier.isalpha() and before.isalpha():
        return -1  # three accents in a row
    return 1 if sign.lower() in FREQUENT else 0.2


def _script(sign):
    """The script of a letter; None for what is no letter of the six languages."""
    if sign.isascii() or "\u00c0" <= sign <= "\u017f":
        return LATIN if sign.isalpha() else None
    if "\u0400" <= sign <= "\u045f":
        return CYRILLIC
    if "\u0610" <= sign <= "\u06d3":
        return ARABIC
    return HAN if "\u4e00" <= sign <= "\u9fff" else None
