//! What a value means often depends on the day, the release and the cloud.

use crate::{
    facts::{Date, Version, azure::Cloud},
    inputs::Inputs,
    model::{Config, Gateway, Named},
};

#[derive(Clone, Copy, Debug, Default)]
pub(in crate::assist) struct Situation {
    pub today: Option<Date>,
    /// The release of the site, where the document states one that exists.
    pub version: Option<Version>,
    /// The cloud of the gateway, else that of `[azure]`.
    pub cloud: Option<Cloud>,
    /// Whether the gateway is a classic cloud service.
    pub is_classic: bool,
}

impl Situation {
    /// Around a gateway, where the cursor is at one.
    pub fn of(inputs: &Inputs<'_>, gateway: Option<&Named<Gateway>>) -> Situation {
        let config = inputs.now.config.as_ref();
        Situation {
            today: inputs.today,
            version: config.and_then(|it| it.version().ok()),
            cloud: config.and_then(|it| cloud(it, gateway)),
            is_classic: gateway.is_some_and(|it| it.has_model("classic")),
        }
    }
}

/// The cloud that counts for a gateway, its own or that of `[azure]`. Unlike a
/// rule, somebody who types is helped while the line is not yet understood.
pub(super) fn cloud(config: &Config, gateway: Option<&Named<Gateway>>) -> Option<Cloud> {
    let own = gateway.and_then(|gateway| gateway.environment.value());
    let common = config.azure.value().and_then(|azure| azure.environment.value());
    Cloud::of_word(own.or(common)?)
}
