//! Comments that accept a finding: `# cmglint: allow(rule, family) reason`.

mod acceptance;

use std::collections::HashSet;

use crate::{
    catalog::{
        self,
        document::{UNKNOWN_ALLOW, UNUSED_ALLOW},
    },
    document::Document,
    finding::{Finding, Note, RuleInfo, Safety},
    levels::{Level, Levels},
    model::nearest,
    quote::quoted,
    report::{self, Allowed, By, Report},
    span::Span,
};

pub use acceptance::{Acceptance, acceptance, is_of_document};
pub(crate) use acceptance::{accept as accept_at, ways};

/// The word that such a comment begins with.
const MARK: &str = "cmglint:";

/// One name in an `allow(…)`, and where it holds.
struct Allow<'t> {
    name: &'t str,
    name_span: Span,
    /// What stands behind the parentheses.
    reason: &'t str,
    /// The whole comment, if this is its only name.
    comment: Option<Span>,
    scope: Span,
    used: bool,
}

/// Moves what is accepted out of the findings, and finds the comments that accept nothing.
pub(crate) fn apply(document: &Document<'_>, levels: &Levels, report: &mut Report) {
    let mut notes = Vec::new();
    let mut allows = allows(document, &mut notes);
    if allows.is_empty() && notes.is_empty() {
        return;
    }
    for finding in std::mem::take(&mut report.findings) {
        match accept(&mut allows, &finding, levels) {
            Some(reason) => {
                let reason = reason.to_owned();
                report.allowed.push(Allowed { finding, reason, by: By::Comment });
            }
            None => report.findings.push(finding),
        }
    }
    let found = report.findings.len();
    let mut say = |rule: &'static RuleInfo, note: Note| {
        if levels.of(rule.name) != Level::Off {
            report.findings.push(Finding { rule, note });
        }
    };
    for note in notes {
        say(UNKNOWN_ALLOW, note);
    }
    // Those that could not look might have found something.
    let silent: HashSet<&str> = report.skipped.iter().map(|skipped| skipped.rule.name).collect();
    for allow in allows.iter().filter(|allow| !allow.used) {
        let mut meant = catalog::rules().map(|rule| &rule.info).filter(|info| allow.names(info));
        if meant.clone().next().is_none() {
            say(UNKNOWN_ALLOW, unknown(allow));
        } else if meant
            .all(|info| levels.of(info.name) != Level::Off && !silent.contains(info.name))
        {
            say(UNUSED_ALLOW, unused(document, allow, levels));
        }
    }
    for finding in report.findings.iter_mut().skip(found) {
        let level = levels.of(finding.rule.name);
        report::weigh(std::iter::once(finding), level);
    }
}

impl Allow<'_> {
    fn names(&self, rule: &RuleInfo) -> bool {
        self.name == rule.name || self.name == rule.family
    }
}

fn unknown(allow: &Allow<'_>) -> Note {
    let families = catalog::families().map(|(name, _)| name);
    let names = catalog::rules().map(|rule| rule.info.name).chain(families);
    let Some(near) = nearest(allow.name, names) else {
        return Note::new(allow.name_span, format!("no rule is called {}", quoted(allow.name)));
    };
    let message = format!("no rule is called {}, did you mean `{near}`?", quoted(allow.name));
    let mut note = Note::new(allow.name_span, message);
    note.fix(Safety::Unsafe, format!("Write `{near}`"), allow.name_span, near);
    note
}

fn unused(document: &Document<'_>, allow: &Allow<'_>, levels: &Levels) -> Note {
    let name = quoted(allow.name);
    if !levels.may_be_allowed(allow.name) {
        return Note::new(allow.name_span, format!("no comment can accept {name}"));
    }
    let mut note = Note::new(allow.name_span, format!("{name} accepts nothing here"));
    match allow.comment {
        Some(comment) => {
            let span = with_blanks_before(document.text, comment);
            note.fix(Safety::Safe, "Remove the comment", span, "")
        }
        None => {
            let span = with_comma(document.text, allow.name_span);
            note.fix(Safety::Safe, "Remove the name", span, "")
        }
    };
    note
}

/// A comment at the end of a line goes with the blanks before it; one that is
/// alone goes with its line.
fn with_blanks_before(text: &str, comment: Span) -> Span {
    let before = text.get(..comment.start).unwrap_or_default();
    let said = before.trim_end_matches([' ', '\t']);
    let alone = said.is_empty() || said.ends_with('\n');
    let rest = text.get(comment.end..).unwrap_or_default();
    let line_break = match rest {
        _ if !alone => 0,
        rest if rest.starts_with("\r\n") => 2,
        rest if rest.starts_with('\n') => 1,
        _ => 0,
    };
    Span::new(said.len(), comment.end + line_break)
}

/// One name of several goes with the comma behind it, the last with the one before.
fn with_comma(text: &str, name: Span) -> Span {
    let rest = text.get(name.end..).unwrap_or_default();
    let behind = rest.trim_start_matches([' ', '\t']);
    if let Some(after) = behind.strip_prefix(',') {
        let end = text.len() - after.trim_start_matches([' ', '\t']).len();
        return Span::new(name.start, end);
    }
    let before = text.get(..name.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let start = before.strip_suffix(',').map_or(name.start, str::len);
    Span::new(start, name.end)
}

/// The reason of the comment that accepts the finding.
fn accept<'t>(allows: &mut [Allow<'t>], finding: &Finding, levels: &Levels) -> Option<&'t str> {
    if !levels.may_be_allowed(finding.rule.name) {
        return None;
    }
    let mut reason = None;
    for allow in allows.iter_mut().filter(|allow| allow.names(finding.rule)) {
        if allow.scope.contains(finding.note.span.start) {
            allow.used = true;
            reason.get_or_insert(allow.reason);
        }
    }
    reason
}

fn allows<'t>(document: &Document<'t>, notes: &mut Vec<Note>) -> Vec<Allow<'t>> {
    let mut allows = Vec::new();
    let mut outline = None;
    // From below, so that of many comments above one line each looks at the next only.
    for &comment in document.comments.iter().rev() {
        let words = comment.of(document.text).trim_start_matches('#').trim_start();
        let Some(words) = words.strip_prefix(MARK) else { continue };
        let words = words.trim_start();
        let Some((everywhere, names, reason)) = parse(words) else {
            let message = "expected `allow(rule)` or `allow-file(rule)` after `cmglint:`";
            notes.push(Note::new(comment, message));
            continue;
        };
        let scope = if everywhere {
            Span::new(0, document.text.len() + 1)
        } else {
            outline.get_or_insert_with(|| Outline::of(document)).scope(comment)
        };
        // From the end, because the names are a part of the comment.
        let mut start = comment.end - words.len() + words.find('(').map_or(0, |at| at + 1);
        let alone = !names.contains(',');
        for piece in names.split(',') {
            let name = piece.trim();
            let at = start + (piece.len() - piece.trim_start().len());
            start += piece.len() + 1;
            allows.push(Allow {
                name,
                name_span: Span::new(at, at + name.len()),
                reason,
                comment: alone.then_some(comment),
                scope,
                used: false,
            });
        }
    }
    allows
}

/// Whether it holds everywhere, the names, and the reason.
fn parse(words: &str) -> Option<(bool, &str, &str)> {
    let (everywhere, rest) = match words.strip_prefix("allow-file") {
        Some(rest) => (true, rest),
        None => (false, words.strip_prefix("allow")?),
    };
    let (names, reason) = rest.trim_start().strip_prefix('(')?.split_once(')')?;
    Some((everywhere, names, reason.trim()))
}

/// Where statements and tables lie, to find those that a comment speaks about.
struct Outline<'t> {
    text: &'t str,
    statements: Vec<Span>,
    sections: Vec<Span>,
    /// The line of the last comment asked about that was alone, and what it holds for.
    below: Option<(Span, Span)>,
}

impl<'t> Outline<'t> {
    fn of(document: &Document<'t>) -> Outline<'t> {
        let mut outline =
            Outline { text: document.text, statements: vec![], sections: vec![], below: None };
        for table in document.tree.tables() {
            outline.sections.extend(table.sections.iter().map(|it| it.header.to(it.body)));
            let written = table.entries.iter().filter(|entry| entry.is_statement());
            outline.statements.extend(written.map(|it| it.key.span.to(it.value.span)));
        }
        outline.statements.sort();
        outline.sections.sort();
        outline
    }

    fn scope(&mut self, comment: Span) -> Span {
        let line = self.line(comment.start);
        if !Span::new(line.start, comment.start).of(self.text).trim().is_empty() {
            return self.statement(line);
        }
        let scope = self.next_statement(line);
        self.below = Some((line, scope));
        scope
    }

    /// What the next line that says something holds: a table's own keys, or one key.
    fn next_statement(&self, line: Span) -> Span {
        let mut next = line;
        loop {
            if next.end >= self.text.len() {
                return line;
            }
            next = self.line(next.end);
            if let Some((_, scope)) = self.below.filter(|(below, _)| *below == next) {
                return scope;
            }
            if !says_nothing(next.of(self.text)) {
                break;
            }
        }
        let at = self.sections.partition_point(|section| section.start < next.start);
        match self.sections.get(at).filter(|section| next.contains(section.start)) {
            Some(section) => *section,
            None => self.statement(next),
        }
    }

    /// The line, with the whole of a value that covers other lines as well.
    fn statement(&self, line: Span) -> Span {
        let after = self.statements.partition_point(|statement| statement.start < line.end);
        match after.checked_sub(1).and_then(|last| self.statements.get(last)) {
            Some(statement) if statement.end > line.start => {
                Span::new(statement.start.min(line.start), statement.end.max(line.end))
            }
            _ => line,
        }
    }

    /// The line around an offset, with its line break.
    fn line(&self, offset: usize) -> Span {
        let (before, after) = self.text.split_at_checked(offset).unwrap_or((self.text, ""));
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = after.find('\n').map_or(self.text.len(), |at| offset + at + 1);
        Span::new(start, end)
    }
}

fn says_nothing(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}
