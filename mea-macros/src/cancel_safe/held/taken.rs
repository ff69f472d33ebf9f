//! Which expressions take something out of what lives on: of `self`, of an argument, of a `static`.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::{Expr, ExprCall, ExprMethodCall};

/// Methods that take something out, with the number of their arguments. So `Iterator::take` is
/// not one of them, nor is `str::replace`.
const TAKE_OUT: &[(&str, usize)] = &[
    ("blocking_recv", 0),
    ("dequeue", 0),
    ("drain", 1),
    ("pop", 0),
    ("pop_back", 0),
    ("pop_first", 0),
    ("pop_front", 0),
    ("pop_last", 0),
    ("remove", 1),
    ("remove_entry", 1),
    ("replace", 1),
    ("split_off", 1),
    ("swap_remove", 1),
    ("take", 0),
    ("try_pop", 0),
    ("try_recv", 0),
];
/// Methods whose result has what their receiver is.
const HAND_ON: &[&str] = &[
    "expect",
    "flatten",
    "into",
    "map",
    "ok",
    "ok_or",
    "ok_or_else",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];
/// Methods that lead to a place in what their receiver leads to.
const LEAD_INTO: &[&str] = &[
    "as_deref_mut",
    "as_mut",
    "borrow_mut",
    "deref_mut",
    "expect",
    "first_mut",
    "get_mut",
    "get_unchecked_mut",
    "last_mut",
    "lock",
    "try_lock",
    "try_write",
    "unwrap",
    "unwrap_or_else",
    "write",
];

/// A call that takes something out.
pub(super) struct Taken {
    pub(super) span: Span,
    /// What the call is named.
    pub(super) call: String,
}

/// For each local variable whether it leads to something that lives on.
#[derive(Clone, Default)]
pub(super) struct Origins(HashMap<String, bool>);

impl Origins {
    pub(super) fn bind(&mut self, names: Vec<String>, from_outside: bool) {
        self.0
            .extend(names.into_iter().map(|name| (name, from_outside)));
    }

    /// Whether a place is in something that lives on.
    pub(super) fn is_outside(&self, place: &Expr) -> bool {
        match place {
            Expr::Path(e) => {
                let name = e.path.get_ident().map(ToString::to_string);
                let local = name.and_then(|name| self.0.get(&name));
                local.copied().unwrap_or(true)
            }
            Expr::Await(e) => self.is_outside(&e.base),
            Expr::Field(e) => self.is_outside(&e.base),
            Expr::Group(e) => self.is_outside(&e.expr),
            Expr::Index(e) => self.is_outside(&e.expr),
            Expr::Paren(e) => self.is_outside(&e.expr),
            Expr::Reference(e) => self.is_outside(&e.expr),
            Expr::Try(e) => self.is_outside(&e.expr),
            Expr::Unary(e) => self.is_outside(&e.expr),
            Expr::MethodCall(e) => {
                LEAD_INTO.iter().any(|name| e.method == name) && self.is_outside(&e.receiver)
            }
            _ => false,
        }
    }

    /// The call by which the value of `expr` was taken out of something, if it was.
    pub(super) fn taken(&self, expr: &Expr) -> Option<Taken> {
        match expr {
            Expr::MethodCall(e) => self.by_method(e),
            Expr::Call(e) => self.by_function(e),
            Expr::Group(e) => self.taken(&e.expr),
            Expr::Match(e) => self.taken(&e.expr),
            Expr::Paren(e) => self.taken(&e.expr),
            Expr::Try(e) => self.taken(&e.expr),
            Expr::Tuple(e) => e.elems.iter().find_map(|elem| self.taken(elem)),
            Expr::Array(e) => e.elems.iter().find_map(|elem| self.taken(elem)),
            _ => None,
        }
    }

    fn by_method(&self, e: &ExprMethodCall) -> Option<Taken> {
        let takes_out =
            |(name, arguments): &(&str, usize)| e.method == name && e.args.len() == *arguments;
        if TAKE_OUT.iter().any(takes_out) && self.is_outside(&e.receiver) {
            return Some(Taken {
                span: e.method.span(),
                call: e.method.to_string(),
            });
        }
        let hands_on = HAND_ON.iter().any(|name| e.method == name);
        hands_on.then(|| self.taken(&e.receiver)).flatten()
    }

    /// `mem::take(&mut self.x)`, `mem::replace(..)`, and constructors such as `Some(..)`.
    fn by_function(&self, e: &ExprCall) -> Option<Taken> {
        let Expr::Path(function) = &*e.func else {
            return None;
        };
        let mut path = function
            .path
            .segments
            .iter()
            .rev()
            .map(|s| s.ident.to_string());
        let (last, module) = (path.next()?, path.next());
        if last.starts_with(char::is_uppercase) {
            return e.args.iter().find_map(|argument| self.taken(argument));
        }
        let is_of_mem = module.is_some_and(|module| module == "mem");
        let takes_out = is_of_mem && matches!(last.as_str(), "take" | "replace");
        (takes_out && self.is_outside(e.args.first()?)).then(|| Taken {
            span: function.path.segments[function.path.segments.len() - 1]
                .ident
                .span(),
            call: format!("mem::{last}"),
        })
    }
}
