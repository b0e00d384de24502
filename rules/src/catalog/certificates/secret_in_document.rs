use crate::{
    facts::{Versions, pages::SECURITY},
    model::ProblemKind,
    rule::Check,
};

rule! {
    /// A document lives in a repository, where everyone who can read it can read the password,
    /// and old commits keep it for ever. With the PFX file beside it that is the private key of
    /// the gateway; with the secret key of the server app it is the right to act as the site in
    /// Azure. Whatever has once stood in a document must be replaced, not only removed.
    ///
    /// Name the environment variable or the file in which the password is to be found. Neither
    /// the value nor its line is ever shown, and no comment can accept it.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    /// SecretKey = "Qm9~replace.me" # error: "a secret"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// password = "correct horse battery staple" # error: "a secret"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// password = { env = "CMG_PFX_PASSWORD" }
    /// ```
    "secret-in-document" {
        summary: "a password or another secret stands in the document",
        severities: [Error],
        source: SECURITY.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Reading(ProblemKind::SecretInDocument),
    }
}

#[test]
fn a_secret_is_found_once_and_nothing_else_is() {
    use crate::{inputs, levels::Levels, run::run};

    for rest in [
        "SecretKey = 'x'",
        "azure.SecretKey = ['x', 'y']",
        "azure.server-app.secret.value = 'x'",
        "clients.token = 12345",
        "gateway.a.certificate.password = 'x'",
        "gateway.a.certificate.password = ['x']",
        "gateway.a.certificate.password.password = 'x'",
        "gateway.a.certificate.password.value = 'x'",
        "gateway.a.certificate.pass = 'x'",
        "gateway.a.certificate.ServiceCertPassword = 'x'",
        "[[task-sequence]]\nvariables.OSDJoinPassword = 'x'",
    ] {
        let text = format!(
            "format = 1\nkind = 'deployed'\ngateway.a.service-name = 'granitefalls.contoso.com'\n{rest}"
        );
        let levels = Levels::default();
        let found = run(&inputs::Inputs::of(inputs::Snapshot::read(&text), &levels)).findings;
        let names: Vec<&str> = found.iter().map(|it| it.rule.name).collect();
        assert_eq!(names, ["secret-in-document"], "{text}");
    }
}
