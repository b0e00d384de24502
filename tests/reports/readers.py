"""How each kind of report is read: by its schema, by a library, by the rules of its reader."""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree

import jsonschema
import junitparser

HOME = pathlib.Path(__file__).resolve().parent


class Refused(Exception):
    """The reader does not take the report, or reads something else in it."""


def same(what, found, expected):
    if found != expected:
        raise Refused(f"{what}: {found!r} instead of {expected!r}")


def schema_errors(report, schema):
    validator = jsonschema.validators.validator_for(schema)(schema)
    for error in validator.iter_errors(report):
        raise Refused(f"{error.json_path}: {error.message[:200]}")


def still_open(said):
    return [it for it in said["findings"] if it["allowed"] is None]


def sarif(text, said, multitool):
    report = json.loads(text)
    schema = pathlib.Path(multitool, "sarif-2.1.0.json").read_text(encoding="utf-8-sig")
    schema_errors(report, json.loads(schema))
    # The multitool takes a wrong `level`, and ends well whatever it has found: both are asked.
    with tempfile.TemporaryDirectory() as work:
        source, verdict = pathlib.Path(work, "a.sarif"), pathlib.Path(work, "verdict.sarif")
        source.write_bytes(text)
        command = [f"{multitool}/Sarif.Multitool", "validate", str(source), "--output", str(verdict)]
        command += ["--rule-kind", "Sarif;Ghas"]
        environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        if not verdict.exists():
            raise Refused(f"the multitool wrote nothing: {done.stdout.decode()[-300:]}")
        for result in json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"][0]["results"]:
            if result.get("level", "warning") in ("error", "warning"):
                raise Refused(f"{result['ruleId']}: {result['message']}")
    results = report["runs"][0]["results"]
    same("rules", [it["ruleId"] for it in results], [it["rule"] for it in said["findings"]])


def gitlab(text, said, _):
    report = json.loads(text)
    schema_errors(report, json.loads((HOME / "gitlab.schema.json").read_text()))
    prints = [it["fingerprint"] for it in report]
    same("fingerprints that differ", len(set(prints)), len(prints))
    messages = [it["message"] for it in still_open(said)]
    same("descriptions", [it["description"] for it in report], messages)


def junit(text, said, _):
    try:
        report = junitparser.JUnitXml.fromstring(text)
    except (xml.etree.ElementTree.ParseError, junitparser.JUnitXmlError, ValueError) as error:
        raise Refused(error) from error
    stated = (report.tests, report.failures, report.errors)
    suites = list(report)
    cases = [case for suite in suites for case in suite]
    outcomes = [outcome for case in cases for outcome in case.result]
    failures = [it for it in outcomes if isinstance(it, junitparser.Failure)]
    errors = [it for it in outcomes if isinstance(it, junitparser.Error)]
    same("counts", stated, (len(cases), len(failures), len(errors)))
    for suite in suites:
        same(f"tests of {suite.name}", suite.tests, len(list(suite)))
    messages = [it["message"] for it in still_open(said)]
    same("messages", [it.message for it in failures], messages)
    names = [(case.classname, case.name) for case in cases if case.classname != "cmglint"]
    same("names that differ", len(set(names)), len(names))


def undo(text, letters):
    for escaped, letter in letters:
        text = text.replace(escaped, letter)
    return text


def github(text, said, _):
    # As the runner reads a line: `::command name=value,…::text`.
    data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
    lines = text.decode().splitlines()
    same("lines", len(lines), len(still_open(said)))
    for line, it in zip(lines, still_open(said)):
        parts = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        if not parts:
            raise Refused(f"no command: {line}")
        pairs = [pair.split("=", 1) for pair in parts[2].split(",")]
        properties = {key: undo(value, [("%3A", ":"), ("%2C", ","), *data]) for key, value in pairs}
        same("file", properties["file"], it["path"])
        same("line", properties["line"], str(it["start"]["line"]))
        if properties["line"] != properties["endLine"] and "col" in properties:
            raise Refused("columns of a place on several lines")
        message = undo(parts[3], data)
        if it["message"] not in message:
            raise Refused(f"{message!r} without {it['message']!r}")


def azure(text, said, _):
    # As the agent reads it: the first bracket ends the properties.
    data = [("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")]
    lines = text.decode().splitlines()
    same("lines", len(lines), len(still_open(said)))
    for line, it in zip(lines, still_open(said)):
        parts = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
        if not parts:
            raise Refused(f"no command: {line}")
        pairs = [pair.split("=", 1) for pair in parts[1].split(";") if pair]
        properties = {key: undo(value, [("%3B", ";"), ("%5D", "]"), *data]) for key, value in pairs}
        if properties["type"] not in ("error", "warning"):
            raise Refused(f"a type that the agent does not know: {properties['type']}")
        same("sourcepath", properties["sourcepath"], it["path"])
        same("linenumber", properties["linenumber"], str(it["start"]["line"]))
        if not undo(parts[2], data).startswith(it["message"]):
            raise Refused(f"{parts[2]!r} without {it['message']!r}")


READERS = {"sarif": sarif, "gitlab": gitlab, "junit": junit, "github": github, "azure": azure}
