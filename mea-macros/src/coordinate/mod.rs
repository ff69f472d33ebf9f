//! `#[coordinate]`: the event loop of an actor, from handlers that say what they wait for.
//!
//! ```text
//!   tokens ──parse──► Actor ──check──► Block (the loop) ──expand──► tokens
//! ```
//!
//! The loop is a block like that of `select_loop!`, with a call of the handler for each arm. The
//! handlers stay what they are: methods that can be called, and tested, by themselves. Whatever is
//! wrong, the `impl` is written out again, and the loop has a body.

mod bindings;
mod check;
mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let krate = parse::krate(args, &mut errors);
    let Some(actor) = parse::actor(item.clone(), &mut errors) else {
        let errors = errors.report();
        return [item, errors].into_iter().collect();
    };
    let block = check::block(&actor, krate, &mut errors);
    expand::actor(actor, block, errors)
}
