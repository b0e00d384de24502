//! Findings with the lines they are about.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use cmg_rules::{
    finding::{File, Finding, Severity},
    span::Span,
};
use codespan_reporting::{
    diagnostic::{Diagnostic, Label, LabelStyle, Severity as Level},
    term::{self, WriteStyle},
};

use super::{
    Views,
    excerpt::{Excerpt, Excerpts},
    help, opening, plain,
};

/// Columns of the notes below a snippet.
const WIDTH: usize = 88;

pub fn write(out: &mut Vec<u8>, views: &Views<'_>, finding: &Finding) -> io::Result<()> {
    let note = &finding.note;
    let mut files: Vec<&File> = vec![&File::Document];
    for label in &note.labels {
        if !files.contains(&&label.file) {
            files.push(&label.file);
        }
    }
    let mut excerpts = Vec::with_capacity(files.len());
    let mut labels = Vec::with_capacity(note.labels.len() + 1);
    for file in files {
        let Some(view) = views.of(file) else { continue };
        let at = excerpts.len();
        let is_document = *file == File::Document;
        let own: Vec<_> = note.labels.iter().filter(|it| it.file == *file).collect();
        let primary = is_document.then_some(note.span);
        let spans: Vec<Span> = primary.into_iter().chain(own.iter().map(|it| it.span)).collect();
        let (excerpt, ranges) = Excerpt::of(view, &spans);
        let mut ranges = ranges.into_iter();
        if is_document {
            labels.extend(ranges.next().map(|range| Label::primary(at, range)));
        }
        let others = ranges.zip(own);
        labels.extend(others.map(|(range, it)| Label::secondary(at, range).with_message(&it.text)));
        excerpts.push(excerpt);
    }
    let level = match finding.severity() {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    };
    let diagnostic = Diagnostic::new(level)
        .with_code(finding.rule.name)
        .with_message(&note.message)
        .with_labels(labels)
        .with_notes(notes(finding));
    let mut styled = Styled { out, renamed: false };
    term::emit_to_write_style(
        &mut styled,
        &term::Config::default(),
        &Excerpts(excerpts),
        &diagnostic,
    )
    .map_err(io::Error::other)
}

fn notes(finding: &Finding) -> Vec<String> {
    let mut notes = vec![wrapped("help: ", &plain(opening(&help(finding.rule))))];
    if let Some(fix) = &finding.note.fix {
        notes.push(wrapped("fix: ", &format!("{} ({})", fix.title, super::option(fix.safety))));
    }
    notes.push(format!("see {}", finding.rule.source.url()));
    notes
}

/// Each line but the first is indented by the renderer itself.
fn wrapped(lead: &str, text: &str) -> String {
    let mut lines = String::from(lead);
    let mut column = lead.len();
    for (at, word) in text.split_whitespace().enumerate() {
        let length = word.chars().count();
        if at > 0 && column + length >= WIDTH {
            lines.push('\n');
            lines.extend(std::iter::repeat_n(' ', lead.len()));
            column = lead.len();
        } else if at > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    lines
}

/// Colours as ANSI sequences, and our word for the lowest severity.
struct Styled<'o> {
    out: &'o mut Vec<u8>,
    /// The next word is the renderer's name of a severity that has another name here.
    renamed: bool,
}

impl Styled<'_> {
    fn style(&mut self, style: Style) -> io::Result<()> {
        write!(self.out, "{style}")
    }
}

impl Write for Styled<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if std::mem::take(&mut self.renamed) && bytes == b"note" {
            self.out.extend_from_slice(b"info");
        } else {
            self.out.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Styled<'_> {
    fn set_header(&mut self, severity: Level) -> io::Result<()> {
        self.renamed = severity == Level::Note;
        self.style(colour(severity).bold())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        write!(self.out, "{}", anstyle::Reset)?;
        self.style(Style::new().bold())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.style(AnsiColor::BrightBlue.on_default())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.style(AnsiColor::BrightBlue.on_default())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.style(AnsiColor::BrightBlue.on_default())
    }

    fn set_label(&mut self, severity: Level, style: LabelStyle) -> io::Result<()> {
        match style {
            LabelStyle::Primary => self.style(colour(severity)),
            LabelStyle::Secondary => self.style(AnsiColor::BrightBlue.on_default()),
        }
    }

    fn reset(&mut self) -> io::Result<()> {
        write!(self.out, "{}", anstyle::Reset)
    }
}

fn colour(severity: Level) -> Style {
    match severity {
        Level::Error | Level::Bug => AnsiColor::BrightRed.on_default(),
        Level::Warning => AnsiColor::BrightYellow.on_default(),
        Level::Note | Level::Help => AnsiColor::BrightCyan.on_default(),
    }
}
