//! What a plan is made of: a desired document, and something to compare it with.

use cmg_rules::{inputs::Snapshot, plan::Plan};

use crate::{
    Judge,
    baseline::{BaselineName, Found},
};

/// What planning one document came to.
#[derive(Clone, Debug)]
pub struct Planned {
    pub plan: Plan,
    /// What it is compared with, as people know it; nothing for a first deployment.
    pub baseline: Option<String>,
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
        let unreadable = |name: Option<BaselineName>, reason: &str| NoPlan::Unreadable {
            name: name.map(|name| name.to_string()).unwrap_or_default(),
            reason: reason.to_owned(),
        };
        match (found, name) {
            // Behind the colon would be a path; the document is not there yet.
            (Found::Known(before), _) => Ok(Some(before.path.trim_end_matches(':').to_owned())),
            (Found::Unreadable { reason, .. }, name) => Err(unreadable(name, reason)),
            (Found::None, None) => Err(NoPlan::NoBaseline),
            (Found::None, Some(BaselineName::None)) => Ok(None),
            (Found::None, name) => Err(unreadable(name, "it is no CMG document")),
        }
    }
}
