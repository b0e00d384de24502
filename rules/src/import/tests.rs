//! Objects as exports have them, and the documents that they become.

use serde_json::{Value as Json, json};

use super::{Imported, Options, Source, Target, read, write};
use crate::{
    document::Document,
    facts::Date,
    inputs::{Inputs, Snapshot},
    levels::Levels,
    run::run,
};

const TODAY: Target = Target::Deployed { imported: Date::constant(2026, 11, 22) };

fn imported_as(json: &Json, target: Target) -> Imported {
    let export = read(json.to_string().as_bytes()).unwrap();
    let sources = [Source { name: "live.json".to_owned(), export }];
    write(&sources, &Options { target, like: None })
}

fn imported(json: &Json) -> Imported {
    imported_as(json, TODAY)
}

/// One gateway with more properties than its name.
fn gateway(properties: Json) -> Imported {
    let mut object = json!({ "ServiceCName": "granitefalls.contoso.com" });
    let more = properties.as_object().unwrap().clone();
    object.as_object_mut().unwrap().extend(more);
    imported(&object)
}

#[track_caller]
fn says(imported: &Imported, line: &str, remark: &str) {
    assert!(imported.text.lines().any(|it| it == line), "no {line} in\n{}", imported.text);
    let remarks: Vec<String> = imported.remarks.iter().map(|it| it.text.clone()).collect();
    assert!(remark.is_empty() || remarks.iter().any(|it| it == remark), "{remarks:?}");
    assert!(!remark.is_empty() || remarks.is_empty(), "{remarks:?}");
}

#[test]
fn numbers_without_a_documented_meaning_are_not_guessed() {
    for (property, value, line, remark) in [
        ("State", 0, "status = \"ready\"", ""),
        ("State", 6, "status = \"stopped\"", ""),
        (
            "State",
            99,
            "status = \"deleting\"",
            "State 99 is known from one script only, taken for `deleting`",
        ),
        (
            "State",
            17,
            "# State 17 is not documented",
            "State 17 is not documented, kept as a comment",
        ),
        ("DeploymentModel", 1, "deployment-model = \"classic\"", ""),
        (
            "DeploymentModel",
            3,
            "# DeploymentModel 3 is not documented",
            "DeploymentModel 3 is not documented, kept as a comment",
        ),
        ("AzureEnvironmentId", 1, "environment = \"AzurePublicCloud\"", ""),
        (
            "AzureEnvironmentId",
            2,
            "# AzureEnvironmentId 2 is not documented",
            "AzureEnvironmentId 2 is not documented, kept as a comment",
        ),
        (
            "StorageQuotaInGB",
            0,
            "# StorageQuotaInGB 0 may mean that the alert is off",
            "StorageQuotaInGB 0 may mean that the alert is off, kept as a comment",
        ),
    ] {
        says(&gateway(json!({ property: value })), line, remark);
    }
}

#[test]
fn the_deployment_name_tells_the_model() {
    let of = |name: &str, model: Json| gateway(json!({ "Fqdn": name, "DeploymentModel": model }));
    let follows =
        |model: &str| format!("deployment-model `{model}` follows from the deployment name");
    let scale_set = "granitefalls.eastus.cloudapp.azure.com";
    says(&of(scale_set, Json::Null), "deployment-model = \"scale-set\"", &follows("scale-set"));
    let classic = "granitefalls.cloudapp.net";
    says(&of(classic, Json::Null), "deployment-model = \"classic\"", &follows("classic"));
    says(&of(classic, json!(1)), "deployment-model = \"classic\"", "");
    let console = json!("Virtual machine scale set");
    says(&of(scale_set, console), "deployment-model = \"scale-set\"", "");
    let old = json!("Azure Service Manager");
    says(&of(classic, old), "deployment-model = \"service-manager\"", "");
    let what = "DeploymentModel 1 contradicts the deployment name";
    let contradiction = of(scale_set, json!(1));
    says(&contradiction, &format!("# {what}"), &format!("{what}, kept as a comment"));
    assert!(!contradiction.text.contains("deployment-model ="));
}

#[test]
fn values_are_read_in_every_spelling() {
    for (property, value, line) in [
        ("TrafficOutStopService", json!(true), "stop-when-critical = true"),
        ("TrafficOutStopService", json!("False"), "stop-when-critical = false"),
        ("trafficoutstopservice", json!("$true"), "stop-when-critical = true"),
        ("NumberOfInstances", json!("4"), "vm-instances = 4"),
        ("Region", json!("North Europe"), "region = \"northeurope\""),
        ("CreationTime", json!("/Date(1794906300000)/"), "created = 2026-11-17"),
        ("SiteCode", json!("P01"), "code = \"P01\""),
        ("Description", json!(null), "description = \"\""),
    ] {
        says(&gateway(json!({ property: value })), line, "");
    }
    let list = read(b"ServiceCName : a.contoso.com\nDescription  : {notes...}\n").unwrap();
    let sources = [Source { name: "live.txt".to_owned(), export: list }];
    let list = write(&sources, &Options { target: TODAY, like: None });
    says(&list, "service-name = \"a.contoso.com\"", "Description is not shown as a text, left out");
    let created = gateway(json!({ "CreationTime": "17.11.2026 09:05:00" }));
    let what = "CreationTime `17.11.2026 09:05:00` is a date in a form of another language";
    says(&created, &format!("# {what}"), &format!("{what}, kept as a comment"));
}

#[test]
fn what_gateways_share_stands_above_them() {
    let one = |name: &str, site: &str| {
        let subscription = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020";
        json!({ "ServiceCName": name, "SiteCode": site, "SubscriptionID": subscription })
    };
    let same = imported(&json!([one("a.contoso.com", "P01"), one("b.contoso.com", "P01")]));
    assert_eq!(same.text.matches("P01").count(), 1, "{}", same.text);
    assert_eq!(same.text.matches("subscription-id").count(), 1);
    let other = imported(&json!([one("a.contoso.com", "P01"), one("b.contoso.com", "P02")]));
    assert!(other.text.contains("site = \"P01\"") && other.text.contains("site = \"P02\""));
    assert!(!other.text.contains("[site]"));
}

#[test]
fn other_services_and_second_gateways_are_left_out() {
    let imported = imported(&json!([
        { "ServiceCName": "a.contoso.com", "ServiceType": "cloudproxyservice" },
        { "ServiceCName": "A.contoso.com" },
        { "ServiceCName": "c.contoso.com", "ServiceType": "CloudDistributionPoint", "Name": "C" },
        { "ServiceType": "CloudProxyService" },
        { "Caption": "x" },
    ]));
    assert_eq!(imported.text.matches("[gateway.").count(), 1, "{}", imported.text);
    let remarks: Vec<&str> = imported.remarks.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        remarks,
        [
            "service `C` of the type `CloudDistributionPoint` is no gateway, left out",
            "gateway has no ServiceCName, left out",
            "an object that is neither a gateway nor a site system role, left out",
            "a second gateway has the service name `A.contoso.com`, left out",
        ]
    );
}

/// Strings that try to end a string, a comment, a line or a table.
const HOSTILE: &[&str] = &[
    "\"\n[gateway.evil]\nservice-name = \"x\"\n",
    "'''\nevil = 1\n'''",
    "\"\"\"\nevil = 1\n",
    "\\\nevil = 1\n#",
    "\r\nevil = 1",
    "\r evil = 1",
    "\u{85}\u{2028}\u{2029}\u{b}\u{c}evil = 1",
    "\0\u{1}\u{1b}[31m\u{7f}",
    "\u{202e}\u{feff}",
    "# cmglint: allow-file(all)",
    "é🙂",
    "\\\\?\\C:\\x'\"",
];

const PROPERTIES: &[&str] = &[
    "ServiceCName",
    "Name",
    "Fqdn",
    "DeploymentModel",
    "Description",
    "Region",
    "AffinityGroup",
    "AzureEnvironmentId",
    "SubscriptionID",
    "AADApplicationId",
    "SiteCode",
    "NumberOfInstances",
    "State",
    "CreationTime",
    "ServiceThumbprint",
    "ServiceThumbprintAlgorithm",
    "ServiceCertificate",
    "RootCertificate",
    "SubCACertificate",
    "SubCACertThumbprint",
    "TrafficOutInGB",
    "TrafficWarningThreshold",
    "TrafficOutStopService",
    "StorageQuotaInGB",
    "NetworkOSPath",
    "NALPath",
    "SslState",
];

/// Whether all of an export is data: no key, no table and no allow comes from it.
#[track_caller]
fn inert(imported: &Imported) {
    let text = &imported.text;
    let table: toml::Table = text.parse().unwrap();
    assert!(!text.lines().any(|line| line.starts_with("evil")), "{text}");
    assert!(!text.contains(['\r', '\u{85}', '\u{2028}', '\0', '\u{1b}']), "{text}");
    let gateways = table.get("gateway").and_then(|it| it.as_table());
    assert!(gateways.is_none_or(|it| !it.contains_key("evil")), "{text}");
    let document = Document::parse(text);
    assert!(document.errors.is_empty(), "{:?}", document.errors);
    let levels = Levels::default();
    let inputs = Inputs::of(Snapshot::of(document), &levels);
    assert!(run(&inputs).allowed.is_empty(), "{text}");
    for remark in &imported.remarks {
        assert!(!remark.to_string().contains(char::is_control), "{remark}");
        assert!(remark.text.chars().count() < 200, "{remark}");
    }
}

#[test]
fn hostile_values_stay_where_they_are() {
    for text in HOSTILE {
        let mut gateway = json!({});
        let mut role = json!({});
        for &property in PROPERTIES {
            gateway[property] = json!(text);
            role[property] = json!(text);
        }
        role["RoleName"] = json!("SMS Management Point");
        role["NetworkOSPath"] = json!(format!("\\\\{text}"));
        gateway.as_object_mut().unwrap().remove("NetworkOSPath");
        let mut named = gateway.clone();
        named["ServiceCName"] = json!("a.contoso.com");
        for target in [TODAY, Target::Desired] {
            inert(&imported_as(&json!([gateway, named, role]), target));
        }
        let description =
            imported(&json!({ "ServiceCName": "a.contoso.com", "Description": text }));
        let table: toml::Table = description.text.parse().unwrap();
        assert_eq!(table["gateway"]["a"]["description"].as_str(), Some(*text));
    }
}

#[test]
fn certificates_are_read_from_every_form_of_a_blob() {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(vec!["a.contoso.com".to_owned()]).unwrap();
    params.distinguished_name.push(rcgen::DnType::OrganizationName, "Contoso \"East\"\n");
    let der = params.self_signed(&key).unwrap().der().to_vec();
    let hex: String = der.iter().map(|byte| format!("{byte:02X}")).collect();
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &der);
    let sha1 = crate::certificate::read(&der, None).unwrap().leaf().unwrap().sha1.clone();
    for blob in [json!(der), json!(hex), json!(format!("0x{hex}")), json!(base64)] {
        let imported = gateway(json!({ "ServiceCertificate": blob, "RootCertificate": blob }));
        says(&imported, "dns-names = [\"a.contoso.com\"]", "");
        says(&imported, "organization = \"Contoso \\\"East\\\"\\n\"", "");
        assert_eq!(imported.text.matches(&sha1).count(), 2, "{}", imported.text);
        assert!(!imported.text.contains("key-bits"), "an EC key has no size that counts");
    }
    let other = gateway(json!({ "ServiceCertificate": der, "ServiceThumbprint": "ab".repeat(20) }));
    let what = "ServiceCertificate is not the one of ServiceThumbprint, left out";
    says(&other, &format!("thumbprint = \"{}\"", "ab".repeat(20)), what);
    assert!(!other.text.contains("subject"));
    let none = gateway(json!({ "ServiceCertificate": "System.Byte[]" }));
    let what = "ServiceCertificate is not in the export; `ConvertTo-Json` keeps it";
    says(&none, "[gateway.granitefalls]", what);
}

#[test]
fn a_long_value_is_a_value() {
    let text = "x\"\n".repeat(350_000);
    let imported = gateway(json!({ "Description": text, "State": text }));
    let table: toml::Table = imported.text.parse().unwrap();
    assert_eq!(table["gateway"]["granitefalls"]["description"].as_str(), Some(text.as_str()));
    says(&imported, "[gateway.granitefalls]", "State is too long to be one, left out");
    inert(&imported);
}

#[test]
fn deep_nesting_is_refused() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let problem = read(text.as_bytes()).unwrap_err();
        assert!(problem.message.contains("recursion limit exceeded"), "{problem}");
    }
}

#[test]
fn roles_without_their_properties_say_so() {
    let role = |props: Json| {
        imported(&json!({
            "RoleName": "SMS Management Point", "NetworkOSPath": "\\\\MP01", "Props": props,
        }))
    };
    let lost = "Props is not in the export; `ConvertTo-Json -Depth 3` keeps it";
    says(&role(json!("System.Object[]")), "server = \"MP01\"", lost);
    says(&role(json!(["@{PropertyName=AllowProxyTraffic}"])), "server = \"MP01\"", lost);
    let one = json!([{ "PropertyName": "allowproxytraffic", "Value": 1 }]);
    says(&role(one), "cmg-traffic = true", "");
}
