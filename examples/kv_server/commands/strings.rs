//! Strings, which may be numbers.

use std::{mem, time::Instant};

use super::{CommandError, Done, expiry, number};
use crate::{
    protocol::{Output, Request, integer},
    store::{Keyspace, Several, Value},
};

/// `GET key`
pub(super) fn get(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let text = keyspace.get(request.arg(1)).map(|value| value.as_text());
    output.bulk_or_null(text.transpose()?);
    Ok(())
}

/// What stands behind key and value in a `SET`.
#[derive(Default)]
struct Options {
    /// Only if the key is there, or only if it is not.
    exists: Option<bool>,
    /// The reply is the old value.
    get: bool,
    keep_ttl: bool,
    deadline: Option<Instant>,
}

impl Options {
    fn parse(now: Instant, request: Request<'_>) -> Result<Self, CommandError> {
        let mut options = Self::default();
        let mut index = 3;
        while index < request.len() {
            match &request.arg(index).to_ascii_lowercase()[..] {
                b"nx" => options.may_exist(false)?,
                b"xx" => options.may_exist(true)?,
                b"get" => options.get = true,
                b"keepttl" => options.keep_ttl = true,
                unit @ (b"ex" | b"px") if index + 1 < request.len() => {
                    if options.deadline.is_some() {
                        return Err(CommandError::Syntax);
                    }
                    index += 1;
                    let time = number(request, index)?;
                    let in_millis = if unit == b"ex" { 1000 } else { 1 };
                    let deadline = expiry::deadline(now, time, in_millis).filter(|_| time > 0);
                    options.deadline = Some(deadline.ok_or(CommandError::InvalidExpire("set"))?);
                }
                _ => return Err(CommandError::Syntax),
            }
            index += 1;
        }
        if options.keep_ttl && options.deadline.is_some() {
            return Err(CommandError::Syntax);
        }
        Ok(options)
    }

    fn may_exist(&mut self, exists: bool) -> Done {
        let before = self.exists.replace(exists);
        match before {
            Some(before) if before != exists => Err(CommandError::Syntax),
            _ => Ok(()),
        }
    }
}

/// `SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | KEEPTTL]`
pub(super) fn set(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let (key, value) = (request.arg(1), request.arg(2));
    let options = Options::parse(keyspace.now(), request)?;
    let old = keyspace.get(key);
    let is_to_be_set = options.exists.is_none_or(|exists| exists == old.is_some());
    if options.get {
        output.bulk_or_null(old.map(|value| value.as_text()).transpose()?);
    } else if is_to_be_set {
        output.simple("OK");
    } else {
        output.null();
    }
    if is_to_be_set {
        let deadline = if options.keep_ttl {
            keyspace.deadline(key).flatten()
        } else {
            options.deadline
        };
        keyspace.set(key, Value::text(value), deadline);
    }
    Ok(())
}

/// `MGET key [key ...]`
pub(super) fn mget(several: &mut Several<'_>, request: Request<'_>, output: &mut Output) -> Done {
    output.array(request.len() - 1);
    for key in request.from(1) {
        let value = several.of(key).get(key);
        // What is no string is not there, for this command.
        output.bulk_or_null(value.and_then(|value| value.as_text().ok()));
    }
    Ok(())
}

/// `MSET key value [key value ...]`
pub(super) fn mset(several: &mut Several<'_>, request: Request<'_>, output: &mut Output) -> Done {
    for index in (1..request.len()).step_by(2) {
        let (key, value) = (request.arg(index), request.arg(index + 1));
        several.of(key).set(key, Value::text(value), None);
    }
    output.simple("OK");
    Ok(())
}

/// `INCR key`
pub(super) fn incr(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    add(keyspace, request, 1, output)
}

/// `DECR key`
pub(super) fn decr(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    add(keyspace, request, -1, output)
}

/// `INCRBY key number`
pub(super) fn incr_by(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    add(keyspace, request, number(request, 2)?, output)
}

/// `DECRBY key number`
pub(super) fn decr_by(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let number = number(request, 2)?.checked_neg();
    let number = number.ok_or(CommandError::DecrementOverflow)?;
    add(keyspace, request, number, output)
}

fn add(keyspace: &mut Keyspace, request: Request<'_>, number: i64, output: &mut Output) -> Done {
    let key = request.arg(1);
    let old = keyspace.get(key);
    let before = match &old {
        Some(value) => integer(value.as_text()?).ok_or(CommandError::NotAnInteger)?,
        None => 0,
    };
    let sum = before.checked_add(number).ok_or(CommandError::Overflow)?;
    let value = Value::text(sum.to_string().into_bytes());
    match old {
        Some(old) => drop(mem::replace(old, value)),
        None => keyspace.set(key, value, None),
    }
    output.integer(sum);
    Ok(())
}
