use std::collections::HashSet;

use crate::{
    certificate::{Certificate, name_key, who},
    facts::{Versions, pages::MODIFY},
    finding::Safety,
    model::Config,
    quote::quoted,
    rule::{
        Authorities, Check, Context, FileFacts, Findings, Links, TrustList, Trusted,
        client_certificates,
    },
};

rule! {
    /// Nothing that an expired authority has issued is valid any more: it lets no client in, and
    /// hides among the others which authorities count. Clients whose certificates still come from
    /// it need new ones. *Certificates* in the properties of the gateway is where to retire it.
    ///
    /// The certificate trust list of the site is judged in the same way. The last root is not taken
    /// out of a list, nor is an authority that issued others in it, or the certificate of a connection
    /// point: what is missing then is its successor.
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
    /// ## Still needed
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/contoso-root.cer"]
    /// ca = true
    /// ["certs/contoso-issuing.cer"]
    /// ca = true
    /// subject = "CN=Contoso Issuing CA,O=Contoso"
    /// issuer = "CN=Contoso Root CA,O=Contoso"
    /// not-after = 2026-11-10
    /// ["certs/cmgcp01.cer"]
    /// extended-key-usage = ["client authentication"]
    /// issuer = "CN=Contoso Issuing CA,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-issuing.cer" # warning: "expired on 2026-11-10, 12 days ago"
    /// store = "intermediate"
    ///
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer"
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
    let clients = client_certificates(context.now);
    for list in TrustList::all(context.now) {
        let read = list.read(context, findings);
        let is_expired = |it: &Certificate| it.not_after.date() < today;
        let (over, staying): (Vec<_>, Vec<_>) =
            read.iter().partition(|it| it.facts.file.certificates.iter().all(is_expired));
        let a_root_stays = staying.iter().any(|it| it.is_root);
        let missed = match over.is_empty() {
            true => HashSet::new(),
            false => missed(&read, list.clients(&clients, context), &staying),
        };
        for trusted in &read {
            let FileFacts { path, file, .. } = trusted.facts;
            let mut expired = file.certificates.iter().filter(|it| is_expired(it)).peekable();
            let Some(first) = expired.peek() else { continue };
            let name = quoted(&who(&first.subject.attributes));
            let message = format!("{name} {}", super::expired(first.not_after.date(), today));
            let note = findings.add(path.span, message);
            for it in expired {
                note.certificate(path, it, format!("valid until {}", it.not_after.date()));
            }
            let mut all = file.certificates.iter();
            if let Some(edit) = list.removal(trusted.at, context)
                && all
                    .all(|it| is_expired(it) && !missed.contains(&name_key(&it.subject.attributes)))
                && (a_root_stays || !trusted.is_root)
            {
                note.fix_all(Safety::Safe, "Remove it from the list", vec![edit]);
            }
        }
    }
}

/// The names of issuers that only authorities have which have expired.
fn missed<'c>(
    read: &[Trusted<'c>],
    clients: impl Iterator<Item = &'c Certificate>,
    staying: &[&Trusted<'c>],
) -> HashSet<String> {
    let (mut authorities, mut links) = (Authorities::default(), Links::default());
    staying.iter().for_each(|it| authorities.add(it.facts.path, it.facts.file));
    let children = read.iter().map(|it| it.facts.leaf).chain(clients);
    let orphans = children.filter(|it| {
        let issuers = authorities.issuers(it, &mut links);
        !it.is_self_issued() && !issuers.iter().any(|(_, _, may_be)| *may_be)
    });
    orphans.map(|it| name_key(&it.issuer.attributes)).collect()
}
