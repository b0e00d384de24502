//! What the DNS takes for the full name of a host (RFC 1035, RFC 1123).

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
    relative(one).eq_ignore_ascii_case(relative(other))
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
