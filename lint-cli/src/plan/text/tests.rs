//! What a terminal gets.

use super::{
    super::samples::{HOSTILE, hostile, impossible, planned, realistic, sheet},
    all,
};
use cmg_rules::{plan::Plan, quote::harmless};

fn text(plan: Plan) -> String {
    let planned = planned(plan);
    let styled = all(&[sheet(&planned)]);
    anstream::adapter::strip_str(&styled).to_string()
}

#[test]
fn lines_fit_the_terminal_but_for_commands() {
    let text = text(realistic());
    for line in text.lines() {
        let is_command = line.contains("-CM");
        assert!(is_command || line.chars().count() <= super::WIDTH, "{line}");
        assert_eq!(line.trim_end(), line);
    }
}

#[test]
fn hostile_values_do_nothing_to_a_terminal() {
    for value in HOSTILE {
        let text = text(hostile(value));
        let bad: String = text.chars().filter(|it| *it != '\n' && harmless(*it) != *it).collect();
        assert!(bad.is_empty(), "{bad:?} in\n{text}");
    }
}

#[test]
fn obstacles_come_first_with_their_place() {
    let text = text(impossible());
    let first: Vec<&str> = text.lines().take(7).collect();
    assert_eq!(
        first,
        [
            "This plan is not possible:",
            "",
            "error[conversion-to-classic] gateway.eastus: the deployment model is",
            "  `classic`, `scale-set` is deployed, and there is no way back",
            "  cmg.toml:3:9",
            "  https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/modify-cloud-management-gateway#redeploy-the-service",
            "",
        ]
    );
    let syntax = cmg_host::Planned { syntax_errors: 2, ..planned(realistic()) };
    let text = all(&[sheet(&syntax)]);
    assert!(text.contains("cmg.toml has 2 syntax errors; `cmglint check` shows them."));
}

#[test]
fn documents_without_changes_take_a_line_each() {
    let (quiet, loud) = (planned(Plan::default()), planned(realistic()));
    let text = all(&[sheet(&quiet), sheet(&quiet), sheet(&loud)]);
    let text = anstream::adapter::strip_str(&text).to_string();
    let line = "No changes: cmg.toml is what is deployed (baseline contoso.deployed.cmg.toml).\n";
    assert!(text.starts_with(&format!("{line}{line}\n# cmg.toml\n\n")), "{text}");
}
