//! Headers of the tables that the document does not have.

use super::{Ask, Completion, CompletionKind, List};
use crate::{
    assist::{describe, place::Place, scope::has_header, snippet::Insert},
    document::{Document, Entry, Kind, Table, TableId},
    model::{Config, Key, Shape},
    span::Span,
};

/// Of more gateways nobody looks through a list.
const MOST_HANDLES: usize = 50;

/// A table that may be written.
struct Missing<'k> {
    /// With the names above it.
    name: String,
    /// `[[…]]`
    array: bool,
    key: &'k Key,
}

/// The brackets that somebody has typed.
pub(super) fn opening(text: &str, whole: Span) -> &str {
    let typed = whole.of(text);
    let rest = typed.trim_start_matches('[');
    typed.strip_suffix(rest).unwrap_or_default()
}

/// Headers in place of `replace`, compared behind `opening`.
pub(super) fn complete(ask: &Ask<'_, '_>, replace: Span, opening: &str, list: &mut List) {
    for missing in missing(ask) {
        let Missing { name, array, key } = missing;
        let header = if array { format!("[[{name}]]") } else { format!("[{name}]") };
        let it = Completion::new(
            CompletionKind::Table,
            header.as_str(),
            Insert::Plain(header.clone()),
            replace,
        );
        let it = it.filter(format!("{opening}{name}")).page(describe::key(key));
        list.push(it.detail(describe::one_line(key.docs)));
    }
}

fn missing(ask: &Ask<'_, '_>) -> Vec<Missing<'static>> {
    let look = Look::of(ask);
    let root = look.document.root();
    let mut all = Vec::new();
    // Tables of the gateway at the cursor are what somebody most likely wants.
    for key in Config::KEYS.iter().filter(|key| matches!(key.shape, Shape::Handles(_))) {
        look.handles(root, key, ask.cursor.handle(), &mut all);
    }
    for key in Config::KEYS {
        match key.shape {
            Shape::Table(keys) => {
                let is_lacking = look.lacks(root, key);
                if is_lacking {
                    all.push(Missing { name: key.name.to_owned(), array: false, key });
                }
                match look.table(root, key) {
                    Some(table) if table.is_inline() => {}
                    None if !is_lacking => {}
                    table => look.below(table, key.name, keys, &mut all),
                }
            }
            Shape::List(Shape::Table(keys)) if !look.is_array(root, key) => {
                all.push(Missing { name: key.name.to_owned(), array: true, key });
                if let Some(element) = look.element(root, key) {
                    look.below(Some(element), key.name, keys, &mut all);
                }
            }
            _ => {}
        }
    }
    all
}

/// What there is, apart from the header that is being typed.
struct Look<'a, 't> {
    document: &'a Document<'t>,
    offset: usize,
    /// The header at the cursor.
    typed: Option<Span>,
}

impl<'a, 't> Look<'a, 't> {
    fn of(ask: &Ask<'a, 't>) -> Self {
        let typed = match ask.cursor.place {
            Place::Header { whole, .. } => Some(whole),
            _ => None,
        };
        Look { document: ask.cursor.document(), offset: ask.cursor.offset, typed }
    }

    /// Whether a header may open the table: there is none yet, and no key
    /// states the table in another way.
    fn lacks(&self, parent: &Table<'_>, key: &Key) -> bool {
        let Some(entry) = parent.get(key.name) else { return true };
        match entry.value.kind {
            Kind::Table(id) => self.is_implied(id),
            Kind::Broken => self.is_typed(entry.key.span),
            _ => false,
        }
    }

    fn is_implied(&self, id: TableId) -> bool {
        let table = &self.document.tree[id];
        match table.sections.as_slice() {
            [] => !table.entries.iter().any(Entry::is_statement),
            [only] => self.typed.is_some_and(|typed| typed.start == only.header.start),
            _ => false,
        }
    }

    fn is_typed(&self, span: Span) -> bool {
        self.typed.is_some_and(|typed| typed.start <= span.start && span.end <= typed.end)
    }

    fn table(&self, parent: &Table<'_>, key: &Key) -> Option<&'a Table<'t>> {
        match parent.get(key.name)?.value.kind {
            Kind::Table(id) => Some(&self.document.tree[id]),
            _ => None,
        }
    }

    /// `[{ … }]`, to which no header can add.
    fn is_array(&self, parent: &Table<'_>, key: &Key) -> bool {
        let kind = parent.get(key.name).map(|entry| &entry.value.kind);
        matches!(kind, Some(Kind::Array(_) | Kind::Table(_)))
    }

    /// The last element of a list above the cursor, which headers below belong to.
    fn element(&self, parent: &Table<'_>, key: &Key) -> Option<&'a Table<'t>> {
        let Kind::Tables(ids) = &parent.get(key.name)?.value.kind else { return None };
        let mut tables = ids.iter().map(|id| &self.document.tree[*id]);
        let above = |it: &&Table<'_>| {
            it.header().is_some_and(|header| header.end <= self.offset && !self.is_typed(header))
        };
        tables.rfind(above)
    }

    /// Tables below a table, which need not be there itself.
    fn below(
        &self,
        table: Option<&Table<'_>>,
        name: &str,
        keys: &'static [Key],
        all: &mut Vec<Missing<'static>>,
    ) {
        for key in keys.iter().filter(|key| has_header(&key.shape)) {
            let array = matches!(key.shape, Shape::List(_));
            let fits = match table {
                None => true,
                Some(table) if array => !self.is_array(table, key),
                Some(table) => self.lacks(table, key),
            };
            if fits {
                all.push(Missing { name: format!("{name}.{}", key.name), array, key });
            }
        }
    }

    /// `[gateway.HANDLE]` and what is below, that of one handle first.
    fn handles(
        &self,
        root: &Table<'_>,
        key: &'static Key,
        first: Option<&str>,
        all: &mut Vec<Missing<'static>>,
    ) {
        let Shape::Handles(keys) = key.shape else { return };
        let Some(handles) = self.table(root, key).filter(|it| !it.is_inline()) else { return };
        let is_first = |entry: &&Entry<'_>| first == Some(entry.key.name.as_ref());
        let others = handles.entries.iter().filter(|it| !is_first(it)).take(MOST_HANDLES);
        for entry in handles.entries.iter().find(is_first).into_iter().chain(others) {
            let Kind::Table(id) = entry.value.kind else { continue };
            let table = &self.document.tree[id];
            let is_name = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
            let is_handle = entry.key.name.bytes().all(is_name);
            // A handle that is being typed is none yet.
            let is_new = self.is_typed(entry.key.span) && table.entries.is_empty();
            if table.is_inline() || is_new || !is_handle {
                continue;
            }
            let name = format!("{}.{}", key.name, entry.key.name);
            if self.is_implied(id) {
                all.push(Missing { name: name.clone(), array: false, key });
            }
            self.below(Some(table), &name, keys, all);
        }
    }
}
