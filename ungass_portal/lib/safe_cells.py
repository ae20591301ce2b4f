"""Text that a spreadsheet program must not take for a formula."""

import re

STARTS = frozenset("=+-@\t\r＝＋－＠")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")


def safe_cell(text):
    """The text, with a quote before it if it would start a formula; numbers below zero stay what they are."""
    if text and text[0] in STARTS and not NUMBER.fullmatch(text):
        return "'" + text
    return text
