//! What becomes of values.

use super::{
    super::samples::{HOSTILE, hostile, planned, sheet},
    code, one, prose,
};

#[test]
fn values_are_code_whatever_they_hold() {
    assert_eq!(code("granitefalls.contoso.com"), "`granitefalls.contoso.com`");
    assert_eq!(code("C:\\certs\\north.pfx"), "`C:\\certs\\north.pfx`");
    assert_eq!(code("a`b|c\\"), "<code>a&#96;b&#124;c&#92;</code>");
    assert_eq!(code("@all\n<b>"), "`@all\u{fffd}<b>`");
    assert_eq!(code(" "), "(empty)");
}

#[test]
fn prose_is_text_but_for_its_code() {
    assert_eq!(prose("set `a` back, then go on."), "set `a` back, then go on.");
    assert_eq!(prose("`a` b` c"), "`a` b&#96; c");
    assert_eq!(
        prose("1. x *y* <z> @all www.x.com"),
        "1&#46; x &#42;y&#42; &#60;z&#62; \
        &#64;&#8288;all www&#46;x&#46;com"
    );
    assert_eq!(prose("- a-b --- c"), "&#45; a-b &#45;&#45;&#45; c");
}

#[test]
fn nothing_of_a_document_becomes_markup() {
    let plain = one(&sheet(&planned(hostile("harmless"))));
    for value in HOSTILE {
        let text = one(&sheet(&planned(hostile(value))));
        assert_eq!(text.lines().count(), plain.lines().count(), "{text}");
        let mut fences = 0;
        for line in text.lines() {
            let line = line.trim_start();
            if line.starts_with("```") {
                fences += 1;
                continue;
            }
            if fences % 2 == 1 {
                continue;
            }
            let bars = line.matches('|').count();
            assert!(bars == 5 || bars == 0, "{line}");
            // What is neither code nor a link of ours.
            let mut outside = String::new();
            for (at, part) in line.split('`').enumerate() {
                if at % 2 == 0 {
                    outside.push_str(part);
                }
            }
            assert_eq!(line.matches('`').count() % 2, 0, "{line}");
            for bad in ["<script", "<b>", "@", "![", "](javascript", "http://", "www.", "]("] {
                let own = if bad == "](" { "](https://learn.microsoft.com/" } else { bad };
                let (bad, own) = (outside.matches(bad).count(), outside.matches(own).count());
                assert!(bad == 0 || (own == bad && own == 1 && line.contains("learn.")), "{line}");
            }
        }
    }
}
