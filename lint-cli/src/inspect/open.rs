//! Opens files, with a password where they need one.

use std::io::{IsTerminal, Write, stderr, stdin};

use cmg_host::Password;
use cmg_rules::certificate::{CertificateFile, Unreadable, read};

/// How often somebody may mistype a password.
const TRIES: usize = 3;

/// Asks for the password of a file; nothing where no one answers.
type Ask = Box<dyn FnMut(&str) -> Option<Password>>;

type Read = fn(&[u8], Option<&str>) -> Result<CertificateFile, Unreadable>;

/// One password opens all files that need one.
pub struct Opener {
    given: Option<Password>,
    /// The last answer that was right.
    answer: Option<Password>,
    ask: Option<Ask>,
    read: Read,
}

impl Opener {
    /// Uses this password, and asks for none.
    pub fn with(password: Password) -> Opener {
        Opener { given: Some(password), ..Opener::without() }
    }

    pub fn without() -> Opener {
        Opener { given: None, answer: None, ask: None, read }
    }

    /// Asks for passwords if there is a terminal.
    pub fn asking() -> Opener {
        let ask: Option<Ask> = match stdin().is_terminal() && stderr().is_terminal() {
            true => Some(Box::new(ask)),
            false => None,
        };
        Opener { ask, ..Opener::without() }
    }

    pub fn open(&mut self, path: &str, bytes: &[u8]) -> Result<CertificateFile, Unreadable> {
        let read = |password: &Password| (self.read)(bytes, Some(password.as_str()));
        if let Some(given) = &self.given {
            return read(given);
        }
        let locked = (self.read)(bytes, None);
        let Some(ask) = self.ask.as_mut().filter(|_| locked == Err(Unreadable::Locked)) else {
            return locked;
        };
        if let Some(answer) = &self.answer {
            match read(answer) {
                Err(Unreadable::WrongPassword) => {}
                other => return other,
            }
        }
        let mut prompt = format!("Password of {path}: ");
        for _ in 0..TRIES {
            let Some(answer) = ask(&prompt) else { return locked };
            match read(&answer) {
                Err(Unreadable::WrongPassword) => {
                    prompt = format!("That is wrong. Password of {path}: ");
                }
                other => {
                    self.answer = Some(answer);
                    return other;
                }
            }
        }
        Err(Unreadable::WrongPassword)
    }
}

/// An empty line is no answer: the empty password has been tried.
fn ask(prompt: &str) -> Option<Password> {
    // The question is lost with the terminal, and then there is no answer either.
    let _ = write!(stderr(), "{prompt}").and_then(|()| stderr().flush());
    let answer = rpassword::read_password().ok().map(Password::new)?;
    (!answer.as_str().is_empty()).then_some(answer)
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, rc::Rc};

    use super::*;

    /// The bytes are the password; those of an open file are empty.
    fn locked_with_itself(
        bytes: &[u8],
        password: Option<&str>,
    ) -> Result<CertificateFile, Unreadable> {
        match password {
            None if !bytes.is_empty() => Err(Unreadable::Locked),
            Some(it) if !bytes.is_empty() && it.as_bytes() != bytes => {
                Err(Unreadable::WrongPassword)
            }
            _ => Err(Unreadable::NoCertificate("opened")),
        }
    }

    const OPENED: Result<CertificateFile, Unreadable> = Err(Unreadable::NoCertificate("opened"));

    fn answering(answers: &[&str]) -> (Opener, Rc<RefCell<Vec<String>>>) {
        let prompts = Rc::new(RefCell::new(Vec::new()));
        let said = Rc::clone(&prompts);
        let answers: Vec<String> = answers.iter().map(|it| (*it).to_owned()).collect();
        let mut answers = answers.into_iter();
        let ask: Ask = Box::new(move |prompt| {
            said.borrow_mut().push(prompt.to_owned());
            answers.next().map(Password::new)
        });
        let opener = Opener { ask: Some(ask), read: locked_with_itself, ..Opener::without() };
        (opener, prompts)
    }

    #[test]
    fn a_password_is_asked_for_once_for_all_files() {
        let (mut opener, prompts) = answering(&["x", "a", "b"]);
        assert_eq!(opener.open("open.cer", b""), OPENED);
        assert_eq!(prompts.borrow().len(), 0);
        assert_eq!(opener.open("one.pfx", b"a"), OPENED);
        assert_eq!(opener.open("two.pfx", b"a"), OPENED);
        assert_eq!(opener.open("three.pfx", b"b"), OPENED);
        let expected = [
            "Password of one.pfx: ",
            "That is wrong. Password of one.pfx: ",
            "Password of three.pfx: ",
        ];
        assert_eq!(*prompts.borrow(), expected);
    }

    #[test]
    fn after_three_wrong_answers_nobody_is_asked_again() {
        let (mut opener, prompts) = answering(&["x", "y", "z", "a"]);
        assert_eq!(opener.open("one.pfx", b"a"), Err(Unreadable::WrongPassword));
        assert_eq!(prompts.borrow().len(), 3);
    }

    #[test]
    fn without_an_answer_the_file_stays_locked() {
        let (mut opener, _) = answering(&[]);
        assert_eq!(opener.open("one.pfx", b"a"), Err(Unreadable::Locked));
        let mut opener = Opener { read: locked_with_itself, ..Opener::without() };
        assert_eq!(opener.open("one.pfx", b"a"), Err(Unreadable::Locked));
    }

    #[test]
    fn a_given_password_is_the_only_one() {
        let given = Opener::with(Password::new("a".to_owned()));
        let mut opener = Opener { read: locked_with_itself, ..given };
        assert_eq!(opener.open("one.pfx", b"a"), OPENED);
        assert_eq!(opener.open("open.cer", b""), OPENED);
        assert_eq!(opener.open("two.pfx", b"b"), Err(Unreadable::WrongPassword));
    }
}
