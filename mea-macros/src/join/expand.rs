//! Output: one future, in which the joined ones are.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{Expr, parse_quote};

use super::{Futures, Join};
use crate::{
    block::{
        expand::{self, Tree, armed, focus, imports, made, numbered, output, rt},
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
        if errors.is_empty() {
            return nothing;
        }
        return generate! {
            if true { #errors } else { #(let _ = #rt::IntoFuture::into_future(#futures);)* }
        };
    }
    let make = futures.futures.iter().zip(&names).map(|(future, name)| {
        // What `join!` waits for it waits for to the end. `try_join!` may leave a borrow alone.
        let make = if is_try {
            armed(name, future, false)
        } else {
            made(name, future)
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
    let polls = names.iter().zip(&futures.futures).enumerate();
    let polls = polls.map(|(number, (name, future))| {
        let poll = poll(&rt, name, future, is_try);
        if in_order {
            poll
        } else {
            generate!(if pass.has(#number) { #poll })
        }
    });
    let polls = polls.collect::<TokenStream>();
    let polls = if in_order {
        polls
    } else {
        let (words, count) = (
            count.div_ceil(64),
            u32::try_from(count).expect("not that many"),
        );
        generate!(for pass in #rt::Mask::<#words>::passes(#rt::start(#count)) { #polls })
    };
    let outputs = generate!((#(#rt::MaybeDone::take(#names),)*));
    let outputs = if is_try {
        generate!(#ok(#outputs))
    } else {
        outputs
    };
    let imports = imports(&rt);
    generate! {{
        #imports
        #(#make)*
        #rt::wait(#tree, (), |arms, _, cx| {
            #split
            #(let mut #names = #names;)*
            let mut waiting = false;
            #polls
            if waiting { #rt::Poll::Pending } else { #rt::Poll::Ready(#outputs) }
        })
        .await
    }}
}

fn poll(rt: &TokenStream, name: &Ident, future: &Expr, is_try: bool) -> TokenStream {
    // At the place of the future, if the output is no `Result` or the error has another type.
    let (output, error) = (output("output", future), output("error", future));
    let keep = if is_try {
        generate!(|#output| #output)
    } else {
        generate!(#rt::Ok::<_, #rt::Infallible>)
    };
    let failed = if is_try {
        generate!(return #rt::Poll::Ready(#rt::Err(#error)))
    } else {
        generate!(match #error {})
    };
    let arguments = generate!(#rt::Pin::as_mut(&mut #name), cx, #keep);
    let polled = quote_spanned!(focus(future)=> __mea_poll_join(#arguments));
    generate! {
        match #polled {
            #rt::Poll::Ready(#rt::Ok(())) => {}
            #rt::Poll::Ready(#rt::Err(#error)) => #failed,
            #rt::Poll::Pending => waiting = true,
        }
    }
}

/// The first output.
pub(super) fn race(futures: Futures, errors: Errors) -> TokenStream {
    let mut block = futures.block;
    block.arms = futures
        .futures
        .into_iter()
        .map(|future| {
            // At the place of the future, if the others have another type.
            let output = output("output", &future);
            Arm {
                control: false,
                mode: Mode::Fresh,
                pat: parse_quote!(#output),
                future,
                with: None,
                condition: None,
                handler: parse_quote!(#output),
            }
        })
        .collect();
    expand::block(block, errors)
}
