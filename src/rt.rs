//! What the code that the macros write refers to. Not public: it may change in any release.

#[doc(inline)]
pub use mea_core::rt::*;
#[cfg(feature = "macros")]
pub use mea_macros::{join, lock_order, race, select, select_loop, try_join};
