//! What a gateway is made of in Azure: clouds, deployment models, domains,
//! sizes of virtual machines, resource providers.

use super::Version;

/// The Azure clouds that a gateway may run in; no other is offered ("Set up a
/// CMG", Azure environment).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cloud {
    Public,
    UsGovernment,
}

impl Cloud {
    /// The word of `environment` that stands for it.
    pub const fn word(self) -> &'static str {
        match self {
            Cloud::Public => "AzurePublicCloud",
            Cloud::UsGovernment => "AzureUSGovernmentCloud",
        }
    }

    pub fn of_word(word: &str) -> Option<Cloud> {
        [Cloud::Public, Cloud::UsGovernment].into_iter().find(|cloud| cloud.word() == word)
    }

    /// The domains that deployment names end in ("CMG server authentication
    /// certificate", Globally unique name). The pages disagree about US
    /// Government, so each of their forms is listed.
    pub const fn domains(self) -> &'static [&'static str] {
        match self {
            Cloud::Public => &["cloudapp.azure.com", "cloudapp.net"],
            Cloud::UsGovernment => {
                &["usgovcloudapp.net", "cloudapp.usgovcloudapi.net", "usgovcloudapi.net"]
            }
        }
    }

    /// The names under which Azure may know a gateway; the one to write first.
    ///
    /// `region` is programmatic, and not part of the name of a classic gateway.
    pub fn deployment_names(self, prefix: &str, region: &str, scale_set: bool) -> Vec<String> {
        match (self, scale_set) {
            (Cloud::Public, true) => vec![format!("{prefix}.{region}.cloudapp.azure.com")],
            (Cloud::Public, false) => vec![format!("{prefix}.cloudapp.net")],
            (Cloud::UsGovernment, _) => vec![
                format!("{prefix}.usgovcloudapp.net"),
                format!("{prefix}.{region}.cloudapp.usgovcloudapi.net"),
                format!("{prefix}.{region}.usgovcloudapi.net"),
            ],
        }
    }
}

/// Whether Azure takes the prefix of a service name for the name of a key vault
/// ("Supported configurations for CMG", Specifications).
pub fn takes_prefix(prefix: &str) -> bool {
    (3..=24).contains(&prefix.len())
        && prefix.starts_with(|it: char| it.is_ascii_alphabetic())
        && prefix.ends_with(|it: char| it.is_ascii_alphanumeric())
        && prefix.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
        && !prefix.contains("--")
}

/// Whether the text is a GUID as Azure shows it: 8-4-4-4-12 hexadecimal digits.
pub fn is_guid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.bytes().all(|it| it == b'-' || it.is_ascii_hexdigit())
}

/// Whether a host name lies in a domain, without case and without a final dot.
pub fn is_in_domain(name: &str, domain: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let Some(at) = name.len().checked_sub(domain.len()) else { return false };
    let (Some(before), Some(end)) = (name.get(..at), name.get(at..)) else { return false };
    end.eq_ignore_ascii_case(domain) && (before.is_empty() || before.ends_with('.'))
}

/// The Azure domain that a host name lies in, and its cloud.
pub fn domain_of(name: &str) -> Option<(&'static str, Cloud)> {
    [Cloud::Public, Cloud::UsGovernment].into_iter().find_map(|cloud| {
        let domain = cloud.domains().iter().find(|domain| is_in_domain(name, domain))?;
        Some((*domain, cloud))
    })
}

/// A size of virtual machine that a scale set may have ("Set up a CMG"; "CMG
/// performance and scale").
#[derive(Debug)]
pub struct VmSize {
    /// The name of the SKU in Azure, and the word of `vm-size`.
    pub name: &'static str,
    /// As the console shows it.
    pub console: &'static str,
    /// Simultaneous clients that one instance serves, from 2107 on.
    pub clients: u32,
}

pub static VM_SIZES: &[VmSize] = &[
    VmSize { name: "Standard_A2_v2", console: "Standard (A2_v2)", clients: 6_000 },
    VmSize { name: "Standard_A4_v2", console: "Large (A4_v2)", clients: 10_000 },
    VmSize { name: "Standard_B2s", console: "Lab (B2s)", clients: 10 },
];

/// Simultaneous clients that one instance serves ("CMG performance and scale",
/// Size and scale for CMG): a classic gateway has one size, and a scale set
/// had less capacity before 2107.
pub fn clients_per_instance(size: &str, scale_set: bool, version: Version) -> Option<u32> {
    match (scale_set, version < Version(2107)) {
        (false, _) => Some(6_000),
        (true, true) => Some(2_000),
        (true, false) => VM_SIZES.iter().find(|it| it.name == size).map(|it| it.clients),
    }
}

/// Sizes that a region is known to lack ("CMG creation fails in an unavailable
/// region"): region, size.
pub static MISSING_VM_SIZES: &[(&str, &str)] = &[("westus3", "Standard_A2_v2")];

/// Instances that a gateway may have ("CMG performance and scale").
pub const MAX_INSTANCES: i64 = 16;

/// Gateways' instances that one connection point serves ("CMG performance and
/// scale", Size and scale for CMG connection point).
pub const INSTANCES_PER_CONNECTION_POINT: i64 = 4;

/// Dynamic TCP ports of a Windows server ("CMG performance and scale").
pub const DYNAMIC_PORTS: i64 = 16_384;

/// Providers that the subscription must have registered for a scale set
/// ("Configure Microsoft Entra ID", Configure Azure resource providers).
pub static SCALE_SET_PROVIDERS: &[&str] =
    &["Microsoft.KeyVault", "Microsoft.Storage", "Microsoft.Network", "Microsoft.Compute"];

/// The same for a classic gateway.
pub static CLASSIC_PROVIDERS: &[&str] = &["Microsoft.ClassicCompute", "Microsoft.Storage"];

/// Every provider that a page on gateways names.
pub static PROVIDERS: &[&str] = &[
    "Microsoft.KeyVault",
    "Microsoft.Storage",
    "Microsoft.Network",
    "Microsoft.Compute",
    "Microsoft.ClassicCompute",
];

#[test]
fn prefixes_are_names_of_key_vaults() {
    for prefix in ["gfa", "GraniteFalls", "granite-falls-1", &"g".repeat(24)] {
        assert!(takes_prefix(prefix), "{prefix}");
    }
    for prefix in ["", "gf", "1gf", "-gf", "gf-", "g--f", "g_f", "gräf", &"g".repeat(25)] {
        assert!(!takes_prefix(prefix), "{prefix}");
    }
}

#[test]
fn domains_end_at_a_dot() {
    assert!(is_in_domain("GraniteFalls.CloudApp.Net.", "cloudapp.net"));
    assert!(!is_in_domain("mycloudapp.net", "cloudapp.net"));
    assert_eq!(
        domain_of("a.eastus.cloudapp.azure.com"),
        Some(("cloudapp.azure.com", Cloud::Public))
    );
    assert_eq!(domain_of("granitefalls.contoso.com"), None);
    assert_eq!(domain_of("é.net"), None);
}
