//! Lists of strings.

use super::{CommandError, Done, number};
use crate::{
    protocol::{Output, Request, integer},
    store::{Keyspace, List, Value},
};

/// `LPUSH key value [value ...]`
pub(super) fn lpush(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    push(keyspace, request, List::push_front, output)
}

/// `RPUSH key value [value ...]`
pub(super) fn rpush(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    push(keyspace, request, List::push_back, output)
}

fn push(
    keyspace: &mut Keyspace,
    request: Request<'_>,
    push: fn(&mut List, Box<[u8]>),
    output: &mut Output,
) -> Done {
    let (key, values) = (request.arg(1), request.from(2));
    if let Some(value) = keyspace.get(key) {
        let list = value.as_list()?;
        values.for_each(|value| push(list, value.into()));
        output.count(list.len());
    } else {
        let mut list = List::new();
        values.for_each(|value| push(&mut list, value.into()));
        output.count(list.len());
        keyspace.set(key, Value::List(list), None);
    }
    Ok(())
}

/// `LPOP key [count]`
pub(super) fn lpop(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    pop(keyspace, request, List::pop_front, "lpop", output)
}

/// `RPOP key [count]`
pub(super) fn rpop(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    pop(keyspace, request, List::pop_back, "rpop", output)
}

fn pop(
    keyspace: &mut Keyspace,
    request: Request<'_>,
    pop: fn(&mut List) -> Option<Box<[u8]>>,
    name: &'static str,
    output: &mut Output,
) -> Done {
    let count = match request.len() {
        2 => None,
        3 => {
            let count = integer(request.arg(2)).and_then(|count| usize::try_from(count).ok());
            Some(count.ok_or(CommandError::NotPositive)?)
        }
        _ => return Err(CommandError::WrongArity(name)),
    };
    let key = request.arg(1);
    let list = keyspace.get(key).map(Value::as_list).transpose()?;
    let Some(list) = list else {
        match count {
            Some(_) => output.null_array(),
            None => output.null(),
        }
        return Ok(());
    };
    if let Some(count) = count {
        output.array(count.min(list.len()));
    }
    for _ in 0..count.unwrap_or(1) {
        let Some(value) = pop(list) else { break };
        output.bulk(&value);
    }
    if list.is_empty() {
        keyspace.remove(key);
    }
    Ok(())
}

/// `LLEN key`
pub(super) fn llen(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let list = keyspace.get(request.arg(1)).map(Value::as_list);
    output.count(list.transpose()?.map_or(0, |list| list.len()));
    Ok(())
}

/// `LRANGE key first last`: a negative number counts from the end.
pub(super) fn lrange(keyspace: &mut Keyspace, request: Request<'_>, output: &mut Output) -> Done {
    let (first, last) = (number(request, 2)?, number(request, 3)?);
    let list = keyspace.get(request.arg(1)).map(Value::as_list);
    let Some(list) = list.transpose()? else {
        output.array(0);
        return Ok(());
    };
    let length = list.len() as i64;
    let index = |number: i64| if number < 0 { number + length } else { number };
    let first = index(first).clamp(0, length);
    let last = index(last).clamp(-1, length - 1);
    let count = (last - first + 1).max(0) as usize;
    output.array(count);
    for value in list.iter().skip(first as usize).take(count) {
        output.bulk(value);
    }
    Ok(())
}
