//! Stands between the pipe and the framework, which ends a session at the first message that is no
//! JSON. Such a message becomes a request that the front answers.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use serde::{Deserialize, de::IgnoredAny};
use tokio::io::{AsyncRead, ReadBuf};

/// What a message that cannot be understood is called from here on.
pub const BROKEN: &str = "$/cmglint/broken";

/// Larger than any message: 1 GiB.
const MOST: usize = 1 << 30;

/// How much is read at a time.
const CHUNK: usize = 64 << 10;

/// Reads whole messages and hands on those that the framework can read.
pub struct Sieve<R> {
    from: R,
    /// What was read and is not judged yet.
    raw: Vec<u8>,
    /// What may be handed on, and how much of it has been.
    clean: Vec<u8>,
    handed: usize,
    chunk: Box<[u8]>,
}

/// What every message has, as the framework sees it.
#[derive(Deserialize)]
#[expect(dead_code, reason = "that it can be read is all that matters")]
struct Envelope {
    jsonrpc: Version,
    method: Option<String>,
    id: Option<Name>,
    params: Option<IgnoredAny>,
    result: Option<IgnoredAny>,
    error: Option<IgnoredAny>,
}

#[derive(Deserialize)]
enum Version {
    #[serde(rename = "2.0")]
    Two,
}

#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "that it can be read is all that matters")]
enum Name {
    Number(i64),
    Text(String),
}

/// Where a message stands in what was read.
enum Framed {
    /// Its first byte, and the one behind its last.
    Whole { body: usize, end: usize },
    /// There is more to come.
    Part,
    /// So many bytes are no message at all.
    Noise(usize),
}

impl<R> Sieve<R> {
    pub fn new(from: R) -> Sieve<R> {
        let chunk = vec![0; CHUNK].into_boxed_slice();
        Sieve { from, raw: Vec::new(), clean: Vec::new(), handed: 0, chunk }
    }

    /// Judges every whole message among what was read.
    fn sift(&mut self) {
        let mut done = 0;
        loop {
            let rest = self.raw.get(done..).unwrap_or_default();
            match framed(rest) {
                Framed::Part => break,
                Framed::Noise(length) => {
                    broken(&mut self.clean);
                    done += length;
                }
                Framed::Whole { body, end } => {
                    let message = rest.get(body..end).unwrap_or_default();
                    match is_message(message) {
                        true => frame(&mut self.clean, message),
                        false => broken(&mut self.clean),
                    }
                    done += end;
                }
            }
        }
        self.raw.drain(..done);
        // A large document is no reason to stay large.
        if self.raw.capacity() > 4 * CHUNK && self.raw.len() < CHUNK {
            self.raw.shrink_to(CHUNK);
        }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Sieve<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        to: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        while this.handed == this.clean.len() {
            this.clean.clear();
            this.handed = 0;
            if this.clean.capacity() > 4 * CHUNK {
                this.clean.shrink_to(CHUNK);
            }
            let mut chunk = ReadBuf::new(&mut this.chunk);
            match Pin::new(&mut this.from).poll_read(context, &mut chunk) {
                Poll::Ready(Ok(())) if !chunk.filled().is_empty() => {
                    this.raw.extend_from_slice(chunk.filled());
                    this.sift();
                }
                // The end, an error, or nothing yet.
                other => return other,
            }
        }
        let waiting = this.clean.get(this.handed..).unwrap_or_default();
        let now = waiting.get(..to.remaining()).unwrap_or(waiting);
        to.put_slice(now);
        this.handed += now.len();
        Poll::Ready(Ok(()))
    }
}

fn framed(bytes: &[u8]) -> Framed {
    let Some(head) = bytes.windows(4).position(|it| it == b"\r\n\r\n") else {
        // No header is so long: whatever it is, it is not our protocol.
        return if bytes.len() > CHUNK { Framed::Noise(bytes.len()) } else { Framed::Part };
    };
    let body = head + 4;
    let Some(length) = bytes.get(..head).and_then(length).filter(|length| *length <= MOST) else {
        return Framed::Noise(body);
    };
    match body + length {
        end if end <= bytes.len() => Framed::Whole { body, end },
        _ => Framed::Part,
    }
}

fn length(head: &[u8]) -> Option<usize> {
    let head = std::str::from_utf8(head).ok()?;
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    let length = |(name, value): (&str, &str)| {
        // What stands in front of it on its line is the rest of what was no message.
        let is_length = name.to_ascii_lowercase().ends_with("content-length");
        is_length.then(|| value.trim().parse().ok())?
    };
    fields.filter_map(length).next_back()
}

fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Envelope>(body).is_ok_and(|it| {
        it.method.is_some() || it.result.is_some() || it.error.is_some() || it.id.is_some()
    })
}

fn frame(to: &mut Vec<u8>, body: &[u8]) {
    to.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    to.extend_from_slice(body);
}

fn broken(to: &mut Vec<u8>) {
    frame(to, format!(r#"{{"jsonrpc":"2.0","method":"{BROKEN}"}}"#).as_bytes());
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt;

    use super::*;

    const GOOD: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    async fn sifted(bytes: &[u8]) -> String {
        let mut text = String::new();
        Sieve::new(bytes).read_to_string(&mut text).await.unwrap();
        text.replace(&framed(&format!(r#"{{"jsonrpc":"2.0","method":"{BROKEN}"}}"#)), "<broken>")
            .replace(&framed(GOOD), "<good>")
    }

    #[tokio::test]
    async fn what_is_no_message_does_not_hide_those_behind_it() {
        let good = framed(GOOD);
        assert_eq!(sifted(good.as_bytes()).await, "<good>");
        for bad in ["", "{", "[]", "{}", "null", "\u{fffd}", r#"{"jsonrpc":"1.0","method":"exit"}"#]
        {
            let text = format!("{}{good}{}", framed(bad), framed(bad));
            assert_eq!(sifted(text.as_bytes()).await, "<broken><good><broken>", "{bad}");
        }
        let text = format!("Content-Length: many\r\n\r\n{good}X: y\r\n\r\n{good}");
        assert_eq!(sifted(text.as_bytes()).await, "<broken><good><broken><good>");
        let lower = format!("content-length: {}\r\nContent-Type: x\r\n\r\n{GOOD}", GOOD.len());
        assert_eq!(sifted(lower.as_bytes()).await, "<good>");
    }

    #[tokio::test]
    async fn messages_come_in_any_pieces() {
        let text = framed(GOOD).repeat(3);
        let mut sieve = Sieve::new(text.as_bytes());
        sieve.chunk = vec![0; 7].into_boxed_slice();
        let mut out = String::new();
        sieve.read_to_string(&mut out).await.unwrap();
        assert_eq!(out, text);
    }
}
