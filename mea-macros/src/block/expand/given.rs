//! The users' futures: evaluated one after the other, and then taken as one.
//!
//! They are one tuple, which is taken apart in a scope that ends before the `.await`. Were each in a
//! variable of its own, the code that unwinds from the `.await` would be that which unwinds from the
//! expression behind it, and there would have to be a byte in the future, for each of them, that says
//! whether it was moved into the block.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprCall, ExprGroup, ExprMethodCall, ExprParen, Index, UnOp};

use crate::generate::generate;

/// The tuple. The temporaries of each expression live as long as they would in a `let`.
pub(crate) fn given<'a>(futures: impl IntoIterator<Item = &'a Expr>) -> TokenStream {
    let futures = futures.into_iter().map(|future| {
        if extends_nothing(future) && leaves_temporaries(future) {
            generate!({ let future = #future; future })
        } else {
            future.to_token_stream()
        }
    });
    generate!((#(#futures,)*))
}

/// The statements that take it apart, into variables of these names.
///
/// Field by field, and not by a pattern: if the type of an expression is an error the whole is one, and
/// so is a field of it; the variables of a pattern would have no type, which would be said of each of them.
pub(crate) fn taken<T: ToTokens>(names: &[T]) -> TokenStream {
    let fields = (0..names.len()).map(Index::from);
    generate! {
        let given = given;
        #(let #names = given.#fields;)*
    }
}

/// Whether no temporary of it would live as long as the variable of a `let`, as that of `&mut f()`
/// does. A function whose name is that of a type is a constructor.
fn extends_nothing(future: &Expr) -> bool {
    match future {
        Expr::Paren(ExprParen { expr, .. }) | Expr::Group(ExprGroup { expr, .. }) => {
            extends_nothing(expr)
        }
        Expr::Call(ExprCall { func, .. }) => match &**func {
            Expr::Path(path) => path
                .path
                .segments
                .last()
                .is_some_and(|name| !name.ident.to_string().starts_with(char::is_uppercase)),
            _ => true,
        },
        Expr::MethodCall(_) | Expr::Await(_) | Expr::Try(_) => true,
        _ => false,
    }
}

/// Whether there may be temporaries until the end of the statement. Of most there are none that
/// anybody could notice: `rx.recv()`.
fn leaves_temporaries(expression: &Expr) -> bool {
    match expression {
        Expr::Paren(ExprParen { expr, .. }) | Expr::Group(ExprGroup { expr, .. }) => {
            leaves_temporaries(expr)
        }
        Expr::MethodCall(ExprMethodCall { receiver, args, .. }) => {
            !is_place(receiver) || args.iter().any(leaves_temporaries)
        }
        Expr::Call(ExprCall { func, args, .. }) => {
            !is_place(func) || args.iter().any(leaves_temporaries)
        }
        Expr::Reference(reference) => !is_place(&reference.expr),
        Expr::Lit(_) | Expr::Closure(_) | Expr::Async(_) => false,
        expression => !is_place(expression),
    }
}

/// Whether it is a variable, or in one.
fn is_place(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) => true,
        Expr::Field(field) => is_place(&field.base),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_place(&unary.expr),
        Expr::Paren(ExprParen { expr, .. }) | Expr::Group(ExprGroup { expr, .. }) => is_place(expr),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_str;

    use super::given;

    fn is_alone(future: &str) -> bool {
        let future = parse_str(future).unwrap();
        given([&future]).to_string().contains("let")
    }

    #[test]
    fn what_may_leave_something_behind_is_evaluated_by_itself() {
        for future in [
            "a.lock().next()",
            "next(&lock())",
            "next(&mut a, lock().value())",
            "(make().await)",
            "all()?.next()",
            "a[0].next()",
            "make()(a)",
        ] {
            assert!(is_alone(future), "{future}");
        }
    }

    #[test]
    fn what_does_not_is_not() {
        for future in [
            "future",
            "self.rx.recv()",
            "(*rx).recv()",
            "sleep(time)",
            "run(&mut a.b, &c, 7, |n| n + 1, async { f(&g()).await })",
        ] {
            assert!(!is_alone(future), "{future}");
        }
    }

    #[test]
    fn what_borrows_a_temporary_has_it_as_long_as_a_let() {
        for future in [
            "&mut f(g())",
            "pin!(f(g()))",
            "Next(&mut f(g()))",
            "(&mut f().g())",
        ] {
            assert!(!is_alone(future), "{future}");
        }
    }
}
