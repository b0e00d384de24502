//! Documents through the host, several at a time.

use std::{
    collections::HashMap,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use cmg_host::{
    BaselineName, Folder, InIndex, Judge, Only, Profile, Repositories, SettingsFinder, Stores,
    Target, Verdict, read_file, read_limited, walk, walk_only,
};
use cmg_rules::facts::Date;

use crate::{error::ToolError, select::Selection};

/// Below this many documents a thread costs more than it saves.
const WORTH_A_THREAD: usize = 16;

/// One document, and how it is judged.
#[derive(Debug)]
pub struct Job {
    pub target: Target,
    pub judge: Judge,
    /// Set where it is judged as it is staged, and not as it is on the disk.
    pub staged: Option<InIndex>,
}

/// What standard input is called where nobody names it.
const STDIN: &str = "<stdin>";

/// The documents that a command line names.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub paths: &'a [PathBuf],
    pub stdin_filename: Option<&'a Path>,
    pub force_exclude: bool,
}

impl Named<'_> {
    /// Whether the first job is standard input.
    pub fn stdin(&self) -> bool {
        self.paths.iter().any(|path| is_stdin(path))
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What `--config` names: at most one file, and settings that win over it.
pub fn settings(config: &[String]) -> Result<SettingsFinder, ToolError> {
    let is_setting = |it: &&String| it.contains('=') && !Path::new(it).exists();
    let over: Vec<String> = config.iter().filter(is_setting).cloned().collect();
    let mut files = config.iter().filter(|it| !is_setting(it));
    let file = files.next().map(Path::new);
    if files.next().is_some() {
        return Err(ToolError::Usage("--config names several files".to_owned()));
    }
    Ok(SettingsFinder::new(file, &over)?)
}

/// A baseline that the command line names, relative to the working directory.
pub fn baseline(name: &str) -> BaselineName {
    BaselineName::of(name).below(&std::env::current_dir().unwrap_or_default())
}

/// Makes the jobs, reading every settings file once.
pub struct Planner<'s> {
    pub settings: SettingsFinder,
    pub selection: &'s Selection,
    pub today: Date,
    /// Whose endings are listed, until this day.
    pub horizon: Option<Date>,
    /// Whether documents are compared with what is deployed, and changes planned.
    pub plans: bool,
    pub stores: Stores,
    /// Where the time of each rule is kept, if anybody asks for it.
    pub profile: Option<Arc<Profile>>,
    /// What all documents are compared with, whatever they say themselves.
    pub baseline: Option<BaselineName>,
    /// What git says about documents that are wanted, if not all of them are.
    pub only: Option<Only>,
    /// Whether documents are to be written: those that are staged as they are on
    /// the disk are then taken from there.
    pub writes: bool,
    /// The folders that documents were looked for in.
    pub folders: Vec<PathBuf>,
    by_folder: HashMap<PathBuf, Folder>,
}

impl<'s> Planner<'s> {
    pub fn new(settings: SettingsFinder, selection: &'s Selection, today: Date) -> Planner<'s> {
        let (by_folder, folders) = Default::default();
        let repositories = Arc::new(Repositories::of_a_run());
        let stores = Stores { repositories, ..Stores::default() };
        let (horizon, plans, profile, baseline) = (None, false, None, None);
        let (only, writes) = (None, false);
        Planner {
            settings,
            selection,
            today,
            horizon,
            plans,
            stores,
            profile,
            baseline,
            only,
            writes,
            folders,
            by_folder,
        }
    }

    /// The jobs of all documents that the arguments name, in the order of their
    /// paths; standard input comes first.
    pub fn jobs(&mut self, named: Named<'_>, errors: &mut Vec<ToolError>) -> Vec<Job> {
        let (stdin, paths): (Vec<&PathBuf>, Vec<&PathBuf>) =
            named.paths.iter().partition(|path| is_stdin(path));
        let mut targets = Vec::new();
        if !stdin.is_empty() {
            let path = named.stdin_filename.unwrap_or(Path::new(STDIN));
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            targets.push(Target { path: path.to_owned(), absolute });
        }
        let paths: Vec<PathBuf> = match (paths.as_slice(), stdin.is_empty()) {
            ([], true) => vec![PathBuf::from(".")],
            (paths, _) => paths.iter().map(|path| (*path).clone()).collect(),
        };
        let (settings, force_exclude) = (&mut self.settings, named.force_exclude);
        let (walk, mut staged) = match &self.only {
            None => (walk(&paths, settings, force_exclude), HashMap::new()),
            Some(only) => {
                walk_only(only, &paths, settings, force_exclude, &self.stores.repositories)
            }
        };
        errors.extend(walk.errors.into_iter().map(ToolError::from));
        targets.extend(walk.targets);
        self.folders.extend(walk.folders);
        let mut jobs = Vec::new();
        for target in targets {
            let staged = staged.remove(&target.absolute);
            match self.job(target) {
                Ok(job) => jobs.push(job.of_index(staged, self.writes)),
                Err(error) => errors.push(error),
            }
        }
        jobs
    }

    pub fn job(&mut self, target: Target) -> Result<Job, ToolError> {
        let at = target.absolute.parent().unwrap_or(Path::new("/"));
        let folder = match self.by_folder.get(at) {
            Some(folder) => folder.clone(),
            None => {
                let folder = Folder::new(at, self.settings.find(at)?, self.selection);
                self.by_folder.insert(at.to_owned(), folder.clone());
                folder
            }
        };
        let judge = Judge {
            baseline: self.baseline.clone(),
            horizon: self.horizon,
            profile: self.profile.clone(),
            plans: self.plans,
            ..folder.judge(&target.absolute, self.selection, self.today, &self.stores)
        };
        Ok(Job { target, judge, staged: None })
    }
}

impl Job {
    /// The same of a document as it is staged.
    fn of_index(self, staged: Option<InIndex>, writes: bool) -> Job {
        let Some(staged) = staged else { return self };
        let judge = Judge { staged: Some(staged.index()), ..self.judge };
        let staged = Some(staged).filter(|staged| !(writes && staged.is_on_disk()));
        Job { judge, staged, ..self }
    }

    fn run(&self) -> Result<Verdict, ToolError> {
        let staged = self.staged.as_ref().map(|staged| staged.read(self.judge.limit));
        let bytes = match staged.transpose()?.flatten() {
            Some(bytes) => bytes,
            None => read_file(&self.target.path, self.judge.limit)?,
        };
        self.judge_bytes(bytes)
    }

    /// The document and its settings.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let settings = self.judge.settings.file.as_ref().map(|(file, _)| file);
        [&self.target.absolute].into_iter().chain(settings).map(PathBuf::as_path)
    }

    pub fn read_stdin(&self) -> Result<Vec<u8>, ToolError> {
        let limit = self.judge.limit;
        let bytes = read_limited(io::stdin().lock(), limit, 0).map_err(ToolError::Input)?;
        bytes.ok_or(ToolError::InputTooLarge(limit))
    }

    pub fn judge_bytes(&self, bytes: Vec<u8>) -> Result<Verdict, ToolError> {
        self.guarded(|| self.judge.bytes(bytes))
    }

    /// One document that the core cannot bear must not cost the others their findings.
    pub fn guarded<T>(&self, work: impl FnOnce() -> T) -> Result<T, ToolError> {
        catch_unwind(AssertUnwindSafe(work)).map_err(|_| ToolError::Panic(self.target.path.clone()))
    }
}

/// The verdicts in the order of the jobs.
pub fn run(jobs: &[Job], threads: Option<usize>) -> Vec<Result<Verdict, ToolError>> {
    let available = || thread::available_parallelism().map_or(1, usize::from);
    let threads = match threads {
        Some(threads) => threads.clamp(1, 256),
        None if jobs.len() < 2 * WORTH_A_THREAD => 1,
        None => available().min(jobs.len() / WORTH_A_THREAD),
    };
    if threads <= 1 {
        return jobs.iter().map(Job::run).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(jobs.len()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = Vec::new();
                // In small runs, so that neighbours on the disk are read together.
                loop {
                    let start = next.fetch_add(WORTH_A_THREAD, Ordering::Relaxed);
                    let Some(rest) = jobs.get(start..).filter(|rest| !rest.is_empty()) else {
                        break;
                    };
                    let jobs = rest.iter().take(WORTH_A_THREAD).enumerate();
                    own.extend(jobs.map(|(at, job)| (start + at, job.run())));
                }
                done.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, verdict)| verdict).collect()
}
