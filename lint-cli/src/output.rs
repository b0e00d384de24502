//! Standard output, written once, and with colours where someone sees them.

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::Path,
};

use anstream::{AutoStream, ColorChoice};
use cmg_host::is_document;
use cmg_rules::quote::harmless;
use tempfile::NamedTempFile;

use crate::{args::Color, error::ToolError};

/// Everything that a command has to say; a reader that has gone away, as `head`
/// does, is no mistake.
pub fn print(text: &[u8], color: Color) -> Result<(), ToolError> {
    let choice = if wants_color(color, &io::stdout()) {
        ColorChoice::AlwaysAnsi
    } else {
        ColorChoice::Never
    };
    write(AutoStream::new(io::stdout().lock(), choice), &without_commands(text))
}

/// A document, which stays what it is byte for byte.
pub fn print_as_is(text: &[u8]) -> Result<(), ToolError> {
    write(io::stdout().lock(), text)
}

fn write(mut out: impl Write, text: &[u8]) -> Result<(), ToolError> {
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Refuses to replace a document, or what else the run reads.
pub fn spare(path: &Path, inputs: &[&Path]) -> Result<(), ToolError> {
    // What is not there yet is lost to nobody.
    let Some(target) = path.canonicalize().ok().filter(|it| it.is_file()) else { return Ok(()) };
    let refused = |reason| Err(ToolError::NotReplaced { path: path.to_owned(), reason });
    if is_document(&target) {
        return refused("it is a document");
    }
    let is = |input: &&Path| input.canonicalize().is_ok_and(|input| input == target);
    if inputs.iter().any(is) { refused("this run reads it") } else { Ok(()) }
}

/// The same into a file, replaced as a whole.
pub fn save(path: &Path, text: &[u8]) -> Result<(), ToolError> {
    let failed = |error| ToolError::OutputFile { path: path.to_owned(), error };
    let plain = anstream::adapter::strip_bytes(text).into_vec();
    // A device such as /dev/stdout cannot be replaced.
    let is_special = fs::metadata(path).is_ok_and(|about| !about.is_file());
    if is_special {
        return fs::write(path, plain).map_err(failed);
    }
    let new = beside(path, &plain).map_err(failed)?;
    new.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A file that is not there yet, whole or not at all; whether it was. A link that leads nowhere
/// counts as there.
pub fn create(path: &Path, text: &[u8]) -> Result<bool, ToolError> {
    let failed = |error| ToolError::OutputFile { path: path.to_owned(), error };
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    match beside(path, text).map_err(failed)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error.error)),
    }
}

/// A new file in the same folder, to take the place of the path.
fn beside(path: &Path, text: &[u8]) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut new = tempfile::Builder::new().prefix(".cmglint-").tempfile_in(folder)?;
    new.write_all(text)?;
    open_to_readers(new.path())?;
    Ok(new)
}

/// Temporary files are private; a report is as readable as any new file.
#[cfg(unix)]
fn open_to_readers(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The same values, without a letter that does something to a terminal or to a job.
pub fn harmless_json(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            // Such letters are in strings only, and have four digits.
            it if (it != '\n' && harmless(it) != it) || (it == '[' && opens_command(&text)) => {
                text.push_str(&format!("\\u{:04x}", u32::from(it)));
            }
            it => text.push(it),
        }
    }
    text
}

/// By the option, else by the environment and the terminal.
pub fn wants_color(color: Color, stream: &impl IsTerminal) -> bool {
    let set = |name: &str, not: &str| {
        std::env::var_os(name).is_some_and(|it| !it.is_empty() && it != not)
    };
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR", "") => false,
        Color::Auto if set("CLICOLOR_FORCE", "0") => true,
        Color::Auto => is_screen(stream),
    }
}

/// A terminal that does what it is told, and does not print it.
pub fn is_screen(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("TERM").is_none_or(|it| it != "dumb")
}

/// On standard error, where standard output is taken.
pub fn print_aside(text: &[u8], color: Color) {
    let plain = !wants_color(color, &io::stderr());
    let choice = if plain { ColorChoice::Never } else { ColorChoice::AlwaysAnsi };
    // There is nowhere to say that standard error is closed.
    let _ = AutoStream::new(io::stderr().lock(), choice).write_all(&without_commands(text));
}

/// One line on standard error, as it is.
pub fn say(line: &str) {
    print_aside(format!("{line}\n").as_bytes(), Color::Never);
}

/// What runs a job reads its log: Azure Pipelines carries out `##vso[…]` wherever it stands,
/// GitHub Actions `##[…]`, and `::…` at the beginning of a line. None of them may come from a
/// document or from the name of a file.
pub fn without_commands(text: &[u8]) -> Vec<u8> {
    let mut safe = String::with_capacity(text.len());
    for line in String::from_utf8_lossy(text).split_inclusive(['\n', '\r']) {
        let start = line.len() - line.trim_start().len();
        for (at, letter) in line.char_indices() {
            let begins = match letter {
                '[' => opens_command(line.get(..at).unwrap_or_default()),
                ':' => at == start && line.get(at..).is_some_and(|it| it.starts_with("::")),
                _ => false,
            };
            safe.push(if begins { char::REPLACEMENT_CHARACTER } else { letter });
        }
    }
    safe.into_bytes()
}

/// Whether a bracket behind this makes it a command.
fn opens_command(before: &str) -> bool {
    let tail: String = before.chars().rev().take(5).collect();
    tail.starts_with("##") || tail.eq_ignore_ascii_case("osv##")
}

#[test]
fn nothing_of_a_document_is_a_command_to_a_job() {
    let safe = |text: &str| String::from_utf8(without_commands(text.as_bytes())).unwrap();
    assert_eq!(safe("a ##vso[x]y ##VSO[z ##[w"), "a ##vso\u{fffd}x]y ##VSO\u{fffd}z ##\u{fffd}w");
    assert_eq!(safe("::error::a\n \t::b\r::c"), "\u{fffd}:error::a\n \t\u{fffd}:b\r\u{fffd}:c");
    let plain = "# [a] #[b] vso[c] a::b :c\n[##vso]\n";
    assert_eq!(safe(plain), plain);
    let json = harmless_json("[\"##vso[x] ##[y] [z]\"]");
    assert_eq!(json, "[\"##vso\\u005bx] ##\\u005by] [z]\"]");
}
