//! The commands. `table` has them all; those that work on keys are plain functions, called under the locks
//! that the table says.

mod error;
mod expiry;
mod keys;
mod lists;
mod server;
mod session;
mod strings;
mod table;

use std::time::Instant;

use mea::order::Held;

use self::table::{Done, Run};
pub(crate) use self::{error::CommandError, session::Session};
use crate::{
    protocol::{Request, integer},
    store::{Keyspace, Several},
};

/// Runs a command, and writes its reply.
pub(crate) async fn execute(session: &mut Session, request: Request<'_>, now: Instant) {
    session.state.stats.commands.add(1);
    let done = run(session, request, now).await;
    session.output.complete(done);
}

async fn run(session: &mut Session, request: Request<'_>, now: Instant) -> Done {
    let command = table::find(request)?;
    session.may_run(command)?;
    let Session { state, output, .. } = session;
    let (store, held) = (&state.store, &mut Held::nothing());
    match command.run {
        Run::Alone(run) => run(request, output),
        Run::One(run) => {
            let run = |keyspace: &mut Keyspace| run(keyspace, request, output);
            store.one(held, now, request.arg(1), run).await
        }
        Run::Several { step, run } => {
            let keys = request.from(1).step_by(step);
            let run = |several: &mut Several<'_>| run(several, request, output);
            store.several(held, now, keys, run).await
        }
        Run::Session(action) => session.act(action, request, now).await,
    }
}

/// The argument, which has to be a number.
fn number(request: Request<'_>, index: usize) -> Result<i64, CommandError> {
    integer(request.arg(index)).ok_or(CommandError::NotAnInteger)
}

#[cfg(test)]
mod tests;
