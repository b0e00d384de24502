//! `cmglint check --watch`, driven as an editor would: files are written, and output is read.

use std::{
    fs,
    io::{self, BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use super::{DOCUMENT, Folder, RULES};

/// Nothing takes so long; it only keeps a test that fails from waiting for ever.
const SAFETY_NET: Duration = Duration::from_secs(60);

/// What is printed once a round is over and the next one is waited for.
const READY: &str = "Watching for changes";

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    /// Both streams, in the order in which they are written.
    fn start(folder: &Folder, args: &[&str]) -> Watch {
        let common = ["check", "--watch", "--format", "concise", "--select", RULES];
        let arguments = [&common[..], args].concat();
        Watch::of(&mut folder.command(&arguments))
    }

    fn of(command: &mut Command) -> Watch {
        let (out, both) = io::pipe().unwrap();
        command.stdin(Stdio::null()).stdout(both.try_clone().unwrap()).stderr(both);
        let child = command.spawn().unwrap();
        // This side's ends of the pipe are closed, so that the reader sees the end.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let out = BufReader::new(out);
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in out.lines() {
                if sender.send(line.unwrap()).is_err() {
                    break;
                }
            }
        });
        Watch { child, lines }
    }

    /// The lines of a round.
    fn round(&self) -> Vec<String> {
        let mut round = Vec::new();
        loop {
            match self.lines.recv_timeout(SAFETY_NET) {
                Ok(line) if line.starts_with(READY) => return round,
                Ok(line) => round.push(line),
                Err(error) => panic!("{error} behind\n{}", round.join("\n")),
            }
        }
    }

    /// Rounds until one says so, with all that was said until then: a file that is written in two
    /// steps may be seen in between.
    #[track_caller]
    fn says(&self, text: &str) -> String {
        let mut all = String::new();
        for _ in 0..20 {
            let round = self.round().join("\n");
            all.push_str(&round);
            if round.contains(text) {
                return all;
            }
        }
        panic!("no {text:?} in\n{all}");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn fixed() -> String {
    DOCUMENT.replace("gf.", "granitefalls.")
}

/// As editors save: written beside, and put in its place.
fn replace(folder: &Folder, name: &str, text: &str) {
    folder.write(&format!("{name}~"), text);
    fs::rename(folder.path().join(format!("{name}~")), folder.path().join(name)).unwrap();
}

#[test]
fn a_saved_document_is_judged_again_and_others_keep_their_verdicts() {
    let folder = Folder::with(DOCUMENT);
    folder.write("b.cmg.toml", DOCUMENT);
    let watch = Watch::start(&folder, &[]);
    let first = watch.round();
    assert!(
        first.contains(&"Found 2 errors and 4 infos in 2 documents (4 fixable with --fix).".into())
    );
    replace(&folder, "cmg.toml", &fixed());
    let round = watch.round();
    assert_eq!(&round[..2], ["", "--- cmg.toml changed"]);
    assert!(
        round.contains(&"Found 1 error and 4 infos in 2 documents (4 fixable with --fix).".into())
    );
    // In place, in two steps.
    folder.write("cmg.toml", DOCUMENT);
    watch.says("Found 2 errors");
}

#[test]
fn documents_appear_and_vanish_with_their_folders() {
    let folder = Folder::with(DOCUMENT);
    let watch = Watch::start(&folder, &[]);
    watch.says("in 1 document ");
    folder.write("sites/east/cmg.toml", DOCUMENT);
    watch.says("in 2 documents ");
    fs::remove_dir_all(folder.path().join("sites")).unwrap();
    let round = watch.says("in 1 document ");
    assert!(round.contains("--- sites/east/cmg.toml changed"), "{round}");
    // The same folder again is another one.
    folder.write("sites/east/cmg.toml", DOCUMENT);
    watch.says("in 2 documents ");
    replace(&folder, "sites/east/cmg.toml", &fixed());
    watch.says("Found 1 error ");
}

#[test]
fn settings_and_baselines_count_as_well() {
    let folder = Folder::with(&format!("baseline = \"old/deployed.toml\"\n{DOCUMENT}"));
    folder.write("old/deployed.toml", "format = 1\nkind = \"deployed\"\n");
    let args = ["--select", "baseline-unreadable"];
    let watch = Watch::start(&folder, &args);
    watch.says("Found 1 error ");
    folder.write("old/deployed.toml", "this is no TOML\n");
    watch.says("error[baseline-unreadable]");
    folder.write("cmglint.toml", "fail-on = 1\n");
    watch.says("invalid type");
    replace(&folder, "cmglint.toml", "[rules]\nbaseline-unreadable = \"info\"\n");
    watch.says("info[baseline-unreadable]");
}

#[test]
fn settings_that_are_broken_for_a_moment_end_nothing() {
    let folder = Folder::with(DOCUMENT);
    folder.write("other/x.toml", "fail-on = \"never\"\n");
    let watch = Watch::start(&folder, &["--config", "other/x.toml"]);
    watch.says("Found 1 error ");
    replace(&folder, "other/x.toml", "fail-on = \n");
    watch.says("other/x.toml");
    replace(&folder, "other/x.toml", "[rules]\nall = \"info\"\n");
    watch.says("Found 3 infos");
}

#[test]
fn settings_above_the_working_directory_are_watched() {
    let folder = Folder::new();
    folder.write("cmglint.toml", "fail-on = 1\n");
    folder.write("site/cmg.toml", DOCUMENT);
    let mut command = folder.command(&["check", "--watch", "--format", "concise"]);
    let watch =
        Watch::of(command.args(["--select", RULES]).current_dir(folder.path().join("site")));
    watch.says("invalid type");
    replace(&folder, "cmglint.toml", "fail-on = \"never\"\n");
    watch.says("Found 1 error ");
}

#[test]
fn a_certificate_that_appears_is_read() {
    let text = "format = 1\n[gateway.a]\ncertificate.file = \"certs/a.pem\"\n";
    let folder = Folder::with(text);
    let watch = Watch::start(&folder, &["--select", "certificate-unreadable"]);
    watch.says("there is no such file");
    folder.write("certs/a.pem", "no certificate");
    let round = watch.says("certificate-unreadable");
    assert!(!round.contains("there is no such file"), "{round}");
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_watched() {
    let folder = Folder::new();
    folder.write("elsewhere/text", DOCUMENT);
    folder.write("site/x", "");
    let document = folder.path().join("site/cmg.toml");
    std::os::unix::fs::symlink(folder.path().join("elsewhere/text"), document).unwrap();
    let watch = Watch::start(&folder, &["site"]);
    watch.says("region-spelling");
    folder.write("elsewhere/text", fixed());
    watch.says("Found 2 infos in 1 document");
}

#[test]
fn what_touches_no_document_is_not_worth_a_word() {
    let folder = Folder::with(DOCUMENT);
    let watch = Watch::start(&folder, &[]);
    watch.round();
    folder.write("notes.txt", "nothing");
    folder.write("cmg.toml.swp", "nothing");
    replace(&folder, "cmg.toml", &fixed());
    let round = watch.round();
    assert_eq!(round[1], "--- cmg.toml changed");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::with(DOCUMENT);
    for option in ["--fix", "--unsafe-fixes", "--diff", "--show-files", "--profile-rules"] {
        folder.run(&["check", "--watch", option]).code(2).says("cannot be used with");
    }
    folder.run_with(&["check", "--watch", "-"], Some(b"")).code(2).says("standard input");
}
