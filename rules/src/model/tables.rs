//! The tables of a CMG document, each declared once.

mod gateway;
mod roles;
mod site;

use super::{ByHandle, Field, Key, Literal, Text, Word, key};
use crate::{facts::Date, table};
pub use gateway::{Alerts, Certificate, Dns, Gateway, TrustedCertificate};
pub use roles::{
    BoundaryGroup, Clients, ConnectionPoint, Features, ManagementPoint, Media, SiteSystemRole,
    SoftwareUpdatePoint, TaskSequence,
};
pub use site::{Azure, ClientApp, PrimarySite, ServerApp, Site};

table! {
    /// A whole document.
    pub struct Config in "" {
        /// Version of this format.
        format: i64 = "format", key().always();
        /// What the document states: what shall be, or what is.
        kind: Word = "kind", key()
            .words(&["desired", "deployed"])
            .default(Literal::Text("desired"));
        /// The deployed document, or export of `Get-CMCloudManagementGateway`, that this one is
        /// compared with: a path, or `git:` and a revision.
        baseline: Text = "baseline", key().is_path();
        /// The day whose live state this is. Only `cmglint import` writes it: what is imported is
        /// what Azure runs, and nobody has edited it.
        imported: Date = "imported", key().deployed_only();
        /// The top-level site that owns the gateways.
        site: Site = "site";
        /// The primary sites of a hierarchy.
        primary_sites: Vec<Field<PrimarySite>> = "primary-site";
        /// The subscription and tenant that the gateways live in.
        azure: Azure = "azure";
        /// The gateways, each under a short handle of the author's choice.
        gateways_by_handle: ByHandle<Gateway> = "gateway";
        /// The roles that connect gateways with the site.
        connection_points: Vec<Field<ConnectionPoint>> = "connection-point";
        /// Management points.
        management_points: Vec<Field<ManagementPoint>> = "management-point";
        /// Software update points.
        software_update_points: Vec<Field<SoftwareUpdatePoint>> = "software-update-point";
        /// Any other site system role.
        site_system_roles: Vec<Field<SiteSystemRole>> = "site-system-role";
        /// Boundary groups that gateways are assigned to.
        boundary_groups: Vec<Field<BoundaryGroup>> = "boundary-group";
        /// The clients, and the settings that they get.
        clients: Clients = "clients";
        /// What shall work over the gateways.
        features: Features = "features";
        /// Task sequences that are deployed to clients on the internet.
        task_sequences: Vec<Field<TaskSequence>> = "task-sequence";
    }
}

/// Every table with its header, for those who look for a key in the wrong one.
pub const PLACES: &[(&str, &[Key])] = &[
    ("the lines above the first table", Config::KEYS),
    ("[site]", Site::KEYS),
    ("[[primary-site]]", PrimarySite::KEYS),
    ("[azure]", Azure::KEYS),
    ("[azure.server-app]", ServerApp::KEYS),
    ("[azure.client-app]", ClientApp::KEYS),
    ("[gateway.HANDLE]", Gateway::KEYS),
    ("[gateway.HANDLE.certificate]", Certificate::KEYS),
    ("[[gateway.HANDLE.trusted-certificate]]", TrustedCertificate::KEYS),
    ("[gateway.HANDLE.alerts]", Alerts::KEYS),
    ("[gateway.HANDLE.dns]", Dns::KEYS),
    ("[[connection-point]]", ConnectionPoint::KEYS),
    ("[[management-point]]", ManagementPoint::KEYS),
    ("[[software-update-point]]", SoftwareUpdatePoint::KEYS),
    ("[[site-system-role]]", SiteSystemRole::KEYS),
    ("[[boundary-group]]", BoundaryGroup::KEYS),
    ("[clients]", Clients::KEYS),
    ("[features]", Features::KEYS),
    ("[[task-sequence]]", TaskSequence::KEYS),
    ("[task-sequence.media]", Media::KEYS),
];

/// The keys of the table that a header as it is written opens.
pub(super) fn keys_of_header(header: &str) -> Option<&'static [Key]> {
    let name = header.trim_matches(['[', ']', ' ', '\t']);
    let mut steps = name.split('.').map(|step| step.trim().trim_matches(['"', '\'']));
    let mut keys = Config::KEYS;
    while let Some(step) = steps.next() {
        let key = keys.iter().find(|key| key.name == step)?;
        if matches!(key.shape, super::Shape::Handles(_)) {
            steps.next();
        }
        keys = super::unknown::keys_of(&key.shape)?;
    }
    Some(keys)
}

impl Config {
    /// Whether absent keys have their default.
    pub fn is_desired(&self) -> bool {
        self.kind.value().is_none_or(|kind| *kind != "deployed")
    }

    /// Whether it is the live state of some day, which nobody has edited.
    pub fn is_live(&self) -> bool {
        !self.is_desired() && self.imported.is_written()
    }

    /// In the order of the text; none where the table is absent or not understood.
    pub fn gateways(&self) -> &[super::Named<Gateway>] {
        self.gateways_by_handle.tables()
    }

    /// The gateway of that handle; handles compare with case.
    pub fn gateway(&self, handle: &str) -> Option<&super::Named<Gateway>> {
        self.gateways().iter().find(|gateway| &*gateway.handle == handle)
    }
}
