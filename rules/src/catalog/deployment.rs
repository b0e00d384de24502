//! Models of deployment, and the releases that know them.

mod classic_deployment_removed;
mod classic_blocks_upgrade;
mod classic_deployment_kept;
mod classic_not_recommended;
mod service_manager_deployment;
mod scale_set_before_2010;
mod scale_set_csp_only;
mod mixed_deployment_models;
mod scale_set_needs_standalone_primary;
mod scale_set_in_us_government;
mod scale_set_feature_off;
mod gateway_feature_off;
mod csp_needs_scale_set;
mod vm_size_fixed;
mod several_https_management_points;
mod internet_install_needs_content;
mod resource_group_characters;
mod site_version_missing;
mod site_version_unknown;
mod site_version_out_of_support;
mod site_version_support_ending;
mod update_path_too_old;
mod hotfix_needed_for_new_gateway;
mod hotfix_needed_for_zones;
mod entra_disabled_needs_2503;

use crate::{
    facts::{Version, releases, releases::Release},
    model::{Config, Field, Gateway, Given, Named, Text, Word},
    rule::{Context, Findings, Rule},
    span::Span,
};

pub const FAMILY: &str = "deployment";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &classic_deployment_removed::RULE,
    &classic_blocks_upgrade::RULE,
    &classic_deployment_kept::RULE,
    &classic_not_recommended::RULE,
    &service_manager_deployment::RULE,
    &scale_set_before_2010::RULE,
    &scale_set_csp_only::RULE,
    &mixed_deployment_models::RULE,
    &scale_set_needs_standalone_primary::RULE,
    &scale_set_in_us_government::RULE,
    &scale_set_feature_off::RULE,
    &gateway_feature_off::RULE,
    &csp_needs_scale_set::RULE,
    &vm_size_fixed::RULE,
    &several_https_management_points::RULE,
    &internet_install_needs_content::RULE,
    &resource_group_characters::RULE,
    &site_version_missing::RULE,
    &site_version_unknown::RULE,
    &site_version_out_of_support::RULE,
    &site_version_support_ending::RULE,
    &update_path_too_old::RULE,
    &hotfix_needed_for_new_gateway::RULE,
    &hotfix_needed_for_zones::RULE,
    &entra_disabled_needs_2503::RULE,
];

/// The gateway as it is deployed, where anybody knows.
fn deployed<'a>(gateway: &Named<Gateway>, context: &Context<'a>) -> Option<&'a Named<Gateway>> {
    context.pairs?.old_of(&gateway.handle)
}

/// Whether the offer that `[azure]` states is that of the gateway's subscription.
fn is_offer_of(gateway: &Gateway, context: &Context<'_>) -> bool {
    let common = context.now.azure.value().and_then(|azure| azure.subscription_id.value());
    match (&gateway.subscription_id, common) {
        (Field::Absent(_), _) | (_, None) => true,
        (own, Some(common)) => own.value().is_some_and(|own| own.eq_ignore_ascii_case(common)),
    }
}

/// The optional features that are turned on, where they are stated without this one.
fn features_without<'a>(config: &'a Config, feature: &str) -> Option<&'a Given<Vec<Field<Word>>>> {
    let features = &config.site.value()?.optional_features;
    features.given().filter(|_| features.is_understood() && !features.has(feature))
}

/// Whether clients shall be installed over the internet.
fn installs_over_internet(config: &Config, findings: &mut Findings<'_>) -> Option<bool> {
    let used = &config.features.value()?.used;
    if used.has("client-install-entra") || used.has("client-install-token") {
        return Some(true);
    }
    findings.stated(&config.clients.value()?.internet_install).copied()
}

/// The hotfixes that are installed, where each of them is understood.
fn hotfixes<'a>(
    context: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Option<&'a Given<Vec<Field<Text>>>> {
    let hotfixes = &context.now.site.value()?.hotfixes;
    findings.stated(hotfixes)?;
    hotfixes.given().filter(|_| hotfixes.is_understood())
}

/// Whether a hotfix is among them, written with or without its `KB`.
fn is_installed(hotfixes: &[Field<Text>], number: &str) -> bool {
    let installed = hotfixes.iter().filter_map(Field::given);
    installed
        .map(|it| it.trim())
        .any(|it| it.trim_start_matches(['K', 'k', 'B', 'b', ' ']) == number)
}

/// The release that the site has, and where the document says so.
fn release_of_site(config: &Config) -> Option<(&'static Release, Span)> {
    let version = config.site.value()?.version.given()?;
    Some((releases::find(Version::parse(version)?)?, version.span))
}

/// The release that an upgrade is planned to.
fn target_version(config: &Config) -> Option<(Version, Span)> {
    let target = config.site.value()?.target_version.given()?;
    Some((Version::parse(target)?, target.span))
}
