//! Expansions of the coordination blocks as snapshots.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    join::{self, Join},
    select, snapshots,
};

fn tokens(input: &str) -> TokenStream {
    input.parse().unwrap()
}

fn assert_snapshot(name: &str, expansion: &TokenStream) {
    let item = quote!(
        async fn block() {
            #expansion
        }
    );
    snapshots::assert(&format!("block/snapshots/{name}"), item);
}

fn assert_select(name: &str, input: &str) {
    assert_snapshot(name, &select::expand(tokens(input)));
}

fn assert_loop(name: &str, input: &str) {
    assert_snapshot(name, &select::expand_loop(tokens(input)));
}

fn assert_join(name: &str, join: Join, input: &str) {
    assert_snapshot(name, &join::expand(tokens(input), join));
}

#[test]
fn two_arms() {
    assert_select("two_arms", "a = first() => handle(a), _ = second() => {}");
}

#[test]
fn biased_with_the_path_of_the_crate() {
    assert_select(
        "biased",
        "@(other::mea) biased; a = first() => a, b = second() => b",
    );
}

#[test]
fn conditions_and_else() {
    assert_select(
        "conditions",
        "Some(a) = first(), if on => a, b = second(), if !on => b, else => 0",
    );
}

#[test]
fn default() {
    assert_select("default", "a = first() => a, default => 0");
}

#[test]
fn patterns_that_may_not_fit() {
    assert_select("patterns", "Point { x, y: Some(y) } = first() => x + y");
}

#[test]
fn the_spelling_of_a_chain_is_the_same_block() {
    let arrows = "Some(a) = first(), if on => { a } b = second() => { b } else => { 0 }";
    let chain = "if on && let Some(a) = first() { a } else if let b = second() { b } else { 0 }";
    assert_eq!(
        select::expand(tokens(arrows)).to_string(),
        select::expand(tokens(chain)).to_string(),
    );
}

#[test]
fn one_thing_with_another() {
    assert_select(
        "with",
        "Ok(a) = first(), with permit = second() => permit.send(a)",
    );
}

#[test]
fn arms_that_are_polled_first() {
    assert_select(
        "control",
        "a = first() => a, control b = second() => b, c = third() => c",
    );
}

#[test]
fn loops() {
    assert_loop(
        "loop",
        "a = first() => handle(a).await?, () = second() => break 7",
    );
}

#[test]
fn loops_with_kept_futures() {
    assert_loop(
        "keep",
        "keep a = first() => handle(a).await?, \
         once b = second() => if b { return 1 }, \
         () = third() => { if done() { break 'outer } else { break 2 } }",
    );
}

#[test]
fn joins() {
    assert_join("join", Join::All, "first(), second()");
    assert_join("try_join", Join::Try, "biased; first(), &mut second");
    assert_join("race", Join::Race, "first(), second()");
}

#[test]
fn what_could_be_read_is_there_beside_the_errors() {
    assert_select(
        "errors",
        "baised; a = first() => a, b in second() => b, c = third(), with d = f().await => c",
    );
    assert_join("join_errors", Join::All, "a = first(), second()");
}

#[track_caller]
fn says(expansion: TokenStream, part: &str) {
    let text = expansion.to_string();
    assert!(
        text.contains("compile_error") && text.contains(part),
        "{part}: {text}"
    );
}

/// In the words of each block.
#[test]
fn options_that_do_not_fit() {
    let exclusive = "strict; lossy; a = f() => a";
    let of_select = "`select!` is lossy without either";
    says(select::expand(tokens(exclusive)), of_select);
    says(
        select::expand_loop(tokens(exclusive)),
        "a loop is strict without either",
    );
    says(
        join::expand(tokens("strict; f(), g()"), Join::All),
        "`join!` has no losers",
    );
    says(
        select::expand(tokens("biased, a = f() => a")),
        "an option ends with a semicolon",
    );
    says(
        select::expand(tokens("f(), if on => 1")),
        "to ignore the output write `_ = future`",
    );
    says(select::expand(tokens("a = => 1")), "expected a future");
    says(select::expand(tokens("a =")), "expected a future");
}

#[test]
fn more_arms_than_a_word_has_bits() {
    let arms = |count| "Some(x) = f() => x,".repeat(count);
    let expanded = |count| select::expand(tokens(&arms(count))).to_string();
    assert!(expanded(64).contains("Mask :: < 1 >"));
    assert!(expanded(65).contains("Mask :: < 2 >"));
}
