//! What the tool could not do, for the person who runs it.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use cmg_host::Error as HostError;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::{args::Color, output};

#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    #[error(transparent)]
    Host(#[from] HostError),
    #[error("{option} names `{name}`, which is no rule and no family")]
    Selection { option: &'static str, name: String, help: String },
    #[error("there is no rule called `{name}`")]
    NoRule { name: String, help: Option<String> },
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    #[error("cannot write {}: {error}", .path.display())]
    OutputFile { path: PathBuf, error: io::Error },
    #[error("cannot read standard input: {0}")]
    Input(io::Error),
    #[error("standard input is over the size limit of {0} bytes")]
    InputTooLarge(u64),
    #[error("{0}")]
    Usage(String),
    #[error("cmglint failed on {}; this is a bug, please report it with the document", .0.display())]
    Panic(PathBuf),
}

impl Diagnostic for ToolError {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let help = match self {
            ToolError::Host(HostError::Settings { error, .. }) => error.help.as_deref()?,
            ToolError::Host(HostError::TooLarge { .. }) | ToolError::InputTooLarge(_) => {
                "the setting `max-file-size` raises the limit"
            }
            ToolError::Selection { help, .. } => help,
            ToolError::NoRule { help, .. } => help.as_deref()?,
            _ => return None,
        };
        Some(Box::new(help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        match self {
            ToolError::Host(HostError::Settings { text, .. }) => Some(text),
            _ => None,
        }
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let ToolError::Host(HostError::Settings { error, .. }) = self else { return None };
        let span = error.span?;
        let label = LabeledSpan::underline(span.start..span.end);
        Some(Box::new(std::iter::once(label)))
    }
}

/// Each message once, on standard error.
pub fn print(errors: &[ToolError], color: Color) {
    let styled = output::wants_color(color, &io::stderr());
    let theme = if styled { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
    let mut said = Vec::new();
    for error in errors {
        let text = error.to_string();
        if said.contains(&text) {
            continue;
        }
        said.push(text);
        let mut rendered = String::new();
        // Writing into a string does not fail; nor is there anything left to say if it did.
        let _ = handler.render_report(&mut rendered, error);
        let _ = writeln!(io::stderr(), "{}", rendered.trim_end());
    }
}
