//! Semantic tokens.

use cmg_rules::{
    assist::{TokenKind, semantic_tokens},
    document::Document,
};

use crate::support::check;

const CASES: &[(&str, &str)] = &[
    ("[a.b] # c\n", "a:table b:table # c:comment"),
    ("[[a]]\nx.y = 1\n", "a:table x:key y:key 1:number"),
    ("[gateway.a]\n[gateway.a.dns]\n", "gateway:table a:HANDLE gateway:table a:handle dns:table"),
    ("gateway.a.region = \"x\"\n", "gateway:key a:handle region:key \"x\":string"),
    ("[[connection-point]]\ngateway = 'a'\n", "connection-point:table gateway:key 'a':handle"),
    ("x = [1.5, -0x1F, +inf, nan]\n", "x:key 1.5:number -0x1F:number +inf:number nan:number"),
    ("x = [true, false, yes, +true]\n", "x:key true:boolean false:boolean"),
    ("x = 2027-11-16\ny = 07:32:00\n", "x:key 2027-11-16:date y:key 07:32:00:date"),
    ("x = 2027-11-16 10:00:00.5Z # y\n", "x:key 2027-11-16 10:00:00.5Z:date # y:comment"),
    ("x = 2027-11-16T10:00:00.5+01:00\n", "x:key 2027-11-16T10:00:00.5+01:00:date"),
    ("kind = \"deployed\"\n", "kind:key \"deployed\":enum"),
    ("kind = \"Deployed\"\n", "kind:key \"Deployed\":enum"),
    ("kind = \"other\"\n", "kind:key \"other\":string"),
    (
        "[gateway.a]\nvm-size = \"Large (A4_v2)\"\n",
        "gateway:table a:HANDLE vm-size:key \"Large (A4_v2)\":enum",
    ),
    (
        "clients = { authentication = ['pki', 'x'] }\n",
        "clients:key authentication:key 'pki':enum 'x':string",
    ),
    ("x = \"\"\"a\r\n\r\n  b\"\"\"\n", "x:key \"\"\"a:string   b\"\"\":string"),
    ("\u{feff}é = \"ü\n[x\n", "é:key \"ü:string x:table"),
    ("x = # c\nreg\n= 2\n", "x:key # c:comment reg:key"),
    ("", ""),
];

#[test]
fn every_word_has_its_kind() {
    check(CASES, |text| {
        let kind = |it| match it {
            TokenKind::Table => "table",
            TokenKind::Key => "key",
            TokenKind::String => "string",
            TokenKind::Number => "number",
            TokenKind::Boolean => "boolean",
            TokenKind::Date => "date",
            TokenKind::Comment => "comment",
            TokenKind::Handle => "handle",
            TokenKind::EnumMember => "enum",
        };
        let tokens = semantic_tokens(&Document::parse(text));
        let show = |it: &cmg_rules::assist::SemanticToken| {
            let kind = if it.is_declaration { "HANDLE" } else { kind(it.kind) };
            format!("{}:{kind}", it.span.of(text))
        };
        tokens.iter().map(show).collect::<Vec<_>>().join(" ")
    });
}
