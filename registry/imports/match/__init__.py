"""Reading untidy cells into values. Knows no sheet, no row and no request.

    matcher = Matcher()                      # once for an import; a handful of queries at most
    reading = matcher.read("entities", "UNODC, WHO & UNWOMN")
    reading.of("entity")                     # ["unodc", "who"]: certain, to be taken without asking
    reading.certain                          # False: “UNWOMN” is not settled
    reading.unknown                          # ("UNWOMN",)
    reading.proposals[0]                     # Proposal(values=(Value("entity", "un-women"),), label="UN-Women",
                                             #          confidence=0.88, reason="Written like “UNWOMEN”.")
    reading.problem, reading.nearest         # a sentence for the person, and labels of what would do
    reading.pieces                           # item by item: text, values or proposals, remark (“UNODC (ROSEN)”)

Kinds of cells, and the lists that their values are of:

    entities                 entity (slug)
    countries, regions, places    country (ISO3), region (code), figure (a Figure: “more than 23 countries”)
    chapters, subheadings    chapter (number), subheading (slug; brings its chapter)
    recommendations, terms   recommendation, term (code); `ColumnContext(scheme="programmes", chapter=4)`
    level, scope             level, scope: either may be said in the other's column
    status, event_status, mode, role, record_kind, language    the list of that name
    joint, yes_no            True or False
    dates                    period (a Period); `ColumnContext(order=decide_order(cells))`
    references, version      reference ("ACT-482913"), version (number)

Certain is what equals a known name after case, accents, punctuation and spelling are put aside, and nothing else:
likeness, parts of names, names that several bear and anything with “?” or “except” are proposals, best first, each with
confidence and reason. What is unknown stays as text in its piece. Nothing raises; long cells take bounded time.

    order = decide_order(cells_of_a_column)          # Order(day_first, certain, sentence)
    matcher.match_columns(titles, samples, "activity")   # [ColumnReading(title, name, proposals)]
"""

from registry.imports.match.matcher import Matcher
from registry.imports.match.order import decide_order
from registry.imports.match.readings import ColumnContext, ColumnReading, Order, Piece, Proposal, Reading, Value
from registry.imports.match.vocabulary import Vocabulary

__all__ = [
    "ColumnContext",
    "ColumnReading",
    "Matcher",
    "Order",
    "Piece",
    "Proposal",
    "Reading",
    "Value",
    "Vocabulary",
    "decide_order",
]
