//! Channels of messages for one receiver each.

use std::{
    pin::pin,
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    task::{Context, Waker},
    thread,
    time::{Duration, Instant},
};

use mea::{mpmc, mpsc};

use crate::counting::{AT_DEALLOC, allocates_nothing, count};

/// The bytes of a block of numbers, at most, and how many fit in, at least: a bit of a word is for each.
const BLOCK: usize = if usize::BITS < 64 { 256 } else { 512 };
const IN_A_BLOCK: u64 = if usize::BITS < 64 { 30 } else { 60 };
const BURST: usize = 100_000;

#[test]
fn an_idle_channel_is_one_small_allocation() {
    let (allocations, bytes, _channel) = count(mpsc::unbounded::<u64>);
    println!("unbounded: {bytes} bytes");
    assert!(allocations == 1 && bytes <= 120, "{bytes} bytes");
    let (allocations, bytes, _channel) = count(|| mpsc::bounded::<u64>(1_000_000));
    println!("bounded: {bytes} bytes");
    assert!(allocations == 1 && bytes <= 192, "{bytes} bytes");
}

#[test]
fn messages_allocate_nothing_in_steady_state() {
    let (tx, mut rx) = mpsc::unbounded();
    let (limited, mut few) = mpsc::bounded(100);
    let mut round = |n: u64| {
        for _ in 0..n {
            for number in 0..IN_A_BLOCK {
                tx.send(number).unwrap();
                limited.try_send(number).unwrap();
            }
            for number in 0..IN_A_BLOCK {
                assert_eq!(rx.try_recv(), Ok(number));
                assert_eq!(few.try_recv(), Ok(number));
            }
        }
    };
    round(3);
    allocates_nothing(|| round(1_000));
}

#[test]
fn waiting_allocates_nothing() {
    let (tx, mut rx) = mpsc::bounded(1);
    let cx = &mut Context::from_waker(Waker::noop());
    let mut round = |n: u64| {
        for number in 0..n {
            {
                let mut recv = pin!(rx.recv());
                assert!(recv.as_mut().poll(cx).is_pending());
                tx.try_send(number).unwrap();
                assert!(recv.poll(cx).is_ready());
            }
            tx.try_send(number).unwrap();
            let mut send = pin!(tx.send(number));
            assert!(send.as_mut().poll(cx).is_pending());
            let mut reserve = pin!(tx.reserve());
            assert!(reserve.as_mut().poll(cx).is_pending());
            assert_eq!(rx.try_recv(), Ok(number));
            assert!(send.poll(cx).is_ready());
            assert_eq!(rx.try_recv(), Ok(number));
        }
    };
    round(300);
    allocates_nothing(|| round(1_000));
}

#[test]
fn two_blocks_are_kept_after_a_burst() {
    let (tx, mut rx) = mpsc::unbounded();
    let (allocations, bytes, ()) = count(|| {
        for number in 0..BURST as u64 {
            tx.send(number).unwrap();
        }
    });
    assert!(allocations <= BURST.div_ceil(IN_A_BLOCK as usize));
    assert!(bytes <= allocations * BLOCK, "{bytes} bytes");
    println!("{} bytes a message", bytes as f64 / BURST as f64);
    assert!(bytes <= BURST * 9, "{bytes} bytes");
    let (_, given, ()) = count(|| while rx.try_recv().is_ok() {});
    let kept = bytes.wrapping_add(given);
    assert!(kept <= 2 * BLOCK, "{kept} bytes");
}

/// While the allocator takes a block back, other receivers get at the channel.
#[test]
fn receivers_give_memory_back_without_a_lock() {
    static ASKED: AtomicBool = AtomicBool::new(false);
    static ANSWERED: AtomicBool = AtomicBool::new(false);
    static IN_TIME: AtomicBool = AtomicBool::new(false);
    /// Asks for a look at the channel, and waits for it; not for ever, so that the test can fail.
    fn ask() {
        ASKED.store(true, SeqCst);
        let begin = Instant::now();
        while !ANSWERED.load(SeqCst) && begin.elapsed() < Duration::from_secs(20) {
            thread::yield_now();
        }
        IN_TIME.store(ANSWERED.load(SeqCst), SeqCst);
    }

    let (tx, rx) = mpmc::unbounded();
    for number in 0..1_000 {
        tx.send(number).unwrap();
    }
    let other = rx.clone();
    let looks = thread::spawn(move || {
        while !ASKED.load(SeqCst) {
            thread::yield_now();
        }
        let _ = other.len();
        ANSWERED.store(true, SeqCst);
    });
    AT_DEALLOC.set(Some(ask));
    while !ASKED.load(SeqCst) {
        rx.try_recv().expect("there are blocks to be given back");
    }
    looks.join().unwrap();
    assert!(IN_TIME.load(SeqCst), "somebody waits for a lock meanwhile");
}

/// Also if it is closed first, or the receiver is dropped; whatever senders are still there.
#[test]
fn a_closed_channel_keeps_no_blocks_for_its_senders() {
    for dropped in [false, true] {
        let (tx, mut rx) = mpsc::unbounded();
        let (_, kept, _rx) = count(|| {
            for number in 0..BURST {
                tx.send(number).unwrap();
            }
            if dropped {
                drop(rx);
                return None;
            }
            rx.close();
            while rx.try_recv().is_ok() {}
            Some(rx)
        });
        assert!(kept <= 2 * BLOCK, "{kept} bytes");
    }
}

#[test]
fn all_is_given_back_at_the_end() {
    let (_, kept, ()) = count(|| {
        for n in [0, 1, 61, 62, 63, 1_000] {
            let (tx, mut rx) = mpsc::unbounded();
            for number in 0..n {
                tx.send(number.to_string()).unwrap();
            }
            for _ in 0..n / 2 {
                rx.try_recv().unwrap();
            }
            let weak = tx.downgrade();
            if n % 2 == 0 {
                drop(tx);
                drop(rx);
            } else {
                drop(rx);
                drop(tx);
            }
            drop(weak);
        }
    });
    assert_eq!(kept, 0);
}
