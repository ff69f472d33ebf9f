//! In which order blocks poll: each arm once, beginning with one or another.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

type Log = RefCell<Vec<usize>>;

/// Pending; it says when it is polled.
struct Arm<'a>(usize, &'a Log);

impl Future for Arm<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.1.borrow_mut().push(self.0);
        Poll::Pending
    }
}

/// Polls it often. The arms that were polled first.
fn firsts<'a, F: Future>(
    arms: usize,
    log: &'a Log,
    block: impl FnOnce(&'a Log) -> F,
) -> Vec<usize> {
    let mut block = pin!(block(log));
    let mut firsts = Vec::new();
    for _ in 0..arms * 20 {
        assert!(
            block
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
                .is_pending()
        );
        let order = log.take();
        let expected: Vec<usize> = (order[0]..arms).chain(0..order[0]).collect();
        assert_eq!(order, expected);
        firsts.push(order[0]);
    }
    firsts
}

macro_rules! orders {
    ($($i:literal)*) => {{
        let (arms, log) = ([$($i),*].len(), Log::default());
        let all: BTreeSet<usize> = (0..arms).collect();
        let select = firsts(arms, &log, |log| async { mea::select! { $(() = Arm($i, log) => {},)* } });
        assert_eq!(BTreeSet::from_iter(select), all);
        let join = firsts(arms, &log, |log| async { mea::join!($(Arm($i, log)),*) });
        assert_eq!(join, Vec::from_iter((0..20).flat_map(|_| 0..arms)));
        let in_order = vec![0; arms * 20];
        let select = firsts(arms, &log, |log| async {
            mea::select! { biased; $(() = Arm($i, log) => {},)* }
        });
        assert_eq!(select, in_order);
        let join = firsts(arms, &log, |log| async { mea::join!(biased; $(Arm($i, log)),*) });
        assert_eq!(join, in_order);
    }};
}

#[test]
fn each_arm_is_polled_once_and_each_begins_now_and_then() {
    orders!(0);
    orders!(0 1);
    orders!(0 1 2);
    orders!(0 1 2 3 4 5 6 7);
    orders!(
        0 1 2 3 4 5 6 7 8 9 10 11 12
        13 14 15 16 17 18 19 20 21 22 23 24 25
        26 27 28 29 30 31 32 33 34 35 36 37 38
        39 40 41 42 43 44 45 46 47 48 49 50 51
        52 53 54 55 56 57 58 59 60 61 62 63 64
    );
}

#[test]
fn a_pass_ends_where_another_arm_is_ready() {
    let log = Log::default();
    for _ in 0..20 {
        let block = pin!(async {
            mea::select! {
                () = Arm(0, &log) => 0,
                () = std::future::ready(()) => 1,
                () = Arm(2, &log) => 2,
            }
        });
        assert_eq!(
            block.poll(&mut Context::from_waker(Waker::noop())),
            Poll::Ready(1)
        );
        assert!([&[][..], &[0], &[2, 0]].contains(&&log.take()[..]));
    }
}
