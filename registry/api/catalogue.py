"""The catalogue of what can be had, in DCAT as JSON-LD: the live records and each sealed edition."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from entities.api.reading import GivenForm
from entities.api.records import in_utc
from entities.handling import TERMS
from registry.api.editions import EditionsView
from registry.documents.forms import FORMS
from registry.dumps import names
from registry.edition_reading import EditionReading
from registry.models import EditionRevision

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Catalogue(EditionsView):
    """What you may have of the portal: the live records, and the newest revision of each sealed month with its files.

    It is a DCAT catalogue in JSON-LD, for data portals that gather such catalogues.
    """

    component = "Catalogue"
    single = True
    media = ("application/ld+json",)
    content_negotiation_class = GivenForm

    def body(self, request, reader, state):
        """The catalogue as JSON text."""
        self.check(request)
        rows = EditionRevision.objects.filter(audience=reader.audience).select_related("edition").order_by("number")
        newest = {row.edition_id: row for row in rows}
        datasets = [live(reader)] + [sealed(newest[month], reader) for month in sorted(newest, reverse=True)]
        catalogue = {
            "@context": CONTEXT,
            "@id": settings.SITE_URL + request.path,
            "@type": "dcat:Catalog",
            "dct:title": _("UNGASS portal"),
            "dct:description": _("UN system action on the outcome document of the 2016 special session on drugs."),
            "dcat:dataset": datasets,
        }
        return json.dumps(catalogue, ensure_ascii=False)


def live(reader):
    """The live records as a dataset, its dumps as distributions."""
    return {
        "@id": settings.SITE_URL + reverse("api-dump"),
        "@type": "dcat:Dataset",
        "dct:title": _("Activities, mandates and events as they read now"),
        "dct:rights": str(TERMS[reader.audience]),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": settings.SITE_URL + reverse("api-dump-file", args=[name])},
                "dcat:mediaType": content_type.partition(";")[0],
            }
            for name, content_type in names().items()
        ],
    }


def sealed(revision, reader):
    """A sealed month as a dataset, its documents as distributions."""
    month, number = revision.edition.code, str(revision.number)
    documents = EditionReading(revision.edition, reader.audience, revision.number).documents()
    return {
        "@id": settings.SITE_URL + reverse("api-edition", kwargs={"month": month, "number": number}),
        "@type": "dcat:Dataset",
        "dct:title": _("Matrix and calendar of %(month)s") % {"month": month},
        "dct:issued": {"@value": in_utc(revision.made_at), "@type": "xsd:dateTime"},
        "dct:rights": str(TERMS[reader.audience]),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": row.name,
                "dcat:downloadURL": {
                    "@id": settings.SITE_URL
                    + reverse("edition-document", kwargs={"month": month, "number": number, "name": row.name})
                },
                "dcat:mediaType": FORMS[row.format].content_type.partition(";")[0],
                "dcat:byteSize": row.size,
                "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": row.sha256},
            }
            for row in documents
        ],
    }
