"""A Bloom filter read from a file: is a text one of many? Never a wrong no, and rarely a wrong yes."""

import hashlib
import math
import mmap
from pathlib import Path

MAGIC = b"BLOOM1\n"
HEAD = len(MAGIC) + 12


def positions(text: str, bits: int, hashes: int):
    """The bits of a text: two halves of one SHA-256, combined."""
    digest = hashlib.sha256(text.encode()).digest()
    first, step = int.from_bytes(digest[:16]), int.from_bytes(digest[16:]) | 1
    return [(first + turn * step) % bits for turn in range(hashes)]


def build(texts: list, *, wrong_yes: float) -> bytes:
    """The bytes of a filter over the texts."""
    bits = math.ceil(-len(texts) * math.log(wrong_yes) / math.log(2) ** 2)
    hashes = max(1, round(bits / len(texts) * math.log(2)))
    field = bytearray((bits + 7) // 8)
    for text in texts:
        for position in positions(text, bits, hashes):
            field[position >> 3] |= 1 << (position & 7)
    return MAGIC + bits.to_bytes(8) + hashes.to_bytes(4) + bytes(field)


class BloomFilter:
    """A filter whose file is mapped into memory, so that processes share it."""

    def __init__(self, path: Path):
        with path.open("rb") as file:
            self._field = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._field[: len(MAGIC)] != MAGIC:
            raise ValueError(f"{path} is no Bloom filter.")
        self._bits = int.from_bytes(self._field[len(MAGIC) : len(MAGIC) + 8])
        self._hashes = int.from_bytes(self._field[len(MAGIC) + 8 : HEAD])

    def __contains__(self, text: str) -> bool:
        found = positions(text, self._bits, self._hashes)
        return all(self._field[HEAD + (position >> 3)] >> (position & 7) & 1 for position in found)
