//! From statements and expressions to their [`Flow`], in the order in which they are evaluated.

use quote::ToTokens;
use syn::{
    Block, Expr, ExprMatch, Label, Macro, Pat, Stmt,
    spanned::Spanned,
    visit::{self, Visit},
};

use super::{
    Found,
    flow::{Flow, Target},
    macros::{Inside, look_into},
};

#[derive(Default)]
pub(super) struct Walk {
    pub(super) found: Found,
}

impl Walk {
    pub(super) fn block(&mut self, block: &Block) -> Flow {
        let stmts = block.stmts.iter();
        stmts.fold(Flow::straight(), |flow, stmt| flow.then(self.stmt(stmt)))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Flow {
        match stmt {
            Stmt::Local(local) => match &local.init {
                None => Flow::straight(),
                Some(init) => {
                    let flow = self.expr(&init.expr);
                    match &init.diverge {
                        None => flow,
                        Some((_, otherwise)) => {
                            flow.then(Flow::straight().or(self.expr(otherwise)))
                        }
                    }
                }
            },
            Stmt::Expr(expr, _) => self.expr(expr),
            Stmt::Macro(stmt) => self.mac(&stmt.mac),
            Stmt::Item(_) => Flow::straight(),
        }
    }

    fn expr(&mut self, expr: &Expr) -> Flow {
        let label = |label: &Option<Label>| label.as_ref().map(|l| l.name.to_string());
        match expr {
            Expr::Await(e) => self
                .expr(&e.base)
                .then(Flow::await_at(e.await_token.span())),
            // Their awaits are those of another future, or of another call.
            Expr::Async(_) | Expr::Closure(_) | Expr::Const(_) => Flow::straight(),
            Expr::If(e) => {
                let otherwise = match &e.else_branch {
                    Some((_, otherwise)) => self.expr(otherwise),
                    None => Flow::straight(),
                };
                let branches = self.block(&e.then_branch).or(otherwise);
                self.expr(&e.cond).then(branches)
            }
            Expr::Match(e) => self.match_(e),
            // The right side may be left out.
            Expr::Binary(e) if matches!(e.op, syn::BinOp::And(_) | syn::BinOp::Or(_)) => {
                let right = Flow::straight().or(self.expr(&e.right));
                self.expr(&e.left).then(right)
            }
            Expr::Loop(e) => {
                let turn = self.block(&e.body);
                self.repeated(turn, label(&e.label), Flow::never())
            }
            Expr::While(e) => {
                let cond = self.expr(&e.cond);
                let turn = cond.clone().then(self.block(&e.body));
                self.repeated(turn, label(&e.label), cond)
            }
            Expr::ForLoop(e) => {
                let turn = self.block(&e.body);
                let turns = self.repeated(turn, label(&e.label), Flow::straight());
                self.expr(&e.expr).then(turns)
            }
            Expr::Block(e) => {
                let flow = self.block(&e.block);
                match label(&e.label) {
                    None => flow,
                    own => flow.landing(|t| *t == Target::Break(own.clone())),
                }
            }
            Expr::Unsafe(e) => self.block(&e.block),
            Expr::TryBlock(e) => self.block(&e.block),
            Expr::Try(e) => self.expr(&e.expr).or_leave(),
            Expr::Return(e) => self.leading(e.expr.as_deref(), Target::Leave),
            Expr::Break(e) => {
                let to = e.label.as_ref().map(ToString::to_string);
                self.leading(e.expr.as_deref(), Target::Break(to))
            }
            Expr::Continue(e) => {
                let to = e.label.as_ref().map(ToString::to_string);
                self.leading(None, Target::Continue(to))
            }
            Expr::Macro(e) => self.mac(&e.mac),
            Expr::Verbatim(tokens) => {
                let problem = "this cannot be read here, and may await: \
                               `#[cancel_safe(trust)]` takes your word that it does not";
                self.found.opaque.push((tokens.clone(), problem.into()));
                Flow::straight()
            }
            // All others evaluate their parts, one after the other.
            other => {
                let mut parts = Parts(self, Flow::straight());
                visit::visit_expr(&mut parts, other);
                parts.1
            }
        }
    }

    fn leading(&mut self, value: Option<&Expr>, target: Target) -> Flow {
        let value = value.map_or_else(Flow::straight, |value| self.expr(value));
        value.then(Flow::jump(target))
    }

    fn match_(&mut self, e: &ExprMatch) -> Flow {
        // A guard is evaluated if no arm before it has matched.
        let (mut guards, mut arms) = (Flow::straight(), Flow::never());
        for arm in &e.arms {
            if let Pat::Guard(pat) = &arm.pat {
                guards = guards.then(Flow::straight().or(self.expr(&pat.guard)));
            }
            arms = arms.or(guards.clone().then(self.expr(&arm.body)));
        }
        self.expr(&e.expr).then(arms)
    }

    /// A loop: `turn` again and again, until there is a `break`, or it ends by way of `end`.
    fn repeated(&mut self, turn: Flow, label: Option<String>, end: Flow) -> Flow {
        let is_own = |of: &Option<String>| of.is_none() || *of == label;
        let again = |t: &Target| matches!(t, Target::Continue(of) if is_own(of));
        let (out, again) = turn.landing(again).cut();
        self.found.in_loops.extend(again);
        let behind = |t: &Target| matches!(t, Target::Break(of) if is_own(of));
        out.landing(behind).or(end)
    }

    fn mac(&mut self, mac: &Macro) -> Flow {
        match look_into(mac) {
            Ok(Inside { exprs, returns }) => {
                let inside = exprs
                    .iter()
                    .fold(Flow::straight(), |flow, expr| flow.then(self.expr(expr)));
                if returns {
                    inside
                } else {
                    inside.then(Flow::jump(Target::Leave))
                }
            }
            Err(problem) => {
                self.found
                    .opaque
                    .push((mac.path.to_token_stream(), problem));
                Flow::straight()
            }
        }
    }
}

/// The direct parts of an expression.
struct Parts<'w>(&'w mut Walk, Flow);

impl<'a> Visit<'a> for Parts<'_> {
    fn visit_expr(&mut self, part: &'a Expr) {
        let flow = self.0.expr(part);
        let before = core::mem::replace(&mut self.1, Flow::never());
        self.1 = before.then(flow);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}
