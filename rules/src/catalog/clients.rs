//! What clients must be, and the settings that they get.

mod gateway_client_setting_off;
mod distribution_point_client_setting_off;
mod ipv6_only_clients;
mod unsupported_client_os;

use crate::rule::Rule;

pub const FAMILY: &str = "clients";

#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &gateway_client_setting_off::RULE,
    &distribution_point_client_setting_off::RULE,
    &ipv6_only_clients::RULE,
    &unsupported_client_os::RULE,
];
