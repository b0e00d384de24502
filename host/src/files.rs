//! Reading and replacing files, with all that a path may turn out to be.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
};

use crate::Error;

/// The bytes of a regular file of at most `limit` bytes.
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    let failed = |error| Error::Read { path: path.to_owned(), error };
    // Asked before opening, because opening a pipe waits for its other end.
    let about = fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(Error::NotAFile { path: path.to_owned() });
    }
    let too_large = || Error::TooLarge { path: path.to_owned(), limit };
    if about.len() > limit {
        return Err(too_large());
    }
    let file = File::open(path).map_err(failed)?;
    let size = usize::try_from(about.len()).unwrap_or_default();
    read_limited(file, limit, size).map_err(failed)?.ok_or_else(too_large)
}

/// Everything that a stream has; nothing where that is more than `limit` bytes.
pub fn read_limited(from: impl Read, limit: u64, expected: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(expected.saturating_add(1));
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|size| size <= limit);
    Ok(fits.then_some(bytes))
}

/// Replaces a file as a whole or not at all; its permissions stay, and a link
/// stays a link to the file that it leads to.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error| Error::Write { path: path.to_owned(), error };
    let target = fs::canonicalize(path).map_err(failed)?;
    let about = fs::metadata(&target).map_err(failed)?;
    if about.permissions().readonly() {
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        return Err(failed(error));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut new =
        tempfile::Builder::new().prefix(".cmglint-").tempfile_in(folder).map_err(failed)?;
    new.write_all(bytes).map_err(failed)?;
    fs::set_permissions(new.path(), about.permissions()).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    new.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}
