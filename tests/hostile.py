"""Strings that broke something somewhere once: each is a name that someone could have, or a text that someone could type."""

TEXTS = [
    "undefined", "null", "NULL", "(null)", "nil", "None", "true", "false", "NaN", "Infinity", "-0", "0", "1/0", "1e999", "0x0",
    "9" * 80, "١٢٣", "½", "⁰⁴⁵", "Ω≈ç√∫", "åß∂ƒ©", "田中さん", "사회과학원", "Ⱥ", "ﷺ", "مُنَاقَشَةُ", "بِسْمِ ٱللَّهِ", "שלום",
    "👩‍👩‍👧‍👦", "👾 🙇 💁", "❤️", "🇬🇧🇵🇱", "Ṱ̺̺̕o͞ ̷i̲̬n̝̗v̟̜o̘k", "ﬁ", "İstanbul", "ß", "Ǆ", "ʻOkina", "O’Neill", "d'Arc", "Anne-Marie",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg/onload=1>", "javascript:alert(1)", "{{7*7}}", "${7*7}",
    "{% raw %}", "%s%n%x", "%d", "../../etc/passwd", "C:\\nul", "$(touch x)", "`ls`", "| cat", "&& true", "--help", "=1+1",
    "+cmd", "@SUM(A1)", "'; DROP TABLE families_family; --", "1' OR '1'='1", "\\", "\\\\", "%", "_", "a&b=c#d?e", "\ufeffBOM",
    "zero\u200bwidth", "soft\u00adhyphen", "tab\tand\nline\r\nbreak", "bell\x07", "\x1b[31mred", "\x7f", "\ue000", "\U000e0041tag",
    "\uffff", "\ufffe", " leading", "trailing ", "line\u2028break", "a" * 99,
]  # fmt: skip

TURNED = ["\u202egnirts", "\u2066isolated\u2069"]

UNREADABLE = [r'"\u0000"', r'"a\u0000b"', r'"\ud800"', r'"\udc00\ud800"', '"\x00"', '"\x01"']
