//! Comments that accept a finding.

use super::{Ask, Completion, CompletionKind, List};
use crate::{
    assist::{
        comment::{Spot, spot},
        describe,
        snippet::{Insert, Snippet},
    },
    catalog,
    finding::RuleInfo,
    span::Span,
};

const FORMS: &[(&str, &str)] = &[
    ("allow", "accepts findings of this line; alone on a line, those of the next one"),
    ("allow-file", "accepts findings of the whole document"),
];

pub(super) fn complete(ask: &Ask<'_, '_>, comment: Span, list: &mut List) {
    let text = ask.cursor.document().text;
    match spot(text, comment, ask.cursor.offset) {
        Spot::Word(held) => {
            let has_mark = comment.of(text).contains("cmglint:");
            let mark = if has_mark { "" } else { "cmglint: " };
            for (form, about) in FORMS {
                let snippet = Snippet::of(&format!("{mark}{form}(‹›)"));
                let label = format!("{mark}{form}()");
                let it = Completion::new(
                    CompletionKind::Word,
                    label,
                    Insert::Snippet(snippet),
                    held.span,
                );
                let filter = format!("{mark}{form}");
                list.push(it.detail(*about).filter(filter).continues());
            }
        }
        Spot::Name { held, others } => {
            let levels = ask.inputs.levels;
            let may = |rule: &&RuleInfo| levels.may_be_allowed(rule.name);
            names(held.span, may, |name| others.contains(&name), list);
        }
        Spot::Elsewhere => {}
    }
}

/// Rules and families by name, each with what is known of it.
pub(in crate::assist) fn names(
    replace: Span,
    may: impl Fn(&&RuleInfo) -> bool,
    is_there: impl Fn(&str) -> bool,
    list: &mut List,
) {
    let infos = catalog::rules().map(|rule| &rule.info).filter(may);
    for info in infos.filter(|it| !is_there(it.name)) {
        let insert = Insert::Plain(info.name.to_owned());
        let it = Completion::new(CompletionKind::Rule, info.name, insert, replace);
        list.push(it.detail(info.summary).page(describe::rule(info)));
    }
    for (family, rules) in catalog::families().filter(|(family, _)| !is_there(family)) {
        let insert = Insert::Plain(family.to_owned());
        let it = Completion::new(CompletionKind::Family, family, insert, replace);
        let it = it.detail(format!("a family of {} rules", rules.len()));
        list.push(match describe::family(family) {
            Some(page) => it.page(page),
            None => it,
        });
    }
}
