//! Generates the schemas of what is printed for programs from its types.

use crate::{plan::Plans, render::Report};

#[test]
fn the_schema_of_the_report_is_that_of_its_types() {
    up_to_date("report", &schemars::schema_for!(Report<'static>));
}

#[test]
fn the_schema_of_plans_is_that_of_their_types() {
    up_to_date("plan", &schemars::schema_for!(Plans<'static>));
}

#[track_caller]
fn up_to_date(name: &str, schema: &schemars::Schema) {
    let path = format!("{}/../schemas/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    let mut text = serde_json::to_string_pretty(schema).unwrap();
    text.push('\n');
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if before != text {
        std::fs::write(path, text).unwrap();
        panic!("{name}.schema.json was not up to date; it is now, run the tests again");
    }
}
