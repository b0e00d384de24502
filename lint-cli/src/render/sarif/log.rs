//! The objects of SARIF 2.1.0, as far as they are written here.

use std::collections::BTreeMap;

use cmg_rules::finding::Severity;
use serde::Serialize;

pub const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
pub struct Log {
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    pub version: &'static str,
    pub runs: [RunObject; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunObject {
    pub tool: Tool,
    pub invocations: [Invocation; 1],
    pub original_uri_base_ids: BTreeMap<&'static str, Base>,
    pub column_kind: &'static str,
    pub results: Vec<ResultObject>,
}

#[derive(Serialize)]
pub struct Base {
    pub description: Message,
}

#[derive(Serialize)]
pub struct Tool {
    pub driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Driver {
    pub name: &'static str,
    pub full_name: &'static str,
    pub version: &'static str,
    pub semantic_version: &'static str,
    pub information_uri: &'static str,
    pub rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Descriptor {
    pub id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub short_description: Message,
    pub full_description: Message,
    pub help: Message,
    pub help_uri: String,
    pub default_configuration: Level,
    pub properties: Properties,
}

/// What code scanning of GitHub reads.
#[derive(Serialize)]
pub struct Properties {
    pub tags: [&'static str; 1],
    pub precision: &'static str,
    #[serde(rename = "problem.severity")]
    pub problem_severity: &'static str,
}

#[derive(Serialize)]
pub struct Level {
    level: &'static str,
}

#[derive(Serialize)]
pub struct Message {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Invocation {
    pub execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
pub struct Notification {
    pub level: &'static str,
    pub message: Message,
    pub descriptor: RuleReference,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<Whole>,
}

#[derive(Serialize)]
pub struct RuleReference {
    pub id: &'static str,
}

/// A whole document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Whole {
    physical_location: WholePhysical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WholePhysical {
    artifact_location: Artifact,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultObject {
    pub rule_id: &'static str,
    pub rule_index: usize,
    pub level: &'static str,
    pub message: Message,
    pub locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<FixObject>,
    /// Always there, so that a result without one is not suppressed, rather than unknown.
    pub suppressions: Vec<Suppression>,
    pub partial_fingerprints: Fingerprints,
}

/// Not `primaryLocationLineHash`: that one GitHub computes itself, and warns where it
/// finds another.
#[derive(Serialize)]
pub struct Fingerprints {
    #[serde(rename = "cmglintKeyPath/v1")]
    pub key_path: String,
}

#[derive(Serialize)]
pub struct Suppression {
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub physical_location: Option<Physical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Physical {
    pub artifact_location: Artifact,
    pub region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Artifact {
    pub uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri_base_id: Option<&'static str>,
}

/// From 1; the last column is the one behind the place.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Region {
    pub start_line: usize,
    pub start_column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FixObject {
    pub description: Message,
    pub artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ArtifactChange {
    pub artifact_location: Artifact,
    pub replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Replacement {
    pub deleted_region: Region,
    pub inserted_content: Content,
}

#[derive(Serialize)]
pub struct Content {
    pub text: String,
}

impl Message {
    pub fn of(text: impl Into<String>) -> Message {
        Message { text: text.into(), markdown: None }
    }
}

impl Location {
    pub fn at(physical: Physical) -> Location {
        Location { physical_location: Some(physical), message: None }
    }
}

impl Whole {
    pub fn of(artifact_location: Artifact) -> Whole {
        Whole { physical_location: WholePhysical { artifact_location } }
    }
}

impl Level {
    pub fn of(severity: Severity) -> Level {
        Level { level: level(severity) }
    }
}

pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
