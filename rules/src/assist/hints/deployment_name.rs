//! The name that Azure gives a gateway.

use super::{HintKind, List};
use crate::{
    assist::{
        describe,
        markdown::{Page, code, codes},
    },
    facts::pages::CERTIFICATE,
    quote::toml_string,
};

pub(super) fn add(list: &mut List<'_>) {
    for gateway in list.config.gateways() {
        let Some(name) = gateway.service_name.given().filter(|it| list.shows(it.span)) else {
            continue;
        };
        // In a table with a broken line, what is not there reads as the header.
        if gateway.deployment_name.span().is_some_and(|it| it != gateway.header) {
            continue;
        }
        let cloud = describe::Situation::of(list.inputs, Some(gateway)).cloud;
        let names = cloud.map(|it| describe::deployment_names(gateway, it)).unwrap_or_default();
        let Some((first, others)) = names.split_first() else { continue };
        let mut page = Page::titled("Deployment name");
        page.paragraph(&format!(
            "Azure knows the gateway as {}; the CNAME record of {} points there.",
            code(first),
            code(name)
        ));
        if !others.is_empty() {
            let others = codes(others.iter().map(String::as_str));
            page.paragraph(&format!("The pages also have {others}."));
        }
        page.see(CERTIFICATE.section("Globally unique name"));
        // Which of several it is, only the portal tells.
        let lines = [("deployment-name", &*toml_string(first))];
        let edit = others.is_empty().then(|| list.lines(gateway, lines)).flatten();
        list.add(HintKind::DeploymentName, name.span, format!("→ {first}"), page.finish(), edit);
    }
}
