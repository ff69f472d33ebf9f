//! The arms as a balanced tree of pairs: what is pinned and polled as one.

use proc_macro2::{Ident, TokenStream};

use crate::generate::generate;

/// A tree with the named values, in order, for its leaves.
pub(crate) struct Tree<'a> {
    pub(crate) rt: &'a TokenStream,
    pub(crate) leaves: &'a [Ident],
}

impl Tree<'_> {
    /// The expression that makes it, from the leaves.
    pub(crate) fn join(&self) -> TokenStream {
        let rt = self.rt;
        match self.leaves {
            [leaf] => generate!(#leaf),
            leaves => {
                let (first, second) = leaves.split_at(leaves.len() / 2);
                let [first, second] = [first, second].map(|leaves| Tree { rt, leaves }.join());
                generate!(#rt::Both::new(#first, #second))
            }
        }
    }

    /// The pattern of pairs of pairs, as many as the leaves.
    pub(crate) fn pattern(&self) -> TokenStream {
        let rt = self.rt;
        match self.leaves {
            [leaf] => generate!(#leaf),
            leaves => {
                let (first, second) = leaves.split_at(leaves.len() / 2);
                let [first, second] = [first, second].map(|leaves| Tree { rt, leaves }.pattern());
                generate!((#first, #second))
            }
        }
    }

    /// The statements that take it apart: into its leaves, each pinned. `whole` is the tree, pinned.
    pub(crate) fn split(&self, whole: &Ident) -> TokenStream {
        let rt = self.rt;
        match self.leaves {
            [leaf] => generate!(let #leaf = #whole;),
            [first, second] => generate!(let (#first, #second) = #rt::Both::split(#whole);),
            leaves => {
                let (first, second) = leaves.split_at(leaves.len() / 2);
                let [a, b] = [Tree { rt, leaves: first }, Tree { rt, leaves: second }];
                // The name of the first leaf stands for its half until that is split.
                let [name_a, name_b] = [&first[0], &second[0]];
                let [split_a, split_b] = [(a, name_a), (b, name_b)].map(|(half, name)| {
                    if half.leaves.len() == 1 {
                        TokenStream::new()
                    } else {
                        half.split(name)
                    }
                });
                generate! {
                    let (#name_a, #name_b) = #rt::Both::split(#whole);
                    #split_a
                    #split_b
                }
            }
        }
    }
}
