//! What stands between the core and the machine: it finds and reads files and
//! settings, and knows the day. Every shell uses it, so that all of them see
//! the same document the same way.

mod baseline;
mod clock;
mod error;
mod files;
mod folder;
mod git;
mod judge;
mod kept;
mod password;
mod place;
mod planned;
mod profile;
mod scope;
mod select;
mod settings;
mod shelf;
mod walk;

pub use baseline::{BaselineName, Before};
pub use clock::{Clock, today};
pub use error::{Error, reason, shown_path, size};
pub use files::{read_file, read_limited, replace_file};
pub use folder::{Folder, Stores};
pub use git::{Repositories, Revision, git_version};
pub use judge::{Judge, Other, Verdict};
pub use kept::{Editor, Kept, Stamp};
pub use password::{Password, PasswordSource, password};
pub use place::Place;
pub use planned::{NoPlan, Planned};
pub use profile::{Profile, Spent};
pub use scope::{InIndex, Only, walk_only};
pub use select::{NoSuchRule, Selection};
pub use settings::{Found, Layer, SettingsFinder, is_settings, settings_error};
pub use shelf::{Shelf, Surroundings};
pub use walk::{Target, Walk, absolute, files_beside, is_document, relative, walk};
