//! What an actor is.

use proc_macro2::Ident;
use syn::{Attribute, Expr, ItemImpl, Pat, Signature, Visibility};

use crate::block::{model::With, parse::Marks};

/// The `impl`, and what its attributes say.
pub(super) struct Actor {
    /// Without the attributes that were for us, and without the event loop.
    pub(super) item: ItemImpl,
    /// Where the event loop was among the items.
    pub(super) event_loop: Option<(usize, EventLoop)>,
    /// Something else was marked as the event loop, by mistake.
    pub(super) misplaced: bool,
    pub(super) handlers: Vec<Handler>,
}

/// `#[event_loop(biased)] pub async fn run(&mut self) -> R;`
pub(super) struct EventLoop {
    pub(super) attrs: Vec<Attribute>,
    pub(super) vis: Visibility,
    pub(super) sig: Signature,
    /// The words in the parentheses.
    pub(super) options: Vec<Ident>,
}

/// `#[on(..)] fn handler(&mut self, event: T) { .. }`
pub(super) struct Handler {
    pub(super) on: On,
    pub(super) sig: Signature,
}

/// What stands in the parentheses of `#[on(..)]`.
pub(super) enum On {
    Event(Box<Event>),
    /// `else`
    Else(Ident),
}

/// `control keep pat = future, with pat = future, if condition`
pub(super) struct Event {
    pub(super) marks: Marks,
    pub(super) pat: Option<Pat>,
    pub(super) future: Expr,
    pub(super) with: Option<With>,
    pub(super) condition: Option<Expr>,
}
