//! What is inserted where it is missing: records, tables, keys.

use cmg_rules::{document::Document, run::run};

use crate::{
    actions::{done, offered, titles},
    support::{applied, documents, with_inputs},
};

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
    let title = "Insert the missing keys `server` and `gateway` as comments";
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
