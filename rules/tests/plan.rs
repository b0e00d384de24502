//! What a change of the document means: the way of each setting, and the steps.

#![allow(clippy::panic, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

#[path = "conversion/documents.rs"]
#[allow(dead_code, reason = "shared with the tests of rules")]
mod documents;
#[path = "plan/procedures.rs"]
mod procedures;
#[path = "plan/properties.rs"]
mod properties;
#[path = "plan/support.rs"]
mod support;

use documents::{
    ENVIRONMENT, FROZEN, IN_PLACE, NOTHING, REGION, RESOURCE_GROUP, SERVER_APP, SERVICE_NAME,
    SUBSCRIPTION, VM_SIZE, converted, edited, edited_in_one, site,
};
use support::{obstacles, planned, steps, table};

/// The class of each key that changes.
fn classes(deployed: &str, desired: &str) -> Vec<String> {
    let plan = planned(deployed, desired);
    let mut all = Vec::new();
    for item in &plan.changes {
        all.extend(item.settings.iter().map(|it| format!("{} {}", it.key, it.class.word())));
    }
    all
}

#[test]
fn a_document_against_itself_has_nothing_to_do() {
    for model in ["scale-set", "classic", "service-manager"] {
        for version in ["2010", "2103", "2107", "2309", "2403", "2603"] {
            let (deployed, desired) = site(version, model);
            for before in [&deployed, &desired] {
                let plan = planned(before, &desired);
                assert!(plan.is_empty() && plan.steps.is_empty(), "{version} {model}: {plan:?}");
            }
        }
    }
}

#[test]
fn what_the_properties_change_changes_in_place() {
    let expected = [
        "description in-place",
        "vm-instances in-place",
        "trusted-certificate in-place",
        "verify-client-certificate-revocation in-place",
        "enforce-tls-1-2 in-place",
        "serve-content in-place",
        "alerts.traffic-out-gb in-place",
    ];
    for (version, model) in [("2010", "classic"), ("2107", "scale-set"), ("2603", "scale-set")] {
        let (deployed, desired) = site(version, model);
        for ((old, new), expected) in IN_PLACE.iter().zip(expected) {
            let found = classes(&deployed, &edited(&desired, old, new));
            assert_eq!(found[0], expected, "{version} {model}");
            assert!(found.iter().all(|it| it == expected), "{found:?}");
        }
        // What the gateway is for is nothing that Azure knows.
        let (old, new) = IN_PLACE[7];
        assert_eq!(classes(&deployed, &edited(&desired, old, new)), NOTHING);
    }
}

#[test]
fn what_the_page_lists_takes_a_redeployment() {
    for model in ["scale-set", "classic"] {
        let (deployed, desired) = site("2309", model);
        for ((old, new), key) in [
            (ENVIRONMENT, "environment"),
            (SUBSCRIPTION, "subscription-id"),
            (SERVER_APP, "server-app"),
            (REGION, "region"),
            (RESOURCE_GROUP, "resource-group"),
            (("05a349fa", "15a349fa"), "tenant-id"),
        ] {
            let changed = edited(&desired, old, new);
            let found = classes(&deployed, &changed);
            // A second gateway may share the value.
            let expected = format!("{key} redeploy-same-name");
            assert!(found.iter().all(|it| *it == expected) && !found.is_empty(), "{found:?}");
            let renamed = edited(&changed, SERVICE_NAME.0, SERVICE_NAME.1);
            let found = classes(&deployed, &renamed);
            assert!(found.contains(&format!("{key} redeploy-new-name")), "{found:?}");
        }
        let renamed = edited(&desired, SERVICE_NAME.0, SERVICE_NAME.1);
        assert_eq!(classes(&deployed, &renamed), ["service-name redeploy-new-name"]);
    }
}

#[test]
fn a_conversion_takes_five_settings_along_and_leaves_five() {
    for version in ["2107", "2111", "2203", "2309"] {
        let (deployed, desired) = site(version, "classic");
        let desired = converted(&desired);
        assert_eq!(classes(&deployed, &desired), ["deployment-model convert"]);
        for ((old, new), key) in [
            (VM_SIZE, "vm-size"),
            (IN_PLACE[1], "vm-instances"),
            (IN_PLACE[3], "verify-client-certificate-revocation"),
            (IN_PLACE[4], "enforce-tls-1-2"),
            (IN_PLACE[5], "serve-content"),
        ] {
            let found = classes(&deployed, &edited(&desired, old, new));
            let expected = ["deployment-model convert".to_owned(), format!("{key} convert")];
            assert_eq!(found, expected);
        }
        for ((old, new), _) in FROZEN {
            let plan = planned(&deployed, &edited(&desired, old, new));
            assert_eq!(obstacles(&plan)[0], "conversion-of-frozen-setting", "{new}");
            assert!(plan.steps.is_empty());
            let decided =
                edited(&edited(&desired, old, new), "vm-inst", "action = \"redeploy\"\nvm-inst");
            let plan = planned(&deployed, &decided);
            assert!(!plan.changes.is_empty());
            let one = plan.changes.iter().find(|it| it.subject == "gateway.one").unwrap();
            assert_eq!(one.class.unwrap().word(), "redeploy-same-name");
        }
    }
}

#[test]
fn the_release_decides_how_a_model_changes() {
    for (version, expected) in [
        ("2006", "deployment-model not-possible"),
        ("2010", "deployment-model redeploy-same-name"),
        ("2103", "deployment-model redeploy-same-name"),
        ("2107", "deployment-model convert"),
        ("2309", "deployment-model convert"),
        ("2403", "deployment-model redeploy-same-name"),
    ] {
        let (deployed, desired) = site(version, "classic");
        let found = classes(&deployed, &desired.replace("\"classic\"", "\"scale-set\""));
        assert_eq!(found, [expected, expected], "{version}");
    }
    for (from, to) in
        [("scale-set", "classic"), ("scale-set", "service-manager"), ("classic", "service-manager")]
    {
        let (deployed, desired) = site("2107", from);
        let changed = desired.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        let plan = planned(&deployed, &changed);
        assert!(!plan.is_possible() && plan.steps.is_empty(), "{from} {to}");
        assert!(table(&plan)[1].ends_with(": not-possible"), "{:?}", table(&plan));
    }
    // The oldest model is left by a new gateway on any release.
    let (deployed, desired) = site("2107", "service-manager");
    let changed = desired.replace("\"service-manager\"", "\"scale-set\"");
    assert_eq!(classes(&deployed, &changed), ["deployment-model redeploy-same-name"; 2]);
}

#[test]
fn the_size_of_virtual_machines_has_its_own_ways() {
    for (version, model, expected) in [
        ("2010", "scale-set", "vm-size redeploy-same-name"),
        ("2103", "scale-set", "vm-size redeploy-same-name"),
        ("2107", "scale-set", "vm-size in-place"),
        ("2603", "scale-set", "vm-size in-place"),
        ("2103", "classic", "vm-size not-possible"),
        ("2309", "classic", "vm-size not-possible"),
    ] {
        let (deployed, desired) = site(version, model);
        let changed = edited(&desired, VM_SIZE.0, VM_SIZE.1);
        assert_eq!(classes(&deployed, &changed), [expected], "{version} {model}");
    }
}

#[test]
fn no_page_says_how_a_gateway_changes_its_site() {
    let (deployed, desired) = site("2603", "scale-set");
    let at = |text: &str, code: &str| {
        edited_in_one(text, "vm-instances", &format!("site = \"{code}\"\nvm-instances"))
    };
    let plan = planned(&at(&deployed, "CAS"), &at(&desired, "P01"));
    assert_eq!(table(&plan)[1], "    site CAS -> P01: not-documented");
    assert!(plan.steps.is_empty());
}

#[test]
fn an_action_that_is_too_weak_is_an_obstacle() {
    let (deployed, desired) = site("2603", "scale-set");
    let region = edited(&desired, REGION.0, REGION.1);
    let decided = |text: &str, action: &str| {
        edited_in_one(text, "vm-instances", &format!("action = \"{action}\"\nvm-instances"))
    };
    for action in ["modify", "convert"] {
        let plan = planned(&deployed, &decided(&region, action));
        assert!(obstacles(&plan)[0].contains("needs more: redeploy, same name"), "{plan:?}");
    }
    assert!(planned(&deployed, &decided(&region, "redeploy")).is_possible());
    // A stronger one is what the author wants, where anything changes at all.
    let described = edited(&desired, IN_PLACE[0].0, IN_PLACE[0].1);
    let plan = planned(&deployed, &decided(&described, "redeploy"));
    assert_eq!(table(&plan)[0], "-/+ gateway.one granitefalls.contoso.com: redeploy-same-name");
    assert!(planned(&deployed, &decided(&desired, "redeploy")).is_empty());
}

#[test]
fn what_rules_forbid_has_no_steps() {
    let (deployed, desired) = site("2309", "classic");
    let net = |text: &str| text.replace("granitefalls.contoso.com", "granitefalls.cloudapp.net");
    let plan = planned(&net(&deployed), &net(&converted(&desired)));
    assert_eq!(obstacles(&plan), ["conversion-of-cloudapp-net"]);
    assert!(plan.steps.is_empty() && plan.before.is_empty());
    let stopped = edited(&deployed, "\"ready\"", "\"stopped\"");
    assert_eq!(obstacles(&planned(&stopped, &converted(&desired))), ["conversion-not-ready"]);
    let alone = |text: &str| text.split_once("[gateway.two]").unwrap().0.to_owned();
    let (deployed, desired) = site("2603", "scale-set");
    let region = edited(&desired, REGION.0, REGION.1);
    let plan = planned(&alone(&deployed), &alone(&region));
    assert_eq!(obstacles(&plan), ["name-reuse-needs-two-gateways"]);
    let none = desired.split_once("[gateway.one]").unwrap().0.to_owned();
    assert_eq!(obstacles(&planned(&deployed, &none)), ["last-gateway-removed"]);
    let off = format!("{none}[clients]\nuse-cmg = false\n");
    assert!(planned(&deployed, &off).is_possible());
    assert!(steps(&planned(&deployed, &off)).len() >= 2);
}

#[test]
fn a_name_of_azure_keeps_its_region() {
    let (deployed, desired) = site("2603", "scale-set");
    let named = |text: &str| {
        text.replace("granitefalls.contoso.com", "granitefalls.eastus.cloudapp.azure.com")
    };
    let changed = edited(&named(&desired), REGION.0, REGION.1);
    assert_eq!(classes(&named(&deployed), &changed), ["region not-possible"]);
    let renamed = edited(&changed, "granitefalls.eastus", "stonebridge.westeurope");
    let found = classes(&named(&deployed), &renamed);
    assert_eq!(found, ["service-name redeploy-new-name", "region redeploy-new-name"]);
}

#[test]
fn an_export_does_not_tell_whether_an_alert_is_on() {
    let (deployed, desired) = site("2603", "scale-set");
    let off = edited(&desired, "[gateway.one.alerts]\ntraffic-out-gb = 10000\n", "");
    assert_eq!(classes(&deployed, &off), ["alerts.traffic-out-gb in-place"]);
    let live = edited(&deployed, "[site]", "imported = 2026-11-22\n\n[site]");
    let plan = planned(&live, &off);
    assert!(plan.is_empty() && plan.unknown[0].keys == ["alerts.traffic-out-gb"], "{plan:?}");
}

#[test]
fn what_the_baseline_does_not_state_is_said_and_not_guessed() {
    let bare = "format = 1\nkind = \"deployed\"\n[gateway.one]\nservice-name = \"granitefalls.contoso.com\"\n";
    let (_, desired) = site("2603", "scale-set");
    let plan = planned(bare, &desired);
    let one = plan.unknown.iter().find(|it| it.subject == "gateway.one").unwrap();
    for key in ["region", "vm-instances", "subscription-id", "alerts.traffic-out-gb"] {
        assert!(one.keys.iter().any(|it| it == key), "{key}");
    }
    assert_eq!(table(&plan), ["+ gateway.two cedarcreek.contoso.com: -"]);
}

#[test]
fn a_mistake_is_no_value_to_compare() {
    let (deployed, desired) = site("2603", "scale-set");
    let wrong = desired.replace("region = \"", "region = \"x");
    assert_ne!(wrong, desired);
    let plan = planned(&deployed, &wrong);
    assert!(plan.is_empty(), "{plan:?}");
    assert!(plan.unknown.iter().any(|it| it.keys == ["region"] && it.reason == "not understood"));
}

#[test]
fn no_two_gateways_have_one_name_in_azure_at_a_time() {
    let (deployed, desired) = site("2603", "scale-set");
    // The old gateway keeps the name of the storage account until it goes.
    let moved = desired.replace("granitefalls.contoso.com", "granitefalls.fabrikam.com");
    assert_eq!(obstacles(&planned(&deployed, &moved)), ["duplicate-name-prefix"]);
    let swapped = desired
        .replace("granitefalls", "swapped")
        .replace("cedarcreek", "granitefalls")
        .replace("swapped", "cedarcreek");
    assert!(!planned(&deployed, &swapped).is_possible());
    let free = desired.replace("granitefalls.contoso.com", "stonebridge.fabrikam.com");
    assert!(planned(&deployed, &free).is_possible());
}

#[test]
fn a_name_that_is_none_reaches_no_cmdlet() {
    let (deployed, desired) = site("2603", "scale-set");
    let alone = |text: &str| text.split_once("[gateway.two]").unwrap().0.to_owned();
    let wild = deployed.replace("cedarcreek.contoso.com", "*.contoso.com");
    assert_eq!(obstacles(&planned(&wild, &alone(&desired))), ["service-name-not-fqdn"]);
    let unnamed = edited(&desired, "service-name = \"granitefalls.contoso.com\"\n", "");
    let plan = planned(&deployed, &edited(&unnamed, REGION.0, REGION.1));
    assert_eq!(obstacles(&plan), ["service-name-not-fqdn"]);
    assert_eq!(plan.changes[0].class.unwrap().word(), "redeploy-same-name");
}

#[test]
fn a_site_with_a_classic_gateway_stays_below_2403() {
    let (deployed, desired) = site("2309", "classic");
    let updated = edited(&desired, "2309", "2403");
    assert_eq!(obstacles(&planned(&deployed, &updated)), ["classic-blocks-upgrade"]);
    let all = updated.replace("\"classic\"", "\"scale-set\"");
    assert!(planned(&deployed, &all).is_possible());
}

#[test]
fn a_gateway_keeps_a_connection_point() {
    let (deployed, desired) = site("2603", "scale-set");
    let point = |gateway: &str| {
        format!(
            "\n[[connection-point]]\nserver = \"cp.corp.contoso.com\"\ngateway = \"{gateway}\"\n"
        )
    };
    let plan = planned(&(deployed.clone() + &point("one")), &(desired.clone() + &point("two")));
    assert_eq!(obstacles(&plan), ["connection-point-missing"]);
    // What a document does not write is not stated, and nothing is removed.
    let plan = planned(&(deployed.clone() + &point("one")), &desired);
    assert!(plan.is_empty(), "{:?}", table(&plan));
    // One without a connection point stands in for nobody.
    let region = edited(&desired, REGION.0, REGION.1);
    let plan = planned(&(deployed + &point("one")), &(region + &point("one")));
    assert_eq!(obstacles(&plan), ["name-reuse-needs-two-gateways"]);
}

#[test]
fn a_new_gateway_lets_the_only_one_be_replaced() {
    let (deployed, desired) = site("2603", "scale-set");
    let alone = deployed.split_once("[gateway.two]").unwrap().0;
    let plan = planned(alone, &edited(&desired, REGION.0, REGION.1));
    assert!(plan.is_possible(), "{:?}", plan.obstacles);
    let steps = steps(&plan);
    let at = |text: &str| steps.iter().position(|it| it.starts_with(text)).unwrap();
    assert!(at("New-") < at("wait 24 h") && at("wait 24 h") < at("Remove-"));
}

#[test]
fn cmdlets_have_the_parameters_of_their_pages() {
    let mut seen = std::collections::BTreeSet::new();
    for (name, deployed, desired) in properties::worlds() {
        let plan = planned(&deployed, &desired);
        let back = plan.rollback.iter().filter_map(|it| it.cmdlet.as_ref());
        let cmdlets = plan.steps.iter().filter_map(|it| match &it.action {
            cmg_rules::plan::Action::Cmdlet(cmdlet) => Some(cmdlet),
            _ => None,
        });
        for cmdlet in cmdlets.chain(back) {
            let documented = support::parameters(cmdlet.name);
            for it in &cmdlet.parameters {
                assert!(documented.contains(&it.name), "{name}: {} -{}", cmdlet.name, it.name);
            }
            seen.insert(cmdlet.name);
        }
    }
    assert!(seen.len() >= 5, "{seen:?}");
}
