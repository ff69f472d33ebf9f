//! Output: from a [`Block`] to an expression. It contains no `unsafe`, and no name that depends on
//! what the user has in scope.

mod arm;
mod crossing;
mod exits;
mod given;
mod kept;
mod names;
mod rewrite;
mod rotate;
mod tree;
mod wait;

use proc_macro2::TokenStream;

pub(crate) use self::{
    arm::{checked, imports, output, variable},
    given::{given, taken},
    names::numbered,
    rotate::rotate,
    tree::Tree,
};
use super::model::{Block, Kind};
use crate::{errors::Errors, generate::generate};

/// The block as an expression, with a `compile_error!` for each mistake.
pub(crate) fn block(block: Block, errors: Errors) -> TokenStream {
    if block.arms.is_empty() {
        let errors = errors.report();
        if let Some(fallback) = block.otherwise.or(block.default) {
            let handler = fallback.handler;
            return generate!({ #errors match () { () => #handler } });
        }
        return generate!({ #errors });
    }
    let expression = if block.arms.iter().any(|arm| arm.mode.mark().is_some()) {
        kept::expand(block)
    } else {
        let wait = wait::Wait::new(&block);
        let (outcome, turn) = (wait.outcome(), wait.turn());
        match block.kind {
            Kind::Select => generate!({ #outcome #turn }),
            Kind::Loop | Kind::EventLoop => generate!({ #outcome loop { #turn } }),
        }
    };
    let errors = errors.report();
    if errors.is_empty() {
        return expression;
    }
    // What could be read is there all the same, to be completed by an editor, and so that nothing
    // in it is said to be unused. What it does, and of what type it is, is the mistake's.
    generate!(if true { #errors } else { #expression })
}

/// The path of what the code refers to.
pub(crate) fn rt(block: &Block) -> TokenStream {
    let krate = &block.krate;
    generate!(#krate::rt)
}
