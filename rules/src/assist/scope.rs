//! What the format says of a path: which keys a table has, what a key takes.

use crate::model::{Config, Key, Shape, exact};

/// The kind of table at the end of a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// One with the keys of the format.
    Keys(&'static [Key]),
    /// One whose keys are handles, each of a table with these keys.
    Handles(&'static [Key]),
    /// Variables of a task sequence.
    Variables,
    /// `{ env = "NAME" }`
    Secret,
    /// One that the format has not.
    Unknown,
}

/// How a path is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub scope: Scope,
    /// The key that the last step is, where it is one and no handle.
    pub key: Option<&'static Key>,
}

/// Follows a path from the top of a document.
pub(super) fn known<'n>(path: impl IntoIterator<Item = &'n str>) -> Known {
    let mut known = Known { scope: Scope::Keys(Config::KEYS), key: None };
    for name in path {
        known = match known.scope {
            Scope::Keys(keys) => match keys.iter().find(|key| key.name == name) {
                Some(key) => Known { scope: below(&key.shape), key: Some(key) },
                None => Known { scope: Scope::Unknown, key: None },
            },
            Scope::Handles(keys) => Known { scope: Scope::Keys(keys), key: None },
            _ => Known { scope: Scope::Unknown, key: None },
        };
    }
    known
}

/// What helps with a name that the format has not: the key that goes by it in cmdlets or in the
/// console, or the one whose value it is a part of, as where a password is to be found.
pub(super) fn akin<'n>(
    path: impl IntoIterator<Item = &'n str>,
    name: &str,
) -> Option<&'static Key> {
    let around = known(path);
    match around.scope {
        Scope::Keys(keys) => exact(name, keys),
        _ => around.key,
    }
}

/// The table that a value of this shape is.
pub(super) fn below(shape: &Shape) -> Scope {
    match shape {
        Shape::Table(keys) => Scope::Keys(keys),
        Shape::Handles(keys) => Scope::Handles(keys),
        Shape::List(inner) => below(inner),
        Shape::Variables => Scope::Variables,
        Shape::Secret => Scope::Secret,
        Shape::Text | Shape::Integer | Shape::Boolean | Shape::Date => Scope::Unknown,
    }
}

/// Whether tables of the shape have headers of their own.
pub(super) fn has_header(shape: &Shape) -> bool {
    match shape {
        Shape::Table(_) | Shape::Handles(_) | Shape::Variables => true,
        Shape::List(inner) => has_header(inner),
        _ => false,
    }
}

/// The key as the tables of a gateway name it: `alerts.traffic-out-gb`; nothing
/// for keys that are no gateway's.
pub(super) fn below_gateway<'n>(path: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let mut path = path.into_iter();
    path.next().filter(|it| *it == "gateway")?;
    path.next()?;
    Some(path.collect::<Vec<_>>().join("."))
}
