"""Addresses of the matrix, its entries and the outcome document's structure."""

from django.urls import path, re_path

from registry.views import documents, entries, matrix, themes

urlpatterns = [
    path("matrix/", matrix.matrix, name="matrix"),
    re_path(r"^matrix/export\.(?P<form>xlsx|csv)$", matrix.export, name="matrix-export"),
    path("matrix/views/", matrix.save_view, name="matrix-view-save"),
    path("matrix/views/delete/", matrix.delete_view, name="matrix-view-delete"),
    path("activities/<slug:reference>/", entries.activity, name="activity-detail"),
    path("mandates/<slug:reference>/", entries.mandate, name="mandate-detail"),
    re_path(
        r"^editions/(?P<month>\d{4}-(?:0[1-9]|1[0-2]))/narrative\.docx$",
        documents.narrative_of_span,
        name="edition-narrative",
    ),
    re_path(
        r"^editions/(?P<month>\d{4}-(?:0[1-9]|1[0-2]))/rev-(?P<number>\d{1,6})/documents/(?P<name>[\w.-]{1,200})$",
        documents.download,
        name="edition-document",
    ),
    path("chapters/", themes.chapter_list, name="chapter-list"),
    path("chapters/<int:number>/", themes.chapter_detail, name="chapter-detail"),
    path("recommendations/", themes.recommendation_list, name="recommendation-list"),
    path("recommendations/<str:code>/", themes.recommendation_detail, name="recommendation-detail"),
]
