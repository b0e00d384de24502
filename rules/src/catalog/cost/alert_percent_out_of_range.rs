use crate::{
    facts::{Versions, pages::NEW_CMDLET},
    model::{Field, Gateway, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// Alerts are raised at a percentage of their threshold. What is below 1 is
    /// always exceeded, and what is above 100 comes when the threshold is long
    /// past.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// traffic-warning-percent = 0 # error: "not 1 to 100"
    /// traffic-critical-percent = 120 # error: "not 1 to 100"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// traffic-out-gb = 10000
    /// traffic-warning-percent = 50
    /// traffic-critical-percent = 100
    /// ```
    "alert-percent-out-of-range" {
        summary: "percentage of an alert is not 1 to 100",
        severities: [Error],
        source: NEW_CMDLET.whole(),
        versions: Versions::ANY,
        needs: [],
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let percents = super::percents(gateway).flat_map(|(warning, critical)| [warning, critical]);
    for percent in percents.filter_map(Field::given) {
        if !super::PERCENTS.contains(&percent.value) {
            findings
                .add(percent.span, format!("the percentage is {}, not 1 to 100", percent.value));
        }
    }
}
