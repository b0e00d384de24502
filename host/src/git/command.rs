//! How git is started: for the repository of a document, whatever hook it is
//! started from.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// What git understands as "another repository", and hooks set.
const OF_A_HOOK: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

/// git in one repository.
#[derive(Debug)]
pub struct Git {
    pub root: PathBuf,
    /// The index that is to be committed, where that is not the usual one.
    index: OnceLock<Option<PathBuf>>,
}

impl Git {
    pub fn at(root: &Path) -> Git {
        Git { root: root.to_owned(), index: OnceLock::new() }
    }

    pub fn command(&self) -> Command {
        let mut git = of_folder(&self.root);
        if let Some(index) = self.index.get_or_init(|| index_of_hook(&self.root)) {
            git.env("GIT_INDEX_FILE", index);
        }
        git
    }

    /// What it prints; in words why it does not.
    pub fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        self.find(arguments)?.ok_or_else(|| "git has failed and does not say why".to_owned())
    }

    /// The same of a question to which git may know no answer: then it fails without a word.
    pub fn find(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, String> {
        let output = self.command().args(arguments).stdin(Stdio::null()).output();
        let output = output.map_err(|error| cannot_start(&error))?;
        let words = complaint(&String::from_utf8_lossy(&output.stderr));
        match output.status.code() {
            Some(0) => Ok(Some(output.stdout)),
            Some(1) if words.is_empty() => Ok(None),
            _ if words.is_empty() => Err(format!("git has failed ({})", output.status)),
            _ => Err(words),
        }
    }
}

fn of_folder(root: &Path) -> Command {
    let mut git = Command::new("git");
    // Its words are to be those that are expected here, and it has nothing to write.
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").arg("-C").arg(root);
    // A hook of another repository sets them; the one of the document is meant.
    for name in OF_A_HOOK {
        git.env_remove(name);
    }
    git
}

/// `git commit -a` and `git commit PATH` make an index of their own, and tell their hooks.
fn index_of_hook(root: &Path) -> Option<PathBuf> {
    let index = env::var_os("GIT_INDEX_FILE").filter(|it| !it.is_empty())?;
    let is_own = git_folder(of_folder(root))? == git_folder(Command::new("git"))?;
    // Hooks run at the root, and the path may be relative to it.
    is_own.then(|| root.join(index))
}

fn git_folder(mut git: Command) -> Option<PathBuf> {
    let output = git.args(["rev-parse", "--absolute-git-dir"]).stderr(Stdio::null()).output();
    let path = String::from_utf8(output.ok()?.stdout).ok()?;
    fs::canonicalize(path.trim_end_matches(['\r', '\n'])).ok()
}

pub fn cannot_start(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "git is not installed".to_owned(),
        _ => format!("git cannot be started: {error}"),
    }
}

/// Why git has failed, in its own words; it may have had warnings before.
pub fn complaint(said: &str) -> String {
    let behind = |prefix| said.lines().find_map(|line: &str| line.strip_prefix(prefix));
    let first = || said.lines().next().unwrap_or_default();
    behind("fatal: ").or_else(|| behind("error: ")).unwrap_or_else(first).to_owned()
}

/// Of the git that would be asked; nothing where there is none.
pub fn git_version() -> Option<String> {
    let output = Command::new("git").arg("--version").stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    Some(said.trim().strip_prefix("git version ")?.to_owned())
}

#[test]
fn the_reason_is_told_and_not_what_comes_before_it() {
    for said in ["fatal: no\n", "no", "warning: old\nfatal: no\nhint: x\n", "warning: x\nerror: no"]
    {
        assert_eq!(complaint(said), "no");
    }
    assert_eq!(complaint(""), "");
}
