//! An object of the class `SMS_SCI_SysResUse` as a table of a site system role.

use super::{
    said::{Reading, Said, Statement, boolean},
    value::{Record, Value},
};
use crate::quote::quoted;

/// The roles that a document has a table for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Connection,
    Management,
    SoftwareUpdate,
}

/// What an export says of one role.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub kind: Kind,
    pub server: String,
    /// In the order of its table, the server and the site first.
    pub statements: Vec<Statement>,
    pub remarks: Vec<String>,
}

/// What `RoleName` calls them ("Get-CMSiteRole").
const NAMES: &[(&str, Kind)] = &[
    ("SMS Cloud Proxy Connector", Kind::Connection),
    ("SMS Management Point", Kind::Management),
    ("SMS Software Update Point", Kind::SoftwareUpdate),
];

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Connection, Kind::Management, Kind::SoftwareUpdate];

    /// The name of its table.
    pub const fn table(self) -> &'static str {
        match self {
            Kind::Connection => "connection-point",
            Kind::Management => "management-point",
            Kind::SoftwareUpdate => "software-update-point",
        }
    }
}

/// Whether the object is one of the class, of whatever role.
pub(super) fn is_role(record: &Record) -> bool {
    record.has("RoleName") || record.has("NetworkOSPath") || record.has("Props")
}

/// The role, or why the object is left out.
pub(super) fn read(record: &Record) -> Result<Role, String> {
    let mut reading = Reading::of(record);
    let name = record.get("RoleName").and_then(Value::text);
    let is_called = |name: &str| NAMES.iter().find(|(it, _)| it.eq_ignore_ascii_case(name.trim()));
    let kind = match &name {
        Some(name) => is_called(name).map(|(_, kind)| *kind),
        None => is_management_point(record).then_some(Kind::Management),
    };
    let server = server(&mut reading);
    let (kind, server) = match (kind, server, name) {
        (Some(kind), Some(server), _) => (kind, server),
        (Some(kind), None, _) => return Err(format!("a {} names no server", kind.table())),
        (None, _, Some(name)) => return Err(format!("role {} has no table here", quoted(&name))),
        (None, _, None) => return Err("a site system role has no RoleName".to_owned()),
    };
    let mut statements = vec![
        Statement::new("server", Said::text(&server)),
        Statement::new("site", reading.site_code()),
    ];
    match kind {
        Kind::Connection => {}
        Kind::Management => {
            statements.extend([
                Statement::new("cmg-traffic", cmg_traffic(&mut reading)),
                Statement::new("protocol", protocol(&mut reading)),
                Statement::new("connections", connections(&mut reading)),
            ]);
        }
        Kind::SoftwareUpdate => {
            statements.push(Statement::new("cmg-traffic", cmg_traffic(&mut reading)));
        }
    }
    Ok(Role { kind, server, statements, remarks: reading.remarks })
}

/// By a property that no other role has.
fn is_management_point(record: &Record) -> bool {
    ["MPInternetFacing", "MPIntranetFacing"].iter().any(|name| prop(record, name).is_some())
}

/// The server of `["Display=\\SERVER\"]MSWNET:["SMS_SITE=P01"]\\SERVER\`, or of `\\SERVER`.
fn server(reading: &mut Reading<'_>) -> Option<String> {
    let path = reading.token("NetworkOSPath").or_else(|| reading.token("NALPath"))?;
    let (_, server) = path.trim_end_matches('\\').rsplit_once('\\')?;
    (!server.is_empty()).then(|| server.to_owned())
}

fn cmg_traffic(reading: &mut Reading<'_>) -> Said {
    let is_lost = |props: &Value| match props {
        Value::Record(_) => false,
        Value::List(all) => !all.is_empty() && !all.iter().any(|it| matches!(it, Value::Record(_))),
        _ => true,
    };
    if reading.record.get("Props").is_some_and(is_lost) {
        reading.remark("Props is not in the export; `ConvertTo-Json -Depth 3` keeps it");
    }
    let value = prop(reading.record, "AllowProxyTraffic");
    value.map_or_else(Said::nothing, |it| Said::value(it.to_string()))
}

fn protocol(reading: &mut Reading<'_>) -> Said {
    match reading.token("SslState") {
        None => Said::nothing(),
        Some(state) if state == "0" => Said::text("http"),
        Some(state) if state.parse::<u32>().is_ok() => Said::text("https"),
        Some(state) => reading.unclear("SslState", &state, "is no number"),
    }
}

fn connections(reading: &mut Reading<'_>) -> Said {
    let internet = prop(reading.record, "MPInternetFacing");
    let intranet = prop(reading.record, "MPIntranetFacing");
    match (internet, intranet) {
        (Some(true), Some(true)) => Said::text("internet-and-intranet"),
        (Some(true), Some(false)) => Said::text("internet"),
        (Some(false), Some(true)) => Said::text("intranet"),
        _ => Said::nothing(),
    }
}

/// One of the embedded properties, which are on or off.
fn prop(record: &Record, name: &str) -> Option<bool> {
    let props = match record.get("Props")? {
        Value::List(props) => props.as_slice(),
        one => std::slice::from_ref(one),
    };
    props.iter().find_map(|prop| {
        let Value::Record(prop) = prop else { return None };
        let is_named = prop.token("PropertyName")?.eq_ignore_ascii_case(name);
        boolean(&prop.token("Value").filter(|_| is_named)?)
    })
}
