//! `git cat-file --batch`: a name in, an object out.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use super::command::{Git, cannot_start, complaint};

#[derive(Debug)]
pub struct Batch {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

pub struct Object {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Batch {
    pub fn start(git: &Git) -> Result<Batch, String> {
        let child = git
            .command()
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.map_err(|error| cannot_start(&error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(questions), Some(answers)) => {
                Ok(Batch { child, questions, answers: BufReader::new(answers) })
            }
            _ => Err("git cannot be started".to_owned()),
        }
    }

    /// The outer error is that of the child, the inner one that of the object.
    pub fn ask(&mut self, name: &str, limit: u64) -> io::Result<Result<Option<Object>, String>> {
        // At once, for each piece would wake the child.
        self.questions.write_all(format!("{name}\n").as_bytes())?;
        let mut header = String::new();
        if self.answers.read_line(&mut header)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut words = header.trim_end().rsplitn(3, ' ');
        let (size, _kind, object) = (words.next(), words.next(), words.next());
        let size = match (size, object) {
            (Some(size), Some(_)) => size.parse::<u64>().ok(),
            _ => None,
        };
        let (Some(size), Some(object)) = (size, object) else {
            let missing = header.trim_end().ends_with(" missing");
            return Ok(if missing { Ok(None) } else { Err("the name is ambiguous".to_owned()) });
        };
        let mut bytes = Vec::new();
        let mut contents = (&mut self.answers).take(size);
        if size <= limit {
            contents.read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut contents, &mut io::sink())?;
        }
        let mut line_break = [0];
        self.answers.read_exact(&mut line_break)?;
        Ok(match size <= limit {
            true => Ok(Some(Object { name: object.to_owned(), bytes })),
            false => Err("it is over the size limit".to_owned()),
        })
    }

    /// It ends when nobody asks any more.
    pub fn end(self) {
        let Batch { mut child, questions, answers } = self;
        drop((questions, answers));
        // There is nobody to tell how it ended.
        let _ = child.wait();
    }

    /// What a child that has ended said about it.
    pub fn last_words(self) -> String {
        let Batch { mut child, questions, answers } = self;
        drop((questions, answers));
        let mut said = String::new();
        if let Some(errors) = &mut child.stderr {
            // Without its words there is nothing to say.
            let _ = errors.take(4096).read_to_string(&mut said);
        }
        // It has ended already; this only takes note of it.
        let _ = child.wait();
        complaint(&said)
    }
}
