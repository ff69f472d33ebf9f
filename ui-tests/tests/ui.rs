//! Programs that must not compile, with the errors that they get, and programs that must.
//!
//! `TRYBUILD=overwrite cargo test -p mea-ui-tests` writes the errors down.

#[test]
fn guards() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/guards/*.rs");
    cases.pass("tests/ui/guards/pass/*.rs");
}

#[test]
fn broadcast() {
    trybuild::TestCases::new().compile_fail("tests/ui/broadcast/*.rs");
}

#[test]
fn coordination() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/coordination/*.rs");
    cases.pass("tests/ui/coordination/pass/*.rs");
}

#[test]
fn cancel_safe() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/cancel_safe/*.rs");
    cases.pass("tests/ui/cancel_safe/pass/*.rs");
}

#[test]
fn coordinate() {
    trybuild::TestCases::new().compile_fail("tests/ui/coordinate/*.rs");
}

#[test]
fn marker() {
    trybuild::TestCases::new().compile_fail("tests/ui/marker/*.rs");
}

/// What the example `bank` says that does not compile.
#[test]
fn bank() {
    trybuild::TestCases::new().compile_fail("tests/ui/bank/*.rs");
}

/// The programs of the chapters, which quote them.
#[test]
fn guide() {
    trybuild::TestCases::new().compile_fail("tests/ui/guide/*.rs");
}

#[test]
fn shared() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/shared/*.rs");
    cases.pass("tests/ui/shared/pass/*.rs");
}

#[test]
fn lock_order() {
    trybuild::TestCases::new().compile_fail("tests/ui/lock_order/*.rs");
}

#[test]
fn order() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/order/*.rs");
    cases.pass("tests/ui/order/pass/*.rs");
}
