//! The files that reports are written to.

use std::{
    fs,
    path::{Path, PathBuf},
};

use cmg_host::shown_path;

use crate::{args::Check, error::ToolError, jobs::Job, output, render::Format};

/// What `--output-file` names.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Nothing where it takes the place of standard output.
    pub format: Option<Format>,
    pub path: &'a Path,
}

impl Report<'_> {
    /// `json=report.json`, or a path without a format of its own.
    pub fn named(target: &Path) -> Result<Report<'_>, ToolError> {
        let (format, path) = match target.to_str().and_then(|it| it.split_once('=')) {
            None => (None, target),
            Some((word, path)) => match <Format as clap::ValueEnum>::from_str(word, false) {
                Ok(format) => (Some(format), Path::new(path)),
                // `./a=b` is a path.
                Err(_) if word.contains(['/', '\\']) => (None, target),
                Err(_) => return Err(ToolError::NoFormat(word.to_owned())),
            },
        };
        if path.as_os_str().is_empty() {
            let message = format!("--output-file `{}` names no file", shown_path(target));
            return Err(ToolError::Usage(message));
        }
        Ok(Report { format, path })
    }
}

/// All of them; no two in one file, of which the last would stay.
pub fn named(args: &Check) -> Result<Vec<Report<'_>>, ToolError> {
    let reports: Vec<Report<'_>> =
        args.output_file.iter().map(|it| Report::named(it)).collect::<Result<_, _>>()?;
    let mut seen: Vec<PathBuf> = Vec::new();
    for Report { path, .. } in &reports {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let is_device = fs::metadata(path).is_ok_and(|about| !about.is_file());
        if seen.contains(&absolute) && !is_device {
            let message = format!("--output-file names {} twice", shown_path(path));
            return Err(ToolError::Usage(message));
        }
        seen.push(absolute);
    }
    Ok(reports)
}

/// Whoever names a document behind `--output-file` would lose it.
pub fn spare_inputs(reports: &[Report<'_>], args: &Check, jobs: &[Job]) -> Result<(), ToolError> {
    let lists = args.known.iter().chain(&args.update_known).map(PathBuf::as_path);
    let baseline = args.baseline.as_deref().map(Path::new);
    let inputs: Vec<&Path> =
        jobs.iter().flat_map(Job::files).chain(lists).chain(baseline).collect();
    reports.iter().try_for_each(|report| output::spare(report.path, &inputs))
}
