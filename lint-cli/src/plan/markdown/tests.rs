//! What becomes of values.

use super::{
    super::samples::{HOSTILE, hostile, planned, sheet},
    one,
};

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
