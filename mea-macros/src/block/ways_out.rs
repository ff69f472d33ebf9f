//! By which ways an expression is left, as far as its syntax shows.

use proc_macro2::Ident;
use syn::{
    Block, Expr, Item, Lifetime, Macro, Stmt,
    visit::{self, Visit},
};

/// Whether a handler leaves the turn on every path: by `break`, `return` or a panic.
pub(crate) fn leaves(handler: &Expr) -> bool {
    match handler {
        Expr::Break(_) | Expr::Return(_) => true,
        // `break 'label` may leave no more than the block.
        Expr::Block(block) => block.label.is_none() && block_leaves(&block.block),
        Expr::Unsafe(block) => block_leaves(&block.block),
        Expr::If(branches) => {
            let otherwise = branches.else_branch.as_ref();
            block_leaves(&branches.then_branch) && otherwise.is_some_and(|(_, e)| leaves(e))
        }
        Expr::Match(arms) => !arms.arms.is_empty() && arms.arms.iter().all(|arm| leaves(&arm.body)),
        Expr::Macro(call) => panics(&call.mac),
        Expr::Paren(inner) => leaves(&inner.expr),
        Expr::Group(inner) => leaves(&inner.expr),
        _ => false,
    }
}

fn block_leaves(block: &Block) -> bool {
    block.stmts.iter().any(|statement| match statement {
        Stmt::Expr(expression, _) => leaves(expression),
        Stmt::Macro(call) => panics(&call.mac),
        Stmt::Local(_) | Stmt::Item(_) => false,
    })
}

fn panics(call: &Macro) -> bool {
    const PANICS: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];
    let name = call.path.segments.last();
    name.is_some_and(|name| PANICS.iter().any(|panics| name.ident == panics))
}

/// The loops and labels between an expression that is visited and a place in it.
#[derive(Default)]
pub(crate) struct Around {
    labels: Vec<Ident>,
    loops: usize,
}

impl Around {
    /// Enters an expression. What it gives is for [`leave`](Self::leave).
    pub(crate) fn enter(&mut self, expression: &Expr) -> (usize, usize) {
        let depth = (self.labels.len(), self.loops);
        let (label, is_loop) = match expression {
            Expr::Loop(e) => (&e.label, true),
            Expr::While(e) => (&e.label, true),
            Expr::ForLoop(e) => (&e.label, true),
            Expr::Block(e) => (&e.label, false),
            _ => (&None, false),
        };
        self.labels
            .extend(label.iter().map(|label| label.name.ident.clone()));
        self.loops += usize::from(is_loop);
        depth
    }

    pub(crate) fn leave(&mut self, (labels, loops): (usize, usize)) {
        self.labels.truncate(labels);
        self.loops = loops;
    }

    /// Whether a `break` or `continue` at this place, with this label, leaves the whole expression.
    pub(crate) fn is_left_by(&self, label: Option<&Lifetime>) -> bool {
        label.map_or(self.loops == 0, |label| !self.labels.contains(&label.ident))
    }
}

/// Whether what is inside of the expression leaves no more than that by `return`, `break` or `?`.
pub(crate) fn is_world_of_its_own(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) | Expr::TryBlock(_)
    )
}

/// The first way out of `expression` that is not its end: `return`, `?`, or a `break` or `continue`
/// of something around it. Those of closures, blocks and functions of its own are theirs.
pub(crate) fn first_jump(expression: &Expr) -> Option<Jump> {
    let mut search = Search::default();
    search.visit_expr(expression);
    search.found
}

/// A way out of an expression, and where it is written.
pub(crate) enum Jump {
    Return(syn::token::Return),
    Question(syn::token::Question),
    Break(syn::token::Break),
    Continue(syn::token::Continue),
}

impl Jump {
    /// As it is written.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Return(_) => "return",
            Self::Question(_) => "?",
            Self::Break(_) => "break",
            Self::Continue(_) => "continue",
        }
    }

    pub(crate) fn span(&self) -> proc_macro2::Span {
        match self {
            Self::Return(token) => token.span,
            Self::Question(token) => token.spans[0],
            Self::Break(token) => token.span,
            Self::Continue(token) => token.span,
        }
    }
}

#[derive(Default)]
struct Search {
    found: Option<Jump>,
    around: Around,
}

impl Search {
    fn found(&mut self, jump: Jump) {
        self.found.get_or_insert(jump);
    }
}

impl<'a> Visit<'a> for Search {
    fn visit_expr(&mut self, expression: &'a Expr) {
        let depth = self.around.enter(expression);
        if !is_world_of_its_own(expression) {
            visit::visit_expr(self, expression);
        }
        self.around.leave(depth);
        match expression {
            Expr::Return(e) => self.found(Jump::Return(e.return_token)),
            Expr::Try(e) => self.found(Jump::Question(e.question_token)),
            Expr::Break(e) if self.around.is_left_by(e.label.as_ref()) => {
                self.found(Jump::Break(e.break_token));
            }
            Expr::Continue(e) if self.around.is_left_by(e.label.as_ref()) => {
                self.found(Jump::Continue(e.continue_token));
            }
            _ => {}
        }
    }

    fn visit_item(&mut self, _: &'a Item) {}
}

#[cfg(test)]
mod tests {
    use super::{first_jump, leaves};

    fn expression(expression: &str) -> syn::Expr {
        syn::parse_str(expression).unwrap()
    }

    #[test]
    fn what_leaves_the_turn() {
        for leaving in [
            "break",
            "break 1",
            "break 'a",
            "return",
            "{ f(); return g() }",
            "{ break; }",
            "(break)",
            "unsafe { break }",
            "if a { break } else { return }",
            "if a { break } else if b { panic!() } else { return }",
            "match a { A => break, B => { panic!() } }",
            "panic!()",
            "::core::unreachable!()",
            "{ unreachable!(); }",
        ] {
            assert!(leaves(&expression(leaving)), "{leaving}");
        }
    }

    #[test]
    fn what_may_go_on() {
        for staying in [
            "{}",
            "continue",
            "f()",
            "f()?",
            "if a { break }",
            "if a { break } else { f() }",
            "match a { A => break, B => {} }",
            "match a {}",
            "loop { break }",
            "'a: { break 'a }",
            "|| return",
            "async { return }",
            "println!()",
            "{ let x = || { return }; }",
        ] {
            assert!(!leaves(&expression(staying)), "{staying}");
        }
    }

    #[test]
    fn the_first_jump() {
        for (input, expected) in [
            ("f(a?)", Some("?")),
            ("f(return 1)", Some("return")),
            ("f(g(break), h?)", Some("break")),
            ("if a { continue } else { b }", Some("continue")),
            ("loop { break 'outer }", Some("break")),
            ("loop { return }", Some("return")),
            ("'a: loop { break 'a; continue 'b }", Some("continue")),
            ("loop { break }", None),
            ("'a: { break 'a }", None),
            ("while a { continue }", None),
            ("for a in b { break }", None),
            ("|| return", None),
            ("async { a?; return }", None),
            ("{ fn f() { return } f() }", None),
        ] {
            let found = first_jump(&expression(input)).map(|jump| jump.name());
            assert_eq!(found, expected, "{input}");
        }
    }
}
