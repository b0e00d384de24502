//! Plans made by hand, to look at.

use cmg_host::Planned;
use cmg_rules::{
    change::Class,
    facts::pages::MODIFY,
    plan::{
        Action, Argument, Cmdlet, Effect, Item, Obstacle, Plan, Precondition, Record, Rollback,
        Setting, Sign, Step, Unknown,
    },
};

use super::Sheet;
use crate::lines::Lines;

/// Letters that mean something to a shell, a terminal or Markdown.
pub const HOSTILE: &[&str] = &[
    "'; Remove-Item C:\\ -Recurse; '",
    "\u{2018}; Stop-Computer; \u{2019}; a; \u{201a}; b; \u{201b}; c",
    "\"$(Get-Secret)\" `$x `n {0} {",
    "a\r\nRemove-Item x\n#> Remove-Item y\n<# z",
    "'@\nRemove-Item x\n@'\n\"@\nRemove-Item y\n@\"",
    "\u{85}Remove-Item x\u{2028}Remove-Item y\u{2029}\u{b}\u{c}z",
    "\u{202e}txt.\u{2066}exe\u{1b}[2J\u{0}\u{7f}\u{feff}",
    "SIG # Begin signature block\r\n# SIG # Begin signature block\r\nx",
    "#requires -Version 99",
    "](javascript:alert(1)) <script>x</script> | @admins #1 ![x](http://evil.example/x.png)",
    "a``b```c`d\\`| \\| <b>\\",
    "www.evil.example http://evil.example a@evil.example ~~~ ***",
    "%PARAM% --% -- & | > < ; ( ) { } [ ] @( @{ , . ...",
    "\u{1f600} Köln 東京",
    "",
    " ",
    "-",
];

/// In place, redeployed under the same name, and a new connection point.
pub fn realistic() -> Plan {
    Plan {
        changes: vec![
            Item {
                sign: Sign::Change,
                subject: "gateway.eastus".to_owned(),
                name: "granitefalls.contoso.com".to_owned(),
                class: Some(Class::InPlace),
                way: "in place",
                downtime: "none with two instances",
                settings: vec![
                    setting("vm-instances", Some("2"), Some("4"), Class::InPlace),
                    setting("description", None, Some("Clients in America"), Class::InPlace),
                    setting(
                        "certificate.file",
                        Some("CN=granitefalls.contoso.com,O=Contoso, until 2026-12-20"),
                        Some("CN=granitefalls.contoso.com,O=Contoso, until 2028-12-20"),
                        Class::InPlace,
                    ),
                ],
                source: Class::InPlace.source(),
            },
            Item {
                sign: Sign::Replace,
                subject: "gateway.westeurope".to_owned(),
                name: "cedarcreek.contoso.com".to_owned(),
                class: Some(Class::RedeploySameName),
                way: "deleted and deployed anew under the same name",
                downtime: "its clients use the other gateway meanwhile",
                settings: vec![
                    Setting {
                        note: Some("another subscription is another deployment".to_owned()),
                        ..setting(
                            "subscription-id",
                            Some("e517b8cb-a969-4d1e-b2ea-ae1e6c052020"),
                            Some("7078946d-fc1c-43b7-8dee-dd6e6b00d783"),
                            Class::RedeploySameName,
                        )
                    },
                    setting("vm-instances", Some("2"), Some("3"), Class::InPlace),
                ],
                source: Class::RedeploySameName.source(),
            },
            Item {
                sign: Sign::Add,
                subject: "connection-point".to_owned(),
                name: "cmgcp03.corp.contoso.com".to_owned(),
                class: None,
                way: "added",
                downtime: "none",
                settings: vec![
                    setting("site", None, Some("P01"), Class::InPlace),
                    setting("gateway", None, Some("eastus"), Class::InPlace),
                ],
                source: Class::InPlace.source(),
            },
        ],
        unknown: vec![Unknown {
            subject: "gateway.eastus".to_owned(),
            keys: vec!["vm-size".to_owned(), "enforce-tls-1-2".to_owned()],
            reason: "the baseline does not state them".to_owned(),
        }],
        before: vec![
            Precondition {
                text: "`granitefalls.contoso.com` is Ready, has its own connection point and \
                       enough capacity for the clients of both"
                    .to_owned(),
                source: Class::RedeploySameName.source(),
            },
            Precondition {
                text: "A current backup of the site exists".to_owned(),
                source: MODIFY.whole(),
            },
        ],
        steps: steps(),
        after: vec![
            "The connection analyzer passes for `cedarcreek.contoso.com`".to_owned(),
            "Content is on the new gateway: Monitoring > Content Status".to_owned(),
        ],
        rollback: vec![
            Rollback {
                subject: "gateway.eastus".to_owned(),
                text: "Set the number of instances back".to_owned(),
                cmdlet: Some(set("granitefalls").with("VMInstanceCount", Argument::Number(2))),
            },
            Rollback {
                subject: "gateway.westeurope".to_owned(),
                text:
                    "From step 5 on there is no way back but to deploy it anew with the old values"
                        .to_owned(),
                cmdlet: None,
            },
        ],
        ..Plan::default()
    }
}

fn steps() -> Vec<Step> {
    let certificate = "certs/granitefalls.contoso.com.pfx";
    let password = |path: &str| Argument::Password(format!("Password of {path}"));
    let cp = |name: &'static str, gateway: &str, server: &str| {
        Cmdlet::new(name)
            .text("CloudManagementGatewayName", gateway)
            .text("SiteSystemServerName", server)
    };
    let eastus = "gateway.eastus";
    let westeurope = "gateway.westeurope";
    let service = "cedarcreek.contoso.com".to_owned();
    let renew = set("granitefalls")
        .text("ServiceCertPath", certificate)
        .with("ServiceCertPassword", password(certificate))
        .with("Force", Argument::Switch);
    let add = cp(
        "Add-CMCloudManagementGatewayConnectionPoint",
        "granitefalls.contoso.com",
        "cmgcp03.corp.contoso.com",
    );
    let new = Cmdlet::new("New-CMCloudManagementGateway")
        .text("ServiceCertPath", "certs/cedarcreek.contoso.com.pfx")
        .with("ServiceCertPassword", password("certs/cedarcreek.contoso.com.pfx"))
        .text("SubscriptionId", "7078946d-fc1c-43b7-8dee-dd6e6b00d783")
        .with("GroupName", Argument::Ask("Resource group of gateway.westeurope".to_owned()))
        .with("VMInstanceCount", Argument::Number(3))
        .with("CheckClientCertRevocation", Argument::Boolean(false))
        .with(
            "CARootCert",
            Argument::Authorities(vec![
                ("certs/contoso-root.cer".to_owned(), true),
                ("certs/contoso-issuing.cer".to_owned(), false),
            ]),
        )
        .since(2309);
    let link = cp(
        "Set-CMCloudManagementGatewayConnectionPoint",
        "cedarcreek.contoso.com",
        "cmgcp02.corp.contoso.com",
    );
    let remove = Cmdlet::new("Remove-CMCloudManagementGateway")
        .text("Name", "cedarcreek")
        .with("Force", Argument::Switch);
    let console =
        vec!["Administration", "Cloud Services", "Cloud Management Gateway", "Properties"];
    let record = Record {
        name: "cedarcreek.contoso.com".to_owned(),
        target: Some("cedarcreek.northeurope.cloudapp.azure.com".to_owned()),
    };
    let instances = set("granitefalls").with("VMInstanceCount", Argument::Number(4));
    vec![
        Step {
            details: vec![
                "4 instances need ports 10124 to 10127 from each connection point".into(),
            ],
            ..step(eastus, "Set the number of instances", Action::Cmdlet(instances))
        },
        Step {
            checks: vec![
                "the gateway is Ready, and browsers see the new certificate at its address".into(),
            ],
            ..step(eastus, "Renew the certificate", Action::Cmdlet(renew))
        },
        step("connection-point", "Add the connection point", Action::Cmdlet(add)),
        Step {
            effect: Effect::Informs,
            ..step("site", "Wait until clients know the other gateway", Action::Wait(24))
        },
        Step {
            effect: Effect::Deletes(service.clone()),
            details: vec![
                "Azure keeps the name of a deleted key vault for a while, a frequent cause of \
                 \"name in use\""
                    .into(),
            ],
            checks: vec!["the gateway is gone from the console, its resources from Azure".into()],
            ..step(westeurope, "Delete the gateway", Action::Cmdlet(remove))
        },
        Step {
            effect: Effect::Creates(service),
            ..step(westeurope, "Deploy the gateway anew", Action::Cmdlet(new))
        },
        step(westeurope, "Set the size of the virtual machines", Action::Console(console)),
        step(westeurope, "Change the record of the service name", Action::Dns(record)),
        step(westeurope, "Link the connection point", Action::Cmdlet(link)),
        Step {
            details: vec!["Its storage account is a new one".into()],
            ..step(westeurope, "Distribute content anew", Action::Manual)
        },
    ]
}

fn step(subject: &str, title: &str, action: Action) -> Step {
    Step {
        subject: subject.to_owned(),
        title: title.to_owned(),
        action,
        details: Vec::new(),
        checks: Vec::new(),
        effect: Effect::None,
        source: Class::RedeploySameName.source(),
    }
}

fn set(name: &str) -> Cmdlet {
    Cmdlet::new("Set-CMCloudManagementGateway").text("Name", name)
}

fn setting(key: &str, old: Option<&str>, new: Option<&str>, class: Class) -> Setting {
    Setting {
        key: key.to_owned(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        class,
        note: None,
        source: class.source(),
    }
}

/// One that cannot be carried out.
pub fn impossible() -> Plan {
    let obstacle = Obstacle {
        subject: Some("gateway.eastus".to_owned()),
        message: "the deployment model is `classic`, `scale-set` is deployed, and there is no way \
                  back"
            .to_owned(),
        rule: Some("conversion-to-classic"),
        offset: 20,
        source: Class::NotPossible.source(),
    };
    let outage = "clients on the internet are without any gateway while steps 1 to 3 last";
    Plan {
        obstacles: vec![obstacle],
        steps: Vec::new(),
        outage: Some(outage.to_owned()),
        ..realistic()
    }
}

/// The realistic one with the text in the place of every text that a document
/// can put somewhere.
pub fn hostile(text: &str) -> Plan {
    let mut plan = realistic();
    let own = || text.to_owned();
    for item in &mut plan.changes {
        (item.subject, item.name) = (own(), own());
        for setting in &mut item.settings {
            *setting = Setting {
                key: own(),
                old: Some(own()),
                new: Some(own()),
                note: Some(own()),
                ..setting.clone()
            };
        }
    }
    plan.unknown = vec![Unknown { subject: own(), keys: vec![own(), own()], reason: own() }];
    plan.outage = Some(own());
    for it in &mut plan.before {
        it.text = own();
    }
    for step in &mut plan.steps {
        (step.subject, step.title) = (own(), own());
        (step.details, step.checks) = (vec![own()], vec![own()]);
        step.effect = Effect::Creates(own());
        match &mut step.action {
            Action::Cmdlet(cmdlet) => fill(cmdlet, text),
            Action::Dns(record) => *record = Record { name: own(), target: Some(own()) },
            Action::Console(_) | Action::Manual | Action::Wait(_) => {}
        }
    }
    plan.after = vec![own()];
    for it in &mut plan.rollback {
        (it.subject, it.text) = (own(), own());
        if let Some(cmdlet) = &mut it.cmdlet {
            fill(cmdlet, text);
        }
    }
    plan
}

fn fill(cmdlet: &mut Cmdlet, text: &str) {
    let own = || text.to_owned();
    for parameter in &mut cmdlet.parameters {
        match &mut parameter.argument {
            Argument::Text(it) | Argument::Password(it) | Argument::Ask(it) => *it = own(),
            Argument::List(all) => *all = vec![own()],
            Argument::Authorities(all) => *all = vec![(own(), true)],
            Argument::Number(_) | Argument::Boolean(_) | Argument::Switch => {}
        }
    }
    let list = Argument::List(vec![own(), own()]);
    *cmdlet = cmdlet.clone().with("RemoveCertThumbprints", list);
}

pub fn planned(plan: Plan) -> Planned {
    let baseline = Some("contoso.deployed.cmg.toml".to_owned());
    Planned { plan, baseline, is_new: false, syntax_errors: 0 }
}

pub fn sheet(planned: &Planned) -> Sheet<'_> {
    let lines = Lines::of("format = 1\n\n[gateway.eastus]\n");
    Sheet { path: "cmg.toml".to_owned(), lines, planned, errors: 0 }
}
