//! What a value means, beyond what its key says.

use super::files;
use crate::{
    assist::{
        cursor::Cursor,
        describe::{self, Situation},
        markdown::{Page, code},
    },
    facts::{Date, days_between},
    inputs::Inputs,
    model::{Key, Shape},
    quote::how_long,
};

/// Nothing where there is no more to say than of the key.
pub(super) fn page(inputs: &Inputs<'_>, cursor: &Cursor<'_, '_>, key: &Key) -> Option<Page> {
    let config = inputs.now.config.as_ref()?;
    let gateway = cursor.handle().and_then(|handle| config.gateway(handle));
    let text = cursor.held.text;
    let mut page = match (key.path, &key.shape) {
        ("service-name", _) => {
            let mut page = Page::titled(&code(text));
            describe::names(&mut page, gateway?, config);
            page
        }
        ("connection-point.gateway" | "boundary-group.gateways" | "media.gateway", _) => {
            describe::summary(config.gateway(text)?, config)
        }
        ("certificate.thumbprint" | "trusted-certificate.thumbprint", _) => {
            files::of_thumbprint(inputs, text)?
        }
        (_, Shape::Date) => day(text, inputs.today?)?,
        (_, Shape::Text | Shape::List(_)) if key.is_path => {
            files::of_path(inputs, cursor.held.span)?
        }
        _ => describe::meaning(key, text, &Situation::of(inputs, gateway))?.page,
    };
    let docs = describe::one_line(key.docs);
    page.paragraph(&format!("`{}`: {docs}", key.name));
    Some(page)
}

/// How far a day is away.
fn day(text: &str, today: Date) -> Option<Page> {
    let day: Date = text.get(..10)?.parse().ok()?;
    let mut page = Page::titled(&format!("`{day}`"));
    page.item(&match days_between(today, day) {
        0 => "Today".to_owned(),
        days @ ..0 => format!("{} ago", how_long(days)),
        days => format!("In {}", how_long(days)),
    });
    Some(page)
}
