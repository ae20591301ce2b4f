"""The same registry as an ordinary Django app: relations, a ModelViewSet, page numbers, prefetches.

What a good developer writes in a day. It has no audiences, no agreements and no desk; it exists to be measured.
"""
