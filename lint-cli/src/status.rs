//! `cmglint status`: what somebody who reads a bug report has to know.

use std::{
    env,
    fmt::Write,
    path::{MAIN_SEPARATOR, Path, PathBuf},
};

use anstyle::Style;
use cmg_host::{git_version, shown_path};
use cmg_rules::{
    catalog,
    facts::{pages, releases::RELEASES},
    quote::harmless,
};
use serde::Serialize;

use crate::{
    args::{Status, StatusFormat},
    catalog::json,
    error::ToolError,
    jobs, output,
    render::Tool,
};

const DIM: Style = Style::new().dimmed();

#[derive(Debug, Serialize)]
struct Report {
    /// Version of this shape.
    version: u8,
    tool: Tool,
    platform: Platform,
    /// The home folder is `~`, as in all paths here.
    executable: Option<String>,
    /// `cargo`, `npm`, `pip`, `vscode`, `source`, or null where the path does not tell.
    installed_by: Option<&'static str>,
    settings: Settings,
    /// Version of the git that is asked for revisions; null where there is none.
    git: Option<String>,
    rules: Rules,
    facts: Facts,
}

#[derive(Debug, Serialize)]
struct Platform {
    os: &'static str,
    arch: &'static str,
}

/// Those of the working directory.
#[derive(Debug, Serialize)]
struct Settings {
    file: Option<String>,
    /// Why they cannot be used.
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct Rules {
    count: usize,
    families: usize,
}

#[derive(Debug, Serialize)]
struct Facts {
    newest_release: String,
    supported_until: String,
    /// The day on which Microsoft's pages were read.
    pages_read: &'static str,
}

pub fn run(args: &Status) -> Result<(), ToolError> {
    let report = Report::of(args);
    let text = match args.format {
        StatusFormat::Json => output::harmless_json(&json(&report)?),
        StatusFormat::Text => report.text(),
    };
    output::print(text.as_bytes(), args.color)
}

impl Report {
    fn of(args: &Status) -> Report {
        let executable = env::current_exe().ok();
        let newest = RELEASES.first();
        Report {
            version: 1,
            tool: Tool::THIS,
            platform: Platform { os: env::consts::OS, arch: env::consts::ARCH },
            installed_by: executable.as_deref().and_then(installed_by),
            executable: executable.as_deref().map(without_home),
            settings: Settings::of(&args.config),
            git: git_version().map(|it| it.chars().map(harmless).collect()),
            rules: Rules { count: catalog::rules().count(), families: catalog::families().count() },
            facts: Facts {
                newest_release: newest.map(|it| it.version.to_string()).unwrap_or_default(),
                supported_until: newest.map(|it| it.support_ends.to_string()).unwrap_or_default(),
                pages_read: pages::READ,
            },
        }
    }

    fn text(&self) -> String {
        let installed = match (&self.executable, self.installed_by) {
            (Some(path), Some(by)) => format!("{path} ({by})"),
            (Some(path), None) => path.clone(),
            (None, _) => "unknown".to_owned(),
        };
        let settings = match (&self.settings.file, &self.settings.error) {
            (_, Some(error)) => error.clone(),
            (Some(file), None) => file.clone(),
            (None, None) => "none".to_owned(),
        };
        let (rules, facts) = (&self.rules, &self.facts);
        let rows = [
            ("version", self.tool.version.to_owned()),
            ("platform", format!("{} {}", self.platform.os, self.platform.arch)),
            ("installed", installed),
            ("settings", settings),
            ("git", self.git.clone().unwrap_or_else(|| "not found".to_owned())),
            ("rules", format!("{} in {} families", rules.count, rules.families)),
            (
                "facts",
                format!(
                    "up to version {} of Configuration Manager (supported until {}); pages read \
                     on {}",
                    facts.newest_release, facts.supported_until, facts.pages_read
                ),
            ),
        ];
        let mut text = String::new();
        for (name, value) in rows {
            // Writing into a string does not fail.
            let _ = writeln!(text, "{DIM}{name:9}{DIM:#} {value}");
        }
        text
    }
}

impl Settings {
    fn of(config: &[String]) -> Settings {
        let here = env::current_dir().unwrap_or_default();
        let found = jobs::settings(config).and_then(|mut finder| Ok(finder.find(&here)?));
        match found {
            Ok(found) => {
                let file = found.file.as_ref().map(|(path, _)| without_home(path));
                Settings { file, error: None }
            }
            Err(error) => Settings { file: None, error: Some(tilde(error.to_string())) },
        }
    }
}

/// As the path of the program tells it.
fn installed_by(executable: &Path) -> Option<&'static str> {
    let folder = executable.parent()?;
    let has = |name: &str| folder.components().any(|it| it.as_os_str() == name);
    let kinds = [
        ("npm", has("node_modules")),
        ("vscode", has("extensions") && (has(".vscode") || has(".vscode-server"))),
        ("cargo", folder.ends_with(".cargo/bin")),
        ("pip", folder.parent().is_some_and(|it| it.join("pyvenv.cfg").exists())),
        ("source", folder.ends_with("target/debug") || folder.ends_with("target/release")),
    ];
    kinds.into_iter().find(|(_, fits)| *fits).map(|(name, _)| name)
}

fn without_home(path: &Path) -> String {
    tilde(shown_path(path))
}

/// The name of the home folder is often that of a person.
fn tilde(text: String) -> String {
    let home: PathBuf = match env::home_dir() {
        // A service has no home, or the root.
        Some(home) if home.components().count() > 1 => home,
        _ => return text,
    };
    text.replace(&format!("{}{MAIN_SEPARATOR}", home.display()), &format!("~{MAIN_SEPARATOR}"))
}

#[test]
fn the_path_tells_who_installed_the_program() {
    let by = |path: &str| installed_by(Path::new(path));
    assert_eq!(by("/home/ann/.cargo/bin/cmglint"), Some("cargo"));
    assert_eq!(by("/srv/site/node_modules/cmglint/bin/cmglint"), Some("npm"));
    assert_eq!(by("/home/ann/.vscode/extensions/cmglint-0.1.0/bin/cmglint"), Some("vscode"));
    assert_eq!(by("/src/cmglint/target/release/cmglint"), Some("source"));
    assert_eq!(by("/usr/bin/cmglint"), None);
    let environment = tempfile::tempdir().unwrap();
    std::fs::write(environment.path().join("pyvenv.cfg"), "").unwrap();
    assert_eq!(installed_by(&environment.path().join("bin/cmglint")), Some("pip"));
}
