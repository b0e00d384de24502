use crate::{
    facts::{Version, Versions, pages},
    model::Config,
    rule::{Age, Check, Context, Findings},
};

rule! {
    /// In regions with availability zones the maintenance task *Create or Update
    /// Public IP Address* of a gateway fails every 20 minutes on version 2409,
    /// and on 2503 since the update rollup KB32851084. The gateway works, but
    /// `CloudMgr.log` and the status messages fill up until nobody sees a real
    /// error in them. KB35958849 repairs it; 2509 has it built in.
    ///
    /// ## Example
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [site]
    /// version = "2503"
    /// hotfixes = ["KB32851084"] # info: "without `KB35958849`"
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml
    /// kind = "deployed"
    ///
    /// [site]
    /// version = "2503"
    /// hotfixes = ["KB32851084", "KB35958849"]
    ///
    /// [gateway.eastus]
    /// service-name = "granitefalls.contoso.com"
    /// deployment-model = "scale-set"
    /// ```
    "hotfix-needed-for-zones" {
        summary: "maintenance of gateways fails without a hotfix",
        severities: [Info],
        source: pages::KB35958849.whole(),
        versions: Versions::between(2409, 2509),
        needs: [],
        check: Check::Document(check),
    }
}

fn check(config: &Config, context: &Context<'_>, findings: &mut Findings<'_>) {
    let scale_sets = config.gateways().iter().filter(|it| it.has_model("scale-set"));
    let age = scale_sets.map(|it| context.age(it)).find(|age| *age != Age::New);
    let (Some(age), Some(version)) = (age, context.version(findings)) else { return };
    let Some(hotfixes) = super::hotfixes(context, findings) else { return };
    let broken = version < Version(2503) || super::is_installed(hotfixes, "32851084");
    if !broken || super::is_installed(hotfixes, "35958849") {
        return;
    }
    if age == Age::Unknown {
        return findings.skip("no baseline");
    }
    let message = "maintenance of gateways fails every 20 minutes without `KB35958849`";
    findings.add(hotfixes.span, message);
}
