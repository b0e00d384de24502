//! The procedures of "Modify a CMG", step by step.

use super::{
    documents::{REGION, SERVICE_NAME, converted, edited, site},
    support::{fewest, planned, steps},
};

pub const POINTS: &str = "
[[connection-point]]
server = \"cp01.corp.contoso.com\"
site = \"P01\"
gateway = \"one\"

[[connection-point]]
server = \"cp02.corp.contoso.com\"
site = \"P01\"
gateway = \"two\"
";

/// With the connection points of both gateways.
fn linked(version: &str, model: &str) -> (String, String) {
    let (deployed, desired) = site(version, model);
    (format!("{deployed}{POINTS}"), format!("{desired}{POINTS}"))
}

/// Parameters that say what a cmdlet is about, the first that it has.
const NAMES: [&str; 4] =
    ["-Name", "-ServiceName", "-CloudManagementGatewayName", "-SiteSystemServerName"];

/// The names of the cmdlets, and of everything else what it is.
fn outline(deployed: &str, desired: &str) -> Vec<String> {
    let plan = planned(deployed, desired);
    assert!(plan.is_possible(), "{:?}", plan.obstacles);
    let short = |line: String| {
        let words: Vec<&str> = line.split(' ').collect();
        let is_name = |it: &&str| NAMES.contains(it);
        match words[0] {
            cmdlet if cmdlet.contains("-CM") => {
                let name = words.iter().position(is_name).map(|at| words[at + 1]);
                format!("{cmdlet} {}", name.unwrap_or_default())
            }
            _ => line,
        }
    };
    steps(&plan).into_iter().map(short).collect()
}

#[test]
fn a_gateway_is_replaced_under_its_name() {
    let (deployed, desired) = linked("2603", "scale-set");
    let changed = edited(&desired, REGION.0, REGION.1);
    assert_eq!(
        outline(&deployed, &changed),
        [
            "Remove-CMCloudManagementGateway granitefalls",
            "New-CMCloudManagementGateway granitefalls.contoso.com",
            "Set-CMCloudManagementGatewayConnectionPoint granitefalls.contoso.com",
            "dns: granitefalls.contoso.com -> granitefalls.westeurope.cloudapp.azure.com",
            "console: Software Library > Distribute Content",
        ]
    );
}

#[test]
fn gateways_are_replaced_one_after_the_other() {
    let (deployed, desired) = linked("2603", "scale-set");
    let changed = desired.replace("\"rg-cmg\"", "\"rg-other\"");
    assert_eq!(
        outline(&deployed, &changed),
        [
            "Remove-CMCloudManagementGateway granitefalls",
            "New-CMCloudManagementGateway granitefalls.contoso.com",
            "Set-CMCloudManagementGatewayConnectionPoint granitefalls.contoso.com",
            "console: Software Library > Distribute Content",
            "wait 24 h",
            "Remove-CMCloudManagementGateway cedarcreek",
            "New-CMCloudManagementGateway cedarcreek.contoso.com",
            "Set-CMCloudManagementGatewayConnectionPoint cedarcreek.contoso.com",
            "console: Software Library > Distribute Content",
        ]
    );
    let plan = planned(&deployed, &changed);
    assert_eq!(fewest(&plan, &["granitefalls.contoso.com", "cedarcreek.contoso.com"]), 1);
}

#[test]
fn a_gateway_is_replaced_by_one_with_another_name() {
    let (deployed, desired) = linked("2603", "scale-set");
    let changed = edited(&desired, SERVICE_NAME.0, SERVICE_NAME.1);
    let changed = changed.replacen("cp01", "cp03", 1);
    assert_eq!(
        outline(&deployed, &changed),
        [
            "dns: stonebridge.contoso.com -> stonebridge.eastus.cloudapp.azure.com",
            "New-CMCloudManagementGateway stonebridge.contoso.com",
            "Add-CMCloudManagementGatewayConnectionPoint stonebridge.contoso.com",
            "console: Software Library > Distribute Content",
            "wait 24 h",
            "Remove-CMCloudManagementGateway granitefalls",
            "Remove-CMCloudManagementGatewayConnectionPoint cp01.corp.contoso.com",
            "dns: granitefalls.contoso.com -",
            "by hand: Remove the old name wherever it is written down",
        ]
    );
}

#[test]
fn a_connection_point_serves_the_old_gateway_until_it_goes() {
    let (deployed, desired) = linked("2603", "scale-set");
    let changed = edited(&desired, SERVICE_NAME.0, SERVICE_NAME.1);
    let outline = outline(&deployed, &changed);
    let at = |text: &str| outline.iter().position(|it| it.starts_with(text)).unwrap();
    // Nobody names a free server, so somebody is asked for one.
    let plan = planned(&deployed, &changed);
    assert!(steps(&plan)[at("Add-")].ends_with("-SiteSystemServerName <asked>"));
    let relinked = at("Set-CMCloudManagementGatewayConnectionPoint stonebridge");
    assert!(at("wait 24 h") < relinked && relinked < at("Remove-CMCloudManagementGateway "));
}

#[test]
fn a_classic_gateway_is_converted() {
    let (deployed, desired) = linked("2309", "classic");
    let changed = edited(&converted(&desired), "The first", "A scale set");
    assert_eq!(
        outline(&deployed, &changed),
        [
            "console: Administration > Cloud Services > Cloud Management Gateway > Convert",
            "dns: granitefalls.contoso.com -> granitefalls.eastus.cloudapp.azure.com",
            "by hand: Open the way from the connection point to the scale set",
            "Set-CMCloudManagementGateway granitefalls",
        ]
    );
    let all = changed.replace("\"classic\"", "\"scale-set\"");
    let upgraded = edited(&all, "2309", "2403");
    let with_upgrade = outline(&deployed, &upgraded);
    assert_eq!(with_upgrade.last().unwrap(), "console: Administration > Updates and Servicing");
    let (deployed, _) = linked("2103", "classic");
    let update = "console: Administration > Updates and Servicing";
    assert_eq!(outline(&deployed, &changed)[0], update);
    // On its way from 2103 to 2403 the site stops where gateways are converted.
    let far = outline(&deployed, &upgraded);
    assert_eq!((far.first().unwrap().as_str(), far.last().unwrap().as_str()), (update, update));
}

#[test]
fn before_2107_a_new_model_takes_an_outage_that_is_announced() {
    for version in ["2010", "2103"] {
        let (deployed, desired) = linked(version, "classic");
        let changed = desired.replace("\"classic\"", "\"scale-set\"");
        let plan = planned(&deployed, &changed);
        assert!(plan.outage.is_some());
        let outline = outline(&deployed, &changed);
        assert_eq!(outline[0], "Remove-CMCloudManagementGateway granitefalls");
        assert_eq!(outline[1], "Remove-CMCloudManagementGateway cedarcreek");
        let created = outline.iter().filter(|it| it.starts_with("New-")).count();
        assert_eq!(created, 2);
        assert_eq!(fewest(&plan, &["granitefalls.contoso.com", "cedarcreek.contoso.com"]), 0);
    }
    let (deployed, desired) = linked("2107", "classic");
    let changed = desired.replace("\"classic\"", "\"scale-set\"");
    assert_eq!(planned(&deployed, &changed).outage, None);
}

#[test]
fn a_new_gateway_comes_before_an_old_one_goes() {
    let (deployed, desired) = linked("2603", "scale-set");
    let (above, two) = desired.split_once("[gateway.two]").unwrap();
    let (_, rest) = two.split_once("[[connection-point]]").unwrap();
    let three = "[gateway.three]
service-name = \"stonebridge.contoso.com\"
region = \"westus\"
resource-group = \"rg-cmg\"

[[connection-point]]
server = \"cp03.corp.contoso.com\"
site = \"P01\"
gateway = \"three\"

[[connection-point]]";
    let (first, _) = rest.split_once("[[connection-point]]").unwrap();
    let changed = format!("{above}{three}{first}");
    assert_eq!(
        outline(&deployed, &changed),
        [
            "dns: stonebridge.contoso.com -> stonebridge.westus.cloudapp.azure.com",
            "New-CMCloudManagementGateway stonebridge.contoso.com",
            "Add-CMCloudManagementGatewayConnectionPoint stonebridge.contoso.com",
            "console: Software Library > Distribute Content",
            "wait 24 h",
            "Remove-CMCloudManagementGateway cedarcreek",
            "Remove-CMCloudManagementGatewayConnectionPoint cp02.corp.contoso.com",
            "dns: cedarcreek.contoso.com -",
            "by hand: Remove the old name wherever it is written down",
        ]
    );
}

#[test]
fn more_connection_points_come_before_more_machines_and_go_after_them() {
    let (deployed, desired) = linked("2603", "scale-set");
    let more = "
[[connection-point]]
server = \"cp04.corp.contoso.com\"
site = \"P01\"
gateway = \"one\"
";
    let grown = edited(&desired, "vm-instances = 2", "vm-instances = 6") + more;
    let up = outline(&deployed, &grown);
    assert_eq!(
        up,
        [
            "Add-CMCloudManagementGatewayConnectionPoint granitefalls.contoso.com",
            "Set-CMCloudManagementGateway granitefalls",
        ]
    );
    let down = outline(&grown, &desired);
    assert_eq!(
        down,
        [
            "Set-CMCloudManagementGateway granitefalls",
            "Remove-CMCloudManagementGatewayConnectionPoint cp04.corp.contoso.com",
        ]
    );
}

#[test]
fn the_first_gateway_brings_its_roles() {
    let (_, desired) = linked("2603", "scale-set");
    let roles = "
[[management-point]]
server = \"mp01.corp.contoso.com\"
site = \"P01\"
cmg-traffic = true

[clients]
use-cmg = true
";
    let outline = outline("format = 1\n", &format!("{desired}{roles}"));
    let [.., traffic, clients] = outline.as_slice() else { panic!("{outline:?}") };
    assert_eq!(traffic, "Set-CMManagementPoint mp01.corp.contoso.com");
    assert_eq!(clients, "Set-CMClientSettingCloudService ");
    let created = outline.iter().filter(|it| it.starts_with("New-")).count();
    assert_eq!(created, 2);
}

#[test]
fn a_secret_key_is_renewed_in_the_console() {
    let (deployed, desired) = linked("2603", "scale-set");
    let with = |text: &str, day: &str| {
        edited(text, "[azure.client-app]", &format!("secret-expires = {day}\n\n[azure.client-app]"))
    };
    assert_eq!(
        outline(&with(&deployed, "2026-12-01"), &with(&desired, "2027-12-01")),
        ["console: Administration > Cloud Services > Microsoft Entra tenants > Renew Secret Key"]
    );
}

#[test]
fn clients_do_not_know_a_gateway_of_today() {
    let (deployed, desired) = linked("2603", "scale-set");
    let (above, two) = deployed.split_once("[gateway.two]").unwrap();
    let changed = edited(&desired, REGION.0, REGION.1);
    for (old, new) in [
        ("created = 2026-11-01", "created = 2026-11-22"),
        ("status = \"ready\"", "status = \"starting\""),
    ] {
        let young = format!("{above}[gateway.two]{}", edited(two, old, new));
        let outline = outline(&young, &changed);
        assert_eq!(outline[0], "wait 24 h", "{new}");
        assert_eq!(outline[1], "Remove-CMCloudManagementGateway granitefalls");
    }
}
