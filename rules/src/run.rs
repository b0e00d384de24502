//! Inputs in, report out: the only caller of rules.

use std::collections::HashMap;

use crate::{
    allow,
    catalog::rules,
    finding::{Finding, Need},
    inputs::{Baseline, Inputs},
    levels::Level,
    model::{Config, Gateway, Named},
    report::{Report, in_order, weigh},
    rule::{Change, Check, Context, Findings, Pairs, Reason, Renewal, Rule, ServerCertificate},
    span::Span,
};

/// Judges one document.
pub fn run(inputs: &Inputs<'_>) -> Report {
    run_while(inputs, &|| true).unwrap_or_default()
}

/// The same, asking before each rule whether anybody still wants the answer;
/// nothing where nobody does.
pub fn run_while(inputs: &Inputs<'_>, wanted: &dyn Fn() -> bool) -> Option<Report> {
    run_around(inputs, wanted, &|_, work| work())
}

/// The same with something around the work of each rule, which is told by its place in the
/// catalog: a shell has a clock, the core has none. `around` does the work exactly once.
pub fn run_around(
    inputs: &Inputs<'_>,
    wanted: &dyn Fn() -> bool,
    around: &dyn Fn(usize, &mut dyn FnMut()),
) -> Option<Report> {
    let mut report = Report::default();
    if let Some(config) = &inputs.now.config {
        let subjects = Subjects::of(inputs, config);
        for (at, rule) in rules().enumerate() {
            if !wanted() {
                return None;
            }
            let level = inputs.levels.at(at);
            if level != Level::Off {
                let first = report.findings.len();
                around(at, &mut || apply(rule, inputs, config, &subjects, &mut report));
                weigh(report.findings.iter_mut().skip(first), level);
            }
        }
    }
    silence(&mut report.findings);
    allow::apply(&inputs.now.document, inputs.levels, &mut report);
    report.findings.sort_by(in_order);
    report.allowed.sort_by(|a, b| in_order(&a.finding, &b.finding));
    Some(report)
}

/// What rules judge beside the document as a whole, made once for all of them.
struct Subjects<'a> {
    pairs: Option<Pairs<'a>>,
    /// Those of the gateways, in their order.
    certificates: Vec<Result<Option<ServerCertificate<'a>>, Reason>>,
}

impl<'a> Subjects<'a> {
    fn of(inputs: &'a Inputs<'a>, config: &'a Config) -> Subjects<'a> {
        let files = &inputs.now.files;
        let certificate = |gateway| ServerCertificate::of(gateway, files, config.is_desired());
        Subjects {
            pairs: inputs.before().map(|before| Pairs::of(before, config)),
            certificates: config.gateways().iter().map(certificate).collect(),
        }
    }

    /// Each gateway with its certificate.
    fn certificates(
        &self,
        config: &'a Config,
    ) -> impl Iterator<Item = (&'a Named<Gateway>, &Result<Option<ServerCertificate<'a>>, Reason>)>
    {
        config.gateways().iter().zip(&self.certificates)
    }

    fn old_of(&self, gateway: &Named<Gateway>) -> Option<&'a Named<Gateway>> {
        self.pairs.as_ref().and_then(|pairs| pairs.old_of(&gateway.handle))
    }
}

fn apply<'a>(
    rule: &'static Rule,
    inputs: &'a Inputs<'a>,
    config: &'a Config,
    subjects: &'a Subjects<'a>,
    report: &mut Report,
) {
    let context = Context { now: config, inputs, pairs: subjects.pairs.as_ref(), rule: &rule.info };
    let mut findings = Findings {
        rule: &rule.info,
        subject: None,
        found: &mut report.findings,
        skipped: &mut report.skipped,
    };
    match applies(rule, inputs, config) {
        Ok(true) => {}
        Ok(false) => return,
        Err(reason) => return findings.skip(reason),
    }
    match rule.check {
        Check::Reading(kind) => {
            for problem in inputs.now.problems.iter().filter(|problem| problem.kind == kind) {
                findings.push(problem.note.clone());
            }
        }
        Check::Document(check) => check(config, &context, &mut findings),
        Check::Gateway(check) => {
            for gateway in config.gateways() {
                findings.about(gateway);
                check(gateway, &context, &mut findings);
            }
        }
        Check::Change(check) => {
            for new in config.gateways() {
                let Some(old) = subjects.old_of(new) else { continue };
                findings.about(new);
                check(&Change { old, new }, &context, &mut findings);
            }
        }
        Check::Certificate(check) => {
            for (gateway, certificate) in subjects.certificates(config) {
                findings.about(gateway);
                match certificate {
                    Ok(Some(certificate)) => check(certificate, &context, &mut findings),
                    Ok(None) => {}
                    Err(reason) => findings.skip(reason.clone()),
                }
            }
        }
        Check::Renewal(check) => {
            for (gateway, new) in subjects.certificates(config) {
                let Some(old) = subjects.old_of(gateway) else { continue };
                findings.about(gateway);
                match new {
                    Ok(Some(new)) => {
                        if let Some(old) = context.deployed_certificate(old, &mut findings) {
                            check(&Renewal { old: &old, new }, &context, &mut findings);
                        }
                    }
                    Ok(None) => {}
                    Err(reason) => findings.skip(reason.clone()),
                }
            }
        }
        Check::Allows => {}
    }
}

/// Whether the rule speaks about this document; the reason when nobody knows.
fn applies(rule: &Rule, inputs: &Inputs<'_>, config: &Config) -> Result<bool, &'static str> {
    let info = &rule.info;
    let changes = matches!(rule.check, Check::Change(_) | Check::Renewal(_));
    let compares = changes || info.needs.contains(&Need::Baseline);
    let of_gateways = changes || matches!(rule.check, Check::Gateway(_) | Check::Certificate(_));
    // What is deployed is compared with nothing, and without gateways nothing
    // could be found: neither is worth a word about what is missing.
    if compares && !config.is_desired() || of_gateways && config.gateways().is_empty() {
        return Ok(false);
    }
    if !info.versions.is_any() && !info.versions.contain(config.version()?) {
        return Ok(false);
    }
    if compares && inputs.before().is_none() {
        return Err(match inputs.before {
            Baseline::Unreadable { .. } => "the baseline cannot be read",
            _ => "no baseline",
        });
    }
    if info.needs.contains(&Need::Today) && inputs.today.is_none() {
        return Err("nobody said what day it is");
    }
    Ok(true)
}

/// One mistake, one finding: where the special rule has spoken, the general
/// one has nothing to add, not even about a part of the place.
fn silence(findings: &mut Vec<Finding>) {
    let mut silenced: HashMap<&str, Vec<Span>> = HashMap::new();
    for finding in findings.iter() {
        for general in finding.rule.silences {
            silenced.entry(general).or_default().push(finding.note.span);
        }
    }
    if silenced.is_empty() {
        return;
    }
    silenced.values_mut().for_each(|spans| spans.sort());
    findings.retain(|finding| {
        let Some(spans) = silenced.get(finding.rule.name) else { return true };
        let span = finding.note.span;
        // Places of one rule do not overlap each other, so one neighbour will do.
        let behind = spans.partition_point(|it| it.start <= span.start);
        let before = behind.checked_sub(1).and_then(|at| spans.get(at));
        let overlaps = before.is_some_and(|it| it.start == span.start || span.start < it.end)
            || spans.get(behind).is_some_and(|it| it.start < span.end);
        !overlaps
    });
}
