//! What a coordination block is.

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, Pat};

use super::ways_out::leaves;

/// A block with all that was written in it.
pub(crate) struct Block {
    /// The path of the crate `mea`.
    pub(crate) krate: TokenStream,
    /// Whether that was written, before everything else.
    pub(crate) prefixed: bool,
    pub(crate) kind: Kind,
    /// Polls from top to bottom.
    pub(crate) biased: bool,
    /// What was said about arms that lose: `strict` or `lossy`.
    pub(crate) losers: Option<Losers>,
    pub(crate) arms: Vec<Arm>,
    /// What to do when every arm is disabled.
    pub(crate) otherwise: Option<Fallback>,
    /// What to do when no arm is ready: then the block does not wait.
    pub(crate) default: Option<Fallback>,
}

/// Which macro it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Select,
    Loop,
    /// The event loop of an actor, a loop as well.
    EventLoop,
}

/// Whether an arm that loses, while the program goes on, has to be cancel-safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Losers {
    Strict,
    Lossy,
}

/// `control keep pat = future, with pat = future, if condition => handler`.
pub(crate) struct Arm {
    /// Polled before those without this mark.
    pub(crate) control: bool,
    pub(crate) mode: Mode,
    pub(crate) pat: Pat,
    pub(crate) future: Expr,
    /// What has to be ready as well.
    pub(crate) with: Option<With>,
    pub(crate) condition: Option<Expr>,
    pub(crate) handler: Expr,
}

/// `with pat = future`.
#[derive(Clone)]
pub(crate) struct With {
    pub(crate) pat: Pat,
    pub(crate) future: Expr,
}

/// How long the future of an arm lives.
pub(crate) enum Mode {
    /// One wait: it is made anew at each turn.
    Fresh,
    /// As long as the loop, and it is begun again when its output was handled.
    Keep(Ident),
    /// As long as the loop, until it is done.
    Once(Ident),
}

/// `else => handler` and its kind.
pub(crate) struct Fallback {
    pub(crate) keyword: Ident,
    pub(crate) handler: Expr,
}

impl Kind {
    /// The macro, for messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Select => "select!",
            Self::Loop => "select_loop!",
            Self::EventLoop => "#[event_loop]",
        }
    }

    pub(crate) fn is_loop(self) -> bool {
        self != Self::Select
    }
}

impl Mode {
    /// The mark of an arm whose future lives as long as the loop.
    pub(crate) fn mark(&self) -> Option<&Ident> {
        match self {
            Self::Fresh => None,
            Self::Keep(mark) | Self::Once(mark) => Some(mark),
        }
    }
}

impl Arm {
    /// Whether it may be that its future, which is not begun again, is done, and the loop goes on.
    pub(crate) fn can_be_over(&self) -> bool {
        matches!(self.mode, Mode::Once(_)) && !leaves(&self.handler)
    }
}

impl Block {
    pub(crate) fn new(krate: TokenStream, kind: Kind) -> Self {
        Self {
            krate,
            prefixed: false,
            kind,
            biased: false,
            losers: None,
            arms: Vec::new(),
            otherwise: None,
            default: None,
        }
    }

    /// Whether losing is to be looked at: in a loop, the next turn makes a loser anew, without what
    /// it had done.
    pub(crate) fn is_strict(&self) -> bool {
        match self.losers {
            Some(losers) => losers == Losers::Strict,
            None => self.kind.is_loop(),
        }
    }
}
