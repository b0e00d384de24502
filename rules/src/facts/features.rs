//! What works over a gateway and what does not ("Supported configurations for
//! CMG", Support for Configuration Manager features).

use super::Version;

#[derive(Debug)]
pub struct Feature {
    /// The word of `features.use`.
    pub word: &'static str,
    /// The row of the page's table.
    pub row: &'static str,
    pub support: Support,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    Supported,
    /// Only from this release on, as older editions of the page say.
    Since(Version),
    Unsupported,
    /// Not over a gateway, with what the notes of the table offer instead.
    Instead(&'static str),
}

/// Every word of `features.use`, in the order of the page.
#[rustfmt::skip]
pub static FEATURES: &[Feature] = &[
    feature("software-updates", "Software updates", Support::Supported),
    feature("endpoint-protection", "Endpoint protection", Support::Supported),
    feature("inventory", "Hardware and software inventory", Support::Supported),
    feature("client-status-notifications", "Client status and notifications", Support::Supported),
    feature("run-scripts", "Run scripts", Support::Supported),
    feature("cmpivot", "CMPivot", Support::Supported),
    feature("compliance-settings", "Compliance settings", Support::Supported),
    feature("automatic-client-upgrade", "Automatic client upgrade", Support::Supported),
    feature("client-install-entra", "Client install (Microsoft Entra integration)", Support::Supported),
    feature("client-install-token", "Client install (token authentication)", Support::Since(Version(2002))),
    feature("software-distribution-device", "Software distribution (device-targeted)", Support::Supported),
    feature("software-distribution-user-required", "Software distribution (user-targeted, required)", Support::Supported),
    feature("software-distribution-user-available", "Software distribution (user-targeted, available)", Support::Supported),
    feature("bitlocker-management", "BitLocker Management", Support::Since(Version(2010))),
    feature("pull-distribution-point", "Pull distribution point source", Support::Supported),
    feature("pxe-multicast-content", "Content for PXE or multicast-enabled deployments", Support::Unsupported),
    feature("client-push", "Client push", Support::Unsupported),
    feature("automatic-site-assignment", "Automatic site assignment", Support::Unsupported),
    feature("software-approval-requests", "Software approval requests", Support::Unsupported),
    feature("console", "Configuration Manager console", Support::Unsupported),
    feature("remote-tools", "Remote tools", Support::Instead("use Remote Help of Intune")),
    feature("reporting", "Reporting website", Support::Unsupported),
    feature("wake-on-lan", "Wake on LAN", Support::Unsupported),
    feature("macos-clients", "macOS clients", Support::Unsupported),
    feature("peer-cache", "Peer cache", Support::Instead("it works between clients of the intranet")),
    feature("on-premises-mdm", "On-premises MDM", Support::Unsupported),
    feature("alternate-content-providers", "Alternate content providers", Support::Instead("they may fetch from other content locations")),
    feature("app-v-streaming-content", "Content for App-V streaming applications", Support::Unsupported),
    feature("m365-apps-content", "Content for Microsoft 365 Apps updates", Support::Unsupported),
    feature("prestage-content", "Prestage content", Support::Unsupported),
];

const fn feature(word: &'static str, row: &'static str, support: Support) -> Feature {
    Feature { word, row, support }
}

/// A way to run a task sequence that came after task sequences over a gateway
/// as such ("Deploy a task sequence over the internet", and older editions of
/// the table).
#[derive(Debug)]
pub struct LaterSequence {
    pub scenario: &'static str,
    /// A word of `start` or of `download`, which have none in common.
    pub way: &'static str,
    pub what: &'static str,
    pub since: Version,
}

#[rustfmt::skip]
pub static LATER_SEQUENCES: &[LaterSequence] = &[
    later("in-place-upgrade", "when-needed", "downloading content when needed", 1910),
    later("no-boot-image", "when-needed", "downloading content when needed", 1910),
    later("boot-image", "software-center", "a boot image from Software Center", 2006),
    later("boot-image", "bootable-media", "a boot image from bootable media", 2010),
];

const fn later(
    scenario: &'static str,
    way: &'static str,
    what: &'static str,
    since: u16,
) -> LaterSequence {
    LaterSequence { scenario, way, what, since: Version(since) }
}

/// The words alone, as a vocabulary.
pub static WORDS: &[&str] = &words();

const fn words() -> [&'static str; 30] {
    let mut words = [""; 30];
    let mut at = 0;
    while at < words.len() {
        #[expect(clippy::indexing_slicing, reason = "checked by the compiler: it is a constant")]
        {
            words[at] = FEATURES[at].word;
        }
        at += 1;
    }
    words
}

pub fn find(word: &str) -> Option<&'static Feature> {
    FEATURES.iter().find(|feature| feature.word == word)
}

#[test]
fn every_feature_has_its_word() {
    assert_eq!(WORDS.len(), FEATURES.len());
}
