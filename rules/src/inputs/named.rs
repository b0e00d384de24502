//! The certificate files that a document names, and what opening them came to.

use std::{collections::HashMap, sync::Arc};

use crate::{
    certificate::CertificateFile,
    model::{Config, Field, Given, Secret, Text},
};

/// One file, as a document names it.
#[derive(Clone, Debug)]
pub struct NamedFile<'c> {
    pub path: &'c Given<Text>,
    /// Where the document says that its password is; for the certificates of
    /// gateways alone.
    pub password: Option<&'c Field<Secret>>,
}

/// What a shell made of a file.
#[derive(Clone, Debug)]
pub enum Opened {
    Read {
        file: Arc<CertificateFile>,
        /// Of a text file: the lines of its certificates, everything else blank.
        text: Option<Arc<str>>,
    },
    /// What is wrong with it, to stand behind "cannot be read:".
    Unreadable(String),
    /// Why nobody could look, which is no mistake of the file.
    Unknown(String),
}

/// Files by the path and the password that the document writes.
#[derive(Clone, Debug, Default)]
pub struct NamedFiles {
    by_path: HashMap<Arc<str>, Vec<(Option<Secret>, Opened)>>,
}

impl NamedFiles {
    pub fn insert(&mut self, file: &NamedFile<'_>, opened: Opened) {
        let at = self.by_path.entry(Arc::from(file.path.as_str())).or_default();
        at.push((file.secret().cloned(), opened));
    }

    /// What opening the file came to; nothing where nobody tried.
    pub fn get(&self, file: &NamedFile<'_>) -> Option<&Opened> {
        let all = self.by_path.get(file.path.as_str())?;
        all.iter().find(|(secret, _)| secret.as_ref() == file.secret()).map(|(_, opened)| opened)
    }

    /// The text of a file, for those who show labels.
    pub fn text(&self, path: &str) -> Option<&Arc<str>> {
        self.by_path.get(path)?.iter().find_map(|(_, opened)| match opened {
            Opened::Read { text, .. } => text.as_ref(),
            _ => None,
        })
    }
}

impl<'c> NamedFile<'c> {
    pub fn secret(&self) -> Option<&'c Secret> {
        self.password.and_then(Field::value)
    }
}

impl Config {
    /// Every certificate file that the document names, in the order of its
    /// tables; a file that is named twice comes twice.
    pub fn certificate_files(&self) -> Vec<NamedFile<'_>> {
        let mut files = Vec::new();
        let plain = |path| NamedFile { path, password: None };
        for gateway in self.gateways() {
            if let Some(certificate) = gateway.certificate.value()
                && let Some(path) = certificate.file.given()
            {
                files.push(NamedFile { path, password: Some(&certificate.password) });
            }
            let trusted = gateway.trusted_certificates.each();
            files.extend(trusted.filter_map(|it| it.file.given()).map(plain));
        }
        let points = self.connection_points.each();
        files.extend(points.filter_map(|it| it.client_certificate.given()).map(plain));
        if let Some(site) = self.site.value() {
            files.extend(site.certificate_trust_list.each().map(plain));
        }
        files
    }
}

/// Whether a path leaves the repository, whose root is this many folders above
/// the document. By the letters of the path alone, on every system alike.
pub fn leads_outside(path: &str, depth: usize) -> bool {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '\\', '~']) || is_drive {
        return true;
    }
    let mut above = depth;
    for step in path.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => match above.checked_sub(1) {
                Some(left) => above = left,
                None => return true,
            },
            _ => above += 1,
        }
    }
    false
}
