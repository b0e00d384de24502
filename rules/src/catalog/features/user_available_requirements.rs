use crate::{
    facts::{Versions, clients, pages::USER_AVAILABLE_APPS},
    finding::{File, Safety, Severity},
    model::{Clients, Config, Field},
    rule::{Check, Context, Findings},
    span::Span,
};

rule! {
    /// Software Center shows the apps that are available to a user only when it
    /// knows the user. Over a gateway that takes Microsoft Entra ID and a management
    /// point with HTTPS or enhanced HTTP; without them the list stays empty.
    ///
    /// Where no management point will do, `management-point-http` and
    /// `management-point-missing` say so.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["pki"]
    ///
    /// [features]
    /// use = ["software-distribution-user-available"] # error: "need `entra-id`"
    /// ```
    ///
    /// ## Smaller gaps
    ///
    /// The apps also need users that the site has discovered in Microsoft Entra ID,
    /// their content on a gateway, user policy for internet clients, and Windows 10
    /// or later. Each of these is a warning, as it may only concern some of the users.
    ///
    /// ```toml
    /// [azure]
    /// user-discovery = false
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    ///
    /// [features]
    /// use = ["software-distribution-user-available"] # warning: "user discovery"
    /// ```
    ///
    /// ## Content
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// serve-content = false
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    ///
    /// [features]
    /// use = ["software-distribution-user-available"] # warning: "serves content"
    /// ```
    ///
    /// ## Clients
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// user-policy-from-internet = false
    ///
    /// [features]
    /// use = ["software-distribution-user-available"] # warning: "user policy requests"
    /// ```
    ///
    /// ## Operating systems
    ///
    /// ```toml
    /// [clients]
    /// authentication = ["entra-id"]
    /// operating-systems = ["Windows Server 2022"]
    ///
    /// [features]
    /// use = ["software-distribution-user-available"] # warning: "Windows 10 or later"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// user-discovery = true
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[management-point]]
    /// server = "mp01.corp.contoso.com"
    /// cmg-traffic = true
    /// protocol = "https"
    ///
    /// [clients]
    /// authentication = ["entra-id"]
    /// user-policy-from-internet = true
    /// operating-systems = ["Windows 11"]
    ///
    /// [features]
    /// use = ["software-distribution-user-available"]
    /// ```
    "user-available-requirements" {
        summary: "apps available to users lack something they need over a gateway",
        severities: [Error, Warning],
        source: USER_AVAILABLE_APPS.whole(),
        versions: Versions::ANY,
        needs: [],
        silences: ["user-features-need-entra"],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let feature = "software-distribution-user-available";
    for used in super::used(config).filter(|used| used.word == feature) {
        for gap in gaps(config, context, findings) {
            used.add(Safety::Unsafe, gap.message, findings).severity(gap.severity).label(
                File::Document,
                gap.stated_at,
                "stated here",
            );
        }
    }
}

struct Gap {
    severity: Severity,
    message: &'static str,
    stated_at: Span,
}

fn gaps(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) -> Vec<Gap> {
    let (azure, clients) = (config.azure.value(), config.clients.value());
    let off = |field: Option<&Field<bool>>| {
        field.and_then(Field::given).filter(|given| !given.value).map(|given| given.span)
    };
    let mut gaps = Vec::new();
    let mut gap = |severity, message, stated_at| gaps.push(Gap { severity, message, stated_at });
    if context.authenticates(&["entra-id"], findings) == Some(false)
        && let Some(span) = clients.and_then(|it| it.authentication.span())
    {
        gap(Severity::Error, "user-available apps need `entra-id` as authentication method", span);
    }
    // Where clients are hybrid-joined, `hybrid-needs-user-discovery` says so.
    if !clients.is_some_and(|it| super::is_stated(&it.hybrid_joined, true))
        && let Some(span) = off(azure.map(|it| &it.user_discovery))
    {
        let message = "user-available apps need Microsoft Entra user discovery, which is off";
        gap(Severity::Warning, message, span);
    }
    // Where anything else needs content, `content-not-served` says so.
    if super::in_need_of_content(config).is_none()
        && let Some(off) = super::unserved(config, findings)
    {
        let message = "user-available apps need a gateway that serves content, and none does";
        gap(Severity::Warning, message, off.span);
    }
    if let Some(span) = off(clients.map(|it| &it.user_policy_from_internet)) {
        let message = "user-available apps need user policy requests from the internet";
        gap(Severity::Warning, message, span);
    }
    if let Some(systems) = clients.and_then(without_windows_10) {
        let message = "user-available apps need Windows 10 or later, which no client has";
        gap(Severity::Warning, message, systems);
    }
    gaps
}

/// The operating systems of the clients, where each is known and none will do.
fn without_windows_10(clients: &Clients) -> Option<Span> {
    let systems = clients.operating_systems.given()?;
    let will_do =
        |text: &str| clients::find(text).is_none_or(|it| it.begins.starts_with("windows 1"));
    let none = !systems.is_empty()
        && clients.operating_systems.is_understood()
        && !clients.operating_systems.each().any(|it| will_do(it));
    none.then_some(systems.span)
}
