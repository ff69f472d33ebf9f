//! Futures that run the work of their caller promise what it promises, and no more.

use std::{
    future::{Future, Ready},
    hash::RandomState,
    pin::Pin,
};

use mea::{marker::Abandon, once, singleflight};

use super::probe::{NotCancelSafe, NotSnoozeSafe, Probe};

/// Cancel-safe and snooze-safe.
type Both = Ready<u64>;
/// Just cancel-safe.
type Cancel = Abandon<Neither>;
type Neither = Pin<Box<dyn Future<Output = u64> + Send>>;

type CallOnce<W> = once::CallOnce<'static, fn() -> W, W>;
type GetOrInit<W> = once::GetOrInit<'static, u64, fn() -> W, W>;
type GetOrTryInit<W> = once::GetOrTryInit<'static, u64, fn() -> W, W>;
type GetMutOrInit<W> = once::GetMutOrInit<'static, u64, fn() -> W, W>;
type GetMutOrTryInit<W> = once::GetMutOrTryInit<'static, u64, fn() -> W, W>;
type Force<W> = once::Force<'static, u64, W, fn() -> W>;
type TryForce<W> = once::TryForce<'static, u64, W, fn() -> W>;
type Compute<W> = once::Compute<'static, u64, u64, RandomState, fn() -> W, W>;
type TryCompute<W> = once::TryCompute<'static, u64, u64, RandomState, fn() -> W, W>;
type Work<W> = singleflight::Work<'static, u64, u64, RandomState, fn() -> W, W>;
type TryWork<W> = singleflight::TryWork<'static, u64, u64, RandomState, fn() -> W, W>;

type Timeout<W> = mea::timeout::Timeout<W, Ready<()>>;

/// What a promise of the future is: one of the work, or none.
fn promise(of: &str, cancel: bool, snooze: bool) -> bool {
    match of {
        "cancel" => cancel,
        "snooze" => snooze,
        "no" => false,
        _ => unreachable!(),
    }
}

macro_rules! as_the_work {
    ($($Future:ident $cancel:ident $snooze:ident;)*) => {
        #[test]
        fn the_work_decides() {
            $(
                as_the_work! { $Future, Both, true, true, $cancel, $snooze }
                as_the_work! { $Future, Cancel, true, false, $cancel, $snooze }
                as_the_work! { $Future, Neither, false, false, $cancel, $snooze }
            )*
        }
    };
    ($Future:ident, $Work:ident, $c:literal, $s:literal, $cancel:ident, $snooze:ident) => {
        {
            type F = $Future<$Work>;
            let expected = [
                promise(stringify!($cancel), $c, $s),
                promise(stringify!($snooze), $c, $s),
            ];
            let found = [Probe::<F>::CANCEL_SAFE, Probe::<F>::SNOOZE_SAFE];
            assert_eq!(found, expected, "{}", stringify!($Future of $Work));
        }
    };
}

as_the_work! {
    // future        cancel-safe and snooze-safe, if the work is ..
    CallOnce         cancel no;
    GetOrInit        cancel no;
    GetOrTryInit     cancel no;
    GetMutOrInit     cancel snooze;
    GetMutOrTryInit  cancel snooze;
    // The work is left alone.
    Force            snooze no;
    TryForce         snooze no;
    Compute          cancel no;
    TryCompute       cancel no;
    Work             cancel no;
    TryWork          cancel no;
    // The timer holds nothing up.
    Timeout          cancel snooze;
}
