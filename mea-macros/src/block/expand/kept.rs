//! A loop with futures that live as long as it does.
//!
//! The loop is an `async` block, and the kept futures are polled beside it, whatever it waits for.
//! What leaves it by `return`, `?` or an outer label does so as a value: see [`rewrite`].

use proc_macro2::{Ident, Span, TokenStream};

use super::{numbered, rewrite, rt, tree::Tree, wait::Wait};
use crate::{
    block::model::{Block, Mode},
    generate::generate,
};

pub(super) fn expand(mut block: Block) -> TokenStream {
    let rt = rt(&block);
    let exits = rewrite::rewrite(&mut block, &rt);
    let wait = Wait::new(&block);
    let (outcome, turn, turn_name) = (wait.outcome(), wait.turn(), wait.turn_name());

    let names = numbered("kept_", block.arms.len());
    let (mut kept, mut leaves) = (TokenStream::new(), Vec::new());
    for (arm, it) in block.arms.iter().enumerate() {
        let (name, slot, future) = (&names[arm], &wait.slots()[arm], &it.future);
        let body = match it.mode {
            Mode::Fresh => continue,
            Mode::Keep(_) => generate!(loop {
                let output = (#future).await;
                #slot.put(output).await;
            }),
            Mode::Once(_) => generate!({
                let output = (#future).await;
                #slot.put(output).await;
                #slot.end();
                #rt::pending().await
            }),
        };
        kept.extend(generate! {
            let #slot = #rt::Slot::new();
            let #name = #rt::Keep::new(async { #body });
        });
        leaves.push(name.clone());
    }
    let kept_tree = Tree {
        rt: &rt,
        leaves: &leaves,
    }
    .join();
    let body = exits.body(
        &rt,
        generate!(loop {
            #rt::Turn::begin(&#turn_name).await;
            #turn
        }),
    );
    let (declaration, act) = (
        exits.declaration(&rt),
        exits.act(&Ident::new("exit", Span::mixed_site())),
    );
    generate! {{
        #outcome
        #declaration
        let #turn_name = #rt::Turn::new();
        #kept
        let exit = #rt::drive(#kept_tree, &#turn_name, async { #body }).await;
        #act
    }}
}
