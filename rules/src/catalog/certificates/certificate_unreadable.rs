use crate::{
    facts::{Versions, pages::SETUP},
    inputs::Opened,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// The console refuses a file that it cannot open, in the middle of the wizard and with
    /// hardly a word about the reason. A file is understood by what it holds, not by its name,
    /// so the message says what it is: cut off, a private key alone, a certificate request, a
    /// PFX that another password opens.
    ///
    /// A password that nobody gave is no mistake: then the rules of that file are skipped.
    ///
    /// ## Example
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// unreadable = "the password is wrong"
    /// ["certs/contoso-root.cer"]
    /// unreadable = "it is a certificate signing request, not a certificate"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx" # error: "the password is wrong"
    /// password = { env = "CMG_PFX_PASSWORD" }
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// file = "certs/contoso-root.cer" # error: "it is a certificate signing request"
    /// store = "root"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// password = { env = "CMG_PFX_PASSWORD" }
    /// ```
    "certificate-unreadable" {
        summary: "a certificate file cannot be read, or is something else",
        severities: [Error],
        source: SETUP.section("Set up a CMG"),
        versions: Versions::ANY,
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for named in config.certificate_files() {
        if let Some(Opened::Unreadable(reason)) = context.opened(&named) {
            let message = format!("{} cannot be read: {reason}", quoted(named.path));
            findings.add(named.path.span, message);
        }
    }
}
