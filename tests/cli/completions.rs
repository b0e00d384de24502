//! Scripts for shells, and the manual page.

use std::process::Command;

use super::Folder;

/// What bash proposes for the last of the words.
#[cfg(unix)]
fn proposed(words: &str) -> Vec<String> {
    let folder = Folder::new();
    folder.write("cmglint.bash", folder.run(&["completions", "bash"]).code(0).out.as_bytes());
    let script = format!(
        "source ./cmglint.bash\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
         _cmglint cmglint \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
    );
    let mut bash = Command::new("bash");
    let output = bash.args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_rules_and_formats() {
    assert_eq!(proposed("cmglint ex"), ["explain"]);
    let rules = ["region-changed", "region-outside-environment", "region-spelling"];
    assert_eq!(proposed("cmglint explain region-"), rules);
    assert_eq!(proposed("cmglint check --select region-"), rules);
    assert_eq!(proposed("cmglint --ignore conv")[0], "conversion");
    assert_eq!(proposed("cmglint completions po"), ["powershell"]);
}

#[test]
fn every_shell_has_a_script_with_the_rules() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.run(&["completions", shell]);
        ran.code(0).says("show-settings");
        // The generators for these two know no values.
        if !["powershell", "elvish"].contains(&shell) {
            ran.says("region-spelling");
        }
    }
    let fish = folder.run(&["completions", "fish"]).out;
    let line = "__fish_cmglint_using_subcommand explain\" -f -a region-changed -d 'gateway moves";
    assert!(fish.contains(line), "positional values are proposed");
    folder.run(&["completions", "tcsh"]).code(2).says("powershell");
}

#[test]
fn rules_are_proposed_and_globs_are_taken_all_the_same() {
    let folder = Folder::with("format = 1\n");
    folder.run(&["check", "--select", "name-*"]).code(0);
    folder.run(&["check", "--select", "name-prefx-*"]).code(2).says("no rule and no family");
}

#[test]
fn the_manual_page_has_every_command_and_the_exit_status() {
    let folder = Folder::new();
    let page = folder.run(&["man"]).code(0).out.clone();
    let lines: Vec<&str> = page.lines().collect();
    for command in ["check", "plan", "inspect", "import", "explain", "init", "status"] {
        let heading = format!(".SS \"cmglint {command}\"");
        assert!(lines.contains(&heading.as_str()), "no {heading}");
    }
    for section in [".SH OPTIONS", ".SH COMMANDS", ".SH \"EXIT STATUS\"", ".SH FILES"] {
        assert!(lines.contains(&section), "no {section}");
    }
    assert!(lines.iter().any(|line| line.starts_with(".TH cmglint 1")));
}
