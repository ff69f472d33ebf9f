//! Whether a variable is used on a path behind an await, or by what is awaited.

use quote::ToTokens;
use syn::{
    Block, Expr, Label, Lifetime, Stmt,
    visit::{self, Visit},
};

use super::names;
use crate::cancel_safe::paths::look_into;

/// Whether there is an await in `expr` itself.
pub(super) fn awaits(expr: &Expr) -> bool {
    struct Awaits(bool);
    impl<'a> Visit<'a> for Awaits {
        fn visit_expr(&mut self, expr: &'a Expr) {
            match expr {
                Expr::Async(_) | Expr::Closure(_) | Expr::Const(_) => {}
                Expr::Await(_) => self.0 = true,
                _ => visit::visit_expr(self, expr),
            }
        }
        fn visit_item(&mut self, _: &'a syn::Item) {}
    }
    let mut found = Awaits(false);
    found.visit_expr(expr);
    found.0
}

/// Whether `rest`, which follows the binding of `name`, uses it so.
pub(super) fn is_used_behind_an_await(name: &str, rest: &[Stmt]) -> bool {
    let mut walk = Walk {
        name,
        around: Vec::new(),
        is_used: false,
    };
    let begin = Reached {
        before: true,
        behind: false,
    };
    walk.stmts(rest, begin);
    walk.is_used
}

/// On which paths a place is reached: on one without an await, on one with.
#[derive(Clone, Copy, Default)]
struct Reached {
    before: bool,
    behind: bool,
}

impl Reached {
    fn or(self, other: Self) -> Self {
        Self {
            before: self.before || other.before,
            behind: self.behind || other.behind,
        }
    }
}

/// A loop, or a block with a label.
struct Around {
    label: Option<Label>,
    is_loop: bool,
    /// Where it is left by `break`, or begun again by `continue`.
    left: Reached,
}

struct Walk<'n> {
    name: &'n str,
    /// What may be left, the innermost last.
    around: Vec<Around>,
    is_used: bool,
}

impl Walk<'_> {
    fn stmts(&mut self, stmts: &[Stmt], mut at: Reached) -> Reached {
        for stmt in stmts {
            match stmt {
                Stmt::Local(local) => {
                    if let Some(init) = &local.init {
                        at = self.expr(&init.expr, at);
                        if let Some((_, otherwise)) = &init.diverge {
                            self.expr(otherwise, at);
                        }
                    }
                    // From here on the name means something else.
                    if names(&local.pat).iter().any(|name| name == self.name) {
                        return Reached::default();
                    }
                }
                Stmt::Expr(expr, _) => at = self.expr(expr, at),
                Stmt::Macro(stmt) => at = self.mac(&stmt.mac, at),
                Stmt::Item(_) => {}
            }
        }
        at
    }

    fn expr(&mut self, expr: &Expr, at: Reached) -> Reached {
        match expr {
            _ if !at.before && !at.behind => at,
            Expr::Path(_) | Expr::Async(_) | Expr::Closure(_) => {
                self.is_used |= at.behind && mentions(expr, self.name);
                at
            }
            Expr::Await(e) => {
                let at = self.expr(&e.base, at);
                let reached = at.before || at.behind;
                self.is_used |= reached && mentions(&e.base, self.name);
                Reached {
                    before: false,
                    behind: reached,
                }
            }
            Expr::If(e) => {
                let at = self.expr(&e.cond, at);
                let then = self.stmts(&e.then_branch.stmts, at);
                match &e.else_branch {
                    Some((_, otherwise)) => then.or(self.expr(otherwise, at)),
                    None => then.or(at),
                }
            }
            Expr::Match(e) => {
                let at = self.expr(&e.expr, at);
                let mut arms = Reached::default();
                for arm in &e.arms {
                    if !names(&arm.pat).iter().any(|name| name == self.name) {
                        arms = arms.or(self.expr(&arm.body, at));
                    }
                }
                arms
            }
            Expr::Binary(e) if matches!(e.op, syn::BinOp::And(_) | syn::BinOp::Or(_)) => {
                let at = self.expr(&e.left, at);
                at.or(self.expr(&e.right, at))
            }
            Expr::Loop(e) => self.around(&e.label, true, &e.body, at).1,
            Expr::While(e) => {
                let at = self.expr(&e.cond, at);
                let (turn, left) = self.around(&e.label, true, &e.body, at);
                at.or(turn).or(left)
            }
            Expr::ForLoop(e) => {
                let at = self.expr(&e.expr, at);
                let (turn, left) = self.around(&e.label, true, &e.body, at);
                at.or(turn).or(left)
            }
            Expr::Block(e) => {
                let (end, left) = self.around(&e.label, false, &e.block, at);
                end.or(left)
            }
            Expr::Unsafe(e) => self.stmts(&e.block.stmts, at),
            Expr::Return(e) => {
                self.optional(e.expr.as_deref(), at);
                Reached::default()
            }
            Expr::Break(e) => {
                let at = self.optional(e.expr.as_deref(), at);
                self.leave(e.label.as_ref(), at)
            }
            Expr::Continue(e) => self.leave(e.label.as_ref(), at),
            // Another value takes its place.
            Expr::Assign(e) if mentions_only(&e.left, self.name) => {
                self.expr(&e.right, at);
                Reached::default()
            }
            Expr::Macro(e) => self.mac(&e.mac, at),
            other => {
                let mut parts = Parts(self, at);
                visit::visit_expr(&mut parts, other);
                parts.1
            }
        }
    }

    /// Walks through a body. Where its end is reached, and where it is left otherwise.
    fn around(
        &mut self,
        label: &Option<Label>,
        is_loop: bool,
        body: &Block,
        at: Reached,
    ) -> (Reached, Reached) {
        self.around.push(Around {
            label: label.clone(),
            is_loop,
            left: Reached::default(),
        });
        let end = self.stmts(&body.stmts, at);
        let left = self.around.pop().map(|around| around.left);
        (end, left.unwrap_or_default())
    }

    /// What has this label, or the innermost loop, is left. (If that is none of these, so is all of
    /// the rest.)
    fn leave(&mut self, label: Option<&Lifetime>, at: Reached) -> Reached {
        let is_meant = |around: &&mut Around| match label {
            Some(label) => around.label.as_ref().is_some_and(|l| l.name == *label),
            None => around.is_loop,
        };
        if let Some(around) = self.around.iter_mut().rev().find(is_meant) {
            around.left = around.left.or(at);
        }
        Reached::default()
    }

    fn optional(&mut self, expr: Option<&Expr>, at: Reached) -> Reached {
        expr.map_or(at, |expr| self.expr(expr, at))
    }

    fn mac(&mut self, mac: &syn::Macro, at: Reached) -> Reached {
        self.is_used |= at.behind && mentioned_in(mac, self.name);
        let Ok(inside) = look_into(mac) else {
            return at;
        };
        let at = inside.exprs.iter().fold(at, |at, expr| self.expr(expr, at));
        if inside.returns {
            at
        } else {
            Reached::default()
        }
    }
}

/// The direct parts of an expression.
struct Parts<'w, 'n>(&'w mut Walk<'n>, Reached);

impl<'a> Visit<'a> for Parts<'_, '_> {
    fn visit_expr(&mut self, part: &'a Expr) {
        self.1 = self.0.expr(part, self.1);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}

fn mentions(expr: &Expr, name: &str) -> bool {
    struct Mentions<'n>(&'n str, bool);
    impl<'a> Visit<'a> for Mentions<'_> {
        fn visit_expr_path(&mut self, e: &'a syn::ExprPath) {
            self.1 |= e.path.is_ident(self.0);
        }
        fn visit_macro(&mut self, mac: &'a syn::Macro) {
            self.1 |= mentioned_in(mac, self.0);
        }
    }
    let mut found = Mentions(name, false);
    found.visit_expr(expr);
    found.1
}

fn mentions_only(expr: &Expr, name: &str) -> bool {
    matches!(expr, Expr::Path(e) if e.path.is_ident(name))
}

/// Whether a macro names it: as a token, or in a string, as in `"{name}"`.
fn mentioned_in(mac: &syn::Macro, name: &str) -> bool {
    let text = mac.tokens.to_token_stream().to_string();
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .any(|word| word == name)
}
