//! `--fix`, `--unsafe-fixes`, `--add-allow` and `--diff`.

use cmg_host::{Verdict, read_file, replace_file};
use cmg_rules::{
    adopt::{Adopted, adopt},
    document::Document,
    edit::{self, Fixed},
    finding::Safety,
    model::hidden_lines,
};
use similar::TextDiff;

use crate::{error::ToolError, jobs::Job};

/// What stands in a diff for a line that holds a secret.
const HIDDEN: &str = "<this line holds a secret>";

/// The document with its fixes; nothing where none applies. A text that is not
/// the file byte for byte is left alone.
pub fn fixed(job: &Job, verdict: &Verdict, most: Safety) -> Option<Fixed> {
    let has_fix = |safety: Option<Safety>| safety.is_some_and(|it| it <= most);
    let findings = &verdict.report.findings;
    let any = findings.iter().any(|it| has_fix(it.note.fix.as_ref().map(|fix| fix.safety)));
    if !any || !verdict.faithful {
        return None;
    }
    let fixed = edit::fix(&verdict.text, most, |text| job.judge.findings(text));
    (fixed.count > 0).then_some(fixed)
}

/// What is done to documents.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// Fixes that promise so much are applied.
    Fix(Safety),
    /// Comments with this reason accept what stands there.
    Allow(&'a str),
}

/// A document with its comments, and the rules of the findings that stay.
pub fn allowed(job: &Job, verdict: &Verdict, reason: &str) -> (Option<Fixed>, Vec<&'static str>) {
    let findings = &verdict.report.findings;
    if findings.is_empty() || !verdict.faithful {
        return (None, findings.iter().map(|it| it.rule.name).collect());
    }
    let judge = |text: &str| job.judge.findings(text);
    let Adopted { text, count, stay } = adopt(&verdict.text, reason, &job.judge.levels, judge);
    ((count > 0).then_some(Fixed { text, count }), stay)
}

/// Replaces the file, unless somebody else has in the meantime, and judges it anew.
pub fn write(job: &Job, verdict: &Verdict, fixed: Fixed) -> Result<Verdict, ToolError> {
    let path = &job.target.path;
    if read_file(path, job.judge.limit)? != verdict.text.as_bytes() {
        return Err(ToolError::Changed(path.clone()));
    }
    replace_file(&job.target.path, fixed.text.as_bytes())?;
    job.judge_bytes(fixed.text.into_bytes())
}

/// What would change, as a unified diff without secrets.
pub fn diff(path: &str, before: &str, after: &str) -> String {
    let (before, after) = (without_secrets(before), without_secrets(after));
    TextDiff::from_lines(&before, &after)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}

fn without_secrets(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for line in hidden_lines(&Document::parse(text)) {
        let Some(between) = text.get(done..line.start) else { continue };
        shown.push_str(between);
        shown.push_str(HIDDEN);
        done = line.end;
    }
    shown.push_str(text.get(done..).unwrap_or_default());
    shown
}
