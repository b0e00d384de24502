use crate::{
    facts::{Versions, pages::SETUP},
    finding::Safety,
    model::{Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The size *Lab (B2s)* is cheap and slow: it is made for ten clients in a
    /// lab or a small proof of concept, and not for production. Take
    /// *Standard (A2_v2)*, or say that the gateway is for a lab.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// vm-size = "Standard_B2s" # warning: "not for production"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## More clients than a lab has
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// purpose = "lab"
    /// vm-size = "Standard_B2s" # warning: "for 10 clients, not 200"
    /// expected-clients = 200
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// purpose = "lab"
    /// vm-size = "Standard_B2s"
    /// expected-clients = 10
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "lab-vm-size-in-production" {
        summary: "size of virtual machine for labs is used in production",
        severities: [Warning],
        source: SETUP.whole(),
        versions: Versions::since(2107),
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

/// Clients that the size is made for.
const CLIENTS: i64 = 10;

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(size) = gateway.vm_size.given().filter(|it| it.value == super::LAB_SIZE) else {
        return;
    };
    // Of other models `vm-size-fixed` says that they have no such size.
    if gateway.deployment_model.value().is_some_and(|it| *it != "scale-set") {
        return;
    }
    let crowd = gateway.expected_clients.value().filter(|it| **it > CLIENTS);
    let message = match crowd {
        Some(crowd) => format!("the size Lab (B2s) is for {CLIENTS} clients, not {crowd}"),
        None => match findings.stated(&gateway.purpose) {
            Some(purpose) if *purpose != "lab" => {
                "the size Lab (B2s) is not for production".to_owned()
            }
            _ => return,
        },
    };
    findings.add(size.span, message).fix(
        Safety::Unsafe,
        "Write `Standard_A2_v2`",
        size.span,
        "\"Standard_A2_v2\"",
    );
}
