#!/bin/sh
# Finds any python3 that has pip and lets it build the environment (scripts/setup.py).
# A version manager's python3 may be a stub that refuses to run here, so each one is tried.
cd "$(dirname "$0")/.." || exit 1
for python in "${PYTHON:-python3}" /usr/local/bin/python3 /usr/bin/python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3; do
    if "$python" -c 'import sys, pip; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
        exec "$python" scripts/setup.py
    fi
done
echo "No python3 with pip was found: install one (on Debian: apt-get install python3-pip) and try again." >&2
exit 1
