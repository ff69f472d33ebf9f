//! One line of a log.

use std::str;

use crate::source::TOO_LONG;

/// One request.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) client: Box<str>,
    /// Without what follows a `?`.
    pub(crate) path: Box<str>,
    pub(crate) status: u16,
    /// How many bytes were sent.
    pub(crate) bytes: u64,
}

impl Record {
    /// Parses a line in the Common Log Format, whatever may follow:
    /// `client identity user [time] "method path protocol" status bytes`. `None` if it is malformed.
    pub(crate) fn parse(line: &[u8]) -> Option<Self> {
        if line.len() >= TOO_LONG {
            return None;
        }
        let line = str::from_utf8(line).ok()?.trim_end_matches('\r');
        let (client, rest) = line.split_once(' ')?;
        let (_identity_and_user, rest) = rest.split_once(" [")?;
        let (_time, rest) = rest.split_once("] \"")?;
        let (request, rest) = rest.split_once("\" ")?;
        let (_method, request) = request.split_once(' ')?;
        let (path, protocol) = request.split_once(' ')?;
        let mut rest = rest.split(' ');
        let status = rest.next()?.parse().ok()?;
        let bytes = match rest.next()? {
            "-" => 0,
            bytes => bytes.parse().ok()?,
        };
        let is_well_formed = protocol.starts_with("HTTP/") && (100..=599).contains(&status);
        is_well_formed.then(|| Self {
            client: client.into(),
            path: path.split('?').next().unwrap_or(path).into(),
            status,
            bytes,
        })
    }
}
