"""Addresses of the plain registry."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from scripts.bench.plain import views

router = DefaultRouter()
router.register("activities", views.ActivityViewSet, basename="activity")

urlpatterns = [
    path("api/", include(router.urls)),
    path("activities/", views.ActivityList.as_view()),
    path("activities.csv", views.export_csv),
    path("activities.xlsx", views.export_xlsx),
    path("calendar.ics", views.feed),
    path("calendar/<int:year>/<int:month>/", views.month),
]
