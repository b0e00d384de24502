use crate::{
    certificate::who,
    facts::{Versions, pages::MODIFY},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{Check, Context, FileFacts, Findings, TrustList, Trusted},
};

rule! {
    /// Nothing that an expired authority has issued is valid any more: it lets no client in, and
    /// hides among the others which authorities count. Clients whose certificates still come from
    /// it need new ones. *Certificates* in the properties of the gateway is where to retire it.
    ///
    /// The certificate trust list of the site is judged in the same way. The last root is not taken
    /// out of a list: what is missing then is its successor.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// not-after = 2026-11-10
    /// ["certs/contoso-root-g2.cer"]
    /// ca = true
    /// subject = "CN=Contoso Root CA G2"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer" # warning: "expired on 2026-11-10, 12 days ago"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root-g2.cer"
    /// store = "root"
    /// ```
    ///
    /// ## The site
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// not-after = 2026-11-21
    /// ["certs/contoso-root-g2.cer"]
    /// ca = true
    /// subject = "CN=Contoso Root CA G2"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// certificate-trust-list = [
    ///     "certs/contoso-root.cer", # warning: "expired on 2026-11-21, yesterday"
    ///     "certs/contoso-root-g2.cer",
    /// ]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/contoso-root-g2.cer"]
    /// ca = true
    /// subject = "CN=Contoso Root CA G2"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root-g2.cer"
    /// store = "root"
    /// ```
    "trusted-certificate-expired" {
        summary: "a trusted certificate has expired",
        severities: [Warning],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Certificate, Today],
        fix: Safe,
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(today) = context.today() else { return };
    for list in TrustList::all(context.now) {
        let read = list.read(context, findings);
        let is_expired = |it: &Trusted<'_>| it.facts.leaf.not_after.date() < today;
        let a_root_stays = read.iter().any(|it| it.is_root && !is_expired(it));
        for trusted in read.iter().filter(|it| is_expired(it)) {
            let FileFacts { path, leaf, .. } = trusted.facts;
            let name = quoted(&who(&leaf.subject.attributes));
            let message = format!("{name} {}", super::expired(leaf.not_after.date(), today));
            let note = findings.add(path.span, message);
            note.certificate(path, leaf, format!("valid until {}", leaf.not_after.date()));
            if let Some(edit) = list.removal(trusted.at, context)
                && (a_root_stays || !trusted.is_root)
            {
                note.fix_all(Safety::Safe, "Remove it from the list", vec![edit]);
            }
        }
    }
}
