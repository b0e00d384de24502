//! `cmglint man`: one page for all commands.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use crate::{args::Cli, error::ToolError, output};

/// What no option says; a paragraph each.
const SECTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "EXIT STATUS",
        &[
            ("0", "There is no finding at or above --fail-on."),
            (
                "1",
                "There are such findings; with --diff, something would change; of a plan, the \
                 change is not possible.",
            ),
            (
                "2",
                "The tool could not do its work: wrong arguments or settings, a file that cannot \
                 be read. The other documents are still judged.",
            ),
        ],
    ),
    (
        "FILES",
        &[
            ("cmg.toml, *.cmg.toml", "Documents."),
            (
                "cmglint.toml, .cmglint.toml",
                "Settings; the nearest file above a document is in force.",
            ),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            ("NO_COLOR", "Nothing is coloured."),
            ("CLICOLOR_FORCE", "Colours are used without a terminal as well."),
            ("SOURCE_DATE_EPOCH", "The moment that counts as now, in seconds since 1970-01-01."),
        ],
    ),
];

pub fn run() -> Result<(), ToolError> {
    let mut page = Vec::new();
    write(&mut page)?;
    output::print_as_is(&page)
}

fn write(page: &mut Vec<u8>) -> io::Result<()> {
    let mut cli = Cli::command();
    cli.build();
    let man = Man::new(cli.clone()).manual("cmglint");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    let mut heading = Roff::new();
    heading.control("SH", ["COMMANDS"]);
    heading.to_writer(page)?;
    for command in cli.get_subcommands().filter(|it| it.get_name() != "help") {
        subcommand(page, command)?;
    }
    for (title, paragraphs) in SECTIONS {
        let mut section = Roff::new();
        section.control("SH", [*title]);
        for (name, text) in *paragraphs {
            section.control("TP", []).text([bold(*name)]).text([roman(*text)]);
        }
        section.to_writer(page)?;
    }
    Ok(())
}

/// Its part of the page; the options of `check` are those of the page itself.
fn subcommand(page: &mut Vec<u8>, command: &Command) -> io::Result<()> {
    let mut title = Roff::new();
    title.control("SS", [format!("cmglint {}", command.get_name()).as_str()]);
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    title.text([roman(format!("{}.", about.trim_end_matches('.')))]);
    title.to_writer(page)?;
    if command.get_name() == "check" {
        return Ok(());
    }
    let man = Man::new(command.clone());
    let mut parts = Vec::new();
    man.render_synopsis_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    // They are paragraphs here, not sections.
    let text = String::from_utf8_lossy(&parts);
    for line in text.lines() {
        match line.strip_prefix(".SH ") {
            Some(_) => writeln!(page, ".PP")?,
            None => writeln!(page, "{line}")?,
        }
    }
    Ok(())
}
