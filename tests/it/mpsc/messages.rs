//! Messages of every size and alignment.

use std::{
    fmt::Debug,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
};

use mea::mpsc;

use crate::support::{Task, now};

/// Across some blocks, whose slots are written all, and received in every way.
#[track_caller]
fn try_all<T: PartialEq + Debug>(make: impl Fn(usize) -> T) {
    const N: usize = 150;
    let (tx, mut rx) = mpsc::unbounded();
    let (limited, mut few) = mpsc::bounded(N);
    for round in 0..2 {
        for number in 0..N {
            tx.send(make(number + round)).unwrap();
            now(limited.send(make(number + round))).unwrap();
        }
        assert_eq!((rx.len(), few.len()), (N, N));
        let mut buffer = Vec::new();
        assert_eq!(now(few.recv_many(&mut buffer, N)), N);
        for (number, message) in buffer.into_iter().enumerate() {
            assert_eq!(message, make(number + round));
            assert_eq!(now(rx.recv()), Ok(make(number + round)));
        }
    }
    let mut recv = Task::waiting(rx.recv());
    tx.send(make(0)).unwrap();
    assert_eq!(recv.ready(), Ok(make(0)));
    drop(recv);
    for number in 0..N {
        tx.send(make(number)).unwrap();
    }
    rx.close();
    assert_eq!(tx.send(make(7)).unwrap_err().into_inner(), make(7));
    for number in 0..N {
        assert_eq!(rx.try_recv(), Ok(make(number)));
    }
}

#[test]
fn small_and_large() {
    try_all(|_| ());
    try_all(|n| n as u8);
    try_all(|n| [n as u8; 3]);
    try_all(|n| n);
    try_all(|n| n.to_string());
    try_all(|n| [n; 7]);
    try_all(|n| [n; 8]);
    try_all(|n| [n; 61]);
    try_all(|n| [n; 500]);
    try_all(Box::new);
}

/// Each value checks that it is where it may be.
macro_rules! aligned {
    ($($name:ident $align:literal;)*) => {$(
        #[derive(PartialEq, Debug)]
        #[repr(align($align))]
        struct $name<T>(T);

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                assert_eq!(std::ptr::from_ref(self).addr() % $align, 0);
            }
        }
    )*};
}

aligned! {
    Align32 32;
    Align64 64;
    Align128 128;
    Align512 512;
    Align1024 1024;
    Align4096 4096;
}

#[test]
fn over_aligned() {
    try_all(Align32::<usize>);
    try_all(Align64::<usize>);
    try_all(|n| Align128([n; 20]));
    try_all(|n| Align512(n as u8));
    try_all(Align1024::<usize>);
    try_all(Align4096::<usize>);
    // Without a size, there is nothing to keep but their number.
    try_all(|_| Align64(()));
    try_all(|_| Align4096([0_u8; 0]));
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
    let (tx, mut rx) = mpsc::unbounded();
    for _ in 0..1_000 {
        assert!(tx.send(Unit).is_ok());
    }
    for n in 0..300 {
        assert_eq!(DROPS.load(SeqCst), n);
        drop(rx.try_recv());
    }
    drop(rx);
    assert_eq!(DROPS.load(SeqCst), 1_000);
    drop(tx.send(Unit));
    assert_eq!(DROPS.load(SeqCst), 1_001);
}
