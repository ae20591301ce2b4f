"""What a reviewer would stumble over in a wording: cheap hints, never a refusal."""

import re
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entities.choices import ParticipationRole, RecordKind
from ungass_portal.lib import clock

# States in the world that a past end contradicts.
NOT_OVER = {"planned", "ongoing", "tentative"}
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)\d[\d ()/.-]{6,}\d")
TEXTS = ("title", "summary", "outside_title", "outside_summary", "place", "outside_place", "remark", "source_symbol")


def hints(kind, content):
    """Sentences about what is missing, doubtful or personal in a content."""
    found = [*_missing(kind, content), *_over(content), *_personal(content)]
    return [str(sentence) for sentence in found]


def _missing(kind, content):
    """What a reader would look for and not find."""
    roles = [row["role"] for row in content["participants"]]
    if ParticipationRole.LEAD not in roles:
        yield _("No lead is named.")
    if not content["dates"]:
        yield _("No dates are given.")
    if kind == RecordKind.EVENT:
        if not content["place"] and not content["countries"]:
            yield _("No place is given.")
        return
    if not content["summary"].strip():
        yield _("There is no summary.")
    if not content["chapter"]:
        yield _("No chapter is chosen.")
    if not (content["countries"] or content["regions"]) and content["scope"] != "global":
        yield _("No country, area or region is named.")


def _over(content):
    """An end that has passed while the state says otherwise."""
    end = (content["dates"] or {}).get("to")
    if end and date.fromisoformat(end) < clock.today() and content["status"] in NOT_OVER:
        day = date_format(date.fromisoformat(end), "j F Y")
        yield _("The last day, %(day)s, has passed, but it is not said to be over.") % {"day": day}


def _personal(content):
    """Addresses and numbers of people in texts that many will read."""
    texts = [content.get(name) or "" for name in TEXTS]
    texts += [line["text"] for line in content["progress"]] + content["other_partners"] + content.get("attendees", [])
    for text in texts:
        for address in MAIL.findall(text):
            yield _("An e-mail address stands in the text: %(text)s") % {"text": address}
        for number in PHONE.findall(text):
            yield _("A telephone number seems to stand in the text: %(text)s") % {"text": number.strip()}
