//! Empty on purpose: the tests of this crate compile other programs, see `tests/ui.rs`.
