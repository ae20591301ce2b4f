"""How the static files are named when the portal is served."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Names every file by its content, also where one script module imports another."""

    # Without it the modules that app.js imports would keep their plain names and never be cached for good.
    support_js_module_import_aggregation = True
