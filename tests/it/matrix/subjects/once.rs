//! Things that are done once, and somebody is at it. They can go on in two ways.
//!
//! - *Ending*: the work ends well. A grant lets everybody go, for ever.
//! - *Failing*: the work comes to nothing, and the next in line has its turn; its own work fails at
//!   once, and then the one behind has. So the first grant sets it going, and the later ones find that
//!   the first in line has its turn already.

use std::{
    future::{Ready, pending, ready},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering::SeqCst},
    },
    task::Poll,
};

use mea::{
    latch::{Latch, OwnedLatchWait},
    once::{self, LazyCell, Once, OnceCell, OnceMap},
    singleflight::{self, Group},
};

use super::WANTS_ONE;
use crate::{
    matrix::subject::{Reach, Subject},
    support::{BoxFuture, Slot, Tied, TiedFuture, leak, now, poll_and_drop, poll_once},
};

type Made = Result<u64, &'static str>;

/// What the one who is at it makes; those who wait would make something else.
const VALUE: u64 = 1;
const OTHER: u64 = 2;
const FAILED: &str = "the work failed";

/// How the work of the one who is at it ends, once it is decided.
#[derive(Clone, Default)]
pub(in crate::matrix) struct End(Arc<AtomicU8>);

impl End {
    const OK: u8 = 1;
    const ERR: u8 = 2;

    fn work(&self) -> impl Future<Output = Made> + Send + use<> {
        let end = self.clone();
        std::future::poll_fn(move |_| match end.0.load(SeqCst) {
            Self::OK => Poll::Ready(Ok(VALUE)),
            Self::ERR => Poll::Ready(Err(FAILED)),
            _ => Poll::Pending,
        })
    }
}

/// A future of something that is done once.
pub(in crate::matrix) trait Doing: Send + Sync + 'static {
    const FUTURE: &'static str;
    type Future: Future<Output = Self::Output> + Send + 'static;
    type Output: Send + 'static;

    fn new(end: &End) -> Self;
    /// Is at it, until the end comes.
    fn lead(&self, end: &End) -> BoxFuture;
    fn call(&self) -> Self::Future;
    /// What a call completed with when the work has ended well, or has failed.
    fn check(output: Self::Output, reach: Reach);
    fn touch(&self);
    fn owners(&self) -> Option<usize> {
        None
    }
}

pub(in crate::matrix) struct Busy<D, const ALL: bool> {
    doing: D,
    leader: Slot<BoxFuture>,
    end: End,
}

pub(in crate::matrix) type Ending<D> = Busy<D, true>;
pub(in crate::matrix) type Failing<D> = Busy<D, false>;

impl<D: Doing, const ALL: bool> Subject for Busy<D, ALL> {
    const FUTURE: &'static str = D::FUTURE;
    const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
    const REACH: Reach = if ALL { Reach::All } else { Reach::One };
    type Future = D::Future;
    type Output = D::Output;

    fn busy() -> Self {
        let end = End::default();
        let doing = D::new(&end);
        let mut leader = doing.lead(&end);
        assert!(poll_once(Pin::new(&mut leader)).is_pending());
        Self {
            doing,
            leader: Slot::new(leader),
            end,
        }
    }

    fn future(&self) -> D::Future {
        self.doing.call()
    }

    fn grant(&self) {
        if let Some(leader) = self.leader.take() {
            self.end
                .0
                .store(if ALL { End::OK } else { End::ERR }, SeqCst);
            now(leader);
        }
    }

    fn give_back(&self, output: D::Output) {
        D::check(output, Self::REACH);
    }

    fn assert_idle(&self) {
        self.grant();
        D::check(now(self.doing.call()), Self::REACH);
    }

    fn touch(&self) {
        self.doing.touch();
    }

    fn owners(&self) -> Option<usize> {
        self.doing.owners()
    }
}

/// A value, or that the work of the call failed.
fn check_made(made: Made, reach: Reach) {
    assert_eq!(
        made,
        if reach == Reach::All {
            Ok(VALUE)
        } else {
            Err(FAILED)
        }
    );
}

/// `static`: the primitive; `call`: its future; `lead`: somebody is at it.
macro_rules! doing {
    (
        $Name:ident, $name:literal, $Primitive:ty;
        $Future:ty => $Output:ty;
        new: $new:expr;
        lead: $lead:expr;
        call: $call:expr;
        check: $check:expr;
        touch: $touch:expr $(;)?
    ) => {
        pub(in crate::matrix) struct $Name(&'static $Primitive);

        impl Doing for $Name {
            const FUTURE: &'static str = $name;
            type Future = $Future;
            type Output = $Output;

            fn new(end: &End) -> Self {
                let new: fn(&End) -> $Primitive = $new;
                Self(leak(new(end)))
            }

            fn lead(&self, end: &End) -> BoxFuture {
                let lead: fn(&'static $Primitive, End) -> BoxFuture = $lead;
                lead(self.0, end.clone())
            }

            fn call(&self) -> $Future {
                let call: fn(&'static $Primitive) -> $Future = $call;
                call(self.0)
            }

            fn check(output: $Output, reach: Reach) {
                let check: fn($Output, Reach) = $check;
                check(output, reach)
            }

            fn touch(&self) {
                let touch: fn(&'static $Primitive) = $touch;
                touch(self.0)
            }
        }
    };
}

fn touch_once(once: &Once) {
    assert!(format!("{once:?}").starts_with("Once"));
    once.is_completed();
    let _ = poll_and_drop(once.wait());
    let _ = poll_and_drop(once.call_once(pending));
}

fn lead_once(once: &'static Once, end: End) -> BoxFuture {
    Box::pin(once.call_once(move || async move {
        end.work().await.unwrap();
    }))
}

doing! {
    CallOnce, "once::CallOnce", Once;
    once::CallOnce<'static, fn() -> Ready<()>, Ready<()>> => ();
    new: |_| Once::new();
    lead: lead_once;
    call: |once| once.call_once(|| unreachable!("it is being done"));
    check: |(), _| ();
    touch: touch_once;
}

doing! {
    OnceWait, "once::OnceWait", Once;
    once::OnceWait<'static> => ();
    new: |_| Once::new();
    lead: lead_once;
    call: Once::wait;
    check: |(), _| ();
    touch: touch_once;
}

pub(in crate::matrix) struct OnceWaitOwned(Arc<Once>);

impl Doing for OnceWaitOwned {
    const FUTURE: &'static str = "once::OwnedOnceWait";
    type Future = once::OwnedOnceWait;
    type Output = ();

    fn new(_: &End) -> Self {
        Self(Arc::default())
    }

    fn lead(&self, end: &End) -> BoxFuture {
        let once: &'static Arc<Once> = leak(self.0.clone());
        lead_once(once, end.clone())
    }

    fn call(&self) -> once::OwnedOnceWait {
        self.0.clone().wait_owned()
    }

    fn check((): (), _: Reach) {}

    fn touch(&self) {
        touch_once(&self.0);
        let _ = poll_and_drop(self.0.clone().wait_owned());
    }

    fn owners(&self) -> Option<usize> {
        Some(Arc::strong_count(&self.0))
    }
}

type Cell = OnceCell<u64>;

fn touch_cell(cell: &'static Cell) {
    assert!(format!("{cell:?}").starts_with("OnceCell"));
    assert!(cell.get().is_none_or(|value| *value == VALUE));
    assert_eq!(&cell.clone(), cell);
    let _ = poll_and_drop(cell.wait());
    let _ = poll_and_drop(cell.get_or_init(pending));
    let _ = poll_and_drop(cell.get_or_try_init(pending::<Made>));
}

fn lead_cell(cell: &'static Cell, end: End) -> BoxFuture {
    Box::pin(async move {
        let _ = cell.get_or_try_init(|| end.work()).await;
    })
}

doing! {
    GetOrInit, "once::GetOrInit", Cell;
    once::GetOrInit<'static, u64, fn() -> Ready<u64>, Ready<u64>> => &'static u64;
    new: |_| Cell::new();
    lead: lead_cell;
    call: |cell| cell.get_or_init(|| ready(OTHER));
    check: |value, reach| check_made(Ok(*value), reach);
    touch: touch_cell;
}

doing! {
    GetOrTryInit, "once::GetOrTryInit", Cell;
    once::GetOrTryInit<'static, u64, fn() -> Ready<Made>, Ready<Made>>
        => Result<&'static u64, &'static str>;
    new: |_| Cell::new();
    lead: lead_cell;
    call: |cell| cell.get_or_try_init(|| ready(Err(FAILED)));
    check: |made, reach| check_made(made.copied(), reach);
    touch: touch_cell;
}

doing! {
    TryInsert, "once::TryInsert", Cell;
    once::TryInsert<'static, u64> => Result<&'static u64, (&'static u64, u64)>;
    new: |_| Cell::new();
    lead: lead_cell;
    call: |cell| cell.try_insert(OTHER);
    check: |inserted, _| assert_eq!(inserted, Err((&VALUE, OTHER)));
    touch: touch_cell;
}

doing! {
    SetCell, "once::Set", Cell;
    once::Set<'static, u64> => Result<(), u64>;
    new: |_| Cell::new();
    lead: lead_cell;
    call: |cell| cell.set(OTHER);
    check: |set, _| assert_eq!(set, Err(OTHER));
    touch: touch_cell;
}

doing! {
    OnceCellWait, "once::OnceCellWait", Cell;
    once::OnceCellWait<'static, u64> => &'static u64;
    new: |_| Cell::new();
    lead: lead_cell;
    call: Cell::wait;
    check: |value, reach| check_made(Ok(*value), reach);
    touch: touch_cell;
}

/// The work of a lazy cell, which cannot fail, and which may.
type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Begin<T> = Box<dyn FnMut() -> Work<T> + Send>;
type Lazy<T> = LazyCell<u64, Work<T>, Begin<T>>;

fn touch_lazy<T>(cell: &'static Lazy<T>) {
    assert!(format!("{cell:?}").starts_with("LazyCell"));
    assert!(cell.get().is_none_or(|value| *value == VALUE));
}

doing! {
    Force, "once::Force", Lazy<u64>;
    once::Force<'static, u64, Work<u64>, Begin<u64>> => &'static u64;
    new: |end| {
        let end = end.clone();
        LazyCell::new(Box::new(move || {
            let work = end.work();
            Box::pin(async move { work.await.unwrap() })
        }))
    };
    lead: |cell, _| Box::pin(async {
        let _ = cell.force().await;
    });
    call: Lazy::force;
    check: |value, reach| check_made(Ok(*value), reach);
    touch: |cell| {
        touch_lazy(cell);
        let _ = poll_and_drop(cell.force());
    };
}

doing! {
    TryForce, "once::TryForce", Lazy<Made>;
    once::TryForce<'static, u64, Work<Made>, Begin<Made>> => Result<&'static u64, &'static str>;
    new: |end| {
        let end = end.clone();
        LazyCell::fallible(Box::new(move || Box::pin(end.work())))
    };
    lead: |cell, _| Box::pin(async {
        let _ = cell.try_force().await;
    });
    call: Lazy::try_force;
    check: |made, reach| check_made(made.copied(), reach);
    touch: |cell| {
        touch_lazy(cell);
        let _ = poll_and_drop(cell.try_force());
    };
}

type Map = OnceMap<&'static str, u64>;
type Flights = Group<&'static str, u64>;
type Hashers = std::hash::RandomState;

fn touch_map(map: &'static Map) {
    assert!(format!("{map:?}").starts_with("OnceMap"));
    assert!(map.get("key").is_none_or(|value| value == VALUE));
    assert!(map.get("another").is_none() && map.len() <= 1);
    map.discard("another");
    assert_eq!(
        now(map.try_compute("another", || ready(Err::<u64, _>(FAILED)))),
        Err(FAILED)
    );
    let _ = poll_and_drop(map.compute("key", pending));
}

fn lead_map(map: &'static Map, end: End) -> BoxFuture {
    Box::pin(async move {
        let _ = map.try_compute("key", || end.work()).await;
    })
}

doing! {
    Compute, "once::Compute", Map;
    once::Compute<'static, &'static str, u64, Hashers, fn() -> Ready<u64>, Ready<u64>> => u64;
    new: |_| Map::new();
    lead: lead_map;
    call: |map| map.compute("key", || ready(OTHER));
    check: |value, reach| check_made(Ok(value), reach);
    touch: touch_map;
}

doing! {
    TryCompute, "once::TryCompute", Map;
    once::TryCompute<'static, &'static str, u64, Hashers, fn() -> Ready<Made>, Ready<Made>> => Made;
    new: |_| Map::new();
    lead: lead_map;
    call: |map| map.try_compute("key", || ready(Err(FAILED)));
    check: check_made;
    touch: touch_map;
}

fn touch_flights(group: &'static Flights) {
    assert!(format!("{group:?}").starts_with("Group"));
    assert!(group.len() <= 1);
    group.forget("another");
    assert_eq!(now(group.work("another", || ready(3))), 3);
    let _ = poll_and_drop(group.work("key", pending));
}

fn lead_flight(group: &'static Flights, end: End) -> BoxFuture {
    Box::pin(async move {
        let _ = group.try_work("key", || end.work()).await;
    })
}

doing! {
    Work_, "singleflight::Work", Flights;
    singleflight::Work<'static, &'static str, u64, Hashers, fn() -> Ready<u64>, Ready<u64>> => u64;
    new: |_| Flights::new();
    lead: lead_flight;
    // After the flight there is another one.
    call: |group| group.work("key", || ready(OTHER));
    check: |value, _| assert!(value == VALUE || value == OTHER);
    touch: touch_flights;
}

doing! {
    TryWork, "singleflight::TryWork", Flights;
    singleflight::TryWork<'static, &'static str, u64, Hashers, fn() -> Ready<Made>, Ready<Made>>
        => Made;
    new: |_| Flights::new();
    lead: lead_flight;
    call: |group| group.try_work("key", || ready(Err(FAILED)));
    check: |made, _| assert!(made == Ok(VALUE) || made == Err(FAILED));
    touch: touch_flights;
}

/// Nobody else can be at it: it is the work that waits, for a latch.
macro_rules! making {
    ($Name:ident, $name:literal, $Future:ident, $method:ident, $Out:ty, $Output:ty, $after:expr) => {
        pub(in crate::matrix) struct $Name(Arc<Latch>);

        impl Subject for $Name {
            const FUTURE: &'static str = $name;
            const EXCEPT: &'static [(u8, &'static str)] = &[WANTS_ONE];
            const REACH: Reach = Reach::All;
            type Future = TiedFuture<
                once::$Future<'static, u64, Box<dyn FnOnce() -> Work<$Out> + Send>, Work<$Out>>,
                Cell,
            >;
            type Output = Tied<$Output, Cell>;

            fn busy() -> Self {
                Self(Arc::new(Latch::new(1)))
            }

            fn future(&self) -> Self::Future {
                let open: OwnedLatchWait = self.0.clone().wait_owned();
                // Not an `async` block: after a panic there is no going on with those.
                let begin: Box<dyn FnOnce() -> Work<$Out> + Send> = Box::new(|| {
                    let mut open = Box::pin(open);
                    Box::pin(std::future::poll_fn(move |cx| {
                        open.as_mut().poll(cx).map(|()| $after(VALUE))
                    }))
                });
                TiedFuture::new(Cell::new(), |cell| cell.$method(begin))
            }

            fn grant(&self) {
                self.0.count_down();
            }

            fn give_back(&self, _: Self::Output) {}

            fn assert_idle(&self) {
                self.grant();
                drop(now(self.future()));
            }

            fn touch(&self) {
                let _ = poll_and_drop(self.future());
            }

            fn owners(&self) -> Option<usize> {
                Some(Arc::strong_count(&self.0))
            }
        }
    };
}

making! {
    GetMutOrInit, "once::GetMutOrInit", GetMutOrInit, get_mut_or_init,
    u64, &'static mut u64, |value| value
}

making! {
    GetMutOrTryInit, "once::GetMutOrTryInit", GetMutOrTryInit, get_mut_or_try_init,
    Made, Result<&'static mut u64, &'static str>, Ok
}
