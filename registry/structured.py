"""What pages tell search engines of data, in the words of schema.org: never more than the page itself shows."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entities.handling import TERMS, attribution
from registry.documents.forms import FORMS
from registry.dumps import names

CONTEXT = "https://schema.org"


def live_dataset(reader):
    """The live records, with the dumps as downloads."""
    return _dataset(
        name=_("Activities, mandates and events as they read now"),
        description=_("UN system action on the outcome document of the 2016 special session on drugs."),
        url=settings.SITE_URL + reverse("matrix"),
        audience=reader.audience,
        files=[
            {"contentUrl": settings.SITE_URL + reverse("api-dump-file", args=[name]), "encodingFormat": _plain(kind)}
            for name, kind in names().items()
        ],
    )


def edition_dataset(reading):
    """A revision of a sealed month, with its documents as downloads."""
    month, number = reading.edition.code, str(reading.revision.number)
    place = {"month": month, "number": number}
    made = reading.revision.made_at
    return _dataset(
        name=_("Matrix and calendar of %(month)s") % {"month": reading.edition.name},
        description=_("What the UN system did about the outcome document of 2016, as it was known in that month."),
        url=settings.SITE_URL + reverse("edition-revision", kwargs=place),
        audience=reading.audience,
        files=[
            {
                "name": row.name,
                "contentUrl": settings.SITE_URL + reverse("edition-document", kwargs=place | {"name": row.name}),
                "encodingFormat": _plain(FORMS[row.format].content_type),
                "contentSize": f"{row.size} B",
                "sha256": row.sha256,
                "inLanguage": row.language,
            }
            for row in reading.documents()
        ],
        temporalCoverage=month,
        datePublished=made.isoformat(),
        version=number,
    )


def _dataset(*, name, description, url, audience, files, **more):
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": url,
        "name": name,
        "description": description,
        "url": url,
        "inLanguage": get_language(),
        "license": f"{settings.SITE_URL}{reverse('api-docs')}#terms",
        "usageInfo": str(TERMS[audience]),
        "creditText": attribution(),
        "publisher": {"@type": "Organization", "name": _("UNGASS portal"), "url": settings.SITE_URL + "/"},
        **more,
        "distribution": [{"@type": "DataDownload"} | file for file in files],
    }


def _plain(content_type):
    """A media type without its parameters."""
    return content_type.partition(";")[0]
