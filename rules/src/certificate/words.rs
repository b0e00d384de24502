//! Object identifiers in words.

/// What a certificate may be used for, by its extended key usage: RFC 5280,
/// 4.2.1.12, and usages of Microsoft.
pub fn usage(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "2.5.29.37.0" => "any purpose",
        "1.3.6.1.5.5.7.3.1" => "server authentication",
        "1.3.6.1.5.5.7.3.2" => "client authentication",
        "1.3.6.1.5.5.7.3.3" => "code signing",
        "1.3.6.1.5.5.7.3.4" => "secure email",
        "1.3.6.1.5.5.7.3.5" => "IPsec end system",
        "1.3.6.1.5.5.7.3.6" => "IPsec tunnel",
        "1.3.6.1.5.5.7.3.7" => "IPsec user",
        "1.3.6.1.5.5.7.3.8" => "time stamping",
        "1.3.6.1.5.5.7.3.9" => "OCSP signing",
        "1.3.6.1.5.2.3.5" => "KDC authentication",
        "1.3.6.1.5.5.8.2.2" => "IKE intermediate",
        "1.3.6.1.4.1.311.10.3.4" => "encrypting file system",
        "1.3.6.1.4.1.311.20.2.1" => "certificate request agent",
        "1.3.6.1.4.1.311.20.2.2" => "smart card logon",
        "1.3.6.1.4.1.311.54.1.2" => "remote desktop authentication",
        "1.3.6.1.4.1.311.80.1" => "document encryption",
        _ => return None,
    })
}

/// The hash of a signature algorithm, where it is one that nobody trusts any
/// more. That of RSA-PSS stands in its parameters.
pub fn weak_hash(oid: &str) -> Option<&'static str> {
    Some(match oid {
        "1.2.840.113549.1.1.2" => "MD2",
        "1.2.840.113549.1.1.3" | "1.3.14.3.2.2" | "1.3.14.3.2.4" => "MD4",
        "1.2.840.113549.1.1.4" | "1.3.14.3.2.3" => "MD5",
        "1.2.840.113549.1.1.5"
        | "1.3.14.3.2.29"
        | "1.2.840.10045.4.1"
        | "1.2.840.10040.4.3"
        | "1.3.14.3.2.27" => "SHA-1",
        _ => return None,
    })
}
