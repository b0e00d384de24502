//! What a check would look at, with which settings, and what its rules have cost.

use std::{collections::BTreeMap, fmt::Write};

use cmg_host::{Profile, shown_path};
use cmg_rules::{
    catalog,
    levels::{Level, Levels},
    quote::toml_string,
};

use crate::{
    args::{Check, Color},
    error::ToolError,
    jobs::Job,
    output,
    select::Selection,
};

/// Behind this many characters, values do without a column for their sources.
const WIDEST: usize = 48;

/// One document a line.
pub fn files(jobs: &[Job]) -> Result<(), ToolError> {
    let lines = jobs.iter().map(|job| format!("{}\n", shown_path(&job.target.path)));
    output::print(lines.collect::<String>().as_bytes(), Color::Never)
}

/// A line of settings, and where it comes from.
struct Line {
    text: String,
    source: String,
}

/// The settings in force as TOML; documents that have the same stand together.
pub fn settings(args: &Check, selection: &Selection, jobs: &[Job]) -> Result<(), ToolError> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for job in jobs {
        let path = shown_path(&job.target.path);
        let text = in_force(args, selection, job);
        match groups.iter_mut().find(|(other, _)| *other == text) {
            Some((_, paths)) => paths.push(path),
            None => groups.push((text, vec![path])),
        }
    }
    let texts = groups.iter().map(|(text, paths)| {
        let headers: String = paths.iter().map(|path| format!("# {path}\n")).collect();
        format!("{headers}\n{text}")
    });
    let text = texts.collect::<Vec<_>>().join("\n\n");
    output::print(text.as_bytes(), Color::Never)
}

fn in_force(args: &Check, selection: &Selection, job: &Job) -> String {
    let found = &job.judge.settings;
    let mut lines = Vec::new();
    for value in found.settings.values() {
        let of_layer = found.layers().rev().find_map(|layer| {
            let given = layer.settings.values().into_iter().find(|it| it.key == value.key)?.given;
            Some((given?, shown_path(&layer.source)))
        });
        let (text, source) = match over(args, value.key) {
            Some(text) => (text, format!("--{}", value.key)),
            None => of_layer.unwrap_or((value.default, "default".to_owned())),
        };
        // The key of a document wins over settings, and is not read here.
        let unless = value.key == "baseline" && args.baseline.is_none();
        let source = if unless { source + ", unless the document names one" } else { source };
        lines.push(Line { text: format!("{} = {text}", value.key), source });
    }
    for layer in found.layers() {
        let source = shown_path(&layer.source);
        let exclude = layer.settings.exclude.iter().map(|it| it.as_ref().as_str());
        for (key, items) in [
            ("exclude", exclude.map(toml_string).collect::<Vec<_>>()),
            ("no-allow", layer.settings.no_allow().map(toml_string).collect()),
        ] {
            if !items.is_empty() {
                let text = format!("{key} = [{}]", items.join(", "));
                lines.push(Line { text, source: source.clone() });
            }
        }
    }
    let rules = rules(selection, job);
    if !rules.is_empty() {
        lines.push(Line { text: String::new(), source: String::new() });
        lines.push(Line { text: "[rules]".to_owned(), source: "others are as usual".to_owned() });
        lines.extend(rules);
    }
    aligned(&lines)
}

/// What the command line says in place of a setting.
fn over(args: &Check, key: &str) -> Option<String> {
    match key {
        "baseline" => args.baseline.as_deref().map(toml_string),
        "fail-on" => {
            let word = clap::ValueEnum::to_possible_value(&args.fail_on?)?;
            Some(toml_string(word.get_name()))
        }
        _ => None,
    }
}

/// Rules whose level is not their own, each with what decided last.
fn rules(selection: &Selection, job: &Job) -> Vec<Line> {
    let mut levels = Levels::default();
    let mut sources: BTreeMap<&str, String> = BTreeMap::new();
    let names = || catalog::rules().map(|rule| rule.info.name);
    let mut step = |source: &str, apply: &dyn Fn(&mut Levels)| {
        let before = levels.clone();
        apply(&mut levels);
        let changed = names().filter(|rule| before.of(rule) != levels.of(rule));
        sources.extend(changed.map(|rule| (rule, source.to_owned())));
    };
    for layer in job.judge.settings.layers() {
        let path = &job.target.absolute;
        step(&shown_path(&layer.source), &|levels| layer.apply(levels, path));
    }
    step("--select, --ignore", &|levels| selection.apply(levels));
    let lines = sources.into_iter().filter_map(|(rule, source)| {
        let word = match levels.of(rule) {
            Level::Own => return None,
            Level::Off => "off",
            Level::Set(severity) => severity.word(),
        };
        Some(Line { text: format!("{rule} = {}", toml_string(word)), source })
    });
    lines.collect()
}

/// The sources as comments, below each other.
fn aligned(lines: &[Line]) -> String {
    let widths = lines.iter().map(|line| line.text.chars().count());
    let width = widths.filter(|width| *width <= WIDEST).max().unwrap_or_default();
    let mut out = String::new();
    for Line { text, source } in lines {
        // Writing into a string does not fail.
        let _ = match source.as_str() {
            "" => writeln!(out, "{text}"),
            source => writeln!(out, "{text:width$}  # {source}"),
        };
    }
    out
}

/// On standard error, so that reports for programs stay what they are.
pub fn profile(profile: &Profile) {
    let spent = profile.spent();
    let total: f64 = spent.iter().map(|it| it.time.as_secs_f64()).sum();
    let mut out = String::from("\n        time   share     runs  rule\n");
    for it in &spent {
        let time = it.time.as_secs_f64();
        let share = if total > 0.0 { time / total * 100.0 } else { 0.0 };
        let (milliseconds, runs, rule) = (time * 1_000.0, it.runs, it.rule);
        // Writing into a string does not fail.
        let _ = writeln!(out, "{milliseconds:9.3} ms  {share:4.1}%  {runs:7}  {rule}");
    }
    let _ = writeln!(out, "{:9.3} ms          all rules", total * 1_000.0);
    output::print_aside(out.as_bytes(), Color::Never);
}
