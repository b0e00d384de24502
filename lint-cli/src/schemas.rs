//! Generates the schema of the report from its types.

use crate::render::Report;

#[test]
fn the_schema_of_the_report_is_that_of_its_types() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/report.schema.json");
    let schema = schemars::schema_for!(Report<'static>);
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    let before = std::fs::read_to_string(path).unwrap_or_default();
    if before != text {
        std::fs::write(path, text).unwrap();
        panic!("schemas/report.schema.json was not up to date; it is now, run the tests again");
    }
}
