"""The keys by which lists sort titles, written anew: for entries older than the keys, and after a new ICU."""

from itertools import batched

from ungass_portal.lib.sorting import title_key

AT_ONCE = 2_000


def rewrite(model):
    """Give the entries of a table the keys that this ICU makes of their titles; how many had others."""
    changed = 0
    for rows in batched(model.objects.only("title", "title_key", "texts").iterator(AT_ONCE), AT_ONCE):
        stale = [row for row in rows if _has_others(row)]
        for row in stale:
            row.title_key = title_key(row.title)
            row.texts = {code: text | {"key": title_key(text["title"])} for code, text in row.texts.items()}
        model.objects.bulk_update(stale, ["title_key", "texts"])
        changed += len(stale)
    return changed


def _has_others(row):
    texts = row.texts.values()
    return row.title_key != title_key(row.title) or any(text.get("key") != title_key(text["title"]) for text in texts)
