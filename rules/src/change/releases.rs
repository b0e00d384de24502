//! What the release of the site allows.

use crate::{
    facts::{Version, Versions},
    model::Config,
};

/// The release that the site has, and the one that it shall have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Releases {
    pub before: Option<Version>,
    pub now: Option<Version>,
}

/// The first release with the command Convert ("Modify a CMG", Convert).
pub(crate) const CONVERTS: Version = Version(2107);

/// The first release without classic gateways, whose update does not begin while
/// there is one ("What's new in version 2403").
pub(crate) const NO_CLASSIC: Version = Version(2403);

/// Releases on which all gateways of a site have one deployment model ("Modify
/// a CMG", Redeploy the service).
pub(crate) const ONE_MODEL: Versions = Versions::between(2010, 2107);

/// How a classic gateway becomes a scale set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// By the command Convert; also where nobody knows the release.
    Convert,
    /// All gateways are deleted first, then created anew.
    DeleteFirst,
    /// The release has no classic gateways any more: by a new one.
    Redeploy,
    /// The release has no scale sets.
    None,
}

impl Releases {
    pub fn of(before: &Config, now: &Config) -> Releases {
        Releases { before: before.version().ok(), now: now.version().ok() }
    }

    fn known(self) -> impl Iterator<Item = Version> {
        [self.before, self.now].into_iter().flatten()
    }

    /// That of the changes: the release that shall be, else the one that is.
    pub fn latest(self) -> Option<Version> {
        self.known().max()
    }

    pub fn conversion(self) -> Conversion {
        let (Some(first), Some(last)) = (self.known().min(), self.known().max()) else {
            return Conversion::Convert;
        };
        // On the way from one to the other the site passes those that convert.
        if first < NO_CLASSIC && last >= CONVERTS {
            Conversion::Convert
        } else if first >= NO_CLASSIC {
            Conversion::Redeploy
        } else if ONE_MODEL.contain(last) {
            Conversion::DeleteFirst
        } else {
            Conversion::None
        }
    }

    /// Whether gateways of different models may stand beside each other.
    pub fn mixes_models(self) -> bool {
        self.latest().is_none_or(|it| !ONE_MODEL.contain(it))
    }

    /// Whether a scale set changes its size in place ("Cost of CMG", Virtual
    /// machine scale set).
    pub fn resizes(self) -> bool {
        self.latest().is_none_or(|it| it >= CONVERTS)
    }
}

#[test]
fn a_site_converts_on_its_way_to_2403() {
    let of = |before, now| {
        let version = |it: u16| (it > 0).then_some(Version(it));
        Releases { before: version(before), now: version(now) }.conversion()
    };
    for (before, now) in [(0, 0), (2107, 2107), (0, 2309), (2309, 2403), (2103, 2111), (2010, 2603)]
    {
        assert_eq!(of(before, now), Conversion::Convert, "{before} {now}");
    }
    assert_eq!(of(2010, 2103), Conversion::DeleteFirst);
    assert_eq!(of(0, 2103), Conversion::DeleteFirst);
    assert_eq!(of(2403, 2603), Conversion::Redeploy);
    assert_eq!(of(2002, 2006), Conversion::None);
}
