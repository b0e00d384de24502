//! `cmglint check --watch`: judges again whenever something changes.
//!
//! An event only says that it is time to look. What has changed is told by the state of each
//! file, so that it does not matter how an editor saves, nor how many events come of it.

mod folders;

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use cmg_host::{Kept, Place, Stamp, Stores, shown_path};
use cmg_rules::{facts::Date, settings::FailOn};

use super::{Outcome, day, named, prepare, printing::finish, reports, status::fail_on};
use crate::{
    Status,
    args::Check,
    error::{self, ToolError},
    jobs::{self, Job},
    output::{self, say},
    render::{Document, Format},
    select::Selection,
};
use folders::{Folders, Wanted};

/// To the upper left corner of an empty screen, without what has been scrolled away.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Names of changed documents that a line tells.
const NAMED: usize = 3;

/// Ends with an error, when nobody reads any more, or with the process.
pub fn run(
    args: &Check,
    selection: &Selection,
    today: Date,
) -> Result<(Status, Vec<ToolError>), ToolError> {
    if named(args).stdin() {
        return Err(ToolError::Usage("--watch cannot watch standard input".to_owned()));
    }
    let shelf = prepare(args, selection, today)?.stores.shelf;
    let mut watch = Watch {
        args,
        selection,
        today,
        stores: Stores { shelf, kept: Some(Arc::<Kept>::default()), ..Stores::default() },
        folders: Folders::new()?,
        wanted: Wanted::default(),
        judged: Vec::new(),
        said: None,
    };
    loop {
        let is_first = watch.said.is_none();
        if let Some(news) = watch.round()?
            && !watch.show(news, is_first)?
        {
            return Ok((Status::Clean, Vec::new()));
        }
        // What a document names for the first time may have changed before it was watched.
        if !watch.watch_folders()? {
            watch.folders.wait()?;
        }
    }
}

struct Watch<'a> {
    args: &'a Check,
    selection: &'a Selection,
    today: Date,
    /// Certificates, baselines and repositories, which are looked at again in each round.
    stores: Stores,
    folders: Folders,
    wanted: Wanted,
    /// The documents of the last round, in their order.
    judged: Vec<Judged>,
    /// The errors of the last round, in words; nothing before the first one.
    said: Option<Vec<String>>,
}

struct Judged {
    state: State,
    document: Document,
    fail_on: FailOn,
}

/// What a verdict is of, beside what the stores hold.
#[derive(PartialEq, Eq)]
struct State {
    path: PathBuf,
    document: Stamp,
    settings: Option<(PathBuf, Stamp)>,
}

impl State {
    fn of(job: &Job) -> State {
        let path = job.target.absolute.clone();
        let settings = job.judge.settings.file.clone();
        State { document: Stamp::of(&path), path, settings }
    }
}

/// What a round came to.
#[derive(Default)]
struct News {
    /// Documents that are new, judged anew, or gone.
    changed: Vec<String>,
    errors: Vec<ToolError>,
}

impl Watch<'_> {
    /// Judges what is not as it was; nothing where there is nothing to say.
    fn round(&mut self) -> Result<Option<News>, ToolError> {
        let mut news = News::default();
        // A watch may see several.
        let is_other_day = mem::replace(&mut self.today, day(self.args)?) != self.today;
        let jobs = self.jobs(&mut news.errors)?;
        let is_other_baseline = self.stores.kept.as_ref().is_some_and(|kept| kept.refresh());
        let is_all_stale = self.stores.shelf.refresh() | is_other_baseline | is_other_day;
        let known = mem::take(&mut self.judged).into_iter();
        let mut known: HashMap<PathBuf, Judged> =
            known.map(|it| (it.state.path.clone(), it)).collect();
        let mut judged = BTreeMap::new();
        let (mut stale, mut states) = (Vec::new(), Vec::new());
        for (at, job) in jobs.into_iter().enumerate() {
            let state = State::of(&job);
            match known.remove(&state.path) {
                Some(before) if before.state == state && !is_all_stale => {
                    judged.insert(at, before);
                }
                _ => {
                    states.push((at, state));
                    stale.push(job);
                }
            }
        }
        news.changed.extend(known.into_values().map(|it| it.document.path));
        let verdicts = jobs::run(&stale, self.args.threads);
        for ((verdict, job), (at, state)) in verdicts.into_iter().zip(&stale).zip(states) {
            let path = shown_path(&job.target.path);
            match verdict {
                Ok(verdict) => {
                    news.changed.push(path.clone());
                    let document = Document { path, verdict };
                    judged.insert(at, Judged { state, document, fail_on: fail_on(self.args, job) });
                }
                Err(error) => news.errors.push(error),
            }
        }
        self.judged = judged.into_values().collect();
        if let Some(name) = &self.args.baseline {
            let reasons =
                self.judged.iter().filter_map(|it| it.document.verdict.no_baseline.clone());
            let error = |reason| ToolError::Baseline { name: name.clone(), reason };
            news.errors.extend(reasons.map(error));
        }
        let words: Vec<String> = news.errors.iter().map(ToString::to_string).collect();
        let said = self.said.replace(words);
        Ok((said != self.said || !news.changed.is_empty()).then_some(news))
    }

    /// The documents as they are now. Where they are looked for is watched before they are.
    fn jobs(&mut self, errors: &mut Vec<ToolError>) -> Result<Vec<Job>, ToolError> {
        loop {
            errors.clear();
            let mut planner = match prepare(self.args, self.selection, self.today) {
                Ok(planner) => planner,
                // Settings that somebody is just writing.
                Err(error) => {
                    errors.push(error);
                    return Ok(Vec::new());
                }
            };
            planner.stores = self.stores.clone();
            let jobs = planner.jobs(named(self.args), errors);
            self.wanted = wanted(self.args, &jobs, planner.folders);
            if !self.watch_folders()? {
                reports::spare_inputs(&reports::named(self.args)?, self.args, &jobs)?;
                return Ok(jobs);
            }
        }
    }

    /// Those of the documents, and of the files that they have named so far; whether any is new.
    fn watch_folders(&mut self) -> Result<bool, ToolError> {
        let mut files = self.stores.shelf.paths();
        files.extend(self.stores.kept.iter().flat_map(|kept| kept.paths()));
        let folders = files.iter().filter_map(|file| file.parent());
        self.wanted.searched.extend(folders.map(Path::to_owned));
        self.folders.watch(&self.wanted)
    }

    /// The findings of all documents; whether anybody still reads.
    fn show(&mut self, news: News, is_first: bool) -> Result<bool, ToolError> {
        let args = self.args;
        let for_people = matches!(args.format, Format::Full | Format::Concise);
        let head = match for_people {
            true if output::is_screen(&io::stdout()) => CLEAR.to_owned(),
            true if !is_first => format!("\n--- {}\n", line(&news.changed)),
            _ => String::new(),
        };
        let mut out = io::stdout().lock();
        match out.write_all(head.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(false),
            written => written?,
        }
        drop(out);
        let reports = reports::named(args)?;
        let mut outcome = Outcome { errors: news.errors, ..Outcome::default() };
        let mut states = Vec::new();
        for Judged { state, document, fail_on } in self.judged.drain(..) {
            outcome.documents.push(document);
            outcome.fail_on.push(fail_on);
            states.push(state);
        }
        let (_, errors) = finish(args, self.today, &reports, &mut outcome)?;
        error::print(&errors, args.color);
        let documents = outcome.documents.into_iter().zip(outcome.fail_on);
        let judged = documents.zip(states).map(|((document, fail_on), state)| Judged {
            state,
            document,
            fail_on,
        });
        self.judged = judged.collect();
        if !args.quiet {
            say("Watching for changes; Ctrl-C ends.");
        }
        Ok(true)
    }
}

/// The folders of the documents and of their settings, and those on the way there from the root
/// of the repository, where settings may appear; that of git, where commits do.
fn wanted(args: &Check, jobs: &[Job], searched: Vec<PathBuf>) -> Wanted {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut wanted = Wanted::default();
    for job in jobs {
        let settings = job.judge.settings.file.as_ref().map(|(file, _)| absolute(file));
        let files = settings.iter().chain([&job.target.absolute]);
        for file in files {
            wanted.needed.extend(file.parent().map(Path::to_owned));
            // What a link leads to is saved where it is.
            if file.is_symlink()
                && let Ok(file) = file.canonicalize()
            {
                wanted.needed.extend(file.parent().map(Path::to_owned));
            }
        }
    }
    // What is named and not there may come.
    let missing = args.paths.iter().filter(|path| !path.is_dir()).map(|path| absolute(path));
    wanted.needed.extend(missing.filter_map(|file| file.parent().map(Path::to_owned)));
    wanted.searched.extend(searched.iter().map(|path| absolute(path)));
    let roots = wanted.needed.iter().cloned().chain([absolute(Path::new("."))]);
    for folder in roots.collect::<Vec<_>>() {
        let root = Place::of(&folder).root;
        let above = folder.ancestors().take_while(|above| above.starts_with(&root));
        wanted.searched.extend(above.map(Path::to_owned));
        wanted.searched.insert(root.join(".git"));
    }
    wanted
}

/// `cmg.toml, east/cmg.toml and 12 more changed`.
fn line(changed: &[String]) -> String {
    let names = changed.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match changed.len().saturating_sub(NAMED) {
        _ if changed.is_empty() => "something else changed".to_owned(),
        0 => format!("{names} changed"),
        more => format!("{names} and {more} more changed"),
    }
}
