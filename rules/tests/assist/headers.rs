//! Headers of tables, and whole blocks.

use cmg_rules::{assist::CompletionKind, inputs::Snapshot, model::ProblemKind};

use crate::support::{Case, check, proposed, shown, snippet, taken};

const CASES: &[Case] = &[
    ("[│", "+[site], +[azure], +[azure.server-app], +[clients], +[[connection-point]], +gateway …"),
    ("[│]", "+[site]"),
    ("[si│", "+[site], -[azure], +[[site-system-role]]"),
    ("[si│te]\ncode = \"P01\"\n", "+[site]"),
    ("[site]\n[│", "-[site], +[azure]"),
    ("[[conn│", "+[[connection-point]], +connection-point …, -[site]"),
    ("[conn│", "+[[connection-point]], +connection-point …"),
    ("[[conn│]]", "+[[connection-point]]"),
    ("[[conn│]]\n# the first\nserver = \"cp01\"\n", "+[[connection-point]], -connection-point …"),
    ("[site]\n│\ncode = \"P01\"\n", "+version, -gateway …"),
    ("[[conn│\n\n# the second\n[[connection-point]]\n", "+connection-point …"),
    ("[[│", "+[[primary-site]]"),
    ("[gate│", "+gateway …, -[gateway], -[site]"),
    (
        "[gateway.eastus]\nregion = \"eastus\"\n[gateway.│",
        "+[gateway.eastus.certificate], +[gateway.eastus.alerts], +[gateway.eastus.dns], \
         +[[gateway.eastus.trusted-certificate]], -[gateway.eastus]",
    ),
    (
        "[gateway.eastus]\n[gateway.eastus.cert│",
        "+[gateway.eastus.certificate], -[gateway.eastus.dns]",
    ),
    ("[gateway.eastus]\n[gateway.eastus.dns]\n[gateway.eastus.│", "-[gateway.eastus.dns]"),
    ("[gateway.eastus]\n[gateway.eastus.dns│]\n", "+[gateway.eastus.dns]"),
    ("[gateway.eastus.dns]\n[│", "+[gateway.eastus], -[gateway.eastus.dns]"),
    ("[gateway.eastus]\ndns = {}\n[gateway.eastus.│", "-[gateway.eastus.dns]"),
    ("[gateway.eastus]\ndns.cname = \"a\"\n[gateway.eastus.│", "-[gateway.eastus.dns]"),
    ("[gateway]\neastus = {}\n[gateway.│", "-[gateway.eastus.dns]"),
    ("[gateway.east│", "-[gateway.east.dns], -[gateway.east]"),
    ("[gateway.a]\n[gateway.b]\n│", "+[gateway.a.dns], +[gateway.b.dns]"),
    ("[azure]\n[azure.│", "+[azure.server-app], +[azure.client-app]"),
    ("[azure.server-app]\n[az│", "+[azure], -[azure.server-app]"),
    ("azure = {}\n[az│", "nothing"),
    ("azure.tenant-id = \"a\"\n[az│", "-[azure]"),
    ("[[task-sequence]]\n[task│", "+[task-sequence.media], +[task-sequence.variables]"),
    ("[task│\n[[task-sequence]]", "-[task-sequence.media]"),
    ("[[task-sequence]]\n[task-sequence.media]\n[task│", "-[task-sequence.media]"),
    (
        "[[task-sequence]]\n[task-sequence.media]\n[[task-sequence]]\n[task│",
        "+[task-sequence.media]",
    ),
    ("connection-point = []\n[[conn│", "nothing"),
    ("[site]\ncode = \"P01\"\n│", "+[azure], +gateway …, +task-sequence …"),
    ("[site]\ncode = │", "-[azure]"),
    ("[gateway.é]\n[gateway.│", "-[gateway.é.dns]"),
    ("[site]│", "nothing"),
];

#[test]
fn headers_of_tables_that_are_not_there() {
    check(CASES, shown);
}

#[test]
fn a_header_takes_the_place_of_what_is_typed() {
    for (text, label, expected) in [
        ("[si│", "[site]", "[site]"),
        ("[si│]\n", "[site]", "[site]\n"),
        ("[conn│]\n", "[[connection-point]]", "[[connection-point]]\n"),
        ("[[conn│\r\n", "[[connection-point]]", "[[connection-point]]\r\n"),
        ("  si│", "[site]", "  [site]"),
        (
            "[gateway.a]\n[gateway.a.cer│] # x",
            "[gateway.a.certificate]",
            "[gateway.a]\n[gateway.a.certificate] # x",
        ),
    ] {
        assert_eq!(taken(text, label), expected, "{text}");
    }
}

#[test]
fn tables_of_the_gateway_at_the_cursor_come_first() {
    let all = proposed("[gateway.a]\n[gateway.b]\n│\n[gateway.c]\n");
    let first = all.iter().find(|it| it.kind == CompletionKind::Table).unwrap();
    assert_eq!(first.label, "[gateway.b.certificate]");
}

#[test]
fn blocks_are_whole_tables() {
    for (text, label) in [
        ("│", "format …"),
        ("\u{feff}form│\r\n", "format …"),
        ("format = 1\n│", "gateway …"),
        ("format = 1\n[gate│", "gateway …"),
        ("format = 1\n[azure]\nenvironment = \"AzureUSGovernmentCloud\"\n\n[gate│]", "gateway …"),
        ("format = 1\n[[conn│", "connection-point …"),
        ("format = 1\n[[mana│]]", "management-point …"),
        ("format = 1\nsoft│", "software-update-point …"),
        ("format = 1\n[task│", "task-sequence …"),
    ] {
        let after = taken(text, label);
        let snapshot = Snapshot::read(&after);
        assert!(snapshot.document.errors.is_empty(), "{after}");
        let is_about_block = |kind| {
            matches!(
                kind,
                ProblemKind::UnknownKey | ProblemKind::WrongType | ProblemKind::UnknownValue
            )
        };
        let wrong: Vec<_> = snapshot.problems.iter().filter(|it| is_about_block(it.kind)).collect();
        assert!(wrong.is_empty(), "{after}\n{wrong:?}");
        if label == "format …" {
            assert!(snapshot.problems.is_empty(), "{:?}", snapshot.problems);
        }
    }
}

#[test]
fn a_new_gateway_has_a_handle_of_its_own() {
    let text = snippet("[gateway.cmg]\n[gateway.cmg2]\n[│", "gateway …");
    assert!(text.starts_with("[gateway.${1:cmg3}]\n"), "{text}");
    assert!(text.contains("[gateway.${1}.certificate]"), "{text}");
    let text = snippet("[gateway.west]\n[site]\ncode = \"P01\"\n[[conn│", "connection-point …");
    assert!(text.contains("gateway = \"${3:west}\"") && text.contains("\"${2:P01}\""), "{text}");
}
