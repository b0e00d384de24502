//! `cmglint completions`: what shells need to know.

use clap::{
    Arg, Command, CommandFactory,
    builder::{PossibleValue, PossibleValuesParser},
};
use clap_complete::{Shell, generate};
use cmg_rules::catalog;

use crate::{
    args::{Cli, Completions},
    error::ToolError,
    output,
};

pub fn run(args: &Completions) -> Result<(), ToolError> {
    output::print_as_is(&script(args.shell))
}

fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    generate(shell, &mut with_rules(Cli::command()), "cmglint", &mut script);
    script
}

/// The command line with the names of rules as values. The parser itself takes any text, because
/// it takes globs as well, and knows better what to say of a name that is none.
fn with_rules(cli: Command) -> Command {
    let choosing = |command: Command| {
        let patterns = |arg: Arg| arg.value_parser(PossibleValuesParser::new(patterns()));
        command.mut_arg("select", patterns).mut_arg("ignore", patterns)
    };
    choosing(cli).mut_subcommand("check", choosing).mut_subcommand("explain", |explain| {
        explain.mut_arg("rule", |arg| arg.value_parser(PossibleValuesParser::new(rules())))
    })
}

fn rules() -> impl Iterator<Item = PossibleValue> {
    catalog::rules().map(|rule| PossibleValue::new(rule.info.name).help(rule.info.summary))
}

/// What `--select` and `--ignore` take, but for globs.
fn patterns() -> impl Iterator<Item = PossibleValue> {
    let family = |(name, _)| PossibleValue::new(name).help("all rules of this family");
    let all = PossibleValue::new("all").help("all rules");
    std::iter::once(all).chain(catalog::families().map(family)).chain(rules())
}
