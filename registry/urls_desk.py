"""Addresses of the month on the desk; those of single records are in entities/urls/desk.py."""

from django.urls import path

from registry.views import desk, workbooks

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("all-still-true/", desk.all_still_true, name="desk-all-still-true"),
    path("sign-off/", desk.sign_month_off, name="desk-sign-off"),
    path("workbook/", workbooks.ask, name="desk-workbook"),
    path("workbook.xlsx", workbooks.download, name="desk-workbook-file"),
]
