use crate::{
    facts::{Versions, days_between, pages::X509},
    quote::how_long,
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// Clients refuse a certificate before its first day as they do after its last one. A gateway that is
    /// created or renewed with it is cut off from its clients until then. Mostly the certificate was
    /// issued ahead of time, or the clock of the authority is wrong.
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
    /// not-before = 2026-12-01
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "from 2026-12-01 on, in 9 days"
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
    /// not-before = 2026-11-01
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    "certificate-not-yet-valid" {
        summary: "the certificate of a gateway is not valid yet",
        severities: [Error],
        source: X509.whole(),
        versions: Versions::ANY,
        needs: [Certificate, Today],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(first), Some(today)) = (it.not_before(findings), context.today()) else { return };
    let when = match days_between(today, first.value) {
        ..=0 => return,
        1 => "tomorrow".to_owned(),
        days => format!("in {}", how_long(days)),
    };
    let message = format!("the certificate is valid from {} on, {when}", first.value);
    let note = findings.add(first.span, message);
    super::point(note, it, &format!("valid from {} on", first.value));
}
