//! The commands: what they are called, how many arguments they have, and what has to be locked for them.

use super::{CommandError, expiry, keys, lists, server, session::Action, strings};
use crate::{
    protocol::{Output, Request},
    store::{Keyspace, Several},
};

pub(crate) struct Command {
    /// In small letters.
    pub(crate) name: &'static str,
    /// How many arguments there are, with the name; if it is negative, there may be more.
    pub(crate) arity: i64,
    pub(crate) run: Run,
}

/// What a command needs, and what it does with that.
pub(crate) enum Run {
    /// Nothing but its arguments.
    Alone(fn(Request<'_>, &mut Output) -> Done),
    /// The shard of the key, which is its first argument.
    One(fn(&mut Keyspace, Request<'_>, &mut Output) -> Done),
    /// The shards of all its keys: each argument is one, or each second.
    Several {
        step: usize,
        run: fn(&mut Several<'_>, Request<'_>, &mut Output) -> Done,
    },
    /// More than that, or the connection.
    Session(Action),
}

pub(crate) type Done = Result<(), CommandError>;

/// In the order in which they are looked for.
pub(crate) const COMMANDS: &[Command] = &[
    one("get", 2, strings::get),
    one("set", -3, strings::set),
    one("incr", 2, strings::incr),
    one("decr", 2, strings::decr),
    one("incrby", 3, strings::incr_by),
    one("decrby", 3, strings::decr_by),
    several("mget", -2, 1, strings::mget),
    several("mset", -3, 2, strings::mset),
    several("del", -2, 1, keys::del),
    several("exists", -2, 1, keys::exists),
    one("expire", 3, expiry::expire),
    one("pexpire", 3, expiry::pexpire),
    one("ttl", 2, expiry::ttl),
    one("pttl", 2, expiry::pttl),
    one("persist", 2, expiry::persist),
    one("lpush", -3, lists::lpush),
    one("rpush", -3, lists::rpush),
    one("lpop", -2, lists::lpop),
    one("rpop", -2, lists::rpop),
    one("llen", 2, lists::llen),
    one("lrange", 4, lists::lrange),
    session("publish", 3, Action::Publish),
    session("subscribe", -2, Action::Subscribe),
    session("unsubscribe", -1, Action::Unsubscribe),
    session("ping", -1, Action::Ping),
    session("quit", -1, Action::Quit),
    session("dbsize", 1, Action::DbSize),
    session("flushall", -1, Action::FlushAll),
    session("info", -1, Action::Info),
    session("config", -2, Action::Config),
    alone("echo", 2, server::echo),
    alone("select", 2, server::select),
    alone("command", -1, server::command),
];

/// The command of this name, in letters of either size, if it may have so many arguments.
pub(crate) fn find(request: Request<'_>) -> Result<&'static Command, CommandError> {
    let name = request.name();
    let mut commands = COMMANDS.iter();
    let command = commands.find(|command| name.eq_ignore_ascii_case(command.name.as_bytes()));
    let command = command.ok_or_else(|| CommandError::unknown(request))?;
    let least = command.arity.unsigned_abs() as usize;
    // The last value of a key may be missing.
    let is_whole = match command.run {
        Run::Several { step, .. } => (request.len() - 1) % step == 0,
        _ => true,
    };
    let is_enough = request.len() == least || (command.arity < 0 && request.len() > least);
    if is_enough && is_whole {
        Ok(command)
    } else {
        Err(CommandError::WrongArity(command.name))
    }
}

const fn alone(
    name: &'static str,
    arity: i64,
    run: fn(Request<'_>, &mut Output) -> Done,
) -> Command {
    let run = Run::Alone(run);
    Command { name, arity, run }
}

const fn one(
    name: &'static str,
    arity: i64,
    run: fn(&mut Keyspace, Request<'_>, &mut Output) -> Done,
) -> Command {
    let run = Run::One(run);
    Command { name, arity, run }
}

const fn several(
    name: &'static str,
    arity: i64,
    step: usize,
    run: fn(&mut Several<'_>, Request<'_>, &mut Output) -> Done,
) -> Command {
    let run = Run::Several { step, run };
    Command { name, arity, run }
}

const fn session(name: &'static str, arity: i64, action: Action) -> Command {
    let run = Run::Session(action);
    Command { name, arity, run }
}
