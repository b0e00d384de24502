//! `cmglint.toml`: where it is found, what wins, how its mistakes are shown.

use super::{DOCUMENT, Folder, RULES};

#[test]
fn the_nearest_settings_count_and_rules_win_over_families() {
    let folder = Folder::with(DOCUMENT);
    folder.write("cmglint.toml", "[rules]\nnaming = \"off\"\nname-prefix-length = \"info\"\n");
    folder.concise(&[]).code(0).says("cmg.toml:4:17: info");
    let check = ["check", "--format", "concise", "--quiet"];
    folder.run(&check).says("cmg.toml:4:17: info[name-prefix-length]");
    folder.write("below/cmg.toml", DOCUMENT);
    folder.write("below/.cmglint.toml", "[rules]\nname-prefix-length = \"warning\"\n");
    folder.run(&check).says("below/cmg.toml:4:17: warning[name-prefix-length]");
}

#[test]
fn select_switches_on_what_settings_turned_off() {
    let folder = Folder::with(DOCUMENT);
    folder.write("cmglint.toml", "[rules]\nall = \"off\"\n");
    let check = ["check", "--format", "concise", "--quiet"];
    assert_eq!(folder.run(&check).out, "");
    let select = [&check[..], &["--select", "name-prefix-length"]].concat();
    folder.run(&select).code(1).says("error[name-prefix-length]");
}

#[test]
fn overrides_hold_for_their_files() {
    let folder = Folder::with(DOCUMENT);
    folder.write("lab/cmg.toml", DOCUMENT);
    folder.write("lab/deep/cmg.toml", DOCUMENT);
    folder.write(
        "cmglint.toml",
        "[rules]\nall = \"off\"\n[[overrides]]\nfiles = [\"lab/**\"]\nrules = { naming = \"info\" }\n\
         [[overrides]]\nfiles = [\"lab/deep/*\"]\nrules = { naming = \"warning\" }\n",
    );
    let ran = folder.run(&["check", "--format", "concise", "--quiet"]);
    let starts: Vec<&str> = ran.out.lines().filter_map(|it| it.split('[').next()).collect();
    assert_eq!(starts, ["lab/cmg.toml:4:17: info", "lab/deep/cmg.toml:4:17: warning"]);
}

#[test]
fn excluded_documents_are_left_out_unless_they_are_named() {
    let folder = Folder::with(DOCUMENT);
    folder.write("archive/2020/cmg.toml", DOCUMENT);
    folder.write("cmglint.toml", "exclude = [\"archive/**\"]\n");
    folder.concise(&[]).says("in 1 document ");
    let named = ["archive/2020/cmg.toml"];
    folder.concise(&named).says("archive/2020/cmg.toml:4:17");
    folder.concise(&[&named[..], &["--force-exclude"]].concat()).says("no documents found");
}

#[test]
fn the_command_line_wins_over_settings() {
    let folder = Folder::with(DOCUMENT);
    folder.write("cmglint.toml", "fail-on = \"never\"\n");
    folder.concise(&[]).code(0);
    folder.concise(&["--fail-on", "error"]).code(1);
    folder.concise(&["--config", "fail-on=\"error\""]).code(1);
    folder.write("other.toml", "fail-on = \"error\"\n");
    folder.concise(&["--config", "other.toml"]).code(1);
    let check = ["check", "--format", "concise", "--quiet", "--config"];
    let rules = "rules.name-prefix-length=\"info\"";
    folder.run(&[&check[..], &[rules]].concat()).says("info[name-prefix-length]");
}

#[test]
fn mistakes_in_settings_are_shown_with_their_line() {
    let folder = Folder::with(DOCUMENT);
    folder.write("cmglint.toml", "exclude = []\n\n[rules]\nname-prefix-lenght = \"off\"\n");
    let ran = folder.concise(&[]);
    ran.code(2).says("no rule or family is called `name-prefix-lenght`");
    ran.says("did you mean `name-prefix-length`?")
        .says("cmglint.toml")
        .says("name-prefix-lenght = ");
    folder.write("cmglint.toml", "exclud = []\n");
    folder.concise(&[]).code(2).says("unknown key `exclud`").says("did you mean `exclude`?");
    folder.write("cmglint.toml", "exclude = [\"a{b\"]\n");
    folder.concise(&[]).code(2).says("this is no glob");
}

#[test]
fn unusable_settings_of_one_folder_do_not_stop_the_others() {
    let folder = Folder::with(DOCUMENT);
    folder.write("below/cmg.toml", DOCUMENT);
    folder.write("below/cmglint.toml", "nonsense\n");
    let ran = folder.concise(&[]);
    ran.code(2).says("cmg.toml:4:17").says("below/cmglint.toml");
}

#[test]
fn comments_cannot_accept_what_settings_keep() {
    let text = DOCUMENT.replace("contoso.com\"", "contoso.com\" # cmglint: allow(naming) old");
    let folder = Folder::with(&text);
    let rules = format!("{RULES},unused-allow");
    let check = ["check", "--format", "concise", "--quiet", "--select", &rules];
    let ran = folder.run(&check);
    assert!(!ran.out.contains("name-prefix-length"), "{}", ran.out);
    folder
        .run(&[&check[..], &["--show-allowed"]].concat())
        .says("allowed[name-prefix-length] the first label of the service name has the length 2, not 3 to 24 (old)");
    folder.write("cmglint.toml", "no-allow = [\"naming\"]\n");
    folder.run(&check).says("error[name-prefix-length]");
}

#[test]
fn a_setting_of_the_command_line_wins_over_every_setting_of_the_file() {
    let folder = Folder::with(DOCUMENT);
    folder.write(
        "cmglint.toml",
        "[rules]\nname-prefix-length = \"off\"\n\
         [[overrides]]\nfiles = [\"**\"]\nrules = { region-spelling = \"error\" }\n",
    );
    let concise = |setting: &str| {
        let args = ["check", "--quiet", "--format", "concise", "--config", setting];
        folder.run(&args).out
    };
    assert_eq!(concise("rules.all = \"off\""), "");
    assert!(concise("rules.naming = \"info\"").contains("info[name-prefix-length]"));
    assert!(concise("rules.region-spelling = \"warning\"").contains("warning[region-spelling]"));
}

#[test]
fn globs_of_the_command_line_are_relative_to_the_working_directory() {
    let folder = Folder::with(DOCUMENT);
    folder.write("lab/cmg.toml", DOCUMENT);
    folder.concise(&["--config", "exclude = [\"lab/**\"]"]).says("in 1 document ");
    let over = "overrides = [{ files = [\"lab/*\"], rules = { all = \"off\" } }]";
    let ran = folder.run(&["check", "--quiet", "--format", "concise", "--config", over]);
    assert!(ran.code(1).out.contains("cmg.toml:4:17") && !ran.out.contains("lab/"), "{}", ran.out);
    folder.concise(&["--config", "exclude = [\"a{b\"]"]).code(2).says("this is no glob");
    folder.concise(&["--config", "fail-on=never"]).code(2).says("quotes that the shell keeps");
}

#[test]
fn the_globs_of_named_settings_are_relative_to_their_folder() {
    let folder = Folder::with(DOCUMENT);
    folder.write("cmglint.toml", "exclude = [\"*.toml\"]\n");
    folder.write("below/none.txt", "");
    let args = ["check", "--config", "below/../cmglint.toml"];
    folder.run(&args).code(0).says("no documents found");
}

#[test]
fn a_document_that_is_named_as_settings_keeps_its_password() {
    let folder = Folder::with(DOCUMENT);
    folder.write("mistaken.toml", "password = \"hunter2\"\n");
    for setting in ["mistaken.toml", "password=\"hunter2\""] {
        let ran = folder.run(&["check", "--config", setting]);
        ran.code(2).says("unknown key `password`");
        assert!(!ran.err.contains("hunter2"), "{}", ran.err);
    }
}
