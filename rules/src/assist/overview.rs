//! A document at a glance, for tree views and status bars: its gateways with what
//! belongs to them, and what was found in each.

use std::{collections::HashMap, ops::AddAssign};

use super::{
    hidden::Hidden,
    lenses::{Fate, Outlook, outlooks},
    navigate::{MentionRole, mentions},
    outline::{Block, outline},
    symbols::symbol,
};
use crate::{
    facts::days_between,
    finding::{Finding, Severity},
    inputs::Inputs,
    plan::Plan,
    report::Report,
    rule::ServerCertificate,
    span::Span,
};

#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// Of the whole document.
    pub counts: Counts,
    /// In the order of the text.
    pub gateways: Vec<GatewayView>,
    /// What belongs to no gateway, in the order of the text.
    pub rest: Vec<Child>,
}

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
}

/// A gateway with all its tables.
#[derive(Clone, Debug)]
pub struct GatewayView {
    /// Its handle.
    pub name: String,
    /// Its service name.
    pub detail: Option<String>,
    /// The first of its tables, with those below it that follow.
    pub span: Span,
    /// The header of that.
    pub title: Span,
    /// Of its own tables, wherever they stand.
    pub counts: Counts,
    /// Until its certificate ends; negative once it has.
    pub certificate_days_left: Option<i64>,
    /// Nothing without a baseline, or where no page tells how it gets there.
    pub fate: Option<Fate>,
    /// What becomes of it in a few words, where there is a baseline.
    pub summary: Option<String>,
    /// What refers to it, in the order of the text.
    pub children: Vec<Child>,
}

/// A table that is no gateway's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its key: `connection-point`, `azure`.
    pub kind: String,
    pub name: String,
    pub detail: Option<String>,
    pub span: Span,
    pub title: Span,
    pub counts: Counts,
}

impl Counts {
    fn add(&mut self, finding: &Finding) {
        let count = match finding.severity() {
            Severity::Error => &mut self.error,
            Severity::Warning => &mut self.warning,
            Severity::Info => &mut self.info,
        };
        *count += 1;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.error += other.error;
        self.warning += other.warning;
        self.info += other.info;
    }
}

/// `report` and `plan` are those of the same inputs. While lines are half typed,
/// what can be read of them is shown.
pub fn overview(inputs: &Inputs<'_>, report: &Report, plan: &Plan) -> Overview {
    let document = &inputs.now.document;
    let hidden = Hidden::of(document);
    let references = mentions(document).into_iter();
    let mut references = references.filter(|it| it.role == MentionRole::Reference).peekable();
    let mut gateways = Gateways::of(inputs, plan);
    let mut counts = Counts::default();
    let mut findings = report.findings.iter().peekable();
    let blocks = outline(document.text);
    let mut nodes = nodes(&blocks).into_iter().peekable();
    while let Some(node) = nodes.next() {
        let (start, mut own) = (node.whole.start, Counts::default());
        // Lines that nobody understands belong to the table above.
        let end = nodes.peek().map_or(usize::MAX, |next| next.whole.start);
        // Places of the report are in order, and so are the tables. What is said
        // of the whole stands at the very beginning.
        let is_before = |it: Span| it.start < start || it.end <= start;
        while let Some(before) = findings.next_if(|it| is_before(it.note.span)) {
            counts.add(before);
        }
        while let Some(inside) = findings.next_if(|it| it.note.span.start < end) {
            counts.add(inside);
            own.add(inside);
        }
        if let Some(handle) = handle(node) {
            gateways.add(handle, node, &hidden, own);
            continue;
        }
        let child = child(node, &hidden, own);
        let mut owners: Vec<String> = Vec::new();
        while let Some(it) = references.next_if(|it| it.span.start <= node.whole.end) {
            if node.whole.start <= it.span.start && !owners.iter().any(|known| *known == it.handle)
            {
                owners.push(it.handle.into_owned());
            }
        }
        gateways.children.push((owners, child));
    }
    findings.for_each(|it| counts.add(it));
    let (gateways, rest) = gateways.finish();
    Overview { counts, gateways, rest }
}

/// The tables that stand in no other one; those of gateways also where braces or
/// `[gateway]` are around all of them.
fn nodes<'b, 't>(blocks: &'b [Block<'t>]) -> Vec<&'b Block<'t>> {
    let mut nodes: Vec<&Block<'_>> = Vec::new();
    for block in blocks {
        let is_around = |it: &&Block<'_>| block.title.start < it.whole.end;
        let is_all = matches!(block.names.as_slice(), [only] if only.text == "gateway");
        if !is_all && !nodes.last().is_some_and(is_around) {
            nodes.push(block);
        }
    }
    nodes
}

fn handle<'b>(node: &'b Block<'_>) -> Option<&'b str> {
    match node.names.as_slice() {
        [table, handle, ..] if table.text == "gateway" => Some(&handle.text),
        _ => None,
    }
}

fn child(node: &Block<'_>, hidden: &Hidden, counts: Counts) -> Child {
    // Deeper tables are none of the format.
    let names =
        node.names.iter().take(3).map(|it| hidden.shown(&it.text, it.span).unwrap_or_default());
    let kind = names.collect::<Vec<_>>().join(".");
    let symbol = symbol(node, hidden);
    // That it is one of its kind need not be said twice.
    let detail = symbol.detail.filter(|it| *it != kind);
    let (span, title) = (symbol.span, symbol.title);
    Child { kind, name: symbol.name, detail, span, title, counts }
}

/// The gateways as they turn up.
struct Gateways<'a> {
    inputs: &'a Inputs<'a>,
    outlooks: HashMap<&'a str, Outlook<'a>>,
    views: Vec<GatewayView>,
    /// The place of each handle among the views.
    places: HashMap<String, usize>,
    /// Each with the handles that it names.
    children: Vec<(Vec<String>, Child)>,
}

impl<'a> Gateways<'a> {
    fn of(inputs: &'a Inputs<'a>, plan: &Plan) -> Gateways<'a> {
        let outlooks = outlooks(inputs, plan).into_iter();
        let outlooks = outlooks.map(|it| (&*it.gateway.handle, it)).collect();
        Gateways {
            inputs,
            outlooks,
            views: Vec::new(),
            places: HashMap::new(),
            children: Vec::new(),
        }
    }

    fn add(&mut self, handle: &str, node: &Block<'_>, hidden: &Hidden, counts: Counts) {
        if let Some(known) = self.places.get(handle).and_then(|at| self.views.get_mut(*at)) {
            known.counts += counts;
            return;
        }
        let step = node.names.get(1);
        let name = step.and_then(|it| hidden.shown(&it.text, it.span));
        let detail = node.says("service-name").and_then(|it| hidden.shown(&it.text, it.span));
        let outlook = self.outlooks.get(handle);
        self.places.insert(handle.to_owned(), self.views.len());
        self.views.push(GatewayView {
            name: name.unwrap_or_else(|| "gateway".to_owned()),
            detail,
            span: node.whole,
            title: node.title,
            counts,
            certificate_days_left: days_left(self.inputs, handle),
            fate: outlook.and_then(|it| it.fate),
            summary: outlook.map(|it| it.summary.clone()),
            children: Vec::new(),
        });
    }

    /// A table that names several gateways is shown below each of them.
    fn finish(mut self) -> (Vec<GatewayView>, Vec<Child>) {
        let mut rest = Vec::new();
        for (owners, child) in self.children {
            let places: Vec<usize> =
                owners.iter().filter_map(|it| self.places.get(it).copied()).collect();
            for at in &places {
                if let Some(view) = self.views.get_mut(*at) {
                    view.children.push(child.clone());
                }
            }
            if places.is_empty() {
                rest.push(child);
            }
        }
        (self.views, rest)
    }
}

fn days_left(inputs: &Inputs<'_>, handle: &str) -> Option<i64> {
    let config = inputs.now.config.as_ref()?;
    let gateway = config.gateway(handle)?;
    let certificate = ServerCertificate::of(gateway, &inputs.now.files, config.is_desired());
    let last = certificate.ok()??.not_after_if_known()?;
    Some(days_between(inputs.today?, last))
}
