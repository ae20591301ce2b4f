"""An entity's activities as IATI XML, as everybody may read them: such files are made to be published."""

from django.http import Http404

from entities.api.reading import GivenForm, ReadingView
from entities.audiences import Reading
from entities.choices import ParticipationRole, RecordKind
from entities.models import Entity
from entities.models.entry import SEARCHED
from entities.readers import Reader
from entities.search import taking_part
from registry.exports import as_iati
from registry.models import MatrixEntry


class IatiFile(ReadingView):
    """The activities that an entity leads and shares with the public, in IATI 2.03 XML, for the registers of aid.

    Whoever asks, it holds what the public reads. IATI asks for a date of every activity: those without one are left
    out, and their number stands at the top. 404 where none is left.
    """

    component = "IatiFile"
    single = True
    tag = "Records"
    media = ("application/xml",)
    content_negotiation_class = GivenForm

    def reader(self, request):
        """The public."""
        return Reader(Reading.PUBLIC)

    def body(self, request, reader, state, *, code):
        """The file as text."""
        self.check(request)
        entity = Entity.objects.filter(slug=code).first() if code.isprintable() else None
        if entity is None:
            raise Http404
        entries = MatrixEntry.objects.for_reader(reader).filter(
            taking_part([code], [ParticipationRole.LEAD]), kind=RecordKind.ACTIVITY
        )
        rows = list(entries.defer(*SEARCHED).order_by("reference"))
        text = as_iati.write(entity, rows)
        if text is None:
            raise Http404
        self.objects_given = len(rows)
        return text
