//! One document after the other through the core.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use cmg_rules::{
    document::{Decoded, Document, decode},
    facts::Date,
    finding::{File, Finding},
    horizon::{Horizon, horizon},
    inputs::{Baseline, Inputs, NamedBy, Snapshot},
    levels::Levels,
    plan::plan,
    report::Report,
    run::{run_around, run_while},
};

use crate::{
    Before, Kept, NoPlan, Planned, Profile, Repositories, Revision, Shelf, Surroundings,
    baseline::{BaselineName, Found},
    shown_path,
};

/// The rule for which it is worth asking git what the document was.
const DRIFT: &str = "drift";

/// Everything that a document's judgement depends on beside its text.
#[derive(Clone, Debug)]
pub struct Judge {
    /// Absolute; paths in the document are relative to it.
    pub folder: Arc<Path>,
    pub today: Date,
    /// Folders between the root of the repository and the document.
    pub depth: Option<usize>,
    pub levels: Arc<Levels>,
    pub settings: Arc<crate::settings::Found>,
    /// The largest document that is read, in bytes.
    pub limit: u64,
    /// The certificates of all documents of the run.
    pub shelf: Arc<Shelf>,
    /// Name of the document in its folder.
    pub name: Arc<str>,
    /// What the command line compares documents with, whatever they say themselves.
    pub baseline: Option<BaselineName>,
    /// The same, where the shell has it at hand.
    pub before: Option<Before>,
    /// The index, where the document is judged as it is staged: the files that
    /// it names are then those that are staged, as far as git has them.
    pub staged: Option<Revision>,
    pub repositories: Arc<Repositories>,
    /// What was read for baselines, where the shell lives longer than a run.
    pub kept: Option<Arc<Kept>>,
    /// The last day of the horizon, where anybody asks for one.
    pub horizon: Option<Date>,
    /// Where the time of each rule is kept, if anybody asks for it.
    pub profile: Option<Arc<Profile>>,
    /// Whether anybody asks what it takes to get from the baseline to the document.
    pub plans: bool,
}

/// What came out, with the texts that the places in it are of.
#[derive(Debug, Default)]
pub struct Verdict {
    pub text: String,
    /// Whether the text is the file, byte for byte.
    pub faithful: bool,
    pub report: Report,
    /// The other files that labels point into.
    pub others: Vec<Other>,
    /// What ends by itself; empty where nobody asked.
    pub horizon: Horizon,
    /// What the document was compared with, as people know it.
    pub baseline: Option<String>,
    /// Why the baseline that the command line names cannot be read.
    pub no_baseline: Option<String>,
    /// What it takes to get from the baseline to the document, where anybody asked.
    pub plan: Option<Result<Planned, NoPlan>>,
}

/// A file that a label points into.
#[derive(Clone, Debug)]
pub struct Other {
    pub file: File,
    /// Relative to the working directory, with `/`.
    pub path: String,
    /// Absolute; nothing where it is not on the disk.
    pub on_disk: Option<PathBuf>,
    pub text: Arc<str>,
}

/// A verdict without its text.
#[derive(Default)]
struct Judged {
    report: Report,
    others: Vec<Other>,
    horizon: Horizon,
    baseline: Option<String>,
    no_baseline: Option<String>,
    plan: Option<Result<Planned, NoPlan>>,
}

impl Judged {
    fn with(self, text: String, faithful: bool) -> Verdict {
        let Judged { report, others, horizon, baseline, no_baseline, plan } = self;
        Verdict { text, faithful, report, others, horizon, baseline, no_baseline, plan }
    }
}

impl Judge {
    pub fn bytes(&self, bytes: Vec<u8>) -> Verdict {
        let verdict = match String::from_utf8(bytes) {
            Ok(text) => self.text(text, &|| true),
            Err(error) => self.odd(error.as_bytes(), &|| true),
        };
        verdict.unwrap_or_default()
    }

    /// The same of a text; nothing as soon as it is not wanted any more.
    pub fn text(&self, text: String, wanted: &dyn Fn() -> bool) -> Option<Verdict> {
        if text.contains('\0') {
            return self.odd(text.as_bytes(), wanted);
        }
        let judged = self.document(Document::parse(&text), wanted)?;
        Some(judged.with(text, true))
    }

    /// Bytes that may be no UTF-8.
    fn odd(&self, bytes: &[u8], wanted: &dyn Fn() -> bool) -> Option<Verdict> {
        let decoded = decode(bytes);
        let judged = self.document(Document::of(&decoded), wanted)?;
        let Decoded { text, problem } = decoded;
        Some(judged.with(text.into_owned(), problem.is_none()))
    }

    /// What is wrong with a text that may be fixed.
    pub fn findings(&self, text: &str) -> Vec<Finding> {
        let judged = self.document(Document::parse(text), &|| true);
        judged.unwrap_or_default().report.findings
    }

    /// The absolute path of a file that the document names.
    pub fn path(&self, text: &str) -> PathBuf {
        Surroundings { folder: &self.folder, depth: self.depth, revision: None }.path(text)
    }

    /// Everything that a run would look at, for those who look at it themselves.
    pub fn look<T>(&self, text: &str, see: impl FnOnce(&Inputs<'_>) -> T) -> T {
        self.with_inputs(Document::parse(text), |inputs, _| see(&inputs))
    }

    fn with_inputs<T>(
        &self,
        document: Document<'_>,
        see: impl FnOnce(Inputs<'_>, &Found) -> T,
    ) -> T {
        let mut now = Snapshot::of(document);
        let found = self.find_baseline(&now);
        let before = match &found {
            Found::None => Baseline::None,
            Found::Known(before) => {
                let mut snapshot = Snapshot::read(&before.text);
                self.open_files(&mut snapshot, &before.folder, before.revision.as_ref());
                Baseline::Known(Box::new(snapshot))
            }
            Found::Unreadable { reason, by } => {
                Baseline::Unreadable { reason: reason.clone(), by: *by }
            }
        };
        self.open_files(&mut now, &self.folder, self.staged.as_ref());
        let inputs = Inputs {
            now,
            before,
            document_then: None,
            today: Some(self.today),
            depth: self.depth,
            levels: &self.levels,
            windows: self.settings.settings.windows(),
        };
        see(inputs, &found)
    }

    fn document(&self, document: Document<'_>, wanted: &dyn Fn() -> bool) -> Option<Judged> {
        self.with_inputs(document, |inputs, found| self.judged(inputs, found, wanted))
    }

    fn judged(
        &self,
        inputs: Inputs<'_>,
        found: &Found,
        wanted: &dyn Fn() -> bool,
    ) -> Option<Judged> {
        let then;
        let mut inputs = inputs;
        let mut report = self.report(&inputs, wanted)?;
        if let Found::Known(before) = found
            && report.mentions(DRIFT)
            && let Some(text) = self.document_then(before)
        {
            then = text;
            inputs.document_then = Some(Snapshot::read(&then));
            report = self.report(&inputs, wanted)?;
        }
        let others = self.others(&report, &inputs, found);
        let horizon = self.horizon.map(|until| horizon(&inputs, until)).unwrap_or_default();
        let plan = self.plans.then(|| {
            let baseline = self.compared(&inputs.now, found)?;
            let syntax_errors = inputs.now.document.errors.len();
            // Of a document that was not there, a revision has no path.
            let is_new = matches!(found, Found::Known(before) if before.path.ends_with(':'));
            let baseline = baseline.map(|it| it.trim_end_matches(':').to_owned());
            Ok(Planned { plan: plan(&inputs, &report), baseline, is_new, syntax_errors })
        });
        let (baseline, no_baseline) = match found {
            Found::Known(before) => (Some(before.path.clone()), None),
            Found::Unreadable { reason, by: NamedBy::CommandLine } => (None, Some(reason.clone())),
            _ => (None, None),
        };
        Some(Judged { report, others, horizon, baseline, no_baseline, plan })
    }

    fn report(&self, inputs: &Inputs<'_>, wanted: &dyn Fn() -> bool) -> Option<Report> {
        match &self.profile {
            Some(profile) => run_around(inputs, wanted, &|rule, work| profile.time(rule, work)),
            None => run_while(inputs, wanted),
        }
    }

    fn open_files(&self, snapshot: &mut Snapshot<'_>, folder: &Path, revision: Option<&Revision>) {
        if let Some(config) = &snapshot.config {
            let root = self.depth.and_then(|depth| self.folder.ancestors().nth(depth));
            let below = root.and_then(|root| folder.strip_prefix(root).ok());
            let depth = below.map(|below| below.components().count());
            snapshot.files = self.shelf.open(config, Surroundings { folder, depth, revision });
        }
    }

    /// The texts that labels point into.
    fn others(&self, report: &Report, inputs: &Inputs<'_>, found: &Found) -> Vec<Other> {
        let mut others: Vec<Other> = Vec::new();
        let allowed = report.allowed.iter().map(|it| &it.finding);
        let labels = report.findings.iter().chain(allowed).flat_map(|it| &it.note.labels);
        for file in labels.map(|it| &it.file) {
            if others.iter().any(|it| it.file == *file) {
                continue;
            }
            let (path, on_disk, text) = match file {
                File::Document => continue,
                File::Baseline => {
                    let Found::Known(before) = found else { continue };
                    (before.path.clone(), before.file.clone(), Arc::clone(&before.text))
                }
                File::Named(path) => {
                    let Some(text) = inputs.now.files.text(path) else { continue };
                    let on_disk = self.path(path);
                    (shown_path(&on_disk), Some(on_disk), Arc::clone(text))
                }
            };
            others.push(Other { file: file.clone(), path, on_disk, text });
        }
        others
    }
}
