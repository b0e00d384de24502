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
    let mut cli = with_rules(Cli::command());
    let mut script = Vec::new();
    generate(shell, &mut cli, "cmglint", &mut script);
    if shell == Shell::Fish {
        script.extend_from_slice(positionals_in_fish(&cli).as_bytes());
    }
    script
}

/// The command line with the names of rules as values. The parser itself takes any text, because
/// it takes globs as well, and knows better what to say of a name that is none. Paths without a
/// command are left out: shells would take every command for one.
fn with_rules(cli: Command) -> Command {
    let choosing = |command: Command| {
        let patterns = |arg: Arg| arg.value_parser(PossibleValuesParser::new(patterns()));
        command.mut_arg("select", patterns).mut_arg("ignore", patterns)
    };
    let options = cli.get_arguments().filter(|arg| !arg.is_positional()).cloned();
    let commands = cli.get_subcommands().cloned();
    let bare = Command::new("cmglint").version(env!("CARGO_PKG_VERSION"));
    let bare = bare.args(options).subcommands(commands);
    choosing(bare).mut_subcommand("check", choosing).mut_subcommand("explain", |explain| {
        explain.mut_arg("rule", |arg| arg.value_parser(PossibleValuesParser::new(rules())))
    })
}

/// Values of arguments without a name, which the generator for fish leaves out.
fn positionals_in_fish(cli: &Command) -> String {
    let mut script = String::new();
    for command in cli.get_subcommands() {
        let values = command.get_positionals().flat_map(Arg::get_possible_values);
        for value in values {
            let (command, value_name) = (command.get_name(), value.get_name());
            let help = value.get_help().map(ToString::to_string).unwrap_or_default();
            let help = help.replace('\\', "\\\\").replace('\'', "\\'");
            script.push_str(&format!(
                "complete -c cmglint -n \"__fish_cmglint_using_subcommand {command}\" \
                 -f -a {value_name} -d '{help}'\n"
            ));
        }
    }
    script
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
