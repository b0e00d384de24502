//! Code actions: what can be done about findings, and at places without any.

use std::sync::Arc;

use cmg_host::Verdict;
use cmg_rules::{
    assist::{self, Action},
    document::Document as Parsed,
    edit,
    finding::{Finding, Safety},
    span::Span,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CodeActionTriggerKind, Command, Diagnostic, Range, TextEdit, Uri,
};

use super::{accept, commands};
use crate::{
    abilities::Abilities,
    analysis::{self, Checked},
    convert,
    documents::Document,
    session::Session,
};

/// Everything that is safe, for those who fix on save.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.cmglint");

/// Editors ask as soon as everything is selected, and nobody reads a longer menu.
const MOST_FINDINGS: usize = 32;

/// Work that is done once somebody chooses the action; with the client in between.
#[derive(Debug, Serialize, Deserialize)]
struct Deferred<W> {
    uri: Uri,
    /// The text that the action was offered for.
    revision: u64,
    work: W,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Work {
    /// The fix of the finding at this place in the report.
    Fix { finding: usize },
    /// Every fix of a rule that promises as much.
    FixRule { rule: String, with_unsafe: bool },
    /// Every safe fix.
    FixAll,
    /// What can be done at a place, by the place in that list.
    Action { start: usize, end: usize, action: usize },
}

/// What can be done about the findings that touch a range; `None` where the document has changed.
pub async fn actions(
    session: &Arc<Session>,
    document: Document,
    params: CodeActionParams,
) -> Option<Vec<CodeActionOrCommand>> {
    let own = Arc::clone(session);
    let actions = analysis::ask(session, document, move |document, checked| {
        let Checked::Configuration(verdict) = checked else { return Vec::new() };
        let (range, context) = (params.range, &params.context);
        let abilities = own.abilities();
        let offer = Offer { session: &own, abilities, document, verdict, range, context };
        offer.all()
    });
    Some(actions.await?.into_iter().map(Into::into).collect())
}

/// The action with its edit; `None` where the document has changed. Neovim asks as well for the
/// edit of one that is a command alone, and runs that only after an answer.
pub async fn resolve(session: &Arc<Session>, mut action: CodeAction) -> Option<CodeAction> {
    let Some(data) = action.data.clone() else { return Some(action) };
    let deferred: Deferred<Work> = serde_json::from_value(data).ok()?;
    let document = session.snapshot(&deferred.uri)?;
    if document.revision != deferred.revision {
        return None;
    }
    let own = Arc::clone(session);
    let edit = analysis::ask(session, document, move |document, checked| {
        let Checked::Configuration(verdict) = checked else { return None };
        let edits = deferred.work.edits(&own, document, verdict)?;
        let versioned = own.abilities().versioned_edits;
        Some(convert::workspace_edit(document, edits, versioned))
    });
    action.edit = Some(edit.await??);
    Some(action)
}

impl Work {
    fn edits(
        &self,
        session: &Session,
        document: &Document,
        verdict: &Verdict,
    ) -> Option<Vec<TextEdit>> {
        let (rule, most) = match self {
            Work::Fix { finding } => {
                let fix = verdict.report.findings.get(*finding)?.note.fix.as_ref()?;
                return Some(convert::text_edits(document, &fix.edits));
            }
            Work::FixRule { rule, with_unsafe: true } => (Some(rule), Safety::Unsafe),
            Work::FixRule { rule, with_unsafe: false } => (Some(rule), Safety::Safe),
            Work::FixAll => (None, Safety::Safe),
            Work::Action { start, end, action } => {
                let range = Span::new(*start, *end);
                let actions = actions_at(session, document, verdict, range);
                return Some(convert::text_edits(document, &actions.get(*action)?.edits));
            }
        };
        // As `check --fix` does: each round is judged anew.
        let judge = session.workspace.judge(&document.path);
        let fixed = edit::fix(&verdict.text, most, |text| {
            let mut findings = judge.findings(text);
            findings.retain(|it| rule.is_none_or(|rule| it.rule.name == rule));
            findings
        });
        Some(convert::changes(document, &verdict.text, &fixed.text))
    }
}

/// What can be done in a range, beside the fixes of findings.
fn actions_at(
    session: &Session,
    document: &Document,
    verdict: &Verdict,
    range: Span,
) -> Vec<Action> {
    let judge = session.workspace.judge(&document.path);
    let findings = &verdict.report.findings;
    judge.look(&verdict.text, |inputs| assist::actions(inputs, findings, range))
}

/// A finding within the range, with its place in the report, as the client shows it.
type Here<'a> = (usize, &'a Finding, Diagnostic);

/// What one request is about.
struct Offer<'a> {
    session: &'a Session,
    abilities: Abilities,
    document: &'a Document,
    verdict: &'a Verdict,
    range: Range,
    context: &'a CodeActionContext,
}

impl Offer<'_> {
    fn all(&self) -> Vec<CodeAction> {
        let mut actions = Vec::new();
        // What is not the file byte for byte is left alone.
        if self.verdict.faithful {
            let of_places = [CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE];
            if of_places.iter().any(|kind| self.wants(kind)) {
                let here = self.here();
                if self.wants(&CodeActionKind::QUICKFIX) {
                    self.about_findings(&here, &mut actions);
                }
                self.about_places(&here, &mut actions);
            }
            if self.wants(&FIX_ALL) && self.may_fix_all() {
                let title = "Fix all problems with safe fixes".to_owned();
                actions.extend(self.work(title, FIX_ALL, Work::FixAll));
            }
        }
        actions
    }

    fn here(&self) -> Vec<Here<'_>> {
        let shown = convert::diagnostics_of(self.document, self.verdict, self.abilities);
        let findings = self.verdict.report.findings.iter().enumerate().zip(&shown);
        let here = findings.filter(|(_, diagnostic)| self.touches(diagnostic.range));
        let here = here.take(MOST_FINDINGS);
        here.map(|((at, finding), own)| (at, finding, self.as_shown(own, &shown))).collect()
    }

    /// Where they answer a finding that is shown, they are fixes of it.
    fn about_places(&self, here: &[Here<'_>], actions: &mut Vec<CodeAction>) {
        let (fix, rewrite) = (CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE);
        let (start, end) =
            (self.document.offset(self.range.start), self.document.offset(self.range.end));
        let all = actions_at(self.session, self.document, self.verdict, Span::new(start, end));
        for (action, it) in all.into_iter().enumerate() {
            let answered = here.iter().filter(|(at, ..)| it.answers.contains(at));
            let answered: Vec<Diagnostic> = answered.map(|(.., it)| it.clone()).collect();
            let kind = if answered.is_empty() { &rewrite } else { &fix };
            // A light at every header would be too much.
            let is_wanted = self.wants(kind) && (kind == &fix || !self.is_passing_by());
            if !is_wanted {
                continue;
            }
            let work = Work::Action { start, end, action };
            let edits = || Some(convert::text_edits(self.document, &it.edits));
            if let Some(mut action) = self.action(it.title.clone(), kind.clone(), &work, edits) {
                action.diagnostics = (!answered.is_empty()).then_some(answered);
                actions.push(action);
            }
        }
    }

    fn about_findings(&self, here: &[Here<'_>], actions: &mut Vec<CodeAction>) {
        for (at, finding, diagnostic) in here {
            actions.extend(self.fix(*at, finding, diagnostic));
        }
        let mut rules: Vec<&str> = Vec::new();
        for (_, finding, _) in here {
            if !rules.contains(&finding.rule.name) {
                rules.push(finding.rule.name);
                actions.extend(self.fix_rule(finding));
            }
        }
        let parsed = Parsed::parse(&self.verdict.text);
        let accepted = here.iter().filter_map(|(_, finding, it)| self.accept(&parsed, finding, it));
        actions.extend(once_each(accepted));
        let pages = here.iter().map(|(_, finding, diagnostic)| open_page(finding, diagnostic));
        actions.extend(once_each(pages));
    }

    fn fix(&self, at: usize, finding: &Finding, diagnostic: &Diagnostic) -> Option<CodeAction> {
        let fix = finding.note.fix.as_ref()?;
        let kind = CodeActionKind::QUICKFIX;
        let mut action = self.work(fix.title.clone(), kind, Work::Fix { finding: at })?;
        action.diagnostics = Some(vec![diagnostic.clone()]);
        action.is_preferred = (fix.safety == Safety::Safe).then_some(true);
        Some(action)
    }

    /// Only where there is more than one, and of no less a promise than the one that is meant.
    fn fix_rule(&self, finding: &Finding) -> Option<CodeAction> {
        let safety = finding.note.fix.as_ref()?.safety;
        let of_rule = self.verdict.report.findings.iter();
        let of_rule = of_rule.filter(|it| it.rule.name == finding.rule.name);
        let fixes = of_rule.filter_map(|it| it.note.fix.as_ref());
        if fixes.filter(|it| it.safety <= safety).count() < 2 {
            return None;
        }
        let rule = finding.rule.name.to_owned();
        let title = format!("Fix all `{rule}` problems");
        let work = Work::FixRule { rule, with_unsafe: safety == Safety::Unsafe };
        self.work(title, CodeActionKind::QUICKFIX, work)
    }

    fn accept(
        &self,
        parsed: &Parsed<'_>,
        finding: &Finding,
        diagnostic: &Diagnostic,
    ) -> Option<CodeAction> {
        let judge = self.session.workspace.judge(&self.document.path);
        let accept = accept::accept(self.document, parsed, finding, &judge.levels)?;
        let place = accept.cursor.filter(|_| self.abilities.show_document);
        let command = place.map(|position| Command {
            title: "Write the reason".to_owned(),
            command: commands::PLACE_CURSOR.to_owned(),
            arguments: Some(vec![json!(self.document.uri), json!(position)]),
        });
        let wide = if accept.is_of_document { " for the whole document" } else { "" };
        Some(CodeAction {
            title: format!("Accept `{}` with a comment{wide}", finding.rule.name),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic.clone()]),
            edit: Some(self.edit(accept.edits)),
            command,
            ..CodeAction::default()
        })
    }

    /// With its edit, or with what it takes to make it later.
    fn work(&self, title: String, kind: CodeActionKind, work: Work) -> Option<CodeAction> {
        let edits = || work.edits(self.session, self.document, self.verdict);
        self.action(title, kind, &work, edits)
    }

    /// The same with edits that are asked for only if they are needed now.
    fn action(
        &self,
        title: String,
        kind: CodeActionKind,
        work: &Work,
        edits: impl FnOnce() -> Option<Vec<TextEdit>>,
    ) -> Option<CodeAction> {
        let mut action = CodeAction { title, kind: Some(kind), ..CodeAction::default() };
        if self.abilities.resolves_edits {
            let (uri, revision) = (self.document.uri.clone(), self.document.revision);
            action.data = Some(json!(Deferred { uri, revision, work }));
        } else {
            action.edit = Some(self.edit(edits()?));
        }
        Some(action)
    }
    fn edit(&self, edits: Vec<TextEdit>) -> tower_lsp::ls_types::WorkspaceEdit {
        convert::workspace_edit(self.document, edits, self.abilities.versioned_edits)
    }

    fn may_fix_all(&self) -> bool {
        let fixes = self.verdict.report.findings.iter().filter_map(|it| it.note.fix.as_ref());
        !self.is_passing_by() && fixes.into_iter().any(|fix| fix.safety == Safety::Safe)
    }

    /// Whoever only moves the cursor asks about that place, not about the document.
    fn is_passing_by(&self) -> bool {
        self.context.only.is_none()
            && self.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC)
    }

    /// Whether actions of the kind, or of one that it is a part of, were asked for.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let covers = |asked: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(asked.as_str());
            asked.as_str().is_empty() || rest.is_some_and(|it| it.is_empty() || it.starts_with('.'))
        };
        self.context.only.as_ref().is_none_or(|only| only.iter().any(covers))
    }

    fn touches(&self, place: Range) -> bool {
        place.start <= self.range.end && self.range.start <= place.end
    }

    /// As the client knows it, which may be with data of its own or in other words. Two findings of
    /// a rule may stand at one place, so what is said of the one is not said of the other.
    fn as_shown(&self, own: &Diagnostic, all: &[Diagnostic]) -> Diagnostic {
        let is_alike = |it: &&Diagnostic| it.range == own.range && it.code == own.code;
        let alike = || self.context.diagnostics.iter().filter(is_alike);
        let same = || alike().find(|it| it.message == own.message);
        let is_of_another = |it: &Diagnostic| {
            all.iter().filter(is_alike).any(|another| another.message == it.message)
        };
        let reworded = || alike().find(|it| !is_of_another(it));
        same().or_else(reworded).unwrap_or(own).clone()
    }
}

/// One comment accepts, and one page explains, all findings of a rule at a place.
fn once_each(actions: impl Iterator<Item = CodeAction>) -> Vec<CodeAction> {
    let mut once: Vec<CodeAction> = Vec::new();
    for action in actions {
        let same = once.iter_mut().find(|it| it.title == action.title && it.edit == action.edit);
        match same {
            Some(same) => {
                let more = action.diagnostics.unwrap_or_default();
                same.diagnostics.get_or_insert_default().extend(more);
            }
            None => once.push(action),
        }
    }
    once
}

fn open_page(finding: &Finding, diagnostic: &Diagnostic) -> CodeAction {
    let title = format!("Open Microsoft's page on `{}`", finding.rule.name);
    CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic.clone()]),
        command: Some(Command {
            title,
            command: commands::OPEN_PAGE.to_owned(),
            arguments: Some(vec![json!(finding.rule.name)]),
        }),
        ..CodeAction::default()
    }
}
