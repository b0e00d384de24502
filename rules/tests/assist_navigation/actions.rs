//! What can be done at a place, beside fixes.

use cmg_rules::{
    assist::{Action, actions},
    document::Document,
    finding::{Finding, Safety},
    run::run,
    span::Span,
};

use crate::support::{ODD, applied, documents, marked, with_inputs};

/// Everything at a range between two marks, or at one, with the findings.
pub fn offered(text: &str, baseline: Option<&str>) -> (String, Vec<Action>, Vec<Finding>) {
    let (plain, start) = marked(text);
    let (plain, end) = if plain.contains('│') { marked(&plain) } else { (plain, start) };
    let (actions, findings) = with_inputs(&plain, baseline, |inputs| {
        let findings = run(inputs).findings;
        (actions(inputs, &findings, Span::new(start, end)), findings)
    });
    (plain, actions, findings)
}

pub fn titles(text: &str, baseline: Option<&str>) -> Vec<String> {
    offered(text, baseline).1.into_iter().map(|it| it.title).collect()
}

/// The text after the action of that title.
#[track_caller]
pub fn done(text: &str, baseline: Option<&str>, title: &str) -> String {
    let (plain, actions, _) = offered(text, baseline);
    let found = actions.iter().find(|it| it.title == title);
    let found = found.unwrap_or_else(|| panic!("{title} is not among {actions:?}\n{text}"));
    applied(&plain, &found.edits)
}

const LIVE: &str = "format = 1
kind = \"deployed\"
[azure]
subscription-id = \"e517b8cb-a969-4d1e-b2ea-ae1e6c052020\"
[azure.server-app]
secret-expires = 2027-01-31
[gateway.a]
service-name = \"falls.contoso.com\"
description = \"Süd \\\"x\\\"\"
region = \"westeurope\"
vm-instances = 2
enforce-tls-1-2 = true
alerts.traffic-out-gb = 100
[gateway.b]
service-name = \"creek.contoso.com\"
[[connection-point]]
server = \"CP01\"
gateway = \"a\"
[[management-point]]
server = \"mp01\"
cmg-traffic = false
[[boundary-group]]
name = \"all\"
gateways = [\"b\", \"a\"]
[clients]
use-cmg = false
";

/// A document in which every setting above is another one.
const NOW: &str = "format = 1
site.code = \"P01\"
[azure]
subscription-id = \"05a349fa-298a-4427-8771-9efcdb73431e\"
server-app = { secret-expires = 2027-02-01 }
[gateway.a]
service-name = \"falls.contoso.com\"
description = 'ü'   # why
region = \"East US\"
vm-instances = 4
enforce-tls-1-2 = false
alerts = { traffic-out-gb = 5 } # gigabytes
[gateway.renamed]
service-name = \"creek.contoso.com\"
[[connection-point]]
server = \"cp01\"
site = \"P01\"
gateway = \"renamed\"
[[management-point]]
server = \"mp01\"
cmg-traffic = true
[[boundary-group]]
name = \"all\"
gateways = [
  \"a\", # the one
]
[clients]
use-cmg = true
";

#[test]
fn a_deployed_value_is_kept_in_its_place() {
    let cases = [
        (
            "subscription-id = \"05a│",
            "e517b8cb-a969-4d1e-b2ea-ae1e6c052020",
            (
                "\"05a349fa-298a-4427-8771-9efcdb73431e\"",
                "\"e517b8cb-a969-4d1e-b2ea-ae1e6c052020\"",
            ),
        ),
        ("secret-exp│ires", "2027-01-31", ("2027-02-01", "2027-01-31")),
        ("│description", "Süd \\\"x\\\"", ("'ü'", "\"Süd \\\"x\\\"\"")),
        ("region│ = ", "westeurope", ("\"East US\"", "\"westeurope\"")),
        ("vm-instances = 4│", "2", ("= 4", "= 2")),
        ("enforce-tls-1-2 = fal│se", "true", ("1-2 = false", "1-2 = true")),
        ("traffic-out-gb = │5", "100", ("= 5 }", "= 100 }")),
        ("gateway = \"ren│amed\"", "a", ("gateway = \"renamed\"", "gateway = \"a\"")),
        ("cmg-traffic = tr│ue", "false", ("cmg-traffic = true", "cmg-traffic = false")),
        (
            "gateways│ = [",
            "[\"renamed\", \"a\"]",
            ("[\n  \"a\", # the one\n]", "[\"renamed\", \"a\"]"),
        ),
        ("use-cmg = │true", "false", ("use-cmg = true", "use-cmg = false")),
    ];
    for now in [NOW.to_owned(), NOW.replace('\n', "\r\n"), format!("\u{feff}{NOW}")] {
        let crlf = |it: &str| if now.contains('\r') { it.replace('\n', "\r\n") } else { it.into() };
        for (place, value, (old, new)) in cases {
            let text = now.replacen(&place.replace('│', ""), place, 1);
            let after = done(&text, Some(LIVE), &format!("Keep the deployed value `{value}`"));
            assert_eq!(after, now.replacen(&crlf(old), &crlf(new), 1), "{place}");
            let begin = &place[..place.find('│').unwrap()];
            let again = after.replacen(begin, &format!("{begin}│"), 1);
            if again.contains('│') {
                assert!(!titles(&again, Some(LIVE)).iter().any(|it| it.contains("deployed")));
            }
        }
    }
}

#[test]
fn where_nothing_is_to_be_kept_nothing_is_offered() {
    let keeps = |text: &str, live: &str| {
        titles(text, Some(live)).iter().any(|it| it.starts_with("Keep the deployed"))
    };
    let at = |place: &str| NOW.replacen(&place.replace('│', ""), place, 1);
    assert!(!keeps(&at("# w│hy"), LIVE), "behind the value");
    assert!(!keeps(&at("[gateway.│a]"), LIVE), "the header");
    assert!(!keeps(&at("service-│name"), LIVE), "the same value");
    // Two gateways that share a value, and are deployed with two.
    let two = LIVE.replace(
        "[gateway.b]\n",
        "[gateway.b]\nsubscription-id = \"7078946d-fc1c-43b7-8dee-dd6e6b00d783\"\n",
    );
    assert!(keeps(&at("subscription-│id"), LIVE) && !keeps(&at("subscription-│id"), &two));
    // One that agrees would be taken away from what is deployed.
    let one = LIVE.replace(
        "[gateway.b]\n",
        "[gateway.b]\nsubscription-id = \"05a349fa-298a-4427-8771-9efcdb73431e\"\n",
    );
    assert!(!keeps(&at("subscription-│id"), &one));
    // A gateway that is gone cannot be in the list again.
    let gone = at("gateways│ = [").replace("creek.", "other.").replace("\"renamed\"", "\"a\"");
    assert!(!keeps(&gone, LIVE));
    // Secrets, on either side.
    assert!(!keeps(&at("vm-ins│tances").replace("= 4", "= 4 # password: x"), LIVE));
    assert!(!keeps(&at("vm-ins│tances"), &LIVE.replace("= 2\n", "= 2 # password: x\n")));
    assert!(!keeps(&at("vm-ins│tances").replace("format = 1", "kind = \"deployed\""), LIVE));
    assert!(!titles(&at("vm-ins│tances"), None).iter().any(|it| it.starts_with("Keep")));
}

#[test]
fn a_kept_value_answers_the_rule_that_compares() {
    let text = NOW.replace("region = ", "reg│ion = ").replace("East US", "eastus");
    let (_, actions, findings) = offered(&text, Some(LIVE));
    let kept = actions.iter().find(|it| it.title.starts_with("Keep")).unwrap();
    let rules: Vec<&str> = kept.answers.iter().map(|at| findings[*at].rule.name).collect();
    assert_eq!(rules, ["region-changed"]);
    // An export is live, and then a rule offers the same.
    let live = LIVE.replace("kind = \"deployed\"", "kind = \"deployed\"\nimported = 2026-11-20");
    let text = NOW.replace("vm-instances = 4", "│vm-instances = 4│");
    let (_, actions, findings) = offered(&text, Some(&live));
    let fixes = findings.iter().filter_map(|it| it.note.fix.as_ref());
    assert!(fixes.into_iter().any(|it| it.title == "Take the live value"), "{findings:?}");
    assert!(!actions.iter().any(|it| it.title.starts_with("Keep")), "{actions:?}");
}

#[test]
fn half_typed_lines_do_not_stand_in_the_way() {
    let text = NOW.replace("vm-instances = 4", "vm-instances = 4│\nregi = \n[gate");
    let after = done(&text, Some(LIVE), "Keep the deployed value `2`");
    assert!(after.contains("vm-instances = 2\nregi = \n[gate\n"), "{after}");
}

#[test]
fn every_action_of_every_document_does_no_harm() {
    let live = documents();
    let texts = live.iter().cloned().chain(ODD.iter().map(|it| (*it).to_owned()));
    let mut count = 0;
    for text in texts {
        for baseline in [None, live.last().map(String::as_str), Some(LIVE)] {
            with_inputs(&text, baseline, |inputs| {
                let findings = run(inputs).findings;
                for at in (0..text.len() + 2).step_by(1 + text.len() / 40) {
                    for range in [Span::new(at, at), Span::new(0, at)] {
                        for action in actions(inputs, &findings, range) {
                            let after = applied(&text, &action.edits);
                            let errors = |text: &str| Document::parse(text).errors.len();
                            assert!(errors(&after) <= errors(&text), "{action:?}\n{text}");
                            assert!(!format!("{action:?}").contains("hunter2"), "{action:?}");
                            count += 1;
                        }
                    }
                }
            });
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn a_fix_of_the_same_edit_is_not_offered_twice() {
    for text in documents() {
        let (_, actions, findings) = offered(&format!("│{text}│"), Some(LIVE));
        for action in actions {
            let fixes = findings.iter().filter_map(|it| it.note.fix.as_ref());
            let same = fixes.filter(|it| it.safety >= Safety::Safe && it.edits == action.edits);
            assert_eq!(same.count(), 0, "{action:?}");
        }
    }
}

#[test]
fn of_many_values_at_once_none_is_offered() {
    let gateways = |region: &str| -> String {
        let one =
            |it| format!("[gateway.g{it}]\nservice-name = \"g{it}.x.y\"\nregion = \"{region}\"\n");
        (0..11).map(one).collect()
    };
    let (now, live) = (gateways("eastus"), gateways("westus"));
    let keeps = |text: &str| {
        let titles = titles(text, Some(&live));
        titles.iter().filter(|it| it.starts_with("Keep the deployed value `westus`")).count()
    };
    assert_eq!(keeps(&format!("│{now}│")), 0);
    let [first, second] = [now.find("region").unwrap(), now.rfind("[gateway.g2]").unwrap()];
    let two = format!("{}│{}│{}", &now[..first], &now[first..second], &now[second..]);
    assert_eq!(keeps(&two), 2);
}
