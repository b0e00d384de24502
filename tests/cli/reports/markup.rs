//! Formats in which a value could become markup, read by real parsers.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::Reports;
use crate::{DOCUMENT, Folder};

pub fn junit(reports: &Reports) {
    let text = reports.text("junit");
    let document = roxmltree::Document::parse(&text).unwrap_or_else(|it| panic!("{it}\n{text}"));
    let all = |name: &'static str| {
        document.descendants().filter(move |it| it.has_tag_name(name)).collect::<Vec<_>>()
    };
    let number = |name: &str| document.root_element().attribute(name).unwrap().parse::<usize>();
    assert_eq!(number("failures"), Ok(reports.open().count()));
    assert_eq!(number("tests"), Ok(all("testcase").len()));
    assert_eq!(all("testsuite").len(), reports.json["documents"].as_u64().unwrap() as usize);
    assert_eq!(all("failure").len(), reports.open().count());
    for suite in all("testsuite") {
        let cases = suite.children().filter(|it| it.has_tag_name("testcase")).count();
        assert_eq!(suite.attribute("tests"), Some(&*cases.to_string()));
    }
    // Letters that XML has no way to write are replaced.
    let same = |it: Option<&str>, json: &Value| {
        let replaced: String = json.as_str().unwrap().replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        assert_eq!(it, Some(&*replaced));
    };
    for (failure, it) in all("failure").into_iter().zip(reports.open()) {
        same(failure.attribute("message"), &it["message"]);
        same(failure.attribute("type"), &it["severity"]);
        let case = failure.parent().unwrap();
        same(case.attribute("classname"), &it["path"]);
        assert_eq!(case.attribute("line"), Some(&*it["start"]["line"].to_string()));
        assert!(case.attribute("name").unwrap().starts_with(it["rule"].as_str().unwrap()));
    }
}

/// What a reader sees, letter by letter, but for spaces and what code is marked with.
fn seen(text: &str) -> String {
    let text = text.replace("(empty)", "");
    text.chars().filter(|it| !it.is_whitespace() && !matches!(it, '`' | '\u{2060}')).collect()
}

pub fn markdown(reports: &Reports) {
    let text = reports.text("markdown");
    let mut cells: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Start(Tag::TableRow) => cells.clear(),
            Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut cells)),
            Event::Start(Tag::TableCell) => cells.push(String::new()),
            Event::Text(it) | Event::Code(it) => {
                if let Some(cell) = cells.last_mut() {
                    cell.push_str(&it);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let own = ["https://learn.microsoft.com/", "https://github.com/cmglint/"];
                assert!(own.iter().any(|it| dest_url.starts_with(it)), "{dest_url}\n{text}");
            }
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_)) => {
                panic!("{event:?}\n{text}")
            }
            Event::Html(it) | Event::InlineHtml(it) => {
                let own = ["<details>", "</details>", "<code>", "</code>"];
                let is_own = own.iter().any(|own| it.trim().starts_with(own));
                assert!(is_own, "{it}\n{text}");
            }
            _ => {}
        }
    }
    let expected: Vec<Vec<String>> = reports
        .open()
        .map(|it| {
            let line = it["start"]["line"].to_string();
            let rest = ["severity", "rule", "message"].map(|key| seen(it[key].as_str().unwrap()));
            [line].into_iter().chain(rest).collect()
        })
        .collect();
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|row| row.iter().map(|it| seen(it)).collect()).collect();
    assert_eq!(rows, expected, "{text}");
    // GitHub reads these even where a Markdown parser sees text.
    let mentions = text.match_indices('@').filter(|(at, _)| {
        let before = &text[text[..*at].rfind('\n').unwrap_or(0)..*at];
        before.matches('`').count().is_multiple_of(2)
    });
    assert_eq!(mentions.count(), 0, "{text}");
}

pub fn html(reports: &Reports) {
    let text = reports.text("html");
    let own = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "main",
        "section",
        "article",
        "span",
        "code",
        "figure",
        "figcaption",
        "pre",
        "mark",
        "a",
        "strong",
        "footer",
        "!DOCTYPE",
    ];
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let name = rest.split([' ', '>']).next().unwrap();
        assert!(own.contains(&name), "{name:?} in {text}");
        let inside = rest.split('>').next().unwrap();
        let quoted: Vec<&str> = inside.split('"').collect();
        for pair in quoted.chunks_exact(2) {
            let attribute = pair[0].split(' ').next_back().unwrap();
            let known = ["lang=", "charset=", "name=", "content=", "class=", "href="];
            assert!(known.contains(&attribute), "{inside}");
            let own = ["https://learn.microsoft.com/", "https://github.com/cmglint/"];
            let is_own = own.iter().any(|own| pair[1].starts_with(own));
            assert!(attribute != "href=" || is_own, "{inside}");
        }
    }
    assert_eq!(text.matches("<article").count(), reports.findings().len());
    assert!(!text.contains("src=") && !text.contains("@import") && !text.contains("url("));
}

#[test]
fn a_long_comment_says_how_much_is_missing() {
    let keys: String = (0..3000).map(|at| format!("\"a*b|{at}\" = 1\n")).collect();
    let folder = Folder::with(&format!("format = 1\n{keys}"));
    folder.write("z.cmg.toml", DOCUMENT);
    let args = ["check", "--format", "markdown", "--select", "unknown-key,name-prefix-length"];
    let text = folder.run(&args).code(1).out.clone();
    assert!(text.chars().count() < 65_536, "{}", text.len());
    let shown = text.lines().filter(|it| it.contains("| error |")).count();
    assert!(shown > 100);
    assert!(text.contains(&format!("**{} findings more", 3001 - shown)), "{}", &text[64_000..]);
}

#[test]
fn reports_for_people_tell_what_is_accepted_and_skipped() {
    let text = "format = 1\nx = 1 # cmglint: allow(unknown-key) CHG-1042\n[gateway.a]\n";
    let folder = Folder::with(text);
    let ran = folder.run(&["check", "--format", "markdown"]);
    ran.says("1 finding accepted by comments").says("`cmg.toml:2` `unknown-key`: CHG");
    ran.says("Rules that could not look");
    let ran = folder.run(&["check", "--format", "html", "--show-allowed"]);
    ran.says("<p>Accepted: CHG-1042</p>").says(" rules were skipped: ");
    let ran = folder.run(&["check", "--format", "junit", "--show-allowed"]);
    ran.says("<skipped message=\"CHG-1042\"/>");
}
