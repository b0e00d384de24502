//! How many days are left.

use super::{HintKind, List};
use crate::{
    assist::markdown::{Page, code},
    facts::{Date, Source, days_between, pages::MODIFY},
    inputs::Opened,
    quote::how_long,
    span::Span,
};

pub(super) fn add(list: &mut List<'_>) {
    let (inputs, config) = (list.inputs, list.config);
    let Some(today) = inputs.today else { return };
    for named in config.certificate_files() {
        if !list.shows(named.path.span) {
            continue;
        }
        let Some(Opened::Read { file, .. }) = inputs.now.files.get(&named) else { continue };
        let Some(leaf) = file.leaf() else { continue };
        let name = leaf.subject.common_name().unwrap_or(&leaf.subject.text);
        let what = format!("The certificate of {}", code(name));
        let source = MODIFY.section("Settings tab");
        say(list, today, leaf.not_after.date(), named.path.span, &what, source);
    }
    for certificate in config.gateways().iter().filter_map(|it| it.certificate.value()) {
        if let Some(last) = certificate.not_after.given().filter(|it| list.shows(it.span)) {
            let source = MODIFY.section("Settings tab");
            say(list, today, last.value, last.span, "The certificate", source);
        }
    }
    let app = config.azure.value().and_then(|azure| azure.server_app.value());
    if let Some(last) = app.and_then(|app| app.secret_expires.given())
        && list.shows(last.span)
    {
        let source = MODIFY.section("Renew Azure service secret key");
        say(list, today, last.value, last.span, "The secret key of the server app", source);
    }
}

fn say(list: &mut List<'_>, today: Date, last: Date, place: Span, what: &str, source: Source) {
    let text = match days_between(today, last) {
        0 => "expires today".to_owned(),
        days @ 1.. => format!("expires in {}", how_long(days)),
        days => format!("expired {} ago", how_long(days)),
    };
    let verb = if last < today { "was" } else { "is" };
    let mut page = Page::default();
    page.paragraph(&format!("{what} {verb} valid until {last}, that day included."));
    page.see(source);
    list.add(HintKind::Expiry, place, text, page.finish(), None);
}
