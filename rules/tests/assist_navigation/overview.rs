//! A document at a glance.

use cmg_rules::{
    assist::{Child, Counts, Fate, GatewayView, Overview, overview},
    plan::plan,
    run::run,
    span::Span,
};

use crate::support::{ODD, documents, with_inputs};

fn seen(text: &str, baseline: Option<&str>) -> Overview {
    with_inputs(text, baseline, |inputs| {
        let report = run(inputs);
        overview(inputs, &report, &plan(inputs, &report))
    })
}

const TEXT: &str = "format = 1
[azure]
subscription-id = \"no\"
[gateway.south]
service-name = \"süd.contoso.com\"
region = \"eastus\"
[gateway.south.dns]
cname = \"x.example.com\"
[gateway.north]
service-name = \"falls.contoso.com\"
vm-instances = 4
[[connection-point]]
server = \"cp01\"
site = \"P01\"
gateway = \"north\"
[[management-point]]
server = \"mp01\"
[[boundary-group]]
name = \"all\"
gateways = [\"north\", \"south\", \"gone\"]
[gateway.south.alerts]
wrong = 1
";

const LIVE: &str = "format = 1
kind = \"deployed\"
[gateway.north]
service-name = \"falls.contoso.com\"
vm-instances = 2
";

fn shown(children: &[Child]) -> Vec<String> {
    children.iter().map(|it| format!("{} {}", it.kind, it.name)).collect()
}

#[test]
fn gateways_stand_with_what_belongs_to_them() {
    let seen = seen(TEXT, Some(LIVE));
    let names: Vec<&str> = seen.gateways.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["south", "north"]);
    let [south, north] = &seen.gateways[..] else { panic!("{seen:?}") };
    assert_eq!(south.detail.as_deref(), Some("süd.contoso.com"));
    assert_eq!(south.title.of(TEXT), "[gateway.south]");
    assert!(south.span.of(TEXT).ends_with("cname = \"x.example.com\""));
    assert_eq!((south.fate, south.summary.as_deref()), (Some(Fate::New), Some("new")));
    assert_eq!(
        (north.fate, north.summary.as_deref()),
        (Some(Fate::InPlace), Some("1 in place, 1 not compared"))
    );
    assert_eq!(shown(&south.children), ["boundary-group all"]);
    assert_eq!(shown(&north.children), ["connection-point cp01", "boundary-group all"]);
    assert_eq!(north.children[0].title.of(TEXT), "[[connection-point]]");
    assert_eq!(shown(&seen.rest), ["azure azure", "management-point mp01"]);
}

fn sum<'a>(all: impl Iterator<Item = &'a Counts>) -> usize {
    all.map(|it| it.error + it.warning + it.info).sum()
}

/// What was found from one place of the text to another.
fn between(text: &str, begin: &str, end: &str) -> usize {
    let end = text.find(end).unwrap_or(text.len());
    let within = Span::new(text.find(begin).unwrap(), end);
    with_inputs(text, None, |inputs| {
        let findings = run(inputs).findings;
        findings.iter().filter(|it| within.contains(it.note.span.start)).count()
    })
}

#[test]
fn findings_count_where_they_stand() {
    let seen = seen(TEXT, None);
    let total = with_inputs(TEXT, None, |inputs| run(inputs).findings.len());
    assert_eq!(sum([&seen.counts].into_iter()), total);
    let [south, north] = &seen.gateways[..] else { panic!("{seen:?}") };
    let own = between(TEXT, "[gateway.south]", "[gateway.north]");
    let at_the_end = between(TEXT, "[gateway.south.alerts]", "the end");
    assert!(own > 0 && at_the_end > 0);
    assert_eq!(sum([&south.counts].into_iter()), own + at_the_end);
    assert_eq!(
        sum([&north.counts].into_iter()),
        between(TEXT, "[gateway.north]", "[[connection-point]]")
    );
    let azure = seen.rest.iter().find(|it| it.kind == "azure").unwrap();
    assert!(azure.counts.error > 0, "{azure:?}");
    // What is said of the whole belongs to no table.
    let text = "[gateway.a]\nservice-name = \"a.contoso.com\"\n";
    let without = super::overview::seen(text, None);
    let with = super::overview::seen(&format!("format = 1\n{text}"), None);
    assert_eq!(without.counts.error, with.counts.error + 1);
    assert_eq!(without.gateways[0].counts, with.gateways[0].counts);
}

#[test]
fn days_and_ways_are_told() {
    let ends = "[gateway.north.certificate]\nnot-after = 2026-12-02\n";
    let live = format!("kind = \"deployed\"\n[gateway.north]\nservice-name = \"a.b.c\"\n{ends}");
    let north: GatewayView = seen(&live, None).gateways.remove(0);
    assert_eq!(north.certificate_days_left, Some(10));
    assert_eq!((north.fate, north.summary), (None, None));
    let over = live.replace("2026-12-02", "2026-11-21");
    assert_eq!(seen(&over, None).gateways[0].certificate_days_left, Some(-1));
    let same = TEXT.replace("vm-instances = 4", "vm-instances = 2");
    assert_eq!(seen(&same, Some(LIVE)).gateways[1].fate, Some(Fate::None));
    let live = LIVE.replace("vm-instances = 2", "region = \"westus\"");
    let moved = TEXT.replace("vm-instances = 4", "region = \"eastus\"");
    assert_eq!(seen(&moved, Some(&live)).gateways[1].fate, Some(Fate::Redeploy));
    let live = LIVE.replace("vm-instances = 2", "deployment-model = \"classic\"");
    let text = TEXT.replace("format = 1", "format = 1\nsite.version = \"2303\"");
    let text = text.replace("vm-instances = 4", "deployment-model = \"scale-set\"");
    assert_eq!(seen(&text, Some(&live)).gateways[1].fate, Some(Fate::Convert));
}

#[test]
fn what_is_half_typed_is_shown_as_far_as_it_goes() {
    let names = |text: &str| {
        let seen = seen(text, Some(LIVE));
        let all: Vec<String> = seen.gateways.into_iter().map(|it| it.name).collect();
        all.join(" ")
    };
    assert_eq!(names("[gateway.north\nservice-name = \n[gateway.sü│d]\n"), "north sü│d");
    assert_eq!(names("[gateway.north.dns]\r\n[gateway.\r\n"), "north");
    assert_eq!(names("gateway = { a = { }, b = { region = \"x\" } }\n"), "a b");
    assert_eq!(names("[gateway]\na.region = 1\nb.region = 2\na.x = 3\n"), "a b");
    assert_eq!(names("gateway.a.region = 1\ngateway.b.region = 2\n"), "a b");
    assert_eq!(names(""), "");
    let text = "[gateway.a]\nregion = \n[[connection-point]]\nserver = \"cp\ngateway = \"a\"\n";
    let seen = seen(text, None);
    assert_eq!(shown(&seen.gateways[0].children), ["connection-point cp"]);
    assert!(seen.gateways[0].counts.error > 0, "the broken line is the gateway's");
}

#[test]
fn every_document_is_seen_without_its_secrets() {
    for text in documents().into_iter().chain(ODD.iter().map(|it| (*it).to_owned())) {
        let told = format!("{:?}", seen(&text, Some(LIVE)));
        assert!(!told.contains("hunter2") && !told.contains("Pa$$w0rd"), "{told}\n{text}");
        for end in text.char_indices().map(|(at, _)| at).step_by(1 + text.len() / 40) {
            let text = &text[..end];
            let seen = seen(text, Some(LIVE));
            let children = seen.gateways.iter().flat_map(|it| &it.children).chain(&seen.rest);
            let places = children.map(|it| (it.span, it.title));
            for (span, title) in places.chain(seen.gateways.iter().map(|it| (it.span, it.title))) {
                assert!(text.get(span.start..span.end).is_some(), "{text}");
                assert!(span.start <= title.start && title.end <= span.end, "{text}");
            }
            let own = seen.gateways.iter().map(|it| &it.counts);
            assert!(sum(own) <= sum([&seen.counts].into_iter()), "{text}");
        }
    }
}
