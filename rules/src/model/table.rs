//! How a table is declared: `table!` makes the struct that rules see, its
//! reader, and the keys that schema, documentation, completion and hover see,
//! from one list.

use super::Shape;
use crate::facts::Version;

/// What is known about one key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    /// With the tables it stands in, as reasons for skips name it: `site.version`.
    pub path: &'static str,
    pub docs: &'static str,
    pub shape: Shape,
    /// Parameter of `New-CMCloudManagementGateway` or of the cmdlet that sets it.
    pub cmdlet: Option<&'static str>,
    /// Property of `SMS_AzureService`.
    pub wmi: Option<&'static str>,
    /// What else people write for it: aliases of parameters, console labels.
    pub others: &'static [&'static str],
    pub default: Option<Literal>,
    /// Whether a desired document must have it.
    pub required: bool,
    /// Whether a deployed document must have it as well.
    pub always: bool,
    pub change: Option<Change>,
    /// The closed vocabulary of its values; empty when any will do.
    pub words: &'static [&'static str],
    /// Other spellings of words, and the word that each stands for.
    pub spellings: &'static [(&'static str, &'static str)],
    /// Whether only a deployed document may state it.
    pub deployed_only: bool,
    /// The release that brought the setting.
    pub since: Option<Version>,
    /// The first release without the setting.
    pub until: Option<Version>,
    /// A path, which has no business with line breaks and tabs.
    pub is_path: bool,
    /// The code of a site: three letters or digits.
    pub is_site_code: bool,
    /// Values that completion offers where the vocabulary is open.
    pub known: &'static [&'static str],
}

/// A default, as the documentation shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    Boolean(bool),
    Integer(i64),
    Text(&'static str),
}

/// What it takes to change a setting of an existing gateway ("Modify a CMG").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In the properties of the gateway.
    InPlace,
    /// In place, and also in the course of a conversion.
    InPlaceOrConvert,
    /// From classic to a scale set by a conversion; else a redeployment.
    Convert,
    Redeploy,
    /// A redeployment under a new service name.
    NewName,
}

/// A key about which nothing is known yet; `table!` adds name, docs and shape.
pub const fn key() -> Key {
    Key {
        name: "",
        path: "",
        docs: "",
        shape: Shape::Text,
        cmdlet: None,
        wmi: None,
        others: &[],
        default: None,
        required: false,
        always: false,
        change: None,
        words: &[],
        spellings: &[],
        deployed_only: false,
        since: None,
        until: None,
        is_path: false,
        is_site_code: false,
        known: &[],
    }
}

impl Key {
    pub const fn declared(
        self,
        name: &'static str,
        path: &'static str,
        docs: &'static str,
        shape: Shape,
    ) -> Key {
        Key { name, path, docs, shape, ..self }
    }

    pub const fn cmdlet(self, name: &'static str) -> Key {
        Key { cmdlet: Some(name), ..self }
    }

    pub const fn wmi(self, name: &'static str) -> Key {
        Key { wmi: Some(name), ..self }
    }

    pub const fn others(self, names: &'static [&'static str]) -> Key {
        Key { others: names, ..self }
    }

    pub const fn default(self, value: Literal) -> Key {
        Key { default: Some(value), ..self }
    }

    pub const fn required(self) -> Key {
        Key { required: true, ..self }
    }

    /// Required whatever the document states.
    pub const fn always(self) -> Key {
        Key { required: true, always: true, ..self }
    }

    pub const fn change(self, change: Change) -> Key {
        Key { change: Some(change), ..self }
    }

    pub const fn words(self, words: &'static [&'static str]) -> Key {
        Key { words, ..self }
    }

    pub const fn spellings(self, spellings: &'static [(&'static str, &'static str)]) -> Key {
        Key { spellings, ..self }
    }

    pub const fn deployed_only(self) -> Key {
        Key { deployed_only: true, ..self }
    }

    pub const fn since(self, version: u16) -> Key {
        Key { since: Some(Version(version)), ..self }
    }

    pub const fn until(self, version: u16) -> Key {
        Key { until: Some(Version(version)), ..self }
    }

    pub const fn is_path(self) -> Key {
        Key { is_path: true, ..self }
    }

    pub const fn is_site_code(self) -> Key {
        Key { is_site_code: true, ..self }
    }

    pub const fn known(self, values: &'static [&'static str]) -> Key {
        Key { known: values, ..self }
    }

    /// Every name by which people know it, ours first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.name), self.cmdlet, self.wmi]
            .into_iter()
            .flatten()
            .chain(self.others.iter().copied())
    }
}

/// The literal behind the name is the path of the table, with a dot at its end.
#[macro_export]
macro_rules! table {
    ($(#[doc = $table_docs:literal])+ pub struct $table:ident in $path:literal {
        $( $(#[doc = $docs:literal])+ $field:ident: $kind:ty = $name:literal $(, $about:expr)?; )+
    }) => {
        $(#[doc = $table_docs])+
        #[derive(Clone, Debug)]
        pub struct $table {
            /// Where the table begins; where it is absent, the table above begins.
            pub header: $crate::span::Span,
            /// Where another key would go.
            pub room: $crate::document::Room,
            $( $(#[doc = $docs])+ pub $field: $crate::model::Field<$kind>, )+
        }

        impl $table {
            pub const KEYS: &'static [$crate::model::Key] = &[$( Self::$field ),+];
            $(
                #[allow(non_upper_case_globals, reason = "each is named like its field")]
                const $field: $crate::model::Key = table!(@about $($about)?).declared(
                    $name,
                    concat!($path, $name),
                    concat!($($docs, "\n"),+),
                    <$kind as $crate::model::Read>::SHAPE,
                );
            )+
        }

        impl $crate::model::Read for $table {
            const SHAPE: $crate::model::Shape = $crate::model::Shape::Table(Self::KEYS);

            fn read(
                value: &$crate::document::Value<'_>,
                key: &$crate::model::Key,
                reader: &mut $crate::model::Reader<'_, '_>,
            ) -> Option<$table> {
                let (table, header, room) = reader.enter(value, key)?;
                let mut read = $table {
                    header,
                    room,
                    $( $field: reader.unwritten(&Self::$field), )+
                };
                for entry in table.entries.iter().filter(|entry| !entry.duplicate) {
                    match entry.key.name.as_ref() {
                        $( $name => read.$field = reader.field(entry, &Self::$field), )+
                        _ => reader.unknown_key(entry, Self::KEYS),
                    }
                }
                // Under another name it is not absent.
                if reader.has_guessed() {
                    $( if let Some(span) = reader.meant($name) && !read.$field.is_written() {
                        read.$field = $crate::model::Field::Wrong(span);
                    } )+
                }
                reader.leave(table, Self::KEYS, header);
                Some(read)
            }

            fn unwritten(
                _: &$crate::model::Key,
                reader: &mut $crate::model::Reader<'_, '_>,
            ) -> $crate::model::Field<$table> {
                let (header, room) = reader.absent();
                $crate::model::Field::Default($table {
                    header,
                    room,
                    $( $field: reader.unwritten(&Self::$field), )+
                })
            }
        }
    };
    (@about) => { $crate::model::key() };
    (@about $about:expr) => { $about };
}
