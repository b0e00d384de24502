//! A good set of certificates has no findings, and each mistake in it makes
//! exactly its own rule speak: whatever the names, whatever the days.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

#[path = "certificate_rules/world.rs"]
mod world;

use rcgen::{DnType, ExtendedKeyUsagePurpose as Usage, IsCa, KeyUsagePurpose as KeyUsage, SanType};
use world::{Day, Key, Store, World, crl};

/// A rule, and what is wrong with the world.
type Mistake = (&'static str, fn(&mut World));

const MISTAKES: &[Mistake] = &[
    ("certificate-name-mismatch", |it| {
        it.leaf.distinguished_name.push(DnType::CommonName, "other.northwind.example");
    }),
    ("certificate-name-case", |it| {
        let name = it.service_name.to_uppercase();
        it.leaf.distinguished_name.push(DnType::CommonName, name);
    }),
    ("wildcard-does-not-cover", |it| {
        it.leaf.distinguished_name.push(DnType::CommonName, "*.southwind.example");
    }),
    ("wildcard-not-leftmost", |it| {
        let name = format!("g*{}", &it.service_name[1..]);
        it.leaf.distinguished_name.push(DnType::CommonName, name);
    }),
    ("certificate-key-size", |it| it.leaf_key = Key::Rsa3072),
    ("certificate-key-size", |it| it.leaf_key = Key::Rsa1024),
    ("certificate-key-not-rsa", |it| it.leaf_key = Key::P256),
    ("certificate-key-not-rsa", |it| it.leaf_key = Key::Ed25519),
    ("certificate-weak-signature", |it| it.weak_leaf = true),
    ("certificate-not-for-server-authentication", |it| {
        it.leaf.extended_key_usages = vec![Usage::ClientAuth];
    }),
    ("certificate-not-for-server-authentication", |it| it.leaf.extended_key_usages = Vec::new()),
    ("certificate-key-usage", |it| it.leaf.key_usages = vec![KeyUsage::KeyEncipherment]),
    ("certificate-not-pfx", |it| it.is_pem = true),
    ("certificate-without-private-key", |it| it.key_in_file = None),
    ("certificate-without-private-key", |it| it.key_in_file = Some(Key::Other)),
    ("certificate-expired", |it| it.last_day(-it.spread)),
    ("certificate-expired", |it| it.last_day(-1)),
    ("certificate-expiring", |it| it.last_day(0)),
    ("certificate-expiring", |it| it.last_day(60)),
    ("certificate-not-yet-valid", |it| it.leaf.not_before = Day(1).moment()),
    ("certificate-names-miss-service-name", |it| {
        let other = "other.northwind.example".try_into().unwrap();
        it.leaf.subject_alt_names = vec![SanType::DnsName(other)];
    }),
    ("certificate-self-signed", |it| it.self_signed = true),
    ("certificate-chain-incomplete", |it| it.chain_in_file = false),
    ("trusted-chain-incomplete", |it| it.trusted.retain(|it| it.store != Store::Root)),
    ("trusted-certificate-in-wrong-store", |it| it.trusted[0].store = Store::Intermediate),
    ("trusted-certificate-in-wrong-store", |it| it.trusted[1].store = Store::Root),
    ("trusted-certificate-not-ca", |it| it.issuing.is_ca = IsCa::ExplicitNoCa),
    ("trusted-certificate-expired", |it| it.root.not_after = Day(-1).moment()),
    ("trusted-certificate-duplicate", |it| it.trusted_twice = true),
    ("trusted-certificate-with-private-key", |it| it.trusted[0].with_key = true),
    ("connection-point-certificate", |it| {
        it.client.extended_key_usages = vec![Usage::ServerAuth];
    }),
    ("connection-point-certificate", |it| it.client.extended_key_usages = vec![Usage::Any]),
    ("connection-point-certificate", |it| it.client.not_after = Day(-1).moment()),
    ("connection-point-certificate", |it| it.client_key = Key::Rsa3072),
    ("crl-not-reachable-from-internet", |it| {
        it.client.crl_distribution_points = crl("ldap:///CN=Northwind?certificateRevocationList");
    }),
    ("server-certificate-crl-internal", |it| {
        it.leaf.crl_distribution_points = crl("http://pki/northwind.crl");
    }),
    ("renewal-name-changed", |it| {
        it.deployed("common-name", &it.service_name.to_uppercase());
    }),
    ("renewal-organization-changed", |it| it.deployed("organization", "Southwind")),
    ("renewal-subject-changed", |it| {
        let subject = format!("CN={},O={},L=Bremen", it.service_name, it.organization);
        it.deployed("subject", &subject);
    }),
    ("renewal-issuer-changed", |it| it.deployed("issuer", "CN=Southwind Issuing CA")),
];

#[test]
fn a_good_world_has_no_findings() {
    for seed in 0..20 {
        let world = World::new(seed);
        let found = world.findings();
        assert!(found.is_empty(), "{seed}: {found:?}\n{}", world.document());
    }
}

#[test]
fn each_mistake_makes_its_own_rule_speak_and_no_other() {
    let mut wrong = Vec::new();
    for (at, (rule, mistake)) in MISTAKES.iter().enumerate() {
        for seed in 0..4 {
            let mut world = World::new(seed);
            mistake(&mut world);
            let found = world.findings();
            if found.len() != 1 || found[0].0 != *rule {
                wrong.push(format!("{at} {rule} ({seed}): {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_certificate_for_another_host_is_wrong_in_both_names() {
    let mut world = World::new(0);
    world.leaf.distinguished_name.push(DnType::CommonName, "other.northwind.example");
    let other = "other.northwind.example".try_into().unwrap();
    world.leaf.subject_alt_names = vec![SanType::DnsName(other)];
    let mut found: Vec<&str> = world.findings().into_iter().map(|(rule, _)| rule).collect();
    found.sort_unstable();
    assert_eq!(found, ["certificate-name-mismatch", "certificate-names-miss-service-name"]);
}

#[test]
fn every_rule_that_looks_at_files_is_tried() {
    let tried: Vec<&str> = MISTAKES.iter().map(|(rule, _)| *rule).collect();
    let missing: Vec<&str> =
        world::rules().filter(|rule| !tried.contains(rule) && !OTHERWISE.contains(rule)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Azure's own domain takes a service name of its own, which breaks rules that
/// are not about certificates, and those about replacements take another
/// gateway: their examples show them.
const OTHERWISE: &[&str] = &[
    "public-certificate-in-azure-domain",
    "name-reuse-with-other-certificate",
    "new-name-with-old-certificate",
];
