//! The spelling that rustfmt formats: one chain of
//! `if condition && let pattern = future { handler } else if .. else { .. }`.

use proc_macro2::{Ident, TokenStream};
use syn::{
    BinOp, Error, Expr, ExprBlock, ExprIf, ExprLet, Result, Token, parse::ParseStream, parse_quote,
    spanned::Spanned,
};

use super::{extras::ONE_WITH, marks::Marks};
use crate::{
    block::model::{Arm, Block, Fallback, With},
    errors::Errors,
};

/// Reads the chain, and a comma behind it.
pub(super) fn chain(input: ParseStream<'_>, block: &mut Block, errors: &mut Errors) -> Result<()> {
    links(input.parse()?, block, errors);
    input.parse::<Option<Token![,]>>()?;
    while input.peek(Token![if]) {
        errors.add(input.error("expected `else` before this `if`: the arms are one chain"));
        links(input.parse()?, block, errors);
    }
    if !input.is_empty() {
        let message = "expected `else if let`: the arms are one chain of `if let`, and have no \
                       arrows then";
        errors.add(input.error(message));
        input.parse::<TokenStream>()?;
    }
    Ok(())
}

/// Reads the arms of one chain.
fn links(mut link: ExprIf, block: &mut Block, errors: &mut Errors) {
    loop {
        let handler = Expr::Block(ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: link.then_branch,
        });
        match arm(*link.cond, handler, errors) {
            Ok(arm) => block.arms.push(arm),
            Err(error) => errors.add(error),
        }
        match link.else_branch {
            None => return,
            Some((_, next)) if matches!(*next, Expr::If(_)) => {
                let Expr::If(next) = *next else {
                    unreachable!()
                };
                link = next;
            }
            Some((token, handler)) => {
                let keyword = Ident::new("else", token.span());
                block.otherwise = Some(Fallback {
                    keyword,
                    handler: *handler,
                });
                return;
            }
        }
    }
}

fn arm(condition: Expr, mut handler: Expr, errors: &mut Errors) -> Result<Arm> {
    let message = "each arm is `if let pattern = future { .. }`, with a precondition \
                   `if condition && let pattern = future { .. }`";
    let no_let = Error::new_spanned(&condition, message);
    let (conditions, mut lets) = operands(condition, errors);
    if lets.is_empty() {
        return Err(no_let);
    }
    let ExprLet { pat, expr, .. } = lets.remove(0);
    let mut lets = lets.into_iter();
    let with = lets.next().map(|with| With {
        pat: *with.pat,
        future: *with.expr,
    });
    if let Some(third) = lets.next() {
        // It is there all the same; its output is the mistake.
        let error = Error::new_spanned(&third, ONE_WITH).to_compile_error();
        let ExprLet { pat, expr, .. } = third;
        handler = parse_quote!({ let #pat = { let _ = #expr; #error }; #handler });
    }
    let (marks, future) = marks(*expr, errors);
    let both = |left: Expr, right: Expr| -> Expr { parse_quote!(#left && #right) };
    Ok(Arm {
        control: marks.control.is_some(),
        mode: marks.mode(),
        pat: *pat,
        future,
        with,
        condition: conditions.into_iter().reduce(both),
        handler,
    })
}

/// Takes `a && b && let p = f && let q = g` apart.
fn operands(condition: Expr, errors: &mut Errors) -> (Vec<Expr>, Vec<ExprLet>) {
    let (mut conditions, mut lets) = (Vec::new(), Vec::new());
    let mut rest = vec![condition];
    while let Some(operand) = rest.pop() {
        match operand {
            Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
                rest.push(*binary.right);
                rest.push(*binary.left);
            }
            Expr::Let(binding) => lets.push(binding),
            condition => {
                if !lets.is_empty() {
                    errors.on(
                        &condition,
                        "a precondition stands before `let`, since it is looked at before the \
                         future is polled",
                    );
                }
                conditions.push(condition);
            }
        }
    }
    (conditions, lets)
}

/// Takes `keep(future)`, `once(future)` and `control(future)` apart.
fn marks(mut future: Expr, errors: &mut Errors) -> (Marks, Expr) {
    let mut marks = Marks::default();
    loop {
        let mark = match &future {
            Expr::Call(call) if call.args.len() == 1 => match &*call.func {
                Expr::Path(path) => path.path.get_ident().cloned(),
                _ => None,
            },
            _ => None,
        };
        if !mark.is_some_and(|mark| marks.add(&mark, errors)) {
            return (marks, future);
        }
        let Expr::Call(call) = future else {
            unreachable!()
        };
        future = call.args.into_iter().next().expect("there is one");
    }
}
