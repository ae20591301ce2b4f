"""Addresses of activities, mandates and the outcome document's structure in the API."""

from django.urls import path

from entities.api.desk import routes
from registry.api import catalogue, code_lists, dumps, editions, iati, imports, summary, views

urlpatterns = [
    path("catalog.jsonld", catalogue.Catalogue.as_view(), name="api-catalogue"),
    path("dump/", dumps.DumpList.as_view(), name="api-dump"),
    path("dump/<str:name>", dumps.DumpFile.as_view(), name="api-dump-file"),
    path("entities/<str:code>/iati.xml", iati.IatiFile.as_view(), name="api-entity-iati"),
    path("summary/", summary.SummaryView.as_view(), name="api-summary"),
    path("activities/", views.ActivityList.as_view(), name="api-activities"),
    path("activities/<str:reference>/", views.ActivityDetail.as_view(), name="api-activity"),
    path("mandates/", views.MandateList.as_view(), name="api-mandates"),
    path("mandates/<str:reference>/", views.MandateDetail.as_view(), name="api-mandate"),
    path("chapters/", code_lists.ChapterList.as_view(), name="api-chapters"),
    path("chapters/<str:code>/", code_lists.ChapterDetail.as_view(), name="api-chapter"),
    path("recommendations/", code_lists.RecommendationList.as_view(), name="api-recommendations"),
    path("recommendations/<str:code>/", code_lists.RecommendationDetail.as_view(), name="api-recommendation"),
    path("terms/", code_lists.TermList.as_view(), name="api-terms"),
    path("terms/<str:code>/", code_lists.TermDetail.as_view(), name="api-term"),
    *editions.routes(),
    *routes("activities", "activity"),
    *imports.routes(),
]
