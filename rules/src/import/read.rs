//! From the bytes of an export to what it says.

use super::{Export, Problem, gateway, json, list, role, table, text, value::Record};
use crate::document::Document;

const EXPECTED: &str = "it is no export: neither JSON (`ConvertTo-Json`) nor CSV (`Export-Csv`) \
    nor a list (`Format-List`)";

/// Reads one export, which is understood by what it holds and not by its name.
pub fn read(bytes: &[u8]) -> Result<Export, Problem> {
    let text = text::decode(bytes)?;
    let records = records(&text)?;
    if records.is_empty() {
        return Err(Problem::new("it holds no object: the cmdlet has returned nothing"));
    }
    let mut export = Export::default();
    let mut known = false;
    for record in &records {
        known |= export.add(record);
    }
    if !known {
        let message = "none of its objects is a gateway or a site system role; \
            `Get-CMCloudManagementGateway` returns gateways";
        return Err(Problem::new(message));
    }
    Ok(export)
}

fn records(text: &str) -> Result<Vec<Record>, Problem> {
    match text.trim_start().chars().next() {
        None => Err(Problem::new("it is empty: the cmdlet has returned nothing")),
        Some('{' | '[') => json::records(text).map_err(|problem| other(text, problem)),
        Some(_) if table::is_table(text) => table::records(text),
        Some(_) if list::is_list(text) => list::records(text),
        Some(_) => Err(other(text, Problem::new(EXPECTED))),
    }
}

/// Whoever takes a document for an export is told so.
fn other(text: &str, problem: Problem) -> Problem {
    match Document::parse(text).errors.is_empty() {
        true => Problem::new("it is a TOML document already, and no export"),
        false => problem,
    }
}

impl Export {
    /// Whether the object is of a class that is known here.
    fn add(&mut self, record: &Record) -> bool {
        let left_out = |why: String| format!("{why}, left out");
        if role::is_role(record) {
            match role::read(record) {
                Ok(role) => self.roles.push(role),
                Err(why) => self.remarks.push(left_out(why)),
            }
        } else if gateway::is_service(record) {
            match gateway::read(record) {
                Ok(gateway) => self.gateways.push(gateway),
                Err(why) => self.remarks.push(left_out(why)),
            }
        } else {
            let what = "an object that is neither a gateway nor a site system role";
            self.remarks.push(left_out(what.to_owned()));
            return false;
        }
        true
    }
}
