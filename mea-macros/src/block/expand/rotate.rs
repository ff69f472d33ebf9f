//! Steps that take turns in being the first: straight-line code that is entered anywhere.

use proc_macro2::{Span, TokenStream};
use quote::format_ident;
use syn::Lifetime;

use crate::generate::generate;

/// Does each of `steps` once: first number `start`, then those behind it, then those before it.
///
/// ```text
/// loop {
///     'step1: {
///         'step0: {
///             match from { 0 => break 'step0, 1 => break 'step1, _ => {} }
///             (the last step; and once more from the first, but only up to `start`)
///         }
/// ```
pub(crate) fn rotate(steps: &[TokenStream], start: &TokenStream) -> TokenStream {
    let label = |number: usize| {
        let name = format_ident!("step{number}", span = Span::mixed_site());
        Lifetime {
            apostrophe: Span::mixed_site(),
            ident: name,
        }
    };
    let numbers = || 0..u32::try_from(steps.len()).expect("fewer steps than that");
    let labels: Vec<Lifetime> = (0..steps.len()).map(label).collect();
    let (passes, numbers) = (label(steps.len()), numbers());
    let count = numbers.end;
    let entry = entry(0, &labels);
    let body = numbers
        .zip(&labels)
        .zip(steps)
        .fold(entry, |before, ((number, label), step)| {
            let stop = (number > 0).then(|| generate!(if stop == #number { break #passes; }));
            generate! {
                #label: {
                    #before
                }
                #stop
                #step
            }
        });
    generate! {
        let start: u32 = #start;
        let (mut from, mut stop) = (start, #count);
        #passes: loop {
            #body
            if start == 0 {
                break;
            }
            (from, stop) = (0, start);
        }
    }
}

/// Goes to the step of number `from`, by halving: processors guess that better than one jump that
/// goes anywhere.
fn entry(first: usize, labels: &[Lifetime]) -> TokenStream {
    if let [label] = labels {
        return generate!(break #label);
    }
    let half = labels.len() / 2;
    let (low, high) = labels.split_at(half);
    let middle = u32::try_from(first + half).expect("fewer steps than that");
    let (low, high) = (entry(first, low), entry(first + half, high));
    generate!(if from < #middle { #low } else { #high })
}
