"""Activities and mandates in the API."""

from entities.api.records import EntryDetail, EntryList
from registry.filters import ORDERS, MatrixFilter


class ActivityList(EntryList):
    """Activities that you may read."""

    kind = "activity"
    filterset_class = MatrixFilter
    orders = ORDERS


class ActivityDetail(EntryDetail):
    """One activity."""

    kind = "activity"


class MandateList(EntryList):
    """Mandates that you may read: decisions and requests that task entities, never counted as activities."""

    kind = "mandate"
    filterset_class = MatrixFilter
    orders = ORDERS


class MandateDetail(EntryDetail):
    """One mandate."""

    kind = "mandate"
