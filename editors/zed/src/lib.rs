//! Starts the language server for documents in Zed.

use zed_extension_api::{Command, Extension, LanguageServerId, Result, Worktree, register_extension};

struct Cmglint;

impl Extension for Cmglint {
    fn new() -> Cmglint {
        Cmglint
    }

    fn language_server_command(&mut self, _: &LanguageServerId, tree: &Worktree) -> Result<Command> {
        let command = tree.which("cmglint").ok_or("cmglint is not in the PATH: install it first")?;
        Ok(Command { command, args: vec!["server".into()], env: tree.shell_env() })
    }
}

register_extension!(Cmglint);
