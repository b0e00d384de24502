"""Called by `validate`: reads reports as those do for whom they are written."""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from readers import READERS, Refused

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Each takes something from a report that its reader must miss, or adds what it must not take.
DAMAGE = {
    "sarif": [
        ('"level": "error"', '"level": "fatal"'),
        ('"ruleIndex": 0', '"ruleIndex": 999'),
        ('"startLine": ', '"startLine": -'),
        ('"version": "2.1.0"', '"version": "2.0.0"'),
        ('"uri": "', '"uri": "a b'),
    ],
    "gitlab": [
        ('"severity": "major"', '"severity": "error"'),
        ('"begin": ', '"start": '),
        (r'"fingerprint": "\w+"', '"fingerprint": "twice"'),
    ],
    "junit": [
        ("</testsuite>", ""),
        ('failures="', 'failures="9'),
        ("<failure ", "<failed "),
        ("help:", "help:\x01"),
    ],
    "github": [("::error ", "::fatal "), ("%0Asee", "\nsee"), (",line=", ",line=x")],
    "azure": [("type=error", "type=info"), ("%0Asee", "\nsee"), (";linenumber=", ";linenumber=x")],
}

HOSTILE = r'''format = 1
"</failure>]]>😀|`x" = 1
[gateway."::error::%0A##vso[task.complete]"]
service-name = "<script>\u0000\n::error::a"
region = "](1) ![x](http://evil.example) \u202E"
vm-instances = "1" # cmglint: allow(wrong-type) ]]> "quoted" <b>
[gateway.east]
service-name = "gf.contoso.com"
region = "East US"
'''


def workplace(folder):
    """Documents that are clean, wrong, hostile, no TOML, no UTF-8, and one that is not there."""
    for name in ("contoso", "mistakes"):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    (folder / "hostile;]%:,& x.cmg.toml").write_text(HOSTILE)
    (folder / "broken.cmg.toml").write_text("format = 1\n[gateway\n= 3\n\x00")
    (folder / "odd.cmg.toml").write_bytes(b"format = 1\n# \xff\n[gateway.\xfe]\nregion = 1\n")
    (folder / "windows.cmg.toml").write_bytes(b"\xef\xbb\xbfformat = 2\r\nx = 1\r\n")


def run(program, folder, paths):
    """Reports of one run by their format, and what the JSON report says."""
    command = [program, "check", "--today", "2026-11-22", "--show-allowed", "--format", "json"]
    for name in READERS:
        command += ["--output-file", f"{name}=report.{name}"]
    done = subprocess.run(command + paths, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (1, 2) and paths:
        sys.exit(f"the run ended with {done.returncode}: {done.stderr.decode()}")
    reports = {name: (folder / f"report.{name}").read_bytes() for name in READERS}
    return reports, json.loads(done.stdout)


def main():
    program, multitool = sys.argv[1:]
    passed, failed = 0, 0

    def expect(what, refused, name, report, said):
        nonlocal passed, failed
        try:
            READERS[name](report, said, multitool)
            reason = None
        except Refused as error:
            reason = str(error)
        if (reason is not None) == refused:
            passed += 1
            return
        failed += 1
        print(f"{name}, {what}: {'is not refused' if refused else reason}")

    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        workplace(folder)
        for what, paths in {"everything": [], "a file that is missing": [".", "absent.toml"]}.items():
            reports, said = run(program, folder, paths)
            for name, report in reports.items():
                expect(what, False, name, report, said)
        for name, damages in DAMAGE.items():
            for pattern, text in damages:
                whole = reports[name].decode()
                damaged = re.sub(pattern, text, whole)
                if damaged == whole:
                    sys.exit(f"{name}: nothing to damage: {pattern}")
                expect(f"{pattern} damaged to {text!r}", True, name, damaged.encode(), said)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
