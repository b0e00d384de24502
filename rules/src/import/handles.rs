//! The handles under which gateways are written.

use std::collections::{HashMap, HashSet};

use crate::model::Config;

/// The longest one that the format allows.
const MOST: usize = 64;

/// Gives each gateway a handle that no other one has.
pub(super) struct Handles<'a> {
    /// Those of another document, by service names in lower case.
    known: HashMap<String, &'a str>,
    taken: HashSet<String>,
    /// By labels: how many handles have been made of each.
    made: HashMap<String, usize>,
}

impl<'a> Handles<'a> {
    pub fn like(config: Option<&'a Config>) -> Handles<'a> {
        let gateways = config.map(Config::gateways).unwrap_or_default();
        let named = gateways.iter().filter_map(|gateway| {
            let name = gateway.service_name.value()?;
            Some((name.to_ascii_lowercase(), &*gateway.handle))
        });
        Handles { known: named.collect(), taken: HashSet::new(), made: HashMap::new() }
    }

    /// For these service names, each of which comes once.
    pub fn of(mut self, service_names: &[&str]) -> Vec<String> {
        let known =
            |name: &&str| self.known.get(&name.to_ascii_lowercase()).map(|it| (*it).to_owned());
        let known: Vec<Option<String>> = service_names.iter().map(known).collect();
        // Before any is made up, so that none of these is taken by then.
        self.taken.extend(known.iter().flatten().cloned());
        let named = service_names.iter().zip(known);
        named.map(|(name, known)| known.unwrap_or_else(|| self.new_one(name))).collect()
    }

    /// The first label of the name, with a number where that is taken.
    fn new_one(&mut self, service_name: &str) -> String {
        let label = service_name.split('.').next().unwrap_or_default().to_ascii_lowercase();
        let legal = |it: char| if it.is_ascii_alphanumeric() || it == '_' { it } else { '-' };
        let label: String = label.chars().map(legal).take(MOST).collect();
        let label = match label.trim_matches('-') {
            "" => "gateway",
            label => label,
        };
        let numbered = |number: usize| {
            let ending = if number == 1 { String::new() } else { format!("-{number}") };
            let kept: String = label.chars().take(MOST - ending.len().min(MOST)).collect();
            kept + &ending
        };
        let made = self.made.entry(label.to_owned()).or_default();
        loop {
            *made += 1;
            let handle = numbered(*made);
            if self.taken.insert(handle.clone()) {
                return handle;
            }
        }
    }
}

#[test]
fn handles_are_legal_and_different() {
    let long = "g".repeat(80);
    let names = [
        "GraniteFalls.contoso.com",
        "granitefalls.fabrikam.com",
        "*.contoso.com",
        &long,
        &format!("{long}.x"),
    ];
    let handles = Handles::like(None).of(&names);
    assert_eq!(handles[..3], ["granitefalls", "granitefalls-2", "gateway"]);
    assert!(handles[3..].iter().all(|it| it.len() == 64));
    assert_ne!(handles[3], handles[4]);
}

#[test]
fn another_document_lends_its_handles() {
    let text = "[gateway.east]\nservice-name = \"GRANITEFALLS.contoso.com\"\n\
        [gateway.stone]\nservice-name = \"x.contoso.com\"\n";
    let snapshot = crate::inputs::Snapshot::read(text);
    let handles = Handles::like(snapshot.config.as_ref());
    let handles = handles.of(&["east.contoso.com", "granitefalls.contoso.com"]);
    assert_eq!(handles, ["east-2", "east"]);
}
