//! STUB: stands here until the reader of PKCS#12 files is merged over it.

use super::Unreadable;
use super::ber::Value;
use super::keys;

pub(super) struct Opened {
    pub certificates: Vec<(Vec<u8>, Option<Vec<u8>>)>,
    pub keys: Vec<Key>,
}

pub(super) struct Key {
    pub local_key_id: Option<Vec<u8>>,
    pub public: Option<keys::Public>,
}

pub(super) fn is_pkcs12(first: &Value<'_>) -> bool {
    let mut values = first.values();
    let version = values.next().ok().flatten().and_then(|version| version.number());
    let safe = values.next().ok().flatten();
    let kind = safe.and_then(|safe| safe.values().next().ok().flatten());
    version == Some(3) && kind.is_some_and(|kind| kind.object().is_some())
}

pub(super) fn read(_bytes: &[u8], _password: Option<&str>) -> Result<Opened, Unreadable> {
    Err(Unreadable::Locked)
}
