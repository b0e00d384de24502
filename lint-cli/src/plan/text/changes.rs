//! The table of what changes.

use std::fmt::Write;

use anstyle::Style;
use cmg_rules::{
    change::Class,
    plan::{Item, Setting, Sign},
    quote::cut,
};

use super::{BAD, BOLD, CHANGED, DIM, GOOD, WIDTH, bullet, folded};
use crate::{plan::words::shown, render::plain};

/// Columns in front of a setting.
const INDENT: usize = 6;
/// Columns between two columns of a table.
const GAP: usize = 2;
/// Letters that a value always has.
const LEAST: usize = 20;

/// A thing, and below it its settings.
pub fn item(out: &mut String, item: &Item) {
    let style = style(item.sign);
    let head = format!("{} {}", shown(&item.subject), shown(&item.name));
    let mut way = item.way.to_owned();
    if !item.downtime.is_empty() {
        way = format!("{way}; {}", item.downtime);
    }
    let sign = item.sign.text();
    let _ = write!(out, "{style}{sign:>3}{style:#} {BOLD}{}{BOLD:#}", head.trim_end());
    let used = 4 + head.trim_end().chars().count() + 2;
    match used + way.chars().count() <= WIDTH {
        true if way.is_empty() => out.push('\n'),
        true => {
            let _ = writeln!(out, "  {way}");
        }
        false => {
            out.push('\n');
            bullet(out, "    ", &way);
        }
    }
    let rows: Vec<Row> = item.settings.iter().map(|it| Row::of(it, item.sign)).collect();
    let widths = Widths::of(&rows);
    for (row, setting) in rows.iter().zip(&item.settings) {
        row.write(out, widths, style_of(setting.class));
        if let Some(note) = &setting.note {
            for line in folded(&plain(&shown(note)), WIDTH - INDENT - GAP) {
                let _ = writeln!(out, "{:1$}{DIM}{line}{DIM:#}", "", INDENT + GAP);
            }
        }
    }
    out.push('\n');
}

/// One setting: its key, one or two values, and what the change takes.
struct Row {
    key: String,
    first: String,
    /// Behind the arrow.
    second: Option<String>,
    way: &'static str,
}

/// Columns of a table.
#[derive(Clone, Copy)]
struct Widths {
    key: usize,
    value: usize,
    way: usize,
}

impl Row {
    fn of(setting: &Setting, sign: Sign) -> Row {
        let value = |it: &Option<String>| it.as_ref().map(|it| shown(it));
        let (first, second) = match (value(&setting.old), value(&setting.new), sign) {
            (None, new, Sign::Add) => (new.unwrap_or_default(), None),
            (old, None, Sign::Remove) => (old.unwrap_or_default(), None),
            (old, new, _) => {
                let or_none = |it: Option<String>| it.unwrap_or_else(|| "(not set)".to_owned());
                (or_none(old), Some(or_none(new)))
            }
        };
        // What comes or goes as a whole has no ways of its own.
        let is_whole = matches!(sign, Sign::Add | Sign::Remove);
        let way = match setting.class {
            Class::NotDocumented | Class::NotPossible => setting.class.text(),
            _ if is_whole => "",
            class => class.text(),
        };
        Row { key: shown(&setting.key), first, second, way }
    }

    fn values(&self) -> usize {
        let second = self.second.as_ref().map_or(0, |it| it.chars().count() + " -> ".len());
        self.first.chars().count() + second
    }

    fn write(&self, out: &mut String, widths: Widths, style: Style) {
        let Widths { key, value, way } = widths;
        let _ = write!(out, "{:INDENT$}{:key$}{:GAP$}", "", self.key, "");
        let way = |out: &mut String, width: usize| match self.way {
            "" => out.push('\n'),
            text => {
                let _ = writeln!(out, "{:width$}{:GAP$}{style}{text:way$}", "", "");
                out.truncate(out.trim_end().len());
                let _ = writeln!(out, "{style:#}");
            }
        };
        let Some(second) = &self.second else {
            let first = cut(&self.first, value);
            let _ = write!(out, "{first}");
            way(out, value.saturating_sub(first.chars().count()));
            return;
        };
        if self.values() <= value {
            let both = format!("{} -> {second}", self.first);
            let _ = write!(out, "{both}");
            way(out, value.saturating_sub(both.chars().count()));
            return;
        }
        // The arrow stands to the left of the second line, so that values align.
        let first = cut(&self.first, value);
        let _ = write!(out, "{first}");
        way(out, value.saturating_sub(first.chars().count()));
        let arrow = INDENT + key + GAP - "-> ".len();
        let _ = writeln!(out, "{:arrow$}-> {}", "", cut(second, value));
    }
}

impl Widths {
    /// Values get what the terminal leaves them.
    fn of(rows: &[Row]) -> Widths {
        let most = |width: fn(&Row) -> usize| rows.iter().map(width).max().unwrap_or_default();
        let key = most(|it| it.key.chars().count());
        let way = most(|it| it.way.chars().count());
        let gaps = INDENT + GAP + if way > 0 { GAP } else { 0 };
        let left = WIDTH.saturating_sub(gaps + key + way).max(LEAST);
        let longest = rows.iter().map(|row| match row.values() {
            fits if fits <= left => fits,
            _ => {
                let second = row.second.as_ref().map_or(0, |it| it.chars().count());
                row.first.chars().count().max(second)
            }
        });
        Widths { key, value: longest.max().unwrap_or_default().min(left), way }
    }
}

fn style(sign: Sign) -> Style {
    match sign {
        Sign::Add => GOOD,
        Sign::Remove => BAD,
        Sign::Change => CHANGED,
        Sign::Replace => BAD,
    }
}

fn style_of(class: Class) -> Style {
    match class {
        Class::InPlace | Class::Convert => Style::new(),
        Class::RedeploySameName | Class::RedeployNewName => CHANGED,
        Class::NotDocumented | Class::NotPossible => BAD,
    }
}
