//! Operating systems of clients, and how clients prove who they are.

use super::Version;

/// What the pages say of an operating system as a client of a gateway
/// ("Supported operating systems for clients and devices").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    Supported,
    /// Only from this release on.
    Since(Version),
    /// Only with extended security updates, and not for everything.
    Limited,
    Unsupported,
}

#[derive(Debug)]
pub struct OperatingSystem {
    /// Lower case; a text that begins with it means it.
    pub begins: &'static str,
    pub support: Support,
    /// Whether it can authenticate with Microsoft Entra ID ("Plan for CMG
    /// client authentication").
    pub entra: bool,
}

const fn system(begins: &'static str, support: Support, entra: bool) -> OperatingSystem {
    OperatingSystem { begins, support, entra }
}

/// The more special beginnings first.
#[rustfmt::skip]
pub static OPERATING_SYSTEMS: &[OperatingSystem] = &[
    system("windows 11 24h2", Support::Since(Version(2409)), true),
    system("windows 11 iot enterprise", Support::Supported, true),
    system("windows 11", Support::Since(Version(2107)), true),
    system("windows 10", Support::Supported, true),
    system("windows server 2025", Support::Since(Version(2409)), true),
    system("windows server 2022", Support::Since(Version(2107)), true),
    system("windows server 2019", Support::Supported, true),
    system("windows server 2016", Support::Supported, true),
    system("windows storage server 2016", Support::Supported, true),
    system("windows server 2012", Support::Limited, false),
    system("windows storage server 2012", Support::Limited, false),
    system("windows server 2008", Support::Unsupported, false),
    system("windows server 2003", Support::Unsupported, false),
    system("windows server 2000", Support::Unsupported, false),
    system("windows 8", Support::Unsupported, false),
    system("windows 7", Support::Unsupported, false),
    system("windows vista", Support::Unsupported, false),
    system("windows xp", Support::Unsupported, false),
    system("macos", Support::Unsupported, false),
    system("mac os", Support::Unsupported, false),
    system("linux", Support::Unsupported, false),
    system("android", Support::Unsupported, false),
    system("ios", Support::Unsupported, false),
    system("ipados", Support::Unsupported, false),
    system("chromeos", Support::Unsupported, false),
    system("chrome os", Support::Unsupported, false),
];

/// The operating system that a text begins with, without case and with any white space.
pub fn find(text: &str) -> Option<&'static OperatingSystem> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    OPERATING_SYSTEMS.iter().find(|system| {
        let rest = text.strip_prefix(system.begins);
        // "Windows 7" is not the beginning of "Windows 70".
        rest.is_some_and(|rest| !rest.starts_with(|it: char| it.is_alphanumeric()))
    })
}

/// Minutes that a bulk registration token may live at most, seven days
/// ("Token-based authentication for CMG", Bulk registration token tool usage).
pub const MAX_BULK_TOKEN_MINUTES: i64 = 10_080;

#[test]
fn a_system_is_known_by_its_beginning() {
    let support = |text| find(text).map(|system| system.support);
    assert_eq!(support("Windows 11 Enterprise multi-session"), Some(Support::Since(Version(2107))));
    assert_eq!(support("windows 11  24H2"), Some(Support::Since(Version(2409))));
    assert_eq!(support("Windows Server 2012 R2"), Some(Support::Limited));
    assert_eq!(support("Windows 8.1"), Some(Support::Unsupported));
    assert_eq!(support("Windows 70"), None);
    assert_eq!(support("TempleOS"), None);
}
