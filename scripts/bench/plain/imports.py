"""A sheet taken into the plain registry by django-import-export, with a resource as its guide shows it."""

import time

MADE = "IMP-"


def take(count):
    """Preview rows with their differences, then apply them; milliseconds of both. What was made is taken back."""
    import tablib
    from import_export import fields, resources
    from import_export.widgets import ForeignKeyWidget, ManyToManyWidget

    from scripts.bench.plain.models import Activity, Chapter, Country

    class Rows(resources.ModelResource):
        chapter = fields.Field("chapter", "chapter", ForeignKeyWidget(Chapter, "number"))
        countries = fields.Field("countries", "countries", ManyToManyWidget(Country, separator=",", field="iso3"))

        class Meta:
            model = Activity
            import_id_fields = ("reference",)
            fields = (
                "reference", "kind", "title", "summary", "language", "level", "status", "date_from", "updated_at",
                "chapter", "countries",
            )  # fmt: skip

    sheet = tablib.Dataset(headers=Rows._meta.fields)
    for number in range(count):
        sheet.append(
            (
                f"{MADE}{number}", "activity", f"Course {number * 7919 % 1_000_003} for nurses",
                "Nurses learn to treat dependence. " * 8, "en", "field", "ongoing", "2018-03-01",
                "2018-03-12 12:00:00", "1", "PER,VNM",
            )
        )  # fmt: skip
    told = {}
    for name, dry_run in (("preview", True), ("apply", False)):
        start = time.perf_counter()
        found = Rows().import_data(sheet, dry_run=dry_run, raise_errors=True, use_transactions=True)
        told[name] = (time.perf_counter() - start) * 1000
        if found.totals["new"] != count:
            raise RuntimeError(f"{found.totals['new']} of {count} rows taken in")
    Activity.objects.filter(reference__startswith=MADE).delete()
    return told
