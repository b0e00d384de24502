//! What identifiers mean to people.

/// Signature algorithms: RFC 3279, 4055, 5758, 8410.
const SIGNATURES: &[(&str, &str)] = &[
    ("1.2.840.113549.1.1.2", "MD2 with RSA"),
    ("1.2.840.113549.1.1.4", "MD5 with RSA"),
    ("1.2.840.113549.1.1.5", "SHA-1 with RSA"),
    ("1.2.840.113549.1.1.10", "RSA-PSS"),
    ("1.2.840.113549.1.1.11", "SHA-256 with RSA"),
    ("1.2.840.113549.1.1.12", "SHA-384 with RSA"),
    ("1.2.840.113549.1.1.13", "SHA-512 with RSA"),
    ("1.2.840.113549.1.1.14", "SHA-224 with RSA"),
    ("1.3.14.3.2.29", "SHA-1 with RSA"),
    ("1.2.840.10040.4.3", "SHA-1 with DSA"),
    ("2.16.840.1.101.3.4.3.1", "SHA-224 with DSA"),
    ("2.16.840.1.101.3.4.3.2", "SHA-256 with DSA"),
    ("1.2.840.10045.4.1", "SHA-1 with ECDSA"),
    ("1.2.840.10045.4.3.1", "SHA-224 with ECDSA"),
    ("1.2.840.10045.4.3.2", "SHA-256 with ECDSA"),
    ("1.2.840.10045.4.3.3", "SHA-384 with ECDSA"),
    ("1.2.840.10045.4.3.4", "SHA-512 with ECDSA"),
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
];

/// Extended key usages: RFC 5280, 4.2.1.12, and those of Microsoft.
const USAGES: &[(&str, &str)] = &[
    ("2.5.29.37.0", "any usage"),
    ("1.3.6.1.5.5.7.3.1", "server authentication"),
    ("1.3.6.1.5.5.7.3.2", "client authentication"),
    ("1.3.6.1.5.5.7.3.3", "code signing"),
    ("1.3.6.1.5.5.7.3.4", "e-mail protection"),
    ("1.3.6.1.5.5.7.3.5", "IPsec end system"),
    ("1.3.6.1.5.5.7.3.6", "IPsec tunnel"),
    ("1.3.6.1.5.5.7.3.7", "IPsec user"),
    ("1.3.6.1.5.5.7.3.8", "time stamping"),
    ("1.3.6.1.5.5.7.3.9", "OCSP signing"),
    ("1.3.6.1.5.2.3.5", "KDC authentication"),
    ("1.3.6.1.5.5.8.2.2", "IKE intermediate"),
    ("1.3.6.1.4.1.311.10.3.4", "encrypting file system"),
    ("1.3.6.1.4.1.311.20.2.1", "certificate request agent"),
    ("1.3.6.1.4.1.311.20.2.2", "smart card logon"),
    ("1.3.6.1.4.1.311.54.1.2", "remote desktop authentication"),
    ("1.3.6.1.4.1.311.80.1", "document encryption"),
];

/// RFC 5280, 4.2.1.3.
const KEY_USAGES: &[(&str, &str)] = &[
    ("digitalSignature", "digital signature"),
    ("nonRepudiation", "non-repudiation"),
    ("contentCommitment", "non-repudiation"),
    ("keyEncipherment", "key encipherment"),
    ("dataEncipherment", "data encipherment"),
    ("keyAgreement", "key agreement"),
    ("keyCertSign", "signing certificates"),
    ("cRLSign", "signing CRLs"),
    ("encipherOnly", "encipher only"),
    ("decipherOnly", "decipher only"),
];

/// In words; what is not known stays what it is.
pub fn signature(oid: &str) -> &str {
    meaning(SIGNATURES, oid)
}

pub fn usage(oid: &str) -> &str {
    meaning(USAGES, oid)
}

pub fn key_usage(name: &str) -> &str {
    meaning(KEY_USAGES, name)
}

fn meaning<'w>(table: &[(&str, &'static str)], word: &'w str) -> &'w str {
    table.iter().find(|(it, _)| *it == word).map_or(word, |(_, meaning)| meaning)
}
