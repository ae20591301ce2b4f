"""How days, months, times and numbers are written in each language, where United Nations documents differ from Django.

Code and templates name a format (`DATE_FORMAT`), never its letters. SHORT_DATETIME_FORMAT is a day of these weeks with
its time; times have 24 hours everywhere.
"""

from django.utils.translation import gettext_noop

# Django has these names too; in the catalogues they stand as United Nations documents write them.
MONTHS = [
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
]
