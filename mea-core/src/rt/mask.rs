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
}
