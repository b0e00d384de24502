//! Files as they were at a revision. One child of git answers for a whole
//! repository: starting one for every file would cost more than all the rest.

mod batch;
mod changed;
mod command;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
};

use batch::{Batch, Object};
pub use changed::Staged;
use command::Git;
pub use command::git_version;

/// The repositories of a run, by their roots.
#[derive(Debug, Default)]
pub struct Repositories {
    open: Mutex<HashMap<PathBuf, Arc<Repository>>>,
    /// Whether nothing moves as long as they are used.
    still: bool,
}

#[derive(Debug)]
pub struct Repository {
    git: Git,
    batch: Mutex<Option<Batch>>,
    /// For each commit: where a file of today was then.
    renames: Mutex<HashMap<String, Arc<HashMap<String, String>>>>,
    /// Nothing where somebody may commit between two questions.
    answers: Option<Mutex<Answers>>,
}

/// What all documents of a run ask for.
#[derive(Debug, Default)]
struct Answers {
    /// By the names of revisions.
    commits: HashMap<String, Result<Arc<str>, String>>,
    /// The commits that changed files last.
    changes: HashMap<PathBuf, Option<String>>,
}

/// One commit of a repository, or its index.
#[derive(Clone, Debug)]
pub struct Revision {
    pub repository: Arc<Repository>,
    /// As somebody has named it: `origin/main`.
    pub name: Arc<str>,
    /// Its object name.
    pub commit: Arc<str>,
}

impl Repositories {
    /// For one run: each question is asked once, so that all documents are
    /// compared with the same commit.
    pub fn of_a_run() -> Repositories {
        Repositories { still: true, ..Repositories::default() }
    }

    /// The repository with this root, an absolute path.
    pub fn at(&self, root: &Path) -> Arc<Repository> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let (batch, renames) = (Mutex::default(), Mutex::default());
            let answers = self.still.then(Mutex::default);
            Arc::new(Repository { git: Git::at(root), batch, renames, answers })
        };
        Arc::clone(open.entry(root.to_owned()).or_insert_with(new))
    }
}

impl Repository {
    /// The commit of that name, or why there is none.
    pub fn revision(self: &Arc<Self>, name: &str) -> Result<Revision, String> {
        let commit = match &self.answers {
            None => self.find_commit(name),
            Some(answers) => {
                let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                let known = answers.commits.entry(name.to_owned());
                known.or_insert_with(|| self.find_commit(name)).clone()
            }
        };
        Ok(self.at_commit(name, &commit?))
    }

    /// The commit that changed a file last; nothing where the file is not as the
    /// current commit has it, or git cannot tell.
    pub fn last_change(&self, path: &Path) -> Option<String> {
        let Some(answers) = &self.answers else { return self.find_last_change(path) };
        let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
        let known = answers.changes.entry(path.to_owned());
        known.or_insert_with(|| self.find_last_change(path)).clone()
    }

    fn at_commit(self: &Arc<Self>, name: &str, commit: &str) -> Revision {
        Revision { repository: Arc::clone(self), name: name.into(), commit: commit.into() }
    }

    fn find_commit(&self, name: &str) -> Result<Arc<str>, String> {
        if name.is_empty() {
            return Err("no revision is named behind `git:`".to_owned());
        }
        match self.ask(&format!("{name}^{{commit}}"), u64::MAX)? {
            Some(commit) => Ok(commit.name.into()),
            None if self.is_shallow() => {
                Err("there is no such revision, and the clone is a shallow one".to_owned())
            }
            None => Err("there is no such revision".to_owned()),
        }
    }

    /// Whether the branch has no commit yet.
    pub fn is_unborn(&self) -> bool {
        let has_branch = self.git.run(&["symbolic-ref", "--quiet", "HEAD"]).is_ok();
        has_branch && self.git.run(&["rev-parse", "--quiet", "--verify", "HEAD"]).is_err()
    }

    fn is_shallow(&self) -> bool {
        self.git.root.join(".git/shallow").exists()
    }

    fn find_last_change(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.git.root).ok()?;
        let run = |arguments: &[&str]| {
            let output = self
                .git
                .command()
                .arg("--literal-pathspecs")
                .args(arguments)
                .arg("--")
                .arg(path)
                .stderr(Stdio::null())
                .output();
            output.ok().filter(|it| it.status.success())
        };
        run(&["diff", "--quiet", "HEAD"])?;
        let commit = run(&["log", "-1", "--format=%H"])?.stdout;
        let commit = String::from_utf8(commit).ok()?.trim().to_owned();
        (!commit.is_empty()).then_some(commit)
    }

    /// An object of at most `limit` bytes; nothing where there is none of that name.
    fn ask(&self, name: &str, limit: u64) -> Result<Option<Object>, String> {
        if name.contains(['\n', '\0']) {
            return Ok(None);
        }
        let mut batch = self.batch.lock().unwrap_or_else(PoisonError::into_inner);
        let child = match batch.take() {
            Some(child) => child,
            None => Batch::start(&self.git)?,
        };
        let child = batch.insert(child);
        match child.ask(name, limit) {
            Ok(answer) => answer,
            Err(error) => {
                let said = batch.take().map(Batch::last_words).unwrap_or_default();
                Err(if said.is_empty() { format!("git gave no answer: {error}") } else { said })
            }
        }
    }

    /// What git calls renamed between the commit and the work tree.
    fn renames(&self, commit: &str) -> Arc<HashMap<String, String>> {
        let mut known = self.renames.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(renames) = known.get(commit) {
            return Arc::clone(renames);
        }
        let arguments = ["diff", "--name-status", "--find-renames", "--diff-filter=R", "-z"];
        let output = self.git.command().args(arguments).arg(commit).arg("--").output();
        let text = output.map(|it| it.stdout).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let mut words = text.split('\0');
        let mut renames = HashMap::new();
        // A letter with a number, the old path, the new path.
        while let (Some(_), Some(old), Some(new)) = (words.next(), words.next(), words.next()) {
            renames.insert(new.to_owned(), old.to_owned());
        }
        let renames = Arc::new(renames);
        known.insert(commit.to_owned(), Arc::clone(&renames));
        renames
    }
}

impl Revision {
    /// The file that stood at an absolute path then, of at most `limit` bytes;
    /// nothing where there was none.
    pub fn file(&self, path: &Path, limit: u64) -> Result<Option<Vec<u8>>, String> {
        Ok(self.find(path, limit)?.map(|(_, bytes)| bytes))
    }

    /// The same of a file that may have had another name then, with that name:
    /// relative to the root, with `/`.
    pub fn file_followed(
        &self,
        path: &Path,
        limit: u64,
    ) -> Result<Option<(String, Vec<u8>)>, String> {
        if let Some(found) = self.find(path, limit)? {
            return Ok(Some(found));
        }
        let renames = self.repository.renames(&self.commit);
        let Some(old) = self.relative(path).and_then(|new| renames.get(&new).cloned()) else {
            return Ok(None);
        };
        self.find(&self.repository.git.root.join(old), limit)
    }

    fn find(&self, path: &Path, limit: u64) -> Result<Option<(String, Vec<u8>)>, String> {
        let Some(path) = self.relative(path) else { return Ok(None) };
        let object = self.repository.ask(&format!("{}:{path}", self.commit), limit)?;
        Ok(object.map(|object| (path, object.bytes)))
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.repository.git.root).ok()?.to_string_lossy();
        Some(if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() })
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let batch = self.batch.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(batch) = batch.take() {
            batch.end();
        }
    }
}
