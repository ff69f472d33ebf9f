//! When keys expire.

use std::time::{Duration, Instant};

use super::{CommandError, Done, number};
use crate::{
    protocol::{Output, Request},
    store::Keyspace,
};

/// Redis counts from 1970, in as many bits, and so does not get so far.
const FARTHEST: i64 = i64::MAX / 2;

/// The time so much after `now`, if it can be told. What is negative is `now`.
pub(super) fn deadline(now: Instant, time: i64, in_millis: i64) -> Option<Instant> {
    let millis = time.checked_mul(in_millis)?;
    if millis > FARTHEST {
        return None;
    }
    now.checked_add(Duration::from_millis(millis.try_into().unwrap_or(0)))
}

/// `EXPIRE key seconds`
pub(super) fn expire(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    expire_in(keyspace, request, 1000, "expire", output)
}

/// `PEXPIRE key milliseconds`
pub(super) fn pexpire(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    expire_in(keyspace, request, 1, "pexpire", output)
}

fn expire_in(
    keyspace: &mut Keyspace,
    request: Request<'_>,
    in_millis: i64,
    name: &'static str,
    output: &mut Output,
) -> Done {
    let (key, time) = (request.arg(1), number(request, 2)?);
    let deadline = deadline(keyspace.now(), time, in_millis);
    let deadline = deadline.ok_or(CommandError::InvalidExpire(name))?;
    let is_there = if time > 0 {
        keyspace.set_deadline(key, Some(deadline))
    } else {
        keyspace.remove(key).is_some()
    };
    output.count(is_there.into());
    Ok(())
}

/// `TTL key`
pub(super) fn ttl(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let rounded = |millis| (millis + 500) / 1000;
    output.integer(left(keyspace, request.arg(1)).map_or_else(|none| none, rounded));
    Ok(())
}

/// `PTTL key`
pub(super) fn pttl(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    output.integer(left(keyspace, request.arg(1)).unwrap_or_else(|none| none));
    Ok(())
}

/// How many milliseconds are left; -1 if the key does not expire, -2 if it is not there.
fn left(keyspace: &mut Keyspace, key: &[u8]) -> Result<i64, i64> {
    let now = keyspace.now();
    let deadline = keyspace.deadline(key).ok_or(-2)?.ok_or(-1)?;
    let left = deadline.saturating_duration_since(now).as_millis();
    Ok(left.try_into().unwrap_or(i64::MAX - 500))
}

/// `PERSIST key`
pub(super) fn persist(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let key = request.arg(1);
    let expires = keyspace.deadline(key).flatten().is_some();
    if expires {
        keyspace.set_deadline(key, None);
    }
    output.count(expires.into());
    Ok(())
}
