//! What works over a gateway, and what it takes.

mod unsupported_feature;
mod feature_needs_newer_version;
mod endpoint_protection_delayed;
mod client_install_needs_entra;
mod client_install_needs_token;
mod user_available_requirements;
mod unsupported_task_sequence;
mod task_sequence_not_for_internet;
mod upgrade_content_not_on_gateway;
mod boot_media_requirements;
mod task_sequence_without_ccmhostname;
mod alternate_content_provider_token;
mod content_not_served;
mod microsoft_updates_on_gateway;
mod delta_content_blocks_third_party;
mod content_delivery_network;

use crate::{
    finding::{Note, Safety},
    model::{Config, Field, Given, TaskSequence, Word},
    quote::quoted,
    rule::{Findings, Rule, removal},
    span::Span,
};

pub const FAMILY: &str = "features";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &unsupported_feature::RULE,
    &feature_needs_newer_version::RULE,
    &endpoint_protection_delayed::RULE,
    &client_install_needs_entra::RULE,
    &client_install_needs_token::RULE,
    &user_available_requirements::RULE,
    &unsupported_task_sequence::RULE,
    &task_sequence_not_for_internet::RULE,
    &upgrade_content_not_on_gateway::RULE,
    &boot_media_requirements::RULE,
    &task_sequence_without_ccmhostname::RULE,
    &alternate_content_provider_token::RULE,
    &content_not_served::RULE,
    &microsoft_updates_on_gateway::RULE,
    &delta_content_blocks_third_party::RULE,
    &content_delivery_network::RULE,
];

/// An element of `features.use`.
struct Used<'c> {
    list: &'c Given<Vec<Field<Word>>>,
    at: usize,
    word: &'static str,
    span: Span,
}

/// What shall work over the gateways.
fn used(config: &Config) -> impl Iterator<Item = Used<'_>> {
    let list = config.features.value().and_then(|features| features.used.given());
    list.into_iter().flat_map(|list| {
        list.iter().enumerate().filter_map(move |(at, field)| {
            let given = field.given()?;
            Some(Used { list, at, word: given.0, span: given.span })
        })
    })
}

impl Used<'_> {
    /// A finding at the feature that offers to drop it.
    fn add<'f>(
        &self,
        safety: Safety,
        message: impl Into<String>,
        findings: &'f mut Findings<'_>,
    ) -> &'f mut Note {
        let title = format!("Drop {}", quoted(self.word));
        findings.add(self.span, message).fix_all(safety, title, vec![removal(self.list, self.at)])
    }
}

fn is(field: &Field<Word>, word: &str) -> bool {
    field.value().is_some_and(|it| *it == word)
}

fn is_stated(field: &Field<bool>, wanted: bool) -> bool {
    field.given().is_some_and(|given| given.value == wanted)
}

/// Whether the deployment is kept on the intranet.
fn stays_inside(sequence: &TaskSequence) -> bool {
    is_stated(&sequence.allow_internet, false)
}

/// The first `serve-content = false`, where no gateway serves content; skips
/// where one perhaps does.
fn unserved<'c>(config: &'c Config, findings: &mut Findings<'_>) -> Option<&'c Given<bool>> {
    let serves = || config.gateways().iter().map(|gateway| &gateway.serve_content);
    if !config.gateways_by_handle.is_understood() || serves().any(|it| it.value() == Some(&true)) {
        return None;
    }
    for field in serves() {
        findings.stated(field)?;
    }
    serves().next()?.given()
}

/// The first thing that cannot do without content on a gateway, and its place.
/// User-available apps have a rule of their own.
pub(super) fn in_need_of_content(config: &Config) -> Option<(&str, Span)> {
    let feature = used(config).find(|used| {
        let needing = [
            "software-distribution-device",
            "software-distribution-user-required",
            "pull-distribution-point",
        ];
        needing.contains(&used.word)
    });
    let sequence = || {
        let sequence = config.task_sequences.each().find(|it| match &it.content_on_cmg {
            Field::Absent(_) => !stays_inside(it),
            stated => stated.value() == Some(&true),
        })?;
        let name = sequence.name.given()?;
        Some((name.as_str(), name.span))
    };
    feature.map(|used| (used.word, used.span)).or_else(sequence)
}
