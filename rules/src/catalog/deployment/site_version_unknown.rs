use crate::{
    facts::{
        Version, Versions,
        pages::UPDATES,
        releases::{self, RELEASES},
    },
    finding::{Safety, Severity},
    model::{Config, Field, Given, Text, nearest},
    quote::{quoted, toml_string},
    rule::{Check, Context, Findings},
};

rule! {
    /// A release of the current branch is written as the two digits of its year
    /// and of its month. With any other version, rules for some releases only
    /// are skipped or, worse, taken for those of another release. The number of
    /// a build is recognized, and the fix replaces it by its release.
    ///
    /// ## Example
    ///
    /// ```toml
    /// [site]
    /// version = "2408" # error: "`2408` is no release"
    /// target-version = "5.00.9146" # error: "`5.00.9146` is no version"
    /// ```
    ///
    /// ## A release of the future
    ///
    /// ```toml
    /// [site]
    /// version = "2603"
    /// target-version = "2609" # info: "newer than `2603`"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// [site]
    /// version = "2409"
    /// target-version = "2603"
    /// ```
    "site-version-unknown" {
        summary: "no release of Configuration Manager has this version",
        severities: [Error, Info],
        source: UPDATES.section("Version details"),
        versions: Versions::ANY,
        needs: [],
        fix: Unsafe,
        check: Check::Document(check),
    }
}

fn check(config: &Config, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(site) = config.site.value() else { return };
    for stated in [&site.version, &site.target_version].into_iter().filter_map(Field::given) {
        judge(stated, findings);
    }
}

fn judge(stated: &Given<Text>, findings: &mut Findings<'_>) {
    let version = Version::parse(stated);
    if version.is_some_and(|it| releases::find(it).is_some()) {
        return;
    }
    let newest = releases::newest().map(|release| release.version);
    if let (Some(version), Some(newest)) = (version, newest)
        && version > newest
    {
        let message = format!("`{version}` is newer than `{newest}`, the last release known here");
        findings.add(stated.span, message).severity(Severity::Info);
        return;
    }
    let what = match version {
        Some(_) => "no release that has cloud management gateways",
        None => "no version of four digits, as in `2603`",
    };
    let note = findings.add(stated.span, format!("{} is {what}", quoted(stated)));
    let meant = match version {
        Some(version) => nearest_in_time(version),
        None => of_build(stated).or_else(|| nearest_in_spelling(stated)),
    };
    if let Some(meant) = meant {
        let text = toml_string(&meant.to_string());
        note.fix(Safety::Unsafe, format!("Write `{meant}`"), stated.span, text);
    }
}

fn nearest_in_time(version: Version) -> Option<Version> {
    let months = |it: Version| it.0 / 100 * 12 + it.0 % 100;
    RELEASES
        .iter()
        .map(|release| release.version)
        .min_by_key(|it| months(*it).abs_diff(months(version)))
}

/// `5.00.9146.1000` is what the console shows of 2603.
fn of_build(text: &str) -> Option<Version> {
    let has = |build: &str| {
        build.rsplit('.').next().is_some_and(|it| text.split('.').any(|part| part == it))
    };
    Some(RELEASES.iter().find(|release| has(release.build))?.version)
}

fn nearest_in_spelling(text: &str) -> Option<Version> {
    let names: Vec<String> = RELEASES.iter().map(|release| release.version.to_string()).collect();
    let mut names = names.iter().map(String::as_str);
    let named = names.clone().find(|name| text.contains(name));
    Version::parse(named.or_else(|| nearest(text.trim(), &mut names))?)
}

#[test]
fn a_fix_is_the_release_that_was_meant() {
    for (text, meant) in [
        ("5.0.9132.1000", "2409"),
        ("v2403", "2403"),
        ("24O3", "2403"),
        ("Current Branch 2509", "2509"),
    ] {
        let found = of_build(text).or_else(|| nearest_in_spelling(text));
        assert_eq!(found, Version::parse(meant), "{text}");
    }
    assert_eq!(nearest_in_spelling("current"), None);
    assert_eq!(nearest_in_time(Version(2301)), Some(Version(2303)));
}
