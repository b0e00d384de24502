//! What the scripts are to a parser.

use super::{
    super::samples::{HOSTILE, hostile, impossible, planned, realistic, sheet},
    script,
    syntax::{assert_parses, commands, names},
};
use cmg_rules::plan::Plan;

fn of(plan: Plan) -> String {
    let script = script(&sheet(&planned(plan)), "2026-11-22".parse().unwrap());
    assert!(script.is_ascii(), "{script}");
    assert_parses(&script);
    script
}

#[test]
fn every_value_stays_within_its_literal() {
    let expected = of(hostile("harmless"));
    for text in HOSTILE {
        let script = of(hostile(text));
        assert_eq!(commands(&script), commands(&expected), "{text:?}\n{script}");
        // Letters by their numbers are all that a value may add.
        let mut names = names(&script);
        names.remove("char");
        assert_eq!(names, self::names(&expected), "{text:?}\n{script}");
        let is_own = |line: &&str| line.to_lowercase().starts_with("#requires");
        assert_eq!(script.lines().filter(is_own).count(), 1, "{script}");
        let signed = script.lines().any(|it| it.trim_start().starts_with("# SIG"));
        assert!(!signed, "{script}");
        let first = script.lines().find(|line| line.contains("#>"));
        assert_eq!(first, Some("#>"), "{script}");
    }
}

#[test]
fn a_script_calls_what_is_in_the_plan_and_what_it_is_made_of() {
    let script = of(realistic());
    let expected = [
        "Add-CMCloudManagementGatewayConnectionPoint",
        "Assert-Gateway",
        "Get-CMCloudManagementGateway",
        "Get-Date",
        "Get-Module",
        "Get-PSDrive",
        "Import-Module",
        "Join-Path",
        "New-CMCloudManagementGateway",
        "New-PSDrive",
        "Pop-Location",
        "Push-Location",
        "Read-Host",
        "Remove-CMCloudManagementGateway",
        "Resolve-Path",
        "Set-CMCloudManagementGateway",
        "Set-CMCloudManagementGatewayConnectionPoint",
        "Set-Location",
        "Set-StrictMode",
        "Split-Path",
        "Start-Sleep",
        "Test-Path",
        "Wait-Gateway",
        "Wait-Operator",
        "Where-Object",
        "Write-Host",
    ];
    assert_eq!(commands(&script), expected.iter().map(|it| (*it).to_owned()).collect());
}

#[test]
fn what_is_not_possible_is_only_said() {
    let script = of(impossible());
    assert_eq!(commands(&script), ["Write-Host".to_owned()].into());
    assert!(script.contains("throw 'This plan is not possible, so nothing was done.'"));
    let broken = cmg_host::Planned { syntax_errors: 1, ..planned(realistic()) };
    let script = super::script(&sheet(&broken), "2026-11-22".parse().unwrap());
    assert_parses(&script);
    assert_eq!(commands(&script), ["Write-Host".to_owned()].into());
}

#[test]
fn where_nothing_changes_there_is_nothing_to_do() {
    let script = of(Plan::default());
    assert_eq!(commands(&script), ["Write-Host".to_owned()].into());
    assert!(script.contains("'No changes: cmg.toml is what is deployed (baseline "));
}
