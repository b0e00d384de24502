use crate::{
    certificate::digits,
    facts::{Versions, pages::NEW_CMDLET},
    inputs::{NamedFile, Opened},
    model::{Certificate, Field, Gateway, Named},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A PFX file holds the private key and opens with a password only. From version 2107 on
    /// `New-CMCloudManagementGateway` does not run without `-ServiceCertPassword`, and the
    /// console asks for it as well, when a gateway is created and when its certificate is
    /// renewed.
    ///
    /// Name the place where the password is to be found, never the password.
    ///
    /// ## Example
    ///
    /// The gateway is new.
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate] # error: "without its `password`"
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    ///
    /// ## Renewal
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2025.pfx"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate] # error: "without its `password`"
    /// file = "certs/granitefalls-2026.pfx"
    /// ```
    ///
    /// ## Renewal of what is known by its thumbprint
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// thumbprint = "3d5c1e2b804f6a77c90ed154aa3b976218fe402c"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls.contoso.com.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate] # error: "without its `password`"
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    ///
    /// ## No renewal
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    /// ```
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls.contoso.com.pfx"
    /// password = { env = "CMG_PFX_PASSWORD" }
    /// ```
    "certificate-without-password" {
        summary: "PFX file is named without a place for its password",
        severities: [Error],
        source: NEW_CMDLET.whole(),
        versions: Versions::since(2107),
        needs: [Baseline],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(certificate) = gateway.certificate.value() else { return };
    let Some(file) = certificate.file.given().filter(|file| file.is_pfx()) else { return };
    if !context.is_desired() || !matches!(certificate.password, Field::Absent(_)) {
        return;
    }
    if let Some(old) = context.pairs.and_then(|pairs| pairs.old_of(&gateway.handle)) {
        let Some(old) = old.certificate.value() else { return };
        let same = is_same(old, certificate, context);
        if same.is_none() && matches!(old.file, Field::Absent(_)) {
            findings.skip("not stated: certificate.file (in the baseline)");
        }
        if same != Some(false) {
            return;
        }
    }
    findings.add(certificate.header, format!("{} is named without its `password`", quoted(file)));
}

/// Whether what is deployed is the certificate of the document: by the files,
/// else by the thumbprint, as far as the new file opens without a password.
fn is_same(old: &Certificate, new: &Certificate, context: &Context<'_>) -> Option<bool> {
    let path = new.file.given()?;
    if let Some(old) = old.file.given() {
        return Some(old.value == path.value);
    }
    let named = NamedFile { path, password: Some(&new.password) };
    let Some(Opened::Read { file, .. }) = context.opened(&named) else { return None };
    let thumbprint = digits(old.thumbprint.given()?);
    Some(file.leaf()?.sha1.eq_ignore_ascii_case(&thumbprint))
}
