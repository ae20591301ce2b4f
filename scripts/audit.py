"""`make audit`: are weaknesses known of the packages that production installs? The list of them is on the internet."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ["pip-audit", "--requirement", "requirements/production.txt", "--disable-pip", "--format", "json"]


def main():
    """The exit code is 1 for a known weakness; where nothing could be asked, that is said and is no fault."""
    program = Path(sys.executable).parent / COMMAND[0]
    command = [program, *COMMAND[1:], "--progress-spinner", "off"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    sys.exit(judge(done.stdout))


def judge(told):
    """What pip-audit's JSON comes to, as the exit code; prints it."""
    try:
        packages = json.loads(told)["dependencies"]
    except ValueError:
        packages = []
    asked = [package for package in packages if "skip_reason" not in package]
    weak = [package for package in asked if package["vulns"]]
    for package in weak:
        known = ", ".join(weakness["id"] for weakness in package["vulns"])
        print(f"{package['name']} {package['version']}: {known}")
    if not asked:
        print("NOT AUDITED: the list of known weaknesses cannot be reached from here. Run it where there is internet.")
        return 0
    print(f"{len(asked)} packages audited, {len(packages) - len(asked)} not known to the list, {len(weak)} weak.")
    return 1 if weak else 0


if __name__ == "__main__":
    main()
