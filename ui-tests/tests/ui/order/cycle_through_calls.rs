//! Two calls of `lock_order!` that contradict each other.
mod users {
    mea::lock_order! { pub(crate) enum Names, Ages; }
}

mod names_first {
    mea::lock_order! { crate::users::Names => crate::users::Ages; }
}

mod ages_first {
    use crate::users::{Ages, Names};

    mea::lock_order! {
        /// Between them.
        pub(crate) enum Middle;
        Ages => Middle => Names;
    }
}

fn main() {}
