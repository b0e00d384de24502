//! The MAC over a file, which tells a wrong password from damage.

use super::derivation::{Derivation, Hash, Keys, Kind, rounds};
use super::encryption::{object, pbkdf2};
use crate::certificate::Unreadable;
use crate::certificate::ber::{INTEGER, OCTET_STRING, SEQUENCE, Value};

const PBMAC1: &str = "1.2.840.113549.1.5.14";

pub struct Mac {
    pub derivation: Derivation,
    hash: Hash,
    value: Vec<u8>,
}

impl Mac {
    /// MacData: DigestInfo, salt, iteration count.
    pub fn read(data: &Value) -> Result<Mac, Unreadable> {
        let mut fields = data.values();
        let mut info = fields.expect(SEQUENCE, "the digest of the MAC")?.values();
        let mut algorithm = info.expect(SEQUENCE, "the algorithm of the MAC")?.values();
        let name = object(&mut algorithm)?;
        let value = info.next()?.ok_or_else(|| missing("the value of the MAC"))?;
        let value = value.octets(OCTET_STRING)?.into_owned();
        let (derivation, hash) = if name == PBMAC1 {
            let mut parameters = algorithm.expect(SEQUENCE, "a parameter of the MAC")?.values();
            let derivation = parameters.expect(SEQUENCE, "the key derivation of the MAC")?;
            let mut scheme = parameters.expect(SEQUENCE, "the scheme of the MAC")?.values();
            let scheme = object(&mut scheme)?;
            let hash = Hash::keyed(&scheme).ok_or(Unreadable::UnknownEncryption(scheme))?;
            // RFC 9579 wants the length to be written.
            (pbkdf2(&derivation)?.of_length(None)?, hash)
        } else {
            let hash = Hash::plain(&name).ok_or(Unreadable::UnknownEncryption(name))?;
            let salt = fields.next()?.ok_or_else(|| missing("the salt of the MAC"))?;
            let salt = salt.octets(OCTET_STRING)?.into_owned();
            let rounds = fields.optional(INTEGER)?.map_or(Ok(1), |count| rounds(&count))?;
            (Derivation { kind: Kind::Mac, hash, salt, rounds }, hash)
        };
        Ok(Mac { derivation, hash, value })
    }

    /// Whether one of the passwords gives this MAC; it is the preferred one then.
    pub fn accepts(&self, keys: &mut Keys, bytes: &[u8]) -> bool {
        let right = keys.passwords().find(|password| {
            keys.key(*password, &self.derivation)
                .is_some_and(|key| self.hash.authenticates(key, bytes, &self.value))
        });
        right.inspect(|password| keys.prefer(*password)).is_some()
    }
}

fn missing(what: &str) -> Unreadable {
    Unreadable::Malformed(format!("{what} is missing"))
}
