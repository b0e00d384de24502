//! Which rules a run is about: `--select` and `--ignore`.

pub use cmg_host::Selection;
