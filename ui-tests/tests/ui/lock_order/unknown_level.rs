//! A level that is not there.

mea::lock_order! {
    enum First;
    First => Ledgers;
}

fn main() {}
