//! The shutdown: what each handle sees and holds up, scopes below scopes, reasons, and user code in
//! the middle of it. (That there are at most `isize::MAX / 4` receivers is tested beside the code:
//! nobody can make as many.)

mod end;
mod handles;
mod large;
mod order;
mod panics;
mod re_enter;
mod reason;
mod registrar;
mod tree;

use mea::shutdown::{Reason, ShutdownSend};

use crate::support::poll_and_drop;

/// The text of a reason.
fn text(reason: Option<Reason>) -> Option<String> {
    reason.map(|reason| reason.to_string())
}

/// Whether a wait for the end would end now. If nobody is left, it does, and closes the scope.
fn is_over(send: &ShutdownSend) -> bool {
    poll_and_drop(send.clone().await_shutdown()).is_ready()
}
