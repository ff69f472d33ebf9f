//! A short pause after an exchange that failed since somebody else was faster.

/// How long the next pause is. It is bounded, and waits for nobody: it only lets the others have the
/// cache line for a moment, so that they get several exchanges done while it is theirs.
pub(crate) struct Backoff(u32);

impl Backoff {
    const MOST: u32 = 6;

    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Self(0)
    }

    /// From 2 to 64 spin-loop hints, twice as many each time. Under loom and shuttle, which know no time,
    /// nothing.
    #[cold]
    pub(crate) fn pause(&mut self) {
        if cfg!(any(loom, shuttle)) {
            return;
        }
        self.0 = (self.0 + 1).min(Self::MOST);
        for _ in 0..1_u32 << self.0 {
            core::hint::spin_loop();
        }
    }
}
