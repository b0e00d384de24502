"""usage: action.py REPOSITORY RELEASES VERSION: plays the steps of action.yml as a runner would.

What `${{ … }}` names is put in its place, the files of a runner are files of a new folder, and steps
that use other actions are noted only."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import ruamel.yaml

repository, releases, version = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
action = ruamel.yaml.YAML(typ="safe").load(repository / "action.yml")
DOCUMENT = """format = 1

[gateway.lab]
service-name = "granitefalls.contoso.com"
region = "{}"
description = "100% :: ]] \\n::error::no command"
"""


class Runner:
    """One run of the action in a repository of somebody."""

    def __init__(self, folder: Path, inputs: dict[str, str], system: str = "Linux", private: bool = False):
        self.folder, self.system = folder, system
        self.temporary = Path(tempfile.mkdtemp(dir=folder.parent))
        known = {name: it.get("default", "") for name, it in action["inputs"].items()}
        unknown = inputs.keys() - known.keys()
        assert not unknown, unknown
        self.inputs = {**known, "releases": releases, **inputs}
        self.private = private
        self.outputs: dict[str, dict[str, str]] = {}
        self.path: list[str] = []
        self.said, self.used = "", []
        self.failed = False
        for step in action["runs"]["steps"]:
            if not self.failed and self.wanted(step.get("if", "true")):
                self.step(step)

    def wanted(self, condition: str) -> bool:
        condition = self.expressions(condition) if "${{" in condition else condition
        return condition == "true"

    def expressions(self, text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda it: self.value(it[1]), text)

    def value(self, expression: str) -> str:
        match expression.split("."):
            case ["inputs", name]:
                return self.inputs[name]
            case ["steps", step, "outputs", name]:
                return self.outputs[step][name]
            case ["github", "action_path"]:
                return str(repository)
        # The only condition that there is.
        assert expression == (
            "inputs.upload-sarif == 'true' || inputs.upload-sarif == 'auto' && github.event.repository.private == false"
        ), expression
        upload = self.inputs["upload-sarif"]
        return "true" if upload == "true" or upload == "auto" and not self.private else "false"

    def step(self, step: dict) -> None:
        if "uses" in step:
            self.used.append({name: self.expressions(it) for name, it in step["with"].items()})
            return
        files = {name: self.temporary / name for name in ["output", "path", "summary"]}
        for file in files.values():
            file.touch()
        environment = {
            **{name: self.expressions(str(it)) for name, it in step.get("env", {}).items()},
            "PATH": os.pathsep.join([*self.path, os.environ["PATH"]]),
            "HOME": str(self.temporary),
            "RUNNER_OS": self.system,
            "RUNNER_ARCH": "X64",
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_PATH": str(files["path"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
        }
        script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ran = subprocess.run(script, cwd=self.folder, env=environment, capture_output=True, text=True)
        self.said += ran.stdout + ran.stderr
        self.failed = ran.returncode != 0
        self.path = files["path"].read_text().split()
        if "id" in step:
            lines = files["output"].read_text().splitlines()
            self.outputs[step["id"]] = dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        return (self.temporary / "summary").read_text()


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@contoso.com"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "somebody's repository")
        folder.mkdir()
        git(folder, "init", "--initial-branch=main")
        (folder / "cmg.toml").write_text(DOCUMENT.format("eastus"))
        git(folder, "add", "--all")
        git(folder, "commit", "--message", "A gateway")
        (folder / "cmg.toml").write_text(DOCUMENT.format("westeurope"))

        run = Runner(folder, {"baseline": "git:HEAD", "args": "--select conversion,document"})
        assert run.failed, run.said
        assert "::error file=cmg.toml,line=5," in run.said, run.said
        # What a document says is no command.
        commands = [line for line in run.said.splitlines() if line.startswith("::")]
        assert not any(line.startswith("::error::no command") for line in commands), commands
        assert run.outputs["check"]["status"] == "1", run.outputs
        assert "region-changed" in run.summary and "westeurope" in run.summary, run.summary
        plan = Path(run.outputs["check"]["plan"]).read_text()
        assert plan.startswith("<!-- cmglint plan -->\n") and "westeurope" in plan, plan
        assert run.used == [{"sarif_file": run.outputs["check"]["sarif"], "category": "cmglint"}], run.used
        assert "region-changed" in Path(run.used[0]["sarif_file"]).read_text()

        run = Runner(folder, {"fail-on": "never", "plan": "false"}, private=True)
        assert not run.failed and run.used == [] and run.outputs["check"]["plan"] == "", run.said

        # Without a baseline there is no plan, and that fails nothing.
        run = Runner(folder, {"args": "--ignore all"})
        assert not run.failed and "there is no plan" in run.said, run.said

        run = Runner(folder, {"version": "v0.0.0"})
        assert run.failed and "::error title=cmglint::cannot download" in run.said, run.said
        run = Runner(folder, {}, system="Plan9")
        assert run.failed and "there is no program for Plan9" in run.said, run.said

        archive = Path(releases.removeprefix("file://"), f"v{version}", "cmglint-x86_64-unknown-linux-gnu.tar.gz")
        with archive.open("ab") as file:
            file.write(b"!")
        run = Runner(folder, {})
        assert run.failed and "is not what its release says it is" in run.said, run.said
    print("archive and action: ok")


main()
