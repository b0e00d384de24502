//! A password as bytes.

use zeroize::Zeroizing;

pub struct Password {
    /// Big-endian, with a terminator: for the key derivation of PKCS#12.
    pub utf16: Zeroizing<Vec<u8>>,
    /// For everything else.
    pub utf8: Zeroizing<Vec<u8>>,
}

impl Password {
    /// What may be meant. An empty password is written in two ways, with and
    /// without the terminator; where nobody gave one, it is the empty one.
    pub fn all(given: Option<&str>) -> Vec<Password> {
        let given = given.unwrap_or_default();
        // The right size from the start: what grows leaves copies behind.
        let mut utf16 = Zeroizing::new(Vec::with_capacity(2 * given.len() + 2));
        for unit in given.encode_utf16().chain([0]) {
            utf16.extend_from_slice(&unit.to_be_bytes());
        }
        let utf8 = Zeroizing::new(given.as_bytes().to_vec());
        let mut all = vec![Password { utf16, utf8 }];
        if given.is_empty() {
            all.push(Password { utf16: Zeroizing::default(), utf8: Zeroizing::default() });
        }
        all
    }
}
