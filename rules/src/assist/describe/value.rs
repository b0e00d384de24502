//! Values of vocabularies: what Microsoft states about each.

use super::Situation;
use crate::{
    assist::markdown::Page,
    facts::{
        Date, Version,
        azure::{self, CLASSIC_PROVIDERS, Cloud, MISSING_VM_SIZES, SCALE_SET_PROVIDERS, VmSize},
        clients, days_between,
        features::{self, Feature},
        pages::{CLIENT_SYSTEMS, ENTRA, SCALE, SUPPORTED, UPDATES},
        regions::{self, Region},
        releases::{self, Release},
    },
    model::{Key, Literal},
    quote::how_long,
};

/// What is known of a value.
#[derive(Debug)]
pub(in crate::assist) struct Meaning {
    /// A few words beside the value.
    pub detail: String,
    pub page: Page,
    /// Whether it is over, or does not work: an editor strikes it out.
    pub is_past: bool,
}

/// What is known of a value of a key; nothing where it is any text.
pub(in crate::assist) fn meaning(key: &Key, text: &str, situation: &Situation) -> Option<Meaning> {
    match key.path {
        "features.use" => features::find(text).map(|it| of_feature(it, situation)),
        "site.version" | "site.target-version" => {
            let release = releases::find(Version::parse(text)?)?;
            Some(of_release(release, situation.today))
        }
        "region" | "resource-group-region" => regions::find(text).map(of_region),
        "vm-size" => {
            let size = azure::VM_SIZES.iter().find(|it| it.name == text)?;
            Some(of_size(size, situation))
        }
        "clients.operating-systems" => of_system(text, situation),
        "azure.resource-providers" => of_provider(text),
        "site.hotfixes" => of_hotfix(text),
        _ => of_word(key, text),
    }
}

fn of_feature(feature: &Feature, situation: &Situation) -> Meaning {
    use features::Support;
    let (detail, sentence) = match feature.support {
        Support::Supported => ("supported".to_owned(), "Works over a gateway.".to_owned()),
        Support::Since(since) => {
            (format!("from {since} on"), format!("Works over a gateway from version {since} on."))
        }
        Support::Unsupported => {
            ("not supported".to_owned(), "Does not work over a gateway.".to_owned())
        }
        Support::Instead(note) => {
            (format!("not supported: {note}"), format!("Does not work over a gateway: {note}."))
        }
    };
    let is_early = |since| situation.version.is_some_and(|version| version < since);
    let is_past = match feature.support {
        Support::Supported => false,
        Support::Since(since) => is_early(since),
        Support::Unsupported | Support::Instead(_) => true,
    };
    let mut page = Page::of(feature.row, &format!("`{}`", feature.word));
    page.paragraph(&sentence);
    page.see(SUPPORTED.section("Support for Configuration Manager features"));
    Meaning { detail: format!("{}, {detail}", feature.row), page, is_past }
}

fn of_release(release: &Release, today: Option<Date>) -> Meaning {
    let end = release.support_ends;
    let is_past = today.is_some_and(|today| end < today);
    let left = today.map(|today| days_between(today, end)).map(|days| match days {
        ..0 => format!(", ended {} ago", how_long(days)),
        days => format!(", {} left", how_long(days)),
    });
    let verb = if is_past { "ended" } else { "until" };
    let mut page = Page::of(&format!("Version {}", release.version), release.build);
    page.item(&format!("Available since {}", release.available));
    page.item(&format!("Supported until {end}{}", left.unwrap_or_default()));
    if let Some(from) = release.update_from {
        page.item(&format!("Updates from version {from} and later"));
    }
    page.see(UPDATES.section("Supported versions"));
    Meaning { detail: format!("support {verb} {end}"), page, is_past }
}

fn of_region(region: &Region) -> Meaning {
    let cloud = match region.cloud {
        Cloud::Public => "Azure public cloud",
        Cloud::UsGovernment => "Azure US Government cloud",
    };
    let mut page = Page::of(region.display, &format!("`{}`", region.name));
    page.item(&format!("{cloud} (`{}`)", region.cloud.word()));
    if let Some(cmdlet) = region.cmdlet {
        page.item(&format!("Cmdlets spell it `{cmdlet}`"));
    }
    for (_, size) in MISSING_VM_SIZES.iter().filter(|(name, _)| *name == region.name) {
        page.item(&format!("Known to lack the VM size `{size}`"));
    }
    Meaning { detail: region.display.to_owned(), page, is_past: false }
}

fn of_size(size: &VmSize, situation: &Situation) -> Meaning {
    let version = situation.version;
    let at = |version| azure::clients_per_instance(size.name, !situation.is_classic, version);
    let clients = version.and_then(at).unwrap_or(size.clients);
    let mut page = Page::of(size.console, &format!("`{}`", size.name));
    let at = version.map(|it| format!(" on version {it}")).unwrap_or_default();
    page.item(&format!("{clients} simultaneous clients for each virtual machine{at}"));
    if size.name == "Standard_B2s" {
        page.item("For a lab only, never for production");
    }
    page.see(SCALE.section("Size and scale for CMG"));
    let detail = format!("{}, {clients} clients for each VM", size.console);
    Meaning { detail, page, is_past: false }
}

fn of_system(text: &str, situation: &Situation) -> Option<Meaning> {
    use clients::Support;
    let system = clients::find(text)?;
    let (detail, is_past) = match system.support {
        Support::Supported => ("supported".to_owned(), false),
        Support::Since(since) => {
            (format!("supported from {since} on"), situation.version.is_some_and(|it| it < since))
        }
        Support::Limited => ("only with extended security updates".to_owned(), true),
        Support::Unsupported => ("not supported over a gateway".to_owned(), true),
    };
    let mut page = Page::titled("Client operating system");
    page.item(&format!("As a client of a gateway: {detail}"));
    page.item(match system.entra {
        true => "Can authenticate with Microsoft Entra ID",
        false => "Cannot authenticate with Microsoft Entra ID",
    });
    page.see(CLIENT_SYSTEMS.whole());
    Some(Meaning { detail, page, is_past })
}

fn of_provider(text: &str) -> Option<Meaning> {
    let is = |all: &[&str]| all.iter().any(|it| it.eq_ignore_ascii_case(text));
    let detail = match (is(SCALE_SET_PROVIDERS), is(CLASSIC_PROVIDERS)) {
        (true, true) => "every gateway needs it",
        (true, false) => "a scale set needs it",
        (false, true) => "a classic gateway needs it",
        (false, false) => return None,
    };
    let name = azure::PROVIDERS.iter().find(|it| it.eq_ignore_ascii_case(text))?;
    let mut page = Page::titled(&format!("`{name}`"));
    page.paragraph(&format!("Resource provider: {detail}."));
    page.see(ENTRA.section("Configure Azure resource providers"));
    Some(Meaning { detail: detail.to_owned(), page, is_past: false })
}

fn of_hotfix(text: &str) -> Option<Meaning> {
    use crate::facts::pages::{KB30833053, KB31909343, KB35958849};
    let pages = [&KB30833053, &KB31909343, &KB35958849];
    let named = |it: &&&'static crate::facts::Page| {
        it.title.split_once(':').is_some_and(|(name, _)| name.eq_ignore_ascii_case(text))
    };
    let found = pages.iter().find(named)?;
    let (name, about) = found.title.split_once(": ")?;
    let mut page = Page::titled(name);
    page.paragraph(about).see(found.whole());
    Some(Meaning { detail: about.to_owned(), page, is_past: false })
}

/// A word of a small vocabulary: what the console calls it.
fn of_word(key: &Key, text: &str) -> Option<Meaning> {
    let word = key.words.iter().find(|it| **it == text)?;
    let spelled = key.spellings.iter().find(|(name, it)| it == word && name.contains(' '));
    let is_default = key.default == Some(Literal::Text(word));
    let mut detail = spelled.map(|(name, _)| (*name).to_owned()).unwrap_or_default();
    if is_default {
        detail.push_str(if detail.is_empty() { "default" } else { ", default" });
    }
    let word = format!("`{word}`");
    let page = match spelled {
        Some((name, _)) => Page::of(name, &word),
        None => Page::titled(&word),
    };
    let is_past = key.path == "deployment-model" && text != "scale-set";
    Some(Meaning { detail, page, is_past })
}
