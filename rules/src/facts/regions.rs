//! Azure regions: general knowledge of Azure, since the pages of the gateway
//! name only a few and leave the list to the subscription.

use super::azure::Cloud;

#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Programmatic name, as in `westus`; also a label of deployment names.
    pub name: &'static str,
    /// As the console shows it.
    pub display: &'static str,
    /// As the cmdlets spell it, where that is more than another case.
    pub cmdlet: Option<&'static str>,
    pub cloud: Cloud,
}

/// Every region, the public ones first.
#[rustfmt::skip]
pub static REGIONS: &[Region] = &[
    public("East US", "eastus"),
    public("East US 2", "eastus2"),
    public("Central US", "centralus"),
    public("North Central US", "northcentralus"),
    public("South Central US", "southcentralus"),
    public("West Central US", "westcentralus"),
    public("West US", "westus"),
    public("West US 2", "westus2"),
    public("West US 3", "westus3"),
    public("Canada Central", "canadacentral"),
    public("Canada East", "canadaeast"),
    public("Brazil South", "brazilsouth"),
    public("Brazil Southeast", "brazilsoutheast"),
    public("Mexico Central", "mexicocentral"),
    public("Chile Central", "chilecentral"),
    public("North Europe", "northeurope"),
    public("West Europe", "westeurope"),
    public("UK South", "uksouth"),
    public("UK West", "ukwest"),
    public("France Central", "francecentral"),
    public("France South", "francesouth"),
    public("Germany West Central", "germanywestcentral"),
    public("Germany North", "germanynorth"),
    public("Switzerland North", "switzerlandnorth"),
    public("Switzerland West", "switzerlandwest"),
    public("Norway East", "norwayeast"),
    public("Norway West", "norwaywest"),
    public("Sweden Central", "swedencentral"),
    public("Sweden South", "swedensouth"),
    public("Poland Central", "polandcentral"),
    public("Italy North", "italynorth"),
    public("Spain Central", "spaincentral"),
    public("Austria East", "austriaeast"),
    public("Belgium Central", "belgiumcentral"),
    public("Israel Central", "israelcentral"),
    public("UAE North", "uaenorth"),
    public("UAE Central", "uaecentral"),
    public("Qatar Central", "qatarcentral"),
    public("South Africa North", "southafricanorth"),
    public("South Africa West", "southafricawest"),
    public("East Asia", "eastasia"),
    public("Southeast Asia", "southeastasia"),
    public("Japan East", "japaneast"),
    public("Japan West", "japanwest"),
    public("Korea Central", "koreacentral"),
    public("Korea South", "koreasouth"),
    public("Central India", "centralindia"),
    public("South India", "southindia"),
    public("West India", "westindia"),
    public("Jio India West", "jioindiawest"),
    public("Jio India Central", "jioindiacentral"),
    public("Australia East", "australiaeast"),
    public("Australia Southeast", "australiasoutheast"),
    public("Australia Central", "australiacentral"),
    public("Australia Central 2", "australiacentral2"),
    public("New Zealand North", "newzealandnorth"),
    public("Indonesia Central", "indonesiacentral"),
    public("Malaysia West", "malaysiawest"),
    public("Taiwan North", "taiwannorth"),
    government("US Gov Virginia", "usgovvirginia", Some("USGovernmentVirginia")),
    government("US Gov Texas", "usgovtexas", Some("USGovernmentTexas")),
    government("US Gov Arizona", "usgovarizona", Some("USGovernmentArizona")),
    government("US DoD Central", "usdodcentral", None),
    government("US DoD East", "usdodeast", None),
    government("US Gov Iowa", "usgoviowa", Some("USGovernmentIowa")),
];

const fn public(display: &'static str, name: &'static str) -> Region {
    Region { name, display, cmdlet: None, cloud: Cloud::Public }
}

const fn government(
    display: &'static str,
    name: &'static str,
    cmdlet: Option<&'static str>,
) -> Region {
    Region { name, display, cmdlet, cloud: Cloud::UsGovernment }
}

/// The region that someone means by any of its spellings: case, spaces and
/// hyphens do not count.
pub fn find(text: &str) -> Option<&'static Region> {
    // Nearly every document has the programmatic name.
    REGIONS.iter().find(|region| region.name == text).or_else(|| {
        let folded = folded(text);
        REGIONS.iter().find(|region| {
            region.name == folded
                || region.cmdlet.is_some_and(|it| it.to_ascii_lowercase() == folded)
        })
    })
}

/// Every spelling of every region, each with the region it stands for.
pub fn spellings() -> impl Iterator<Item = (&'static str, &'static Region)> {
    REGIONS.iter().flat_map(|region| {
        [Some(region.name), Some(region.display), region.cmdlet]
            .into_iter()
            .flatten()
            .map(move |spelling| (spelling, region))
    })
}

fn folded(text: &str) -> String {
    let letters = text.chars().filter(|it| !matches!(it, ' ' | '-' | '_'));
    letters.map(|it| it.to_ascii_lowercase()).collect()
}

#[test]
fn every_spelling_finds_its_region() {
    for (spelling, region) in spellings() {
        assert_eq!(find(spelling), Some(region), "{spelling}");
    }
    assert_eq!(find("North-Europe").map(|it| it.name), Some("northeurope"));
    assert_eq!(find("atlantis"), None);
}
