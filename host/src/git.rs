//! Files as they were at a revision. One child of git answers for a whole
//! repository: starting one for every file would cost more than all the rest.

use std::{
    collections::HashMap,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
};

/// The repositories of a run, by their roots.
#[derive(Debug, Default)]
pub struct Repositories {
    open: Mutex<HashMap<PathBuf, Arc<Repository>>>,
}

#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
    batch: Mutex<Option<Batch>>,
    /// For each commit: where a file of today was then.
    renames: Mutex<HashMap<String, Arc<HashMap<String, String>>>>,
}

/// One commit of a repository.
#[derive(Clone, Debug)]
pub struct Revision {
    pub repository: Arc<Repository>,
    /// As somebody has named it: `origin/main`.
    pub name: Arc<str>,
    /// Its object name.
    pub commit: Arc<str>,
}

/// `git cat-file --batch`: a name in, an object out.
#[derive(Debug)]
struct Batch {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

struct Object {
    name: String,
    bytes: Vec<u8>,
}

impl Repositories {
    /// The repository with this root, an absolute path.
    pub fn at(&self, root: &Path) -> Arc<Repository> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            let (batch, renames) = (Mutex::default(), Mutex::default());
            Arc::new(Repository { root: root.to_owned(), batch, renames })
        };
        Arc::clone(open.entry(root.to_owned()).or_insert_with(new))
    }
}

impl Repository {
    /// The commit of that name, or why there is none.
    pub fn revision(self: &Arc<Self>, name: &str) -> Result<Revision, String> {
        if name.is_empty() {
            return Err("no revision is named behind `git:`".to_owned());
        }
        match self.ask(&format!("{name}^{{commit}}"), u64::MAX)? {
            Some(commit) => Ok(Revision {
                repository: Arc::clone(self),
                name: name.into(),
                commit: commit.name.into(),
            }),
            None if self.root.join(".git/shallow").exists() => {
                Err("there is no such revision, and the clone is a shallow one".to_owned())
            }
            None => Err("there is no such revision".to_owned()),
        }
    }

    /// The commit that changed a file last; nothing where the file is not as the
    /// current commit has it, or git cannot tell.
    pub fn last_change(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.root).ok()?;
        let run = |arguments: &[&str]| {
            let output = git(&self.root)
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
            None => Batch::start(&self.root)?,
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
        let output = git(&self.root).args(arguments).arg(commit).arg("--").output();
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
        self.find(&self.repository.root.join(old), limit)
    }

    fn find(&self, path: &Path, limit: u64) -> Result<Option<(String, Vec<u8>)>, String> {
        let Some(path) = self.relative(path) else { return Ok(None) };
        let object = self.repository.ask(&format!("{}:{path}", self.commit), limit)?;
        Ok(object.map(|object| (path, object.bytes)))
    }

    fn relative(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.repository.root).ok()?.to_string_lossy();
        Some(if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() })
    }
}

impl Batch {
    fn start(root: &Path) -> Result<Batch, String> {
        let child = git(root)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => "git is not installed".to_owned(),
            _ => format!("git cannot be started: {error}"),
        })?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(questions), Some(answers)) => {
                Ok(Batch { child, questions, answers: BufReader::new(answers) })
            }
            _ => Err("git cannot be started".to_owned()),
        }
    }

    /// The outer error is that of the child, the inner one that of the object.
    fn ask(&mut self, name: &str, limit: u64) -> io::Result<Result<Option<Object>, String>> {
        writeln!(self.questions, "{name}")?;
        self.questions.flush()?;
        let mut header = String::new();
        if self.answers.read_line(&mut header)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = header.trim_end().rsplitn(3, ' ');
        let (size, _kind, object) = (words.next(), words.next(), words.next());
        let size = match (size, object) {
            (Some(size), Some(_)) => size.parse::<u64>().ok(),
            _ => None,
        };
        let (Some(size), Some(object)) = (size, object) else {
            let missing = header.trim_end().ends_with(" missing");
            return Ok(if missing { Ok(None) } else { Err("the name is ambiguous".to_owned()) });
        };
        let mut bytes = Vec::new();
        let mut contents = (&mut self.answers).take(size);
        if size <= limit {
            contents.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut contents, &mut io::sink())?;
        }
        let mut line_break = [0];
        self.answers.read_exact(&mut line_break)?;
        Ok(match size <= limit {
            true => Ok(Some(Object { name: object.to_owned(), bytes })),
            false => Err("it is over the size limit".to_owned()),
        })
    }

    /// What a child that has ended said about it.
    fn last_words(self) -> String {
        let Batch { mut child, questions, answers } = self;
        drop((questions, answers));
        let mut said = String::new();
        if let Some(errors) = &mut child.stderr {
            // Without its words there is nothing to say.
            let _ = errors.take(4096).read_to_string(&mut said);
        }
        // It has ended already; this only takes note of it.
        let _ = child.wait();
        let first = said.lines().next().unwrap_or_default();
        first.strip_prefix("fatal: ").unwrap_or(first).to_owned()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let batch = self.batch.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(Batch { mut child, questions, answers }) = batch.take() {
            // It ends when nobody asks any more.
            drop((questions, answers));
            let _ = child.wait();
        }
    }
}

/// Of the git that would be asked; nothing where there is none.
pub fn git_version() -> Option<String> {
    let output = Command::new("git").arg("--version").stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    Some(said.trim().strip_prefix("git version ")?.to_owned())
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    // So that its words are those that are expected here.
    git.env("LC_ALL", "C").arg("-C").arg(root);
    // A hook of another repository sets them; the one of the document is meant.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
    ] {
        git.env_remove(name);
    }
    git
}
