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
fn offered(text: &str, baseline: Option<&str>) -> (String, Vec<Action>, Vec<Finding>) {
    let (plain, start) = marked(text);
    let (plain, end) = if plain.contains('│') { marked(&plain) } else { (plain, start) };
    let (actions, findings) = with_inputs(&plain, baseline, |inputs| {
        let findings = run(inputs).findings;
        (actions(inputs, &findings, Span::new(start, end)), findings)
    });
    (plain, actions, findings)
}

fn titles(text: &str, baseline: Option<&str>) -> Vec<String> {
    offered(text, baseline).1.into_iter().map(|it| it.title).collect()
}

/// The text after the action of that title.
#[track_caller]
fn done(text: &str, baseline: Option<&str>, title: &str) -> String {
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

const GATEWAY: &str = "format = 1

[gateway.a]
service-name = \"falls.contoso.com\" # ä
region = \"eastus\"

[gateway.a.alerts]
traffic-out-gb = 5
";

#[test]
fn the_cname_that_follows_is_inserted() {
    let title = "Insert the CNAME target `falls.eastus.cloudapp.azure.com`";
    let expected = GATEWAY.replace(
        "\n\n[gateway.a.alerts]",
        "\n\n[gateway.a.dns]\ncname = \"falls.eastus.cloudapp.azure.com\"\n\n[gateway.a.alerts]",
    );
    for place in ["service-│name", "re│gion", "traffic-out│", "\n│\n[gateway.a.al"] {
        let text = GATEWAY.replacen(&place.replace('│', ""), place, 1);
        assert_eq!(done(&text, None, title), expected, "{place}");
    }
    // At the header stands the finding, whose fix is the same.
    assert!(!titles(&GATEWAY.replace("[gateway.a]", "[gate│way.a]"), None).contains(&title.into()));
    let with_dns = format!("{GATEWAY}[gateway.a.dns]\n# cname│ = \"\"\n");
    assert!(done(&with_dns, None, title).ends_with(
        "[gateway.a.dns]\ncname = \"falls.eastus.cloudapp.azure.com\"\n# cname = \"\"\n"
    ));
    let none = [
        format!("{GATEWAY}[gateway.a.dns]\ncname = \"x.example.com\"│\n"),
        GATEWAY.replace("eastus\"", "eastus│\"\ndns"),
        GATEWAY.replace("falls.contoso.com", "falls.cloudapp.│net"),
        GATEWAY.replace("falls.contoso", "con│toso"),
        GATEWAY.replace("eastus", "no│where"),
        GATEWAY.replace("# ä", "# password: │x"),
        GATEWAY.replace("format = 1", "format = 1│"),
        GATEWAY
            .replace("service-name", "│kind = \"x\"\nservice-name")
            .replace("format = 1", "kind = \"deployed\""),
    ];
    for text in none {
        assert!(!titles(&text, None).iter().any(|it| it.contains("CNAME")), "{text}");
    }
}

#[test]
fn of_several_names_each_is_offered() {
    let text = "azure.environment = \"AzureUSGovernmentCloud\"\n[gateway.a]\n\
        service-name = \"falls.contoso.com\"│\nregion = \"usgovvirginia\"\n";
    let names: Vec<String> =
        titles(text, None).into_iter().filter(|it| it.contains("CNAME")).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(done(text, None, &names[0]).contains("cname = \"falls.usgovcloudapp.net\""));
    let (_, actions, findings) = offered(text, None);
    let answered: Vec<&str> = actions[0].answers.iter().map(|at| findings[*at].rule.name).collect();
    assert_eq!(answered, ["cname-missing"]);
}

const WHOLE: &str = "[site]\n# code = \"\"\n# version = \"\"\n\n\
    [azure]\n# tenant-id = \"\"\n# subscription-id = \"\"\n\n\
    [clients]\n# authentication = []\n# operating-systems = []";
const CERTIFICATE: &str = "[gateway.a.certificate]\n# file = \"\"\n# issued-by = \"\"";

#[test]
fn missing_tables_are_inserted_empty() {
    let all = "Insert the missing tables `[site]`, `[azure]`, `[clients]` and \
        `[gateway.a.certificate]`";
    let expected = GATEWAY.replace("format = 1", &format!("format = 1\n\n{WHOLE}"));
    let expected = expected.replace("eastus\"\n", &format!("eastus\"\n\n{CERTIFICATE}\n"));
    for place in ["form│at", "[gateway│.a]", "\"eastus\"\n│", "[gateway.a.alerts│]"] {
        let text = GATEWAY.replacen(&place.replace('│', ""), place, 1);
        assert_eq!(done(&text, None, all), expected, "{place}");
    }
    let one = "Insert the missing table `[gateway.a.certificate]`";
    let text = GATEWAY.replace("[gateway.a]", "[gateway.a]│");
    let expected = GATEWAY.replace("eastus\"\n", &format!("eastus\"\n\n{CERTIFICATE}\n"));
    assert_eq!(done(&text, None, one), expected);
    // Nobody asks for tables in the midst of a line.
    assert!(
        titles(&GATEWAY.replace("\"eastus", "\"east│us"), None)
            .iter()
            .all(|it| !it.contains("table"))
    );
}

#[test]
fn tables_find_their_place_in_odd_documents() {
    let top = "Insert the missing tables `[site]`, `[azure]` and `[clients]`";
    let cases = [
        ("│", WHOLE.to_owned()),
        ("\u{feff}│", format!("\u{feff}{WHOLE}")),
        ("# ü│\r\n", format!("# ü\n\n{WHOLE}\r\n")),
        ("# mine│\n[features]\n", format!("# mine\n[features]\n\n{WHOLE}\n")),
        ("format = 1│", format!("format = 1\n\n{WHOLE}")),
    ];
    for (text, expected) in cases {
        assert_eq!(done(text, None, top), expected, "{text:?}");
    }
    let none = [
        "│kind = \"deployed\"\n",
        "│x = \"\"\"\n",
        "│[site]\n[azure]\n[clients]\n",
        "│site = {}\nazure.tenant-id = 1\nclients.use-cmg = true\n",
        "│[site\n",
    ];
    for text in none {
        assert!(!titles(text, None).contains(&top.to_owned()), "{text}");
    }
    // Nothing below braces has a header, and who pays is said elsewhere.
    let text = "│gateway = { a = { subscription-id = \"x\" } }\n";
    assert_eq!(titles(text, None), ["Insert the missing tables `[site]` and `[clients]`"]);
    let many: String = (0..3).map(|it| format!("[gateway.g{it}]\n")).collect();
    assert_eq!(titles(&format!("│\n{many}"), None), ["Insert the 6 missing tables"]);
}

#[test]
fn inserted_tables_state_nothing() {
    let mut count = 0;
    for text in documents() {
        let found = |text: &str| {
            let findings = with_inputs(text, None, |inputs| run(inputs).findings);
            let mut rules: Vec<&str> = findings.iter().map(|it| it.rule.name).collect();
            // Who writes `[clients]` is asked what stands in it.
            rules.retain(|it| *it != "authentication-missing");
            rules.sort_unstable();
            rules
        };
        let (plain, actions, _) = offered(&format!("│{text}"), None);
        // Rules are silent about a table with a broken line, and not about a new one.
        let is_whole = Document::parse(&text).errors.is_empty();
        for action in actions.iter().filter(|it| is_whole && it.title.contains("table")) {
            assert_eq!(found(&plain), found(&applied(&plain, &action.edits)), "{plain}");
            count += 1;
        }
    }
    assert!(count > 3, "{count}");
}

#[test]
fn missing_keys_are_noted_once() {
    let text = "format = 1\n[azure]\n[gateway.a]\nservice-name = \"a.b.c\" # é│\nregoin = \"x\"\n\n[[connection-point]]\n# site = \"P01\"\n";
    assert!(!titles(text, None).iter().any(|it| it.contains("key")), "the slip is a fix");
    let text = text.replace('│', "").replace("regoin = \"x\"\n", "│");
    let after = done(&text, None, "Insert the missing key `region` as a comment");
    assert!(after.contains("# é\n# region = \"\"\n\n"), "{after}");
    let text = text.replace('│', "");
    let points = text.replace("[[connection-", "[[connec│tion-");
    let title = "Insert the missing keys `server` and `gateway` as a comment";
    let after = done(&points, None, title);
    assert!(after.ends_with("\n# server = \"\"\n# gateway = \"\"\n# site = \"P01\"\n"), "{after}");
    let again = after.replace("[[connection-", "[[connec│tion-");
    assert!(!titles(&again, None).iter().any(|it| it.contains("key")));
    let azure = text.replace("[azure]", "[azure]│");
    let (_, actions, findings) = offered(&azure, None);
    let it = actions.iter().find(|it| it.title.contains("`subscription-id`")).unwrap();
    assert_eq!(findings[it.answers[0]].note.message, "`subscription-id` is missing");
    assert!(
        !titles(&text.replace("[azure]", "[azure]│\nx"), None).iter().any(|it| it.contains("key"))
    );
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
