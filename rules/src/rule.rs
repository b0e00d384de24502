//! What a rule is, and what it may look at.

mod certificate;
mod context;
mod findings;
mod references;
mod trusted;

use crate::{
    finding::RuleInfo,
    model::{Config, Gateway, Named, ProblemKind},
};
pub use certificate::{Fact, FileFacts, Renewal, ServerCertificate};
pub(crate) use certificate::{of_baseline, opened};
pub(crate) use context::Pairs;
pub use context::{Age, Change, Context};
pub use findings::{Findings, Reason, Skipped, addition, removal};
pub(crate) use references::{References, Stray, references};
pub(crate) use trusted::{Authorities, Links, TrustList, Trusted, client_certificates};

/// A rule is a value; there is no trait to implement.
#[derive(Debug)]
pub struct Rule {
    pub info: RuleInfo,
    pub check: Check,
}

/// The subject that a rule judges. The runner calls it for each one there is,
/// and reports the rule as skipped where the inputs lack what it needs.
#[derive(Debug)]
pub enum Check {
    /// Found while the document was read.
    Reading(ProblemKind),
    Document(fn(&Config, &Context<'_>, &mut Findings<'_>)),
    Gateway(fn(&Named<Gateway>, &Context<'_>, &mut Findings<'_>)),
    /// A gateway of the baseline that the document has as well.
    Change(fn(&Change<'_>, &Context<'_>, &mut Findings<'_>)),
    /// The server authentication certificate of each gateway, where its file
    /// has been read or a deployed document states facts of it.
    Certificate(fn(&ServerCertificate<'_>, &Context<'_>, &mut Findings<'_>)),
    /// The same beside the certificate that the baseline has for the gateway.
    Renewal(fn(&Renewal<'_>, &Context<'_>, &mut Findings<'_>)),
    /// Found once it is known what every other rule says.
    Allows,
}

/// Declares `RULE`. The doc comment becomes its documentation; the family is
/// that of the module above. The first severity is the one of findings that
/// say none; `fix` is what the fixes of the rule promise.
#[macro_export]
macro_rules! rule {
    ($(#[doc = $docs:literal])+ $name:literal {
        summary: $summary:literal,
        severities: [$($severity:ident),+],
        source: $source:expr,
        versions: $versions:expr,
        needs: [$($need:ident),*],
        $(silences: [$($silenced:literal),+],)?
        $(fix: $fix:ident,)?
        check: $check:expr,
    }) => {
        $(#[doc = $docs])+
        pub(crate) static RULE: $crate::rule::Rule = $crate::rule::Rule {
            info: $crate::finding::RuleInfo {
                name: $name,
                family: super::FAMILY,
                summary: $summary,
                docs: concat!($($docs, "\n"),+),
                severities: &[$($crate::finding::Severity::$severity),+],
                source: $source,
                versions: $versions,
                needs: &[$($crate::finding::Need::$need),*],
                silences: &[$($($silenced),+)?],
                fix: rule!(@fix $($fix)?),
            },
            check: $check,
        };
    };
    (@fix) => { None };
    (@fix $fix:ident) => { Some($crate::finding::Safety::$fix) };
}
