//! Hints and lenses.

use std::sync::Arc;

use cmg_rules::{
    assist::{Hint, HintKind, HintKinds, hints, lenses},
    certificate::read,
    inputs::{Baseline, Inputs, Opened, Snapshot},
    levels::Levels,
    plan::plan,
    run::run,
    span::Span,
};

use crate::support::{TODAY, applied, check, with_inputs};

const NONE: HintKinds =
    HintKinds { deployment_names: false, expiry: false, defaults: false, deployed: false };

/// The text with its hints between `«»`.
fn shown(text: &str, hints: &[Hint]) -> String {
    let mut shown = text.to_owned();
    for hint in hints.iter().rev() {
        shown.insert_str(hint.at, &format!("«{}»", hint.text));
    }
    shown
}

fn of_kind(text: &str, baseline: Option<&str>, kinds: HintKinds) -> String {
    let all = Span::new(0, text.len());
    with_inputs(text, baseline, |inputs| shown(text, &hints(inputs, all, kinds)))
}

#[test]
fn a_service_name_tells_the_deployment_name() {
    let name = "service-name = \"falls.contoso.com\"";
    let cases = [
        (
            format!("[gateway.a]\n{name}\nregion = \"eastus\"\n"),
            "→ falls.eastus.cloudapp.azure.com",
        ),
        (
            format!("[gateway.a]\n{name}\nregion = \"East US\"\n"),
            "→ falls.eastus.cloudapp.azure.com",
        ),
        (format!("[gateway.a]\n{name}\ndeployment-model = \"classic\"\n"), "→ falls.cloudapp.net"),
        (
            format!(
                "azure.environment = \"AzureUSGovernmentCloud\"\n[gateway.a]\n{name}\nregion = \"usgovvirginia\"\n"
            ),
            "→ falls.usgovcloudapp.net",
        ),
        (
            format!("[gateway.a]\r\n{name}\r\nregion = \"eastus\"\r\n[gateway.b]\r\nreg\r\n"),
            "→ falls.eastus.cloudapp.azure.com",
        ),
        (
            format!("[gateway.a]\n{name}\nregion = \"eastus\"\nreg\n"),
            "→ falls.eastus.cloudapp.azure.com",
        ),
        (format!("[gateway.a]\n{name}\nregion = \"nowhere\"\n"), ""),
        (format!("[gateway.a]\n{name}\n"), ""),
        (format!("[gateway.a]\n{name}\nregion = \"eastus\"\ndeployment-name =\n"), ""),
        (format!("[gateway.a]\n{name}\nregion = \"eastus\"\ndeployment-name = \"x\"\n"), ""),
        ("[gateway.a]\nservice-name = \"nodomain\"\nregion = \"eastus\"\n".to_owned(), ""),
        (format!("[gateway.a]\n{name} # password: x\nregion = \"eastus\"\n"), ""),
    ];
    for (text, expected) in cases {
        let found = of_kind(&text, None, HintKinds { deployment_names: true, ..NONE });
        let expected = match expected {
            "" => text.clone(),
            hint => text.replace(name, &format!("{name}«{hint}»")),
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn a_hint_writes_itself_down() {
    let text = "[gateway.a]\nservice-name = \"falls.contoso.com\"\nregion = \"eastus\"\n";
    let after = with_inputs(text, None, |inputs| {
        let found = hints(inputs, Span::new(0, text.len()), HintKinds::default());
        assert_eq!(found.len(), 2);
        let edits: Vec<_> = found.into_iter().filter_map(|it| it.edit).collect();
        [applied(text, &edits[..1]), applied(text, &edits[1..])]
    });
    assert_eq!(after[0], format!("{text}vm-instances = 1\nvm-size = \"Standard_A2_v2\"\n"));
    let name = "deployment-name = \"falls.eastus.cloudapp.azure.com\"";
    assert_eq!(after[1], format!("{text}{name}\n"));
    for text in after {
        let left = of_kind(&text, None, HintKinds::default());
        assert_eq!(left.matches('«').count(), 1, "{left}");
    }
}

#[test]
fn defaults_stand_behind_the_header() {
    let cases = &[
        ("[gateway.a]\n", "[gateway.a]«vm-instances = 1, vm-size = Standard_A2_v2»\n"),
        (
            "[gateway.a]\nvm-instances = 2\n",
            "[gateway.a]«vm-size = Standard_A2_v2»\nvm-instances = 2\n",
        ),
        ("[gateway.a] # x\nvm-instances =\nvm-size = \"Standard_B2s\"\n", ""),
        (
            "[gateway.a]\ndeployment-model = \"classic\"\n",
            "[gateway.a]«vm-instances = 1»\ndeployment-model = \"classic\"\n",
        ),
        (
            "site.version = \"2103\"\n[gateway.a]\n",
            "site.version = \"2103\"\n[gateway.a]«vm-instances = 1»\n",
        ),
        ("kind = \"deployed\"\n[gateway.a]\n", ""),
        ("gateway.a.region = \"eastus\"\n", ""),
        ("gateway = { a = {} }\n", ""),
        ("[gateway.a.dns]\n", ""),
    ];
    check(cases, |text| {
        let found = of_kind(text, None, HintKinds { defaults: true, ..NONE });
        if found == text { String::new() } else { found }
    });
}

#[test]
fn days_are_counted() {
    let cases = &[
        ("2026-11-22", "expires today"),
        ("2026-11-23", "expires in 1 day"),
        ("2027-01-06", "expires in 45 days"),
        ("2026-11-21", "expired 1 day ago"),
        ("2026-11-19T10:00:00Z", "expired 3 days ago"),
    ];
    for (day, text) in cases {
        let document = format!("[azure.server-app]\nsecret-expires = {day}\n");
        let expiry = HintKinds { expiry: true, ..NONE };
        let found = of_kind(&document, None, expiry);
        assert_eq!(found, format!("[azure.server-app]\nsecret-expires = {day}«{text}»\n"));
        let document = format!("kind = \"deployed\"\n[gateway.a.certificate]\nnot-after = {day}\n");
        assert!(of_kind(&document, None, expiry).contains(&format!("{day}«{text}»")));
    }
}

#[test]
fn certificates_tell_their_last_day() {
    let text = "[gateway.a.certificate]\nfile = \"leaf.cer\"\n[[gateway.a.trusted-certificate]]\n\
        file = \"gone.cer\"\n[[connection-point]]\nclient-certificate = \"leaf.cer\"\n";
    let bytes = include_bytes!("../certificates/leaf.cer");
    let file = read(bytes, None).unwrap();
    let days = cmg_rules::facts::days_between(TODAY, file.leaf().unwrap().not_after.date());
    let levels = Levels::default();
    let mut now = Snapshot::read(text);
    let opened = Opened::Read { file: Arc::new(file), text: None };
    let config = now.config.take().unwrap();
    for named in config.certificate_files().iter().filter(|it| it.path.as_str() == "leaf.cer") {
        now.files.insert(named, opened.clone());
    }
    now.config = Some(config);
    let inputs = Inputs { today: Some(TODAY), ..Inputs::of(now, &levels) };
    let all = Span::new(0, text.len());
    let found = shown(text, &hints(&inputs, all, HintKinds { expiry: true, ..NONE }));
    let words = if days < 0 {
        format!("expired {} days ago", -days)
    } else {
        format!("expires in {days} days")
    };
    assert_eq!(found.matches(&format!("\"leaf.cer\"«{words}»")).count(), 2, "{found}");
    assert_eq!(found.matches('«').count(), 2);
}

const BASELINE: &str = "format = 1\nkind = \"deployed\"\n[azure]\nsubscription-id = \"e517b8cb-a969-4d1e-b2ea-ae1e6c052020\"\n\
    [gateway.a]\nservice-name = \"a.contoso.com\"\nregion = \"eastus\"\nvm-instances = 2\nvm-size = \"Standard_A2_v2\"\ndeployment-model = \"scale-set\"\n\
    description = \"hello, this is a long description of a gateway in the east\"\n";

#[test]
fn what_is_deployed_stands_behind_what_is_written() {
    let head = "[gateway.a]\nservice-name = \"a.contoso.com\"\n";
    let cases = [
        ("vm-instances = 4\n", "vm-instances = 4«deployed: 2 (in place)»\n"),
        ("vm-instances = 4 # x\r\n", "vm-instances = 4«deployed: 2 (in place)» # x\r\n"),
        (
            "vm-instances = 2\nregion = \"westus\"\n",
            "vm-instances = 2\nregion = \"westus\"«deployed: eastus (redeploy, same name)»\n",
        ),
        (
            "vm-instances = 2\ndescription = \"x\"\n",
            "vm-instances = 2\ndescription = \"x\"«deployed: hello, this is a long description of a g… (in place)»\n",
        ),
        ("vm-instances = 2\n", "vm-instances = 2\n"),
        ("vm-instances = 4 # password: x\n", "vm-instances = 4 # password: x\n"),
    ];
    for (text, expected) in cases {
        let text = format!("{head}{text}");
        let found = of_kind(&text, Some(BASELINE), HintKinds { deployed: true, ..NONE });
        assert_eq!(found, format!("{head}{expected}"));
    }
    let text = format!("{head}region = \"eastus\"\n");
    let found = of_kind(&text, Some(BASELINE), HintKinds { deployed: true, ..NONE });
    assert!(found.starts_with("[gateway.a]«deployed: vm-instances = 2 (in place)»\n"), "{found}");
}

#[test]
fn what_all_gateways_share_is_said_once() {
    let text = "[azure]\nsubscription-id = \"05a349fa-298a-4427-8771-9efcdb73431e\"\n\
        [gateway.a]\nvm-instances = 2\n[gateway.b]\nvm-instances = 2\n";
    let baseline =
        format!("{BASELINE}[gateway.b]\nservice-name = \"b.contoso.com\"\nvm-instances = 2\n");
    let found = of_kind(text, Some(&baseline), HintKinds { deployed: true, ..NONE });
    assert_eq!(found.matches("«deployed: e517b8cb").count(), 1, "{found}");
    let dotted =
        text.replace("[azure]\nsub", "azure.environment = \"AzureUSGovernmentCloud\"\nazure.sub");
    let found = of_kind(&dotted, Some(&baseline), HintKinds::default());
    assert!(found.starts_with("azure.environment"), "{found}");
}

#[test]
fn only_what_is_seen_gets_hints() {
    let text = "[gateway.a]\n[gateway.b]\n[gateway.c]\n";
    let at = |range: Span| {
        with_inputs(text, None, |inputs| hints(inputs, range, HintKinds::default()).len())
    };
    assert_eq!(at(Span::new(0, text.len())), 3);
    assert_eq!(at(Span::new(12, 24)), 1);
    assert_eq!(at(Span::new(0, 0)), 0);
    let kinds: Vec<HintKind> = with_inputs(text, None, |inputs| {
        hints(inputs, Span::new(0, 12), HintKinds::default()).iter().map(|it| it.kind).collect()
    });
    assert_eq!(kinds, [HintKind::Default]);
}

/// `handle: title`, for each gateway.
fn lens(text: &str, baseline: Option<&str>) -> String {
    with_inputs(text, baseline, |inputs| {
        let plan = plan(inputs, &run(inputs));
        let all = lenses(inputs, &plan);
        all.iter().map(|it| format!("{}: {}", it.handle, it.title)).collect::<Vec<_>>().join("; ")
    })
}

#[test]
fn a_lens_tells_what_becomes_of_a_gateway() {
    let same = "format = 1\n[gateway.a]\nservice-name = \"a.contoso.com\"\nvm-instances = 2\n";
    let cases: &[(&str, &str)] = &[
        (same, "a: no changes"),
        (&same.replace("= 2", "= 4"), "a: 1 in place: show plan"),
        (
            &format!("{}region = \"westus\"\n", same.replace("= 2", "= 4")),
            "a: 1 in place, 1 redeploy: show plan",
        ),
        (
            &format!("{same}[gateway.n]\nservice-name = \"n.contoso.com\"\n"),
            "a: no changes; n: new: show plan",
        ),
        (&format!("{same}resource-group = \"rg\"\n"), "a: no changes, 1 not compared"),
        (&same.replace(".a]", ".renamed]"), "renamed: no changes"),
        (&same.replace("format = 1", "kind = \"deployed\""), ""),
        ("", ""),
    ];
    check(cases, |text| lens(text, Some(BASELINE)));
    assert_eq!(lens(same, None), "");
    let broken = BASELINE.replace("[gateway.a]\n", "[gateway.a]\n[gateway.\"x y\"]\n[gateway.z]\n");
    let new = "[gateway.n]\nservice-name = \"n.contoso.com\"\n";
    assert_eq!(lens(new, Some(&broken)), "", "nobody knows whether it is new");
    let levels = Levels::default();
    let before = Baseline::Unreadable {
        reason: "gone".to_owned(),
        by: cmg_rules::inputs::NamedBy::Document,
    };
    let inputs = Inputs { before, ..Inputs::of(Snapshot::read(same), &levels) };
    assert_eq!(lenses(&inputs, &plan(&inputs, &run(&inputs))), []);
}
