//! Output: the `impl`, with a body for the event loop.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ImplItem;

use super::model::{Actor, EventLoop};
use crate::{
    block::{expand, model::Block},
    errors::Errors,
    generate::generate,
};

pub(super) fn actor(actor: Actor, block: Block, errors: Errors) -> TokenStream {
    let Actor {
        mut item,
        event_loop,
        ..
    } = actor;
    let errors = errors.report();
    if let Some((place, event_loop)) = event_loop {
        let EventLoop {
            attrs, vis, sig, ..
        } = event_loop;
        let body = if block.arms.is_empty() || sig.asyncness.is_none() || sig.receiver().is_none() {
            let krate = &block.krate;
            generate!(#krate::rt::panic!("the event loop does not compile"))
        } else {
            expand::block(block, Errors::new())
        };
        let function = generate!(#(#attrs)* #vis #sig { #body });
        item.items.insert(place, ImplItem::Verbatim(function));
    }
    [item.into_token_stream(), errors].into_iter().collect()
}
