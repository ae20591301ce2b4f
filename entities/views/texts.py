"""Pages on which the secretariat reads the portal's translations in their context, and corrects them."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from entities import texts as kept
from entities import texts_exchange as exchange
from entities.choices import UN_LANGUAGES
from entities.views.finding import clean_words
from entities.views.reference import SEEN_OR_SENT
from entities.views.review import tabs
from entities.views.secretariat import for_secretariat
from ungass_portal.lib.filters import query_with
from ungass_portal.lib.problems import BadParameter, ProcessError

PAGE = 50
TYPES = {
    "po": "text/x-gettext-translation; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UploadForm(forms.Form):
    """A catalogue that comes back from translators."""

    file = forms.FileField(
        label=gettext_lazy("A catalogue as it was taken from here, PO or XLSX"),
        widget=forms.FileInput({"accept": ".po,.xlsx"}),
    )


class TextForm(forms.Form):
    """One field for each form of a translation."""

    def __init__(self, data, *, text, shown, language):
        super().__init__(data)
        for number, form in enumerate(shown, start=1):
            label = _("Translation") if len(shown) == 1 else _("Plural form %(number)d") % {"number": number}
            area = forms.Textarea({"rows": min(12, 2 + len(form) // 60), "lang": language, "dir": "auto"})
            self.fields[f"form{number}"] = forms.CharField(label=label, initial=form, widget=area, strip=False)
        self.text = text

    @property
    def forms(self):
        """The translation as it was typed; a browser's line breaks are the catalogue's."""
        return tuple(value.replace("\r\n", "\n") for value in self.cleaned_data.values())


@for_secretariat
@require_GET
def languages(request):
    """How many texts there are in each language, and how many of them are corrected."""
    shown = [
        {
            "language": language,
            "name": name,
            "count": len(kept.catalogue(language)[0]),
            "corrected": len(kept.corrections(language)),
        }
        for language, name in UN_LANGUAGES
        if language in kept.LOCALES
    ]
    return render(request, "entities/texts/languages.html", {"languages": shown, "tabs": tabs("texts")})


@for_secretariat
@SEEN_OR_SENT
def listing(request, language):
    """The texts of a language, found by words of either language; an upload takes a catalogue in."""
    form = UploadForm(request.POST or None, request.FILES or None)
    status, taken = 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                taken = _taken(request, language, form.cleaned_data["file"])
            except ProcessError as problem:
                form.add_error("file", str(problem))
            else:
                status = 200
    words, only = clean_words(request.GET.get("q", "")), request.GET.get("show", "")
    if only not in ("", "corrected"):
        raise BadParameter("show", _("Show “corrected”, or leave it out for all texts."))
    found = [row for row in _rows(language) if _matches(row, words) and (not only or row["corrected"])]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": page.object_list,
        "pager": _pager(request, page),
        "words": words,
        "only": only,
        "language": language,
        "name": dict(UN_LANGUAGES)[language],
        "form": form,
        "taken": taken,
        "tabs": tabs("texts"),
    }
    return render(request, "entities/texts/list.html", context, status=status)


def _pager(request, page):
    """The page as the component of lists shows it."""

    def address(there, number):
        return f"?{query_with(request.GET, page=number())}" if there else ""

    return {
        "previous": address(page.has_previous(), page.previous_page_number),
        "next": address(page.has_next(), page.next_page_number),
        "first": page.start_index(),
        "last": page.end_index(),
        "total": page.paginator.count,
    }


def _taken(request, language, file):
    """Take an upload in, and say how much of it changed something."""
    taken = exchange.take_in(language=language, name=file.name, content=file.read(), by=request.user)
    told = ngettext("%(count)d text is corrected.", "%(count)d texts are corrected.", taken.changed)
    messages.success(request, told % {"count": taken.changed})
    return taken


def _rows(language):
    """Each text with its words of now."""
    corrected = kept.corrections(language)
    for text, forms_now in exchange.rows(language):
        yield {"text": text, "forms": forms_now, "corrected": text.key in corrected}


def _matches(row, words):
    """Do the typed words stand in either language, or in the name of a file?"""
    source = row["text"].source
    there = " ".join((source.text, source.plural, *row["forms"], *row["text"].files))
    return words.casefold() in " ".join(there.split()).casefold()


@for_secretariat
@SEEN_OR_SENT
def text(request, language, key):
    """One text in its context: where it stands, what stands beside it, and the field to correct it."""
    texts, _count = kept.catalogue(language)
    found = texts.get(key)
    if found is None:
        raise Http404
    corrected = kept.corrections(language)
    shown = tuple(corrected[key].forms) if key in corrected else found.forms
    form = TextForm(request.POST or None, text=found, shown=shown, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            kept.correct(language=language, text=found, forms=form.forms, by=request.user)
        except ProcessError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The pages read so from now on."))
            for remark in kept.remarks(found, form.forms, language):
                messages.warning(request, remark)
            return redirect("review-text", language, key)
    context = {
        "text": found,
        "form": form,
        "language": language,
        "name": dict(UN_LANGUAGES)[language],
        "corrected": key in corrected,
        "beside": [
            {"text": row, "forms": tuple(corrected[row.key].forms) if row.key in corrected else row.forms}
            for row in kept.beside(texts, found)
        ],
    }
    return render(request, "entities/texts/text.html", context, status=400 if form.errors else 200)


@for_secretariat
@require_POST
def take_back(request, language, key):
    """Let the catalogue's words stand again."""
    try:
        kept.take_back(language=language, key=key, by=request.user)
    except ProcessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The catalogue’s own words stand again."))
    return redirect("review-text", language, key)


@for_secretariat
@require_GET
def export(request, language, form):
    """The catalogue with its corrections as a file."""
    content = exchange.as_po(language) if form == "po" else exchange.as_workbook(language)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="ungass-portal-{language}.{form}"'
    return response
