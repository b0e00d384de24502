//! Values and cmdlets as PowerShell writes them. Nothing of a document is code.

use cmg_rules::plan::{Argument, Cmdlet};

/// What marks an authority as one or the other.
const STORE: &str =
    "[Microsoft.ConfigurationManagement.AdminConsole.AzureServices.CertificateStore]";

/// Which letters stand for themselves in a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// Windows PowerShell reads a file without a byte order mark in the code page
    /// of its country, where only these mean the same everywhere.
    Ascii,
    /// Letters and digits of all languages, for what people read and copy.
    All,
}

/// A string expression. What is no plain letter (line breaks, and the four
/// further characters that PowerShell takes for a single quote) is written by
/// its number, so that neither the parser nor a terminal ever meets it.
pub fn literal(text: &str, letters: Letters) -> String {
    let is_plain = |it: char| match letters {
        _ if it.is_ascii() => !it.is_ascii_control(),
        Letters::Ascii => false,
        Letters::All => it.is_alphanumeric(),
    };
    let mut parts = vec![String::new()];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|it| is_plain(it) != is_plain(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        match is_plain(first) {
            true if parts.len() == 1 => parts = vec![run.replace('\'', "''")],
            true => parts.push(format!("'{}'", run.replace('\'', "''"))),
            false => parts.extend(run.encode_utf16().map(|unit| format!("[char]0x{unit:04X}"))),
        }
        rest = after;
    }
    // The first part is a string, so that the others are put behind it as text.
    let mut parts = parts.into_iter();
    let first = format!("'{}'", parts.next().unwrap_or_default());
    let others: String = parts.map(|part| format!(" + {part}")).collect();
    if others.is_empty() { first } else { format!("({first}{others})") }
}

/// The whole cmdlet on one line, to be copied.
pub fn line(cmdlet: &Cmdlet, letters: Letters) -> String {
    let mut line = cmdlet.name.to_owned();
    for parameter in &cmdlet.parameters {
        line.push_str(" -");
        line.push_str(parameter.name);
        if !matches!(parameter.argument, Argument::Switch) {
            line.push(' ');
            line.push_str(&value(&parameter.argument, letters));
        }
    }
    line
}

/// An expression for what stands behind a parameter.
pub fn value(argument: &Argument, letters: Letters) -> String {
    let text = |text: &str| literal(text, letters);
    match argument {
        Argument::Text(it) => text(it),
        Argument::Number(number) => number.to_string(),
        Argument::Boolean(true) | Argument::Switch => "$true".to_owned(),
        Argument::Boolean(false) => "$false".to_owned(),
        Argument::Password(prompt) => {
            format!("(Read-Host -AsSecureString -Prompt {})", text(prompt))
        }
        Argument::Ask(prompt) => format!("(Read-Host -Prompt {})", text(prompt)),
        Argument::List(all) => {
            let all: Vec<String> = all.iter().map(|it| text(it)).collect();
            format!("@({})", all.join(", "))
        }
        Argument::Authorities(all) => {
            let all = all.iter().map(|(path, root)| authority(&text(path), *root));
            format!("@{{ {} }}", all.collect::<Vec<_>>().join("; "))
        }
    }
}

/// An entry of the table of trusted certificates; the path is an expression.
pub fn authority(path: &str, root: bool) -> String {
    format!("{path} = {STORE}::{}", if root { "RootCA" } else { "IntermediateCA" })
}

#[test]
fn literals_hold_every_letter_and_no_code() {
    let ascii = |text| literal(text, Letters::Ascii);
    assert_eq!(ascii(""), "''");
    assert_eq!(ascii("it's $(x) `n"), "'it''s $(x) `n'");
    assert_eq!(ascii("a\nb"), "('a' + [char]0x000A + 'b')");
    assert_eq!(ascii("\u{2019}; x"), "('' + [char]0x2019 + '; x')");
    assert_eq!(ascii("Köln"), "('K' + [char]0x00F6 + 'ln')");
    assert_eq!(ascii("\u{1f600}"), "('' + [char]0xD83D + [char]0xDE00)");
    let all = |text| literal(text, Letters::All);
    assert_eq!(all("Köln's"), "'Köln''s'");
    assert_eq!(all("a\u{201b}\u{202e}b"), "('a' + [char]0x201B + [char]0x202E + 'b')");
}

#[test]
fn a_command_is_one_line() {
    let cmdlet = Cmdlet::new("Set-CMCloudManagementGateway")
        .text("Name", "granite\nfalls")
        .with("VMInstanceCount", Argument::Number(4))
        .with("EnforceProtocol", Argument::Boolean(true))
        .with("ServiceCertPassword", Argument::Password("Password of a.pfx".to_owned()))
        .with("RemoveCertThumbprints", Argument::List(vec!["aa".to_owned(), "b'b".to_owned()]))
        .with("CARootCert", Argument::Authorities(vec![("root.cer".to_owned(), true)]))
        .with("Force", Argument::Switch);
    let expected = format!(
        "Set-CMCloudManagementGateway -Name ('granite' + [char]0x000A + 'falls') \
         -VMInstanceCount 4 -EnforceProtocol $true \
         -ServiceCertPassword (Read-Host -AsSecureString -Prompt 'Password of a.pfx') \
         -RemoveCertThumbprints @('aa', 'b''b') \
         -CARootCert @{{ 'root.cer' = {STORE}::RootCA }} -Force"
    );
    assert_eq!(line(&cmdlet, Letters::All), expected);
}
