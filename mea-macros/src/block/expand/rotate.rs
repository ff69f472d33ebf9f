//! Steps that take turns in being the first: straight-line code that is entered anywhere.

use proc_macro2::{Span, TokenStream};
use quote::format_ident;
use syn::Lifetime;

use crate::generate::generate;

/// Does each of `steps` once: first number `start`, then those behind it, then those before it.
///
/// ```text
/// loop {                                  // at most two passes
///     'step1: {
///         'step0: {
///             if from < 1 { break 'step0; } else { break 'step1; }
///         }
///         (step 0)
///     }
///     if stop == 1 { break; }             // in the second pass, where the first began
///     (step 1)
///     ..
/// }
/// ```
pub(crate) fn rotate(steps: &[TokenStream], start: &TokenStream) -> TokenStream {
    let label = |number: usize| {
        let name = format_ident!("step{number}", span = Span::mixed_site());
        Lifetime {
            apostrophe: Span::mixed_site(),
            ident: name,
        }
    };
    let labels: Vec<Lifetime> = (0..steps.len()).map(label).collect();
    let passes = label(steps.len());
    let count = u32::try_from(steps.len()).expect("fewer steps than that");
    let entry = entry(0, &labels);
    let body = (0..count)
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
        return generate!({ break #label; });
    }
    let half = labels.len() / 2;
    let (low, high) = labels.split_at(half);
    let middle = u32::try_from(first + half).expect("fewer steps than that");
    let (low, high) = (entry(first, low), entry(first + half, high));
    let low = if half == 1 { low } else { generate!({ #low }) };
    generate!(if from < #middle #low else #high)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::rotate;

    #[test]
    fn as_it_is_written() {
        let steps = [quote!(a();), quote!(b();), quote!(c();)];
        let code = rotate(&steps, &quote!(start()));
        let file = syn::parse2(quote!(fn f() { #code })).unwrap();
        let expected = "\
fn f() {
    let start: u32 = start();
    let (mut from, mut stop) = (start, 3u32);
    'step3: loop {
        'step2: {
            'step1: {
                'step0: {
                    if from < 1u32 {
                        break 'step0;
                    } else if from < 2u32 {
                        break 'step1;
                    } else {
                        break 'step2;
                    }
                }
                a();
            }
            if stop == 1u32 {
                break 'step3;
            }
            b();
        }
        if stop == 2u32 {
            break 'step3;
        }
        c();
        if start == 0 {
            break;
        }
        (from, stop) = (0, start);
    }
}
";
        assert_eq!(prettyplease::unparse(&file), expected);
    }
}
