//! What a check may look at beside its subject.

use std::collections::{HashMap, HashSet};

use super::{
    FileFacts, Findings, Reason, ServerCertificate, certificate::opened, of_baseline, removal,
};
use crate::{
    document::Room,
    facts::{Date, Version, azure::Cloud, host},
    finding::{Edit, Need, Note, RuleInfo, Safety},
    inputs::{Baseline, Inputs, NamedBy, NamedFile, Opened, Windows},
    model::{Config, Field, Gateway, Given, Named, Text, Word},
    span::Span,
};

/// One gateway as it is deployed, and as it shall be.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub old: &'a Named<Gateway>,
    pub new: &'a Named<Gateway>,
}

/// Whether Azure already runs a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    New,
    Existing,
    /// There is no baseline that could tell.
    Unknown,
}

#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub now: &'a Config,
    pub(crate) inputs: &'a Inputs<'a>,
    pub(crate) pairs: Option<&'a Pairs<'a>>,
    pub(crate) rule: &'static RuleInfo,
}

impl<'a> Context<'a> {
    /// What is deployed today; a rule that asks must need it.
    pub fn before(&self) -> Option<&'a Config> {
        self.declared(Need::Baseline);
        self.inputs.before()
    }

    /// What is deployed today, for rules that can speak without it as well.
    pub fn before_if_known(&self) -> Option<&'a Config> {
        self.inputs.before()
    }

    /// The document as it was when the baseline was made; nothing where nobody
    /// knows.
    pub fn document_then(&self) -> Option<&'a Config> {
        self.inputs.document_then.as_ref()?.config.as_ref()
    }

    /// The day of the run; a rule that asks must need it.
    pub fn today(&self) -> Option<Date> {
        self.declared(Need::Today);
        self.inputs.today
    }

    /// The same, for rules that can speak without it as well.
    pub fn today_if_known(&self) -> Option<Date> {
        self.inputs.today
    }

    /// The release of the site, for rules that cannot say anything without it;
    /// where nobody knows it, the rule is skipped for this subject.
    pub fn version(&self, findings: &mut Findings<'_>) -> Option<Version> {
        self.now.version().map_err(|reason| findings.skip(reason)).ok()
    }

    /// The release of the site, for rules that can speak without it as well.
    pub fn version_if_stated(&self) -> Option<Version> {
        self.now.version().ok()
    }

    /// The document as it is written.
    pub fn text(&self) -> &'a str {
        self.inputs.now.document.text
    }

    pub fn windows(&self) -> Windows {
        self.inputs.windows
    }

    /// Folders between the root of the repository and the document.
    pub fn depth(&self) -> Option<usize> {
        self.inputs.depth
    }

    /// What a certificate file of the document says; skips where nobody knows.
    pub fn certificate(
        &self,
        path: &'a Given<Text>,
        findings: &mut Findings<'_>,
    ) -> Option<FileFacts<'a>> {
        self.declared(Need::Certificate);
        self.certificate_if_known(path).map_err(|reason| findings.skip(reason)).ok()
    }

    /// The same, or why nobody knows, for rules that can speak without it as well.
    pub fn certificate_if_known(&self, path: &'a Given<Text>) -> Result<FileFacts<'a>, Reason> {
        opened(&NamedFile { path, password: None }, &self.inputs.now.files)
    }

    /// The server authentication certificate of a gateway, for rules that look
    /// at other files beside it; skips where nothing is known of it.
    pub fn server_certificate(
        &self,
        gateway: &'a Named<Gateway>,
        findings: &mut Findings<'_>,
    ) -> Option<ServerCertificate<'a>> {
        self.declared(Need::Certificate);
        let certificate = ServerCertificate::of(gateway, &self.inputs.now.files, self.is_desired());
        certificate.map_err(|reason| findings.skip(reason)).ok()?
    }

    /// The same of a gateway of the baseline.
    pub fn deployed_certificate(
        &self,
        gateway: &'a Named<Gateway>,
        findings: &mut Findings<'_>,
    ) -> Option<ServerCertificate<'a>> {
        self.declared(Need::Certificate);
        let Baseline::Known(before) = &self.inputs.before else { return None };
        let is_desired = before.config.as_ref()?.is_desired();
        let certificate = ServerCertificate::of(gateway, &before.files, is_desired);
        let certificate = certificate.map_err(|reason| findings.skip(of_baseline(&reason)));
        certificate.ok()?.map(ServerCertificate::of_baseline)
    }

    /// What opening a file of the document came to; nothing where nobody tried.
    pub fn opened(&self, named: &NamedFile<'_>) -> Option<&'a Opened> {
        self.inputs.now.files.get(named)
    }

    /// Why the baseline cannot be read, and who names it.
    pub fn unreadable_baseline(&self) -> Option<(&'a str, NamedBy)> {
        match &self.inputs.before {
            Baseline::Unreadable { reason, by } => Some((reason, *by)),
            _ => None,
        }
    }

    /// Whether absent keys have their default, and may be missed.
    pub fn is_desired(&self) -> bool {
        self.now.is_desired()
    }

    /// Whether Azure already runs the gateway: it does where the document says
    /// what is deployed, and where the baseline has the gateway.
    pub fn age(&self, gateway: &Named<Gateway>) -> Age {
        match self.pairs {
            _ if !self.is_desired() => Age::Existing,
            None => Age::Unknown,
            Some(pairs) if pairs.old_of(&gateway.handle).is_some() => Age::Existing,
            Some(_) => Age::New,
        }
    }

    /// Each gateway that the baseline has as well.
    pub fn changes(&self) -> impl Iterator<Item = Change<'a>> + use<'a> {
        self.declared(Need::Baseline);
        let now = self.now;
        self.pairs.into_iter().flat_map(move |pairs| pairs.changes(now))
    }

    /// Each gateway of the baseline that the document no longer has.
    pub fn removed(&self) -> impl Iterator<Item = &'a Named<Gateway>> + use<'a> {
        let kept: HashSet<&str> = self.changes().map(|it| &*it.old.handle).collect();
        let before = self.inputs.before().map(Config::gateways).unwrap_or_default();
        before.iter().filter(move |old| !kept.contains(&*old.handle))
    }

    /// The handle under which the baseline has a gateway.
    pub fn former_handle(&self, gateway: &Named<Gateway>) -> Option<&'a str> {
        self.pairs.and_then(|it| it.old_of(&gateway.handle)).map(|old| &*old.handle)
    }

    /// The Azure cloud of a gateway: its own, else that of `[azure]`.
    pub fn cloud(&self, gateway: &'a Gateway, findings: &mut Findings<'_>) -> Option<Cloud> {
        Cloud::of_word(findings.stated(self.environment(gateway)?)?.0)
    }

    /// The same as the word of the document.
    pub fn environment(&self, gateway: &'a Gateway) -> Option<&'a Field<Word>> {
        effective(&gateway.environment, &self.now.azure.value()?.environment)
    }

    /// The subscription of a gateway: its own, else that of `[azure]`.
    pub fn subscription_id(&self, gateway: &'a Gateway) -> Option<&'a Field<Text>> {
        effective(&gateway.subscription_id, &self.now.azure.value()?.subscription_id)
    }

    /// The tenant of a gateway: its own, else that of `[azure]`.
    pub fn tenant_id(&self, gateway: &'a Gateway) -> Option<&'a Field<Text>> {
        effective(&gateway.tenant_id, &self.now.azure.value()?.tenant_id)
    }

    /// Whether the model of the gateway is a scale set; skips where unknown.
    pub fn is_scale_set(&self, gateway: &Gateway, findings: &mut Findings<'_>) -> Option<bool> {
        findings.stated(&gateway.deployment_model).map(|model| *model == "scale-set")
    }

    /// Whether clients authenticate in one of these ways; skips where unknown.
    pub fn authenticates(&self, ways: &[&str], findings: &mut Findings<'_>) -> Option<bool> {
        let stated = &self.now.clients.value()?.authentication;
        // What follows from no way at all is the mistake of `authentication-missing`.
        let is_known = !findings.stated(stated)?.is_empty() && stated.is_understood();
        let does = ways.iter().any(|way| stated.has(way));
        (does || is_known).then_some(does)
    }

    /// The names under which Azure may know a gateway, the one to write first;
    /// skips where unknown.
    pub fn deployment_names(
        &self,
        gateway: &'a Gateway,
        findings: &mut Findings<'_>,
    ) -> Option<Vec<String>> {
        gateway.prefix()?;
        let cloud = self.cloud(gateway, findings)?;
        self.is_scale_set(gateway, findings)?;
        let names = gateway.deployment_names(cloud);
        if names.is_none() && findings.stated(&gateway.region).is_some() {
            findings.skip("not a region of the environment: region");
        }
        names
    }

    /// Whether a name that is written down is one of these. Where the prefix has
    /// hyphens that it cannot keep, the name without them agrees as well:
    /// `name-prefix-hyphen` speaks of that mistake.
    pub fn agrees(&self, gateway: &Named<Gateway>, written: &str, names: &[String]) -> bool {
        let plain = |name: &String| {
            let (prefix, domain) = name.split_once('.').unwrap_or((name, ""));
            host::same(&format!("{}.{domain}", prefix.replace('-', "")), written)
        };
        names.iter().any(|name| host::same(name, written))
            || self.age(gateway) != Age::Existing && names.iter().any(plain)
    }

    /// Offers the name that a gateway has in Azure; not where several may be
    /// right, and not in a document that records what is.
    pub fn correct(&self, note: &mut Note, written: &Given<Text>, names: &[String]) {
        if let ([name], true) = (names, self.is_desired()) {
            note.rewrite(Safety::Safe, written, name);
        }
    }

    /// The edit that removes `key = value` with its line; nothing where something
    /// else stands there.
    pub fn statement_removal<T>(&self, given: &Given<T>) -> Option<Edit> {
        let span = self.inputs.now.document.lines_of(given.key.to(given.span))?;
        Some(Edit { span, text: String::new() })
    }

    /// The edit that takes one table out of a list of them; nothing where it is
    /// spelled in a way that has no such place.
    pub fn table_removal<T>(
        &self,
        list: &Given<Vec<Field<T>>>,
        at: usize,
        header: Span,
        room: Room,
    ) -> Option<Edit> {
        let end = match room {
            Room::Line(end) => end,
            Room::Inline { .. } => return Some(removal(list, at)),
            Room::Table(_) | Room::Unknown => return None,
        };
        // With the blank lines that set it apart from the next table.
        let rest = self.text().get(end..)?;
        let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        Some(Edit { span: Span::new(header.start, end + blank), text: String::new() })
    }

    /// A rule that reads what it does not declare would be silent, not skipped.
    fn declared(&self, need: Need) {
        debug_assert!(self.rule.needs.contains(&need), "{} needs {need:?}", self.rule.name);
    }
}

fn effective<'a, T>(own: &'a Field<T>, common: &'a Field<T>) -> Option<&'a Field<T>> {
    match own {
        Field::Absent(_) => Some(common),
        own => Some(own),
    }
}

/// Which gateway of the baseline is which of the document: first those of one
/// handle, then, among the rest, those of one service name without case.
#[derive(Debug, Default)]
pub(crate) struct Pairs<'a> {
    old: HashMap<&'a str, &'a Named<Gateway>>,
}

impl<'a> Pairs<'a> {
    pub fn of(before: &'a Config, now: &'a Config) -> Pairs<'a> {
        let by_handle: HashMap<&str, &Named<Gateway>> =
            before.gateways().iter().map(|old| (&*old.handle, old)).collect();
        let kept: HashSet<&str> = now
            .gateways()
            .iter()
            .map(|new| &*new.handle)
            .filter(|handle| by_handle.contains_key(handle))
            .collect();
        let mut renamed: HashMap<String, &Named<Gateway>> = before
            .gateways()
            .iter()
            .filter(|old| !kept.contains(&*old.handle))
            .filter_map(|old| Some((service_name(old)?, old)))
            .collect();
        let old = now.gateways().iter().filter_map(|new| {
            let by_name = || renamed.remove(&service_name(new)?);
            let old = by_handle.get(&*new.handle).copied().or_else(by_name)?;
            Some((&*new.handle, old))
        });
        Pairs { old: old.collect() }
    }

    /// Each gateway of the document that the baseline has as well.
    pub fn changes<'p>(
        &'p self,
        now: &'a Config,
    ) -> impl Iterator<Item = Change<'a>> + use<'a, 'p> {
        now.gateways().iter().filter_map(|new| Some(Change { old: self.old_of(&new.handle)?, new }))
    }

    pub fn old_of(&self, handle: &str) -> Option<&'a Named<Gateway>> {
        self.old.get(handle).copied()
    }
}

fn service_name(gateway: &Gateway) -> Option<String> {
    Some(gateway.service_name.value()?.to_ascii_lowercase())
}
