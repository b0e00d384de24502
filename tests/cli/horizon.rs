//! `--horizon` and the calendar.

use serde_json::Value;

use super::{Folder, support::root};

const DOCUMENT: &str = "format = 1

[site]
version = \"2509\"

[gateway.eastus]
service-name = \"granitefalls.contoso.com\"

[gateway.eastus.certificate]
file = \"certs/expiring.pfx\"
password = { file = \"password\" }

[gateway.westus]
service-name = \"cedarcreek.contoso.com\"

[gateway.westus.certificate]
file = \"certs/good.pfx\"
password = { env = \"CMG_NOBODY_SETS_THIS\" }

[azure.server-app]
secret-expires = 2026-11-10
";

fn folder() -> Folder {
    let folder = Folder::with(DOCUMENT);
    folder.write("password", "contoso-example");
    for name in ["expiring.pfx", "good.pfx"] {
        let from = root().join("tests/certificates/made").join(name);
        folder.write(&format!("certs/{name}"), std::fs::read(from).unwrap());
    }
    folder
}

const DAY: [&str; 2] = ["--today", "2026-11-22"];

#[test]
fn what_ends_is_listed_by_day() {
    let ran = folder().run(&[&["check", "--horizon", "60d"][..], &DAY].concat());
    let (_, list) = ran.out.split_once("Ends within 60 days (until 2027-01-21):\n").unwrap();
    let (list, _) = list.split_once("\n\n").unwrap();
    assert_eq!(
        list,
        "  2026-11-10  12 days ago  secret key of the server app (cmg.toml:21:18)\n  \
         2026-12-20  in 28 days   server authentication certificate of gateway `eastus`, \
         `granitefalls.contoso.com` (cmg.toml:10:8)\n  \
         unknown                  server authentication certificate of gateway `westus`, \
         `certs/good.pfx`: CMG_NOBODY_SETS_THIS is not set (cmg.toml:17:8)"
    );
    let ran = Folder::with("format = 1\n").run(&["check", "--horizon", "2w"]);
    ran.says("Nothing ends within 14 days (until ");
    folder().run(&["check", "--horizon", "soon"]).code(2).says("write it as in 180d");
}

#[test]
fn programs_get_the_same() {
    let ran =
        folder().run(&[&["check", "--horizon", "26w", "--format", "json"][..], &DAY].concat());
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let schema = std::fs::read_to_string(root().join("schemas/report.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let horizon = &report["horizon"];
    assert_eq!((&horizon["days"], &horizon["until"]), (&182.into(), &"2027-05-23".into()));
    let endings: Vec<(&str, i64)> = horizon["endings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["what"].as_str().unwrap(), it["days_left"].as_i64().unwrap()))
        .collect();
    let expected = [("secret-key", -12), ("server-certificate", 28), ("site-version", 171)];
    assert_eq!(endings, expected);
    assert_eq!(horizon["unknown"][0]["reason"], "CMG_NOBODY_SETS_THIS is not set");
    let plain = folder().run(&[&["check", "--format", "json"][..], &DAY].concat());
    assert!(serde_json::from_str::<Value>(&plain.out).unwrap().get("horizon").is_none());
}

#[test]
fn a_calendar_has_a_day_for_each_ending() {
    let folder = folder();
    let args = ["check", "--format", "ics", "--output-file", "cmg.ics", "--fail-on", "never"];
    folder.run(&[&args[..], &DAY].concat()).code(0);
    let calendar = folder.read("cmg.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"), "{calendar}");
    assert!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    let unfolded = calendar.replace("\r\n ", "");
    let days: Vec<&str> =
        unfolded.lines().filter_map(|it| it.strip_prefix("DTSTART;VALUE=DATE:")).collect();
    // The authorities in the PFX end later than its leaf.
    assert_eq!(days, ["20261110", "20261220", "20270512", "20270630", "20270630"]);
    assert!(unfolded.contains(
        "SUMMARY:Last day: server authentication certificate of gateway `eastus`\\, \
         `granitefalls.contoso.com`\r\n"
    ));
    // The same ending has the same name tomorrow, so that a calendar updates it.
    let names = |text: &str| -> Vec<String> {
        text.lines().filter(|it| it.starts_with("UID:")).map(str::to_owned).collect()
    };
    folder.run(&[&args[..], &["--today", "2026-11-23"]].concat());
    assert_eq!(names(&folder.read("cmg.ics")), names(&calendar));
}
