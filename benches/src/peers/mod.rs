//! The competitors: what each has, behind one interface for each kind of thing.
//!
//! A library is a type without values. What it has is an implementation of a trait for that type, or for
//! a kind of it: `Acquire for Write<Tokio>` is how tokio's rwlock is acquired by a writer. A list macro
//! (`mutexes!`, `latches!`, ..) makes an [`Entry`](mea_benches::measure::Entry) for each library that has the
//! thing, ours first.

use mea_benches::report::{OURS, PREVIOUS};

pub(crate) mod acquire;
pub(crate) mod channel;
pub(crate) mod keyed;
pub(crate) mod locks;
pub(crate) mod oneshot;
pub(crate) mod signals;

/// A competitor.
pub(crate) trait Library: 'static {
    const NAME: &'static str;
}

macro_rules! libraries {
    ($($Library:ident: $name:expr;)*) => {
        $(
            pub(crate) enum $Library {}

            impl Library for $Library {
                const NAME: &'static str = $name;
            }
        )*
    };
}

libraries! {
    Mea: OURS;
    // The same with barging.
    MeaBarging: OURS;
    MeaMpmc: "mea mpmc";
    Mea06: PREVIOUS;
    AsyncChannel: "async-channel";
    AsyncLock: "async-lock";
    Asyncband: "asyncband";
    Flume: "flume";
    Futures: "futures";
    Kanal: "kanal";
    Latches: "latches";
    Maitake: "maitake";
    OneshotCrate: "oneshot";
    Thingbuf: "thingbuf";
    Tokio: "tokio";
    TokioUtil: "tokio-util";
    WaitgroupCrate: "waitgroup";
}

/// `entries!([A, B] |L| run)` is an entry for each type of the list, whose run is `run` with `L` for the
/// type.
macro_rules! entries {
    ([$($Library:ident)*] |$L:ident| $run:expr) => {
        vec![$({
            type $L = $crate::peers::$Library;
            mea_benches::measure::Entry::new(<$L as $crate::peers::Library>::NAME, $run)
        }),*]
    };
}
pub(crate) use entries;

macro_rules! lists {
    ($($list:ident: $Libraries:tt;)*) => { $(lists!(@ ($) $list $Libraries);)* };
    (@ ($d:tt) $list:ident $Libraries:tt) => {
        macro_rules! $list {
            ($d($d run:tt)*) => { $crate::peers::entries!($Libraries $d($d run)*) };
        }
        pub(crate) use $list;
    };
}

lists! {
    mutexes: [Mea Futures AsyncLock Asyncband Mea06 Tokio Maitake];
    mutexes_owned: [Mea Futures AsyncLock Asyncband Mea06 Tokio Maitake];
    // Who hands the mutex to the first in line, and who lets others overtake.
    mutexes_fifo: [Mea Asyncband Mea06 Tokio Maitake];
    mutexes_barging: [MeaBarging Futures AsyncLock];
    rwlocks: [Mea AsyncLock Asyncband Mea06 Tokio Maitake];
    semaphores: [Mea AsyncLock Asyncband Mea06 Tokio Maitake];
    // Of several permits at once.
    semaphores_many: [Mea Asyncband Mea06 Tokio Maitake];
    oneshots: [Mea OneshotCrate Tokio Futures Asyncband Mea06];
    unbounded: [Mea MeaMpmc Kanal Tokio Flume Asyncband Futures AsyncChannel Mea06];
    bounded: [Mea MeaMpmc Kanal Tokio Flume Asyncband Futures AsyncChannel Thingbuf Mea06];
    // In which as many wait as there are senders.
    bounded_waiting: [Mea MeaMpmc Kanal Tokio Flume Asyncband AsyncChannel Thingbuf Mea06];
    latches: [Mea Latches Asyncband Mea06];
    waitgroups: [Mea WaitgroupCrate Asyncband Mea06];
    barriers: [Mea AsyncLock Tokio Asyncband Mea06];
    condvars: [Mea Asyncband Mea06];
    shutdowns: [Mea TokioUtil Asyncband Mea06];
    once_maps: [Mea Asyncband Mea06];
    fair_shares: [Mea Mea06];
}
