//! What linting costs, in parses by the `toml` crate: `cargo bench`.
//!
//! Each step of the ladder does all the work of those before it but the walk.
//! Only the ratios of one run mean anything.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark")]

mod corpus;

use std::{
    fs,
    hint::black_box,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use cmg_rules::{
    document::Document,
    facts::Date,
    inputs::{Inputs, Snapshot},
    levels::Levels,
    run::run,
};
use sha2::Digest;
use toml_parser::{ErrorSink, Source, parser::EventReceiver};

const ROUNDS: usize = 7;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let small: Vec<String> = (0..10_000).map(corpus::document).collect();
    ladder(folder.path(), "10,000 small documents", &small);
    ladder(folder.path(), "one document of 8 MB", &[corpus::large(8 << 20)]);
    ladder(folder.path(), "one small document", &[corpus::document(1)]);
    println!("\nlinear?");
    for count in [100, 1_000, 10_000] {
        let text = corpus::gateways(count);
        let time = best(|| lint(&text));
        println!("  {count:6} gateways: {:8.1?} each", time / u32::try_from(count).unwrap());
    }
    threads(folder.path());
    certificates(folder.path());
}

/// Opening PFX files costs what deriving their keys costs: modern ones, each
/// with a MAC, encrypted certificates and an encrypted key.
fn certificates(folder: &Path) {
    const FILES: u32 = 1_000;
    const ROUNDS: u32 = 2048;
    let here = folder.join("certificates");
    copy_certificates(&here);
    let pfx = fs::read(here.join("certs/granitefalls.contoso.com.pfx")).unwrap();
    for at in 0..FILES {
        fs::write(here.join(format!("certs/{at}.pfx")), &pfx).unwrap();
    }
    fs::write(here.join("cmg.toml"), corpus::with_certificates(FILES as usize)).unwrap();
    let bare = best(|| {
        for at in 0..FILES {
            let (salt, mut key) = (at.to_be_bytes(), [0_u8; 32]);
            for _ in 0..2 {
                pbkdf2::pbkdf2_hmac::<sha2::Sha256>(b"contoso-example", &salt, ROUNDS, &mut key);
            }
            for _ in 0..ROUNDS {
                key = sha2::Sha256::digest(key).into();
            }
            black_box(key);
        }
    });
    println!("\n{FILES} PFX files, {bare:.1?} of bare derivation");
    for threads in [1, 2] {
        let time = best(|| {
            let mut cmglint = Command::new(env!("CARGO_BIN_EXE_cmglint"));
            cmglint.env("CMG_PFX_PASSWORD", "contoso-example");
            run_on(&here, threads, cmglint);
        });
        let ratio = time.as_secs_f64() / bare.as_secs_f64();
        println!("  {threads} threads {time:10.1?}  {ratio:5.2} x");
    }
}

fn copy_certificates(here: &Path) {
    let from = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/contoso/certs");
    fs::create_dir_all(here.join("certs")).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), here.join("certs").join(entry.file_name())).unwrap();
    }
}

/// All documents through each step, one after the other, in one thread.
fn ladder(folder: &Path, name: &str, documents: &[String]) {
    let here = folder.join(name.replace([' ', ','], "-"));
    copy_certificates(&here);
    for (at, text) in documents.iter().enumerate() {
        fs::write(here.join(format!("{at}.cmg.toml")), text).unwrap();
    }
    let all = |work: fn(&str)| best(|| documents.iter().for_each(|text| work(text)));
    let parse = all(|text| drop(black_box(toml::de::DeTable::parse(text))));
    let read = best(|| {
        for at in 0..documents.len() {
            black_box(fs::read(here.join(format!("{at}.cmg.toml"))).unwrap());
        }
    });
    let steps = [
        ("read", read),
        ("lex", all(|text| drop(black_box(Source::new(text).lex().into_vec())))),
        ("events", all(events)),
        ("parse (toml)", parse),
        ("tree", all(|text| drop(black_box(Document::parse(text))))),
        ("model", all(|text| drop(black_box(Snapshot::read(text))))),
        ("all rules", all(lint)),
        ("whole process", best(|| process(&here, 1))),
    ];
    let bytes: usize = documents.iter().map(String::len).sum();
    println!("\n{name}, {bytes} bytes");
    for (step, time) in steps {
        let ratio = time.as_secs_f64() / parse.as_secs_f64();
        println!("  {step:14} {time:10.1?}  {ratio:5.2} x parse");
    }
}

fn threads(folder: &Path) {
    let here = folder.join("10-000-small-documents");
    println!("\nthreads, whole process, 10,000 documents");
    let one = best(|| process(&here, 1));
    for threads in [1, 2] {
        let time = best(|| process(&here, threads));
        println!("  {threads}: {time:8.1?}  {:.2} x", one.as_secs_f64() / time.as_secs_f64());
    }
}

fn lint(text: &str) {
    let levels = Levels::default();
    let today = Some(Date::constant(2026, 11, 22));
    black_box(run(&Inputs { today, depth: Some(0), ..Inputs::of(Snapshot::read(text), &levels) }));
}

fn events(text: &str) {
    struct Nobody;
    impl EventReceiver for Nobody {}
    struct Silent;
    impl ErrorSink for Silent {
        fn report_error(&mut self, _: toml_parser::ParseError) {}
    }
    let tokens = Source::new(text).lex().into_vec();
    toml_parser::parser::parse_document(&tokens, &mut Nobody, &mut Silent);
}

fn process(folder: &Path, threads: usize) {
    run_on(folder, threads, Command::new(env!("CARGO_BIN_EXE_cmglint")));
}

fn run_on(folder: &Path, threads: usize, mut cmglint: Command) {
    let status = cmglint
        .args(["check", "--fail-on", "never", "--format", "concise", "--today", "2026-11-22"])
        .args(["--threads", &threads.to_string()])
        .arg(folder)
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("cmglint runs").success());
}

/// The shortest of several, which is the one that nothing else disturbed.
fn best(work: impl Fn()) -> Duration {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(|_| time()).min().unwrap_or_default()
}
