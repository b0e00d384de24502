//! Alerts on traffic and storage, and what stops a service.

mod traffic_alert_missing;
mod alert_percent_out_of_range;
mod alert_percent_order;
mod alert_threshold_not_positive;
mod stop_without_alert;
mod storage_alert_without_content;
mod traffic_alert_blind;
mod stop_cuts_off_clients;
mod stopped_gateway_costs;

use crate::{
    finding::Note,
    model::{Alerts, Field, Gateway, Named},
    rule::Rule,
};

pub const FAMILY: &str = "cost";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &traffic_alert_missing::RULE,
    &alert_percent_out_of_range::RULE,
    &alert_percent_order::RULE,
    &alert_threshold_not_positive::RULE,
    &stop_without_alert::RULE,
    &storage_alert_without_content::RULE,
    &traffic_alert_blind::RULE,
    &stop_cuts_off_clients::RULE,
    &stopped_gateway_costs::RULE,
];

/// Percents of a threshold.
const PERCENTS: std::ops::RangeInclusive<i64> = 1..=100;

/// The percents that raise a warning and a critical alert, of traffic and of storage.
fn percents(gateway: &Gateway) -> impl Iterator<Item = (&Field<i64>, &Field<i64>)> {
    gateway.alerts.value().into_iter().flat_map(|alerts| {
        [
            (&alerts.traffic_warning_percent, &alerts.traffic_critical_percent),
            (&alerts.storage_warning_percent, &alerts.storage_critical_percent),
        ]
    })
}

/// Offers to turn the alert on, with the threshold that the console proposes.
fn add_traffic_alert(note: &mut Note, gateway: &Named<Gateway>, alerts: &Alerts) {
    let header = format!("gateway.{}.alerts", gateway.handle);
    note.insert(alerts.room, &header, "traffic-out-gb", "10000");
}
