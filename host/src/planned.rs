//! What a plan is made of: a desired document, and something to compare it with.

use cmg_rules::{inputs::Snapshot, plan::Plan};

use crate::{Judge, baseline::Found};

/// What planning one document came to.
#[derive(Clone, Debug)]
pub struct Planned {
    pub plan: Plan,
    /// What it is compared with, as people know it; nothing for a first deployment.
    pub baseline: Option<String>,
    /// Whether the document did not exist at the revision: all of it is new.
    pub is_new: bool,
    /// Where there are any, the document says something else than its author meant.
    pub syntax_errors: usize,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPlan {
    /// The document states what is deployed.
    Deployed,
    /// Nobody says what to compare it with.
    NoBaseline,
    /// What somebody names cannot be read, for this reason.
    Unreadable { name: String, reason: String },
}

impl Judge {
    /// What the document is compared with: nothing for a first deployment.
    pub(crate) fn compared(
        &self,
        now: &Snapshot<'_>,
        found: &Found,
    ) -> Result<Option<String>, NoPlan> {
        let Some(config) = &now.config else { return Ok(None) };
        if !config.is_desired() {
            return Err(NoPlan::Deployed);
        }
        let name = self.named_baseline(config).map(|(name, _)| name);
        match (found, name) {
            (Found::Known(before), _) => Ok(Some(before.path.clone())),
            (Found::Unreadable { reason, .. }, name) => Err(NoPlan::Unreadable {
                name: name.map(|name| name.to_string()).unwrap_or_default(),
                reason: reason.clone(),
            }),
            (Found::None, None) => Err(NoPlan::NoBaseline),
            (Found::None, Some(_)) => Ok(None),
        }
    }
}
