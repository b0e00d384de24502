//! Comments that accept findings, and the settings: the places of rule names.

use cmg_rules::assist::{Completion, CompletionKind, complete_settings, hover_settings};

use crate::support::{Case, applied, check, labels, marked, narrowed, said, shown, snippet, taken};

const COMMENTS: &[Case] = &[
    ("# │", "+cmglint: allow(), +cmglint: allow-file()"),
    ("# cmg│", "+cmglint: allow(), +cmglint: allow-file()"),
    ("# cmglint: │", "+allow(), +allow-file()"),
    ("# cmglint: al│", "+allow(), +allow-file()"),
    ("# cmglint: allow(│", "+region-changed, +naming, +single-vm-instance"),
    ("# cmglint: allow(│)", "+region-changed, -syntax, -secret-in-document"),
    ("# cmglint: allow(region│", "+region-changed, -naming"),
    ("# cmglint: allow(region-changed, │", "-region-changed, +region-spelling"),
    ("# cmglint: allow-file(│) why", "+naming"),
    ("[site]\ncode = \"P01\" # cmglint: allow(│", "+naming"),
    ("[site]\r\ncode = \"P01\" # cmglint: allow(│\r\n", "+naming"),
    ("# cmglint: allow(naming) w│", "nothing"),
    ("# what I think│", "nothing"),
    ("# cmglint: deny(│", "nothing"),
    ("a = \"# cmglint: allow(│\"", "nothing"),
];

#[test]
fn rules_are_proposed_in_comments() {
    check(COMMENTS, shown);
}

#[test]
fn a_name_takes_the_place_of_what_is_typed() {
    assert_eq!(
        taken("# cmglint: allow(re│, naming) why", "region-changed"),
        "# cmglint: allow(region-changed, naming) why"
    );
    assert_eq!(taken("# cm│", "cmglint: allow()"), "# cmglint: allow()");
    assert_eq!(snippet("# │", "cmglint: allow-file()"), "cmglint: allow-file(${1})");
}

#[test]
fn names_in_comments_are_explained() {
    let rule = said("# cmglint: allow(naming, region-│changed)");
    for part in ["**region-changed** · error", "Family `conversion`", "https://learn.microsoft.com"]
    {
        assert!(rule.contains(part), "{rule}");
    }
    assert!(said("# cmglint: allow(nam│ing)").contains("`name-prefix-length`"));
    assert_eq!(said("# cmglint: allow(nonsense│)"), "");
    assert_eq!(said("# cmglint: allow(naming) wh│y"), "");
}

const SETTINGS: &[Case] = &[
    ("│", "+baseline, +fail-on, +[rules], +[[overrides]], -files"),
    ("fail-on = \"error\"\n│", "-fail-on, +no-allow"),
    ("fail│ = \"error\"\n", "+fail-on"),
    ("[rules]\n│", "+all, +naming, +region-changed, -baseline"),
    ("[rules]\nnaming = \"off\"\nna│", "-naming, +name-prefix-length"),
    ("[rules]\nnaming = │", "+off, +info, +warning, +error"),
    ("[rules]\nnaming = \"o│", "+off, -info"),
    ("rules = { naming = \"│\" }", "+off"),
    ("rules = { │ }", "+naming"),
    ("fail-on = │", "+error, +never"),
    ("fail-on = ne│", "+never, -error"),
    ("no-allow = [\"│\"]", "+naming, +region-changed"),
    ("no-allow = [\"naming\", \"│\"]", "-naming, +region-changed"),
    ("baseline = \"│\"", "+git:HEAD, +none"),
    ("expiry-warning-days = │", "+60"),
    ("[[overrides]]\n│", "+files, +[overrides.rules], -baseline"),
    ("[[overrides]]\nfiles = []\n[overrides.rules]\n│", "+naming"),
    ("[ru│", "+[rules], -[[overrides]]"),
    ("[│]", "+[rules], +[[overrides]]"),
    ("[rules]\n[│]", "-[rules]"),
    ("# │", "nothing"),
    ("exclude = [\"│\"]", "nothing"),
];

fn of_settings(text: &str) -> Vec<Completion> {
    let (text, offset) = marked(text);
    narrowed(complete_settings(&text, offset), &text, offset)
}

#[test]
fn settings_are_completed() {
    check(SETTINGS, of_settings);
}

#[test]
fn settings_are_written_whole() {
    let take = |text: &str, label: &str| {
        let all = of_settings(text);
        let it = all.iter().find(|it| it.label == label);
        applied(&marked(text).0, it.unwrap_or_else(|| panic!("{:?}", labels(&all))))
    };
    assert_eq!(take("[rules]\nnam│", "naming"), "[rules]\nnaming = \"off\"");
    assert_eq!(take("[rules]\nnam│ = \"off\"", "naming"), "[rules]\nnaming = \"off\"");
    assert_eq!(take("fail-on = n│", "never"), "fail-on = \"never\"");
    assert_eq!(take("no-allow = │", "naming"), "no-allow = [\"naming\"]");
    assert_eq!(take("secret-warning-days = │", "30"), "secret-warning-days = 30");
    assert_eq!(take("expiry│", "expiry-warning-days"), "expiry-warning-days = 60");
    assert_eq!(take("[ov│]", "[[overrides]]"), "[[overrides]]");
    let all = of_settings("[rules]\nregion-changed = │");
    let own: Vec<_> = all.iter().filter(|it| it.detail.contains("its own severity")).collect();
    assert_eq!(labels(&own.into_iter().cloned().collect::<Vec<_>>()), ["error"]);
    let all = of_settings("[rules]\nregion-ch│");
    assert_eq!(all[0].kind, CompletionKind::Rule);
    assert!(all[0].documentation.contains("**region-changed**"));
}

#[test]
fn settings_are_explained() {
    let said = |text: &str| {
        let (text, offset) = marked(text);
        hover_settings(&text, offset).map(|it| it.markdown).unwrap_or_default()
    };
    assert!(said("fail-│on = \"error\"").contains("exit with 1"));
    assert!(said("[ru│les]").contains("Severity of each rule"));
    assert!(said("[rules]\nregion-│changed = \"off\"").contains("**region-changed**"));
    assert!(said("[rules]\nregion-changed = \"o│ff\"").contains("**region-changed**"));
    assert!(said("no-allow = [\"nam│ing\"]").contains("`name-prefix-length`"));
    assert!(said("[[overrides]]\nfi│les = []").contains("Globs"));
    assert!(said("secret-warning-d│ays = 1").contains("`30`"));
    assert_eq!(said("nonsense│ = 1"), "");
    assert_eq!(said("fail-on = │"), "");
}
