use crate::{
    facts::{Versions, pages::MODIFY},
    rule::{Check, Context, Findings, ServerCertificate},
};

rule! {
    /// On the day after its last one, clients and the connection point refuse the certificate. Nobody
    /// outside the network is managed any more, and Configuration Manager raises no alert about it. A
    /// renewed certificate with the same common name brings the clients back.
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
    /// not-after = 2026-11-10
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "expired on 2026-11-10, 12 days ago"
    /// ```
    ///
    /// ## As deployed
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [gateway.eastus.certificate]
    /// not-after = 2026-11-21 # error: "expired on 2026-11-21, yesterday"
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
    "certificate-expired" {
        summary: "the certificate of a gateway has expired",
        severities: [Error],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Certificate, Today],
        check: Check::Certificate(check),
    }
}

fn check(it: &ServerCertificate<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let (Some(last), Some(today)) = (it.not_after(findings), context.today()) else { return };
    if today <= last.value {
        return;
    }
    let message = format!("the certificate {}", super::expired(last.value, today));
    let note = findings.add(last.span, message);
    super::point(note, it, &format!("valid until {}", last.value));
}
