//! What holds for every plan.

use super::{
    documents::{
        FROZEN, IN_PLACE, REGION, RESOURCE_GROUP, SERVICE_NAME, SUBSCRIPTION, VM_SIZE, converted,
        site,
    },
    procedures::POINTS,
    support::{fewest, planned, steps, table},
};

/// Changes that may come together.
const EDITS: &[(&str, &str)] = &[
    IN_PLACE[0],
    IN_PLACE[1],
    IN_PLACE[2],
    IN_PLACE[3],
    IN_PLACE[4],
    IN_PLACE[5],
    IN_PLACE[6],
    REGION,
    RESOURCE_GROUP,
    SUBSCRIPTION,
    SERVICE_NAME,
    VM_SIZE,
    FROZEN[0].0,
    FROZEN[2].0,
    ("cedarcreek.contoso.com", "oakwood.contoso.com"),
    ("region = \"westus\"", "region = \"northeurope\""),
    ("[gateway.two]", "[gateway.other]"),
    ("vm-size = \"Standard_A2_v2\"\n", ""),
    ("deployment-model = \"classic\"", "deployment-model = \"scale-set\""),
    ("kind = \"desired\"", "kind = \"desired\" # changed"),
];

/// A small generator, so that every run is the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// Pairs of what is deployed and what shall be.
pub fn worlds() -> Vec<(String, String, String)> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut worlds = Vec::new();
    for round in 0..400 {
        let version = ["2010", "2103", "2107", "2309", "2403", "2603"][dice.roll(6)];
        let model = ["classic", "scale-set"][dice.roll(2)];
        let (mut deployed, mut desired) = site(version, model);
        let mut names = format!("{round} {version} {model}");
        for _ in 0..=dice.roll(4) {
            let (old, new) = EDITS[dice.roll(EDITS.len())];
            if desired.contains(old) {
                desired = desired.replacen(old, new, 1);
                names.push_str(&format!(", {new:?}"));
            }
        }
        if dice.roll(2) == 0 {
            deployed.push_str(POINTS);
            let moved = ["cp01", "cp03"][dice.roll(2)];
            desired.push_str(&POINTS.replacen("cp01", moved, 1));
        }
        if dice.roll(6) == 0 && model == "classic" && desired.contains("\"classic\"") {
            desired = converted(&desired);
        }
        if dice.roll(5) == 0 {
            let (rest, _) = desired.split_once("[gateway.two]").unwrap_or((&desired, ""));
            desired = rest.to_owned();
            names.push_str(", without two");
        }
        worlds.push((names, deployed, desired));
    }
    worlds
}

#[test]
fn what_is_planned_is_what_shall_be() {
    for (name, _, desired) in worlds() {
        let done = planned(&desired, &desired);
        assert!(done.is_empty() && done.steps.is_empty(), "{name}: {done:?}");
        let kind = desired.replace("kind = \"desired\"", "kind = \"deployed\"");
        let plan = planned(&kind, &desired);
        assert!(plan.is_empty(), "{name}: {:?}", table(&plan));
    }
}

#[test]
fn clients_are_never_left_alone() {
    let active = ["granitefalls.contoso.com", "cedarcreek.contoso.com"];
    let mut outages = 0;
    for (name, deployed, desired) in worlds() {
        let plan = planned(&deployed, &desired);
        let fewest = fewest(&plan, &active);
        assert_eq!(fewest == 0, plan.outage.is_some(), "{name}: {:#?}", steps(&plan));
        if plan.outage.is_some() {
            outages += 1;
            assert!(name.contains(" 2010 ") || name.contains(" 2103 "), "{name}");
        }
    }
    assert!(outages > 0);
}

#[test]
fn an_obstacle_leaves_no_steps_and_a_change_has_some() {
    let (mut possible, mut impossible) = (0, 0);
    for (name, deployed, desired) in worlds() {
        let plan = planned(&deployed, &desired);
        let has_settings = plan.changes.iter().any(|it| it.class.is_some());
        match plan.is_possible() {
            true if has_settings => assert!(!plan.steps.is_empty(), "{name}: {:?}", table(&plan)),
            true => {}
            false => assert!(plan.steps.is_empty() && plan.before.is_empty(), "{name}"),
        }
        possible += usize::from(plan.is_possible());
        impossible += usize::from(!plan.is_possible());
    }
    assert!(possible > 50 && impossible > 30, "{possible} {impossible}");
}

/// The tables of a document in another order.
fn shuffled(text: &str, dice: &mut Dice) -> String {
    let (top, rest) = text.split_once("\n[").unwrap();
    let mut tables: Vec<String> = Vec::new();
    for table in rest.split("\n[") {
        let (header, keys) = table.split_once('\n').unwrap_or((table, ""));
        let mut keys: Vec<&str> = keys.lines().filter(|it| !it.is_empty()).collect();
        for at in (1..keys.len()).rev() {
            keys.swap(at, dice.roll(at + 1));
        }
        tables.push(format!("\n[{header}\n{}\n", keys.join("\n")));
    }
    for at in (1..tables.len()).rev() {
        tables.swap(at, dice.roll(at + 1));
    }
    format!("{top}\n{}", tables.concat())
}

#[test]
fn the_order_of_tables_and_keys_means_nothing() {
    let mut dice = Dice(7);
    for (name, deployed, desired) in worlds() {
        let plan = planned(&deployed, &desired);
        let other = planned(&shuffled(&deployed, &mut dice), &shuffled(&desired, &mut dice));
        assert_eq!(table(&plan), table(&other), "{name}");
        assert_eq!(steps(&plan), steps(&other), "{name}");
        let texts = |plan: &cmg_rules::plan::Plan| {
            let before: Vec<_> = plan.before.iter().map(|it| it.text.clone()).collect();
            let back: Vec<_> = plan.rollback.iter().map(|it| it.text.clone()).collect();
            (before, back, plan.after.clone())
        };
        assert_eq!(texts(&plan), texts(&other), "{name}");
    }
}
