"""Addresses of the calendar, its entries and its feeds."""

from django.urls import path

from calendar_app import commissions, feed_pages, feeds, planning, views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/zone/", views.own_zone, name="calendar-zone"),
    path("calendar/events.ics", feeds.view, name="calendar-view-ics"),
    path("calendar/free-weeks/", planning.free_weeks, name="calendar-free-weeks"),
    path("desk/clashes/", planning.typed, name="event-clashes"),
    path("commissions/", commissions.index, name="commission-list"),
    path("commissions/<slug:slug>/", commissions.commission, name="commission-detail"),
    path("calendar.ics", feeds.public_feed, name="calendar-ics"),
    path("feeds/<slug:secret>/calendar.ics", feeds.secret, name="secret-feed"),
    path("events/<slug:reference>/", views.event, name="event-detail"),
    path("events/<slug:reference>/event.ics", feeds.event, name="event-ics"),
    path("account/feeds/", feed_pages.feeds, name="account-feeds"),
    path("account/feeds/detail/", feed_pages.detail, name="account-feeds-detail"),
    path("account/feeds/switch/", feed_pages.switch, name="account-feeds-switch"),
    path("account/feeds/<uuid:key>/replace/", feed_pages.replace, name="account-feed-replace"),
    path("account/feeds/<uuid:key>/end/", feed_pages.end, name="account-feed-end"),
]
