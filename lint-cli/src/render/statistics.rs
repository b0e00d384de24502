//! How often each rule was broken.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use cmg_rules::{
    catalog,
    finding::{Safety, Severity},
};

use super::{
    Document, Shown,
    json::{Count, Word},
};
use crate::catalog::style;

/// The most frequent rule first; where a rule has findings of several severities, each by itself.
pub fn count(documents: &[Document], shown: Shown) -> Vec<Count> {
    tally(documents, shown).into_iter().map(|(_, count)| count).collect()
}

fn tally(documents: &[Document], shown: Shown) -> Vec<(Severity, Count)> {
    let shown = Shown { allowed: false, ..shown };
    let mut counts: BTreeMap<(&str, Severity), Count> = BTreeMap::new();
    for document in documents {
        for (finding, _) in document.shown(shown) {
            let (rule, severity) = (finding.rule.name, finding.severity());
            let count = counts.entry((rule, severity)).or_insert_with(|| Count {
                rule,
                severity: Word::of(severity),
                count: 0,
                safe_fixes: 0,
                unsafe_fixes: 0,
            });
            count.count += 1;
            // A text that is not the file byte for byte is never written back.
            let fix = finding.note.fix.as_ref().filter(|_| document.verdict.faithful);
            match fix.map(|fix| fix.safety) {
                Some(Safety::Safe) => count.safe_fixes += 1,
                Some(Safety::Unsafe) => count.unsafe_fixes += 1,
                None => {}
            }
        }
    }
    let counts = counts.into_iter().map(|((_, severity), count)| (severity, count));
    let mut counts: Vec<(Severity, Count)> = counts.collect();
    counts.sort_by(|(a, one), (b, other)| {
        other.count.cmp(&one.count).then(b.cmp(a)).then(one.rule.cmp(other.rule))
    });
    counts
}

/// One line for each rule. `[*]` marks what `--fix` repairs, `[?]` what `--unsafe-fixes` does.
pub fn text(out: &mut Vec<u8>, documents: &[Document], shown: Shown) -> io::Result<()> {
    let counts = tally(documents, shown);
    let digits = counts.first().map_or(0, |(_, most)| most.count.to_string().len());
    let width = counts.iter().map(|(_, it)| it.rule.len()).max().unwrap_or_default();
    for (severity, it) in &counts {
        let mark = match (it.safe_fixes, it.unsafe_fixes) {
            (0, 0) => "   ",
            (0, _) => "[?]",
            _ => "[*]",
        };
        let (count, rule, word, style) = (it.count, it.rule, severity.word(), style(*severity));
        let summary = catalog::rules().find(|rule| rule.info.name == it.rule);
        let summary = summary.map_or("", |rule| rule.info.summary);
        writeln!(
            out,
            "{count:>digits$}  {style}{word:7}{style:#}  {mark}  {rule:width$}  {summary}"
        )?;
    }
    if counts.is_empty() { Ok(()) } else { writeln!(out) }
}
