//! What several test programs share.

#![allow(dead_code, reason = "each program uses its part")]

pub mod powershell;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Writes a generated file anew where it is stale, and then fails.
#[track_caller]
pub fn up_to_date(path: &str, text: &str) {
    let file = root().join(path);
    let before = std::fs::read_to_string(&file).unwrap_or_default();
    if before.replace("\r\n", "\n") == text {
        return;
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(&file, text).unwrap();
    panic!("{path} was not up to date; it is now: look at the change and run the tests again");
}
