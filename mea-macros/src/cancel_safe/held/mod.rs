//! Values that are taken out of something that lives on, and held over an await: if that is
//! cancelled, they are neither where they were nor where they should go.
//!
//! ```text
//!   let job = self.queue.pop_front();         // taken out of `self`
//!   let permit = self.next.reserve().await;   // cancelled: `job` is lost
//!   permit.send(job);                         // still in use
//! ```
//!
//! Tokens do not show what a method does. So this knows the [names](taken) of those that take
//! something out, and complains only if the value is used on a path behind an await, or by what is
//! awaited. A value that is taken out by something else is not seen.

mod later;
mod taken;

use proc_macro2::Span;
use syn::{
    Block, Expr, Local, Pat, Stmt,
    visit::{self, Visit},
};

use self::{
    later::{awaits, is_used_behind_an_await},
    taken::{Origins, Taken},
};

/// The calls that take something out which is then held over an await, with their names.
pub(super) fn over_awaits(body: &Block) -> Vec<(Span, String)> {
    let mut search = Search::default();
    search.visit_block(body);
    search.found
}

#[derive(Default)]
struct Search {
    /// Where the local variables in scope come from.
    origins: Origins,
    found: Vec<(Span, String)>,
}

impl Search {
    /// `pattern` is bound to `value`, and in scope in `rest`.
    fn binding(&mut self, pattern: &Pat, value: &Expr, rest: &[&[Stmt]]) {
        let names = names(pattern);
        if let Some(taken) = self.origins.taken(value) {
            let is_held = |name: &String| rest.iter().any(|r| is_used_behind_an_await(name, r));
            if names.iter().any(is_held) {
                self.add(taken);
            }
        }
        let from_outside = self.origins.is_outside(value);
        self.origins.bind(names, from_outside);
    }

    fn add(&mut self, taken: Taken) {
        self.found.push((taken.span, taken.call));
    }

    /// Operands are evaluated one after the other, and kept until the last one is.
    fn operands<'a>(&mut self, operands: impl IntoIterator<Item = &'a Expr>) {
        let mut before: Vec<Taken> = Vec::new();
        for operand in operands {
            if awaits(operand) {
                self.found
                    .extend(before.drain(..).map(|t| (t.span, t.call)));
            }
            before.extend(self.origins.taken(operand));
        }
    }

    /// The bindings of a condition, such as `if let Some(x) = a && let Some(y) = b`.
    fn condition(&mut self, cond: &Expr, then: &[Stmt]) {
        match cond {
            Expr::Let(cond) => self.binding(&cond.pat, &cond.expr, &[then]),
            Expr::Binary(cond) if matches!(cond.op, syn::BinOp::And(_)) => {
                self.condition(&cond.left, then);
                self.condition(&cond.right, then);
            }
            Expr::Paren(cond) => self.condition(&cond.expr, then),
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Search {
    fn visit_block(&mut self, block: &'a Block) {
        let outer = self.origins.clone();
        for (i, stmt) in block.stmts.iter().enumerate() {
            self.visit_stmt(stmt);
            if let Stmt::Local(Local {
                pat,
                init: Some(init),
                ..
            }) = stmt
            {
                self.binding(pat, &init.expr, &[&block.stmts[i + 1..]]);
            }
        }
        self.origins = outer;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            // Another future, or another call.
            Expr::Async(_) | Expr::Closure(_) | Expr::Const(_) => return,
            Expr::Call(e) => self.operands(&e.args),
            Expr::MethodCall(e) => self.operands([&*e.receiver].into_iter().chain(&e.args)),
            Expr::Tuple(e) => self.operands(&e.elems),
            Expr::Array(e) => self.operands(&e.elems),
            Expr::Struct(e) => self.operands(e.fields.iter().map(|field| &field.expr)),
            _ => {}
        }
        let outer = self.origins.clone();
        match expr {
            Expr::If(e) => {
                self.visit_expr(&e.cond);
                self.condition(&e.cond, &e.then_branch.stmts);
                self.visit_block(&e.then_branch);
                self.origins = outer;
                if let Some((_, otherwise)) = &e.else_branch {
                    self.visit_expr(otherwise);
                }
            }
            Expr::Match(e) => {
                self.visit_expr(&e.expr);
                for arm in &e.arms {
                    let body = [Stmt::Expr((*arm.body).clone(), None)];
                    self.binding(&arm.pat, &e.expr, &[&body]);
                    self.visit_expr(&arm.body);
                    self.origins = outer.clone();
                }
            }
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
}

/// The names that a pattern binds.
fn names(pattern: &Pat) -> Vec<String> {
    struct Names(Vec<String>);
    impl<'a> Visit<'a> for Names {
        fn visit_pat_ident(&mut self, pat: &'a syn::PatIdent) {
            // Otherwise it is a constant, such as `None`.
            if pat
                .ident
                .to_string()
                .starts_with(|c: char| !c.is_uppercase())
            {
                self.0.push(pat.ident.to_string());
            }
            visit::visit_pat_ident(self, pat);
        }
        fn visit_expr(&mut self, _: &'a Expr) {}
    }
    let mut names = Names(Vec::new());
    names.visit_pat(pattern);
    names.0
}
