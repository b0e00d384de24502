"""Called by `agree`: compares what readers of the schema say with what the program says, line by line."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas/cmg.schema.json"
PROGRAM, BIN = sys.argv[1:]

# What a schema can say as well. A secret that stands in a document has a key or a type of its own.
RULES = "unknown-key,unknown-value,wrong-type,missing-key,secret-in-document"

# More than the cases have: each way to write a date, and a table for each other type.
MORE = {
    "dates.cmg.toml": """format = 1
[azure.server-app]
created = 2026-11-01
secret-expires = 2026-11-01T10:00:00Z
""",
    "no-dates.cmg.toml": """format = 1
[azure.server-app]
created = "soon"
secret-expires = 10:00:00
""",
    "types.cmg.toml": """format = 1
baseline = 1
kind = true
[site]
code = "P0001"
optional-features = "scale-set-gateway"
internet-clients = 1
[gateway.east]
service-name = ["a"]
vm-instances = 2.0
roles = {}
""",
}

# Lines on which a schema cannot say the same, and why. All others must be the same.
KNOWN = {
    ("names-from-elsewhere.cmg.toml", 12): "what is misspelt is not missing as well, say we",
    ("traps.cmg.toml", 4): "three letters, and yet none for a site",
    ("traps.cmg.toml", 13): "a date in quotes, which is a string like any other to taplo",
    ("traps.cmg.toml", 29): "a backslash that TOML takes for an escape",
    ("types.cmg.toml", 1): "a key that desired documents need, and deployed ones do not",
    ("types.cmg.toml", 8): "a key that desired documents need, and deployed ones do not",
}

# Documents that a reader cannot read, and why.
UNREAD = {
    ("windows-line-breaks.cmg.toml", "taplo"): "a byte order mark",
    ("windows-line-breaks.cmg.toml", "tombi"): "a byte order mark",
    ("windows-line-breaks.cmg.toml", "check-jsonschema"): "a byte order mark",
}


def documents(folder):
    for source in sorted([*ROOT.glob("tests/cases/*.cmg.toml"), *ROOT.glob("examples/*/*cmg.toml")]):
        name = source.name if source.parent.name == "cases" else f"{source.parent.name}-{source.name}"
        # The first line of examples names the schema by a relative path.
        text = source.read_bytes().replace(b"#:schema", b"# schema")
        (folder / name).write_bytes(text)
    for name, text in MORE.items():
        (folder / name).write_text(text)
    return sorted(it.name for it in folder.glob("*.toml"))


def run(folder, *command):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def ours(folder, name):
    """Lines with findings; nothing where the document is no TOML."""
    done = run(folder, PROGRAM, "check", "--select", f"syntax,{RULES}", "--format", "json", name)
    findings = json.loads(done.stdout)["findings"]
    if any(it["rule"] == "syntax" for it in findings):
        return None
    return {it["start"]["line"] for it in findings}


def taplo(folder, name):
    done = run(folder, f"{BIN}/taplo", "lint", "--no-auto-config", "--schema", SCHEMA.as_uri(), name)
    if "invalid TOML" in done.stderr:
        return None
    return {int(it) for it in re.findall(r"┌─ .*:(\d+):\d+", done.stderr)}


def tombi(folder, name):
    (folder / "tombi.toml").write_text(
        f'toml-version = "v1.1.0"\n[[schemas]]\npath = "{SCHEMA}"\ninclude = ["*cmg.toml"]\n'
    )
    command = [f"{BIN}/tombi", "lint", "--offline", "--diagnostics-format", "json"]
    done = run(folder, *command, "--diagnostics-file", "/dev/stdout", name)
    (folder / "tombi.toml").unlink()
    found = json.loads(done.stdout)
    if any(it["code"].startswith(("expected", "invalid", "parse")) for it in found):
        return None
    return {it["range"]["start"]["line"] for it in found}


def check_jsonschema(folder, name):
    """Says no lines, so that it is asked only whether there is anything."""
    command = [f"{BIN}/check-jsonschema", "--output-format", "json", "--schemafile", str(SCHEMA)]
    answer = json.loads(run(folder, *command, name).stdout)
    if answer.get("parse_errors"):
        return None
    return bool(answer.get("errors"))


def differences(name, reader, said, expected):
    """What of it is not known, in words; known differences that were met are left in `met`."""
    if said is None or expected is None:
        return "" if said == expected else f"reads {said} where cmglint reads {expected}"
    if isinstance(said, bool):
        return "" if said == bool(expected) else f"says {said}, cmglint {sorted(expected)}"
    # taplo says what it says of a key at every line of the table as well.
    found = expected - said if reader == "taplo" and expected else expected ^ said
    known = {line for line in found if (name, line) in KNOWN}
    MET.update((name, line) for line in known)
    return f"says {sorted(said)}, cmglint {sorted(expected)}" if found - known else ""


MET = set()


def main():
    readers = {"taplo": taplo, "tombi": tombi, "check-jsonschema": check_jsonschema}
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        for name in documents(folder):
            expected = ours(folder, name)
            for reader, read in readers.items():
                different = differences(name, reader, read(folder, name), expected)
                if different and (name, reader) in UNREAD:
                    MET.add((name, reader))
                elif different:
                    failed += 1
                    print(f"{name}: {reader} {different}")
                else:
                    passed += 1
    for known in sorted({*KNOWN, *UNREAD} - MET, key=str):
        failed += 1
        print(f"{known}: there is no difference any more")
    print(f"{len(MET)} differences are known")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
