"""Activities and events with one table per relation."""

from django.db import models


class Entity(models.Model):
    """An organisation."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=300)

    def __str__(self):
        return self.name


class Region(models.Model):
    """A region."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class Country(models.Model):
    """A country or area."""

    iso3 = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class Chapter(models.Model):
    """A chapter of the outcome document."""

    number = models.PositiveSmallIntegerField(unique=True)
    title = models.TextField()

    def __str__(self):
        return self.title


class Subheading(models.Model):
    """A sub-heading of a chapter."""

    slug = models.SlugField(unique=True, max_length=60)
    title = models.TextField()

    def __str__(self):
        return self.title


class Recommendation(models.Model):
    """An operational recommendation."""

    code = models.CharField(max_length=12, unique=True)
    topic = models.TextField()

    def __str__(self):
        return self.code


class Term(models.Model):
    """A term of a scheme."""

    code = models.CharField(max_length=100, unique=True)
    label = models.CharField(max_length=300)

    def __str__(self):
        return self.label


class Activity(models.Model):
    """What an entity does; the fields that the network reads of it."""

    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    language = models.CharField(max_length=5)
    joint = models.BooleanField(default=False)
    chapter = models.ForeignKey(Chapter, models.PROTECT, null=True, related_name="+")
    subheading = models.ForeignKey(Subheading, models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=12, blank=True, db_index=True)
    scope = models.CharField(max_length=10, blank=True, db_index=True)
    status = models.CharField(max_length=10, blank=True, db_index=True)
    date_from = models.DateField(null=True, db_index=True)
    date_to = models.DateField(null=True)
    date_precision = models.CharField(max_length=10, blank=True)
    date_text = models.CharField(max_length=200, blank=True)
    source_symbol = models.CharField(max_length=200, blank=True)
    source_paragraph = models.CharField(max_length=40, blank=True)
    own_identifier = models.CharField(max_length=100, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    last_confirmed = models.DateField(null=True)
    updated_at = models.DateTimeField(db_index=True)
    entities = models.ManyToManyField(Entity, through="Participation")
    other_chapters = models.ManyToManyField(Chapter)
    other_subheadings = models.ManyToManyField(Subheading)
    recommendations = models.ManyToManyField(Recommendation)
    terms = models.ManyToManyField(Term)
    countries = models.ManyToManyField(Country)
    regions = models.ManyToManyField(Region)
    partner_countries = models.ManyToManyField(Country, related_name="+")

    class Meta:
        ordering = ["reference"]

    def __str__(self):
        return self.title


class Participation(models.Model):
    """An entity's part in an activity."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants")
    entity = models.ForeignKey(Entity, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=10)
    office = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.entity}: {self.role}"


class Partner(models.Model):
    """A partner that is in no list."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="other_partners")
    name = models.CharField(max_length=300)

    def __str__(self):
        return self.name


class Output(models.Model):
    """A publication, training or tool."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="outputs")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    link = models.TextField(blank=True)
    symbol = models.CharField(max_length=100, blank=True)

    def __str__(self):
        return self.title


class Figure(models.Model):
    """A number with its unit."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="figures")
    value = models.FloatField()
    unit = models.CharField(max_length=200)
    qualifier = models.CharField(max_length=12)

    def __str__(self):
        return f"{self.value} {self.unit}"


class Link(models.Model):
    """An address with a title."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="links")
    title = models.CharField(max_length=300, blank=True)
    url = models.TextField()

    def __str__(self):
        return self.url


class Progress(models.Model):
    """A dated line of progress."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="progress")
    date = models.DateField()
    text = models.TextField()

    def __str__(self):
        return self.text


class History(models.Model):
    """What was saved, when: a snapshot in JSON, as the usual history packages keep it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="history")
    at = models.DateTimeField(auto_now_add=True)
    data = models.JSONField()

    def __str__(self):
        return str(self.at)


class Event(models.Model):
    """A meeting, with what its feed needs."""

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10)
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    start_time = models.TimeField(null=True)
    end_time = models.TimeField(null=True)
    time_zone = models.CharField(max_length=60, blank=True)
    updated_at = models.DateTimeField()
    organisers = models.ManyToManyField(Entity)

    class Meta:
        ordering = ["reference"]

    def __str__(self):
        return self.title
