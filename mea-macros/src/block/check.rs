//! Meaning: what a block that can be read must not say.

use proc_macro2::Span;
use syn::{
    Error, Expr, ExprAwait,
    visit::{self, Visit},
};

use super::{
    model::{Arm, Block, Kind, Mode},
    pattern,
    ways_out::{first_jump, leaves},
};
use crate::errors::Errors;

/// Adds what is wrong with the block, and takes out what the compiler would not understand.
pub(crate) fn block(block: &mut Block, errors: &mut Errors) {
    let has_fallback = block.otherwise.is_some() || block.default.is_some();
    let may_be_empty = match block.kind {
        Kind::Select => has_fallback,
        Kind::Loop => false,
        Kind::EventLoop => true,
    };
    if block.arms.is_empty() && errors.count() == 0 && !may_be_empty {
        let message = "a block needs an arm: `pattern = future => handler`";
        errors.add(Error::new(Span::call_site(), message));
    }
    if let Some(default) = block.default.as_ref().filter(|_| block.kind.is_loop()) {
        errors.on(
            &default.keyword,
            "a loop with `default` would not wait but spin: `default` belongs to `select!`",
        );
    }
    fallback(block, errors);
    let kind = block.kind;
    block
        .arms
        .retain_mut(|arm| lives(kind, arm, errors) & with(arm, errors));
}

/// `keep` and `once` need a loop, and a future that can be made there.
fn lives(kind: Kind, arm: &mut Arm, errors: &mut Errors) -> bool {
    let Some(mark) = arm.mode.mark() else {
        return true;
    };
    if !kind.is_loop() {
        let message = format!(
            "`{mark}` needs a loop to live in: write `select_loop! {{ .. }}` in place of \
             `loop {{ select! {{ .. }} }}`",
        );
        errors.on(mark, message);
        arm.mode = Mode::Fresh;
        return true;
    }
    let jump = first_jump(&arm.future);
    if let Some(jump) = &jump {
        let name = jump.name();
        let message = format!(
            "`{name}` cannot leave the loop from here: a kept future runs beside it; let its \
             output say so, and write `{name}` in the handler",
        );
        errors.add(Error::new(jump.span(), message));
    }
    jump.is_none()
}

/// What an arm waits for `with` is made again and again, in a closure.
fn with(arm: &Arm, errors: &mut Errors) -> bool {
    let Some(with) = &arm.with else {
        return true;
    };
    let jump = first_jump(&with.future);
    if let Some(jump) = &jump {
        let name = jump.name();
        let message = format!(
            "`{name}` cannot stand here: this future is made anew whenever the other one might be \
             ready; write `{name}` in the handler",
        );
        errors.add(Error::new(jump.span(), message));
    }
    let mut search = Awaits(None);
    search.visit_expr(&with.future);
    if let Some(span) = search.0 {
        let message = "`.await` cannot stand here: the block awaits this future itself";
        errors.add(Error::new(span, message));
    }
    jump.is_none() && search.0.is_none()
}

struct Awaits(Option<Span>);

impl<'a> Visit<'a> for Awaits {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if !matches!(expression, Expr::Async(_) | Expr::Closure(_)) {
            visit::visit_expr(self, expression);
        }
    }

    fn visit_expr_await(&mut self, expression: &'a ExprAwait) {
        visit::visit_expr_await(self, expression);
        self.0.get_or_insert(expression.await_token.span);
    }
}

/// A loop in which every arm can be disabled says what happens then. If an arm could not be read, it
/// may be the one that cannot.
fn fallback(block: &Block, errors: &mut Errors) {
    let can_be_disabled = |arm: &Arm| arm.condition.is_some() || pattern::is_refutable(&arm.pat);
    let every = !block.arms.is_empty() && block.arms.iter().all(can_be_disabled);
    if !block.kind.is_loop() || block.otherwise.is_some() || !every || errors.count() > 0 {
        return;
    }
    let arm = block.arms.last().expect("there is one");
    let reason = match &arm.condition {
        None => "does not match",
        Some(_) => "is switched off",
    };
    let remedy = match block.kind {
        Kind::EventLoop => "a handler for that, with `#[on(else)]`",
        Kind::Select | Kind::Loop => "`else => break`",
    };
    let message = format!("if this arm, too, {reason}, nothing is left to wait for: add {remedy}");
    match &arm.condition {
        None => errors.on(&arm.pat, message),
        Some(condition) => errors.on(condition, message),
    }
}

/// Whether the arm may lose while the program goes on, and must lose nothing by it.
pub(crate) fn must_be_cancel_safe(block: &Block, arm: usize) -> bool {
    let goes_on = |handler: &Expr| !leaves(handler);
    let others = block
        .arms
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != arm);
    matches!(block.arms[arm].mode, Mode::Fresh)
        && block.is_strict()
        && (others.map(|(_, other)| &other.handler).any(goes_on)
            || block
                .default
                .as_ref()
                .is_some_and(|default| goes_on(&default.handler)))
}
