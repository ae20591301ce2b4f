"""Saving an activity in the plain registry, without HTTP, as the bench does it in the portal."""

from rest_framework.test import APIRequestFactory

CONTEXT = {"request": APIRequestFactory().get("/")}
MADE = "NEW-"


def template(reference):
    """An activity as the API writes it, to make others like it."""
    from scripts.bench.plain.models import Activity
    from scripts.bench.plain.serializers import ActivitySerializer

    return ActivitySerializer(Activity.objects.get(reference=reference), context=CONTEXT).data


def create(content, number):
    """Validate and save a new activity with its history; returns its reference."""
    from scripts.bench.plain.serializers import ActivitySerializer

    serializer = ActivitySerializer(data=content | {"reference": f"{MADE}{number}"}, context=CONTEXT)
    serializer.is_valid(raise_exception=True)
    return serializer.save().reference


def edit(reference, title):
    """Validate and save an activity under another title, with its history."""
    from scripts.bench.plain.models import Activity
    from scripts.bench.plain.serializers import ActivitySerializer

    activity = Activity.objects.get(reference=reference)
    content = ActivitySerializer(activity, context=CONTEXT).data | {"title": title}
    serializer = ActivitySerializer(activity, data=content, context=CONTEXT)
    serializer.is_valid(raise_exception=True)
    serializer.save()


def tidy():
    """Take away what was made."""
    from scripts.bench.plain.models import Activity

    Activity.objects.filter(reference__startswith=MADE).delete()
