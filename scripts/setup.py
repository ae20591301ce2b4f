"""Builds .venv from the hashed requirements with a private uv; does nothing when nothing changed.

Runs on any python3 with pip, from 3.8 on, so it uses the standard library only.
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
UV_REQUIREMENTS = ROOT / "requirements" / "uv.txt"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
OLDEST, TOO_NEW = (3, 12), (3, 15)  # as in pyproject.toml: ICU has no wheels for newer ones yet
NO_PYTHON = (
    "Python 3.12, 3.13 or 3.14 is needed and none was found: install one "
    "(for example Debian's package python3.13, or 'pyenv install 3.13') and try again."
)


def main():
    """Bring .tools/uv and .venv up to date."""
    uv = private_uv()
    environment = uv_environment()
    if not works(VENV / "bin" / "python"):
        python = suitable_python(uv, environment)
        say(f"Creating .venv with {python} ...")
        run([uv, "venv", "--clear", "--quiet", "--python", python, VENV], environment)
    stamp = VENV / ".synced"
    wanted = digest(REQUIREMENTS)
    if read(stamp) != wanted:
        say(f"Installing {REQUIREMENTS.relative_to(ROOT)} ...")
        environment["VIRTUAL_ENV"] = str(VENV)
        run([uv, "pip", "sync", "--quiet", "--require-hashes", REQUIREMENTS], environment)
        stamp.write_text(wanted)


def private_uv():
    """The uv of this work tree, installed by pip with its hash checked."""
    uv = TOOLS / "uv" / "bin" / "uv"
    stamp = TOOLS / "uv" / ".installed"
    wanted = digest(UV_REQUIREMENTS)
    if read(stamp) != wanted or not uv.exists():
        say("Installing uv into .tools/ ...")
        shutil.rmtree(TOOLS / "uv", ignore_errors=True)
        options = ["-qq", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
        target = ["--target", TOOLS / "uv", "-r", UV_REQUIREMENTS]
        run([sys.executable, "-m", "pip", "install", *options, *target], dict(os.environ))
        stamp.write_text(wanted)
    return uv


def uv_environment():
    """uv's settings: nothing but packages is downloaded, the machine's own list of certificates is trusted as pip
    trusts it (offices stand behind proxies with certificates of their own), and a person without a home can work."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    environment.setdefault("UV_SYSTEM_CERTS", "true")
    if not os.access(os.path.expanduser("~"), os.W_OK):
        environment["UV_CACHE_DIR"] = str(TOOLS / "cache")
    return environment


def suitable_python(uv, environment):
    """A Python that is new enough: the one in .python-version if it is there, else the newest."""
    found = {version(path): path for path in reversed(candidates())}
    found = {number: path for number, path in found.items() if number and OLDEST <= number < TOO_NEW}
    preferred = tuple(int(part) for part in (ROOT / ".python-version").read_text().split("."))
    for number in sorted(found, reverse=True):
        if number[: len(preferred)] == preferred:
            return found[number]
    if found:
        return found[max(found)]
    asked = [str(uv), "python", "find", "--no-project", ">=3.12,<3.15"]
    answer = subprocess.run(asked, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if answer.returncode:
        sys.exit(NO_PYTHON)
    return answer.stdout.decode().strip()


def candidates():
    """Interpreters in the usual places; each is tried before it is believed."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    found = [sys.executable]
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if not folder.endswith("shims"):
            found += glob.glob(os.path.join(folder or ".", "python3")) + glob.glob(
                os.path.join(folder or ".", "python3.[0-9]*[0-9]")
            )
    for pattern in (pyenv + "/versions/*", "/usr/local", "/opt/python*", "/usr"):
        found += glob.glob(pattern + "/bin/python3") + glob.glob(pattern + "/bin/python3.[0-9]*[0-9]")
    return [path for path in found if os.access(path, os.X_OK)]


def version(path):
    """The interpreter's version, or nothing if it does not run."""
    ask = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        answer = subprocess.run([path, "-c", ask], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return tuple(int(part) for part in answer.stdout.decode().split(".")) if answer.returncode == 0 else None


def works(python):
    """Is this environment whole, and its interpreter new enough? One without pyvenv.cfg has no packages."""
    whole = python.exists() and (VENV / "pyvenv.cfg").exists()
    number = version(str(python)) if whole else None
    return bool(number and OLDEST <= number < TOO_NEW)


def run(command, environment):
    """Run a step; if it fails, its own words and which step it was are all that is printed."""
    done = subprocess.run([str(part) for part in command], env=environment, cwd=str(ROOT))
    if done.returncode:
        sys.exit("This step failed: {}".format(" ".join(str(part) for part in command)))


def digest(path):
    """The hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(path):
    """A file's text, or nothing."""
    return path.read_text() if path.exists() else ""


def say(text):
    """Tell the person what is going on."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
