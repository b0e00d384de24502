use crate::{
    certificate::{Certificate, is_self_signed, usage, weak_hash},
    facts::{Versions, pages::AUTHENTICATION},
    finding::Severity,
    model::Config,
    quote::quoted,
    rule::{Check, Context, Findings},
};

rule! {
    /// A connection point shows its client certificate to HTTPS management points, with every
    /// request that it carries from the gateway. One that has expired, is made for something else,
    /// or has a key or a signature that Windows does not accept is answered with 403, for all
    /// clients at once.
    ///
    /// ## Example
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
    /// not-after = 2026-11-10
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # error: "expired on 2026-11-10, 12 days ago"
    /// ```
    ///
    /// ## For something else
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["server authentication"]
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # error: "not for client authentication"
    /// ```
    ///
    /// ## A short key
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
    /// key = "RSA 1024"
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # error: "1024 bits"
    /// ```
    ///
    /// ## Another key
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
    /// key = "RSA 3072"
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # warning: "3072 bits"
    /// ```
    ///
    /// ## MD5
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
    /// signature = "MD5 with RSA"
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # error: "signed with MD5"
    /// ```
    ///
    /// ## SHA-1
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
    /// signature = "SHA-1 with RSA"
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer" # warning: "signed with SHA-1"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```today
    /// 2026-11-22
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/cmgcp01.cer"]
    /// subject = "CN=cmgcp01.corp.contoso.com"
    /// extended-key-usage = ["client authentication"]
    /// ```
    ///
    /// ```toml
    /// [[connection-point]]
    /// server = "cmgcp01.corp.contoso.com"
    /// site = "P01"
    /// gateway = "eastus"
    /// client-certificate = "certs/cmgcp01.cer"
    /// ```
    "connection-point-certificate" {
        summary: "the client certificate of a connection point will not do",
        severities: [Error, Warning],
        source: AUTHENTICATION.section("Issue the certificate"),
        versions: Versions::ANY,
        needs: [Certificate],
        check: Check::Document(check),
    }
}

fn check(_: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    for point in context.now.connection_points.each() {
        let Some(path) = point.client_certificate.given() else { continue };
        let Some(leaf) = context.certificate(path, findings).map(|it| it.leaf) else { continue };
        let last = leaf.not_after.date();
        let expired = match context.today_if_known() {
            Some(today) if last < today => Some((
                Severity::Error,
                format!("the client certificate {}", super::expired(last, today)),
                format!("valid until {last}"),
            )),
            Some(_) => None,
            None => {
                findings.skip("nobody said what day it is");
                None
            }
        };
        let faults = [purpose(leaf), expired, key(leaf), signature(leaf)];
        for (severity, message, label) in faults.into_iter().flatten() {
            findings.add(path.span, message).severity(severity).certificate(path, leaf, label);
        }
    }
}

/// What is wrong, and a label for the certificate.
type Fault = Option<(Severity, String, String)>;

/// A certificate that does not say what it is for is for everything.
fn purpose(leaf: &Certificate) -> Fault {
    let usages = leaf.extended_key_usage.as_ref()?;
    if usages.iter().any(|it| it == "1.3.6.1.5.5.7.3.2") {
        return None;
    }
    let words = usages.iter().map(|it| usage(it).map_or_else(|| quoted(it), str::to_owned));
    let words: Vec<String> = words.collect();
    let message = match words.as_slice() {
        [only] => format!("the certificate is for {only}, not for client authentication"),
        _ => "the client certificate is not for client authentication".to_owned(),
    };
    Some((Severity::Error, message, format!("for {}", words.join(", "))))
}

fn key(leaf: &Certificate) -> Fault {
    let bits = leaf.key.bits.filter(|_| leaf.key.algorithm.starts_with("RSA"))?;
    let (severity, wanted) = match bits {
        2048 | 4096 => return None,
        ..2048 => (Severity::Error, "at least 2048 are needed"),
        _ => (Severity::Warning, "supported are 2048 and 4096"),
    };
    let message = format!("the RSA key of the certificate has {bits} bits, {wanted}");
    Some((severity, message, format!("a key of {bits} bits")))
}

fn signature(leaf: &Certificate) -> Fault {
    let hash = weak_hash(&leaf.signature_algorithm)?;
    let severity = match hash {
        // Nobody asks who signed what vouches for itself.
        "SHA-1" if is_self_signed(leaf) => return None,
        "SHA-1" => Severity::Warning,
        _ => Severity::Error,
    };
    Some((
        severity,
        format!("the client certificate is signed with {hash}"),
        format!("signed with {hash}"),
    ))
}
