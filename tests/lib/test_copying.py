"""Rows by COPY arrive as they were."""

import json

import pytest
from django.db import connection

from ungass_portal.lib.copying import copy_rows

pytestmark = pytest.mark.django_db


def test_texts_with_odd_characters_are_copied_as_they_are():
    odd = 'tab\there, line\nbreak, back\\slash, "quotes", {braces}, NULL, \\N, ünïcode 中文'
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE odd (id int, text text, list text[], numbers int[], data jsonb, flag bool)".strip()
        )
        rows = [(1, odd, [odd, ""], [1, 2], {"key": odd}, True), (2, None, [], [], None, False)]
        copy_rows(cursor, "odd", ["id", "text", "list", "numbers", "data", "flag"], rows, as_json={"data"})
        cursor.execute("SELECT id, text, list, numbers, data, flag FROM odd ORDER BY id")
        found = cursor.fetchall()

    data = json.loads(found[0][4]) if isinstance(found[0][4], str) else found[0][4]
    assert found[0][:4] == (1, odd, [odd, ""], [1, 2])
    assert data == {"key": odd}
    assert found[0][5] is True
    assert found[1] == (2, None, [], [], None, False)
