//! How what is written in a loop leaves it, when the loop is an `async` block.
//!
//! `break` and `continue` of the loop itself are inside of that block, and stay as they are, in
//! macros as well. Those with the label of something around the loop, `return` and `?` cross its
//! border: each becomes a value, on which the code outside of the block acts.
//!
//! A macro may be full of them. If its tokens are expressions, statements or the arms of a block,
//! they are looked into; otherwise what crosses the border is a mistake. What a macro makes up by
//! itself cannot be seen, but does not go unnoticed: a `return` out of nowhere does not have the type
//! of the `async` block.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{
    Error, Expr, ExprBreak, ExprContinue, ExprReturn, ExprTry, Item, Macro, Result, Token,
    parse::Parser,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

use super::{
    crossing,
    exits::{Exits, OuterKind},
};
use crate::{
    block::{
        model::{Arm, Block, Kind},
        parse,
        ways_out::{Around, is_world_of_its_own},
    },
    errors::Errors,
    generate::generate,
    words,
};

/// Rewrites all that is written in the block, but for the kept futures, which are not in the loop.
pub(super) fn rewrite(block: &mut Block, rt: &TokenStream) -> Exits {
    let mut rewriter = Rewriter {
        rt,
        exits: Exits::new(&block.to_token_stream()),
        around: Around::default(),
    };
    rewriter.block(block);
    rewriter.exits
}

struct Rewriter<'a> {
    rt: &'a TokenStream,
    exits: Exits,
    /// What is between the loop and the place.
    around: Around,
}

impl Rewriter<'_> {
    fn block(&mut self, block: &mut Block) {
        for arm in &mut block.arms {
            self.arm(arm);
        }
        for fallback in [&mut block.otherwise, &mut block.default]
            .into_iter()
            .flatten()
        {
            self.visit_expr_mut(&mut fallback.handler);
        }
    }

    fn arm(&mut self, arm: &mut Arm) {
        // A kept future is not in the loop.
        if arm.mode.mark().is_none() {
            self.visit_expr_mut(&mut arm.future);
        }
        if let Some(condition) = &mut arm.condition {
            self.visit_expr_mut(condition);
        }
        self.visit_expr_mut(&mut arm.handler);
    }

    fn return_(&mut self, expression: &ExprReturn) -> TokenStream {
        self.exits.returns = true;
        let (exit, span) = (&self.exits.name, expression.return_token.span);
        let span = Span::mixed_site().located_at(span);
        let value = match &expression.expr {
            Some(value) => value.to_token_stream(),
            None => generate!(()),
        };
        quote_spanned!(span=> return #exit::Return(#value))
    }

    fn question(&mut self, expression: &ExprTry) -> TokenStream {
        (self.exits.returns, self.exits.questions) = (true, true);
        let (rt, exit, value) = (self.rt, &self.exits.name, &expression.expr);
        let span = Span::mixed_site().located_at(expression.question_token.spans[0]);
        // What asks for the right types has no path, which would have our span.
        quote_spanned! {span=>
            match #value {
                value => match __MeaTry::branch(value) {
                    #rt::ControlFlow::Continue(value) => value,
                    #rt::ControlFlow::Break(residual) => {
                        return #exit::Return(__MeaFromResidual::from_residual(residual))
                    }
                }
            }
        }
    }

    fn break_(&mut self, expression: &ExprBreak) -> Option<TokenStream> {
        let Some(label) = &expression.label else {
            self.exits.breaks |= self.around.is_left_by(None);
            return None;
        };
        if !self.around.is_left_by(Some(label)) {
            return None;
        }
        let exit = self.exits.name.clone();
        let span = Span::mixed_site().located_at(expression.break_token.span);
        Some(match &expression.expr {
            Some(value) => {
                let outer = self.exits.outer(label, OuterKind::BreakWith);
                quote_spanned!(span=> return #exit::#outer(#value))
            }
            None => {
                let outer = self.exits.outer(label, OuterKind::Break);
                quote_spanned!(span=> return #exit::#outer(()))
            }
        })
    }

    fn continue_(&mut self, expression: &ExprContinue) -> Option<TokenStream> {
        let label = expression.label.as_ref()?;
        if !self.around.is_left_by(Some(label)) {
            return None;
        }
        let outer = self.exits.outer(label, OuterKind::Continue);
        let exit = &self.exits.name;
        let span = Span::mixed_site().located_at(expression.continue_token.span);
        Some(quote_spanned!(span=> return #exit::#outer(())))
    }

    /// Looks into the tokens of a macro: what becomes of them, if anything does.
    fn look_into(&mut self, call: &Macro) -> Result<Option<TokenStream>> {
        let tokens = call.tokens.clone();
        let crossing = match crossing::first(tokens.clone()) {
            Some(crossing) => crossing,
            None => {
                // It may be one of ours, or one of a loop in there.
                self.exits.breaks |= words::find(tokens, "break").is_some();
                return Ok(None);
            }
        };
        let list = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone());
        if let Ok(mut list) = list {
            list.iter_mut()
                .for_each(|expression| self.visit_expr_mut(expression));
            return Ok(Some(list.into_token_stream()));
        }
        if let Ok(mut statements) = syn::Block::parse_within.parse2(tokens.clone()) {
            statements
                .iter_mut()
                .for_each(|statement| self.visit_stmt_mut(statement));
            let statements = statements.iter().map(ToTokens::to_token_stream);
            return Ok(Some(statements.collect()));
        }
        if let Some(rewritten) = self.look_into_block(tokens) {
            return Ok(Some(rewritten));
        }
        let name = call
            .path
            .segments
            .last()
            .map_or_else(String::new, |name| name.ident.to_string());
        let message = format!(
            "`{crossing}` inside of `{name}!` cannot leave a loop with kept arms, since what \
             `{name}!` makes of it is not known: take it out of the macro",
        );
        Err(Error::new(crossing.span(), message))
    }

    /// Looks into the arms of a nested block, and writes them again.
    fn look_into_block(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        let mut errors = Errors::new();
        let mut block = parse::block(tokens, Kind::Loop, &mut errors);
        let is_block = errors.count() == 0 && !block.arms.is_empty();
        errors.report();
        is_block.then(|| {
            self.block(&mut block);
            block.into_token_stream()
        })
    }
}

impl VisitMut for Rewriter<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if is_world_of_its_own(expression) {
            return;
        }
        let depth = self.around.enter(expression);
        visit_mut::visit_expr_mut(self, expression);
        self.around.leave(depth);

        let rewritten = match expression {
            Expr::Return(e) => Some(self.return_(e)),
            Expr::Try(e) => Some(self.question(e)),
            Expr::Break(e) => self.break_(e),
            Expr::Continue(e) => self.continue_(e),
            _ => None,
        };
        if let Some(rewritten) = rewritten {
            // As an expression that says what it is: a `return`, for whoever asks what goes on.
            *expression = syn::parse2(rewritten.clone()).unwrap_or(Expr::Verbatim(rewritten));
        }
    }

    fn visit_macro_mut(&mut self, call: &mut Macro) {
        match self.look_into(call) {
            Ok(None) => {}
            Ok(Some(tokens)) => call.tokens = tokens,
            // In place of the macro, so that nothing is said of what it makes.
            Err(error) => {
                *call = syn::parse2(error.to_compile_error()).expect("a macro call");
            }
        }
    }

    fn visit_item_mut(&mut self, _: &mut Item) {}
}
