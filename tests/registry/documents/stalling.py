"""For the test that kills a worker: documents of which the second is begun and never ended."""

import time

from registry.choices import DocumentFormat
from registry.documents import making
from registry.documents.forms import FORMS, Form

FEW = [DocumentFormat.JSON, DocumentFormat.CSV]
WAIT = 60


def few():
    """Only the formats that are quick to make."""
    return {name: FORMS[name] for name in FEW}


def register():
    """Let the worker stop in the middle of its second document."""
    making.FORMS = few()
    write = Form.write

    def stall(form, sealed, file):
        write(form, sealed, file)
        if form == FORMS[DocumentFormat.CSV]:
            file.flush()
            time.sleep(WAIT)

    Form.write = stall
