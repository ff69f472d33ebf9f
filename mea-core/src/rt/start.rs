//! Where a fair block begins to poll: a number that differs from poll to poll, and is the same in
//! every run.

use crate::sync;

/// What the seed is before anybody sets it.
const FIRST: u32 = 0x9e37_79b9;

/// Sets where the fair blocks (`select!`, `select_loop!`, `join!`, ..) of this thread begin to poll
/// from now on: the same seed, the same order. Without `std` it is set for all threads.
///
/// Every thread begins with the same seed, so a program that runs on one thread is deterministic
/// without this. It is for tests that are to try other orders.
///
/// # Examples
///
/// ```
/// # mea::blocking::block_on(async {
/// async fn first() -> u32 {
///     mea::select! {
///         n = async { 1 } => n,
///         n = async { 2 } => n,
///     }
/// }
/// let mut rounds = [[0; 32]; 2];
/// for round in &mut rounds {
///     mea::coordination::seed(7);
///     for n in round {
///         *n = first().await;
///     }
/// }
/// assert_eq!(rounds[0], rounds[1]);
/// assert!(rounds[0].contains(&1) && rounds[0].contains(&2));
/// # });
/// ```
pub fn seed(seed: u32) {
    sync::step(|_| if seed == 0 { FIRST } else { seed });
}

/// A number below `n`, for `n` arms that take turns in being polled first.
///
/// Marsaglia's xorshift of 32 bits ("Xorshift RNGs", 2003): all starts are equally likely, and a
/// sequence of polls has no rhythm with which an arm could be in step.
#[inline]
pub fn start(n: u32) -> u32 {
    let random = sync::step(|state| state.wrapping_add(FIRST));
    // The upper half of the product: as a division would give, without one (Lemire).
    ((u64::from(random) * u64::from(n)) >> 32) as u32
}

/// What `turn` is, below `n`; and it goes on to the next one.
#[inline(always)]
pub fn rotate(turn: &mut u32, n: u32) -> u32 {
    let now = *turn;
    *turn = if now + 1 == n { 0 } else { now + 1 };
    now
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{seed, start};

    #[test]
    fn every_start_is_as_likely() {
        seed(1);
        for n in [1, 2, 3, 8, 200] {
            let mut counts = std::vec![0_u32; n as usize];
            let rounds = 10_000 * n;
            for _ in 0..rounds {
                counts[start(n) as usize] += 1;
            }
            // Ten standard deviations of a binomial distribution.
            let expected = 10_000.0;
            let margin = 10.0 * f64::sqrt(expected);
            let fits = |&count: &u32| (f64::from(count) - expected).abs() < margin;
            assert!(counts.iter().all(fits), "{n}: {counts:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_starts() {
        let starts = |with| {
            seed(with);
            (0..100).map(|_| start(1000)).collect::<Vec<u32>>()
        };
        assert_eq!(starts(5), starts(5));
        assert_ne!(starts(5), starts(6));
        assert_ne!(starts(0)[..5], [0; 5]);
    }
}
