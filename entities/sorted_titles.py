"""The keys by which lists sort titles, written anew: for entries older than the keys, and after a new ICU."""

from itertools import batched

from ungass_portal.lib.sorting import sort_title

AT_ONCE = 2_000


def rewrite(model):
    """Give the entries of a table the keys that this ICU makes of their titles; how many had others."""
    changed = 0
    for rows in batched(model.objects.only("title", "sort_title", "texts").iterator(AT_ONCE), AT_ONCE):
        stale = [row for row in rows if _has_others(row)]
        for row in stale:
            row.sort_title = sort_title(row.title)
            row.texts = {code: text | {"sort": sort_title(text["title"])} for code, text in row.texts.items()}
        model.objects.bulk_update(stale, ["sort_title", "texts"])
        changed += len(stale)
    return changed


def _has_others(row):
    texts = row.texts.values()
    return row.sort_title != sort_title(row.title) or any(
        text.get("sort") != sort_title(text["title"]) for text in texts
    )
