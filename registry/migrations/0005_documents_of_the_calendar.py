"""Lists of an edition are files of their own in CSV: the matrix and the calendar."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_titles_that_read_alike")]

    operations = [
        migrations.AlterField(
            model_name="editiondocument",
            name="format",
            field=models.CharField(
                choices=[
                    ("xlsx", "Excel workbook"),
                    ("docx", "Word document"),
                    ("pdf", "PDF"),
                    ("csv", "CSV, matrix"),
                    ("calendar.csv", "CSV, calendar"),
                    ("hxl.csv", "CSV with HXL tags, matrix"),
                    ("calendar.hxl.csv", "CSV with HXL tags, calendar"),
                    ("json", "JSON"),
                    ("narrative.docx", "narrative draft (Word)"),
                    ("figures.pdf", "page of figures (PDF)"),
                ],
                max_length=20,
                verbose_name="format",
            ),
        ),
    ]
