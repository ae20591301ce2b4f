"""Compiled catalogues beside those that people edit: *.mo is made from *.po on each machine, by Babel alone.

`python -m ungass_portal.lib.catalogues` compiles what changed; development does so by itself at every start.
"""

import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[2] / "locale"


def stale(folder=LOCALE):
    """The catalogues that are not compiled, or were edited since."""
    return [po for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _age(po.with_suffix(".mo")) < _age(po)]


def compile_stale(folder=LOCALE):
    """Compile what is stale, and say what that was; processes that start at once do not disturb each other."""
    found = stale(folder)
    for po in found:
        _write(po.with_suffix(".mo"), compiled(po))
    return found


def compiled(po):
    """The bytes of a catalogue as programs read it."""
    import io  # Babel is asked only where something changed: every process of development passes here

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as file:
        catalogue = read_po(file, locale=po.parts[-3])
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _age(path):
    return path.stat().st_mtime_ns if path.exists() else 0


def _write(path, content):
    """Write whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.chmod(name, 0o644)
    os.replace(name, path)


if __name__ == "__main__":
    compile_stale()
