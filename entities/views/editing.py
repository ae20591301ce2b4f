"""The one way in which a form of reference data is shown, sent, refused and saved."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ungass_portal.lib.problems import ProcessError


def edit(request, form, save, *, said, back, title, button, then=None, **context):
    """Show a form; when it is sent and valid, `save(form)`, say what was done and go back, or to the address `then()`.

    A refused form comes back with everything that was typed and a message at its field.
    """
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                save(form)
            except ProcessError as problem:
                form.add_error(None, str(problem))
                status = 409
            except IntegrityError:
                # The form was right when it was checked: somebody else was quicker.
                form.add_error(None, _("Somebody saved something that excludes this at the same moment. Look again."))
                status = 409
            else:
                messages.success(request, said)
                return redirect(then() if then else back)
    context |= {"form": form, "back": back, "title": title, "button": button}
    return render(request, "entities/reference/form.html", context, status=status)
