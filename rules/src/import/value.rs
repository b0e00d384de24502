//! What an export has before anybody asks what it means: objects with properties.

/// Properties whose contents may be secret, and that no document needs: they
/// are dropped where they are met.
const SECRET: &[&str] =
    &["SerializedServiceCertificate", "ManagementCertificate", "ProxyCertificateConfig"];

/// One object of an export. No `Debug`: it may hold a private key.
#[derive(Clone, Default)]
pub(super) struct Record {
    properties: Vec<(String, Value)>,
}

#[derive(Clone)]
pub(super) enum Value {
    Null,
    /// Numbers and booleans as well: CSV and lists know nothing else.
    Text(String),
    /// A text that was wrapped to fit a console; nobody knows what stood between its lines.
    Lines(Vec<String>),
    List(Vec<Value>),
    /// A list of which the export shows the beginning only.
    CutOff,
    Record(Record),
}

impl Record {
    /// Names compare without case; the first one of a name counts, unless it is empty.
    pub fn push(&mut self, name: String, value: Value) {
        if !SECRET.iter().any(|secret| secret.eq_ignore_ascii_case(name.trim())) {
            self.properties.push((name, value));
        }
    }

    /// A property that is neither null nor empty.
    pub fn get(&self, name: &str) -> Option<&Value> {
        let named = |(own, _): &&(String, Value)| own.trim().eq_ignore_ascii_case(name);
        let mut values = self.properties.iter().filter(named).map(|(_, value)| value);
        values.find(|value| !value.is_empty())
    }

    /// Whether the object has the property at all.
    pub fn has(&self, name: &str) -> bool {
        self.properties.iter().any(|(own, _)| own.trim().eq_ignore_ascii_case(name))
    }

    /// Adds what another object says.
    pub fn extend(&mut self, other: Record) {
        self.properties.extend(other.properties);
    }

    /// A word, a name or a number: nothing in which a space or a line break counts.
    pub fn token(&self, name: &str) -> Option<String> {
        let token = match self.get(name)? {
            Value::Text(text) => text.trim().to_owned(),
            Value::Lines(lines) => lines.iter().map(|line| line.trim()).collect(),
            _ => return None,
        };
        (!token.is_empty()).then_some(token)
    }
}

impl Value {
    /// CSV and lists cannot tell null and an empty text apart.
    fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The text; wrapped lines are put together as sentences are.
    pub fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.clone()),
            Value::Lines(lines) => {
                let mut text = String::new();
                for line in lines.iter().map(|line| line.trim()) {
                    // Lines break behind hyphens as well.
                    if !text.is_empty() && !text.ends_with('-') {
                        text.push(' ');
                    }
                    text.push_str(line);
                }
                Some(text)
            }
            _ => None,
        }
    }

    /// Whether it is the name of a type, which is all that CSV shows of a list.
    pub fn is_type_name(&self) -> bool {
        matches!(self, Value::Text(text) if text.starts_with("System.") && text.ends_with("[]"))
    }
}

#[test]
fn secrets_are_never_kept() {
    let mut record = Record::default();
    record.push("managementcertificate".to_owned(), Value::Text("x".to_owned()));
    record.push("Region".to_owned(), Value::Null);
    record.push("region".to_owned(), Value::Text(" eastus ".to_owned()));
    assert!(!record.has("ManagementCertificate"));
    assert_eq!(record.token("REGION").as_deref(), Some("eastus"));
}
