//! Files of the repository, by what a key takes.

use super::{Ask, List, values};

/// How certificates with their private key end.
const PFX: &[&str] = &["pfx", "p12"];
/// How certificates alone end.
const CERTIFICATES: &[&str] = &["cer", "crt", "pem", "der"];

/// The paths for a key; `path` is that of the key.
pub(super) fn complete(ask: &Ask<'_, '_>, path: &str, list: &mut List) {
    match path {
        "certificate.file" => files(ask, PFX, list),
        "trusted-certificate.file"
        | "connection-point.client-certificate"
        | "site.certificate-trust-list" => files(ask, CERTIFICATES, list),
        "baseline" => baselines(ask, list),
        _ => {}
    }
}

fn files(ask: &Ask<'_, '_>, endings: &[&str], list: &mut List) {
    for file in ask.files.iter().filter(|file| ends(file, endings)) {
        values::file(ask, file, "", list);
    }
}

/// Revisions of this document, and other documents, deployed ones first.
fn baselines(ask: &Ask<'_, '_>, list: &mut List) {
    values::text(ask, "git:HEAD", "this document, as it was committed last", list);
    values::text(ask, "git:origin/main", "this document, as it is on the main branch", list);
    let is_deployed = |file: &&String| file.ends_with(".deployed.cmg.toml");
    let is_document = |file: &&String| {
        file.ends_with(".cmg.toml") || *file == "cmg.toml" || file.ends_with("/cmg.toml")
    };
    for file in ask.files.iter().filter(is_deployed) {
        values::file(ask, file, "deployed", list);
    }
    for file in ask.files.iter().filter(|it| is_document(it) && !is_deployed(it)) {
        values::file(ask, file, "", list);
    }
}

fn ends(file: &str, endings: &[&str]) -> bool {
    let ending = file.rsplit_once('.').map(|(_, it)| it).unwrap_or_default();
    endings.iter().any(|it| it.eq_ignore_ascii_case(ending))
}
