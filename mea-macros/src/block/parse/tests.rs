//! What is read from tokens: marks, options, both spellings, and the words of every error.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::prelude::*;
use quote::ToTokens;

use crate::{
    block::{
        check,
        model::{Block, Kind, Mode},
        text::text,
    },
    errors::Errors,
    join::{self, Join},
    select,
};

fn read(input: &str) -> (Block, Vec<String>) {
    let mut errors = Errors::new();
    let mut block = super::block(input.parse().unwrap(), Kind::Loop, &mut errors);
    let found = errors.into_list().iter().map(ToString::to_string).collect();
    let mut of_meaning = Errors::new();
    check::block(&mut block, &mut of_meaning);
    of_meaning.report();
    (block, found)
}

fn errors(input: &str) -> Vec<String> {
    read(input).1
}

/// One line for each arm: its marks, its pattern, its future.
fn arms(input: &str) -> Vec<String> {
    let (block, errors) = read(input);
    assert_eq!(errors, [""; 0], "{input}");
    let arms = block.arms.iter().map(|arm| {
        let control = if arm.control { "control " } else { "" };
        let mode = match &arm.mode {
            Mode::Fresh => "",
            Mode::Keep(_) => "keep ",
            Mode::Once(_) => "once ",
        };
        let pat = text(arm.pat.to_token_stream());
        let future = text(arm.future.to_token_stream());
        format!("{control}{mode}| {pat} | {future}")
    });
    arms.collect()
}

#[test]
fn marks_in_any_order() {
    for (input, expected) in [
        ("x = f() => {}", "| x | f()"),
        ("keep x = f() => {}", "keep | x | f()"),
        ("once x = f() => {}", "once | x | f()"),
        ("control x = f() => {}", "control | x | f()"),
        (
            "control keep Some(x) = f() => {}",
            "control keep | Some(x) | f()",
        ),
        (
            "keep control (a, b) = f() => {}",
            "control keep | (a, b) | f()",
        ),
        (
            "once control [a, ..] = f() => {}",
            "control once | [a,..] | f()",
        ),
        ("control once _ = f() => {}", "control once | _ | f()"),
        ("keep &x = f() => {}", "keep | &x | f()"),
        ("keep 1 = f() => {}", "keep | 1 | f()"),
        ("keep mut x = f() => {}", "keep | mut x | f()"),
    ] {
        assert_eq!(arms(input), [expected], "{input}");
    }
}

#[test]
fn a_word_that_is_a_pattern_is_no_mark() {
    for (input, expected) in [
        ("keep = f() => {}", "| keep | f()"),
        ("once @ Some(_) = f() => {}", "| once @ Some(_) | f()"),
        ("control | other = f() => {}", "| control | other | f()"),
        ("keep keep = f() => {}", "keep | keep | f()"),
        ("control::A = f() => {}", "| control::A | f()"),
        ("keep { x } = f() => {}", "| keep { .. } | f()"),
    ] {
        assert_eq!(arms(input), [expected], "{input}");
    }
}

#[test]
fn a_chain_has_its_marks_around_the_future() {
    let chain = "if let x = keep(f()) {} else if let Some(y) = control(once(g())) {} \
                 else if let z = keep(f, g) {} else if let w = a::keep(f()) {}";
    assert_eq!(
        arms(chain),
        [
            "keep | x | f()",
            "control once | Some(y) | g()",
            "| z | keep(f, g)",
            "| w | a::keep(f())",
        ],
    );
}

#[test]
fn what_stands_behind_the_future() {
    let (block, errors) = read(
        "a = f(), if x && y => {} b = f(), with c = g() => {} \
         d = f(), if x, with e = g() => {} h = f(), with i = g(), if x => {}",
    );
    assert_eq!(errors, [""; 0]);
    let found = block.arms.iter();
    let found = found.map(|arm| (arm.with.is_some(), arm.condition.is_some()));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [(false, true), (true, false), (true, true), (true, true)]
    );
}

#[test]
fn handlers_in_braces_need_no_comma() {
    for handler in [
        "{}",
        "if a {} else {}",
        "match a {}",
        "loop {}",
        "while a {}",
        "for a in b {}",
        "unsafe {}",
        "async {}",
        "f(),",
        "a = b,",
        "break,",
        "return 1,",
        "|x| x,",
    ] {
        let input = format!("x = f() => {handler} y = g() => {handler}");
        assert_eq!(errors(&input), [""; 0], "{input}");
        assert_eq!(read(&input).0.arms.len(), 2, "{input}");
    }
}

#[test]
fn an_arm_with_a_mistake_is_an_arm() {
    for (input, count) in [
        ("x = f() {} y = g() => {}", 2),
        ("x = f() -> a, y = g() => {}", 2),
        ("f() => {} y = g() => {}", 2),
        ("x = f() =>, y = g() => {}", 2),
        ("x = f(), y = g() => {}", 2),
        ("x = f() if a => {} y = g() => {}", 2),
        ("x = f() with b = h() => {} y = g() => {}", 2),
        ("x = f() => a; y = g() => {}", 2),
        ("x = f() => a y = g() => {}", 2),
        ("kepp x = f() => {} y = g() => {}", 2),
        ("x = f() => {} biased; y = g() => {}", 2),
        ("x = f() => {} else {} y = g() => {}", 2),
        ("x in f() => {} y = g() => {}", 1),
        ("x = => {} y = g() => {}", 1),
        ("x == f() => {} y = g() => {}", 1),
        ("y = g() => {} if a, x = f() => {}", 2),
        ("x if a = f() => {} y = g() => {}", 1),
        ("x = f(), if let a = b => {} y = g() => {}", 1),
    ] {
        let (block, errors) = read(input);
        assert_eq!(errors.len(), 1, "{input}: {errors:?}");
        assert_eq!(block.arms.len(), count, "{input}");
    }
}

#[test]
fn mistakes_in_a_chain() {
    for (input, count) in [
        ("if a {} else if let x = f() {}", 1),
        ("if let x = f() && a {}", 1),
        ("if let x = f() {} if let y = g() {}", 2),
        ("if let x = f() {} y = g() => {}", 1),
        ("if let x = f() && let y = g() && let z = h() {}", 1),
        ("if let x = keep(once(f())) {}", 1),
    ] {
        let (block, errors) = read(input);
        assert!(errors.len() <= 1, "{input}: {errors:?}");
        assert_eq!(block.arms.len(), count, "{input}");
    }
}

/// Words that mean something, and some that do not.
const WORDS: [&str; 24] = [
    "biased", "strict", "lossy", "keep", "once", "control", "with", "if", "let", "else",
    "complete", "default", "in", "a", "Some", "f", "return", "break", "async", "await", "move",
    "match", "_", "mut",
];
const MARKS: &str = "=>,;?.&|:!@#-<'";

fn soup() -> impl Strategy<Value = TokenStream> {
    let word = prop::sample::select(&WORDS[..])
        .prop_map(|word| TokenTree::from(Ident::new(word, Span::call_site())));
    let mark = (0..MARKS.len(), any::<bool>()).prop_map(|(at, joint)| -> TokenTree {
        let spacing = if joint {
            Spacing::Joint
        } else {
            Spacing::Alone
        };
        Punct::new(char::from(MARKS.as_bytes()[at]), spacing).into()
    });
    let literal = (0..3_u32).prop_map(|n| TokenTree::from(Literal::u32_unsuffixed(n)));
    // What arms are made of comes more often.
    let piece = prop::sample::select(
        &[
            "x = f()",
            "=> {}",
            "=> a,",
            ", if a",
            ", with y = g()",
            "else => {}",
            "biased;",
            "if let x = f() {}",
            "else if let",
            "Some(x) = f() => return 1,",
            "keep x = f() => g()?,",
        ][..],
    );
    let piece = piece.prop_map(|piece| piece.parse::<TokenStream>().unwrap());
    let leaf = prop_oneof![
        word.prop_map(TokenStream::from),
        mark.prop_map(TokenStream::from),
        literal.prop_map(TokenStream::from),
        piece,
    ];
    let tokens = leaf.prop_recursive(3, 40, 8, |inner| {
        let delimiter = prop::sample::select(
            &[
                Delimiter::Brace,
                Delimiter::Parenthesis,
                Delimiter::Bracket,
                Delimiter::None,
            ][..],
        );
        (delimiter, prop::collection::vec(inner, 0..8)).prop_map(|(delimiter, inner)| {
            TokenTree::from(Group::new(delimiter, inner.into_iter().collect())).into()
        })
    });
    prop::collection::vec(tokens, 0..16).prop_map(|tokens| tokens.into_iter().collect())
}

proptest! {
    /// Whatever is written, the macros give an expression, or say what is wrong.
    #[test]
    fn no_input_makes_a_macro_panic(input in soup()) {
        let outputs = [
            select::expand(input.clone()),
            select::expand_loop(input.clone()),
            join::expand(input.clone(), Join::All),
            join::expand(input.clone(), Join::Try),
            join::expand(input.clone(), Join::Race),
        ];
        for output in outputs {
            prop_assert!(
                syn::parse2::<syn::Expr>(output.clone()).is_ok(),
                "{input}\n\n{output}",
            );
        }
    }
}
