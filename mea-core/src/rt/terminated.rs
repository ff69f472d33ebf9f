//! Whether a future says of itself that polling it is pointless: `FusedFuture::is_terminated` of
//! the crate `futures`, for any future.

#[cfg(feature = "futures")]
use futures_core::future::FusedFuture;

/// Asks a future, through a reference, whether it is terminated. One that is no `FusedFuture` never
/// is; without the feature `futures`, none is.
///
/// Which method `Terminated(&future).is_terminated()` is, is decided where it is written, for the
/// type that is known there: the inherent one comes first, if its bound holds, and [`NotFused`] has
/// to be in scope for the others.
#[derive(Debug)]
pub struct Terminated<'a, F: ?Sized>(pub &'a F);

#[cfg(feature = "futures")]
impl<F: FusedFuture + ?Sized> Terminated<'_, F> {
    /// What the future says.
    #[inline]
    pub fn is_terminated(&self) -> bool {
        self.0.is_terminated()
    }
}

/// The answer of a future that is no `FusedFuture`.
pub trait NotFused {
    /// No.
    #[inline]
    fn is_terminated(&self) -> bool {
        false
    }
}

impl<F: ?Sized> NotFused for Terminated<'_, F> {}

#[cfg(test)]
mod tests {
    use core::{
        future::{pending, ready},
        pin::pin,
    };

    use super::{NotFused as _, Terminated};

    #[test]
    fn a_future_that_does_not_say_is_never_terminated() {
        let mut future = pin!(async {});
        assert!(!Terminated(&ready(1)).is_terminated());
        assert!(!Terminated(&*future).is_terminated());
        assert!(!Terminated(&future.as_mut()).is_terminated());
        assert!(!Terminated(&&mut pending::<()>()).is_terminated());
    }

    #[test]
    #[cfg(feature = "futures")]
    fn a_fused_future_is_asked() {
        use futures_util::future::Fuse;

        let (mut over, mut waits) = (
            Fuse::<core::future::Ready<()>>::terminated(),
            pending::<()>(),
        );
        let waits = pin!(futures_util::FutureExt::fuse(&mut waits));
        assert!(!Terminated(&*waits).is_terminated());
        assert!(Terminated(&over).is_terminated());
        assert!(Terminated(&&mut over).is_terminated());
        let mut over = pin!(over);
        assert!(Terminated(&*over).is_terminated());
        assert!(Terminated(&over.as_mut()).is_terminated());
        assert!(Terminated(&&mut over).is_terminated());
    }

    /// Without the feature the same call compiles, and the answer is no.
    #[test]
    #[cfg(not(feature = "futures"))]
    fn without_the_feature_no_future_is_asked() {
        let fused = futures_util::future::Fuse::<core::future::Ready<()>>::terminated();
        assert!(!Terminated(&fused).is_terminated());
    }
}
