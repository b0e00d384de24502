//! What a change of the document means: the way of each setting, and the steps.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "tests")]

#[path = "conversion/documents.rs"]
#[allow(dead_code, reason = "shared")]
mod documents;
#[path = "plan/support.rs"]
mod support;

use documents::*;
use support::*;

fn dump(deployed: &str, desired: &str) {
    let plan = planned(deployed, desired);
    println!("OBSTACLES {:#?}", obstacles(&plan));
    println!("{}", table(&plan).join("\n"));
    println!("unknown {:?}", plan.unknown);
    for it in &plan.before {
        println!("  [ ] {}", it.text);
    }
    println!("{}", steps(&plan).join("\n"));
    for it in &plan.after {
        println!("  after {}", it);
    }
    for it in &plan.rollback {
        println!("  back {} {} {:?}", it.subject, it.text, it.cmdlet.as_ref().map(command));
    }
}

#[test]
fn dumped() {
    let (deployed, desired) = site("2603", "scale-set");
    println!("=== self");
    dump(&deployed, &desired);
    for (old, new) in IN_PLACE {
        println!("=== {new}");
        dump(&deployed, &edited(&desired, old, new));
    }
    println!("=== region");
    dump(&deployed, &edited(&desired, REGION.0, REGION.1));
    println!("=== name");
    dump(&deployed, &edited(&desired, SERVICE_NAME.0, SERVICE_NAME.1));
    println!("=== both regions");
    dump(
        &deployed,
        &edited(
            &edited(&desired, REGION.0, REGION.1),
            "region = \"westus\"",
            "region = \"westeurope\"",
        ),
    );
    let (deployed, desired) = site("2309", "classic");
    println!("=== convert");
    dump(
        &deployed,
        &edited(
            &converted(&desired),
            "vm-instances = 2",
            "vm-instances = 3\nvm-size = \"Standard_A4_v2\"",
        )
        .replacen("vm-size = \"Standard_A2_v2\"\n", "", 1),
    );
    let (deployed, desired) = site("2103", "classic");
    println!("=== 2103");
    dump(&deployed, &desired.replace("\"classic\"", "\"scale-set\""));
    let (deployed, desired) = site("2603", "scale-set");
    println!("=== to classic");
    dump(&deployed, &edited(&desired, "\"scale-set\"", "\"classic\""));
}
