//! Output: one future, in which the joined ones are.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, Pat, parse_quote};

use super::{Futures, Join};
use crate::{
    block::{
        expand::{self, Tree, armed, imports, numbered, rotate, rt},
        model::{Arm, Mode},
    },
    errors::Errors,
    generate::generate,
};

/// All outputs as a tuple, or the first error.
pub(super) fn join(futures: &Futures, join: Join, errors: Errors) -> TokenStream {
    let errors = errors.report();
    let rt = rt(&futures.block);
    let count = futures.futures.len();
    let names = numbered("arm_", count);
    let (ok, is_try) = (generate!(#rt::Ok), join == Join::Try);
    if count == 0 || !errors.is_empty() {
        let futures = &futures.futures;
        let nothing = if is_try {
            generate!(#ok(()))
        } else {
            generate!(())
        };
        return generate!({ #errors #(let _ = #rt::IntoFuture::into_future(#futures);)* #nothing });
    }
    let make = futures.futures.iter().zip(&names).map(|(future, name)| {
        // What `join!` waits for it waits for to the end. `try_join!` may leave a borrow alone.
        let make = if is_try {
            armed(name, future, false)
        } else {
            generate!(let #name = #future;)
        };
        generate!(#make let #name = #rt::MaybeDone::new(#name);)
    });
    let tree = Tree {
        rt: &rt,
        leaves: &names,
    };
    let (tree, split) = (
        tree.join(),
        tree.split(&Ident::new("arms", Span::mixed_site())),
    );
    let in_order = futures.block.biased || count == 1;
    let polls: Vec<TokenStream> = names.iter().map(|name| poll(&rt, name, is_try)).collect();
    let (state, polls) = if in_order {
        (generate!(()), generate!(#(#polls)*))
    } else {
        let count = u32::try_from(count).expect("not that many");
        let polls = rotate(&polls, &generate!(#rt::rotate(turn, #count)));
        (generate!(0_u32), polls)
    };
    let outputs = generate!((#(#rt::MaybeDone::take(#names),)*));
    let outputs = if is_try {
        generate!(#ok(#outputs))
    } else {
        outputs
    };
    let imports = is_try.then(|| imports(&rt));
    generate! {{
        #imports
        #(#make)*
        #rt::wait(#tree, #state, |arms, turn, cx| {
            #split
            #(let mut #names = #names;)*
            let mut waiting = false;
            #polls
            if waiting { #rt::Poll::Pending } else { #rt::Poll::Ready(#outputs) }
        })
        .await
    }}
}

fn poll(rt: &TokenStream, name: &Ident, is_try: bool) -> TokenStream {
    let pinned = generate!(#rt::Pin::as_mut(&mut #name));
    if !is_try {
        return generate!(waiting |= #rt::MaybeDone::poll(#pinned, cx););
    }
    generate! {
        match #rt::MaybeDone::try_poll(#pinned, cx) {
            #rt::Poll::Ready(#rt::Ok(())) => {}
            #rt::Poll::Ready(#rt::Err(error)) => return #rt::Poll::Ready(#rt::Err(error)),
            #rt::Poll::Pending => waiting = true,
        }
    }
}

/// The first output.
pub(super) fn race(futures: Futures, errors: Errors) -> TokenStream {
    let mut block = futures.block;
    let output = Ident::new("output", Span::mixed_site());
    let pat: Pat = parse_quote!(#output);
    let handler: Expr = parse_quote!(#output);
    block.arms = futures
        .futures
        .into_iter()
        .map(|future| Arm {
            control: false,
            mode: Mode::Fresh,
            pat: pat.clone(),
            future,
            with: None,
            condition: None,
            handler: handler.clone(),
        })
        .collect();
    expand::block(block, errors)
}
