use std::cell::OnceCell;

use crate::{
    facts::{
        Versions,
        clients::{self, Support},
        pages::SUPPORTED,
    },
    finding::Severity,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A gateway serves the Windows clients that the site supports, and nothing else: no macOS,
    /// no Linux, no phones, and no Windows whose support has ended. Their clients do not
    /// register, or get no policy.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["pki"]
    /// operating-systems = [
    ///     "Windows 11",
    ///     "Windows 8.1", # error: "not supported"
    /// ]
    /// ```
    ///
    /// ## Supported with limits, or later
    ///
    /// Windows Server 2012 and 2012 R2 need extended security updates, and take part in software
    /// updates and operating system deployment alone. A new Windows needs a site that knows it.
    ///
    /// ```toml
    /// [site]
    /// version = "2403"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// operating-systems = [
    ///     "Windows Server 2012 R2", # warning: "extended security updates"
    ///     "Windows Server 2025", # warning: "2409"
    /// ]
    /// ```
    ///
    /// ## Unknown
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["pki"]
    /// operating-systems = ["Windows 12"] # info: "not known"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [clients]
    /// authentication = ["pki"]
    /// operating-systems = ["Windows 11 24H2", "Windows Server 2022"]
    /// ```
    "unsupported-client-os" {
        summary: "operating system of clients is not supported",
        severities: [Error, Warning, Info],
        source: SUPPORTED.section("Specifications"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(systems) = config.clients.value().map(|it| &it.operating_systems) else { return };
    findings.stated(systems);
    // One reason will do, however many systems want to know the version.
    let version = OnceCell::new();
    for text in systems.each() {
        let name = quoted(text);
        let (severity, message) = match clients::find(text).map(|it| it.support) {
            Some(Support::Supported) => continue,
            Some(Support::Since(since)) => {
                let version = version.get_or_init(|| context.version(findings));
                let Some(version) = version.filter(|it| *it < since) else { continue };
                let message = format!("{name} is supported from {since} on, the site is {version}");
                (Severity::Warning, message)
            }
            Some(Support::Limited) => {
                let message = format!("{name} is limited, and needs extended security updates");
                (Severity::Warning, message)
            }
            Some(Support::Unsupported) => {
                (Severity::Error, format!("{name} is not supported over a gateway"))
            }
            None => (Severity::Info, format!("{name} is not known as a client")),
        };
        findings.add(text.span, message).severity(severity);
    }
}
