//! Messages of every kind: large and without a size, `Send` and not `Sync`, and those that have ends of
//! the channel themselves.

use std::{
    cell::Cell,
    fmt::Debug,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    thread,
};

use mea::{blocking::block_on, mpmc};

use crate::support::{Source, Task, now};

/// Across some blocks, and received in every way.
#[track_caller]
fn try_all<T: PartialEq + Debug>(make: impl Fn(usize) -> T) {
    const N: usize = 150;
    let (tx, rx) = mpmc::unbounded();
    let (limited, few) = mpmc::bounded(N);
    for _ in 0..2 {
        for number in 0..N {
            tx.send(make(number)).unwrap();
            now(limited.send(make(number))).unwrap();
        }
        let mut buffer = Vec::new();
        assert_eq!(now(few.recv_many(&mut buffer, N)), N);
        for (number, message) in buffer.into_iter().enumerate() {
            assert_eq!(message, make(number));
            assert_eq!(now(rx.clone().recv_owned()), Ok(make(number)));
        }
    }
    let mut recv = Task::waiting(rx.recv());
    tx.send(make(0)).unwrap();
    assert_eq!(recv.ready(), Ok(make(0)));
    tx.send(make(1)).unwrap();
    rx.close();
    assert_eq!(tx.send(make(7)).unwrap_err().into_inner(), make(7));
    assert_eq!(rx.try_recv(), Ok(make(1)));
}

#[test]
fn small_and_large() {
    #[derive(PartialEq, Debug)]
    #[repr(align(128))]
    struct Aligned(usize);
    try_all(|_| ());
    try_all(|n| n as u8);
    try_all(|n| n.to_string());
    try_all(|n| [n; 61]);
    try_all(|n| [n; 500]);
    try_all(Aligned);
}

#[test]
fn messages_without_a_size_are_dropped_once() {
    static DROPS: AtomicUsize = AtomicUsize::new(0);
    struct Unit;
    impl Drop for Unit {
        fn drop(&mut self) {
            DROPS.fetch_add(1, SeqCst);
        }
    }
    let (tx, rx) = mpmc::unbounded();
    for _ in 0..1_000 {
        assert!(tx.send(Unit).is_ok());
    }
    for n in 0..300 {
        assert_eq!(DROPS.load(SeqCst), n);
        drop(rx.try_recv());
    }
    drop(rx);
    assert_eq!(DROPS.load(SeqCst), 1_000);
}

/// One owner each: `Sync` is not needed, whoever receives.
#[test]
fn messages_need_not_be_sync() {
    let (tx, rx) = mpmc::bounded(2);
    let workers = [rx.clone(), rx].map(|rx| {
        thread::spawn(move || {
            let mut sum = 0;
            while let Ok(cell) = block_on(rx.recv()) {
                let cell: Cell<u64> = cell;
                cell.set(cell.get() + 1);
                sum += cell.get();
            }
            sum
        })
    });
    for n in 0..1_000 {
        block_on(tx.send(Cell::new(n))).unwrap();
    }
    drop(tx);
    let sum: u64 = workers.into_iter().map(|w| w.join().unwrap()).sum();
    assert_eq!(sum, (1..=1_000).sum());
}

/// What was done before a send is done for whoever receives.
#[test]
fn what_was_written_before_is_there() {
    static WRITTEN: [AtomicUsize; 500] = [const { AtomicUsize::new(0) }; 500];
    let (tx, rx) = mpmc::unbounded();
    let readers = [rx.clone(), rx].map(|rx| {
        thread::spawn(move || {
            while let Ok(n) = block_on(rx.recv()) {
                let n: usize = n;
                assert_eq!(WRITTEN[n].load(std::sync::atomic::Ordering::Relaxed), n + 1);
            }
        })
    });
    for (n, place) in WRITTEN.iter().enumerate() {
        place.store(n + 1, std::sync::atomic::Ordering::Relaxed);
        tx.send(n).unwrap();
    }
    drop(tx);
    for reader in readers {
        reader.join().unwrap();
    }
}

/// A sender as a message keeps the channel alive until it is received; a receiver does not keep it from
/// ending by the senders.
#[test]
fn a_channel_may_carry_its_own_ends() {
    struct Knot {
        _tx: Option<mpmc::UnboundedSender<Knot>>,
        _rx: Option<mpmc::UnboundedReceiver<Knot>>,
        _message: crate::support::Message,
    }
    let source = Source::default();
    let (tx, rx) = mpmc::unbounded();
    for number in 0..4 {
        let knot = Knot {
            _tx: (number % 2 == 0).then(|| tx.clone()),
            _rx: (number < 2).then(|| rx.clone()),
            _message: source.message(number),
        };
        assert!(tx.send(knot).is_ok());
    }
    drop(tx);
    assert_eq!((rx.sender_count(), rx.receiver_count()), (2, 3));
    // The first two have receivers.
    drop(now(rx.recv()).ok().unwrap());
    drop(now(rx.recv()).ok().unwrap());
    assert_eq!((rx.sender_count(), rx.receiver_count()), (1, 1));
    // The last sender goes with the messages.
    drop(rx);
    assert_eq!(source.drops(), 4);
}
