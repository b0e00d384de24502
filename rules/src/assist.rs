//! Help for those who type: what may stand at the cursor, and what stands there.
//!
//! Pure as everything here: a shell hands in a document that has been read, and
//! an offset, and gets data that it turns into those of its protocol.

mod scan;
mod place;
mod level;
mod statement;
mod cursor;
mod scope;
mod markdown;
mod snippet;
mod comment;
mod describe;
mod complete;
mod hover;
mod settings;
mod unquote;
mod walk;
mod hidden;
mod outline;
mod folding;
mod selection;
mod symbols;
mod links;
mod navigate;
mod tokens;
mod hints;
mod lenses;
mod actions;
mod overview;

pub use actions::{Action, actions};
pub use complete::{Completion, CompletionKind, complete};
pub use cursor::Cursor;
pub use folding::{Fold, FoldKind, folds};
pub use hints::{Hint, HintKind, HintKinds, hints};
pub use hover::{Hover, hover};
pub use lenses::{Fate, Lens, lenses};
pub use links::{Link, Target, links};
pub use navigate::{
    Definition, Destination, Mention, MentionRole, definitions, handle_at, highlights, mentions,
    prepare_rename, rename,
};
pub use overview::{Child, Counts, GatewayView, Overview, overview};
pub use place::{Follows, Held, Place, Step};
pub use selection::selections;
pub use settings::{complete_settings, hover_settings};
pub use snippet::{Insert, Snippet};
pub use symbols::{Symbol, SymbolKind, symbols, workspace_symbols};
pub use tokens::{SemanticToken, TokenKind, semantic_tokens};
