//! A document as it is written, table by table.

use super::said::Statement;
use crate::quote::harmless;

#[derive(Default)]
pub(super) struct Paper {
    pub text: String,
}

impl Paper {
    /// A line that is a comment to its end, whatever is in it.
    pub fn comment(&mut self, text: &str) {
        self.text.push_str("# ");
        self.text.extend(text.chars().map(harmless));
        self.text.push('\n');
    }

    pub fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
    }

    pub fn statement(&mut self, statement: &Statement) {
        if let Some(comment) = &statement.said.comment {
            self.comment(comment);
        }
        if let Some(value) = &statement.said.value {
            self.line(statement.key, value);
        }
    }

    /// A blank line and the header, as in `[site]`.
    pub fn header(&mut self, header: &str) {
        self.text.push('\n');
        self.text.push_str(header);
        self.text.push('\n');
    }

    /// A table; nothing where it would be empty.
    pub fn table(&mut self, header: &str, statements: &[Statement]) {
        if statements.iter().all(|statement| statement.said.is_nothing()) {
            return;
        }
        self.header(header);
        statements.iter().for_each(|statement| self.statement(statement));
    }
}
