use crate::{
    facts::{Versions, days_between, pages::MODIFY},
    quote::how_long,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// The certificate must be renewed before its last day, or clients on the internet are cut off.
    /// Configuration Manager has no alert for that, and the order takes a while: the new certificate must
    /// have the same common name, letter by letter, and clients must trust its issuer beforehand.
    ///
    /// How many days ahead the warning comes is a setting, `expiry-warning-days`; it is 60 unless you
    /// choose another.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// not-after = 2026-12-20
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "expires on 2026-12-20, in 28 days"
    /// ```
    ///
    /// ## The last day
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// not-after = 2026-11-22
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # warning: "expires on 2026-11-22, today"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// not-after = 2027-09-30
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-expiring" {
        summary: "the certificate of a gateway expires soon",
        severities: [Warning],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Certificate, Today],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(last), Some(today)) = (it.not_after(findings), context.today()) else { return };
    let days = days_between(today, last.value);
    let when = match days {
        ..0 => return,
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ if days > i64::from(context.windows().expiry_days) => return,
        _ => format!("in {}", how_long(days)),
    };
    let message = format!("the certificate expires on {}, {when}", last.value);
    let note = findings.add(last.span, message);
    super::point(note, it, &format!("valid until {}", last.value));
}
