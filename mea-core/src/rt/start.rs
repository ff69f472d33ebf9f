//! Where a fair block begins to poll: a number that differs from poll to poll, and is the same in
//! every run.

use crate::sync;

/// 2^32 divided by the golden ratio.
const STEP: u32 = 0x9e37_79b9;

/// Sets where the fair blocks (`select!`, `select_loop!`, `race!`) of this thread begin to poll from
/// now on: the same seed, the same order. Without `std` it is set for all threads.
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
    // The bits in reverse: neighbouring seeds are far apart then, and `start` looks at the upper bits.
    sync::step(|_| seed.reverse_bits());
}

/// A number below `n`, for `n` arms that take turns in being polled first.
///
/// A Weyl sequence, the multiples of the golden ratio modulo 1: all starts are equally likely, also
/// to whoever sees only every second poll, or every `k`-th; none is far from its share at any time,
/// as it may be by chance; and a processor guesses them better than numbers at random.
#[inline]
pub fn start(n: u32) -> u32 {
    let fraction = sync::step(|fraction| fraction.wrapping_add(STEP));
    // The upper half of the product: as a division would give, without one (Lemire).
    ((u64::from(fraction) * u64::from(n)) >> 32) as u32
}

/// What `turn` is, below `n`; then it goes on to the next one. For a block that is made once and
/// polled often, and that does the same whatever it begins with.
#[inline(always)]
pub fn rotate(turn: &mut u32, n: u32) -> u32 {
    let now = *turn;
    *turn = if now + 1 == n { 0 } else { now + 1 };
    now
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::{rotate, seed, start};

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

    #[test]
    fn every_start_is_as_likely_to_whoever_sees_every_kth_poll() {
        for k in 1..100 {
            seed(k);
            let mut counts = [0_u32; 8];
            for _ in 0..8000 {
                counts[start(8) as usize] += 1;
                for _ in 1..k {
                    start(3);
                }
            }
            // At the worst `k`, a Fibonacci number, it comes round in about as many polls.
            let fits = |&count: &u32| count.abs_diff(1000) < 100;
            assert!(counts.iter().all(fits), "{k}: {counts:?}");
        }
    }

    #[test]
    fn turns_come_round() {
        let mut turn = 0;
        let turns = [(); 7].map(|()| rotate(&mut turn, 3));
        assert_eq!(turns, [0, 1, 2, 0, 1, 2, 0]);
    }
}
