//! What programs get.

use super::{
    super::samples::{HOSTILE, hostile, impossible, planned, realistic, sheet},
    all,
};
use cmg_rules::{plan::Plan, quote::harmless};

fn json(plan: Plan) -> String {
    all(&[sheet(&planned(plan))], "2026-11-22".parse().unwrap()).unwrap()
}

#[test]
fn plans_are_what_their_schema_says() {
    let schema = serde_json::from_str(include_str!("../../../../schemas/plan.schema.json"));
    let validator = jsonschema::validator_for(&schema.unwrap()).unwrap();
    for plan in [realistic(), impossible(), Plan::default()] {
        let value = serde_json::from_str(&json(plan)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn values_come_out_as_they_are_and_harm_no_terminal() {
    for text in HOSTILE {
        let json = json(hostile(text));
        assert!(json.chars().all(|it| it == '\n' || harmless(it) == it), "{json}");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["plans"][0]["steps"][0]["title"], *text);
    }
}
