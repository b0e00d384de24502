use crate::{
    facts::{
        Versions,
        features::{self, Support},
        pages::SUPPORTED,
    },
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Some features only work while a device is on the intranet. They are easy to
    /// plan for, since the console offers them for internet devices as well: nothing
    /// refuses the configuration, and nothing arrives at the device. Plan another
    /// way for these devices, and take the feature from the list.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [features]
    /// use = [
    ///     "software-updates",
    ///     "wake-on-lan", # error: "`Wake on LAN` is not supported over a gateway"
    /// ]
    /// ```
    ///
    /// ## With an alternative
    ///
    /// Remote Help of Intune reaches devices anywhere. Peer cache keeps working
    /// between clients of the intranet, and alternate content providers with other
    /// content locations.
    ///
    /// ```toml
    /// [features]
    /// use = ["remote-tools"] # error: "use Remote Help of Intune"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [features]
    /// use = ["software-updates"]
    /// ```
    "unsupported-feature" {
        summary: "feature does not work over a gateway",
        severities: [Error],
        source: SUPPORTED.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    for used in super::used(config) {
        let Some(feature) = features::find(used.word) else { continue };
        let row = quoted(feature.row);
        let message = match feature.support {
            Support::Supported | Support::Since(_) => continue,
            Support::Unsupported => format!("{row} is not supported over a gateway"),
            Support::Instead(other) => format!("{row} is not supported over a gateway; {other}"),
        };
        used.add(Safety::Safe, message, findings);
    }
}
