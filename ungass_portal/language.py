"""In which language a page is shown: the person's own, else the one that the address names, else the browser's."""

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_POST

from entities.choices import UN_LANGUAGES
from ungass_portal.lib.language_codes import of_pages, spoken

# As addresses and people's settings write it, and as Django does.
CODES = {code: of_pages(code) for code, _name in UN_LANGUAGES}


class LanguageMiddleware:
    """Opens each page in its reader's language. `/fr/matrix/` is the matrix, in French from there on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        named = _taken_from_path(request)
        language = _of_the_person(request) or named or get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language())
        if named and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != named:
            keep(response, named)
        return response


def _taken_from_path(request):
    """The language that the address begins with, or None; the rest of the address is what is asked for."""
    first, slash, rest = request.path_info.removeprefix("/").partition("/")
    if not slash or first not in CODES:
        return None
    request.path_info = f"/{rest}"
    request.path = f"{request.META.get('SCRIPT_NAME', '').rstrip('/')}/{rest}"
    return CODES[first]


def _of_the_person(request):
    """The language of who is signed in; visitors without a session cost no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = get_user(request)
    return person.page_language if person.is_authenticated else None


def keep(response, language):
    """Let the browser remember a language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


@require_POST
def set_language(request):
    """Show the pages in another language from now on; whoever is signed in keeps it as the own setting."""
    language, following = request.POST.get("language"), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        following = "/"
    response = redirect(following)
    if language in CODES.values():
        if request.user.is_authenticated:
            request.user.language = spoken(language)
            request.user.save(update_fields=["language"])
        keep(response, language)
    return response
