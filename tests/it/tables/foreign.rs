//! The futures of `tokio` and `futures`: the verdicts that the table in `mea::marker` gives reasons
//! for.

use std::{future::Future, pin::Pin};

use futures_channel::{mpsc, oneshot};
use futures_util::{
    future::{self, Ready},
    lock, sink, stream,
};
use mea::marker::Abandon;
use tokio::{sync, task, time};

use super::probe::{NotCancelSafe, NotSnoozeSafe, Probe};

type Output = Result<u8, u8>;
/// Cancel-safe and snooze-safe.
type Both = Ready<Output>;
/// Just cancel-safe.
type Cancel = Abandon<Neither>;
type Neither = Pin<Box<dyn Future<Output = Output> + Send>>;

type To<T> = fn(Output) -> T;
type St = stream::Empty<u8>;
type TrySt = stream::Empty<Output>;
type Si = sink::Drain<u8>;

/// What is promised: whatever is inside, or if that promises it.
fn promise(of: &str, inner: bool) -> bool {
    match of {
        "yes" => true,
        "inner" => inner,
        "no" => false,
        _ => unreachable!(),
    }
}

/// Each type is tried with three types for `F`.
macro_rules! verdicts {
    ($test:ident: $($cancel:ident $snooze:ident $Type:ty;)*) => {
        #[test]
        fn $test() {
            let mut wrong = Vec::new();
            $({
                let tries = [
                    { type F = Both; (true, true, verdicts!(F $Type)) },
                    { type F = Cancel; (true, false, verdicts!(F $Type)) },
                    { type F = Neither; (false, false, verdicts!(F $Type)) },
                ];
                for (cancel, snooze, found) in tries {
                    let expected = [
                        promise(stringify!($cancel), cancel),
                        promise(stringify!($snooze), snooze),
                    ];
                    if found != expected {
                        let name = stringify!($Type);
                        wrong.push(format!("{name}: {found:?}, with {cancel}, {snooze} inside"));
                    }
                }
            })*
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    };
    (F $Type:ty) => {{
        // Not every type has it.
        let _ = size_of::<F>();
        [Probe::<$Type>::CANCEL_SAFE, Probe::<$Type>::SNOOZE_SAFE]
    }};
}

verdicts! { tokio_is_as_documented:
    // cancel snooze
    yes    yes    time::Sleep;
    inner  inner  time::Timeout<F>;
    no     yes    task::JoinHandle<u8>;
    no     no     task::LocalSet;
    no     inner  task::futures::TaskLocalFuture<u8, F>;
    inner  inner  task::coop::Unconstrained<F>;
    inner  inner  task::coop::Coop<F>;
    no     yes    sync::oneshot::Receiver<u8>;
    yes    no     sync::futures::Notified<'static>;
    yes    no     sync::futures::OwnedNotified;
    // By reference, where it is not lost.
    yes    yes    &'static mut task::JoinHandle<u8>;
    yes    yes    &'static mut sync::oneshot::Receiver<u8>;
    no     no     Pin<&'static mut sync::futures::Notified<'static>>;
}

verdicts! { futures_channel_is_as_documented:
    no     yes    oneshot::Receiver<u8>;
    yes    yes    oneshot::Cancellation<'static, u8>;
    yes    no     mpsc::Recv<'static, mpsc::Receiver<u8>>;
}

verdicts! { futures_is_as_documented:
    yes    yes    future::Ready<u8>;
    yes    yes    future::AlwaysReady<u8, fn() -> u8>;
    yes    yes    future::Lazy<fn()>;
    yes    yes    future::Pending<u8>;
    no     no     future::PollFn<fn()>;
    inner  inner  future::Map<F, To<u8>>;
    inner  inner  future::MapInto<F, u8>;
    inner  inner  future::Inspect<F, fn(&Output)>;
    inner  inner  future::UnitError<F>;
    inner  inner  future::NeverError<F>;
    inner  inner  future::CatchUnwind<F>;
    inner  inner  future::MapOk<F, To<u8>>;
    inner  inner  future::MapErr<F, To<u8>>;
    inner  inner  future::MapOkOrElse<F, To<u8>, To<u8>>;
    inner  inner  future::UnwrapOrElse<F, To<u8>>;
    inner  inner  future::OkInto<F, u8>;
    inner  inner  future::ErrInto<F, u8>;
    inner  inner  future::InspectOk<F, fn(&u8)>;
    inner  inner  future::InspectErr<F, fn(&u8)>;
    inner  inner  future::IntoFuture<F>;
    inner  inner  future::Fuse<F>;
    inner  inner  future::Abortable<F>;
    inner  inner  future::OptionFuture<F>;
    inner  inner  future::PollImmediate<F>;
    inner  inner  future::Shared<F>;
    no     inner  future::Then<F, Both, To<Both>>;
    no     inner  future::Then<Both, F, To<F>>;
    no     inner  future::AndThen<F, Both, To<Both>>;
    no     inner  future::AndThen<Both, F, To<F>>;
    no     inner  future::OrElse<F, Both, To<Both>>;
    no     inner  future::OrElse<Both, F, To<F>>;
    no     inner  future::Flatten<Ready<F>>;
    no     no     future::Flatten<Pin<Box<dyn Future<Output = F>>>>;
    no     inner  future::TryFlatten<F, Both>;
    no     inner  future::TryFlatten<Both, F>;
    inner  inner  future::Either<F, Both>;
    inner  inner  future::Either<Both, F>;
    inner  inner  future::Select<F, Both>;
    inner  inner  future::Select<Both, F>;
    inner  inner  future::TrySelect<F, Both>;
    inner  inner  future::TrySelect<Both, F>;
    inner  inner  future::SelectAll<F>;
    no     inner  future::SelectOk<F>;
    no     inner  future::MaybeDone<F>;
    no     inner  future::TryMaybeDone<F>;
    no     inner  future::Join<F, Both>;
    no     inner  future::Join<Both, F>;
    no     inner  future::Join3<Both, Both, F>;
    no     inner  future::Join4<Both, Both, Both, F>;
    no     inner  future::Join5<Both, Both, Both, Both, F>;
    no     inner  future::JoinAll<F>;
    no     inner  future::TryJoin<F, Both>;
    no     inner  future::TryJoin<Both, F>;
    no     inner  future::TryJoin3<Both, Both, F>;
    no     inner  future::TryJoin4<Both, Both, Both, F>;
    no     inner  future::TryJoin5<Both, Both, Both, Both, F>;
    no     inner  future::TryJoinAll<F>;
    no     no     future::BoxFuture<'static, u8>;
    no     no     future::LocalBoxFuture<'static, u8>;
    no     no     future::FutureObj<'static, u8>;
    no     no     future::LocalFutureObj<'static, u8>;
}

verdicts! { streams_and_sinks_are_as_documented:
    yes    no     stream::Next<'static, St>;
    yes    no     stream::TryNext<'static, TrySt>;
    yes    no     stream::SelectNextSome<'static, St>;
    yes    no     stream::Peek<'static, St>;
    yes    no     stream::PeekMut<'static, St>;
    yes    no     stream::NextIf<'static, St, fn(&u8) -> bool>;
    yes    no     stream::NextIfEq<'static, St, u8>;
    no     no     stream::StreamFuture<St>;
    no     no     stream::Collect<St, Vec<u8>>;
    no     no     stream::Unzip<stream::Empty<(u8, u8)>, Vec<u8>, Vec<u8>>;
    no     no     stream::Concat<stream::Empty<Vec<u8>>>;
    no     no     stream::Count<St>;
    no     no     stream::Fold<St, F, u8, fn(u8, u8) -> F>;
    no     no     stream::ForEach<St, F, fn(u8) -> F>;
    no     no     stream::ForEachConcurrent<St, F, fn(u8) -> F>;
    no     no     stream::Any<St, F, fn(u8) -> F>;
    no     no     stream::All<St, F, fn(u8) -> F>;
    no     no     stream::Forward<TrySt, Si>;
    no     no     stream::TryCollect<TrySt, Vec<u8>>;
    no     no     stream::TryFold<TrySt, F, u8, fn(u8, u8) -> F>;
    no     no     stream::TryForEach<TrySt, F, fn(u8) -> F>;
    no     no     stream::TryForEachConcurrent<TrySt, F, fn(u8) -> F>;
    no     no     stream::TryAny<TrySt, F, fn(u8) -> F>;
    no     no     stream::TryAll<TrySt, F, fn(u8) -> F>;
    yes    no     lock::MutexLockFuture<'static, u8>;
    yes    no     lock::OwnedMutexLockFuture<u8>;
    yes    no     sink::Flush<'static, Si, u8>;
    yes    no     sink::Close<'static, Si, u8>;
    no     no     sink::Send<'static, Si, u8>;
    no     no     sink::Feed<'static, Si, u8>;
    no     no     sink::SendAll<'static, Si, TrySt>;
}
