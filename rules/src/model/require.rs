//! What a table must have beyond single required keys.

use super::{Config, Field, Problem, ProblemKind};
use crate::{finding::Note, span::Span};

/// The only version of the format so far.
const FORMAT: i64 = 1;

pub fn check(config: &Config, problems: &mut Vec<Problem>) {
    if let Some(format) = config.format.given().filter(|it| it.value != FORMAT) {
        let message = format!("format `{}` is unknown, this cmglint reads `1`", format.value);
        let note = Note::new(format.span, message);
        problems.push(Problem { kind: ProblemKind::UnknownValue, note, missing: None });
    }
    if !config.is_desired() {
        return;
    }
    let mut miss = |span: Span, message: &str, missing| {
        let note = Note::new(span, message);
        problems.push(Problem { kind: ProblemKind::MissingKey, note, missing });
    };
    if let Some(azure) = config.azure.value() {
        let absent = |field: &Field<_>| matches!(field, Field::Absent(_));
        let lacking = config.gateways().iter().any(|gateway| absent(&gateway.subscription_id));
        if absent(&azure.subscription_id) && lacking {
            miss(azure.header, "`subscription-id` is missing", Some("subscription-id"));
        }
    }
    for gateway in config.gateways() {
        for trusted in gateway.trusted_certificates.each() {
            if let (Field::Absent(_), Field::Absent(_)) = (&trusted.file, &trusted.thumbprint) {
                miss(trusted.header, "`file` or `thumbprint` is missing", None);
            }
        }
    }
}
