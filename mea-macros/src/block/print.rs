//! A block as tokens again: for one that is nested in a handler that had to be changed.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::model::{Arm, Block, Fallback, Losers, With};
use crate::generate::generate;

impl ToTokens for Block {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let krate = self.prefixed.then(|| {
            let krate = &self.krate;
            generate!(@(#krate))
        });
        let biased = self.biased.then(|| generate!(biased;));
        let losers = self.losers.map(|losers| match losers {
            Losers::Strict => generate!(strict;),
            Losers::Lossy => generate!(lossy;),
        });
        let arms = &self.arms;
        let fallbacks = self.default.iter().chain(&self.otherwise);
        tokens.extend(generate!(#krate #biased #losers #(#arms,)* #(#fallbacks,)*));
    }
}

impl ToTokens for Arm {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let control = self.control.then(|| generate!(control));
        let mark = self.mode.mark();
        let (pat, future, handler) = (&self.pat, &self.future, &self.handler);
        let with = self
            .with
            .as_ref()
            .map(|With { pat, future }| generate!(, with #pat = #future));
        let condition = self
            .condition
            .as_ref()
            .map(|condition| generate!(, if #condition));
        tokens.extend(generate!(#control #mark #pat = #future #with #condition => #handler));
    }
}

impl ToTokens for Fallback {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { keyword, handler } = self;
        tokens.extend(generate!(#keyword => #handler));
    }
}
