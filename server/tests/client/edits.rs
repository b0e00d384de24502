//! Code actions, and what becomes of a text by them.

use serde_json::{Value, json};

use super::Client;

/// Everything that can be done about a line.
pub async fn at_line(client: &mut Client, line: u32, context: Value) -> Vec<Value> {
    at(client, (line, 0), (line, 200), context).await
}

/// The same between two places.
pub async fn at(
    client: &mut Client,
    start: (u32, u32),
    end: (u32, u32),
    context: Value,
) -> Vec<Value> {
    let place = |(line, character): (u32, u32)| json!({ "line": line, "character": character });
    let mut given = json!({ "diagnostics": [] });
    for (key, value) in context.as_object().expect("an object") {
        given[key] = value.clone();
    }
    let params = json!({
        "textDocument": { "uri": client.document() },
        "range": { "start": place(start), "end": place(end) },
        "context": given,
    });
    let answer = client.ask("textDocument/codeAction", params).await;
    answer["result"].as_array().unwrap_or_else(|| panic!("{answer}")).clone()
}

pub fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|it| it["title"].as_str()).collect()
}

pub fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found =
        actions.iter().find(|it| it["title"].as_str().is_some_and(|it| it.starts_with(title)));
    found.unwrap_or_else(|| panic!("{title} is not among {:?}", titles(actions)))
}

/// The text after the edits of a workspace edit, whose places are in UTF-16.
pub fn edited(text: &str, edit: &Value) -> String {
    let edits = match edit["documentChanges"][0]["edits"].as_array() {
        Some(edits) => edits,
        None => {
            let changes = edit["changes"].as_object().expect("changes");
            changes.values().next().and_then(Value::as_array).expect("edits")
        }
    };
    let mut edits: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|it| {
            let new = it["newText"].as_str().expect("a text");
            (offset(text, &it["range"]["start"]), offset(text, &it["range"]["end"]), new)
        })
        .collect();
    edits.sort();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

/// What stands in a range in UTF-16.
pub fn within<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[offset(text, &range["start"])..offset(text, &range["end"])]
}

fn offset(text: &str, position: &Value) -> usize {
    let number =
        |name: &str| usize::try_from(position[name].as_u64().expect("a number")).expect("a number");
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(number("line")).map(str::len).sum();
    let mut left = number("character");
    let line = lines.next().unwrap_or_default();
    let letters = line.chars().take_while(|it| {
        let goes_on = left > 0;
        left = left.saturating_sub(it.len_utf16());
        goes_on
    });
    before + letters.map(char::len_utf8).sum::<usize>()
}
