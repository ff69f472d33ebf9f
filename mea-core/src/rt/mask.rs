//! A set of arms, by their numbers.

/// One bit for each arm, in `W` words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask<const W: usize>([u64; W]);

impl<const W: usize> Mask<W> {
    #[inline(always)]
    pub const fn none() -> Self {
        Self([0; W])
    }

    #[inline(always)]
    pub fn add(&mut self, arm: usize) {
        self.0[arm / 64] |= 1 << (arm % 64);
    }

    #[inline(always)]
    pub fn has(&self, arm: usize) -> bool {
        self.0[arm / 64] & (1 << (arm % 64)) != 0
    }

    /// The arms from number `start` on, and those before it: polled in two passes, in the order of
    /// their numbers, every arm has its turn, beginning with `start`.
    #[inline(always)]
    pub fn passes(start: u32) -> [Self; 2] {
        let (mut first, mut second) = ([0; W], [0; W]);
        for (word, (first, second)) in first.iter_mut().zip(&mut second).enumerate() {
            // How many arms of this word come before `start`: all 64, some, or none.
            let before = (start as usize).saturating_sub(word * 64);
            *first = if before < 64 { u64::MAX << before } else { 0 };
            *second = !*first;
        }
        [Self(first), Self(second)]
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::Mask;

    fn members<const W: usize>(mask: &Mask<W>) -> Vec<usize> {
        (0..W * 64).filter(|&arm| mask.has(arm)).collect()
    }

    #[test]
    fn what_is_added_is_in() {
        let mut mask = Mask::<2>::none();
        assert_eq!(members(&mask), []);
        for arm in [0, 63, 64, 127] {
            mask.add(arm);
        }
        assert_eq!(members(&mask), [0, 63, 64, 127]);
    }

    #[test]
    fn passes_begin_with_the_start_and_miss_nobody() {
        for start in 0..192 {
            let [first, second] = Mask::<3>::passes(start);
            let order: Vec<usize> = [members(&first), members(&second)].concat();
            let start = start as usize;
            let expected: Vec<usize> = (start..192).chain(0..start).collect();
            assert_eq!(order, expected);
        }
    }
}
