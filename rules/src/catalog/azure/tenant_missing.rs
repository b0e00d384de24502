use crate::{
    facts::{Versions, pages::SETUP},
    finding::Severity,
    model::{Config, Field},
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// From version 2309 a gateway is created in the name of the server app, and
    /// the wizard and the cmdlet first ask for the tenant that the app lives in.
    /// Gateways that already run go on without.
    ///
    /// ## Example
    ///
    /// ```toml before
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// ```
    ///
    /// ```toml
    /// [azure] # error: "`tenant-id` is missing"
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.westus]
    /// service-name = "cascadefalls.contoso.com"
    /// region = "westus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Without a baseline
    ///
    /// ```toml
    /// [azure] # warning: "`tenant-id` is missing"
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [azure]
    /// tenant-id = "05a349fa-298a-4427-8771-9efcdb73431e"
    /// subscription-id = "e517b8cb-a969-4d1e-b2ea-ae1e6c052020"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    /// ```
    ///
    /// ```version
    /// 2603
    /// ```
    "tenant-missing" {
        summary: "gateway is to be created in no tenant",
        severities: [Error, Warning],
        source: SETUP.whole(),
        versions: Versions::since(2309),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(azure) = config.azure.value().filter(|_| context.is_desired()) else { return };
    let Field::Absent(_) = azure.tenant_id else { return };
    let lacking = config.gateways().iter().filter(|it| matches!(it.tenant_id, Field::Absent(_)));
    // Without a baseline the age of all is unknown.
    let severity = match lacking.map(|it| context.age(it)).find(|age| *age != Age::Existing) {
        Some(Age::New) => Severity::Error,
        Some(_) => Severity::Warning,
        None => return,
    };
    findings.add(azure.header, "`tenant-id` is missing").severity(severity);
}
