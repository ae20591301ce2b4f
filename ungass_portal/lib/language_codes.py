"""Codes of languages: as records, people's settings and addresses have them (zh), and as pages do (zh-hans)."""

SCRIPTS = {"zh": "zh-hans"}
RIGHT_TO_LEFT = {"ar"}
ISOLATED = "\u2068%s\u2069"  # for Unicode's rules of direction: from here to there is a text of its own


def spoken(code):
    """A language without the script it is written in: zh-hans is zh; none is the empty text."""
    return (code or "").partition("-")[0]


def isolated(text, language, within):
    """A text in a language, fit to stand in a sentence of another one that may run the other way."""
    runs_back = (spoken(language) in RIGHT_TO_LEFT) != (spoken(within) in RIGHT_TO_LEFT)
    return ISOLATED % text if runs_back else text


def of_pages(code):
    """A language as Django's settings name it: zh is zh-hans."""
    return SCRIPTS.get(code, code)
