use crate::{
    facts::{Versions, pages::MONITOR},
    finding::{Edit, Safety},
    model::{Gateway, Given, Named},
    rule::{Check, Context, Findings},
};

rule! {
    /// The warning is there to leave time before the critical alert, which may
    /// even stop the service. It has to come first; 50 and 90 percent count where
    /// nothing is written.
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
    /// traffic-warning-percent = 90 # error: "not below the critical alert at 75"
    /// traffic-critical-percent = 75
    /// ```
    ///
    /// ## Against the default
    ///
    /// ```toml
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// region = "eastus"
    ///
    /// [gateway.eastus.alerts]
    /// storage-gb = 2000
    /// storage-critical-percent = 40 # error: "the warning at 50 percent"
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
    /// traffic-warning-percent = 75
    /// traffic-critical-percent = 90
    /// ```
    "alert-percent-order" {
        summary: "warning of an alert does not come before the critical alert",
        severities: [Error],
        source: MONITOR.whole(),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Gateway(check),
    }
}

fn check(gateway: &Named<Gateway>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for (warning, critical) in super::percents(gateway) {
        let Some(span) = warning.given().or(critical.given()).map(|it| it.span) else { continue };
        let (Some(low), Some(high)) = (findings.stated(warning), findings.stated(critical)) else {
            continue;
        };
        // A percentage that cannot be is another mistake.
        if low < high || ![low, high].iter().all(|it| super::PERCENTS.contains(it)) {
            continue;
        }
        let note = findings.add(
            span,
            format!("the warning at {low} percent is not below the critical alert at {high}"),
        );
        if let (Some(warning), Some(critical)) = (warning.given(), critical.given())
            && low != high
        {
            let edit = |at: &Given<i64>, it: &i64| Edit { span: at.span, text: it.to_string() };
            let edits = vec![edit(warning, high), edit(critical, low)];
            note.fix_all(Safety::Unsafe, "Swap the two", edits);
        }
    }
}
