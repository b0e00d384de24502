//! The commands around the linting: a first document, shells, manual page, status.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::Shell;

use super::Color;

#[derive(Args, Debug)]
pub struct Init {
    /// Where the files are written [default: the working directory].
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
}

#[derive(Args, Debug)]
pub struct Completions {
    /// Which shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Args, Debug)]
pub struct Status {
    /// How it is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: StatusFormat,
    /// A settings file to use instead of the nearest one, or a setting as `KEY=VALUE` in TOML.
    #[arg(long, value_name = "FILE|KEY=VALUE")]
    pub config: Vec<String>,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    #[default]
    Text,
    Json,
}
