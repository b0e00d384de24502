//! What each change of a deployed gateway is taken for: the table of the
//! conversion, the list of redeployments and that of changes in place, as
//! "Modify a CMG" has them.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "conversion/documents.rs"]
mod documents;

use cmg_rules::edit;
use documents::{
    FROZEN, IN_PLACE, NOTHING, REGION, SERVER_APP, SERVICE_NAME, SUBSCRIPTION, VM_SIZE, converted,
    edited, edited_in_one, found, lint, site,
};

#[test]
fn a_document_against_itself_finds_nothing() {
    for model in ["scale-set", "classic", "service-manager"] {
        for version in ["2010", "2103", "2107", "2309", "2403", "2603"] {
            let (deployed, desired) = site(version, model);
            assert_eq!(found(&deployed, &desired), NOTHING);
            assert_eq!(found(&desired, &desired), NOTHING);
            assert_eq!(
                found(&desired, &desired.replace("vm-size = \"Standard_A2_v2\"", "")),
                NOTHING
            );
        }
    }
}

#[test]
fn another_handle_or_spelling_changes_nothing() {
    let (deployed, desired) = site("2603", "scale-set");
    let renamed = desired.replace("gateway.one", "gateway.another");
    assert_eq!(found(&deployed, &renamed), NOTHING);
    let respelled = renamed
        .replace("granitefalls.contoso.com", "GraniteFalls.Contoso.com")
        .replace("\"eastus\"", "\"East US\"")
        .replace("\"rg-cmg\"", "\"RG-CMG\"")
        .replace("\"scale-set\"", "\"vmss\"")
        .replace(SUBSCRIPTION.0, &SUBSCRIPTION.0.to_uppercase())
        .replace(SERVER_APP.0, &SERVER_APP.0.to_uppercase());
    assert_eq!(found(&deployed, &respelled), NOTHING);
}

#[test]
fn some_settings_change_in_place() {
    for version in ["2010", "2107", "2309", "2603"] {
        let (deployed, desired) = site(version, "scale-set");
        for (old, new) in IN_PLACE {
            assert_eq!(found(&deployed, &edited(&desired, old, new)), NOTHING, "{new}");
        }
    }
}

#[test]
fn others_take_a_redeployment() {
    for model in ["scale-set", "classic"] {
        let (deployed, desired) = site("2309", model);
        let cases = FROZEN.into_iter().chain([(SERVICE_NAME, "service-name-changed")]);
        for ((old, new), rule) in cases {
            let changed = edited(&desired, old, new);
            assert_eq!(found(&deployed, &changed), [rule]);
            let decided = edited(&changed, "vm-instances", "action = \"redeploy\"\nvm-instances");
            assert_eq!(found(&deployed, &decided), [format!("{rule} (info)")]);
            let modified = edited(&changed, "vm-instances", "action = \"modify\"\nvm-instances");
            assert_eq!(found(&deployed, &modified), [rule]);
        }
    }
}

#[test]
fn a_client_app_is_no_setting_of_a_gateway() {
    let (deployed, desired) = site("2603", "scale-set");
    let changed = edited(&desired, "cf114f48-88db-4829-ac45-0c186e86dbf6", SERVER_APP.1);
    assert_eq!(found(&deployed, &changed), NOTHING);
}

#[test]
fn values_of_a_gateway_stand_over_common_ones() {
    let (deployed, desired) = site("2603", "scale-set");
    for (key, (old, new), rule) in [
        ("subscription-id", SUBSCRIPTION, "subscription-changed"),
        ("server-app", SERVER_APP, "entra-app-changed"),
        (
            "environment",
            ("AzurePublicCloud", "AzureUSGovernmentCloud"),
            "azure-environment-changed",
        ),
    ] {
        let own = |value: &str| {
            edited_in_one(&desired, "vm-instances", &format!("{key} = \"{value}\"\nvm-instances"))
        };
        assert_eq!(found(&deployed, &own(old)), NOTHING);
        assert_eq!(found(&deployed, &edited(&own(old), old, new)), NOTHING);
        assert_eq!(found(&deployed, &own(new)), [rule]);
    }
}

#[test]
fn what_gateways_share_is_one_finding() {
    let (deployed, desired) = site("2603", "scale-set");
    let own = format!("subscription-id = \"{}\"\n", SUBSCRIPTION.0);
    let (above, two) = desired.split_once("[gateway.two]").unwrap();
    let shared = format!("{above}[gateway.two]{}", two.replacen(&own, "", 1));
    let changed = edited(&shared, SUBSCRIPTION.0, SUBSCRIPTION.1);
    assert_eq!(found(&deployed, &changed), ["subscription-changed"]);
    let message = &lint(&deployed, &changed).findings.first().unwrap().note.message.clone();
    assert!(message.starts_with("the subscription of 2 gateways is"), "{message}");
}

#[test]
fn gateways_that_come_from_several_places_are_several_findings() {
    let (deployed, desired) = site("2107", "classic");
    let from = "deadbeef-0000-4000-8000-000000000000";
    let (above, two) = deployed.split_once("[gateway.two]").unwrap();
    let deployed = format!("{above}[gateway.two]{}", two.replace(SUBSCRIPTION.0, from));
    let own = format!("subscription-id = \"{}\"\n", SUBSCRIPTION.0);
    let (above, two) = desired.split_once("[gateway.two]").unwrap();
    let shared = format!("{above}[gateway.two]{}", two.replacen(&own, "", 1));
    let changed = edited(&shared, SUBSCRIPTION.0, SUBSCRIPTION.1);
    let converted = changed.replace("\"classic\"", "\"scale-set\"");
    assert_eq!(found(&deployed, &changed), ["subscription-changed"; 2]);
    let report = lint(&deployed, &converted);
    let fixes = report.findings.iter().filter_map(|it| it.note.fix.as_ref());
    let fixed = edit::apply(&converted, &fixes.flat_map(|it| &it.edits).collect::<Vec<_>>());
    assert_eq!(found(&deployed, &fixed), ["conversion-needed (info)"; 2], "{fixed}");
}

#[test]
fn a_classic_gateway_is_converted_from_2107_on() {
    for (version, expected) in [
        ("2010", "conversion-too-early"),
        ("2103", "conversion-too-early"),
        ("2107", "conversion-needed (info)"),
        ("2309", "conversion-needed (info)"),
        ("2403", "conversion-needed (info)"),
    ] {
        let (deployed, desired) = site(version, "classic");
        let changed = converted(&desired);
        assert_eq!(found(&deployed, &changed), [expected], "{version}");
        let decided = edited(&changed, "vm-instances", "action = \"convert\"\nvm-instances");
        assert_eq!(found(&deployed, &decided), [expected], "{version}");
        let anew = edited(&changed, "vm-instances", "action = \"redeploy\"\nvm-instances");
        assert_eq!(found(&deployed, &anew), NOTHING, "{version}");
        let unstated = edited(&desired, "deployment-model = \"classic\"\n", "");
        assert_eq!(found(&deployed, &unstated), [expected], "{version}");
    }
}

#[test]
fn no_scale_set_becomes_classic() {
    for version in ["2010", "2103", "2107", "2309", "2603"] {
        let (deployed, desired) = site(version, "scale-set");
        let changed = edited(&desired, "\"scale-set\"", "\"classic\"");
        assert_eq!(found(&deployed, &changed), ["conversion-to-classic"], "{version}");
    }
}

#[test]
fn a_conversion_changes_some_settings() {
    for version in ["2107", "2309"] {
        let (deployed, desired) = site(version, "classic");
        for (old, new) in IN_PLACE {
            let changed = converted(&edited(&desired, old, new));
            assert_eq!(found(&deployed, &changed), ["conversion-needed (info)"], "{new}");
        }
        let changed = converted(&edited(&desired, VM_SIZE.0, VM_SIZE.1));
        let expected = ["conversion-needed (info)", "vm-size-changed (info)"];
        assert_eq!(found(&deployed, &changed), expected);
    }
}

#[test]
fn a_conversion_keeps_others() {
    for version in ["2107", "2309"] {
        let (deployed, desired) = site(version, "classic");
        let desired = converted(&desired);
        for ((old, new), _) in FROZEN {
            let changed = edited(&desired, old, new);
            let expected = ["conversion-needed (info)", "conversion-of-frozen-setting"];
            assert_eq!(found(&deployed, &changed), expected, "{new}");
            let report = lint(&deployed, &changed);
            let mut fixes = report.findings.iter().filter_map(|it| it.note.fix.as_ref());
            let fixed =
                edit::apply(&changed, &fixes.next().unwrap().edits.iter().collect::<Vec<_>>());
            assert_eq!(found(&deployed, &fixed), ["conversion-needed (info)"], "{new}");
        }
        let renamed = edited(&desired, SERVICE_NAME.0, SERVICE_NAME.1);
        assert_eq!(found(&deployed, &renamed), ["service-name-changed"]);
    }
    // Before, nothing is converted, and each setting is a change of its own.
    let (deployed, desired) = site("2103", "classic");
    for ((old, new), rule) in FROZEN {
        let mut expected = ["conversion-too-early", rule];
        expected.sort_unstable();
        assert_eq!(found(&deployed, &edited(&converted(&desired), old, new)), expected);
    }
}

#[test]
fn a_conversion_has_conditions() {
    let (deployed, desired) = site("2107", "classic");
    let desired = converted(&desired);
    for status in ["provisioning", "starting", "stopping", "stopped", "deleting", "error"] {
        let deployed = edited(&deployed, "\"ready\"", &format!("\"{status}\""));
        assert_eq!(found(&deployed, &desired), ["conversion-not-ready"], "{status}");
    }
    let deployed_in = |name: &str| deployed.replace("granitefalls.contoso.com", name);
    let named = desired.replace("granitefalls.contoso.com", "granitefalls.cloudapp.net");
    let expected = ["conversion-needed (info)", "conversion-of-cloudapp-net"];
    assert_eq!(found(&deployed_in("GraniteFalls.CloudApp.net"), &named), expected);
    for (roles, is_enough) in [
        ("[]", false),
        ("[\"subscription-owner\"]", false),
        ("[\"global-administrator\", \"privileged-role-administrator\"]", false),
        ("[\"Global Administrator\", \"Subscription Owner\"]", true),
    ] {
        let all = "[\"subscription-owner\", \"global-administrator\"]";
        let mut expected = vec!["conversion-needed (info)"];
        expected.extend((!is_enough).then_some("conversion-without-roles"));
        assert_eq!(found(&deployed, &edited(&desired, all, roles)), expected, "{roles}");
    }
}

#[test]
fn the_size_of_virtual_machines_has_its_rules() {
    for (version, model, expected) in [
        ("2010", "scale-set", "vm-size-changed"),
        ("2103", "scale-set", "vm-size-changed"),
        ("2107", "scale-set", "vm-size-changed (info)"),
        ("2603", "scale-set", "vm-size-changed (info)"),
        ("2103", "classic", "vm-size-changed"),
        ("2107", "classic", "vm-size-changed"),
        ("2309", "classic", "vm-size-changed"),
    ] {
        let (deployed, desired) = site(version, model);
        let changed = edited(&desired, VM_SIZE.0, VM_SIZE.1);
        assert_eq!(found(&deployed, &changed), [expected], "{version} {model}");
        let unknown = edited(&deployed, "vm-size = \"Standard_A2_v2\"\n", "");
        assert_eq!(found(&unknown, &changed), NOTHING);
    }
}

/// Without the second gateway.
fn alone(text: &str) -> String {
    text.split_once("[gateway.two]").unwrap().0.to_owned()
}

#[test]
fn the_only_active_gateway_is_not_replaced() {
    let (deployed, desired) = site("2603", "scale-set");
    let stopped = {
        let (one, two) = deployed.split_once("[gateway.two]").unwrap();
        format!("{one}[gateway.two]{}", edited(two, "\"ready\"", "\"stopped\""))
    };
    let changed = edited(&desired, REGION.0, REGION.1);
    let anew = edited(&desired, "vm-instances", "action = \"redeploy\"\nvm-instances");
    let needs = "name-reuse-needs-two-gateways";
    for (deployed, to) in
        [(alone(&deployed), alone as fn(&str) -> String), (stopped, |it| it.into())]
    {
        assert_eq!(found(&deployed, &to(&changed)), [needs, "region-changed"]);
        assert_eq!(found(&deployed, &to(&anew)), [needs]);
        let both = edited(&changed, "vm-instances", "action = \"redeploy\"\nvm-instances");
        assert_eq!(found(&deployed, &to(&both)), [needs, "region-changed (info)"]);
        // Under another name it is deployed beside the old one.
        let renamed = edited(&anew, SERVICE_NAME.0, SERVICE_NAME.1);
        assert_eq!(found(&deployed, &to(&renamed)), ["service-name-changed (info)"]);
    }
    assert_eq!(found(&deployed, &anew), NOTHING);
    // One that is down already serves nobody.
    let down = edited(&alone(&deployed), "\"ready\"", "\"error\"");
    assert_eq!(found(&down, &alone(&anew)), NOTHING);
}

#[test]
fn gateways_go_when_others_are_known() {
    let (deployed, desired) = site("2603", "scale-set");
    let young = edited(&deployed, "created = 2026-11-01", "created = 2026-11-22");
    let day_old = edited(&deployed, "created = 2026-11-01", "created = 2026-11-21");
    let unknown = edited(&deployed, "created = 2026-11-01\n", "");
    let removed = alone(&desired);
    assert_eq!(found(&deployed, &removed), NOTHING);
    assert_eq!(found(&day_old, &removed), NOTHING);
    assert_eq!(found(&young, &removed), ["removed-before-policy-refresh"]);
    assert_eq!(found(&unknown, &removed), NOTHING);
    let skipped = lint(&unknown, &removed).skipped;
    let mut reasons = skipped.iter().filter(|it| it.rule.name == "removed-before-policy-refresh");
    assert_eq!(&*reasons.next().unwrap().reason, "not stated: created (in the baseline)");
    // One that is off is missed by nobody.
    let off = young.replace("created = 2026-11-01", "").replace("\"ready\"", "\"stopped\"");
    assert_eq!(found(&off, &removed), NOTHING);
    // Another one that does not exist yet is known to nobody.
    let other = alone(&desired).replace("gateway.one", "gateway.new");
    let other = edited(&other, SERVICE_NAME.0, SERVICE_NAME.1);
    assert_eq!(found(&alone(&deployed), &other), ["removed-before-policy-refresh"]);
}

#[test]
fn the_last_gateway_stays() {
    let (deployed, desired) = site("2603", "scale-set");
    let none = desired.split_once("[gateway.one]").unwrap().0.to_owned();
    assert_eq!(found(&deployed, &none), ["last-gateway-removed"]);
    assert_eq!(found(&deployed, &format!("{none}[clients]\nuse-cmg = false\n")), NOTHING);
    assert_eq!(
        found(&deployed, &format!("{none}[clients]\nuse-cmg = true\n")),
        ["last-gateway-removed"]
    );
    assert_eq!(found(&deployed, &format!("{none}[gateway.\"a a\"]\n")), NOTHING);
    let off = deployed.replace("\"ready\"", "\"stopped\"");
    assert_eq!(found(&off, &none), NOTHING);
}

#[test]
fn content_is_not_taken_away() {
    let (deployed, desired) = site("2603", "scale-set");
    let off = edited(&desired, "serve-content = true", "serve-content = false");
    let needed = "[features]\nuse = [\"pull-distribution-point\"]\n";
    assert_eq!(found(&deployed, &format!("{off}\n{needed}")), ["content-turned-off (warning)"]);
    assert_eq!(found(&off, &format!("{off}\n{needed}")), NOTHING);
    assert_eq!(found(&deployed, &format!("{desired}\n{needed}")), NOTHING);
}

#[test]
fn what_the_baseline_does_not_state_is_unknown() {
    let bare = "format = 1\nkind = \"deployed\"\n[gateway.one]\nservice-name = \"granitefalls.contoso.com\"\n";
    let (_, desired) = site("2603", "scale-set");
    let report = lint(bare, &desired);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    for (rule, reason) in [
        ("region-changed", "not stated: region (in the baseline)"),
        ("subscription-changed", "not stated: azure.subscription-id (in the baseline)"),
        ("entra-app-changed", "not stated: azure.server-app.client-id (in the baseline)"),
        ("conversion-needed", "not stated: deployment-model (in the baseline)"),
    ] {
        let is_said =
            |it: &&cmg_rules::rule::Skipped| it.rule.name == rule && &*it.reason == reason;
        assert!(report.skipped.iter().any(|it| is_said(&it)), "{rule}: {:?}", report.skipped);
    }
}
