//! What the runner promises: versions, needs, skips, silences, levels, allows, order.

use std::cell::RefCell;

use cmg_rules::{
    catalog,
    finding::Severity,
    inputs::{Baseline, Inputs, Snapshot},
    levels::{Level, Levels},
    report::Report,
    run::{run, run_around},
};

const GATEWAY: &str = "format = 1\n[azure]\nsubscription-id = \"e517b8cb-a969-4d1e-b2ea-ae1e6c052020\"\n\
    [gateway.a]\nservice-name = \"gf.contoso.com\"\nregion = \"eastus\"\n";

/// Everything switched off but a few rules, so that the others may grow.
fn only(rules: &[&str]) -> Levels {
    let mut levels = Levels::default();
    levels.set(Level::Off, |rule, _| !rules.contains(&rule));
    levels
}

fn lint(text: &str, before: Option<&str>, levels: &Levels) -> Report {
    let before = before.map(|text| Baseline::Known(Box::new(Snapshot::read(text))));
    let before = before.unwrap_or(Baseline::None);
    run(&Inputs { before, ..Inputs::of(Snapshot::read(text), levels) })
}

fn names(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn a_rule_without_its_inputs_is_skipped_with_a_reason() {
    let report = lint(GATEWAY, None, &Levels::default());
    let reason = |rule| {
        let skipped = report.skipped.iter().find(|it| it.rule.name == rule);
        skipped.map(|it| it.reason.to_string())
    };
    assert_eq!(reason("orphan-connection-point").as_deref(), Some("no baseline"));
    assert_eq!(reason("scale-set-before-2010").as_deref(), Some("not stated: site.version"));
    assert_eq!(reason("secret-key-expired").as_deref(), Some("nobody said what day it is"));
}

#[test]
fn a_rule_of_another_release_is_neither_run_nor_skipped() {
    let report = lint(&format!("{GATEWAY}[site]\nversion = \"2603\"\n"), None, &Levels::default());
    assert!(names(&report).contains(&"name-prefix-length"));
    assert!(report.skipped.iter().all(|it| it.rule.name != "scale-set-before-2010"));
}

#[test]
fn a_rule_that_is_off_is_neither_run_nor_skipped() {
    let report = lint(GATEWAY, None, &only(&[]));
    assert_eq!((names(&report).len(), report.skipped.len()), (0, 0));
}

#[test]
fn a_shell_stands_around_each_rule_that_is_on() {
    let levels = only(&["syntax", "name-prefix-length"]);
    let inputs = Inputs::of(Snapshot::read(GATEWAY), &levels);
    let around = RefCell::new(Vec::new());
    let report = run_around(&inputs, &|| true, &|rule, work| {
        around.borrow_mut().extend(catalog::rules().nth(rule).map(|rule| rule.info.name));
        work();
    });
    assert_eq!(around.into_inner(), ["syntax", "name-prefix-length"]);
    assert_eq!(names(&report.unwrap()), ["name-prefix-length"]);
}

#[test]
fn a_level_replaces_the_severity() {
    let mut levels = only(&["name-prefix-length"]);
    levels.set(Level::Set(Severity::Info), |rule, _| rule == "name-prefix-length");
    let report = lint(GATEWAY, None, &levels);
    assert_eq!(report.findings[0].severity(), Severity::Info);
}

#[test]
fn the_special_rule_silences_the_general_one() {
    let point = "[[connection-point]]\nserver = \"s\"\nsite = \"P01\"\ngateway = \"a\"\n";
    let text = format!("format = 1\n{point}");
    let levels = only(&["unknown-gateway-reference", "orphan-connection-point"]);
    assert_eq!(names(&lint(&text, None, &levels)), ["unknown-gateway-reference"]);
    assert_eq!(names(&lint(&text, Some(GATEWAY), &levels)), ["orphan-connection-point"]);
}

#[test]
fn a_deployed_document_misses_only_what_it_must_have() {
    let levels = Levels::default();
    let text =
        "format = 1\nkind = \"deployed\"\n[gateway.a]\nservice-name = \"granite.contoso.com\"\n";
    assert_eq!(names(&lint(text, None, &levels)), Vec::<&str>::new());
    let text = "kind = \"deployed\"\n[gateway.a]\nregion = \"eastus\"\n";
    assert_eq!(names(&lint(text, None, &levels)), ["missing-key", "missing-key"]);
}

#[test]
fn a_broken_line_is_one_finding_and_hides_only_itself() {
    let levels = only(&["syntax", "missing-key", "resource-group-missing", "name-prefix-length"]);
    let text =
        "format = 1\n[gateway.a]\nservice-name = \"gf.contoso.com\"\nreg\nserve-content = fal\n";
    assert_eq!(names(&lint(text, None, &levels)), ["name-prefix-length", "syntax", "syntax"]);
}

#[test]
fn a_half_typed_line_is_one_finding_and_stays() {
    let mut levels = Levels::default();
    levels.set(Level::Off, |_, family| family != "document");
    for text in [
        "format = 1\n[azu[[re.server-app]\n",
        "format = 1\n[sitee\n",
        "format = 1\n[site]\n[gateway.a]\nservice-name = \"granite.contoso.com\"\nregion = \"eastus\"\nsubscription-id = \"a\"\nstatus",
    ] {
        let report = lint(text, None, &levels);
        assert_eq!(names(&report), ["syntax"], "{text}");
    }
}

#[test]
fn a_misspelt_key_is_not_missing_as_well() {
    let levels = only(&["unknown-key", "missing-key", "resource-group-missing"]);
    let text = GATEWAY.replace("region", "regoin") + "GroupName = \"rg\"\n";
    assert_eq!(names(&lint(&text, None, &levels)), ["unknown-key", "unknown-key"]);
}

#[test]
fn what_stands_in_a_wrong_place_is_not_missing_from_the_right_one() {
    let gateway = GATEWAY.replace("gateway.a", "gateway.east");
    let complete = format!(
        "{gateway}resource-group = \"rg\"\nvm-instances = 2\n\
        [gateway.east.certificate]\nfile = \"a.pfx\"\n[azure.server-app]\nname = \"x\"\n"
    );
    let rules = [
        "certificate-missing",
        "missing-key",
        "resource-group-missing",
        "single-vm-instance",
        "syntax",
        "unknown-key",
        "wrong-type",
    ];
    let slips = [
        ("[azure.server-app]\n", "[azure.server-app]\nregion = \"x\"\n", "region = \"eastus\"\n"),
        (
            "[azure.server-app]\n",
            "[azure.server-app]\nGroupName = 1\n",
            "resource-group = \"rg\"\n",
        ),
        ("[gateway.east.cert", "[cert", ""),
        ("[gateway.east.cert", "[gateway.esat.cert", ""),
        ("[azure]", "[Azure]", ""),
        ("[gateway.east]", "[gateway.\"a a\"]", ""),
        ("[gateway.east]", "[gateways.a]", ""),
        ("[gateway.east]", "[gateway]", ""),
        ("[gateway.east]", "[gateway east]", ""),
        ("[gateway.east]", "[\"gateway.east]", ""),
        ("[gateway.east]", "[gateway.]", ""),
        ("[gateway.east]", "[[gateway.east]", ""),
        ("[gateway.east]", "gateway.east]", ""),
        ("vm-instances = 2", "vm-inst", ""),
    ];
    assert_eq!(names(&lint(&complete, None, &only(&rules))), Vec::<&str>::new());
    for (old, new, gone) in slips {
        let text = complete.replacen(gone, "", 1).replacen(old, new, 1);
        let report = lint(&text, None, &only(&rules));
        assert_eq!(names(&report).len(), 1, "{new}: {:?}", names(&report));
    }
}

#[test]
fn dots_in_a_handle_are_one_mistake() {
    let levels = Levels::default();
    let text = "format = 1\n[gateway.granitefalls.contoso.com]\nregion = \"eastus\"\n";
    let report = lint(text, None, &levels);
    let found: Vec<&str> = report.findings.iter().map(|it| it.note.message.as_str()).collect();
    let about_dots = found.iter().filter(|it| it.contains("dots in a header")).count();
    assert_eq!(about_dots, 1, "{found:?}");
    assert!(!names(&report).contains(&"resource-group-missing"), "{found:?}");
}

#[test]
fn a_key_below_the_wrong_header_is_told_where_it_belongs() {
    let text = format!("{GATEWAY}[gateway.a.dns]\nvm-instances = 2\n[site]\nregion = \"eastus\"\n");
    let report = lint(&text, None, &only(&["unknown-key"]));
    let found: Vec<&str> = report.findings.iter().map(|it| it.note.message.as_str()).collect();
    let expected = [
        "`vm-instances` belongs to `[gateway.a]`, above `[gateway.a.dns]`",
        "`region` belongs to `[gateway.HANDLE]`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_prefix_and_every_lost_letter_is_linted() {
    let text = "format = 1 # cmglint: allow(syntax)\n[gateway.a]\nservice-name = \"g--f.contoso.com\"\n\
        region = 'é'\ndns = { cname = \"x\" }\n# cmglint: allow(roles)\n[[connection-point]]\n\
        gateway = \"\"\"\nb\"\"\"\nserver = [1,\n2]\n";
    let levels = Levels::default();
    for (at, letter) in text.char_indices() {
        lint(&text[..at], Some(GATEWAY), &levels);
        let without = [&text[..at], &text[at + letter.len_utf8()..]].concat();
        lint(&without, Some(text), &levels);
    }
}

#[test]
fn comments_accept_findings() {
    let levels =
        only(&["name-prefix-length", "unused-allow", "unknown-allow", "orphan-connection-point"]);
    let allowed = |text: &str| {
        let report = lint(text, None, &levels);
        (report.allowed.len(), names(&report).join(" "))
    };
    let text = |name: &str, above: &str| {
        let line = "service-name = \"gf.contoso.com\"";
        GATEWAY
            .replace("[gateway.a]", &format!("{above}\n[gateway.a]"))
            .replace(line, &format!("{line}{name}"))
    };
    let left = |count: usize, rules: &str| (count, rules.to_owned());
    assert_eq!(allowed(&text("", "")), left(0, "name-prefix-length"));
    assert_eq!(allowed(&text(" # cmglint: allow(name-prefix-length) old", "")), left(1, ""));
    assert_eq!(allowed(&text("", "# cmglint: allow(name-prefix-length)")), left(1, ""));
    assert_eq!(allowed(&text("", "# cmglint: allow-file(naming)")), left(1, ""));
    assert_eq!(allowed(&text("", "# cmglint: allow(naming)\n\n# a word\n")), left(1, ""));
    let misspelt = text("", "# cmglint: allow(name-prefix-lenght)");
    assert_eq!(allowed(&misspelt), left(0, "unknown-allow name-prefix-length"));
    let nonsense = text("", "# cmglint: alow(naming)");
    assert_eq!(allowed(&nonsense), left(0, "unknown-allow name-prefix-length"));
    // Where nothing is found, one that ran accepts nothing; one that was skipped
    // or is off might have found something.
    let clean = |comment: &str| allowed(&text("", comment).replace("\"gf.", "\"granitefalls."));
    assert_eq!(clean("# cmglint: allow(name-prefix-length)"), left(0, "unused-allow"));
    assert_eq!(clean("# cmglint: allow(orphan-connection-point)"), left(0, ""));
    assert_eq!(clean("# cmglint: allow(region-spelling)"), left(0, ""));
}

#[test]
fn a_reason_is_kept_and_a_secret_is_never_accepted() {
    let levels = only(&["name-prefix-length", "secret-in-document"]);
    let text = GATEWAY
        .replace("contoso.com\"", "contoso.com\" # cmglint: allow(naming) since 2016, CHG-1");
    assert_eq!(lint(&text, None, &levels).allowed[0].reason, "since 2016, CHG-1");
    let text = format!(
        "{GATEWAY}certificate.password = \"x\" # cmglint: allow(secret-in-document, certificates)\n"
    );
    let report = lint(&text, None, &levels);
    assert!(names(&report).contains(&"secret-in-document") && report.allowed.is_empty());
}

#[test]
fn findings_come_in_the_order_of_the_text_and_always_the_same() {
    let text = "regoin = 1\n[site]\nSiteCode = 1\nkind = 2\n";
    let levels = Levels::default();
    let report = lint(text, None, &levels);
    assert!(report.findings.is_sorted_by_key(|finding| finding.note.span));
    let again = format!("{:?}", lint(text, None, &levels).findings);
    assert_eq!(format!("{:?}", report.findings), again);
}

#[test]
fn a_reference_by_a_name_in_azure_is_understood() {
    let levels = only(&["unknown-gateway-reference"]);
    for name in ["gf.contoso.com", "gf.eastus.cloudapp.azure.com", "GF", "A"] {
        let point =
            format!("[[connection-point]]\nserver = \"s\"\nsite = \"P01\"\ngateway = \"{name}\"\n");
        let report = lint(&format!("{GATEWAY}{point}"), None, &levels);
        let fixes: Vec<&str> = report
            .findings
            .iter()
            .filter_map(|it| it.note.fix.as_ref())
            .flat_map(|fix| &fix.edits)
            .map(|edit| edit.text.as_str())
            .collect();
        assert_eq!(fixes, ["\"a\""], "{name}");
    }
}
