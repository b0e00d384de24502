//! What the rules say of a file: as far as they hold without a document, or in
//! its place in one.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use cmg_host::{Before, Judge, SettingsFinder, Shelf, Target, read_file, shown_path};
use cmg_rules::{
    certificate::CertificateFile,
    document::{Document, decode},
    edit,
    facts::{Date, host},
    finding::{Edit, Finding, Need, RuleInfo},
    inputs::{Inputs, Opened, Snapshot},
    levels::{Level, Levels},
    model::{Config, Gateway, Named},
    quote::{listed, toml_string},
    run::run,
    span::Span,
};

use crate::{error::ToolError, jobs::Planner, lines::Lines, select::Selection};

/// Client authentication, and its opposite end.
const CLIENT: &str = "1.3.6.1.5.5.7.3.2";
const SERVER: &str = "1.3.6.1.5.5.7.3.1";

/// Speaks of a list that only a document has.
const NOT_ALONE: &[&str] = &["trusted-chain-incomplete"];

/// What was found, and where.
#[derive(Debug, Default)]
pub struct Judgement {
    pub findings: Vec<Finding>,
    /// The document that the findings are about; nothing where there is none.
    pub document: Option<Judged>,
    /// As what the file was judged.
    pub remark: String,
}

/// A document with the file in its place.
#[derive(Debug)]
pub struct Judged {
    /// Relative to the working directory, with `/`.
    pub path: String,
    pub text: String,
}

/// What a file is for, by what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Server,
    Client,
    Authority,
}

impl Role {
    fn of(file: &CertificateFile) -> Role {
        let Some(leaf) = file.leaf() else { return Role::Server };
        let has = |usage: &str| {
            leaf.extended_key_usage.as_ref().is_some_and(|all| all.iter().any(|it| it == usage))
        };
        match file.container {
            cmg_rules::certificate::Container::Pkcs12 => Role::Server,
            _ if leaf.ca == Some(true) => Role::Authority,
            _ if leaf.ca.is_none() && leaf.is_self_issued() && !has(SERVER) => Role::Authority,
            _ if has(CLIENT) && !has(SERVER) => Role::Client,
            _ => Role::Server,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Role::Server => "judged as the server authentication certificate of a gateway",
            Role::Client => "judged as the client certificate of a connection point",
            Role::Authority => "judged as a trusted certificate of a gateway",
        }
    }
}

/// By the rules that hold wherever the file is used.
pub fn alone(path: &Path, file: &Arc<CertificateFile>, today: Date) -> Judgement {
    let role = Role::of(file);
    let path = toml_string(&path.to_string_lossy());
    let is_root = file.leaf().is_some_and(cmg_rules::certificate::Certificate::is_self_issued);
    let store = if is_root { "root" } else { "intermediate" };
    let text = match role {
        Role::Server => format!("[gateway.it.certificate]\nfile = {path}\n"),
        Role::Client => format!("[[connection-point]]\nclient-certificate = {path}\n"),
        Role::Authority => {
            format!("[[gateway.it.trusted-certificate]]\nfile = {path}\nstore = \"{store}\"\n")
        }
    };
    let mut now = Snapshot::read(&text);
    for named in now.config.iter().flat_map(Config::certificate_files) {
        now.files.insert(&named, opened(file));
    }
    let mut levels = Levels::default();
    levels.set(Level::Off, |rule, _| NOT_ALONE.contains(&rule));
    let inputs = Inputs { today: Some(today), ..Inputs::of(now, &levels) };
    let mut findings = run(&inputs).findings;
    findings.retain(|it| looks_at_certificates(it.rule));
    Judgement { findings, document: None, remark: role.words().to_owned() }
}

/// By all rules, in the place that the document has for the file.
pub fn in_document(
    path: &Path,
    file: &Arc<CertificateFile>,
    document: &Path,
    today: Date,
) -> Result<Judgement, ToolError> {
    let meant_for = Meant::read(path, file, document, today)?;
    let document = Document::parse(&meant_for.text);
    let is_broken = !document.errors.is_empty();
    let snapshot = Snapshot::of(document);
    let config = snapshot.config.as_ref();
    let spans = config.map(|config| meant_for.places(config)).unwrap_or_default();
    if !spans.is_empty() {
        return Ok(meant_for.where_it_is_named(&spans));
    }
    let role = Role::of(file);
    let gateways = match (config, role) {
        (Some(config), Role::Server) => gateways(config, file),
        _ => Vec::new(),
    };
    if !gateways.is_empty() {
        return Ok(meant_for.renewing(config, &gateways));
    }
    let name = &meant_for.name;
    let why = match role {
        _ if is_broken => format!("{name} is no valid TOML"),
        Role::Server => format!("no gateway in {name} has this name"),
        Role::Client | Role::Authority => format!("{name} does not name this file"),
    };
    let mut judgement = alone(path, file, today);
    judgement.remark = format!("{why}; {}", judgement.remark);
    Ok(judgement)
}

/// A document, and a file that is meant for it.
struct Meant {
    /// For the document, with the file on its shelf.
    judge: Judge,
    /// That of the document: relative to the working directory, with `/`.
    name: String,
    text: String,
    /// That of the file, absolute.
    path: PathBuf,
}

impl Meant {
    fn read(
        path: &Path,
        file: &Arc<CertificateFile>,
        document: &Path,
        today: Date,
    ) -> Result<Meant, ToolError> {
        let absolute = std::path::absolute(document).unwrap_or_else(|_| document.to_owned());
        let target = Target { path: document.to_owned(), absolute };
        let selection = Selection::new(&[], &[])?;
        let mut planner = Planner::new(SettingsFinder::new(None, &[])?, &selection, today);
        let mut judge = planner.job(target)?.judge;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        judge.shelf = Arc::new(Shelf::holding(path.clone(), opened(file)));
        let text = decode(&read_file(document, judge.limit)?).text.into_owned();
        Ok(Meant { judge, name: shown_path(document), text, path })
    }

    /// Where a document names the file.
    fn places(&self, config: &Config) -> Vec<Span> {
        let named = config.certificate_files().into_iter();
        named.filter(|it| self.judge.path(it.path) == self.path).map(|it| it.path.span).collect()
    }

    fn where_it_is_named(self, spans: &[Span]) -> Judgement {
        let lines = Lines::of(&self.text);
        let mut at: Vec<usize> = spans.iter().map(|it| lines.position(it.start).line).collect();
        at.sort_unstable();
        let noun = if at.len() == 1 { "line" } else { "lines" };
        let at: Vec<String> = at.iter().map(usize::to_string).collect();
        let remark = format!("judged in {}, {noun} {}", self.name, at.join(", "));
        self.judged(spans, remark)
    }

    /// As if the gateways named the file already. What they name now counts as
    /// what is deployed, unless the document says more itself.
    fn renewing(
        mut self,
        config: Option<&Config>,
        gateways: &[(&Named<Gateway>, Span)],
    ) -> Judgement {
        let handles = gateways.iter().map(|(gateway, _)| &*gateway.handle);
        let remark =
            format!("judged as the new certificate of {} in {}", listed(handles, "and"), self.name);
        let value = toml_string(&self.path.to_string_lossy());
        let edits: Vec<Edit> =
            gateways.iter().map(|(_, span)| Edit { span: *span, text: value.clone() }).collect();
        let text = edit::apply(&self.text, &edits.iter().collect::<Vec<_>>());
        let before = std::mem::replace(&mut self.text, text);
        if config.is_none_or(|config| config.baseline.given().is_none()) {
            let folder = Arc::clone(&self.judge.folder);
            let before = Before {
                path: self.name.clone(),
                folder,
                text: before.into(),
                revision: None,
                file: None,
            };
            self.judge.before = Some(before);
        }
        let renewed = Snapshot::of(Document::parse(&self.text)).config;
        let spans = renewed.map(|config| self.places(&config)).unwrap_or_default();
        self.judged(&spans, remark)
    }

    /// What the rules say of the file at these places.
    fn judged(self, at: &[Span], remark: String) -> Judgement {
        let verdict = self.judge.bytes(self.text.into_bytes());
        let mut findings = verdict.report.findings;
        findings.retain(|it| looks_at_certificates(it.rule) && at.contains(&it.note.span));
        let document = Some(Judged { path: self.name, text: verdict.text });
        Judgement { findings, document, remark }
    }
}

/// The gateways that the certificate may be for, with the place of their file:
/// those of its name, else the only one there is.
fn gateways<'c>(config: &'c Config, file: &CertificateFile) -> Vec<(&'c Named<Gateway>, Span)> {
    let Some(leaf) = file.leaf() else { return Vec::new() };
    let names: Vec<&str> = leaf.subject.common_name().into_iter().chain(leaf.names()).collect();
    let with_place = |gateway: &'c Named<Gateway>| {
        let span = gateway.certificate.value()?.file.given()?.span;
        Some((gateway, span))
    };
    let all: Vec<_> = config.gateways().iter().filter_map(with_place).collect();
    let covered = |gateway: &Gateway| {
        let name = gateway.service_name.given();
        name.is_some_and(|name| names.iter().any(|it| host::covers(it, name)))
    };
    let own: Vec<_> = all.iter().filter(|(gateway, _)| covered(gateway)).copied().collect();
    match (own.as_slice(), all.as_slice()) {
        ([], [only]) => vec![*only],
        _ => own,
    }
}

fn opened(file: &Arc<CertificateFile>) -> Opened {
    Opened::Read { file: Arc::clone(file), text: None }
}

fn looks_at_certificates(rule: &RuleInfo) -> bool {
    rule.needs.contains(&Need::Certificate)
}
