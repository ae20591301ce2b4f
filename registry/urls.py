"""Addresses of the matrix, its entries and the outcome document's structure."""

from django.urls import path, re_path

from registry.views import circular_archive, documents, editions, entries, figures, matrix, themes

MONTH = r"^editions/(?P<month>\d{4}-(?:0[1-9]|1[0-2]))/"
REVISION = rf"{MONTH}rev-(?P<number>\d{{1,6}})/"
REFERENCE = r"(?P<reference>[A-Z]{3}-\d{1,8})/$"
LISTING = r"(?P<listing>matrix|calendar)/$"

urlpatterns = [
    path("matrix/", matrix.matrix, name="matrix"),
    re_path(r"^matrix/export\.(?P<form>xlsx|csv)$", matrix.export, name="matrix-export"),
    path("figures/", figures.figures, name="figures"),
    re_path(r"^figures/export\.(?P<form>xlsx|csv)$", figures.export, name="figures-export"),
    path("matrix/views/", matrix.save_view, name="matrix-view-save"),
    path("matrix/views/delete/", matrix.delete_view, name="matrix-view-delete"),
    path("editions/", editions.edition_list, name="edition-list"),
    re_path(rf"{MONTH}$", editions.edition_detail, name="edition-detail"),
    re_path(rf"{REVISION}$", editions.edition_detail, name="edition-revision"),
    re_path(MONTH + LISTING, editions.edition_entries, name="edition-entries"),
    re_path(REVISION + LISTING, editions.edition_entries, name="edition-revision-entries"),
    re_path(MONTH + REFERENCE, editions.edition_entry, name="edition-entry-newest"),
    re_path(REVISION + REFERENCE, editions.edition_entry, name="edition-entry"),
    re_path(rf"{MONTH}changes/$", editions.edition_changes, name="edition-changes"),
    re_path(rf"{MONTH}since/$", editions.edition_since, name="edition-since"),
    re_path(rf"{MONTH}narrative\.docx$", documents.narrative_of_span, name="edition-narrative"),
    re_path(rf"{REVISION}documents/(?P<name>[\w.-]{{1,200}})$", documents.download, name="edition-document"),
    path("activities/<slug:reference>/", entries.activity, name="activity-detail"),
    path("mandates/<slug:reference>/", entries.mandate, name="mandate-detail"),
    path("chapters/", themes.chapter_list, name="chapter-list"),
    path("chapters/<int:number>/", themes.chapter_detail, name="chapter-detail"),
    path("recommendations/", themes.recommendation_list, name="recommendation-list"),
    path("recommendations/<str:code>/", themes.recommendation_detail, name="recommendation-detail"),
    path("circulars/", circular_archive.archive, name="circulars"),
    path("circulars/leave/<path:token>/", circular_archive.leave, name="list-leave"),
    path("circulars/<slug:slug>/", circular_archive.detail, name="circular-detail"),
    path("circulars.atom", circular_archive.feed, name="circulars-atom"),
]
