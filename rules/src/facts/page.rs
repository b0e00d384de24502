//! Where a fact comes from.

/// A documentation page, and the day somebody last read it.
#[derive(Debug)]
pub struct Page {
    pub title: &'static str,
    pub url: &'static str,
    /// ISO 8601.
    pub read: &'static str,
}

/// The sentence a rule stands on.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    pub page: &'static Page,
    /// Title of the section; empty where the page as a whole says it.
    pub section: &'static str,
}

impl Page {
    pub const fn section(&'static self, section: &'static str) -> Source {
        Source { page: self, section }
    }

    pub const fn whole(&'static self) -> Source {
        Source { page: self, section: "" }
    }
}

impl Source {
    /// Address of the section.
    pub fn url(&self) -> String {
        let mut url = self.page.url.to_owned();
        if !self.section.is_empty() {
            url.push('#');
            url.push_str(&anchor(self.section));
        }
        url
    }

    /// Title of the page, and of the section where there is one.
    pub fn title(&self) -> String {
        match self.section {
            "" => self.page.title.to_owned(),
            section => format!("{}, {section}", self.page.title),
        }
    }
}

/// As the site makes it: lower case, hyphens for spaces, no punctuation.
fn anchor(section: &str) -> String {
    section
        .chars()
        .filter_map(|it| match it {
            ' ' => Some('-'),
            '-' | '_' => Some(it),
            it if it.is_alphanumeric() => Some(it.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}

#[test]
fn anchors_are_those_of_the_site() {
    assert_eq!(
        anchor("Content-enabled CMG storage account"),
        "content-enabled-cmg-storage-account"
    );
    assert_eq!(anchor("Control (and monitor)"), "control-and-monitor");
}
