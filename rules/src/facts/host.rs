//! What the DNS takes for the full name of a host (RFC 1035, RFC 1123), with
//! letters beyond ASCII (RFC 3492, RFC 5890).

use std::{borrow::Cow, net::IpAddr};

use super::azure::is_in_domain;

/// What a name has, or lacks, that keeps it from being the full name of a host.
pub fn flaw(name: &str) -> Option<&'static str> {
    // Many rules ask about the same name, and nearly every name has no flaw.
    if is_plain(name) {
        return None;
    }
    match name.chars().find(|it| matches!(it, ':' | '/') || it.is_whitespace()) {
        Some(':') if name.contains("://") => return Some("a scheme"),
        Some(':') => return Some("a port"),
        Some('/') => return Some("a slash"),
        Some(_) => return Some("a space"),
        None if !name.contains('.') => return Some("no domain"),
        None if name.ends_with('.') => return Some("a dot at its end"),
        None => {}
    }
    if name.split('.').any(str::is_empty) {
        Some("an empty label")
    } else if name.split('.').any(|label| label.chars().count() > 63) {
        Some("a label over 63 characters")
    } else if name.chars().count() > 253 {
        Some("over 253 characters")
    } else {
        None
    }
}

/// Whether the name is plainly right: ASCII labels of the right length.
fn is_plain(name: &str) -> bool {
    let (mut label, mut labels) = (0, 0);
    for byte in name.bytes() {
        match byte {
            b'.' if label == 0 => return false,
            b'.' => (label, labels) = (0, labels + 1),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => label += 1,
            _ => return false,
        }
        if label > 63 {
            return false;
        }
    }
    labels > 0 && label > 0 && name.len() <= 253
}

/// Whether two names are the same to the DNS: without case and without a final dot.
pub fn same(one: &str, other: &str) -> bool {
    ascii(relative(one)).eq_ignore_ascii_case(&ascii(relative(other)))
}

/// Whether a name of a certificate stands for a host: it is that name, or has
/// `*` in place of the whole first label (RFC 6125).
pub fn covers(name: &str, host: &str) -> bool {
    match (name.strip_prefix("*."), host.split_once('.')) {
        (Some(domain), Some((label, rest))) => {
            !label.is_empty() && !label.contains('*') && same(domain, rest)
        }
        (Some(_), None) => false,
        (None, _) => same(name, host),
    }
}

/// Domains that the public DNS does not have (RFC 6762, RFC 8375), by
/// delegation or by custom.
const INTERNAL: &[&str] = &["local", "lan", "corp", "internal", "home.arpa"];

/// Whether a host is known within a company only, by its name or address.
pub fn is_internal(host: &str) -> bool {
    match host.parse() {
        Ok(IpAddr::V4(it)) => it.is_private() || it.is_loopback() || it.is_link_local(),
        Ok(IpAddr::V6(it)) => {
            it.is_unique_local() || it.is_loopback() || it.is_unicast_link_local()
        }
        Err(_) => {
            let name = relative(host);
            let is_alone = !name.is_empty() && !name.contains(['.', ':']);
            is_alone || INTERNAL.iter().any(|domain| is_in_domain(name, domain))
        }
    }
}

/// The name as the DNS and certificates spell it.
fn ascii(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return name.into();
    }
    let labels: Vec<Cow<'_, str>> = name.split('.').map(ascii_label).collect();
    labels.join(".").into()
}

fn ascii_label(label: &str) -> Cow<'_, str> {
    if label.is_ascii() || label.chars().count() > 63 {
        return label.into();
    }
    format!("xn--{}", punycode(&label.to_lowercase())).into()
}

/// Punycode as in RFC 3492, 6.3; of a label, so that nothing here grows large.
fn punycode(label: &str) -> String {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut code: String = label.chars().filter(char::is_ascii).collect();
    let basic = code.len() as u32;
    if basic > 0 {
        code.push('-');
    }
    let (mut next, mut delta, mut bias, mut done) = (128, 0, 72, basic);
    while let Some(least) = letters.iter().copied().filter(|it| *it >= next).min() {
        delta += (least - next) * (done + 1);
        next = least;
        for letter in &letters {
            if *letter < next {
                delta += 1;
            } else if *letter == next {
                integer(&mut code, delta, bias);
                bias = adapted(delta, done + 1, done == basic);
                (delta, done) = (0, done + 1);
            }
        }
        (delta, next) = (delta + 1, next + 1);
    }
    code
}

/// Digits of one number, the least first.
fn integer(code: &mut String, mut number: u32, bias: u32) {
    for at in 1.. {
        let threshold = (36_u32 * at).saturating_sub(bias).clamp(1, 26);
        if number < threshold {
            break;
        }
        code.push(digit(threshold + (number - threshold) % (36 - threshold)));
        number = (number - threshold) / (36 - threshold);
    }
    code.push(digit(number));
}

fn digit(number: u32) -> char {
    char::from_digit((number + 10) % 36, 36).unwrap_or('a')
}

fn adapted(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / points;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

/// The name without a final dot.
pub fn relative(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

#[test]
fn flaws_are_named() {
    assert_eq!(flaw("GraniteFalls.contoso.com"), None);
    for (name, said) in [
        ("", "no domain"),
        ("granitefalls", "no domain"),
        ("https://granitefalls.contoso.com", "a scheme"),
        ("granitefalls.contoso.com:443", "a port"),
        ("granitefalls.contoso.com/", "a slash"),
        (" granitefalls.contoso.com", "a space"),
        ("granitefalls.contoso.com.", "a dot at its end"),
        ("granitefalls..com", "an empty label"),
        (".contoso.com", "an empty label"),
        (&format!("{}.contoso.com", "g".repeat(64)), "a label over 63 characters"),
        ("granitefalls.".repeat(20).trim_end_matches('.'), "over 253 characters"),
    ] {
        assert_eq!(flaw(name), Some(said), "{name}");
    }
}

#[test]
fn names_beyond_ascii_are_those_of_certificates() {
    for (name, ascii) in [
        ("granitefalls.müller.example", "granitefalls.xn--mller-kva.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
        ("пример.испытание", "xn--e1afmkfd.xn--80akhbyknj4f"),
    ] {
        assert!(same(name, ascii), "{name}: {}", super::host::ascii(name));
    }
    assert!(!same("müller.example", "muller.example"));
}

#[test]
fn a_wildcard_stands_for_one_label() {
    for name in ["*.contoso.com", "*.CONTOSO.com", "GraniteFalls.contoso.com."] {
        assert!(covers(name, "granitefalls.contoso.com"), "{name}");
    }
    for name in ["*", "*.com", "*.granitefalls.contoso.com", "gr*.contoso.com", "*.*.com", ""] {
        assert!(!covers(name, "granitefalls.contoso.com"), "{name}");
    }
    assert!(!covers("*.contoso.com", "contoso.com"));
    assert!(!covers("*.contoso.com", "*.contoso.com"));
}

#[test]
fn internal_hosts_are_known() {
    for host in ["pki", "PKI.Contoso.LOCAL.", "ca.home.arpa", "10.1.2.3", "fd00::1", "fe80::1"] {
        assert!(is_internal(host), "{host}");
    }
    for host in ["", "crl.contoso.com", "mylan.com", "contoso.corp.example", "52.1.2.3", "2a00::1"]
    {
        assert!(!is_internal(host), "{host}");
    }
}
