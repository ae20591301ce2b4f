"""Codes of languages: as records, people's settings and addresses have them (zh), and as pages do (zh-hans)."""

SCRIPTS = {"zh": "zh-hans"}


def spoken(code):
    """A language without the script it is written in: zh-hans is zh; none is the empty text."""
    return (code or "").partition("-")[0]


def of_pages(code):
    """A language as Django's settings name it: zh is zh-hans."""
    return SCRIPTS.get(code, code)
