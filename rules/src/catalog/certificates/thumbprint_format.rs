use crate::{
    certificate::digits,
    facts::{Versions, pages::SET_CMDLET},
    finding::Safety,
    model::{Field, Gateway, Named, Text},
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// Windows identifies a certificate by its thumbprint: 40 hexadecimal digits in a row. The
    /// dialog that shows it puts spaces between them, and an invisible character in front that
    /// comes along when it is copied; `Set-CMCloudManagementGateway -RemoveCertThumbprints` then
    /// finds no such certificate.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// thumbprint = "3d 5c 1e 2b 80 4f 6a 77 c9 0e d1 54 aa 3b 97 62 18 fe 40 2c" # error: "between"
    /// store = "root"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// thumbprint = "3d5c1e2b804f6a77c90ed154aa3b976218fe40" # error: "38 hexadecimal digits, not 40"
    /// store = "intermediate"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [[gateway.eastus.trusted-certificate]]
    /// thumbprint = "3d5c1e2b804f6a77c90ed154aa3b976218fe402c"
    /// store = "root"
    /// ```
    "thumbprint-format" {
        summary: "thumbprint is not 40 hexadecimal digits",
        severities: [Error],
        source: SET_CMDLET.section("-RemoveCertThumbprints"),
        versions: Versions::ANY,
        needs: [],
        fix: Safe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, context: &Context<'_>, findings: &mut Findings<'_>) {
    // In a desired document it does not belong at all.
    if let Some(certificate) = gateway.certificate.value().filter(|_| !context.is_desired()) {
        judge(&certificate.thumbprint, findings);
    }
    for trusted in gateway.trusted_certificates.each() {
        judge(&trusted.thumbprint, findings);
    }
}

fn judge(thumbprint: &Field<Text>, findings: &mut Findings<'_>) {
    let Some(thumbprint) = thumbprint.given() else { return };
    if is_thumbprint(thumbprint) {
        return;
    }
    let digits = digits(thumbprint);
    if is_thumbprint(&digits) {
        findings
            .add(thumbprint.span, "the thumbprint has other characters between its 40 digits")
            .fix(Safety::Safe, "Keep the digits alone", thumbprint.span, format!("\"{digits}\""));
    } else if !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        let count = digits.len();
        let message = format!("the thumbprint has {count} hexadecimal digits, not 40");
        findings.add(thumbprint.span, message);
    } else {
        let message = format!("{} is no thumbprint of 40 hexadecimal digits", quoted(thumbprint));
        findings.add(thumbprint.span, message);
    }
}

fn is_thumbprint(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|it| it.is_ascii_hexdigit())
}
