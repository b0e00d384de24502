//! What identifiers mean to people.

use cmg_rules::certificate;

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
    certificate::usage(oid).unwrap_or(oid)
}

pub fn key_usage(name: &str) -> &str {
    meaning(KEY_USAGES, name)
}

fn meaning<'w>(table: &[(&str, &'static str)], word: &'w str) -> &'w str {
    table.iter().find(|(it, _)| *it == word).map_or(word, |(_, meaning)| meaning)
}
