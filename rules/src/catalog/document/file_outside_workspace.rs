use crate::{
    facts::{Versions, pages::FORMAT},
    inputs::leads_outside,
    model::{Config, Field, Text},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A path that is absolute, or climbs above the root of the repository, leads
    /// to a file that others who clone the repository do not have. Password files
    /// and PFX files, which hold secrets, may stand outside.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// certificate-trust-list = [
    ///     "../../root.cer", # warning: "leads outside the repository"
    ///     'C:\certs\root.cer', # warning: "leads outside the repository"
    /// ]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// certificate-trust-list = ["../certs/root.cer"]
    /// ```
    "file-outside-workspace" {
        summary: "a path leads outside the repository",
        severities: [Warning],
        source: FORMAT.section("Paths"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(depth) = context.depth() else {
        return findings.skip("the document has no place in a repository");
    };
    let mut look = |path: &Field<Text>| {
        if let Some(path) = path.given().filter(|path| leads_outside(path, depth)) {
            let message = format!("{} leads outside the repository", quoted(path));
            findings.add(path.span, message);
        }
    };
    if config.baseline.given().is_some_and(|it| !it.starts_with("git:")) {
        look(&config.baseline);
    }
    for gateway in config.gateways() {
        let certificate = gateway.certificate.value().map(|it| &it.file);
        certificate
            .into_iter()
            .filter(|it| !it.value().is_some_and(Text::is_pfx))
            .for_each(&mut look);
        gateway.trusted_certificates.each().for_each(|it| look(&it.file));
    }
    config.connection_points.each().for_each(|it| look(&it.client_certificate));
    if let Some(site) = config.site.value() {
        site.certificate_trust_list.value().into_iter().flatten().for_each(look);
    }
}
