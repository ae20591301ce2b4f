"""One tagged PDF of parts that are laid out one after the other, so that memory is that of a single part.

WeasyPrint holds all boxes of a document until it is written: 1,000 records take 800 MB. Its objects are taken over
as they are, numbered on from those of the parts before; the pages, tags and bookmarks of a part hang in the trees
of the whole, which are written last.
"""

import hashlib
import io
import re
import struct
import zlib
from itertools import pairwise

from pydyf import Array, Dictionary, Stream, String

CATALOG, PAGES, TAGS, DOCUMENT, TAGGED_CONTENT, OUTLINE, INFO = range(1, 8)  # objects of the whole
FREE, PLAIN, PACKED = range(3)  # kinds of entries of the cross-reference
ENTRY = struct.Struct(">BIL")
PACK = 5_000  # objects that are compressed together
POINTS = 0.75  # in a pixel
# A literal text, which may hold anything, or a reference to an object.
REFERENCES = re.compile(rb"\((?:\\.|[^\\()])*\)|\b(\d+) 0 R\b", re.DOTALL)


def ref(number):
    """A reference to an object, as it is written."""
    return f"{number} 0 R".encode()


class JoinedPdf:
    """Writes the parts into a file as they come; `finish` makes them one document."""

    def __init__(self, file):
        self.file, self.digest = file, hashlib.md5(usedforsecurity=False)
        self.entries = [(FREE, 0, 65535)] + [(FREE, 0, 0)] * INFO  # where each object stands
        self.position = self.pages = self.keys = self.parts = 0
        self.page_trees, self.tag_trees, self.content_trees, self.bookmarks = [], [], [], []
        self.catalog = self.info = None
        self._put(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def add(self, document):
        """Take the next part, as WeasyPrint has laid it out."""
        marks = [[*page.bookmarks] for page in document.pages]
        for page in document.pages:
            page.bookmarks.clear()  # else the part would have an outline of its own

        def take(document, pdf):
            self._take(pdf, document, marks)
            del pdf.objects[1:]  # all of it is written by now

        document.write_pdf(io.BytesIO(), pdf_variant="pdf/ua-1", finisher=take)

    def _take(self, pdf, document, marks):
        shift = len(self.entries) - 1
        objects, catalog = pdf.objects, pdf.catalog
        self.entries += [(FREE, 0, 0)] * (len(objects) - 1)
        for page, found, reference in zip(document.pages, marks, pdf.page_references, strict=True):
            target = ref(_number(reference) + shift)
            self.bookmarks += [
                (level, title, Array([target, "/XYZ", x * POINTS, (page.height - y) * POINTS, 0]))
                for level, title, (x, y), _state in found
            ]
        tags = objects[_number(catalog["StructTreeRoot"])]
        content, whole = objects[_number(tags["ParentTree"])], objects[_number(tags["K"][0])]
        keys = [key + self.keys for key in content["Nums"][::2]]
        content["Nums"][::2], content["Limits"] = keys, Array([keys[0], keys[-1]])
        whole["S"] = "/Part"
        del whole["P"]
        self._tell_apart(objects)
        left_out = {0, catalog.number, tags.number}
        if self.parts:
            left_out.add(_number(catalog["Metadata"]))
        else:
            del catalog["Pages"], catalog["StructTreeRoot"]  # the whole has its own
            self.catalog, self.info = self._moved(catalog.data, shift), pdf.info
        parents = {pdf.pages.number: b"/Parent " + ref(PAGES), whole.number: b"/P " + ref(DOCUMENT)}
        self._write([row for row in objects if row.number not in left_out], shift, parents)
        self.page_trees.append(ref(pdf.pages.number + shift))
        self.tag_trees.append(ref(whole.number + shift))
        self.content_trees.append((ref(content.number + shift), keys[0], keys[-1]))
        self.pages += len(document.pages)
        self.keys += len(keys)
        self.parts += 1

    def _tell_apart(self, objects):
        """Number on what is counted by part: the keys of tagged pages, and the names of the heads of tables."""
        for row in objects:
            if isinstance(row, Dictionary):
                if "StructParents" in row:
                    row["StructParents"] += self.keys
                if isinstance(row.get("ID"), String):
                    row["ID"].string = f"{self.parts}-{row['ID'].string}"  # the cells below hold the same object

    def _write(self, objects, shift, parents):
        """Write the objects of a part, small ones compressed together."""
        small = []
        for row in objects:
            if isinstance(row, Stream):
                head, mark, body = row.data.partition(b"\nstream\n")
                self._put_object(row.number + shift, self._moved(head, shift) + mark + body)
            else:
                data = self._moved(row.data, shift)
                if row.number in parents:
                    data = data.removesuffix(b">>") + parents[row.number] + b">>"
                small.append((row.number + shift, data))
        for start in range(0, len(small), PACK):
            self._put_packed(small[start : start + PACK])

    @staticmethod
    def _moved(data, shift):
        """The bytes of an object with its references numbered on."""
        return REFERENCES.sub(lambda found: ref(int(found[1]) + shift) if found[1] else found[0], data)

    def finish(self):
        """Write the trees of the whole, and where each object stands."""
        self._put_object(PAGES, _written(Type="/Pages", Kids=Array(self.page_trees), Count=self.pages))
        self._put_object(
            TAGS, _written(Type="/StructTreeRoot", K=Array([ref(DOCUMENT)]), ParentTree=ref(TAGGED_CONTENT))
        )
        self._put_object(DOCUMENT, _written(Type="/StructElem", S="/Document", P=ref(TAGS), K=Array(self.tag_trees)))
        limits = Array([self.content_trees[0][1], self.content_trees[-1][2]])
        kids = Array(reference for reference, _first, _last in self.content_trees)
        self._put_object(TAGGED_CONTENT, _written(Kids=kids, Limits=limits))
        self._put_outline()
        self._put_object(INFO, self.info.data)
        trees = {"Pages": PAGES, "StructTreeRoot": TAGS} | ({"Outlines": OUTLINE} if self.bookmarks else {})
        written = b"".join(b"/%s %s" % (name.encode(), ref(number)) for name, number in trees.items())
        self._put_object(CATALOG, self.catalog.removesuffix(b">>") + written + b">>")
        self._put_cross_reference()

    def _put_outline(self):
        """The bookmarks of all parts as one tree, by the levels of their headings."""
        if not self.bookmarks:
            return
        top = Dictionary({"Type": "/Outlines"})
        top.number = OUTLINE
        open_rows, rows, kids = [(0, top)], [top], {OUTLINE: []}
        for level, title, target in self.bookmarks:
            while open_rows[-1][0] >= level:
                open_rows.pop()
            parent = open_rows[-1][1]
            row = Dictionary({"Title": String(title), "Dest": target, "Parent": parent.reference})
            row.number = len(self.entries)
            self.entries.append((FREE, 0, 0))
            kids[parent.number].append(row)
            kids[row.number] = []
            open_rows.append((level, row))
            rows.append(row)
        for row in reversed(rows):  # from the innermost: all of it stands open
            below = kids[row.number]
            if below:
                row["First"], row["Last"] = below[0].reference, below[-1].reference
                row["Count"] = len(below) + sum(kid.get("Count", 0) for kid in below)
            for one, following in pairwise(below):
                one["Next"], following["Prev"] = following.reference, one.reference
        self._put_packed([(row.number, row.data) for row in rows])

    def _put_cross_reference(self):
        number, position = len(self.entries), self.position
        self.entries.append((PLAIN, position, 0))
        identifier = String(self.digest.hexdigest()).data
        stream = Stream(
            [b"".join(ENTRY.pack(*entry) for entry in self.entries)],
            {
                "Type": "/XRef",
                "W": Array([1, 4, 4]),
                "Size": number + 1,
                "Root": ref(CATALOG),
                "Info": ref(INFO),
                "ID": Array([identifier, identifier]),
            },
            compress=True,
        )
        self._put_object(number, stream.data)
        self._put(b"startxref\n%d\n%%%%EOF\n" % position)

    def _put_packed(self, objects):
        """Objects that are no streams, as (number, bytes), compressed together."""
        number, places, position = len(self.entries), [], 0
        for index, (own, data) in enumerate(objects):
            self.entries[own] = (PACKED, number, index)
            places.append(f"{own} {position}")
            position += len(data) + 1
        self.entries.append((FREE, 0, 0))
        head = " ".join(places).encode() + b"\n"
        packed = zlib.compress(head + b"\n".join(data for _number, data in objects), level=9)
        told = _written(
            Type="/ObjStm", N=len(objects), First=len(head), Filter="/FlateDecode", Length=len(packed)
        )  # fmt: skip
        self._put_object(number, told + b"\nstream\n" + packed + b"\nendstream")

    def _put_object(self, number, data):
        self.entries[number] = (PLAIN, self.position, 0)
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, data))

    def _put(self, data):
        self.file.write(data)
        self.digest.update(data)
        self.position += len(data)


def _number(reference):
    """The number in a reference."""
    return int(reference.split()[0])


def _written(**members):
    """A dictionary as it is written."""
    return Dictionary(members).data
