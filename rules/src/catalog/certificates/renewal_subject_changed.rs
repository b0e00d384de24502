use crate::{
    certificate::Name,
    facts::{Versions, pages::MODIFY},
    finding::{File, Severity},
    quote::listed,
    rule::{Check, Context, Findings, Renewal},
};

rule! {
    /// Significant changes to the certificate may make it necessary to deploy the gateway anew.
    /// Which ones these are is known of the organization only; a new locality, state or country is
    /// worth a test with one gateway first.
    ///
    /// The organizational unit alone is harmless as far as anyone knows: public providers have
    /// stopped to write it since 2022.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso,L=Redmond,S=WA,C=US"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso,L=Dublin,C=IE"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # warning: "locality, state and country of the subject differ"
    /// ```
    ///
    /// ## The unit alone
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// subject = "CN=granitefalls.contoso.com,OU=IT,O=Contoso,C=US"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso,C=US"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx" # info: "organizational unit of the subject differs"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml before
    /// kind = "deployed"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso,C=US"
    /// ```
    ///
    /// ```toml certificates
    /// ["certs/granitefalls-2027.pfx"]
    /// subject = "CN=granitefalls.contoso.com,O=Contoso,C=US"
    /// ```
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    ///
    /// [gateway.eastus.certificate]
    /// file = "certs/granitefalls-2027.pfx"
    /// ```
    "renewal-subject-changed" {
        summary: "a renewed certificate has another place in its subject than the deployed one",
        severities: [Warning, Info],
        source: MODIFY.section("Settings tab"),
        versions: Versions::ANY,
        needs: [Baseline, Certificate],
        check: Check::Renewal(check),
    }
}

const KINDS: [(&str, &str); 4] = [
    (Name::LOCALITY, "locality"),
    (Name::STATE, "state"),
    (Name::COUNTRY, "country"),
    (Name::ORGANIZATIONAL_UNIT, "organizational unit"),
];

fn check(renewal: &Renewal<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if !renewal.is_one() {
        return;
    }
    let (mut words, mut deployed) = (Vec::new(), Vec::new());
    let (mut place, mut severity) = (None, Severity::Info);
    for (kind, word) in KINDS {
        let (Some(new), Some(old)) =
            (renewal.new.subject(kind, findings), renewal.old.subject(kind, findings))
        else {
            return;
        };
        if new.value != old.value {
            words.push(word);
            deployed.push(match old.value.as_slice() {
                [] => format!("no {word}"),
                old => format!("{word} {}", listed(old.iter().copied(), "and")),
            });
            place = Some((new.span, old.span));
            if kind != Name::ORGANIZATIONAL_UNIT {
                severity = Severity::Warning;
            }
        }
    }
    let (Some((new, old)), Some((last, others))) = (place, words.split_last()) else { return };
    let (words, differ) = match others {
        [] => ((*last).to_owned(), "differs"),
        others => (format!("{} and {last}", others.join(", ")), "differ"),
    };
    let note = findings.add(new, format!("{words} of the subject {differ} from the deployed one"));
    note.severity(severity);
    note.label(File::Baseline, old, format!("deployed with {}", deployed.join(", ")));
    super::point(note, renewal.new, "another subject");
}
