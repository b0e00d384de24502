//! The subscription, the apps, the region and the size.

mod invalid_guid;
mod unknown_region;
mod region_outside_environment;
mod region_spelling;
mod vm_size_not_in_region;
mod resource_group_missing;
mod resource_group_in_other_region;
mod resource_group_name;
mod lab_vm_size_in_production;
mod vm_instances_out_of_range;
mod single_vm_instance;
mod capacity_exceeded;
mod resource_provider_missing;
mod resource_provider_unneeded;
mod resource_provider_unknown;
mod entra_app_missing;
mod entra_apps_share_client_id;
mod secret_key_expired;
mod secret_key_expiring;
mod secret_key_expiry_missing;
mod secret_key_validity;
mod server_app_too_old;
mod app_id_uri_format;
mod app_id_uri_of_other_tenant;
mod server_app_redirect_missing;
mod client_app_redirect;
mod tenant_missing;

use crate::{
    facts::{Date, azure::PROVIDERS, days_between},
    finding::{Note, Safety},
    model::{Config, Field, Gateway, Given, Named, ServerApp, Text, folded, nearest},
    rule::{Context, Findings, Rule},
};

pub const FAMILY: &str = "azure";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &invalid_guid::RULE,
    &unknown_region::RULE,
    &region_outside_environment::RULE,
    &region_spelling::RULE,
    &vm_size_not_in_region::RULE,
    &resource_group_missing::RULE,
    &resource_group_in_other_region::RULE,
    &resource_group_name::RULE,
    &lab_vm_size_in_production::RULE,
    &vm_instances_out_of_range::RULE,
    &single_vm_instance::RULE,
    &capacity_exceeded::RULE,
    &resource_provider_missing::RULE,
    &resource_provider_unneeded::RULE,
    &resource_provider_unknown::RULE,
    &entra_app_missing::RULE,
    &entra_apps_share_client_id::RULE,
    &secret_key_expired::RULE,
    &secret_key_expiring::RULE,
    &secret_key_expiry_missing::RULE,
    &secret_key_validity::RULE,
    &server_app_too_old::RULE,
    &app_id_uri_format::RULE,
    &app_id_uri_of_other_tenant::RULE,
    &server_app_redirect_missing::RULE,
    &client_app_redirect::RULE,
    &tenant_missing::RULE,
];

/// The size for labs, and proofs of concept.
const LAB_SIZE: &str = "Standard_B2s";

/// Whether the text is a GUID as Azure shows it: 8-4-4-4-12 hexadecimal digits.
pub(crate) fn is_guid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit())
}

/// Both keys of a gateway that name a region.
fn regions(gateway: &Gateway) -> impl Iterator<Item = &Given<Text>> {
    [&gateway.region, &gateway.resource_group_region].into_iter().filter_map(Field::given)
}

/// The server app, where the document states one.
fn server_app(config: &Config) -> Option<&ServerApp> {
    Some(&config.azure.value()?.server_app.given()?.value)
}

/// The last day of the server app's secret key, and the days until then.
fn secret_expires<'c>(
    config: &'c Config,
    context: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Option<(&'c Given<Date>, i64)> {
    let field = &server_app(config)?.secret_expires;
    findings.stated(field)?;
    let expires = field.given()?;
    Some((expires, days_between(context.today()?, expires.value)))
}

/// `SCHEME://OWNER/NAME`, as an application id URI is to be.
fn uri_parts(uri: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = uri.split_once("://")?;
    let (owner, name) = rest.split_once('/')?;
    (!name.is_empty()).then_some((scheme, owner, name))
}

/// The resource provider that someone means, however it is spelled. Azure has
/// hundreds of others, so no more than a slip in one part of the name will do.
fn provider(text: &str) -> Option<&'static str> {
    if let Some(exact) = PROVIDERS.iter().find(|it| **it == text) {
        return Some(exact);
    }
    let (namespace, name) = text.split_once('.').unwrap_or(("Microsoft", text));
    nearest(&folded(namespace), ["microsoft"])?;
    let name = folded(name);
    let name = name.strip_prefix("microsoft").unwrap_or(&name);
    let last =
        |provider: &str| provider.split_once('.').map_or_else(String::new, |it| folded(it.1));
    let names: Vec<String> = PROVIDERS.iter().map(|it| last(it)).collect();
    let near = nearest(name, names.iter().map(String::as_str))?;
    PROVIDERS.iter().zip(&names).find(|(_, it)| *it == near).map(|(provider, _)| *provider)
}

/// Offers another number of instances.
fn set_instances(note: &mut Note, gateway: &Named<Gateway>, number: i64) {
    let number = number.to_string();
    match gateway.vm_instances.span() {
        Some(span) => note.fix(Safety::Unsafe, format!("Write `{number}`"), span, number),
        None => {
            let header = format!("gateway.{}", gateway.handle);
            note.insert(gateway.room, &header, "vm-instances", &number)
        }
    };
}

#[test]
fn a_slip_in_a_provider_is_understood() {
    for text in ["microsoft.keyvault", "Microsoft.KeyVualt", "KeyVault", "Microsoft KeyVault"] {
        assert_eq!(provider(text), Some("Microsoft.KeyVault"), "{text}");
    }
    let others = ["NetApp", "ClassicStorage", "ClassicNetwork", "StorageSync", "Commerce", ""];
    for text in others.map(|it| format!("Microsoft.{it}")) {
        assert_eq!(provider(&text), None, "{text}");
    }
    assert_eq!(provider("Dell.Storage"), None);
}

#[test]
fn a_guid_has_five_groups() {
    assert!(is_guid("05A349fa-298a-4427-8771-9efcdb73431e"));
    for text in ["", "05a349fa298a442787719efcdb73431e", "x5a349fa-298a-4427-8771-9efcdb73431e"] {
        assert!(!is_guid(text), "{text}");
    }
}
