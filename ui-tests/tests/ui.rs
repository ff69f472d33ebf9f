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
fn cancel_safe() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/cancel_safe/*.rs");
    cases.pass("tests/ui/cancel_safe/pass/*.rs");
}

#[test]
fn marker() {
    trybuild::TestCases::new().compile_fail("tests/ui/marker/*.rs");
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
