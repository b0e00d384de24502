//! `cmglint init`: a first document and first settings.

use std::path::{Path, PathBuf};

use cmg_host::{Place, SettingsFinder, shown_path};

use crate::{
    Status,
    args::{Color, Init},
    error::ToolError,
    output,
};

const DOCUMENT: &str = include_str!("init/cmg.toml");
const SETTINGS: &str = include_str!("init/cmglint.toml");

/// The last commit, in a repository: then every run says what a change takes.
const BASELINE: &str = "baseline = \"git:HEAD\"";

/// Exit status and the tool's own errors. What is there already is no error: whoever runs it
/// twice has what they asked for.
pub fn run(args: &Init) -> Result<(Status, Vec<ToolError>), ToolError> {
    let folder = std::path::absolute(&args.folder).unwrap_or_else(|_| args.folder.clone());
    let failed = |error| ToolError::OutputFile { path: args.folder.clone(), error };
    std::fs::create_dir_all(&folder).map_err(failed)?;
    let mut said = String::new();
    let mut errors = Vec::new();
    let mut tell = |written: Result<Written, ToolError>| match written {
        Ok(Written::New(path)) => said.push_str(&format!("Created {}.\n", shown_path(&path))),
        Ok(Written::Kept(path)) => {
            said.push_str(&format!("{} is there already and stays as it is.\n", shown_path(&path)));
        }
        Err(error) => errors.push(error),
    };
    tell(create(&folder.join("cmg.toml"), DOCUMENT));
    tell(settings(&folder));
    if errors.is_empty() {
        said.push_str("`cmglint check` says what the document still lacks.\n");
    }
    output::print(said.as_bytes(), Color::Never)?;
    Ok((if errors.is_empty() { Status::Clean } else { Status::Failure }, errors))
}

enum Written {
    New(PathBuf),
    Kept(PathBuf),
}

fn create(path: &Path, text: &str) -> Result<Written, ToolError> {
    let is_new = output::create(path, text.as_bytes())?;
    Ok(if is_new { Written::New(path.to_owned()) } else { Written::Kept(path.to_owned()) })
}

/// Settings that are in force already, also those of a folder above, are not hidden by others.
fn settings(folder: &Path) -> Result<Written, ToolError> {
    if let Some((path, _)) = &SettingsFinder::new(None, &[])?.find(folder)?.file {
        return Ok(Written::Kept(path.clone()));
    }
    let text = match Place::of(folder).root.join(".git").exists() {
        true => SETTINGS.replace(&format!("# {BASELINE}"), BASELINE),
        false => SETTINGS.to_owned(),
    };
    create(&folder.join("cmglint.toml"), &text)
}
