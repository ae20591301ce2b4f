"""`make soak`: a portal of its own under load while everything around it fails, and the count of what it kept.

All of it is on this machine's loopback and in `.data/soak`; it ends by itself after the minutes asked for.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.soak.clients import Partner, Person, Program  # noqa: E402
from scripts.soak.load import Tally  # noqa: E402
from scripts.soak.mailbox import Mailbox  # noqa: E402
from scripts.soak.portal import NAME, SoakPortal  # noqa: E402
from ungass_portal.lib import devpg  # noqa: E402

DATABASE_AWAY = 2.0
AFTERWARDS = 30.0
RECOVERED = 10.0  # seconds from the return of the database to the next acknowledged save, at most
JOB_AWAITED = 2.0
FAULTS = (
    "web processes killed",
    "workers killed",
    "workers killed in the middle of a job",
    "sealings killed",
    "connections cut",
    "connections cut in a commit",
    "database restarts",
    "database crashes",
    "mail server down",
    "disk full",
    "documents without room",
)
FULL_LENGTH = 600  # seconds, after which each fault must have come about


class Faults:
    """What fails, and when: each fault is due at moments that are counted from the start."""

    def __init__(self, portal, mailbox, seconds, tally):
        self.portal, self.mailbox, self.seconds, self.tally = portal, mailbox, seconds, tally
        self.over = threading.Event()
        self.done, self.away = Counter(dict.fromkeys(FAULTS, 0)), []
        every = min(20.0, seconds / 3)
        self.plan = sorted(
            [(moment, self._kill_web) for moment in self._moments(every)]
            + [(moment, self._kill_worker) for moment in self._moments(every * 1.3)]
            + [(moment, self._cut) for moment in self._moments(1.0)]
            + [(seconds * 0.35, self._restart_database), (seconds * 0.7, self._crash_database)]
            + [(seconds * 0.2, self._mail_down), (seconds * 0.45, self._mail_up)]
            + [(seconds * 0.4, self._disk_full), (seconds * 0.6, self._disk_free)],
            key=lambda due: due[0],
        )
        self.thread = threading.Thread(target=self._cut_commits, daemon=True)

    def _moments(self, every):
        return [every * number for number in range(1, int(self.seconds / every))]

    def run(self):
        """Let each happen when it is due; between them see that what died lives again."""
        start = time.monotonic()
        self.thread.start()
        for moment, fault in [*self.plan, (self.seconds, lambda: None)]:
            while time.monotonic() - start < moment:
                self.done["processes that ended by themselves"] += self.portal.revive()
                self._maybe_kill_sealing()
                time.sleep(0.05)
            fault()
        self.over.set()
        self._wait_for_a_save()

    def _wait_for_a_save(self):
        """Nothing fails any more: people go on until the portal has recovered, or half a minute has passed."""
        end = time.monotonic() + AFTERWARDS
        while time.monotonic() < end and _until_next(self.tally.saves, self.away[-1][1]) == float("inf"):
            self.done["processes that ended by themselves"] += self.portal.revive()
            time.sleep(0.2)

    def _kill_web(self):
        victim = self.portal.web_child()
        if victim:
            os.kill(victim, signal.SIGKILL)
            self.done["web processes killed"] += 1

    def _kill_worker(self):
        """In the middle of a job, if one is begun soon."""
        end = time.monotonic() + JOB_AWAITED
        while not (working := self.portal.is_working()) and time.monotonic() < end:
            time.sleep(0.02)
        self.portal.kill_worker()
        self.done["workers killed"] += 1
        self.done["workers killed in the middle of a job"] += working

    def _maybe_kill_sealing(self):
        """A sealing told that it begins: in half of the cases it does not get to its end."""
        if self.portal.begins_to_seal() and random.random() < 0.5:
            time.sleep(random.uniform(0, 0.15))
            self.portal.kill("seal")
            self.done["sealings killed"] += 1

    def _cut(self):
        self.done["connections cut"] += self.portal.cut("true")

    def _cut_commits(self):
        """Look out for commits under way and cut their connections."""
        while not self.over.wait(0.02):
            if random.random() < 0.1:
                self.done["connections cut in a commit"] += self.portal.cut(
                    "state = 'active' AND query ILIKE 'COMMIT%'"
                )

    def _restart_database(self):
        self._database(lambda: devpg.stop(self.portal.data))
        self.done["database restarts"] += 1

    def _crash_database(self):
        """SIGQUIT: no shutdown, the next start recovers from the log."""
        pid = int((devpg.socket_dir(self.portal.data) / "postmaster.pid").read_text().split()[0])
        self._database(lambda: os.kill(pid, signal.SIGQUIT))
        self.done["database crashes"] += 1

    def _database(self, end):
        gone = time.monotonic()
        end()
        time.sleep(DATABASE_AWAY)
        devpg.ensure(self.portal.data)
        self.away.append((gone, time.monotonic()))

    def _mail_down(self):
        self.mailbox.up = False
        self.done["mail server down"] += 1

    def _mail_up(self):
        self.mailbox.up = True

    def _disk_full(self):
        self.portal.room = False
        self.portal.kill_worker()
        self.done["disk full"] += 1

    def _disk_free(self):
        self.portal.room = True
        self.portal.kill_worker()


def main():
    """Prepare, load, fail, look; the exit code says whether everything was kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--editors", type=int, default=50)
    parser.add_argument("--pullers", type=int, default=20)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two acts of one client")
    parser.add_argument("--dump", type=Path, help="a dump with reference data to start from, else it is loaded anew")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-", dir=_data()))
    folder.chmod(0o755)  # as root, the server runs under an account of its own
    mailbox, portal = Mailbox(), None
    try:
        portal = SoakPortal(folder, mailbox.port)
        keys = portal.prepare(options.editors, options.pullers, options.dump)
        portal.start()
        tally, faults = load(portal, mailbox, keys, options)
        portal.stop_processes()
        found = portal.verify(tally)
    finally:
        if portal:
            portal.stop()
        mailbox.close()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(report(options, tally, faults, found, mailbox))


def _data():
    data = ROOT / ".data"
    data.mkdir(exist_ok=True)
    return data


def load(portal, mailbox, keys, options):
    """Let everybody work until the time is up; returns what they were answered and what failed."""
    tally, stop = Tally(), threading.Event()
    common = (portal.port, tally, stop, options.pause)
    clients = [Program(2 * number, token, *common) for number, token in enumerate(keys["tokens"])]
    clients += [Person(2 * n + 1, key, keys["form"], *common) for n, key in enumerate(keys["sessions"])]
    clients += [Partner(token, *common) for token in keys["partners"]]
    for client in clients:
        client.start()
    faults = Faults(portal, mailbox, options.seconds, tally)
    faults.run()
    portal.end("seal")  # what it published last is there for all who pull to the end
    stop.set()
    for client in clients:
        client.join(timeout=60)
    return tally, faults


def report(options, tally, faults, found, mailbox):
    """Print what was found; returns 1 if anything was lost, half-done or done twice."""
    twice = [address for address, count in Counter(mailbox.recipients).items() if count > 1]
    not_arrived = sorted(set(found["sent"]) - set(mailbox.recipients))
    faults.done["documents without room"] = found["no room"]
    away = ", ".join(f"{back - gone:.1f}" for gone, back in faults.away)
    recovered = ", ".join(f"{_until_next(tally.saves, back):.1f}" for _gone, back in faults.away)
    problems = {
        "acknowledged saves lost": found["lost"],
        "half-saved records": found["half-saved"],
        "half-sealed editions": found["half-sealed"],
        "documents away or half-written": found["half-written"],
        "partners out of step": found["out of step"],
        "mails sent twice": twice,
        "mails called sent that did not arrive": not_arrived,
        "answers that must not be": tally.faults,
        "slow recoveries": slow_recoveries(faults.away, tally.saves),
        "faults that never came about": never(faults.done, options.seconds),
    }
    print(f"Soak: {options.editors} editors, {options.pullers} pullers, {options.seconds:.0f} seconds on {NAME}.")
    answers = sorted((f"answers {key}", count) for key, count in tally.answers.items())
    for what, count in [*faults.done.items(), *answers]:
        print(f"  {what}: {count}")
    print(f"  seconds for which the database was away: {away}; from its return to the next save: {recovered}")
    print(f"  months sealed: {found['editions']}; letters: {found['letters']}; jobs: {found['jobs']}")
    print(f"  documents: {found['documents']}")
    print(f"  mails that arrived: {len(mailbox.recipients)}")
    print(f"  wordings published: {found['published']}; partners with a mirror: {len(tally.mirrors)}")
    kept = f"of these found: {found['found']}; found in all: {found['saved']}"
    print(f"  writes acknowledged: {found['acknowledged']}, {kept}")
    for what, which in problems.items():
        print(f"  {what}: {len(which)}")
        for one in which[:5]:
            print(f"    {one}")
    return int(any(problems.values()) or not found["acknowledged"])


def slow_recoveries(away, saves):
    """Recoveries that took too long; one into which the next absence fell is not judged."""
    nexts = [gone for gone, _back in away[1:]] + [float("inf")]
    judged = [back for (_gone, back), following in zip(away, nexts, strict=True) if following > back + RECOVERED]
    return [f"{took:.1f} seconds" for back in judged if (took := _until_next(saves, back)) > RECOVERED]


def never(done, seconds):
    """Faults that never came about, though there was time for all."""
    return [name for name in FAULTS if not done[name]] if seconds >= FULL_LENGTH else []


def _until_next(moments, start):
    """Seconds from a moment to the next of others."""
    return min((moment - start for moment in moments if moment > start), default=float("inf"))


if __name__ == "__main__":
    main()
